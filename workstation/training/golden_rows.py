"""The sellers whose results travel with a bundle, so that every computer can prove it scores alike.

In: a seed. Out: feature vectors of simulated sellers of both views, whole and with holes: each ledger's
fields gone, half of all fields gone, nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workstation.domain.assessment import FeatureVector
from workstation.features import FEATURES, compute_features
from workstation.training.plans import PLANS
from workstation.training.simulator import SHIFTED_WORLD, View, simulate

_SHOPS, _FIRMS = 12, 8


def golden_rows(seed: int) -> tuple[FeatureVector, ...]:
    """Thirty vectors or so; the same seed gives the same ones."""
    shops = _vectors(View.SHOP, seed, _SHOPS)
    firms = _vectors(View.INVOICE, seed, _FIRMS)
    both = replace(shops[0], values={n: _first(shops[0].values[n], firms[0].values[n]) for n in FEATURES})
    holed = [
        _without(vector, names)
        for plan, vector in zip(PLANS, (shops[1], firms[1]), strict=True)
        for names in plan.ledgers.values()
    ]
    half = [_without(vector, list(FEATURES)[::2]) for vector in (shops[2], firms[2])]
    nothing = _without(shops[3], FEATURES)
    return (*shops, *firms, both, *holed, *half, nothing)


def _vectors(view: View, seed: int, number: int) -> list[FeatureVector]:
    sellers = simulate(SHIFTED_WORLD, view, seed=seed + 2, sellers=number)
    return [compute_features(s.ledgers, s.applicant, s.as_of) for s in sellers]


def _first(left: float | None, right: float | None) -> float | None:
    return right if left is None else left


def _without(vector: FeatureVector, names: Iterable[str]) -> FeatureVector:
    gone = set(names)
    return replace(vector, values={n: None if n in gone else v for n, v in vector.values.items()})
