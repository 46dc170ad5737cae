"""What a column of text means: a number, a date or a category, and which of its cells are blank.

In: a column of text. Out: `Reading` with the numbers or the levels, and what was done to get there in words.
Only the column itself is looked at, never the outcome, so that it may be done before any fold is drawn.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from workstation.training.book.folds import Numbers
from workstation.training.book.reading import TextColumn
from workstation.training.table import Matrix


class Kind(StrEnum):
    NUMBER = "number"
    DATE = "date"  # days since 1970-01-01
    CATEGORY = "category"
    BLANK = "blank"  # no cell says anything


BLANK_WORDS = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "?", ".", "缺失", "空"})
"""What stands for "no value" in any column, in lower case."""
_BLANK_AMONG_NUMBERS = BLANK_WORDS | {"-", "--", "none", "nil", "missing", "unknown", "未知", "无", "不详"}

_NUMBER = re.compile(
    r"""(?P<paren>\()?\s*(?P<sign>[+\-−])?\s*
    (?P<below>[<>]=?\s*)?
    (?:[$€£¥￥₹]|rmb|usd|cny|eur|gbp|us\$)?\s*(?P<late>[+\-−])?\s*
    (?P<digits>\d[\d,. ' ]*\d|\d|[.]\d+)(?P<exponent>e[+\-]?\d+)?\+?\s*
    (?P<unit>%|％|‰|万元|万|元|k|(?:calendar\s)?(?:months?|mos?|years?|yrs?|days?|weeks?|m|y|d)
        |个月|月|年|天|岁|笔|次|人)?\s*\)?""",
    re.VERBOSE | re.IGNORECASE,
)
_SCALES = {"%": 0.01, "％": 0.01, "‰": 0.001, "万元": 1e4, "万": 1e4, "k": 1e3}
_DATES = (
    ("%Y-%m-%d", r"\d{4}-\d{1,2}-\d{1,2}"),
    ("%Y/%m/%d", r"\d{4}/\d{1,2}/\d{1,2}"),
    ("%Y.%m.%d", r"\d{4}\.\d{1,2}\.\d{1,2}"),
    ("%Y年%m月%d日", r"\d{4}年\d{1,2}月\d{1,2}日"),
    ("%Y-%m-%d %H:%M:%S", r"\d{4}-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d{2}:\d{2}.*"),
    ("%Y/%m/%d %H:%M", r"\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d{2}.*"),
    ("%m/%d/%Y", r"\d{1,2}/\d{1,2}/\d{4}.*"),
    ("%d/%m/%Y", r"\d{1,2}/\d{1,2}/\d{4}.*"),
    ("%d.%m.%Y", r"\d{1,2}\.\d{1,2}\.\d{4}"),
    ("%m/%d/%y", r"\d{1,2}/\d{1,2}/\d{2}"),
    ("%d-%b-%y", r"\d{1,2}-[A-Za-z]{3}-\d{2}"),
    ("%d-%b-%Y", r"\d{1,2}-[A-Za-z]{3}-\d{4}"),
    ("%b-%Y", r"[A-Za-z]{3}-\d{4}"),
    ("%b-%y", r"[A-Za-z]{3}-\d{2}"),
    ("%y-%b", r"\d{1,2}-[A-Za-z]{3}"),
    ("%Y-%m", r"\d{4}-\d{2}"),
    ("%Y/%m", r"\d{4}/\d{2}"),
)
"""Spellings of dates: how to read one, and what one looks like. The month before the day, unless a day over
twelve says otherwise."""
_EIGHT_DIGITS = re.compile(r"(?:19|20)\d{6}")
_DATE_NAME = re.compile(r"date|day$|_dt$|^dt_|时间|日期|日$", re.IGNORECASE)
_CODE_NAME = re.compile(
    r"(?:^|[_\W])(?:zip|postal|postcode|naics|sic|mcc)|zip ?code|邮编|行政区划|行业代码", re.IGNORECASE
)
_MOSTLY = 0.98
_FEW_ODD = 20
_GLANCE = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """A column understood. `numbers` has NaN where blank (numbers and dates); `levels` and `codes` are of
    categories, where code −1 is blank. `note` says what was done, empty where nothing was. `comma` and
    `spelling` say how figures and dates are written, so that other rows can be read the same way."""

    name: str
    kind: Kind
    numbers: Matrix
    levels: tuple[str, ...]
    codes: npt.NDArray[np.int64]
    note: str
    comma: bool = False
    spelling: str = ""

    @property
    def blank(self) -> npt.NDArray[np.bool_]:
        if self.kind is Kind.CATEGORY:
            return np.asarray(self.codes < 0)
        return np.asarray(np.isnan(self.numbers))


def understood(column: TextColumn, order: Sequence[str] = ()) -> Reading:
    """The column's meaning. `order` makes ranks of levels: the first 0, the next 1 …; others are blank."""
    if order:
        rank = {level: float(number) for number, level in enumerate(order)}
        return _numeric(column, [rank.get(level, math.nan) for level in column.levels], "ranks as told")
    words = [level.lower() for level in column.levels]
    counts = column.counts
    said = np.array([word not in BLANK_WORDS for word in words], dtype=bool)
    if not counts[said].sum():
        return Reading(column.name, Kind.BLANK, np.full(len(column), np.nan), (), column.codes, "no value")
    plain = _plainly_numbers(column.levels, counts, said)
    if (days := None if plain else _days(column, said)) is not None:
        values, spelling = days
        found = _numeric(column, values, f"dates ({spelling})")
        return replace(found, kind=Kind.DATE, spelling=spelling)
    if not _CODE_NAME.search(column.name) and (figures := _figures(column, words)) is not None:
        return replace(_numeric(column, figures[0], figures[1]), comma=decimal_comma(column.levels))
    return _category(column, said)


def _plainly_numbers(levels: Sequence[str], counts: Numbers, said: npt.NDArray[np.bool_]) -> bool:
    """Whether nearly every cell is a number without any sign of a date, which spares looking for one."""
    rows = sum(int(n) for level, n, so in zip(levels, counts, said, strict=True) if so and _is_number(level))
    days = all(_EIGHT_DIGITS.fullmatch(level) for level in levels[-20:])
    return rows >= _MOSTLY * int(counts[said].sum()) and not days


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _numeric(column: TextColumn, by_level: Sequence[float], note: str) -> Reading:
    values: Matrix = np.array(by_level, dtype=np.float64)[column.codes]
    return Reading(column.name, Kind.NUMBER, values, (), np.zeros(0, dtype=np.int64), note)


def _category(column: TextColumn, said: npt.NDArray[np.bool_]) -> Reading:
    kept = np.flatnonzero(said)
    place = np.full(len(column.levels), -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    levels = tuple(column.levels[i] for i in kept)
    return Reading(column.name, Kind.CATEGORY, np.zeros(0), levels, place[column.codes], "")


def _figures(column: TextColumn, words: Sequence[str]) -> tuple[list[float], str] | None:
    """Numbers by level where nearly every cell is one; a few odd words among many become blank."""
    counts = column.counts
    comma = decimal_comma(column.levels)
    values: list[float] = []
    units: set[str] = set()
    odd: list[str] = []
    odd_rows = read_rows = 0
    for level, word, rows in zip(column.levels, words, counts, strict=True):
        if word in _BLANK_AMONG_NUMBERS:
            values.append(math.nan)
            continue
        value, unit = _figure(level, comma)
        values.append(value)
        if math.isnan(value):
            odd.append(level)
            odd_rows += int(rows)
        else:
            units.add(unit)
            read_rows += int(rows)
    if not read_rows or len(odd) > _FEW_ODD or odd_rows > (1 - _MOSTLY) * (odd_rows + read_rows):
        return None
    units.discard("")
    note = f"units: {', '.join(sorted(units))}" if units else ""
    if odd:
        note = "; ".join(filter(None, [note, f"taken as blank: {', '.join(map(repr, odd[:5]))}"]))
    return values, note


def figures_of(levels: Sequence[str], comma: bool) -> list[float]:
    """Numbers by level, read as a column of numbers is; NaN where blank and where there is no number."""
    return [
        math.nan if level.lower() in _BLANK_AMONG_NUMBERS else _figure(level, comma)[0] for level in levels
    ]


def days_of(levels: Sequence[str], spelling: str) -> Matrix:
    """Days since 1970 by level; NaN where it is no date in this spelling."""
    said = np.array([level.lower() not in BLANK_WORDS for level in levels], dtype=bool)
    days: Matrix = np.full(len(levels), np.nan)
    if said.any():
        days[said] = _parsed([level for level, so in zip(levels, said, strict=True) if so], spelling)
    return days


def says_nothing(level: str, numbers: bool) -> bool:
    """Whether a cell stands for "no value" among words, or among numbers."""
    return level.lower() in (_BLANK_AMONG_NUMBERS if numbers else BLANK_WORDS)


def decimal_comma(levels: Sequence[str]) -> bool:
    """Whether a comma is the decimal sign: some comma is not followed by three digits, and no dot is used
    as one."""
    some = [level for level in levels if "," in level]
    thousands = re.compile(r"\d{1,3}(,\d{3})+(?!\d)")
    dotted = re.compile(r"\.\d+$")
    odd = [level for level in some if re.search(r"\d,\d", level) and not thousands.search(level)]
    return bool(odd) and not any(dotted.search(level) and "," not in level for level in levels)


def _figure(text: str, comma: bool) -> tuple[float, str]:
    """(value, unit in lower case); NaN where it is no number."""
    try:
        return float(text), ""  # the usual case, and the fast one
    except ValueError:
        pass
    found = _NUMBER.fullmatch(text)
    if found is None:
        return math.nan, ""
    digits = re.sub(r"[ ' ]", "", found["digits"])
    digits = digits.replace(".", "").replace(",", ".") if comma else digits.replace(",", "")
    try:
        value = float(digits + (found["exponent"] or ""))
    except ValueError:
        return math.nan, ""
    unit = (found["unit"] or "").lower()
    value *= _SCALES.get(unit, 1.0)
    if found["below"] and found["below"].startswith("<"):
        value /= 2  # "< 1 year" lies between nothing and one
    if found["paren"] or (found["sign"] or found["late"] or "+") != "+":
        value = -value
    return value, unit


def _days(column: TextColumn, said: npt.NDArray[np.bool_]) -> tuple[list[float], str] | None:
    """Days since 1970 by level and the spelling, where nearly every cell is a date in one spelling."""
    levels = [column.levels[i] for i in np.flatnonzero(said)]
    counts = column.counts[said]
    looks = [*_DATES]
    if _DATE_NAME.search(column.name):
        looks.append(("%Y%m%d", _EIGHT_DIGITS.pattern))
    for spelling, pattern in looks:
        shape = re.compile(pattern)
        if not any(map(shape.fullmatch, levels[:_GLANCE])):
            continue
        fitting = np.array([bool(shape.fullmatch(level)) for level in levels], dtype=bool)
        if counts[fitting].sum() < _MOSTLY * counts.sum():
            continue
        days: Matrix = _parsed(levels, spelling)
        if counts[~np.isnan(days)].sum() < _MOSTLY * counts.sum():
            continue
        values: Matrix = np.full(len(column.levels), np.nan)
        values[said] = days
        return values.tolist(), spelling
    return None


def _parsed(levels: Sequence[str], spelling: str) -> Matrix:
    import pandas as pd

    length = {"%m/%d/%Y": 10, "%d/%m/%Y": 10}.get(spelling)
    cut = [level.replace("T", " ").split(".")[0] if "%H" in spelling else level for level in levels]
    cut = [text.split(" ")[0][:length] if length else text for text in cut]
    moments = pd.to_datetime(pd.Series(cut, dtype=str), format=spelling, errors="coerce", exact=True)
    since = (moments - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)
    return np.asarray(since.to_numpy(), dtype=np.float64)
