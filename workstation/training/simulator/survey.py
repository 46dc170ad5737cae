"""What a visit measures: the owner's word, the officer's counts, and the papers that were shown.

In: a seller's life and a generator. Out: one `survey_figures` ledger of one visit within the last six weeks,
for some of an earlier visit of the half-yearly campaign too. What is stated bends with the owner's candour;
what is counted or documented follows the business, with the errors that counting has.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workstation.domain.ledger import LedgerBlock
from workstation.training.simulator.blocks import day_start, make_block
from workstation.training.simulator.cash import HISTORY_PERIODS
from workstation.training.simulator.causes import Rng
from workstation.training.simulator.life import Life
from workstation.training.simulator.loans import PERIOD

_QUARTER = 9  # periods
_PERIODS_A_MONTH = 3
_VISITED_TWICE = 0.3
_LATEST, _EARLIER = (2, 45), (150, 210)  # days before the loan
_HUNDREDTHS = 100
_SALES_OF_ONE = {True: 24_000.0, False: 42_000.0}  # yuan a month and person: makers, traders
_MACHINES_PER_PERSON = 0.55
_POWER_OF_MACHINE = 620.0  # yuan a month while it runs
_WAGE = 5_200.0

_Figure = tuple[str, float, str, float]
"""Figure, value, basis, and how often a visit brings it."""


def survey_ledger(life: Life, rng: Rng) -> dict[str, LedgerBlock]:
    """The figures of one or two visits; no ledger where they brought none."""
    skill = np.exp(0.35 * rng.standard_normal())  # sales of one person over the usual: of this business
    visits = [rng.integers(*_LATEST)]
    if rng.random() < _VISITED_TWICE and life.causes["age"] > 2 * _EARLIER[1]:
        visits.append(rng.integers(*_EARLIER))
    rows: list[tuple[str, int, str, int, str]] = []
    for number, days in enumerate(visits, 1):
        last = HISTORY_PERIODS - int(days) // PERIOD
        at = day_start(life.as_of - int(days)) + int(rng.integers(9 * 3600, 17 * 3600))
        for figure, value, basis, often in _measured(life, last, float(skill), rng):
            if rng.random() < often:
                rows.append((f"visit-{number}", at, figure, round(value * _HUNDREDTHS), basis))
    if not rows:
        return {}
    visit_all, when_all, figure_all, value_all, basis_all = zip(*rows, strict=True)
    ids = [f"{v}-{f}-{b}" for v, f, b in zip(visit_all, figure_all, basis_all, strict=True)]
    block = make_block(
        "survey_figures",
        source_id=np.array(ids, dtype=object),
        survey_id=np.array(visit_all, dtype=object),
        measured_at=np.array(when_all, dtype=np.int64),
        figure=np.array(figure_all, dtype=object),
        value=np.array(value_all, dtype=np.int64),
        basis=np.array(basis_all, dtype=object),
    )
    return {} if block is None else {"survey_figures": block}


def _measured(life: Life, last: int, skill: float, rng: Rng) -> Iterator[_Figure]:
    """Every figure that a visit at the end of period `last` may bring."""
    yield from _of_trade(life, last, rng)
    yield from _of_debts(life, last, rng)
    yield from _of_the_floor(life, last, skill, rng)


def _about(value: float, error: float, rng: Rng) -> float:
    """The value as somebody measures it, with a log deviation of `error`; never negative."""
    return max(value * float(np.exp(error * rng.standard_normal())), 0.0)


def _month(life: Life, last: int, periods: int = _QUARTER) -> float:
    """Sales of a mean month in the periods before `last`."""
    return float(life.sold[max(last - periods, 0) : last].mean()) * _PERIODS_A_MONTH


def _over_today(life: Life, last: int) -> float:
    """Sales then over sales now: what the owner has is taken to have moved with them."""
    return min(_month(life, last) / max(_month(life, len(life.sold)), 1.0), 4.0)


def _of_trade(life: Life, last: int, rng: Rng) -> Iterator[_Figure]:
    cause, word = life.causes, life.causes["candour"]
    month, then = _month(life, last), _over_today(life, last)
    goods = float(life.bought[last - _QUARTER : last].mean()) * _PERIODS_A_MONTH
    stock = life.books["stock"] * then
    margin = cause["margin"] + 0.15 * word + 0.03 * rng.standard_normal()
    yield "sales_month", month * np.exp(word), "stated", 0.99
    yield "sales_month", _about(month, 0.10, rng), "documented", 0.45
    yield "purchases_month", _about(goods * np.exp(0.4 * word), 0.15, rng), "stated", 0.8
    yield "purchases_month", _about(goods, 0.12, rng), "documented", 0.4
    yield "gross_margin", float(np.clip(margin, 0.01, 0.9)), "stated", 0.9
    yield "stock", _about(stock * np.exp(0.6 * word), 0.15, rng), "stated", 0.6
    yield "stock", _about(stock, 0.10, rng), "counted", 0.9
    yield "months_trading", cause["age"] / 30.4, "documented", 0.8


def _of_debts(life: Life, last: int, rng: Rng) -> Iterator[_Figure]:
    cause, books, then = life.causes, life.books, _over_today(life, last)
    hides = max(cause["candour"], 0.0)
    usual = _month(life, last, 36)
    debts = books["debt"] + books["carried"]
    household = max(cause["household"] * 0.1 * usual, cause["bare_needs"] * 30)
    yield "receivables", _about(books["receivable"] * then, 0.12, rng), "documented", 0.6
    yield "payables", _about(books["payable"] * then * np.exp(-0.5 * hides), 0.2, rng), "stated", 0.7
    yield "cash", _about(books["cash"], 0.08, rng), "documented", 0.7
    yield "debts", _about(debts * np.exp(-1.2 * hides), 0.2, rng), "stated", 0.9
    yield "debts", _about(debts * rng.uniform(0.3, 1.0), 0.05, rng), "documented", 0.5
    yield "rent_month", _about(cause["fixed_cost"] * usual * 0.3, 0.1, rng), "documented", 0.5
    yield "household_month", _about(household, 0.2, rng), "stated", 0.7


def _of_the_floor(life: Life, last: int, skill: float, rng: Rng) -> Iterator[_Figure]:
    """People, machines, power, parcels: what follows the work that is done."""
    month, usual = _month(life, last), max(_month(life, last, 36), 1e-9)
    busy = float(np.clip(0.75 * month / usual, 0.05, 1.0))
    staff = max(round(usual / (_SALES_OF_ONE[life.makes] * skill)), 1)
    machines = round(staff * _MACHINES_PER_PERSON) if life.makes else 0
    yield "staff", float(staff), "counted", 0.9
    yield "wages_month", _about((staff - 1) * _WAGE, 0.12, rng), "documented", 0.6
    if machines:
        word = float(np.exp(life.causes["candour"]))
        yield "machines", float(machines), "counted", 0.95
        yield "machines_running", float(rng.binomial(machines, busy)), "counted", 0.95
        yield "orders_on_hand", _about(month * busy * rng.uniform(0.5, 1.6), 0.15, rng), "documented", 0.6
        yield "orders_on_hand", _about(month * busy * 1.1 * word, 0.15, rng), "stated", 0.7
    power = _POWER_OF_MACHINE * machines * busy + 60.0 * staff + 80.0
    yield "power_bill_month", _about(power, 0.12, rng), "documented", 0.75
    parcels = float(life.orders[(last - 3) * PERIOD : last * PERIOD].mean())
    yield "parcels_day", float(rng.poisson(parcels)), "counted", 0.7
