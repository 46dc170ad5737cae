"""Typed parsers: a column as it stands in a file goes in, canonical values and the faulty places come out.

A column from a text file is an object array of `str`; one from Parquet may also be float64, int64 or
datetime64[s]. Amounts become integer hundredths, times integer seconds, both int64 with `MISSING_INTEGER`;
the rest becomes cleaned text or None. A value that cannot be read is never guessed: its place is marked with
the reason. No amount is ever added, multiplied or kept as a float.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.domain.ledger import MISSING_INTEGER, start_of
from workstation.sources import reasons
from workstation.sources.reasons import Reason

Raw = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Native = Callable[[Raw], tuple[Ints, "list[Fault]"]]

LARGEST_AMOUNT = 10**15 - 1  # hundredths: fifteen digits are what a float64 brings back for certain
_EARLIEST = start_of(date(1990, 1, 1))
_LATEST = start_of(date(2101, 1, 1))


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason and the places (positions in the column) where it holds."""

    reason: Reason
    places: Ints


class Unreadable(ValueError):
    """One value that cannot be read, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Parsed:
    """`values`: int64 (missing: `MISSING_INTEGER`) or object (missing: None); faulty places are missing."""

    values: npt.NDArray[Any]
    faults: Sequence[Fault]

    @property
    def missing(self) -> Flags:
        return is_missing(self.values)


@dataclass(frozen=True, slots=True)
class Parser:
    """`one` reads one non-empty text or raises `Unreadable`; `native` reads whole columns by numpy kind."""

    one: Callable[[str], int | str]
    integer: bool
    native: Mapping[str, Native] = field(default_factory=dict)

    def __call__(self, raw: Raw) -> Parsed:
        whole = self.native.get(raw.dtype.kind)
        if whole is not None:
            values, faults = whole(raw)
            return Parsed(values, faults)
        return self._each(raw)

    def _each(self, raw: Raw) -> Parsed:
        empty: int | None = MISSING_INTEGER if self.integer else None
        known: dict[Any, int | str | None] = {None: empty}
        wrong: dict[Any, Reason] = {}
        bad: dict[Reason, list[int]] = {}
        out: list[int | str | None] = []
        for place, value in enumerate(raw.tolist()):
            if value not in known:
                known[value] = empty
                text = as_text(value)
                try:
                    known[value] = self.one(text) if text else empty
                except Unreadable as trouble:
                    wrong[value] = trouble.reason
            if value in wrong:
                bad.setdefault(wrong[value], []).append(place)
            out.append(known[value])
        faults = [Fault(reason, np.array(places, dtype=np.int64)) for reason, places in bad.items()]
        return Parsed(np.array(out, dtype=np.int64 if self.integer else object), faults)


def is_missing(values: npt.NDArray[Any]) -> Flags:
    if values.dtype == np.int64:
        return np.asarray(values == MISSING_INTEGER, dtype=np.bool_)
    return np.fromiter((value is None for value in values), dtype=np.bool_, count=len(values))


def plain(values: npt.NDArray[Any]) -> list[Any]:
    """A column as Python values, None where a value is missing: what a ledger row is made of."""
    out: list[Any] = values.tolist()
    if values.dtype == np.int64 and bool((values == MISSING_INTEGER).any()):
        return [None if value == MISSING_INTEGER else value for value in out]
    return out


# text

_INVISIBLE = dict.fromkeys(
    [0xFEFF, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A)]
)  # byte order marks, zero widths and marks of direction: they make two equal words look different


def clean_text(text: str) -> str:
    """NFC, every run of blanks (full-width ones too) one blank, none at the ends, nothing invisible."""
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c) != "Cc")
    return " ".join(text.split())


def as_text(value: Any) -> str:
    """A cell as clean text; a whole number that a library made a float loses its `.0`."""
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        value = int(value) if value.is_integer() else repr(value)
    return clean_text(f"{value:f}" if isinstance(value, Decimal) else str(value))


def text(longest: int = 200) -> Parser:
    """A name or an open word."""

    def one(value: str) -> str:
        if len(value) > longest:
            raise Unreadable(reasons.TEXT_TOO_LONG)
        return value

    return Parser(one, integer=False)


def key() -> Parser:
    """An id of the source: at most 128 characters, otherwise as it stands."""
    return text(128)


def words(meaning: Mapping[str, str]) -> Parser:
    """A closed list: the source's word → ours. Any other word is refused."""

    def one(value: str) -> str:
        if value not in meaning:
            raise Unreadable(reasons.WORD_UNKNOWN)
        return meaning[value]

    return Parser(one, integer=False)


# amounts

_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|[+-]?\.[0-9]+")
_HUNDREDTH = Decimal("0.01")


def _amount_of_text(value: str) -> int:
    if len(value) > 40 or _AMOUNT.fullmatch(value) is None:
        raise Unreadable(reasons.AMOUNT_UNREADABLE)
    exact = Decimal(value.replace(",", ""))
    if abs(exact) * 100 > LARGEST_AMOUNT:
        raise Unreadable(reasons.AMOUNT_RANGE)
    return int(exact.quantize(_HUNDREDTH, rounding=ROUND_HALF_EVEN).scaleb(2))


