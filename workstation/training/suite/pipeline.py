"""`workstation train --simulate`: from a seed to a signed suite of models with its evaluation and card.

In: a seed, how many sellers a view, an output folder, private keys. Out: a bundle folder and a `SuiteReport`.
Every model is judged on sellers of another world before anything is written; nothing is signed that breaks a
promise, and a model that loses to its naive baseline is in the bundle, out of use.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from workstation.domain.assessment import FeatureVector
from workstation.errors import BugError, KnownError
from workstation.features import FEATURES
from workstation.paths import resources
from workstation.scoring import Grade, Kind, Naive, Scale, TrainedModel, TrainedOn, sign_bundle, write_bundle
from workstation.scoring.drift_reference import DriftReference, drift_text
from workstation.scoring.model_files import quantile_file, table_file
from workstation.scoring.scale import STANDARD_FACTOR, STANDARD_OFFSET
from workstation.training.definitions import FOLDER, Definition, load_definitions
from workstation.training.plans import GRADES
from workstation.training.references import neighbours_of, reference_of
from workstation.training.simulator import SHIFTED_WORLD, TRAINING_WORLD, View, World
from workstation.training.simulator.views import COMMERCE
from workstation.training.suite import economy
from workstation.training.suite.card import STATEMENT, suite_card
from workstation.training.suite.days import days_sample
from workstation.training.suite.drifting import drift_reference
from workstation.training.suite.growing import Grown, grow
from workstation.training.suite.judging import Judged, judge, widths_of
from workstation.training.suite.rows import Sample, sample, together
from workstation.training.suite.targets import lesson
from workstation.training.table import Progress, quiet

LEAST_SELLERS = 200
_TIMES = 3
_WHOLE_GOLDEN = 4  # of each view
_PLAIN = (Grade("", 1.0),)
Sampler: TypeAlias = Callable[[World, View, int, int], Sample]
"""Sellers of a world and view by seed and number."""


@dataclass(frozen=True, slots=True)
class SuiteReport:
    """What came of a run: where the bundle lies, how large it is, each model's evaluation."""

    folder: Path
    seed: int
    sellers: int
    size_bytes: int
    signatures: int
    evaluations: tuple[Judged, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        return {
            "folder": str(self.folder),
            "seed": self.seed,
            "sellers": self.sellers,
            "size_bytes": self.size_bytes,
            "signatures": self.signatures,
            "evaluations": [judged.to_json() for judged in self.evaluations],
        }


@dataclass(frozen=True, slots=True)
class Trained:
    """Every model of a run with its evaluation, the sellers whose results travel with the bundle, and how
    others lay in the same time."""

    models: tuple[TrainedModel, ...]
    judged: tuple[Judged, ...]
    golden: tuple[FeatureVector, ...]
    drift: DriftReference

    def evaluation(self, seed: int, sellers: int) -> str:
        """The bundle's own record of how it did, as JSON."""
        plain = {
            "seed": seed,
            "sellers": sellers,
            "training_world": TRAINING_WORLD.name,
            "reported_on": SHIFTED_WORLD.name,
            "models": [judged.to_json() for judged in self.judged],
        }
        return json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def train_suite(
    out: Path,
    *,
    seed: int,
    sellers: int,
    keys: Sequence[bytes] = (),
    created: date,
    name: str = "sellers",
    version: int = 2,
    threads: int = 1,
    progress: Progress = quiet,
    sampler: Sampler | None = None,
) -> SuiteReport:
    """Simulate `sellers` of each view (three times as many where no orders are seen), train every model that
    is defined, judge it on a shifted world half as large, write `out/<name>-<version>/` and sign it with
    every private key (32 raw bytes each).

    The same arguments give the same bytes, at any number of threads. Raises `KnownError` `train.sellers` for
    too few sellers to train on, `models.definition` for a slip in a definition.
    """
    definitions = load_definitions(resources() / "models" / FOLDER)
    trained = train(
        definitions,
        seed=seed,
        sellers=sellers,
        version=version,
        threads=threads,
        progress=progress,
        sampler=sampler,
    )
    folder = write_bundle(
        out,
        name=name,
        version=version,
        created=created,
        trained_on=TrainedOn("simulated", STATEMENT),
        models=trained.models,
        golden=trained.golden,
        card=suite_card(
            definitions,
            trained.judged,
            name=name,
            version=version,
            created=created,
            seed=seed,
            sellers=sellers,
        ),
        evaluation=trained.evaluation(seed, sellers),
        drift=drift_text(trained.drift),
    )
    if keys:
        sign_bundle(folder, keys)
    size = sum(file.stat().st_size for file in folder.iterdir())
    return SuiteReport(folder, seed, sellers, size, len(keys), trained.judged)


def train(
    definitions: Sequence[Definition],
    *,
    seed: int,
    sellers: int,
    version: int,
    threads: int = 1,
    progress: Progress = quiet,
    sampler: Sampler | None = None,
) -> Trained:
    """Train and judge; nothing is written."""
    if sellers < LEAST_SELLERS:
        raise KnownError(
            "train.sellers",
            f"{sellers} sellers are too few to train on",
            remedy=f"Give {LEAST_SELLERS} or more.",
        )
    draw = sampler or _sampler(progress)
    training, shifted = (
        together([draw(world, view, at, how_many(view, number)) for view in View])
        for world, at, number in ((TRAINING_WORLD, seed, sellers), (SHIFTED_WORLD, seed + 1, sellers // 2))
    )
    courses = together([days_sample(TRAINING_WORLD, view, seed, sellers) for view in View if _sells(view)])
    models: dict[str, TrainedModel] = {}
    judged: list[Judged] = []
    first: Grown | None = None
    for definition in definitions:
        if definition.kind is Kind.TABLE:
            continue
        rows = lesson(definition, courses if definition.learns_on == "days" else training)
        progress(f"{definition.id}: growing trees on {len(rows)} rows")
        model = grow(rows, seed=seed, threads=threads)
        verdict = judge(model, lesson(definition, shifted, routed=True))
        _hold_to_promises(verdict)
        models[definition.id] = _trained(model, verdict, version, seed)
        judged.append(verdict)
        if definition.id == "pd_retail":
            first = model
    for definition in definitions:
        if definition.kind is Kind.TABLE and first is not None:
            table, verdict = _line(definition, first, training, shifted, draw, seed, sellers, version)
            models[definition.id] = table
            judged.append(verdict)
    ordered = [models[d.id] for d in definitions if d.id in models]
    unseen = together([draw(TRAINING_WORLD, view, seed + 3, sellers) for view in View])
    drift = drift_reference(ordered, unseen)
    return Trained(tuple(ordered), tuple(judged), golden_of(definitions, shifted), drift)


def _sells(view: View) -> bool:
    return COMMERCE[view].has_orders


def how_many(view: View, sellers: int) -> int:
    """A file without orders costs a tenth of one with them, and rare kinds of evidence need more files."""
    return sellers * (_TIMES if not COMMERCE[view].has_orders else 1)


def _sampler(progress: Progress) -> Sampler:
    def draw(world: World, view: View, seed: int, sellers: int) -> Sample:
        return sample(world, view, seed=seed, sellers=sellers, progress=progress)

    return draw


def _hold_to_promises(judged: Judged) -> None:
    promises, blanking = judged.promises, judged.blanking
    if promises is not None and (promises.monotone_violations or promises.blank_violations):
        raise BugError(f"{judged.id} moves against a sign or gains by a missing field")
    if blanking is not None and not blanking.free and blanking.kind.favoured:
        raise BugError(f"{judged.id} gains by a missing kind of evidence: {blanking.worst}")


def _scale(definition: Definition, a: float, b: float) -> Scale:
    """Default risk is graded; every other answer is shown as it is."""
    return Scale(a, b, STANDARD_OFFSET, STANDARD_FACTOR, GRADES if definition.role == "pd" else _PLAIN)


def _trained(grown: Grown, judged: Judged, version: int, seed: int) -> TrainedModel:
    definition = grown.lesson.definition
    scale = _scale(definition, grown.a, grown.b)
    plain = _described(definition, _text(grown), scale, judged.naive, version)
    plain = replace(plain, enabled=judged.enabled)
    if definition.kind is not Kind.PROBABILITY:
        return plain
    widths = widths_of(grown, scale)
    if definition.role != "pd":
        return replace(plain, widths=widths)
    values, text = grown.lesson.values, grown.texts[0]
    return replace(
        plain,
        widths=widths,
        reference=reference_of(text, scale, values),
        neighbours=neighbours_of(text, values, grown.lesson.bad, seed=seed, simulated=True),
    )


def _text(grown: Grown) -> str:
    row = grown.lesson.definition.quantiles
    if row is None:
        return grown.texts[0]
    return quantile_file(
        base=row.base,
        per=row.per,
        floor=row.floor,
        places=list(row.places),
        shifts=list(grown.shifts),
        texts=list(grown.texts),
    )


def _described(definition: Definition, text: str, scale: Scale, naive: Naive, version: int) -> TrainedModel:
    return TrainedModel(
        id=definition.id,
        version=str(version),
        title=definition.title.both,
        target=definition.target,
        horizon_days=definition.horizon_days,
        text=text,
        features=definition.features,
        scale=scale,
        applies_when=definition.needs,
        directions=definition.directions,
        role=definition.role,
        kind=definition.kind,
        subject=definition.subject,
        enabled=naive.beaten,
        naive=naive,
    )


def _line(
    definition: Definition,
    first: Grown,
    training: Sample,
    shifted: Sample,
    draw: Sampler,
    seed: int,
    sellers: int,
    version: int,
) -> tuple[TrainedModel, Judged]:
    """The line of the economy, fitted over worlds that differ in demand alone."""
    others = [draw(world, View.SHOP, seed + 2, sellers // 4) for world in economy.worlds(TRAINING_WORLD)]
    told = economy.told_by(first)
    slope = economy.coefficient(told, [training, *others])
    judged = economy.judged_line(definition, slope, told, shifted, [training, *others])
    (feature,) = definition.features
    text = table_file(intercept=0.0, coefficients={feature: slope}, low=-economy.MOST, high=economy.MOST)
    return _described(definition, text, _scale(definition, 0.0, 1.0), judged.naive, version), judged


def golden_of(definitions: Iterable[Definition], shifted: Sample) -> tuple[FeatureVector, ...]:
    """Some sellers of each view as they are, one without each kind of evidence, one half blank, one blank."""
    rows = shifted.sellers
    whole = [
        _vector(rows.values[i], shifted.world.last_as_of)
        for view in View
        for i in np.flatnonzero(rows.view == view.value)[:_WHOLE_GOLDEN]
    ]
    groups = {names for d in definitions for names in d.evidence.values() if set(names) <= set(FEATURES)}
    holed = [_without(whole[n % len(whole)], names) for n, names in enumerate(sorted(groups))]
    return (*whole, *holed, _without(whole[0], list(FEATURES)[::2]), _without(whole[0], FEATURES))


def _vector(row: Any, day: date) -> FeatureVector:
    values = {
        name: None if np.isnan(value) else float(value) for name, value in zip(FEATURES, row, strict=True)
    }
    return FeatureVector(day, values)


def _without(vector: FeatureVector, names: Iterable[str]) -> FeatureVector:
    gone = set(names)
    return replace(vector, values={n: None if n in gone else v for n, v in vector.values.items()})
