"""What became of each simulated seller after the day of its loan: the targets that models learn.

In: a batch's causes and cash. Out: one `Outcomes` for each seller. All of it follows from the account: with
the loan for what concerns the loan, without it for what the seller would have lived through anyway.
Nothing of it is ever in a ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from workstation.training.simulator.cash import HISTORY_PERIODS, YEAR, Cash, ran_dry
from workstation.training.simulator.causes import Causes, Floats, Rng
from workstation.training.simulator.loans import PERIOD
from workstation.training.simulator.workout import loss_shares

MISSTATED = 0.25
"""A statement of sales is false where it is off by more than this share of the truth."""

_LATE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`defaulted`: more than 90 days past due within 12 months; `loss_share` of the exposure then, None where
    it did not; `prepaid_share` of the debt repaid before it was due. `worse_within_60d` concerns an earlier
    loan, None where there is none: more than 30 days past due where it was not, else 30 days more than it
    was. `short_within_…`: the account runs dry without the new loan, `dry_after_days` so many days after its
    day, None where it does not within a year.

    `settled_30d`, `settled_90d` and the twelve `settled_months` are what buyers pay in, refunds off, in yuan,
    in the part of the business that the lender's source shows. `sold_through_60d` is the share of the stock
    held and on its way that is sold in 60 days. `brushing_share` is the share of its orders that are fake.
    `order_fates` tells of each order shipped and open at the day of the loan: confirmed, refunded or
    disputed. `survey_misstated`: the owner's word on sales is off by more than a quarter. `late_after_days`
    after its draw the new loan was first more than 30 days past due, None where it never was within a year.
    """

    defaulted: bool
    loss_share: float | None
    prepaid_share: float
    worse_within_60d: bool | None
    short_within_30d: bool
    short_within_90d: bool
    settled_30d: float
    settled_90d: float
    settled_months: tuple[float, ...]
    sold_through_60d: float
    brushing_share: float
    survey_misstated: bool
    order_fates: Mapping[str, str] = field(default_factory=dict)
    dry_after_days: int | None = None
    late_after_days: int | None = None


@dataclass(frozen=True, slots=True)
class BatchOutcomes:
    """The same figures as arrays over a batch; NaN stands for None."""

    defaulted: Floats
    loss_share: Floats
    prepaid_share: Floats
    worse_within_60d: Floats
    short_within_30d: Floats
    short_within_90d: Floats
    dry_after_days: Floats
    settled_months: Floats
    settled_30d: Floats
    settled_90d: Floats
    sold_through_60d: Floats
    brushing_share: Floats
    survey_misstated: Floats
    late_after_days: Floats


def batch_outcomes(causes: Causes, cash: Cash, seen_share: Floats, rng: Rng) -> BatchOutcomes:
    """The outcomes of a batch. `seen_share` is the part of each business that the lender's source shows."""
    alone, now = cash.alone, HISTORY_PERIODS
    dry = ran_dry(alone)[:, now : now + YEAR]
    received = alone.received[:, now : now + YEAR] * seen_share[:, None]
    return BatchOutcomes(
        defaulted=cash.loan.defaulted.astype(float),
        loss_share=loss_shares(causes, cash.lent, cash.loan, rng),
        prepaid_share=cash.loan.share_ahead,
        worse_within_60d=_worse(cash),
        short_within_30d=dry[:, : 30 // PERIOD].any(axis=1).astype(float),
        short_within_90d=dry[:, : 90 // PERIOD].any(axis=1).astype(float),
        dry_after_days=np.where(dry.any(axis=1), (dry.argmax(axis=1) + 1.0) * PERIOD, np.nan),
        settled_months=received.reshape(len(causes), 12, YEAR // 12).sum(axis=2),
        settled_30d=received[:, : 30 // PERIOD].sum(axis=1),
        settled_90d=received[:, : 90 // PERIOD].sum(axis=1),
        sold_through_60d=_sold_through(causes, cash),
        brushing_share=causes.brushing,
        survey_misstated=(np.abs(np.expm1(causes.candour)) > MISSTATED).astype(float),
        late_after_days=_late_after(cash),
    )


def _late_after(cash: Cash) -> Floats:
    """Days from the draw to the end of the first period in which it was more than 30 days past due."""
    ages = (cash.loan.late_in - HISTORY_PERIODS + 1.0) * PERIOD
    return np.where((cash.loan.late_in >= 0) & (ages <= YEAR * PERIOD), ages, np.nan)


def _sold_through(causes: Causes, cash: Cash) -> Floats:
    """Share of today's stock that is sold in 60 days, where buyers take old and new goods alike."""
    left = np.ones(len(causes))
    for period in range(HISTORY_PERIODS, HISTORY_PERIODS + 60 // PERIOD):
        pool = np.maximum(cash.alone.stock[:, period - 1], 1e-9)
        taken = (1.0 - causes.margin) * cash.alone.sold[:, period] / pool
        left = left * (1.0 - np.clip(taken, 0.0, 1.0))
    return 1.0 - left


def _worse(cash: Cash) -> Floats:
    """1 where the earlier loan gets worse within 60 days, 0 where not, NaN where there is none or it is
    repaid."""
    late, now = cash.alone.late, HISTORY_PERIODS
    at = late[:, now - 1]
    worst = late[:, now : now + 60 // PERIOD].max(axis=1)
    worse = np.where(at > _LATE_DAYS, worst > at + _LATE_DAYS, worst > _LATE_DAYS)
    running = cash.alone.carried[:, now - 1] > 1.0
    return np.where(running, worse.astype(float), np.nan)


def outcomes_of(batch: BatchOutcomes, index: int, order_fates: Mapping[str, str]) -> Outcomes:
    """One seller's outcomes out of a batch."""

    def flag(values: Floats) -> bool:
        return bool(values[index] > 0.5)

    def known(values: Floats) -> float | None:
        return None if np.isnan(values[index]) else float(values[index])

    worse = known(batch.worse_within_60d)
    dry_after, late_after = known(batch.dry_after_days), known(batch.late_after_days)
    return Outcomes(
        defaulted=flag(batch.defaulted),
        loss_share=known(batch.loss_share),
        prepaid_share=float(batch.prepaid_share[index]),
        worse_within_60d=None if worse is None else worse > 0.5,
        short_within_30d=flag(batch.short_within_30d),
        short_within_90d=flag(batch.short_within_90d),
        settled_30d=float(batch.settled_30d[index]),
        settled_90d=float(batch.settled_90d[index]),
        settled_months=tuple(batch.settled_months[index].tolist()),
        sold_through_60d=float(batch.sold_through_60d[index]),
        brushing_share=float(batch.brushing_share[index]),
        survey_misstated=flag(batch.survey_misstated),
        order_fates=order_fates,
        dry_after_days=None if dry_after is None else round(dry_after),
        late_after_days=None if late_after is None else round(late_after),
    )
