"""Growing one model: shallow monotone trees, calibrated on rows they have not seen.

In: a plan and a table. Out: LightGBM text with missing values on the worse side, and Platt's line from
out-of-fold margins. The same seed gives the same bytes at any number of threads. The settings are the
"small + mono" row of the peers' comparison: many rounds of eight leaves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from workstation.training.metrics import logistic_line
from workstation.training.missing import coded, with_holes
from workstation.training.table import Flags, Matrix, Table
from workstation.training.trees import missing_to_the_worse

FOLDS = 5
COPIES = 3  # of every row with holes put in, beside the row as it is
_TREES = 400
_SETTINGS: Mapping[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": 8,
    "min_data_in_leaf": 100,
    "lambda_l2": 10.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    # `intermediate` and `advanced` have been seen to break the constraint; `basic` has not
    "monotone_constraints_method": "basic",
    "deterministic": True,
    "force_row_wise": True,  # the automatic choice is made by a stopwatch
    "verbosity": -1,
}


class Recipe(Protocol):
    """What growing needs to know of a model (`plans.ModelPlan`, `challenger.AsBefore`)."""

    @property
    def features(self) -> tuple[str, ...]: ...

    @property
    def directions(self) -> tuple[int, ...]: ...

    @property
    def ledgers(self) -> Mapping[str, tuple[str, ...]]: ...


R = TypeVar("R", bound=Recipe)


@dataclass(frozen=True, slots=True)
class Grown(Generic[R]):
    """A model before it is in a bundle: its text, its calibration line, its out-of-fold margins."""

    plan: R
    text: str
    a: float
    b: float
    out_of_fold: npt.NDArray[np.float64]


class Trees:
    """LightGBM over a finished text, for evaluation; rows of raw log-odds out."""

    def __init__(self, text: str) -> None:
        import lightgbm

        self._booster: Any = lightgbm.Booster(model_str=text)

    def raw(self, values: Matrix) -> Matrix:
        margins: Matrix = self._booster.predict(values, raw_score=True, num_threads=1)
        return margins

    def contributions(self, values: Matrix) -> Matrix:
        """TreeSHAP in log-odds, a column for each feature; the base is left out."""
        found: Matrix = self._booster.predict(values, pred_contrib=True, num_threads=1)
        return found[:, :-1]


def grow(plan: R, table: Table, *, seed: int, threads: int = 1) -> Grown[R]:
    """Train `plan` on the whole table and calibrate it on five folds, drawn with the same seed."""
    values = table.columns(plan.features)
    fold = np.random.default_rng([seed, 5]).permutation(len(table)) % FOLDS
    margins = np.empty(len(table))
    rng = np.random.default_rng([seed, 7])
    holed = with_holes(values, _ledger_columns(plan), rng)
    holed_margins = np.empty(len(table))
    for number in range(FOLDS):
        inside, outside = fold != number, fold == number
        trees = Trees(_grown_text(plan, values[inside], table.bad[inside], seed=seed, threads=threads))
        margins[outside] = trees.raw(values[outside])
        holed_margins[outside] = trees.raw(holed[outside])
    # Files in use have more holes than the simulator's, so both kinds of row set the calibration.
    a, b = logistic_line(np.tile(table.bad, 2), np.concatenate([margins, holed_margins]))
    text = _grown_text(plan, values, table.bad, seed=seed, threads=threads)
    return Grown(plan, text, round(a, 9), round(b, 9), margins)


def _ledger_columns(plan: Recipe) -> list[list[int]]:
    place = {name: i for i, name in enumerate(plan.features)}
    return [[place[name] for name in names] for names in plan.ledgers.values() if names]


def _grown_text(plan: Recipe, values: Matrix, bad: Flags, *, seed: int, threads: int) -> str:
    import lightgbm

    rng = np.random.default_rng([seed, 11])
    parts = [values, *(with_holes(values, _ledger_columns(plan), rng) for _ in range(COPIES))]
    rows = coded(np.concatenate(parts), plan.directions)
    weight = np.full(len(rows), 1.0 / len(parts))
    settings = {
        **_SETTINGS,
        "monotone_constraints": list(plan.directions),
        "seed": seed,
        "num_threads": threads,
    }
    data: Any = lightgbm.Dataset(
        rows, np.tile(bad, len(parts)).astype(float), weight=weight, feature_name=list(plan.features)
    )
    booster: Any = lightgbm.train(settings, data, num_boost_round=_TREES)
    text = re.sub(
        r"^\[num_threads: \d+\]$", "[num_threads: 1]", booster.model_to_string(), flags=re.MULTILINE
    )
    return missing_to_the_worse(text, plan.directions)
