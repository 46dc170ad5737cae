"""The model suite: every model of one verified bundle over the same frozen features.

Goes in: features and coverage of an applicant. Comes out: an `Assessment` with each model's probability,
points, grade and contributions, and which of them leads. A model whose evidence is missing does not apply
and says why. It never decides and never reads anything but what it is handed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

import workstation.scoring.refusals as refuse
from workstation.domain.assessment import Assessment, BundleRef, Contribution, FeatureVector, ModelOutput
from workstation.domain.evidence import Coverage
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.features import FEATURES
from workstation.scoring.booster import LockedBooster, Matrix, row_of
from workstation.scoring.golden import agrees, golden_cases
from workstation.scoring.manifest import Manifest, ModelEntry, Need
from workstation.scoring.scale import probability_of


@dataclass(frozen=True)
class Model:
    """One model, ready to score."""

    entry: ModelEntry
    booster: LockedBooster

    def unmet(self, features: FeatureVector) -> tuple[Need, ...]:
        """What the model needs and the file does not hold."""
        return tuple(n for n in self.entry.applies_when if not n.met_by(features.get(n.feature)))

    def output(self, features: FeatureVector) -> ModelOutput:
        """The model's answer for one applicant, with contributions."""
        unmet = self.unmet(features)
        if unmet:
            return self._silent(features, unmet)
        entry, scale = self.entry, self.entry.scale
        row = np.array([row_of(features, entry.features)])
        margin = scale.margin(float(self.booster.raw(row)[0]))
        shares = self.booster.contributions(row)[0].tolist()
        points, probability = scale.points(margin), probability_of(margin)
        base, parts = scale.split(shares[-1], shares[:-1], points)
        return ModelOutput(
            entry.id,
            entry.version,
            entry.target,
            entry.horizon_days,
            applies=True,
            margin=margin,
            probability=probability,
            points=points,
            grade=scale.grade(probability),
            base_points=base,
            contributions=tuple(
                Contribution(name, features.get(name), part)
                for name, part in zip(entry.features, parts, strict=True)
            ),
        )

    def _silent(self, features: FeatureVector, unmet: tuple[Need, ...]) -> ModelOutput:
        entry = self.entry
        return ModelOutput(
            entry.id, entry.version, entry.target, entry.horizon_days, applies=False,
            why_not=_why_not(features, unmet),
        )  # fmt: skip

    def margins(self, matrix: Matrix) -> list[float]:
        """Calibrated margins of many rows in the model's column order, the same bits as one at a time."""
        return [self.entry.scale.margin(raw) for raw in self.booster.raw(matrix).tolist()]


def _why_not(features: FeatureVector, unmet: tuple[Need, ...]) -> Bilingual:
    zh, en = [], []
    for need in unmet:
        feature = FEATURES[need.feature]
        least, found = feature.shown(need.at_least), feature.shown(features.get(need.feature))
        zh.append(f"{feature.title.zh}至少 {least.zh}(现为 {found.zh})")
        en.append(f"{feature.title.en} of at least {least.en} (found: {found.en})")
    return Bilingual("需要:" + ";".join(zh), "Needs " + "; ".join(en))


class ModelSuite:
    """The models of one verified bundle. Safe to call from several threads."""

    def __init__(
        self,
        manifest: Manifest,
        ref: BundleRef,
        models: tuple[Model, ...],
        golden: bytes,
        *,
        demo: bool = False,
    ) -> None:
        self.manifest = manifest
        self.ref = ref
        self.models = models
        self.demo = demo
        """True where only the demonstration's published keys vouch for the bundle."""
        self.refused: tuple[KnownError, ...] = ()
        """Newer bundles that were passed over, and why."""
        self._golden = golden

    def model(self, model_id: str) -> Model:
        """Raises `KeyError` for a model that the bundle does not hold."""
        return {m.entry.id: m for m in self.models}[model_id]

    def outputs(self, features: FeatureVector) -> tuple[ModelOutput, ...]:
        """Every model's answer, in the manifest's order."""
        return tuple(m.output(features) for m in self.models)

    def assess(self, features: FeatureVector, coverage: Coverage, applicant_id: str) -> Assessment:
        """What the models say about one applicant as of the features' day."""
        outputs = self.outputs(features)
        return Assessment(
            applicant_id, features.as_of, features, coverage, outputs, leading_of(outputs), self.ref
        )

    def assess_many(self, vectors: Sequence[FeatureVector]) -> Mapping[str, list[float | None]]:
        """Default probability of each vector by model id; None where the model does not apply. The bits are
        those of `assess`; contributions are left out, they cost fifty times as much."""
        return {m.entry.id: _probabilities(m, vectors) for m in self.models}

    def probabilities(self, model_id: str, matrix: Matrix) -> list[float]:
        """Default probability of each row of `matrix`, columns in the model's order, NaN where missing."""
        return [probability_of(margin) for margin in self.model(model_id).margins(matrix)]

    def golden_check(self) -> int:
        """Prove that this computer reproduces the bundle's reference results; returns how many there are.

        Raises `KnownError` `bundle.golden` at the first that differs in any bit, `bundle.damaged` where
        there is none.
        """
        where = f"{self.ref.name}-{self.ref.version}"
        try:
            cases = golden_cases(self._golden)
        except (ValueError, KeyError, TypeError):
            raise refuse.damaged(f"{where}/{self.manifest.golden.name}", "is malformed") from None
        if not cases:
            raise refuse.damaged(f"{where}/{self.manifest.golden.name}", "holds no reference result")
        for number, (vector, expected) in enumerate(cases, 1):
            if not agrees(expected, self.outputs(vector)):
                raise refuse.golden(where, str(number))
        return len(cases)


def leading_of(outputs: Sequence[ModelOutput]) -> str:
    """The model with the highest probability among those that apply: where two speak, the more prudent leads.
    Empty where none applies."""
    speaking = [o for o in outputs if o.applies and o.probability is not None]
    return max(speaking, key=lambda o: o.probability or 0.0).model if speaking else ""


def _probabilities(model: Model, vectors: Sequence[FeatureVector]) -> list[float | None]:
    spoken = [i for i, v in enumerate(vectors) if not model.unmet(v)]
    found: list[float | None] = [None] * len(vectors)
    if spoken:
        matrix = np.array([row_of(vectors[i], model.entry.features) for i in spoken])
        for i, margin in zip(spoken, model.margins(matrix), strict=True):
            found[i] = probability_of(margin)
    return found
