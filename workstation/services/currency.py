"""Ledgers in another currency are read at a dated rate that a lender sets; the rate is frozen with the case.

The table lies in `resources/policies/currencies.toml`; a currency without a row cannot be lent against.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

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


def load_currencies(path: Path) -> CurrencyTable:
    """Read the table; a damaged one raises `KnownError` (`policy.damaged`) naming the file."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        rates = tuple(
            (str(row["currency"]), row["since"], Fraction(str(row["rate"]))) for row in data["rate"]
        )
        return CurrencyTable(str(data["lending"]), rates)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnownError(
            "policy.damaged", f"the currency table cannot be read: {error}", where=path.name
        ) from None
