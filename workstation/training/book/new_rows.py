"""Scoring the rows of a table by a book's model: a part at a time in, a line for each row out.

In: an `OpenModel`, a table being read, wishes. Out: lines for a CSV, and `Tally`, what is to be told of all
of them: grades, what was missing and what was new, how far the rows have moved from training's with the
critical value beside, and the outcomes where the table has them. Of each row only its log-odds and its
outcome are kept, and only where outcomes are judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

import numpy as np

from workstation.domain.text import plain_cell
from workstation.errors import KnownError
from workstation.scoring.drift import CONFIDENCE, Drift, counts_of, drift_of_counts, over_many
from workstation.scoring.explaining import Forest, TreeBaseline, principal
from workstation.scoring.scale import MARGIN_PLACES
from workstation.training import metrics
from workstation.training.book.applying import Part, apply
from workstation.training.book.kinds import says_nothing
from workstation.training.book.prohibited import prohibited_by
from workstation.training.book.reading import TextColumn, fault
from workstation.training.book.reasoning import groups_of
from workstation.training.book.recipe import Recipe, scored
from workstation.training.book.streaming import Table
from workstation.training.book.target import means
from workstation.training.book.verified import OpenModel
from workstation.training.boosting import Trees
from workstation.training.table import Flags, Matrix, Progress, quiet

MOST_REASONS = 4
_APART = "; "
_MOST_TOLD, _OTHERS = 1_000, "…"


@dataclass(frozen=True, slots=True)
class Asked:
    """`key` is a column that names each row, `target` one with outcomes, `bad` its bad values where they are
    not those of training; at most `reasons` are given for a row."""

    key: str = ""
    target: str = ""
    bad: tuple[str, ...] = ()
    reasons: int = MOST_REASONS


@dataclass(slots=True)
class Tally:
    """What came of all rows. `drift` is counted in training's bins: the score first, then each column."""

    rows: int = 0
    probabilities: float = 0.0
    approved: int = 0
    grades: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    new: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    counts: list[Matrix] = field(default_factory=list)
    margins: list[Matrix] = field(default_factory=list)
    bad: list[Flags] = field(default_factory=list)
    unlabelled: int = 0


class Scorer:
    """One model ready to score one table. Raises `KnownError` `score.column` for columns that are missing."""

    def __init__(self, model: OpenModel, table: Table, asked: Asked) -> None:
        recipe = model.recipe
        _all_there(recipe, table, asked)
        self._recipe, self._table, self._asked = recipe, table, asked
        self._trees = Trees(model.text)
        self._groups = groups_of(recipe.encoder.names, {})
        self._baseline = _baseline(model, list(self._groups.values())) if asked.reasons else None
        self._unmet = set(asked.bad)
        self.tally = Tally(counts=[np.zeros(len(ref.counts)) for ref in recipe.drift])

    @property
    def head(self) -> tuple[str, ...]:
        """Names of the columns of `lines`."""
        key = ("id",) if self._asked.key else ()
        outcome = ("outcome",) if self._asked.target else ()
        return (
            *("row", *key, "pd", "score", "grade", "pd_low", "pd_high"),
            *("reasons", "missing", "new", *outcome),
        )

    @property
    def not_read(self) -> tuple[str, ...]:
        """Columns of the table that the model does not read."""
        used = {*self._recipe.columns, self._asked.key, self._asked.target, self._recipe.target}
        return tuple(name for name in self._table.names if name not in used)

    @property
    def prohibited(self) -> tuple[str, ...]:
        """Columns of the table that may not be read; they are not."""
        return tuple(name for name in self.not_read if prohibited_by(name))

    def lines(self, progress: Progress = quiet) -> Iterator[Sequence[str]]:
        """A line for each row, in the order of the table. Raises `KnownError` `book.*`, `score.spelling`, and
        after the last row `score.bad` where a bad value that was asked for is in none."""
        for columns in self._table.parts():
            named = {column.name: column for column in columns}
            yield from self._scored(named)
            progress(f"{self.tally.rows:,} rows scored")
        if not self.tally.rows:
            raise fault("empty", self._table.path)
        if self._unmet:
            raise KnownError(
                "score.bad",
                "no row has an outcome that was told to be bad",
                where=f"{self._asked.target}: {', '.join(map(repr, sorted(self._unmet)))}",
                remedy="Write --bad as the table does; without it what was bad in training is.",
            )

    def _scored(self, columns: Mapping[str, TextColumn]) -> Iterator[Sequence[str]]:
        recipe, tally = self._recipe, self.tally
        part = apply(recipe, columns)
        scale = recipe.scale
        margins = np.round(scale.a + scale.b * self._trees.raw(part.values), MARGIN_PLACES) + 0.0
        p, points = metrics.probability(margins), scored(scale, margins)
        grades = _grades(recipe, p)
        low, high = _interval(recipe, p, grades)
        reasons = self._reasons(part.values)
        missing, new = _named(part.blank, len(p)), _named(part.new, len(p))
        outcomes = self._outcomes(columns, margins)
        keys = _cells(columns[self._asked.key]) if self._asked.key else None
        first = tally.rows + 1
        self._count(part, margins, p, points, grades)
        for place in range(len(p)):
            yield (
                str(first + place),
                *(() if keys is None else (plain_cell(keys[place]),)),
                f"{p[place]:.6f}",
                f"{points[place]:.1f}",
                plain_cell(recipe.scale.grades[grades[place]].name),
                f"{low[place]:.6f}",
                f"{high[place]:.6f}",
                plain_cell(reasons[place]),
                plain_cell(missing[place]),
                plain_cell(new[place]),
                *(() if outcomes is None else (outcomes[place],)),
            )

    def _reasons(self, values: Matrix) -> list[str]:
        """What speaks most against each row, the points that it costs beside."""
        if self._baseline is None:
            return [""] * len(values)
        names, factor = list(self._groups), self._recipe.scale.factor
        told = []
        for row in values:
            worth = self._baseline(row)
            players = principal(worth, self._asked.reasons)
            costs = [(names[player], factor * worth[player]) for player in players]
            told.append(_APART.join(f"{name} -{cost:.1f}" for name, cost in costs if cost >= 0.05))
        return told

    def _count(self, part: Part, margins: Matrix, p: Matrix, points: Matrix, grades: Matrix) -> None:
        tally, recipe = self.tally, self._recipe
        tally.rows += len(p)
        tally.probabilities += float(p.sum())
        tally.approved += int((margins <= recipe.cut_off).sum())
        counted = np.bincount(grades, minlength=len(recipe.scale.grades))
        tally.grades.update({g.name: int(n) for g, n in zip(recipe.scale.grades, counted, strict=True)})
        tally.missing.update({name: int(blank.sum()) for name, blank in part.blank.items()})
        for what, found in part.seen.items():
            _add(tally.new.setdefault(what, Counter()), found)
        for place, reference in enumerate(recipe.drift):
            values = points if place == 0 else part.values[:, place - 1]
            tally.counts[place] += np.array(counts_of(reference.edges, values))

    def _outcomes(self, columns: Mapping[str, TextColumn], margins: Matrix) -> list[str] | None:
        if not self._asked.target:
            return None
        column = columns[self._asked.target]
        wanted = self._asked.bad or self._recipe.bad
        met = [{value for value in wanted if means(value, level)} for level in column.levels]
        self._unmet.difference_update(*met)
        worse = np.array([bool(values) for values in met], dtype=bool)
        silent = np.array([says_nothing(level, numbers=False) for level in column.levels], dtype=bool)
        bad, said = worse[column.codes], (worse | ~silent)[column.codes]
        self.tally.margins.append(margins[said])
        self.tally.bad.append(bad[said])
        self.tally.unlabelled += int((~said).sum())
        return ["" if not so else "1" if worse else "0" for so, worse in zip(said, bad, strict=True)]

    def drift(self) -> tuple[Drift, ...]:
        """The score by itself, and the columns at a confidence that all of them share."""
        each = over_many(CONFIDENCE, len(self._recipe.drift) - 1)
        return tuple(
            drift_of_counts(reference, counts.astype(int).tolist(), CONFIDENCE if place == 0 else each)
            for place, (reference, counts) in enumerate(
                zip(self._recipe.drift, self.tally.counts, strict=True)
            )
        )


