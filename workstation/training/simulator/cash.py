"""The cash account: what decides whether a loan is repaid.

In: causes, demand and prices of a batch. Out: `Cash`, by periods of ten days: the years up to the day of the
loan, and two futures from there, one with the loan and one without. Holes before the day of the loan are
filled from the owner's private debts, which must be served afterwards; after it nobody fills them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.training.simulator.causes import DAYS, HISTORY_DAYS, Causes, Floats, Rng
from workstation.training.simulator.demand import Demand
from workstation.training.simulator.loans import PERIOD, Instalments
from workstation.training.simulator.views import COMMERCE, View

PERIODS = DAYS // PERIOD
HISTORY_PERIODS = HISTORY_DAYS // PERIOD
YEAR = 36  # periods
_PRIVATE_DEBT_SERVICE = 0.010
_LONGEST_SETTLEMENT = 15  # periods
_CEILING = 1_000_000.0  # yuan


@dataclass(frozen=True, slots=True)
class Account:
    """One run of every account: sellers × periods, money in yuan at the end of each period unless said.

    `served` is the share of demand that stock could serve, `strain` 0–1 how short of cash the owner has been
    lately, `bought` and `sold` goods at cost and at price in the period, `received` what buyers paid in,
    `stock` at cost with what is on its way, `balance` cash before a hole is filled, `receivable`, `payable`
    to suppliers, `debt` private. `late` are days past due of the earlier loan, `repaid` what was paid on it,
    `carried` what is left of it.
    """

    served: Floats
    strain: Floats
    bought: Floats
    sold: Floats
    received: Floats
    stock: Floats
    balance: Floats
    receivable: Floats
    payable: Floats
    debt: Floats
    late: Floats
    repaid: Floats
    carried: Floats


@dataclass(frozen=True, slots=True)
class Cash:
    """`lent` and `alone` are the runs with and without the loan: the same up to its day. `loan` and `earlier`
    hold how each was repaid."""

    lent: Account
    alone: Account
    loan: Instalments
    earlier: Instalments


def run_cash(view: View, causes: Causes, demand: Demand, rng: Rng) -> Cash:
    """Run every account of the batch through its periods, all sellers at once, with the loan and without."""
    wanted = _wanted(causes, demand, rng)
    year = wanted[:, HISTORY_PERIODS - YEAR : HISTORY_PERIODS].sum(axis=1)
    size = len(causes)
    loan = Instalments(np.clip(causes.request * year, 100.0, _CEILING), np.full(size, HISTORY_PERIODS))
    none = Instalments(np.zeros(size), np.full(size, HISTORY_PERIODS))
    supplied = _supplied(causes, rng.spawn(1)[0])
    lent = _run(view, causes, demand, wanted, supplied, loan, _earlier(causes, wanted))
    earlier = _earlier(causes, wanted)
    return Cash(lent, _run(view, causes, demand, wanted, supplied, none, earlier), loan, earlier)


def _by_period(daily: Floats) -> Floats:
    summed: Floats = daily.reshape(len(daily), PERIODS, PERIOD).sum(axis=2)
    return summed


def _wanted(causes: Causes, demand: Demand, rng: Rng) -> Floats:
    """What buyers would spend in each period, could all be served."""
    mean_order = causes.price * np.exp(0.5 * causes.price_spread**2)
    counts = _by_period(demand.orders.astype(float))
    scatter = np.sqrt(np.expm1(causes.price_spread**2))[:, None] / np.sqrt(np.maximum(counts, 1.0))
    luck = np.maximum(1.0 + scatter * rng.standard_normal(counts.shape), 0.05)
    wanted: Floats = counts * mean_order[:, None] * luck
    return wanted


def _supplied(causes: Causes, rng: Rng) -> Floats:
    """Sellers × periods: the share of what is ordered that suppliers bring; a fifth for a month after one
    fails."""
    fails = rng.random((len(causes), PERIODS)) < causes.supply_failure[:, None]
    down = fails.copy()
    for later in (1, 2):
        down[:, later:] |= fails[:, :-later]
    return np.where(down, 0.2, 1.0)


def _earlier(causes: Causes, wanted: Floats) -> Instalments:
    """The loans that some carry already, drawn by those who were trading by then."""
    start = HISTORY_PERIODS - causes.carried_for
    before = wanted[:, :HISTORY_PERIODS].cumsum(axis=1)
    everyone = np.arange(len(causes))
    year = before[everyone, start - 1] - before[everyone, np.maximum(start - 1 - YEAR, 0)]
    return Instalments(np.minimum(causes.carried * year, _CEILING), start)


def _run(
    view: View,
    causes: Causes,
    demand: Demand,
    wanted: Floats,
    supplied: Floats,
    loan: Instalments,
    earlier: Instalments,
) -> Account:
    way = COMMERCE[view]
    size = len(causes)
    everyone = np.arange(size)
    season = _by_period(demand.season) / PERIOD
    cost = 1.0 - causes.margin
    scale = causes.sales * PERIOD  # one period's sales at the level of asking
    delay = np.clip(np.rint(causes.settle_days / PERIOD), 1, _LONGEST_SETTLEMENT).astype(np.int64)
    fixed = causes.fixed_cost * scale
    profit = (causes.margin - causes.advertising - causes.fixed_cost).clip(0.02) * scale
    household = np.maximum(causes.household * profit, causes.bare_needs * PERIOD)
    lost = causes.refunds + way.lost  # bad debts, returned goods spoilt
    fakes = 0.06 * causes.brushing / (1.0 - causes.brushing)  # fees and freight of fake orders

    owed_out = np.zeros((size, PERIODS + 6))
    cash = causes.buffer / PERIOD * scale * 0.6 + 2_000.0
    stock = cost * scale * causes.cover_days / PERIOD
    debt = causes.debt.copy()
    recent = scale * season[:, 0]
    due_in = np.zeros((size, PERIODS + _LONGEST_SETTLEMENT + 1))
    established = (causes.age > HISTORY_DAYS)[:, None]
    sold_before = (np.arange(_LONGEST_SETTLEMENT)[None, :] < delay[:, None]) & established
    due_in[:, :_LONGEST_SETTLEMENT] = sold_before * (scale * (1.0 - lost))[:, None]
    receivable = due_in.sum(axis=1)
    payable = np.zeros(size)
    lately = np.zeros(size)
    seen = {name: np.zeros((size, PERIODS)) for name in Account.__slots__}

    started = np.clip((HISTORY_DAYS - causes.age) // PERIOD, 0, HISTORY_PERIODS - 1)
    for period in range(PERIODS):
        live = period >= started
        after = period >= HISTORY_PERIODS
        if period == HISTORY_PERIODS:
            cash = cash + loan.principal
        cash = cash + np.where(earlier.start == period, earlier.principal, 0.0)
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
        coming_season = season[everyone, np.minimum(period + causes.ahead, PERIODS - 1)]
        ahead = coming_season / np.maximum(season[:, period], 0.2)
        target = cost * recent * np.clip(ahead, 0.6, 1.8) * causes.optimism * causes.cover_days / PERIOD
        wish = np.maximum(target - stock, 0.0) * live
        keep_back = (loan.instalment * after + earlier.instalment * (period >= earlier.start)) * 0.5
        coming = due_in[:, period + 1] + due_in[:, period + 2] * way.patience - owed_out[:, period + 1]
        afford = np.maximum(cash + 0.7 * coming - keep_back, 0.0) + 0.25 * cost * recent
        buy = np.minimum(wish, afford) * supplied[:, period]
        stock = stock + buy
        cash = cash - buy * (1.0 - way.supplier_credit)
        owed_out[everyone, period + way.supplier_terms] += buy * way.supplier_credit

        short = (cash < 0.25 * (fixed + household)) | (buy < 0.6 * wish)
        lately = 0.75 * lately + 0.25 * short
        paid_before = earlier.paid
        balance = cash = earlier.pay(period, cash)
        if not after:
            hole = np.maximum(-cash, 0.0)
            debt = debt + 1.05 * hole
            cash = cash + hole
        else:
            cash = loan.pay(period, cash)
            cash = np.maximum(cash, -4.0 * (fixed + household))
        spare = np.maximum(cash - causes.buffer / PERIOD * scale - 0.8 * target, 0.0)
        if after:
            cash = cash - loan.pay_ahead(causes.thrift * spare)
        cash = cash - 0.25 * spare  # owners take out what the business does not need

        receivable = receivable + sold * (1.0 - lost) - due_in[:, period]
        payable = payable + buy * way.supplier_credit - owed_out[:, period]
        now = {
            "served": share, "strain": lately, "bought": buy, "sold": sold, "received": due_in[:, period],
            "stock": stock, "balance": balance, "receivable": receivable, "payable": payable, "debt": debt,
            "late": earlier.days_past_due(period), "repaid": earlier.paid - paid_before,
            "carried": earlier.outstanding() * (period >= earlier.start),
        }  # fmt: skip
        for name, value in now.items():
            seen[name][:, period] = value
    return Account(**seen)


def ran_dry(account: Account) -> npt.NDArray[np.bool_]:
    """Sellers × periods: the account could not pay its bills, or the earlier loan was late."""
    dry: npt.NDArray[np.bool_] = (account.balance < 0.0) | (account.late > 0)
    return dry
