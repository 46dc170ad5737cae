"""One model, ready to answer: trees of a probability or share, trees of quantiles, or a table of ours.

Goes in: an applicant's features. Comes out: a `ModelOutput` of the model's role. A model whose evidence is
missing, or that lost to its naive baseline, does not apply and says why.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workstation.domain.assessment import Contribution, FeatureVector, ModelOutput
from workstation.domain.text import Bilingual
from workstation.features import DICTIONARY
from workstation.scoring.against import Against
from workstation.scoring.booster import LockedBooster, Matrix, row_of
from workstation.scoring.entry import Kind, ModelEntry, Need
from workstation.scoring.explaining.neighbours import Neighbours
from workstation.scoring.scale import MARGIN_PLACES, probability_of

_AMOUNT_PLACES = 2
_LOST = Bilingual("未胜过简单基准,已停用", "Lost to its naive baseline and is out of use")


@dataclass(frozen=True)
class AnyModel(ABC):
    """What the kinds of model have in common."""

    entry: ModelEntry

    def unmet(self, features: FeatureVector) -> tuple[Need, ...]:
        """What the model needs and the file does not hold."""
        return tuple(n for n in self.entry.applies_when if not n.met_by(features.get(n.feature)))

    def output(self, features: FeatureVector, *, explained: bool = True) -> ModelOutput:
        """The model's answer for one applicant, with contributions where it gives a probability and they are
        asked for: they cost ten times as much as the answer."""
        if not self.entry.enabled:
            return self._output(applies=False, why_not=_LOST)
        unmet = self.unmet(features)
        if unmet:
            return self._output(applies=False, why_not=_why_not(features, unmet))
        return self._answer(features, explained)

    @abstractmethod
    def _answer(self, features: FeatureVector, explained: bool) -> ModelOutput: ...

    def _output(
        self,
        *,
        applies: bool = True,
        why_not: Bilingual | None = None,
        margin: float | None = None,
        probability: float | None = None,
        points: float | None = None,
        grade: str = "",
        base_points: float | None = None,
        contributions: tuple[Contribution, ...] = (),
        value: float | None = None,
        quantiles: tuple[tuple[float, float], ...] = (),
        interval: tuple[float, float] | None = None,
        against: tuple[Contribution, ...] = (),
    ) -> ModelOutput:
        entry = self.entry
        return ModelOutput(
            entry.id, entry.version, entry.target, entry.horizon_days, applies, why_not, margin, probability,
            points, grade, base_points, contributions, entry.role, value, quantiles, interval, against,
        )  # fmt: skip


@dataclass(frozen=True)
class Model(AnyModel):
    """Trees of a probability or of a share. `against` gives points against the reference and `neighbours` are
    the comparable cases, where it has them."""

    booster: LockedBooster
    against: Against | None = None
    neighbours: Neighbours | None = None

    def _answer(self, features: FeatureVector, explained: bool) -> ModelOutput:
        row = np.array([row_of(features, self.entry.features)])
        margin = self.entry.scale.margin(float(self.booster.raw(row)[0]))
        found = probability_of(margin)
        if self.entry.kind is Kind.SHARE:
            return self._output(margin=margin, value=found, interval=self._interval(features, found, ""))
        if not explained:
            return self._bare(features, margin, found)
        return self._probable(features, row, margin, found)

    def _bare(self, features: FeatureVector, margin: float, found: float) -> ModelOutput:
        """The answer without what moved it."""
        scale, grade = self.entry.scale, self.entry.scale.grade(found)
        return self._output(
            margin=margin,
            probability=found,
            points=scale.points(margin),
            grade=grade,
            interval=self._interval(features, found, grade),
        )

    def _probable(self, features: FeatureVector, row: Matrix, margin: float, found: float) -> ModelOutput:
        entry, scale = self.entry, self.entry.scale
        shares = self.booster.contributions(row)[0].tolist()
        points, grade = scale.points(margin), scale.grade(found)
        base, parts = scale.split(shares[-1], shares[:-1], points)
        return self._output(
            margin=margin,
            probability=found,
            points=points,
            grade=grade,
            base_points=base,
            contributions=tuple(
                Contribution(name, features.get(name), part)
                for name, part in zip(entry.features, parts, strict=True)
            ),
            interval=self._interval(features, found, grade),
            against=() if self.against is None else self.against.contributions(features, row[0]),
        )

    def _interval(self, features: FeatureVector, found: float, grade: str) -> tuple[float, float] | None:
        widths = self.entry.widths
        if widths is None:
            return None
        names = [g.name for g in self.entry.scale.grades]
        return widths.interval(found, names.index(grade) if grade else 0, widths.missing(features))

    def margins(self, matrix: Matrix) -> list[float]:
        """Calibrated margins of many rows in the model's column order, the same bits as one at a time."""
        return [self.entry.scale.margin(raw) for raw in self.booster.raw(matrix).tolist()]


