"""The model suite: every model of one verified bundle over the same frozen features.

Goes in: features and coverage of an applicant. Comes out: an `Assessment` with each model's answer, and which
model of default leads. A model whose evidence is missing does not apply and says why. Models of single orders
are asked for by name; they are no part of an assessment. It never decides and never reads anything but what
it is handed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

import workstation.scoring.refusals as refuse
from workstation.domain.assessment import Assessment, BundleRef, FeatureVector, ModelOutput
from workstation.domain.evidence import Coverage
from workstation.errors import KnownError
from workstation.scoring.booster import Matrix, row_of
from workstation.scoring.drift_reference import DriftReference
from workstation.scoring.entry import Kind, Subject
from workstation.scoring.golden import agrees, golden_cases
from workstation.scoring.in_force import Order
from workstation.scoring.manifest import Manifest
from workstation.scoring.model import AnyModel, Model
from workstation.scoring.scale import probability_of


class ModelSuite:
    """The models of one verified bundle. Safe to call from several threads."""

    def __init__(
        self,
        manifest: Manifest,
        ref: BundleRef,
        models: tuple[AnyModel, ...],
        golden: bytes,
        *,
        demo: bool = False,
        drift: DriftReference | None = None,
    ) -> None:
        self.manifest = manifest
        self.ref = ref
        self.models = models
        self.demo = demo
        """True where only the demonstration's keys vouch for the bundle."""
        self.drift = drift
        """How applicants lay in the time it was trained for; None where the bundle does not say."""
        self.refused: tuple[KnownError, ...] = ()
        """Newer bundles that were passed over, and why."""
        self.order: Order | None = None
        """The order by which this bundle is in force, where there is one."""
        self._golden = golden

    @property
    def trees(self) -> tuple[Model, ...]:
        """The models of one LightGBM each: of a probability or of a share."""
        return tuple(m for m in self.models if isinstance(m, Model))

    def model(self, model_id: str) -> Model:
        """Raises `KeyError` for a model of a probability or share that the bundle does not hold."""
        return {m.entry.id: m for m in self.trees}[model_id]

    def of_order(self) -> Model | None:
        """The model of what becomes of a single order; None where the bundle has none in use."""
        orders = (m for m in self.trees if m.entry.subject is Subject.ORDER and m.entry.enabled)
        return next(orders, None)

    def outputs(self, features: FeatureVector, *, explained: bool = True) -> tuple[ModelOutput, ...]:
        """The answer of every model but those of orders, in the manifest's order."""
        asked = (m for m in self.models if m.entry.subject is not Subject.ORDER)
        return tuple(m.output(features, explained=explained) for m in asked)

    def assess(
        self, features: FeatureVector, coverage: Coverage, applicant_id: str, *, explained: bool = True
    ) -> Assessment:
        """What the models say about one applicant as of the features' day; without what moved their answers
        where nobody will look at it."""
        outputs = self.outputs(features, explained=explained)
        return Assessment(
            applicant_id, features.as_of, features, coverage, outputs, leading_of(outputs), self.ref
        )

    def assess_many(self, vectors: Sequence[FeatureVector]) -> Mapping[str, list[float | None]]:
        """Probability of each vector by the id of every model that gives one; None where the model does not
        apply. The bits are those of `assess`; contributions are left out, they cost fifty times as much."""
        return {
            m.entry.id: _probabilities(m, vectors)
            for m in self.trees
            if m.entry.kind is Kind.PROBABILITY and m.entry.subject is not Subject.ORDER
        }

    def probabilities(self, model_id: str, matrix: Matrix) -> list[float]:
        """Probability or share of each row of `matrix`, columns in the model's order, NaN where missing."""
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
    """The model of default with the highest probability among those that apply: where two speak, the more
    prudent leads. Empty where none applies."""
    speaking = [o for o in outputs if o.role == "pd" and o.applies and o.probability is not None]
    return max(speaking, key=lambda o: o.probability or 0.0).model if speaking else ""


def _probabilities(model: Model, vectors: Sequence[FeatureVector]) -> list[float | None]:
    spoken = [i for i, v in enumerate(vectors) if not model.unmet(v)]
    found: list[float | None] = [None] * len(vectors)
    if spoken:
        matrix = np.array([row_of(vectors[i], model.entry.features) for i in spoken])
        for i, margin in zip(spoken, model.margins(matrix), strict=True):
            found[i] = probability_of(margin)
    return found
