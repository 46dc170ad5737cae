"""How typed words become values: days, amounts, lists. A word that does not fit says how to write it."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.domain.lending import RepaymentMethod
from workstation.domain.money import parse_yuan
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.lending import Fee


def read_day(text: str) -> date:
    """Raises `KnownError` (`usage.date`)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise KnownError("usage.date", f"{text} is not a day", remedy="Write it like 2026-11-23.") from None


def read_moment(text: str) -> datetime:
    """A local day and hour. Raises `KnownError` (`usage.date`)."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise KnownError(
            "usage.date", f"{text} is not a day and an hour", remedy="Write it like 2026-11-23T10:30."
        ) from None


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


def read_seed(text: str) -> int:
    """A whole number from 0 to 4,294,967,295, which is what the generators take, for the parser
    (`ValueError`)."""
    seed = int(text)
    if not 0 <= seed < 2**32:
        raise ValueError(text)
    return seed


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


def read_share(text: str) -> Fraction:
    """A share as typed, 18% or 0.18. Raises `KnownError` (`usage.rate`, `usage.fraction`)."""
    per_cent = text.strip().endswith("%")
    share = read_fraction(read_rate(text).strip().removesuffix("%"))
    return share / 100 if per_cent else share


def read_fee(text: str) -> Fee:
    """A fee as typed: when it falls due, a share or yuan, and of what a share is one: "upfront:1%",
    "per-period:2.00", "per-period:0.05%:balance". Raises `KnownError` (`usage.fee`)."""
    from workstation.lending import Fee, FeeBasis, FeeWhen

    when, _, rest = text.partition(":")
    how, _, basis = rest.partition(":")
    try:
        of = FeeBasis(basis or FeeBasis.PRINCIPAL)
        if how.strip().endswith("%"):
            return Fee(FeeWhen(when), share=read_share(how), basis=of)
        return Fee(FeeWhen(when), fixed=read_amount(how), basis=of)
    except (ValueError, KnownError):
        raise KnownError(
            "usage.fee", f"{text!r} is not a fee of a schedule",
            remedy="Write it like upfront:1%, per-period:2.00 or per-period:0.05%:balance.",
        ) from None  # fmt: skip


def calendar_path(word: str) -> Path:
    """The file of a calendar that is shipped, by its code, or the file so named."""
    from workstation.paths import resources

    shipped = resources() / "calendars" / f"{word}.toml"
    return shipped if shipped.is_file() else Path(word)


def read_fraction(text: str) -> Fraction:
    """Raises `KnownError` (`usage.fraction`) for what is none and below zero."""
    try:
        fraction = Fraction(text)
        if fraction < 0:
            raise ValueError(text)
        return fraction
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
