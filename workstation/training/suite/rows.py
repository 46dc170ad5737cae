"""Rows of simulated sellers: every feature of the dictionary, and what became of each, by name.

In: a world, views, a seed and how many. Out: `Rows`, and `OrderRows` for orders on their way. Features are
those that the desk computes as of the day of the loan; outcomes come after it and stand apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from workstation.features import DICTIONARY, FEATURES, compute_features
from workstation.features.order_figures import open_orders
from workstation.training.simulator import View, World, simulate
from workstation.training.simulator.sellers import SimulatedSeller
from workstation.training.table import Flags, Matrix, Progress, as_row, quiet

Chosen: TypeAlias = Flags | npt.NDArray[np.int64]

_BRUSHES_FROM = 0.10
ORDERS_A_SELLER = 24
_WEAK = 0.1
_TELL_EVERY = 500
OUTCOMES = (
    "defaulted", "loss_share", "worse_within_60d", "brushes", "settled_30d", "settled_90d",
    "short_within_30d", "short_within_90d", "unsold_60d", "survey_misstated", "prepaid_share", "weak_month",
)  # fmt: skip
"""One number a seller, NaN where there is none."""


@dataclass(frozen=True, slots=True)
class Rows:
    """`values` are sellers × features of an applicant in dictionary order; `outcomes` by name; `view`,
    `kind` and `trade` say who they are, `day` the ordinal of the day they are seen on."""

    values: Matrix
    outcomes: dict[str, Matrix]
    view: npt.NDArray[np.str_]
    kind: npt.NDArray[np.str_]
    trade: npt.NDArray[np.str_]
    day: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.values)

    def columns(self, names: Sequence[str]) -> Matrix:
        """Rows × the named features, in that order."""
        place = {name: i for i, name in enumerate(FEATURES)}
        return self.values[:, [place[name] for name in names]]

    def where(self, chosen: Chosen) -> Rows:
        """The chosen rows, by yes and no or by number."""
        return Rows(
            self.values[chosen],
            {name: values[chosen] for name, values in self.outcomes.items()},
            self.view[chosen],
            self.kind[chosen],
            self.trade[chosen],
            self.day[chosen],
        )


@dataclass(frozen=True, slots=True)
class OrderRows:
    """`values` are orders × the features of an order in dictionary order; `came_back` says which ended
    refunded or disputed; `view` of the shop that sent it."""

    values: Matrix
    came_back: Flags
    view: npt.NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.values)

    def columns(self, names: Sequence[str]) -> Matrix:
        """Rows × the named features, in that order."""
        place = {name: i for i, name in enumerate(n for n in DICTIONARY if n not in FEATURES)}
        return self.values[:, [place[name] for name in names]]

    def where(self, chosen: Chosen) -> OrderRows:
        """The chosen rows."""
        return OrderRows(self.values[chosen], self.came_back[chosen], self.view[chosen])


@dataclass(frozen=True, slots=True)
class Sample:
    """Sellers of one world, and the orders on their way, at most two dozen of each seller."""

    world: World
    sellers: Rows
    orders: OrderRows

    def __len__(self) -> int:
        return len(self.sellers)


def sample(world: World, view: View, *, seed: int, sellers: int, progress: Progress = quiet) -> Sample:
    """Simulate and compute; about thirty milliseconds a seller."""
    values, outcomes, words, days = [], [], [], []
    order_values, order_fates = [np.empty((0, len(DICTIONARY) - len(FEATURES)))], [np.empty(0, bool)]
    for number, seller in enumerate(simulate(world, view, seed=seed, sellers=sellers), 1):
        values.append(as_row(compute_features(seller.ledgers, seller.applicant, seller.as_of)))
        outcomes.append(_outcomes(seller))
        words.append((view.value, seller.applicant.shop_kind.value, seller.applicant.trade))
        days.append(seller.as_of.toordinal())
        rows, came_back = _orders(seller)
        order_values.append(rows)
        order_fates.append(came_back)
        if number % _TELL_EVERY == 0:
            progress(f"{world.name} world, {view.value} view: {number} of {sellers} sellers")
    table = np.array(outcomes, dtype=np.float64).reshape(len(values), len(OUTCOMES))
    said: Any = np.array(words, dtype=str).reshape(len(values), 3)
    fates = np.concatenate(order_fates)
    return Sample(
        world,
        Rows(
            np.array(values, dtype=np.float64).reshape(len(values), len(FEATURES)),
            {name: table[:, i] for i, name in enumerate(OUTCOMES)},
            said[:, 0],
            said[:, 1],
            said[:, 2],
            np.array(days, dtype=np.int64),
        ),
        OrderRows(np.concatenate(order_values), fates, np.full(len(fates), view.value)),
    )


def _outcomes(seller: SimulatedSeller) -> list[float]:
    o = seller.outcomes
    missing = float("nan")
    return [
        float(o.defaulted),
        missing if o.loss_share is None else o.loss_share,
        missing if o.worse_within_60d is None else float(o.worse_within_60d),
        float(o.brushing_share >= _BRUSHES_FROM),
        o.settled_30d,
        o.settled_90d,
        float(o.short_within_30d),
        float(o.short_within_90d),
        1.0 - o.sold_through_60d,
        float(o.survey_misstated) if seller.ledgers.get("survey_figures") is not None else missing,
        o.prepaid_share,
        float(np.quantile(o.settled_months, _WEAK)),
    ]


def _orders(seller: SimulatedSeller) -> tuple[Matrix, Flags]:
    """The orders of one seller that are on their way and whose end is known, evenly chosen."""
    found = open_orders(seller.ledgers, seller.as_of)
    fates = seller.outcomes.order_fates
    known = [i for i, order in enumerate(found.ids) if order in fates]
    chosen = known[:: max(1, -(-len(known) // ORDERS_A_SELLER))]
    came_back = np.array([fates[found.ids[i]] != "confirmed" for i in chosen], dtype=bool)
    return found.values[chosen], came_back


def together(samples: Sequence[Sample]) -> Sample:
    """Samples of one world as one."""
    rows, orders = [s.sellers for s in samples], [s.orders for s in samples]
    return Sample(
        samples[0].world,
        Rows(
            np.concatenate([r.values for r in rows]),
            {name: np.concatenate([r.outcomes[name] for r in rows]) for name in OUTCOMES},
            np.concatenate([r.view for r in rows]),
            np.concatenate([r.kind for r in rows]),
            np.concatenate([r.trade for r in rows]),
            np.concatenate([r.day for r in rows]),
        ),
        OrderRows(*(np.concatenate([getattr(o, f.name) for o in orders]) for f in fields(OrderRows))),
    )
