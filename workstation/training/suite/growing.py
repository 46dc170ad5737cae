"""Growing one model of the suite by its definition: trees of a capacity that unseen rows chose, calibrated.

In: a lesson and a seed. Out: `Grown`: the texts of its trees, Platt's line or the shifts of its quantiles,
and its answers out of fold. The same seed gives the same bytes at any number of threads. Rows with holes put
in stand beside the rows as they are, a missing signed value is bounded like the worst one seen, and the
finished trees send it to the worse side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.scoring import Kind
from workstation.training import metrics
from workstation.training.boosting import FOLDS, Trees
from workstation.training.missing import coded, with_holes
from workstation.training.poorer import RECORD, poorer
from workstation.training.suite.targets import Lesson, relative
from workstation.training.table import Matrix
from workstation.training.trees import missing_to_the_worse

_INNER_FOLDS = 3
_BETTER_BY = 0.01  # of the loss: less is chance, and eight leaves explain themselves ten times quicker
_INNER_ROWS = 4000
_LINE_PLACES = 9
_FLATTEST = 0.01  # a line that rises less, or falls, is as good as no model


@dataclass(frozen=True, slots=True)
class Shape:
    """The capacity of the trees."""

    leaves: int
    trees: int
    rate: float


USUAL = Shape(8, 200, 0.06)
SHAPES = (USUAL, Shape(4, 200, 0.10), Shape(16, 150, 0.05))
_SETTINGS: Mapping[str, Any] = {
    "lambda_l2": 10.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "deterministic": True,
    "force_row_wise": True,  # the automatic choice is made by a stopwatch
    "verbosity": -1,
}
_OBJECTIVES = {Kind.PROBABILITY: "binary", Kind.SHARE: "cross_entropy", Kind.QUANTILES: "quantile"}


@dataclass(frozen=True, slots=True)
class Grown:
    """A model before it is in a bundle. `texts` are one, or one a quantile; `a` and `b` Platt's line;
    `shifts` what each quantile is moved by. `out_of_fold` are raw answers of rows that no tree had seen, a
    column a text, and `holed` those of the same rows with holes."""

    lesson: Lesson
    shape: Shape
    texts: tuple[str, ...]
    a: float
    b: float
    shifts: tuple[float, ...]
    out_of_fold: Matrix
    holed: Matrix
    holed_values: Matrix

    @property
    def flat(self) -> bool:
        """Whether rows that no tree had seen do not follow the model at all: then it is out of use."""
        return self.b <= _FLATTEST


def grow(lesson: Lesson, *, seed: int, threads: int = 1) -> Grown:
    """Choose the capacity, grow out of fold and whole, and calibrate."""
    task = _Task(lesson, seed, threads)
    shape = task.best_shape()
    outside, holed, holed_values = task.out_of_fold(shape)
    texts = tuple(task.text(shape, place, np.arange(len(lesson))) for place in task.places)
    a, b = 0.0, 1.0
    shifts: tuple[float, ...] = ()
    if lesson.definition.kind is Kind.QUANTILES:
        wanted = zip(task.places, outside.T, strict=True)
        shifts = tuple(
            round(float(np.quantile(task.target - raw, place)), _LINE_PLACES) for place, raw in wanted
        )
    else:
        both = np.concatenate([outside[:, 0], holed[:, 0]])
        a, b = metrics.logistic_line(np.tile(task.target, 2), both)
        b = max(b, _FLATTEST)
    return Grown(
        lesson,
        shape,
        texts,
        round(a, _LINE_PLACES),
        round(b, _LINE_PLACES),
        shifts,
        outside,
        holed,
        holed_values,
    )


class _Task:
    """One lesson with its folds and settings."""

    def __init__(self, lesson: Lesson, seed: int, threads: int) -> None:
        self.lesson, self._seed, self._threads = lesson, seed, threads
        definition = lesson.definition
        self._quantiles = definition.quantiles
        self.places: tuple[float, ...] = (0.5,) if self._quantiles is None else self._quantiles.places
        self.target = relative(definition, lesson) if self._quantiles is not None else lesson.target
        place = {name: i for i, name in enumerate(definition.features)}
        self._groups = [[place[n] for n in names] for names in definition.evidence.values()]
        block = np.arange(len(lesson)) // lesson.block
        draw = np.random.default_rng([seed, 5]).permutation(int(block[-1]) + 1)
        self._fold = draw[block]

    def best_shape(self) -> Shape:
        """The usual one, unless another loses clearly less on rows it has not seen."""
        some = np.flatnonzero(self._fold % max(1, len(self.lesson) // _INNER_ROWS) == 0)
        losses = {shape: self._inner_loss(shape, some) for shape in SHAPES}
        best = min(losses, key=lambda shape: losses[shape])
        return best if losses[best] < losses[USUAL] * (1 - _BETTER_BY) else USUAL

    def _inner_loss(self, shape: Shape, rows: npt.NDArray[np.int64]) -> float:
        fold = self._fold[rows] // 7 % _INNER_FOLDS
        place = self.places[len(self.places) // 2]
        total = 0.0
        for number in range(_INNER_FOLDS):
            inside, outside = rows[fold != number], rows[fold == number]
            trees = Trees(self.text(shape, place, inside, copies=0))
            total += self._loss(trees.raw(self.lesson.values[outside]), outside, place) * len(outside)
        return total / len(rows)

    def _loss(self, raw: Matrix, rows: npt.NDArray[np.int64], place: float) -> float:
        if self._quantiles is not None:
            return pinball(self.target[rows], raw, place)
        return metrics.log_loss(self.target[rows], metrics.probability(raw))

    def out_of_fold(self, shape: Shape) -> tuple[Matrix, Matrix, Matrix]:
        """Raw answers of rows as they are and with holes, and the rows with holes."""
        values = self.lesson.values
        rng = np.random.default_rng([self._seed, 7])
        holed_values = self._holed(values, rng)
        raw, holed = (np.empty((len(values), len(self.places))) for _ in range(2))
        for number in range(FOLDS):
            inside, outside = (np.flatnonzero((self._fold % FOLDS == number) == out) for out in (False, True))
            for column, place in enumerate(self.places):
                trees = Trees(self.text(shape, place, inside))
                raw[outside, column] = trees.raw(values[outside])
                holed[outside, column] = trees.raw(holed_values[outside])
        return raw, holed, holed_values

    def _holed(self, values: Matrix, rng: np.random.Generator) -> Matrix:
        """A copy with what a file may lack: a forecast meets sources that know no days, or not for long."""
        names = self.lesson.definition.features
        if RECORD in names and self._quantiles is not None:
            return poorer(values, names, rng)
        return with_holes(values, self._groups, rng)

    def text(self, shape: Shape, place: float, rows: npt.NDArray[np.int64], copies: int | None = None) -> str:
        """Trees grown on these rows, as LightGBM writes them."""
        import lightgbm

        definition = self.lesson.definition
        signed = any(definition.directions)
        copies = (2 if signed else 1) if copies is None else copies
        values, rng = self.lesson.values[rows], np.random.default_rng([self._seed, 11])
        parts = [values, *(self._holed(values, rng) for _ in range(copies))]
        data: Any = lightgbm.Dataset(
            coded(np.concatenate(parts), definition.directions),
            np.tile(self.target[rows], len(parts)),
            weight=np.full(len(rows) * len(parts), 1.0 / len(parts)),
            feature_name=list(definition.features),
        )
        settings = {
            **_SETTINGS,
            "objective": _OBJECTIVES[definition.kind],
            "num_leaves": shape.leaves,
            "learning_rate": shape.rate,
            "min_data_in_leaf": int(np.clip(len(rows) // 80, 20, 100)),
            "seed": self._seed,
            "num_threads": self._threads,
        }
        if self._quantiles is not None:
            settings["alpha"] = place
        if signed:
            # `intermediate` and `advanced` have been seen to break the constraint; `basic` has not
            settings |= {
                "monotone_constraints": list(definition.directions),
                "monotone_constraints_method": "basic",
            }
        booster: Any = lightgbm.train(settings, data, num_boost_round=shape.trees)
        text = re.sub(
            r"^\[num_threads: \d+\]$", "[num_threads: 1]", booster.model_to_string(), flags=re.MULTILINE
        )
        return missing_to_the_worse(text, definition.directions)


def pinball(truth: Matrix, told: Matrix, place: float) -> float:
    """Mean pinball loss of a quantile."""
    gap = truth - told
    return float(np.mean(np.maximum(place * gap, (place - 1) * gap)))


def raw_of(texts: Sequence[str], values: Matrix) -> Matrix:
    """Raw answers of finished trees, a column a text."""
    return np.column_stack([Trees(text).raw(values) for text in texts])
