"""Ledgers in another currency are read at a dated rate that a lender sets; the rate is frozen with the case.

The table lies in `resources/policies/currencies.toml`; a currency without a row cannot be lent against.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from workstation.errors import KnownError


@dataclass(frozen=True, slots=True)
class CurrencyTable:
    """Rates into the lending currency: (currency, valid from) → rate."""

    lending: str
    rates: tuple[tuple[str, date, Fraction], ...]

    def rate(self, currency: str, on: date) -> Fraction:
        """The newest rate in force on `on`, else the first known one. Raises `KnownError`."""
        if currency == self.lending:
            return Fraction(1)
        known = sorted((since, rate) for code, since, rate in self.rates if code == currency)
        if not known:
            raise KnownError(
                "currency.unknown",
                f"there is no exchange rate for {currency}",
                where="currencies.toml",
                remedy="Add a dated row for it.",
            )
        in_force = [rate for since, rate in known if since <= on]
        return in_force[-1] if in_force else known[0][1]


def _row(row: Mapping[str, Any]) -> tuple[str, date, Fraction]:
    """One rate. Raises `ValueError` for a day that is none and for a rate that is not above zero."""
    since, rate = row["since"], Fraction(str(row["rate"]))
    if type(since) is not date or rate <= 0:
        raise ValueError(f"the row for {row['currency']} needs a day and a rate above zero")
    return str(row["currency"]), since, rate


def load_currencies(path: Path) -> CurrencyTable:
    """Read the table; a damaged one raises `KnownError` (`policy.damaged`) naming the file."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return CurrencyTable(str(data["lending"]), tuple(_row(row) for row in data["rate"]))
    except (OSError, ValueError, KeyError, TypeError, ZeroDivisionError) as error:
        raise KnownError(
            "policy.damaged", f"the currency table cannot be read: {error}", where=path.name
        ) from None
