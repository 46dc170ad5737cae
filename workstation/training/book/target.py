"""The target of a book: which rows have an outcome, and which outcome is bad.

In: a column of text, and the bad values where they were told. Out: `Outcome`. What is bad is guessed only
where nobody could guess otherwise: 1 beside 0, or a word that says so beside one that does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workstation.errors import KnownError
from workstation.training.book.kinds import BLANK_WORDS
from workstation.training.book.reading import TextColumn
from workstation.training.table import Flags

_BAD_WORDS = frozenset(
    {
        *("bad", "default", "defaulted", "charged off", "chgoff", "charge-off", "chargeoff", "yes", "y"),
        *("true", "t", "npl", "delinquent", "late", "loss", "fail", "failed", "churn", "churned"),
        *("坏", "违约", "逾期", "是", "不良", "损失", "核销"),
    }
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`labelled` rows of the table have an outcome, `bad` says which; `values` is what bad was spelled."""

    labelled: Flags
    bad: Flags
    values: tuple[str, ...]
    unlabelled: int


def outcomes(column: TextColumn, bad: Sequence[str]) -> Outcome:
    """Raises `KnownError`: `book.one_class` where all rows ended alike, `book.bad` where it cannot be told
    which outcome is bad, or where the value that was told is not there."""
    counts = column.counts
    said = [
        place
        for place, level in enumerate(column.levels)
        if counts[place] and (level.lower() not in BLANK_WORDS or level in bad)
    ]
    levels = [column.levels[place] for place in said]
    shown = ", ".join(map(repr, levels[:6])) + (" …" if len(levels) > 6 else "")
    if len(levels) < 2:
        raise KnownError(
            "book.one_class",
            "every row has the same outcome",
            where=f"{column.name}: {shown or 'no value'}",
            remedy="Give a table with good and bad loans.",
        )
    wanted = [same_value(value, levels) for value in bad] if bad else [_guess(levels)]
    if None in wanted or len(set(wanted)) == len(levels):
        raise KnownError(
            "book.bad",
            "it cannot be told which outcome is bad",
            where=f"{column.name}: {shown}",
            remedy="Name it with --bad VALUE; give the option again for each further value.",
        )
    is_bad = np.array([level in wanted for level in column.levels], dtype=bool)
    labelled = np.isin(column.codes, said)
    return Outcome(
        labelled=labelled,
        bad=is_bad[column.codes[labelled]],
        values=tuple(map(str, wanted)),
        unlabelled=int((~labelled).sum()),
    )


def same_value(value: str, levels: Sequence[str]) -> str | None:
    """The level that was meant: as written, in other letters, or as the same number (1 and 1.0)."""
    if value in levels:
        return value
    folded = [level for level in levels if level.lower() == value.lower()]
    number = _number(value)
    alike = folded or [level for level in levels if number is not None and _number(level) == number]
    return alike[0] if len(alike) == 1 else None


def means(value: str, level: str) -> bool:
    """Whether a cell says this value, whatever stands in other rows: as written, in other letters, or as the
    same number."""
    number = _number(value)
    return level.lower() == value.lower() or (number is not None and _number(level) == number)


def _guess(levels: Sequence[str]) -> str | None:
    if len(levels) != 2:
        return None
    numbers = [_number(level) for level in levels]
    if sorted(n for n in numbers if n is not None) == [0.0, 1.0]:
        return levels[numbers.index(1.0)]
    worded = [level for level in levels if level.lower() in _BAD_WORDS]
    return worded[0] if len(worded) == 1 else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
