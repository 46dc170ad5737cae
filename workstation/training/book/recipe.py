"""What `model.json` says: everything besides the trees that scoring new rows needs.

In: a book, its model, its margins out of fold. Out: `Recipe` and its plain data, and back again. Columns are
made by `source`, coded by `encoding`; log-odds become points, probability and grade by `Scale`. Grades are
the book's own: geometric steps between the probabilities of its best and its worst twentieth; how far the
rate of a grade may be off is Jeffreys' interval of its rows out of fold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from workstation.scoring import Grade, Scale, Widths
from workstation.scoring.drift import Reference, reference_of
from workstation.scoring.explaining import just_approved_median
from workstation.scoring.intervals import jeffreys
from workstation.scoring.scale import STANDARD_FACTOR, STANDARD_OFFSET, geometric_grades
from workstation.scoring.widths import read_widths
from workstation.training import metrics
from workstation.training.book.book import BEYOND, Book, Feature
from workstation.training.book.encoding import Encoder, count_of
from workstation.training.book.fitting import Fitted
from workstation.training.book.reasoning import MarginOf
from workstation.training.book.source import How, Source, read_source
from workstation.training.plans import GRADES
from workstation.training.table import Flags, Matrix

FORMAT = 2
"""The first had no sources, so that nothing could be scored by it."""
_NAMES = "ABCDEFGH"
_TWENTIETH = 0.05
_PLACES = 6
SCORE = "score"


@dataclass(frozen=True, slots=True)
class Made:
    """One feature: its source, between which figures training saw it (NaN for a category), and of a category
    the levels that training saw too rarely to learn from."""

    name: str
    source: Source
    low: float
    high: float
    rare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """`cut_off` is the log-odds up to which is approved, `reference` the just-approved median in the columns
    of the trees (NaN where it has none, empty where there is nobody); `drift` are training's score and
    columns; `missing` is the share of its rows in which each table column was blank."""

    made: tuple[Made, ...]
    encoder: Encoder
    scale: Scale
    widths: Widths
    cut_off: float
    reference: tuple[float, ...]
    drift: tuple[Reference, ...]
    missing: Mapping[str, float]
    target: str
    bad: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a table that it needs, in the order of training."""
        return tuple(dict.fromkeys(name for made in self.made for name in made.source.columns))


def recipe_of(book: Book, model: Fitted, margins: Matrix) -> Recipe:
    """The recipe of a model of all rows; `margins` are of the same rows out of fold, at the model's level."""
    values = model.encoder.matrix(book.features, np.arange(len(book)))
    scale = Scale(model.a, model.b, STANDARD_OFFSET, STANDARD_FACTOR, _grades(margins))
    cut_off = _cut_off(book.bad)
    return Recipe(
        made=tuple(_made(f, model.encoder) for f in book.features),
        encoder=model.encoder,
        scale=scale,
        widths=_widths(book.bad, margins, scale),
        cut_off=cut_off,
        reference=_reference(model, values, cut_off),
        drift=(reference_of(SCORE, scored(scale, margins)), *_references(model.encoder, values)),
        missing={
            f.source.column: float(f.blank.mean())
            for f in book.features
            if f.source is not None and f.source.how is not How.CODE
        },
        target=book.target,
        bad=book.bad_values,
    )


def scored(scale: Scale, margins: Matrix) -> Matrix:
    """Points of calibrated log-odds."""
    return np.asarray(scale.offset - scale.factor * margins)


def _made(feature: Feature, encoder: Encoder) -> Made:
    assert feature.source is not None, "features of a table know their source"
    known = {*encoder.kept.get(feature.name, ()), *encoder.counts.get(feature.name, ())}
    rare = tuple(level for level in feature.levels if level not in known)
    return Made(feature.name, feature.source, *_ends(feature.numbers), rare)


def _ends(numbers: Matrix | None) -> tuple[float, float]:
    if numbers is None:
        return float("nan"), float("nan")
    known = numbers[~np.isnan(numbers) & (np.abs(numbers) < BEYOND)]
    return (float(known.min()), float(known.max())) if len(known) else (float("nan"), float("nan"))


