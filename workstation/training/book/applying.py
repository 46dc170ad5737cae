"""New rows made into a model's columns, and what of them the model did not know.

In: a recipe and a part of a table. Out: `Part`: the columns, and for each table column which rows were blank
and which held something new. New is a level that training never saw (it counts as one of the rare ones), a
figure that looks like a code and lies outside of all that training saw (it counts as blank, which for a
signed column is the worst), and a word where figures or dates stood (blank as well).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from workstation.errors import KnownError
from workstation.training.book.book import Feature
from workstation.training.book.kinds import decimal_comma, says_nothing
from workstation.training.book.reading import TextColumn
from workstation.training.book.recipe import Made, Recipe
from workstation.training.book.sentinels import unknown_code
from workstation.training.book.source import How
from workstation.training.table import Flags, Matrix

_ENOUGH = 20
"""Cells of a column that must say something before it is refused as a whole."""
LEVEL, CODE, WORD = "unknown level", "unknown code", "cannot be read"


@dataclass(slots=True)
class Part:
    """`values` are the columns of the trees; `blank` and `new` are rows by table column, `seen` what was new
    in it, by what it is, with its rows."""

    values: Matrix
    blank: dict[str, Flags] = field(default_factory=dict)
    new: dict[str, Flags] = field(default_factory=dict)
    seen: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)


def apply(recipe: Recipe, columns: Mapping[str, TextColumn]) -> Part:
    """Raises `KnownError` `score.spelling` where a column is written otherwise than in training: decimal
    commas where there were points, or mostly words where there were figures or dates."""
    part = Part(np.zeros((0, 0)))
    features = [_feature(made, recipe, columns, part) for made in recipe.made]
    rows = len(columns[recipe.columns[0]])
    part.values = recipe.encoder.matrix(features, np.arange(rows))
    return part


def _feature(made: Made, recipe: Recipe, columns: Mapping[str, TextColumn], part: Part) -> Feature:
    column = columns[made.source.column]
    if made.source.how is How.CATEGORY:
        return _category(made, recipe, column, part)
    if made.source.how is How.CODE:
        return Feature(made.name, numbers=made.source.numbers(columns))
    if made.source.how is How.NUMBER and not made.source.comma and decimal_comma(column.levels):
        raise _otherwise(column.name, "its figures have decimal commas")
    plain, numbers = made.source.plain(columns), made.source.numbers(columns)
    for name in made.source.columns:
        _words(made, columns[name], part)
    if made.source.how is How.NUMBER:
        _codes(made, column.name, plain, numbers, part)
        part.blank[column.name] = np.isnan(numbers)
    return Feature(made.name, numbers=numbers)


def _category(made: Made, recipe: Recipe, column: TextColumn, part: Part) -> Feature:
    known = [*recipe.encoder.kept[made.name], *recipe.encoder.counts.get(made.name, ()), *made.rare]
    spelled = _spellings(known)
    levels = [spelled.get(level, spelled.get(_as_number(level), level)) for level in column.levels]
    silent = np.array([says_nothing(level, numbers=False) for level in column.levels], dtype=bool)
    there = set(known)
    strange = ~silent & np.array([level not in there for level in levels], dtype=bool)
    part.blank[column.name] = silent[column.codes]
    _note(part, column, strange, LEVEL)
    codes = np.where(silent, -1, np.arange(len(levels)))[column.codes]
    return Feature(made.name, levels=tuple(levels), codes=codes)


def _spellings(known: Sequence[str]) -> dict[str, str]:
    """How a known level may be written: as it was, or as the same number (1 and 1.0)."""
    numbers = {_as_number(level): level for level in reversed(known)}
    numbers.pop("", None)
    return {**numbers, **{level: level for level in known}}


def _as_number(level: str) -> str:
    try:
        value = float(level)
    except ValueError:
        return ""
    return f"number {value!r}" if np.isfinite(value) else ""


def _words(made: Made, column: TextColumn, part: Part) -> None:
    """Cells that say something and could not be read."""
    dates = made.source.how is How.DAYS
    unread = np.isnan(made.source.by_level(column))
    said = np.array([not says_nothing(level, numbers=not dates) for level in column.levels], dtype=bool)
    strange = said & unread
    cells, odd = int(said[column.codes].sum()), int(strange[column.codes].sum())
    if cells >= _ENOUGH and 2 * odd > cells:
        example = next(level for level, so in zip(column.levels, strange, strict=True) if so)
        kind = "dates" if dates else "figures"
        raise _otherwise(column.name, f"most cells are no {kind}, such as {example[:40]!r}")
    if dates:
        part.blank[column.name] = unread[column.codes]
    _note(part, column, strange, WORD)


def _codes(made: Made, name: str, plain: Matrix, numbers: Matrix, part: Part) -> None:
    """Blanks what looks like a code that training did not have; `numbers` is changed."""
    if np.isnan(made.low):
        return
    outside = ~np.isnan(numbers) & ((plain < made.low) | (plain > made.high))
    for value in np.unique(plain[outside]).tolist():
        if value in made.source.codes or not unknown_code(value, made.low, made.high):
            continue
        at = outside & (plain == value)
        numbers[at] = np.nan
        part.new[name] = part.new.get(name, np.zeros(len(plain), dtype=bool)) | at
        part.seen.setdefault((name, CODE), Counter())[f"{value:g}"] += int(at.sum())


def _note(part: Part, column: TextColumn, strange: Flags, what: str) -> None:
    """Once for a column, of however many features it is a part: every date has the day of the request."""
    if not strange.any():
        return
    at = strange[column.codes]
    part.new[column.name] = part.new.get(column.name, np.zeros(len(at), dtype=bool)) | at
    counts = column.counts
    there = np.flatnonzero(strange & (counts > 0)).tolist()
    part.seen[column.name, what] = Counter({column.levels[place]: int(counts[place]) for place in there})


def _otherwise(column: str, how: str) -> KnownError:
    return KnownError(
        "score.spelling",
        f"a column is written otherwise than in training: {how}",
        where=column,
        remedy="Write it as in the table that the model was trained on.",
    )