def _add(told: Counter[str], found: Counter[str]) -> None:
    """A column of names has a new one in every row: beyond the first thousand they are counted together."""
    for value, rows in found.items():
        told[value if value in told or len(told) < _MOST_TOLD else _OTHERS] += rows


def _all_there(recipe: Recipe, table: Table, asked: Asked) -> None:
    wanted = [*recipe.columns, *filter(None, (asked.key, asked.target))]
    gone = [name for name in wanted if name not in table.names]
    if gone:
        raise KnownError(
            "score.column",
            "the table lacks columns that are needed",
            where=", ".join(gone[:12]) + (" …" if len(gone) > 12 else ""),
            remedy="Give them as they were called in training; a column may be blank, but not absent.",
        )


def _baseline(model: OpenModel, players: Sequence[Sequence[str]]) -> TreeBaseline | None:
    recipe = model.recipe
    if not recipe.reference:
        return None
    place = {name: column for column, name in enumerate(recipe.encoder.names)}
    columns = [[place[name] for name in names] for names in players]
    return TreeBaseline(Forest.of((model.text, recipe.scale.b)), np.array(recipe.reference), columns)


def _grades(recipe: Recipe, p: Matrix) -> Matrix:
    edges = np.array([grade.up_to for grade in recipe.scale.grades[:-1]])
    return np.asarray(np.searchsorted(edges, p, side="left"))


def _interval(recipe: Recipe, p: Matrix, grades: Matrix) -> tuple[Matrix, Matrix]:
    """`Widths.interval` of every row."""
    down, up = (np.array(side)[grades, 0] for side in (recipe.widths.down, recipe.widths.up))
    low: Matrix = np.maximum(0.0, np.minimum(p - down, 1.0 - down - up))
    return low, np.minimum(1.0, p + up)


def _named(flags: Mapping[str, Flags], rows: int) -> list[str]:
    """For each row the names of the columns that are so."""
    if not flags:
        return [""] * rows
    names = list(flags)
    every = np.stack([flags[name] for name in names], axis=1)
    said = [""] * rows
    for row in np.flatnonzero(every.any(axis=1)).tolist():
        said[row] = _APART.join(compress(names, every[row]))
    return said


def _cells(column: TextColumn) -> list[str]:
    return [column.levels[code] for code in column.codes]