def _grades(margins: Matrix) -> tuple[Grade, ...]:
    p = metrics.probability(margins)
    low, high = (float(f"{np.quantile(p, part):.3g}") for part in (_TWENTIETH, 1 - _TWENTIETH))
    return geometric_grades(_NAMES, low, high) if 0 < low < high < 1 else GRADES


def _cut_off(bad: Flags) -> float:
    """Approved is who is no likelier to be bad than the book was: log-odds of its rate."""
    rate = float(bad.mean())
    return float(np.log(rate / (1 - rate)))


def _reference(model: Fitted, values: Matrix, cut_off: float) -> tuple[float, ...]:
    try:
        found = just_approved_median(MarginOf(model.text, model.a, model.b), values, cut_off)
    except ValueError:
        return ()
    return tuple(found.tolist())


def _widths(bad: Flags, margins: Matrix, scale: Scale) -> Widths:
    """How far the rate of each grade may lie from what was seen; never less in a worse grade."""
    edges = np.array([grade.up_to for grade in scale.grades[:-1]])
    number = np.searchsorted(edges, metrics.probability(margins), side="left")
    reaches = np.full((len(scale.grades), 2), np.nan)
    for grade in np.unique(number).tolist():
        rows, bads = int((number == grade).sum()), int(bad[number == grade].sum())
        low, high = jeffreys(bads, rows)
        reaches[grade] = max(bads / rows - low, 0.0), max(high - bads / rows, 0.0)
    widest = np.fmax.accumulate(reaches)  # a grade without rows is as wide as the one before it
    widest = np.round(np.where(np.isnan(widest), np.nanmin(widest, axis=0), widest), _PLACES)
    down, up = (tuple((float(reach),) for reach in widest[:, end]) for end in (0, 1))
    return Widths((), down, up)


def _references(encoder: Encoder, values: Matrix) -> list[Reference]:
    """How training's columns lay; of a category each code is a bin of its own."""
    found = []
    for place, name in enumerate(encoder.names):
        column = values[:, place]
        if place in encoder.categories:
            edges = tuple(float(code) for code in range(1, len(encoder.kept[name]) + 2))
            counts = np.bincount(column.astype(np.int64), minlength=len(edges) + 1)
            found.append(Reference(name, edges, (*map(int, counts), 0)))
        else:
            found.append(reference_of(name, column))
    return found


def recipe_json(recipe: Recipe, notes: Mapping[str, str]) -> dict[str, Any]:
    """Plain data; NaN is null."""
    encoder, scale = recipe.encoder, recipe.scale
    return {
        "format": FORMAT,
        "columns": list(encoder.names),
        "signs": list(encoder.signs),
        "category_places": list(encoder.categories),
        "categories": {name: list(levels) for name, levels in encoder.kept.items()},
        "category_codes": "0 other, 1 blank, 2 the first level named",
        "counts": {name: dict(counts) for name, counts in encoder.counts.items()},
        "notes": dict(notes),
        "features": [
            {
                "name": m.name,
                "low": _null(m.low),
                "high": _null(m.high),
                "rare": list(m.rare),
                **m.source.to_json(),
            }
            for m in recipe.made
        ],
        "a": scale.a,
        "b": scale.b,
        "offset": scale.offset,
        "factor": scale.factor,
        "grades": [asdict(grade) for grade in scale.grades],
        "widths": asdict(recipe.widths),
        "cut_off": recipe.cut_off,
        "reference": [_null(value) for value in recipe.reference],
        "drift": [asdict(reference) for reference in recipe.drift],
        "missing": dict(recipe.missing),
        "target": recipe.target,
        "bad": list(recipe.bad),
    }


def _null(value: float) -> float | None:
    return None if np.isnan(value) else value


