"""Judging a grown model on sellers of another world: figures, promises, segments, and its rival beside it.

In: a grown model and the shifted world's rows that the desk would send to it. Out: `Judged`, plain data that
the card prints and the bundle carries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from workstation.domain.text import Bilingual
from workstation.scoring import Kind, Naive, Scale, Widths
from workstation.scoring.intervals import jeffreys
from workstation.training import metrics
from workstation.training.boosting import Trees
from workstation.training.definitions import Definition
from workstation.training.evaluation import Promises, Raw, figures, promises_of
from workstation.training.suite.bars import FLAGGING, Bar, bars_of
from workstation.training.suite.baselines import beside, recall_at, rmse
from workstation.training.suite.blanking import Blanking, blanking_of
from workstation.training.suite.growing import Grown, pinball, raw_of
from workstation.training.suite.rows import Rows
from workstation.training.suite.targets import Lesson, missing_groups
from workstation.training.table import Flags, Matrix

_LEAST_CELL = 20
_LEAST_SEGMENT = 50
_NOBODY = 1e-3  # rows: the weight of a cell in which nobody was
_PLACES = 6


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the shifted rows: by view, kind of shop, trade, or how many kinds of evidence are missing."""

    by: str
    name: str
    rows: int
    events: int
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """One model's evaluation. `figures` are of the shifted world out of time, `inside` out of fold in the
    training world. `blanking` is what leaving evidence out does, `bars` from which probability on whom is
    flagged. One that is not `enabled` ships out of use."""

    id: str
    title: Bilingual
    role: str
    target: str
    horizon_days: int
    leaves: int
    trees: int
    training_rows: int
    training_events: int
    rows: int
    events: int
    naive: Naive
    enabled: bool
    figures: Mapping[str, float]
    inside: Mapping[str, float]
    segments: tuple[Segment, ...]
    promises: Promises | None
    blanking: Blanking | None = None
    bars: tuple[Bar, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data, figures rounded so that the bytes do not hang on the last bit of a sum."""
        plain: dict[str, Any] = _rounded(asdict(self))
        return plain


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return None if np.isnan(value) else round(value, _PLACES)
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(inner) for inner in value]
    return value


def judge(grown: Grown, shifted: Lesson) -> Judged:
    """Judge a model just grown on rows of a world that no tree has seen."""
    lesson = grown.lesson
    found = judged_of(
        lesson,
        shifted,
        told=answers(grown, shifted, raw_of(grown.texts, shifted.values)),
        inside=answers(grown, lesson, grown.out_of_fold),
        trees=Trees(grown.texts[len(grown.texts) // 2]),
    )
    return replace(
        found,
        enabled=found.naive.beaten and not grown.flat,
        leaves=grown.shape.leaves,
        trees=grown.shape.trees,
    )


def judged_of(training: Lesson, shifted: Lesson, *, told: Matrix, inside: Matrix, trees: Raw) -> Judged:
    """What `told` and `inside` are worth: answers as `answers` gives them for the rows of both worlds. Of
    several texts of trees, `trees` are the middle ones."""
    definition = training.definition
    naive = beside(definition, training, shifted, _main(definition, told))
    counts, signed = definition.kind is Kind.PROBABILITY, any(definition.directions)
    return Judged(
        id=definition.id,
        title=definition.title.both,
        role=definition.role,
        target=definition.target,
        horizon_days=definition.horizon_days,
        leaves=0,
        trees=0,
        training_rows=len(training),
        training_events=int(training.bad.sum()) if counts else len(training),
        rows=len(shifted),
        events=int(shifted.bad.sum()) if counts else len(shifted),
        naive=naive,
        enabled=naive.beaten,
        figures=_figures(definition, shifted, told),
        inside=_figures(definition, training, inside),
        segments=tuple(_segments(definition, shifted, told)),
        promises=promises_of(definition, trees, shifted.values) if signed else None,
        blanking=blanking_of(definition, trees, shifted.values),
        bars=bars_of(shifted.bad, told[:, 0]) if definition.role in FLAGGING else (),
    )


def answers(grown: Grown, rows: Lesson, raw: Matrix) -> Matrix:
    """What the model tells: calibrated log-odds of a probability, a share, or quantiles in yuan, rising."""
    definition = grown.lesson.definition
    if definition.quantiles is None:
        margin = grown.a + grown.b * raw
        return margin if definition.kind is Kind.PROBABILITY else metrics.probability(margin)
    row = definition.quantiles
    level = rows.column(row.base) * row.per + row.floor
    moved = level[:, None] * np.exp(raw + np.array(grown.shifts)) - row.floor
    told: Matrix = np.sort(np.maximum(moved, 0.0), axis=1)
    return told


def _main(definition: Definition, told: Matrix) -> Matrix:
    """The one column that stands against the baseline: the middle quantile, or the only one."""
    return told[:, told.shape[1] // 2] if definition.quantiles is not None else told[:, 0]


def _figures(definition: Definition, rows: Lesson, told: Matrix) -> dict[str, float]:
    truth, main = rows.target, _main(definition, told)
    if definition.kind is Kind.PROBABILITY:
        found = {k: float(v) for k, v in asdict(figures(rows.bad, main)).items() if k not in ("rows", "bad")}
        if definition.role == "brushing":
            found["recall_at_1pct"] = recall_at(rows.bad, main)
        return found
    if definition.quantiles is None:
        return {"rmse": rmse(truth, main), "mean": float(main.mean()), "truth": float(truth.mean())}
    places = definition.quantiles.places
    found = {f"below_q{round(100 * p)}": float(np.mean(truth <= told[:, i])) for i, p in enumerate(places)}
    found["pinball"] = float(np.mean([pinball(truth, told[:, i], p) for i, p in enumerate(places)]))
    return found | ({"wmape": metrics.wmape(truth, main)} if len(places) > 1 else {})


def _segments(definition: Definition, rows: Lesson, told: Matrix) -> list[Segment]:
    by: dict[str, Any] = {"view": rows.view}
    if isinstance(rows.source, Rows):
        by["kind"] = rows.source.kind
        if definition.role == "need":
            by["trade"] = rows.source.trade
    groups = list(definition.evidence.values())
    if groups:
        gone = missing_groups(rows.values, definition.features, groups)
        by["missing"] = np.array([f"{int(n)}" for n in np.minimum(gone, 3)])
    found = []
    for axis, names in by.items():
        for name in np.unique(names):
            chosen = names == name
            if chosen.sum() >= _LEAST_SEGMENT:
                found.append(_segment(definition, rows.pick(chosen), told[chosen], axis, str(name)))
    return found


def _segment(definition: Definition, rows: Lesson, told: Matrix, by: str, name: str) -> Segment:
    main = _main(definition, told)
    if definition.kind is not Kind.PROBABILITY:
        shown = _figures(definition, rows, told)
        return Segment(by, name, len(rows), len(rows), shown)
    bad = rows.bad
    shown = {
        "auc": metrics.auc(bad, main),
        "ks": metrics.ks(bad, main) if 0 < bad.sum() < len(bad) else float("nan"),
        "mean_probability": float(metrics.probability(main).mean()),
        "rate": float(bad.mean()),
    }
    if definition.role == "need":
        shown |= _early(definition, rows, main)
    return Segment(by, name, len(rows), int(bad.sum()), shown)


def _early(definition: Definition, rows: Lesson, main: Matrix) -> dict[str, float]:
    """Of the tenth that the model names first: how many really fall short, and of these how many not within
    the first month (where the horizon is longer), that is how many were named in time."""
    first = main >= np.quantile(main, 0.9)
    hit = first & rows.bad
    shown = {"precision_top_tenth": float(rows.bad[first].mean())}
    if definition.outcome == "short_within_90d" and isinstance(rows.source, Rows):
        soon = rows.source.outcomes["short_within_30d"] > 0.5
        shown["named_a_month_ahead"] = float(np.mean(~soon[hit])) if hit.any() else float("nan")
    return shown


def widths_of(grown: Grown, scale: Scale) -> Widths | None:
    """How uncertain the model's probability is, by grade and by how many kinds of evidence are missing: from
    rows with holes that no tree had seen. None for a model without kinds of evidence."""
    definition = grown.lesson.definition
    groups = tuple(definition.evidence.values())
    if not groups or definition.kind is not Kind.PROBABILITY:
        return None
    told = metrics.probability(grown.a + grown.b * grown.holed[:, 0])
    edges = np.array([g.up_to for g in scale.grades[:-1]])
    grade = np.searchsorted(edges, told, side="left")
    gone = missing_groups(grown.holed_values, definition.features, groups)
    cells = [[(grade == g) & (gone == m) for m in range(len(groups) + 1)] for g in range(len(scale.grades))]
    reaches = [
        [_reach(grown.lesson.bad, told, grade == g, cell) for cell in row] for g, row in enumerate(cells)
    ]
    sizes = np.array([[float(cell.sum()) for cell in row] for row in cells])
    down, up = (_never_falling(np.array(reaches)[:, :, side], sizes) for side in (0, 1))
    return Widths(groups, down, up)


def _reach(bad: Flags, told: Matrix, grade: Flags, cell: Flags) -> tuple[float, float]:
    """Jeffreys' interval of the grade's own rate at the cell's size, about what was told: a cell that nobody
    was in is as wide as twenty rows make it."""
    rate = float(bad[grade].mean()) if grade.any() else 0.0
    mean = float(told[grade].mean()) if grade.any() else 0.0
    size = max(int(cell.sum()), _LEAST_CELL)
    low, high = jeffreys(round(rate * size), size)
    return max(mean - low, 0.0), max(high - mean, 0.0)


def _never_falling(table: Matrix, sizes: Matrix) -> tuple[tuple[float, ...], ...]:
    """Widths that rise with the grade, by the rows behind each, and with each kind of evidence that is gone.
    A grade in which nobody was takes its neighbours' and widens nobody's."""
    by_grade = np.column_stack([_rising(*column) for column in zip(table.T, sizes.T, strict=True)])
    widest = np.maximum.accumulate(by_grade, axis=1)
    return tuple(tuple(round(float(v), _PLACES) for v in row) for row in widest)


def _rising(values: Matrix, weights: Matrix) -> Matrix:
    """The nearest sequence that never falls, in weighted squares: pool adjacent violators (Ayer et al. 1955,
    doi:10.1214/aoms/1177728423)."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values.tolist(), np.maximum(weights, _NOBODY).tolist(), strict=True):
        pools.append((value, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (v, w, n), (later, more, count) = pools[-2:]
            pools[-2:] = [((v * w + later * more) / (w + more), w + more, n + count)]
    return np.repeat([v for v, _, _ in pools], [n for _, _, n in pools])