@dataclass(frozen=True)
class QuantileModel(AnyModel):
    """Quantiles of an amount in yuan: (`base` × `per` + `floor`) · exp(tree + shift) − `floor`, at least 0.

    `places` rise; `shifts` are what rows that no tree had seen moved each quantile by, so that it covers
    what it claims. Where two quantiles cross they are put in order.
    """

    base: str
    per: float
    floor: float
    places: tuple[float, ...]
    shifts: tuple[float, ...]
    boosters: tuple[LockedBooster, ...]

    def _answer(self, features: FeatureVector, _explained: bool) -> ModelOutput:
        row = np.array([row_of(features, self.entry.features)])
        known = features.get(self.base)
        values = self.amounts(np.array([math.nan if known is None else known]), row)[0]
        middle = min(range(len(self.places)), key=lambda i: abs(self.places[i] - 0.5))
        return self._output(
            value=values[middle],
            quantiles=tuple(zip(self.places, values, strict=True)),
            interval=(values[0], values[-1]) if len(values) > 1 else None,
        )

    def logs(self, matrix: Matrix) -> Matrix:
        """Rows × quantiles on the logarithmic scale of the trees, rising: what is told over what the base
        and the floor make of it."""
        raws = [booster.raw(matrix) + s for booster, s in zip(self.boosters, self.shifts, strict=True)]
        return np.sort(np.column_stack(raws), axis=1)

    def amounts(self, bases: Matrix, matrix: Matrix) -> list[list[float]]:
        """The quantiles of each row, rising; `bases` are the rows' values of the base feature."""
        raws = [booster.raw(matrix).tolist() for booster in self.boosters]
        level = (bases * self.per + self.floor).tolist()
        return [
            sorted(self._amount(level[i], raw[i], s) for raw, s in zip(raws, self.shifts, strict=True))
            for i in range(len(matrix))
        ]

    def _amount(self, level: float, raw: float, shift: float) -> float:
        moved = level * math.exp(round(raw + shift, MARGIN_PLACES)) - self.floor
        return round(max(moved, 0.0), _AMOUNT_PLACES)


@dataclass(frozen=True)
class TableModel(AnyModel):
    """A line: `intercept` + Σ coefficient · feature, held between `low` and `high`. Of role macro its value
    is log-odds of default, shown in points as a line of its own; no other output is touched by it."""

    intercept: float
    coefficients: Mapping[str, float]
    low: float
    high: float

    def _answer(self, features: FeatureVector, _explained: bool) -> ModelOutput:
        value = self.value([features.get(name) or 0.0 for name in self.entry.features])
        points = round(-self.entry.scale.factor * value, MARGIN_PLACES) + 0.0
        return self._output(value=value, points=points if self.entry.role == "macro" else None)

    def value(self, row: Sequence[float]) -> float:
        """The line's value for figures in the model's order, each of them there."""
        parts = [self.coefficients[name] * own for name, own in zip(self.entry.features, row, strict=True)]
        return round(min(max(math.fsum([self.intercept, *parts]), self.low), self.high), MARGIN_PLACES) + 0.0


def _why_not(features: FeatureVector, unmet: tuple[Need, ...]) -> Bilingual:
    zh, en = [], []
    for need in unmet:
        feature = DICTIONARY[need.feature]
        least, found = feature.shown(need.at_least), feature.shown(features.get(need.feature))
        zh.append(f"{feature.title.zh}至少 {least.zh}(现为 {found.zh})")
        en.append(f"{feature.title.en} of at least {least.en} (found: {found.en})")
    return Bilingual("需要:" + ";".join(zh), "Needs " + "; ".join(en))