def read_recipe(plain: Mapping[str, Any]) -> Recipe:
    """Raises `KeyError`, `TypeError`, `ValueError` or `AttributeError` for what is none."""
    names = tuple(map(str, plain["columns"]))
    grades = tuple(Grade(str(g["name"]), float(g["up_to"])) for g in plain["grades"])
    encoder = Encoder(
        names,
        tuple(int(sign) for sign in plain["signs"]),
        tuple(int(place) for place in plain["category_places"]),
        {name: tuple(map(str, levels)) for name, levels in plain["categories"].items()},
        {name: {str(k): int(n) for k, n in counts.items()} for name, counts in plain["counts"].items()},
    )
    recipe = Recipe(
        made=tuple(
            Made(
                str(f["name"]),
                read_source(f),
                _number(f["low"]),
                _number(f["high"]),
                tuple(map(str, f["rare"])),
            )
            for f in plain["features"]
        ),
        encoder=encoder,
        scale=Scale(
            float(plain["a"]), float(plain["b"]), float(plain["offset"]), float(plain["factor"]), grades
        ),
        widths=read_widths(plain["widths"]),
        cut_off=float(plain["cut_off"]),
        reference=tuple(_number(value) for value in plain["reference"]),
        drift=tuple(_drift(reference) for reference in plain["drift"]),
        missing={str(name): float(share) for name, share in plain["missing"].items()},
        target=str(plain["target"]),
        bad=tuple(map(str, plain["bad"])),
    )
    _fits(recipe)
    return recipe


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _drift(plain: Mapping[str, Any]) -> Reference:
    edges: Sequence[float] = plain["edges"]
    counts: Sequence[int] = plain["counts"]
    if len(counts) != len(edges) + 2:
        raise ValueError("a reference has a count for each bin, and one for what is missing")
    return Reference(str(plain["name"]), tuple(map(float, edges)), tuple(map(int, counts)))


def _fits(recipe: Recipe) -> None:
    """No part of a recipe contradicts another, and every figure is one. Raises `ValueError`."""
    encoder, scale, widths = recipe.encoder, recipe.scale, recipe.widths
    names, categories = _columns(recipe)
    ends = [grade.up_to for grade in scale.grades]
    plain = [scale.a, scale.b, scale.offset, scale.factor, recipe.cut_off, *recipe.missing.values(), *ends]
    plain += [reach for side in (widths.down, widths.up) for row in side for reach in row]
    plain += [edge for reference in recipe.drift for edge in reference.edges]
    plain += [made.source.code for made in recipe.made]
    or_none = [*recipe.reference, *(figure for m in recipe.made for figure in (m.low, m.high))]
    or_none += [figure for m in recipe.made for code in m.source.codes.items() for figure in code]
    checks = {
        "a model reads something and knows what is bad": recipe.made and recipe.bad,
        "its columns are those of its features, in their order": names == encoder.names,
        "its categories are where its features have them": categories == encoder.categories,
        "a category has levels, each once": _levels_fit(recipe),
        "a column has a sign": len(encoder.signs) == len(names) and {*encoder.signs} <= {-1, 0, 1},
        "the score and each column have a reference": [r.name for r in recipe.drift] == [SCORE, *names],
        "bins rise, and rows are counted": all(map(_binned, recipe.drift)),
        "the reference has a figure for each column": len(recipe.reference) in (0, len(names)),
        "every figure is one": np.isfinite(plain).all() and not np.isinf(or_none).any(),
        "what was missing is a share": all(0 <= share <= 1 for share in recipe.missing.values()),
        "grades rise to one": ends and ends == sorted(ends) and ends[0] >= 0 and ends[-1] == 1.0,
        "a grade has a name of its own": len({g.name.strip() for g in scale.grades} - {""}) == len(ends),
        "a grade has a width": len(widths.down) == len(ends),
        "points fall with the risk": scale.factor > 0,
    }
    broken = next((rule for rule, kept in checks.items() if not kept), "")
    if broken:
        raise ValueError(broken)


def _columns(recipe: Recipe) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """What the encoder makes of the features: the names of its columns, and which of them are categories."""
    names: list[str] = []
    categories: list[int] = []
    for made in recipe.made:
        if made.source.how is How.CATEGORY:
            categories.append(len(names))
        names.append(made.name)
        if made.name in recipe.encoder.counts:
            names.append(count_of(made.name))
    return tuple(names), tuple(categories)


def _levels_fit(recipe: Recipe) -> bool:
    encoder = recipe.encoder
    categories = {made.name for made in recipe.made if made.source.how is How.CATEGORY}
    return (
        encoder.kept.keys() == categories
        and encoder.counts.keys() <= categories
        and all(len({*levels}) == len(levels) for levels in encoder.kept.values())
    )


def _binned(reference: Reference) -> bool:
    return reference.edges == tuple(sorted({*reference.edges})) and min(reference.counts) >= 0
