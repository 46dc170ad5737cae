"""Where a feature comes from, and how its cells are read: enough to make it again of rows not seen yet.

In: `Source`, kept with the model, and columns of text. Out: numbers. What training found out about a column
(units, a decimal comma, the spelling of its dates, which figures are codes) is settled and not found out
anew, so that a single row is read as the whole table was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from workstation.training.book.kinds import days_of, figures_of
from workstation.training.book.reading import TextColumn
from workstation.training.table import Matrix


class How(StrEnum):
    NUMBER = "number"
    CODE = "code"  # 1 where the number is the code, else 0
    DAYS = "days"  # from a date to the day of the request
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Source:
    """`order` are words that stand for ranks; `codes` what figures stand for that are none: NaN for a blank,
    or a place beyond the good or the bad end."""

    column: str
    how: How
    comma: bool = False
    order: tuple[str, ...] = ()
    codes: Mapping[float, float] = field(default_factory=dict)
    code: float = 0.0
    spelling: str = ""
    as_of: str = ""
    as_of_spelling: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table that it needs."""
        return (self.column, self.as_of) if self.as_of else (self.column,)

    def by_level(self, column: TextColumn) -> Matrix:
        """What each level of one of its columns is read as: a figure or a day; NaN where neither."""
        if self.how is How.DAYS:
            return days_of(column.levels, self.as_of_spelling if column.name == self.as_of else self.spelling)
        if self.order:
            rank = {level: float(number) for number, level in enumerate(self.order)}
            return np.array([rank.get(level, np.nan) for level in column.levels], dtype=np.float64)
        return np.array(figures_of(column.levels, self.comma), dtype=np.float64)

    def plain(self, columns: Mapping[str, TextColumn]) -> Matrix:
        """The figures as they are written, codes and all; NaN where there is none."""
        own, *as_of = [np.take(self.by_level(columns[name]), columns[name].codes) for name in self.columns]
        found: Matrix = as_of[0] - own if as_of else own
        return found

    def numbers(self, columns: Mapping[str, TextColumn]) -> Matrix:
        """The feature's own numbers."""
        plain = self.plain(columns)
        if self.how is How.CODE:
            return np.asarray(plain == self.code, dtype=np.float64)
        made = plain.copy()
        for code, place in self.codes.items():
            made[plain == code] = place
        return made

    def to_json(self) -> dict[str, Any]:
        """Plain data; NaN is null."""
        return {
            "column": self.column,
            "how": self.how.value,
            "comma": self.comma,
            "order": list(self.order),
            "codes": [[code, None if np.isnan(place) else place] for code, place in self.codes.items()],
            "code": self.code,
            "spelling": self.spelling,
            "as_of": self.as_of,
            "as_of_spelling": self.as_of_spelling,
        }


def read_source(plain: Mapping[str, Any]) -> Source:
    """Raises `KeyError`, `TypeError` or `ValueError` for what is none."""
    return Source(
        column=str(plain["column"]),
        how=How(plain["how"]),
        comma=bool(plain["comma"]),
        order=tuple(map(str, plain["order"])),
        codes={float(code): np.nan if place is None else float(place) for code, place in plain["codes"]},
        code=float(plain["code"]),
        spelling=str(plain["spelling"]),
        as_of=str(plain["as_of"]),
        as_of_spelling=str(plain["as_of_spelling"]),
    )