def _amounts_of_floats(raw: Raw) -> tuple[Ints, list[Fault]]:
    """A float64 that is the nearest one to a decimal of two places is that decimal: `n / 100` gives it back
    bit for bit. Any other is read from its shortest decimal text, as a text file would hold it."""
    column = raw.astype(np.float64)
    missing = np.isnan(column)
    beyond = ~missing & ~(np.abs(column) <= LARGEST_AMOUNT / 100)
    safe = np.where(missing | beyond, 0.0, column)
    values = np.rint(safe * 100).astype(np.int64)
    for place in np.flatnonzero(values / 100 != safe):
        exact = Decimal(repr(float(safe[place]))).quantize(_HUNDREDTH, rounding=ROUND_HALF_EVEN)
        values[place] = int(exact.scaleb(2))
    values[missing | beyond] = MISSING_INTEGER
    return values, _faults((reasons.AMOUNT_RANGE, beyond))


def _amounts_of_ints(raw: Raw) -> tuple[Ints, list[Fault]]:
    beyond = (raw > LARGEST_AMOUNT // 100) | (raw < -(LARGEST_AMOUNT // 100))
    values = np.where(beyond, 0, raw).astype(np.int64) * 100
    values[beyond] = MISSING_INTEGER
    return values, _faults((reasons.AMOUNT_RANGE, beyond))


def amount() -> Parser:
    """Currency units as decimal text or numbers → integer hundredths.

    Third and further places round half even, read from the decimal text, never from the binary value.
    """
    native: dict[str, Native] = {"f": _amounts_of_floats, "i": _amounts_of_ints}
    return Parser(_amount_of_text, integer=True, native=native)


# counts

_COUNT = re.compile(r"[+-]?[0-9]{1,15}(?:\.0+)?")


def count(least: int, most: int) -> Parser:
    """A whole number from `least` to `most`."""

    def one(value: str) -> int:
        if _COUNT.fullmatch(value) is None:
            raise Unreadable(reasons.COUNT_UNREADABLE)
        number = int(value.partition(".")[0])
        if not least <= number <= most:
            raise Unreadable(reasons.COUNT_RANGE)
        return number

    return Parser(one, integer=True)


# times

_CLOCK = r"(?:[ T](?P<h>[0-9]{1,2}):(?P<n>[0-9]{2})(?::(?P<s>[0-9]{2})(?:\.[0-9]+)?)?)?"
_YEAR_FIRST = r"(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})"
_DATE_FORMS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "ymd": (
        re.compile(_YEAR_FIRST + _CLOCK),
        re.compile(r"(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日" + _CLOCK),
    ),
    "mdy": (
        re.compile(r"(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})/(?P<y>[0-9]{4})" + _CLOCK),
        re.compile(_YEAR_FIRST + _CLOCK),
    ),
}
"""How a column spells its days. A column has one spelling: `3/4/2017` is never tried both ways."""


def _in_range(seconds: int) -> int:
    if not _EARLIEST <= seconds < _LATEST:
        raise Unreadable(reasons.TIME_RANGE)
    return seconds


def _times_of_stamps(raw: Raw) -> tuple[Ints, list[Fault]]:
    stamps = raw.astype("datetime64[s]")
    missing = np.isnat(stamps)
    values: Ints = stamps.astype(np.int64)
    beyond = ~missing & ((values < _EARLIEST) | (values >= _LATEST))
    values[missing | beyond] = MISSING_INTEGER
    return values, _faults((reasons.TIME_RANGE, beyond))


def moment(spelling: str) -> Parser:
    """A day, with or without a time of day, in the source's own local time → seconds since 1970-01-01."""
    forms = _DATE_FORMS[spelling]
    days: dict[tuple[str, str, str], int] = {}

    def one(value: str) -> int:
        match = next((m for form in forms if (m := form.fullmatch(value)) is not None), None)
        if match is None:
            raise Unreadable(reasons.TIME_UNREADABLE)
        ymd = (match["y"], match["m"], match["d"])
        try:
            if ymd not in days:
                days[ymd] = _in_range(start_of(date(*map(int, ymd))))
        except Unreadable:
            raise
        except ValueError as impossible:
            raise Unreadable(reasons.TIME_UNREADABLE) from impossible
        hours, minutes, seconds = (int(match[part] or 0) for part in ("h", "n", "s"))
        if hours > 23 or minutes > 59 or seconds > 59:
            raise Unreadable(reasons.TIME_UNREADABLE)
        return days[ymd] + (hours * 3600 + minutes * 60 + seconds)

    return Parser(one, integer=True, native={"M": _times_of_stamps})


def _faults(*marked: tuple[Reason, Flags]) -> list[Fault]:
    return [Fault(reason, np.flatnonzero(flags)) for reason, flags in marked if flags.any()]
