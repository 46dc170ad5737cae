"""How typed words become values: days, amounts, lists. A word that does not fit says how to write it."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from workstation.domain.lending import RepaymentMethod
from workstation.domain.money import parse_yuan
from workstation.errors import KnownError


def read_day(text: str) -> date:
    """Raises `KnownError` (`usage.date`)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise KnownError("usage.date", f"{text} is not a day", remedy="Write it like 2026-11-23.") from None


def read_amount(text: str) -> int:
    """Yuan as typed, in fen. Raises `KnownError` (`usage.amount`)."""
    try:
        return parse_yuan(text)
    except ValueError:
        raise KnownError(
            "usage.amount", f"{text} is not an amount in yuan", remedy="Write it like 50000 or 50,000.00."
        ) from None


def read_method(word: str) -> RepaymentMethod:
    """Raises `KnownError` (`usage.method`): a request of an import may name a method that nobody knows."""
    known = [method.value for method in RepaymentMethod]
    if word not in known:
        raise KnownError(
            "usage.method", f"{word} is not a repayment method", remedy=f"Known: {', '.join(known)}."
        )
    return RepaymentMethod(word)


def read_count(text: str) -> int:
    """A whole number above zero, for the parser, which says the rest (`ValueError`)."""
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


def read_rate(text: str) -> str:
    """A yearly rate as typed, 12% or 0.12. A bare number of one or more is most likely meant in per cent, and
    would be reckoned a hundredfold. Raises `KnownError` (`usage.rate`)."""
    try:
        looks_like_per_cent = "%" not in text and float(text) >= 1
    except ValueError:
        return text  # what is no number at all, the lending rules refuse
    if looks_like_per_cent:
        raise KnownError(
            "usage.rate", f"{text} would be {text} times the principal a year",
            remedy=f"Write {text}% or {Decimal(text) / 100}.",
        )  # fmt: skip
    return text


def read_fraction(text: str) -> Fraction:
    """Raises `KnownError` (`usage.fraction`)."""
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise KnownError(
            "usage.fraction", f"{text} is not a fraction", remedy="Write it like 19/30."
        ) from None


def read_runs(text: str) -> list[tuple[int, int]]:
    """Runs of equal payments, "1x250,23x230" → [(1, 25000), (23, 23000)] (how many, fen). Raises `KnownError`
    (`usage.payments`)."""
    runs: list[tuple[int, int]] = []
    for run in text.split(","):
        count, times, amount = run.partition("x")
        if not times or not count.strip().isdecimal() or int(count) == 0:
            raise KnownError(
                "usage.payments", f"{run!r} is not a run of payments", remedy="Write them like 1x250,23x230."
            )
        runs.append((int(count), read_amount(amount)))
    return runs


def read_flows(path: Path) -> list[tuple[date, int]]:
    """Dated amounts from a CSV of two columns, day and yuan, with or without a head; what is received counts
    above zero, what is paid below. Raises `KnownError` (`flows.file`) naming file and line."""
    flows: list[tuple[date, int]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for number, row in enumerate(csv.reader(stream), start=1):
                if not row or (number == 1 and row[0].strip().lower() == "date"):
                    continue
                try:
                    flows.append((read_day(row[0].strip()), read_amount(row[1])))
                except (KnownError, IndexError) as error:
                    raise KnownError(
                        "flows.file", f"line {number} is not a day and an amount", where=path.name,
                        remedy="Write each line like 2026-01-31,-1707.00",
                    ) from error  # fmt: skip
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KnownError("flows.file", f"the file cannot be read: {error}", where=path.name) from None
    return flows
