"""The cash account: what decides whether a loan is repaid.

In: causes, demand and prices of a batch. Out: `Cash`, by periods of ten days: how much of demand was served,
how strained the owner was, what was bought, and whether the loan fell more than ninety days past due within
a year. Holes before the loan are filled from the owner's private debts, which must be served afterwards;
after it nobody fills them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.training.simulator.causes import DAYS, HISTORY_DAYS, Causes, Floats, Rng, View
from workstation.training.simulator.demand import Demand

PERIOD = 10  # days
PERIODS = DAYS // PERIOD
HISTORY_PERIODS = HISTORY_DAYS // PERIOD
_INSTALMENTS = 12
_PERIODS_PER_INSTALMENT = 3
_LOAN_RATE = 0.16 / 12
_PRIVATE_DEBT_SERVICE = 0.010
_LONGEST_SETTLEMENT = 15  # periods
_CEILING = 1_000_000.0  # yuan


@dataclass(frozen=True, slots=True)
class Cash:
    """Sellers × periods unless said otherwise. `served` is the share of demand that stock could serve,
    `strain` 0–1 how short of cash the owner has been lately, `bought` goods bought in yuan at cost;
    `defaulted` and `principal` are one entry per seller."""

    served: Floats
    strain: Floats
    bought: Floats
    defaulted: npt.NDArray[np.bool_]
    principal: Floats
    debt: Floats


def _by_period(daily: Floats) -> Floats:
    summed: Floats = daily.reshape(len(daily), PERIODS, PERIOD).sum(axis=2)
    return summed


def run_cash(view: View, causes: Causes, demand: Demand, rng: Rng) -> Cash:
    """Run every account of the batch through its periods, all sellers at once."""
    size = len(causes)
    everyone = np.arange(size)
    mean_order = causes.price * np.exp(0.5 * causes.price_spread**2)
    counts = _by_period(demand.orders.astype(float))
    scatter = np.sqrt(np.expm1(causes.price_spread**2))[:, None] / np.sqrt(np.maximum(counts, 1.0))
    luck = np.maximum(1.0 + scatter * rng.standard_normal(counts.shape), 0.05)
    wanted = counts * mean_order[:, None] * luck
    season = _by_period(demand.season) / PERIOD

    cost = 1.0 - causes.margin
    scale = causes.sales * PERIOD  # one period's sales at the level of asking
    delay = np.clip(np.rint(causes.settle_days / PERIOD), 1, _LONGEST_SETTLEMENT).astype(np.int64)
    fixed = causes.fixed_cost * scale
    profit = (causes.margin - causes.advertising - causes.fixed_cost).clip(0.02) * scale
    household = np.maximum(causes.household * profit, causes.bare_needs * PERIOD)
    lost = causes.refunds + (0.012 if view is View.INVOICE else 0.004)  # bad debts, returned goods spoilt
    fakes = 0.06 * causes.brushing / (1.0 - causes.brushing)  # fees and freight of fake orders

    credit, terms, patient = (0.8, 4, 1.0) if view is View.INVOICE else (0.45, 2, 0.0)
    owed_out = np.zeros((size, PERIODS + 6))
    cash = causes.buffer / PERIOD * scale * 0.6 + 2_000.0
    stock = cost * scale * causes.cover_days / PERIOD
    debt = causes.debt.copy()
    recent = scale * season[:, 0]
    due_in = np.zeros((size, PERIODS + _LONGEST_SETTLEMENT + 1))
    established = (causes.age > HISTORY_DAYS)[:, None]
    sold_before = (np.arange(_LONGEST_SETTLEMENT)[None, :] < delay[:, None]) & established
    due_in[:, :_LONGEST_SETTLEMENT] = sold_before * (scale * (1.0 - lost))[:, None]
    strain = np.zeros((size, PERIODS))
    served = np.ones((size, PERIODS))
    bought = np.zeros((size, PERIODS))
    lately = np.zeros(size)

    loan = _Loan(np.zeros(size), size)
    started = np.clip((HISTORY_DAYS - causes.age) // PERIOD, 0, HISTORY_PERIODS - 1)
    for period in range(PERIODS):
        live = period >= started
        after = period >= HISTORY_PERIODS
        if period == HISTORY_PERIODS:
            year = wanted[:, HISTORY_PERIODS - 36 : HISTORY_PERIODS].sum(axis=1)
            loan = _Loan(np.clip(causes.request * year, 100.0, _CEILING), size)
            cash = cash + loan.principal
        ask = wanted[:, period] * live
        need = cost * ask
        share = np.where(need > 0, np.minimum(1.0, stock / np.maximum(need, 1e-9)), 1.0)
        sold = ask * share
        stock = stock - cost * sold
        due_in[everyone, period + delay] += sold * (1.0 - lost)
        stock = stock + cost * sold * causes.refunds * 0.7  # returned goods that sell again

        cash = cash + due_in[:, period]
        weight = np.clip(ask / np.maximum(scale, 1e-9), 0.0, 3.0)
        running = fixed * (0.4 + 0.6 * np.minimum(weight, 1.6)) + (causes.advertising + fakes) * sold
        drawn = household * (1.0 - 0.6 * lately) * (0.5 + 0.5 * np.minimum(weight, 1.3))
        cash = cash - live * (running + drawn) - owed_out[:, period]
        service = np.minimum(debt, _PRIVATE_DEBT_SERVICE * debt + 50.0) * live
        interest = 0.004 * debt * live
        cash = cash - service - interest
        debt = debt - service

        recent = np.where(live, 0.65 * recent + 0.35 * ask, recent)
        ahead = season[:, min(period + 2, PERIODS - 1)] / np.maximum(season[:, period], 0.2)
        target = cost * recent * np.clip(ahead, 0.6, 1.8) * causes.optimism * causes.cover_days / PERIOD
        wish = np.maximum(target - stock, 0.0) * live
        keep_back = loan.instalment * 0.5 * after
        coming = due_in[:, period + 1] + due_in[:, period + 2] * patient - owed_out[:, period + 1]
        afford = np.maximum(cash + 0.7 * coming - keep_back, 0.0) + 0.25 * cost * recent
        buy = np.minimum(wish, afford)
        bought[:, period] = buy
        stock = stock + buy
        cash = cash - buy * (1.0 - credit)
        owed_out[everyone, period + terms] += buy * credit

        short = (cash < 0.25 * (fixed + household)) | (buy < 0.6 * wish)
        lately = 0.75 * lately + 0.25 * short
        strain[:, period] = lately
        served[:, period] = share
        if not after:
            hole = np.maximum(-cash, 0.0)
            debt = debt + 1.05 * hole
            cash = cash + hole
        else:
            cash = loan.pay(period - HISTORY_PERIODS, cash)
            cash = np.maximum(cash, -4.0 * (fixed + household))
        spare = np.maximum(cash - causes.buffer / PERIOD * scale - 0.8 * target, 0.0)
        cash = cash - 0.25 * spare  # owners take out what the business does not need
    return Cash(served, strain, bought, loan.defaulted, loan.principal, debt)


class _Loan:
    """A batch of loans in equal instalments, first in first out: a payment settles the oldest one first."""

    def __init__(self, principal: Floats, size: int) -> None:
        growth = (1.0 + _LOAN_RATE) ** _INSTALMENTS
        self.principal = principal
        self.instalment = principal * _LOAN_RATE * growth / (growth - 1.0)
        self.defaulted = np.zeros(size, dtype=bool)
        self._paid = np.zeros(size)

    def pay(self, period: int, cash: Floats) -> Floats:
        """Pay what is due and can be paid in `period` (0 = first after the draw); returns the cash left."""
        due_count = min((period + 1) // _PERIODS_PER_INSTALMENT, _INSTALMENTS)
        owing = np.maximum(due_count * self.instalment - self._paid, 0.0)
        paid = np.minimum(owing, np.maximum(cash, 0.0))
        self._paid = self._paid + paid
        safe = np.maximum(self.instalment, 1e-9)
        settled = np.floor(self._paid / safe + 1e-9)  # instalments paid in full
        oldest_due = (settled + 1) * _PERIODS_PER_INSTALMENT - 1
        past_due = np.where(settled < due_count, (period - oldest_due) * PERIOD, 0)
        if period < 365 // PERIOD + 1:
            self.defaulted |= past_due > 90
        left: Floats = cash - paid
        return left
