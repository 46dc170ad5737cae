"""Need prediction judged as it is used: whom to invite, how many of them are right, how long before.

In: the suite in force, a seed. Out: a figure for each trade and share of sellers invited, on simulated
sellers of a world whose causes were shifted and whose days fall in every season. A seller is rightly invited
where its account runs dry within the model's horizon without a loan; the lead is the time from the
invitation to that day. Much of the need is there already on the day of the invitation, so the same figures
stand for those alone who are not short yet. Beside the model stands the season alone, which is all that a
calendar knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from workstation.errors import KnownError
from workstation.features import compute_features
from workstation.scoring import Model, ModelSuite
from workstation.training.simulator import SHIFTED_WORLD, TRADES, View, World, simulate
from workstation.training.simulator.loans import PERIOD
from workstation.training.table import Flags, Matrix, Progress, quiet

SELLERS = 1_000
"""How many of each trade are simulated."""

SHARES = (0.05, 0.10, 0.20)
"""Shares of a trade's sellers that are invited."""

AHEAD: Mapping[str, str] = {"apparel": "need_quarter", "shoes_hats": "need_month"}
"""By trade the model that is to see its need: apparel is bought a quarter ahead, shoes and hats a month."""

_CALENDAR = {"need_quarter": "pace_season_90d", "need_month": "pace_season_30d"}
_MONTH = 30
_TELL_EVERY = 250


@dataclass(frozen=True, slots=True)
class Invited:
    """`share` of the sellers invited, the likeliest first. `right` is the part of them that ran dry within
    the horizon, `caught` the part of all who did; `lead_days` the median lead of those, `month_before` the
    part of them seen more than thirty days before. `by_season` is `right` for invitations by the calendar
    alone."""

    share: float
    invited: int
    right: float
    caught: float
    lead_days: float | None
    month_before: float | None
    by_season: float


@dataclass(frozen=True, slots=True)
class Needed:
    """One trade and model: `short` of `sellers` ran dry within `horizon` days. `among` is "all" sellers or
    those "not short yet", whose account does not run dry in the first ten days."""

    trade: str
    among: str
    model: str
    horizon: int
    sellers: int
    short: int
    invited: tuple[Invited, ...]


@dataclass(frozen=True, slots=True)
class NeedReport:
    seed: int
    bundle: str
    needed: tuple[Needed, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def lines(self) -> list[str]:
        lines = [f"need by {self.bundle}, simulated sellers of a shifted world, seed {self.seed}"]
        for one in self.needed:
            base = one.short / one.sellers
            lines.append(
                f"{one.trade}, {one.among}: {one.model}, {one.sellers} sellers, {one.short} ({base:.1%}) run "
                f"dry within {one.horizon} days"
            )
            lines += [
                f"  {i.share:4.0%} invited ({i.invited}): {i.right:.0%} rightly, by the season alone "
                f"{i.by_season:.0%}; {i.caught:.0%} of all need caught"
                + ("" if i.lead_days is None else f", {i.lead_days:.0f} days before (median)")
                for i in one.invited
            ]
        return lines


def evaluate_need(suite: ModelSuite, *, seed: int, sellers: int, progress: Progress = quiet) -> NeedReport:
    """`sellers` of each trade. Raises `KnownError` `need.no_model` where the bundle has none in use."""
    models = {m.entry.id: m for m in suite.trees if m.entry.role == "need" and m.entry.enabled}
    missing = sorted(set(AHEAD.values()) - set(models))
    if missing:
        raise KnownError(
            "need.no_model",
            f"the bundle in force has no {' and no '.join(missing)} in use",
            where=f"{suite.ref.name}-{suite.ref.version}",
            remedy="Name a folder with a bundle that has them.",
        )
    needed = [
        one
        for trade, model in AHEAD.items()
        for one in _judge(models[model], trade, seed=seed, sellers=sellers, progress=progress)
    ]
    return NeedReport(seed, f"{suite.ref.name}-{suite.ref.version}", tuple(needed))


def world_of(trade: str) -> World:
    """The shifted world over a whole year, with sellers of one trade."""
    weights = {other.key: float(other.key == trade) for other in TRADES}
    return replace(SHIFTED_WORLD, last_as_of=date(2025, 12, 31), trade_weights=weights)


def _judge(model: Model, trade: str, *, seed: int, sellers: int, progress: Progress) -> list[Needed]:
    likely, season, dry = [], [], []
    for number, seller in enumerate(simulate(world_of(trade), View.SHOP, seed=seed, sellers=sellers), 1):
        features = compute_features(seller.ledgers, seller.applicant, seller.as_of)
        told = model.output(features)
        likely.append(-1.0 if told.probability is None else told.probability)
        season.append(features.get(_CALENDAR[model.entry.id]) or 0.0)
        after = seller.outcomes.dry_after_days
        dry.append(np.inf if after is None else after)
        if number % _TELL_EVERY == 0:
            progress(f"{trade}: {number} of {sellers} sellers")
    told_of = (model.entry.id, trade, model.entry.horizon_days)
    figures = (np.array(likely), np.array(season), np.array(dry))
    later = figures[-1] > PERIOD
    return [
        judged(*told_of, "all", *figures),
        judged(*told_of, "not short yet", *(f[later] for f in figures)),
    ]


def judged(
    model: str, trade: str, horizon: int, among: str, likely: Matrix, season: Matrix, dry: Matrix
) -> Needed:
    """`dry` is days until the account runs dry, infinite where it does not."""
    short: Flags = np.asarray(dry <= horizon)
    rows = tuple(_invited(share, likely, season, dry, short) for share in SHARES)
    return Needed(trade, among, model, horizon, len(dry), int(short.sum()), rows)


def _invited(share: float, likely: Matrix, season: Matrix, dry: Matrix, short: Flags) -> Invited:
    count = max(1, round(share * len(dry)))
    chosen = np.argsort(-likely, kind="stable")[:count]
    by_season = np.argsort(-season, kind="stable")[:count]
    hit = chosen[short[chosen]]
    leads = dry[hit]
    return Invited(
        share,
        count,
        right=len(hit) / count,
        caught=len(hit) / max(int(short.sum()), 1),
        lead_days=float(np.median(leads)) if len(hit) else None,
        month_before=float(np.mean(leads > _MONTH)) if len(hit) else None,
        by_season=float(short[by_season].mean()),
    )
