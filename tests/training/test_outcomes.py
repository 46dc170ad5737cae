"""What became of simulated sellers: it follows from their cash, and nothing of it is in a ledger."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from workstation.domain.ledger import LEDGERS
from workstation.features import compute_features
from workstation.training.simulator import TRAINING_WORLD, SimulatedSeller, View, simulate
from workstation.training.simulator.blocks import day_start
from workstation.training.simulator.cash import HISTORY_PERIODS, run_cash
from workstation.training.simulator.causes import draw_causes
from workstation.training.simulator.demand import draw_demand
from workstation.training.simulator.loans import NEVER, Instalments
from workstation.training.simulator.outcomes import BatchOutcomes, batch_outcomes

SELLERS = 250
SIZE = 400


@pytest.fixture(scope="module", params=View)
def sellers(request: pytest.FixtureRequest) -> list[SimulatedSeller]:
    return list(simulate(TRAINING_WORLD, request.param, seed=11, sellers=SELLERS))


def _batch(size: int = SIZE, **causes: float) -> BatchOutcomes:
    """The outcomes of one batch whose causes are as drawn but for those given."""
    rng = np.random.default_rng(8)
    drawn = draw_causes(TRAINING_WORLD, View.INVOICE, rng, size)
    set_so = {name: np.full_like(getattr(drawn, name), value) for name, value in causes.items()}
    drawn = replace(drawn, **set_so)
    cash = run_cash(View.INVOICE, drawn, draw_demand(TRAINING_WORLD, View.INVOICE, drawn, rng), rng)
    return batch_outcomes(drawn, cash, np.ones(size), np.random.default_rng(9))


def test_only_a_default_loses_money_and_a_part_or_all_of_it(sellers: list[SimulatedSeller]) -> None:
    for seller in sellers:
        out = seller.outcomes
        assert out.defaulted is seller.defaulted
        assert (out.loss_share is not None) is out.defaulted
        assert out.loss_share is None or 0.0 <= out.loss_share <= 1.0
        assert not (out.defaulted and out.prepaid_share == 1.0)


def test_who_is_short_within_a_month_is_short_within_a_quarter(sellers: list[SimulatedSeller]) -> None:
    month = np.array([s.outcomes.short_within_30d for s in sellers])
    quarter = np.array([s.outcomes.short_within_90d for s in sellers])
    assert not (month & ~quarter).any()
    assert 0.01 < quarter.mean() < 0.5


def test_a_year_of_receipts_begins_with_its_first_quarter(sellers: list[SimulatedSeller]) -> None:
    for out in (s.outcomes for s in sellers):
        assert len(out.settled_months) == 12
        assert out.settled_30d == pytest.approx(out.settled_months[0])
        assert out.settled_90d == pytest.approx(sum(out.settled_months[:3]))


def test_only_who_carries_a_loan_can_get_worse(sellers: list[SimulatedSeller]) -> None:
    for seller in sellers:
        assert (seller.outcomes.worse_within_60d is not None) == bool(seller.loans)
        for loan in seller.loans:
            assert 0 < loan.outstanding <= loan.principal
            assert loan.granted_on < seller.as_of


def test_the_open_orders_of_a_file_each_have_an_end(sellers: list[SimulatedSeller]) -> None:
    for seller in sellers:
        orders = seller.ledgers.get("orders")
        shipped = (
            set()
            if orders is None
            else set(orders.columns["source_id"][orders.columns["status"] == "shipped"])
        )
        assert set(seller.outcomes.order_fates) == shipped
        assert set(seller.outcomes.order_fates.values()) <= {"confirmed", "refunded", "disputed"}


def test_only_a_platforms_orders_can_be_faked(sellers: list[SimulatedSeller]) -> None:
    share = np.array([s.outcomes.brushing_share for s in sellers])
    seen = any("orders" in s.ledgers.blocks for s in sellers)
    assert bool(share.max() > 0.1) is seen


def test_a_buffer_keeps_a_seller_out_of_need() -> None:
    short, rich = _batch(buffer=5.0), _batch(buffer=400.0)
    assert short.short_within_90d.mean() > 2 * rich.short_within_90d.mean()
    assert short.defaulted.mean() > rich.defaulted.mean()


def test_older_debts_take_from_what_is_collected() -> None:
    owing, free = _batch(debt=2_000_000.0, buffer=10.0), _batch(debt=0.0, buffer=10.0)
    assert np.nanmean(owing.loss_share) > np.nanmean(free.loss_share)


def test_real_charge_offs_lose_about_as_much() -> None:
    """Charged-off loans to small firms in the United States lost .63 of the exposure on average; one that was
    got back but for the cost of collecting would not be among them."""
    lost = _batch(2_000).loss_share
    assert 0.5 < lost[lost > 0.1].mean() < 0.75


def test_a_false_word_is_one_that_is_off_by_a_quarter() -> None:
    assert not _batch(candour=np.log(1.24)).survey_misstated.any()
    assert _batch(candour=np.log(1.26)).survey_misstated.all()
    assert _batch(candour=np.log(0.74)).survey_misstated.all()


def test_slower_sales_leave_more_of_the_stock() -> None:
    assert (
        _batch(cover_days=80.0).sold_through_60d.mean()
        < _batch(cover_days=12.0).sold_through_60d.mean() - 0.1
    )


def test_the_loan_changes_nothing_before_its_day() -> None:
    rng = np.random.default_rng(8)
    drawn = draw_causes(TRAINING_WORLD, View.SHOP, rng, SIZE)
    cash = run_cash(View.SHOP, drawn, draw_demand(TRAINING_WORLD, View.SHOP, drawn, rng), rng)
    for name in cash.lent.__slots__:
        with_loan, without = getattr(cash.lent, name), getattr(cash.alone, name)
        assert np.array_equal(with_loan[:, :HISTORY_PERIODS], without[:, :HISTORY_PERIODS]), name
    assert not np.array_equal(cash.lent.balance, cash.alone.balance)


def test_no_figure_moves_where_what_is_later_is_planted(sellers: list[SimulatedSeller]) -> None:
    """Every row of a file copied to the day after: the dictionary's values stay."""
    for seller in sellers[:20]:
        blocks = {}
        after = day_start(seller.as_of.toordinal() + 1)
        for kind, block in seller.ledgers.blocks.items():
            columns = {name: np.concatenate([v, v]) for name, v in block.columns.items()}
            columns["source_id"][len(block) :] = [f"later-{n}" for n in range(len(block))]
            columns[LEDGERS[kind].when][len(block) :] = after
            blocks[kind] = type(block)(kind, columns)
        now = compute_features(seller.ledgers, seller.applicant, seller.as_of)
        assert compute_features(type(seller.ledgers)(blocks), seller.applicant, seller.as_of) == now


def test_what_was_paid_on_an_earlier_loan_is_in_the_file(sellers: list[SimulatedSeller]) -> None:
    for seller in sellers:
        paid = seller.ledgers.get("repayments")
        total = 0 if paid is None else int(paid.columns["amount"].sum())
        for loan in seller.loans:
            assert total >= loan.principal - loan.outstanding - 100


def _loan() -> Instalments:
    return Instalments(np.array([12_000.0]), np.array([0]))


def _defaults(payments: dict[int, float]) -> bool:
    """A loan of 12,000 yuan whose owner has `payments[period]` yuan, zero elsewhere: does it default?"""
    loan = _loan()
    for period in range(37):
        loan.pay(period, np.array([payments.get(period, 0.0)]))
    return bool(loan.defaulted[0])


def test_a_loan_that_is_paid_as_it_falls_due_does_not_default() -> None:
    assert not _defaults(dict.fromkeys(range(37), 2_000.0))


def test_a_loan_nothing_is_paid_on_defaults() -> None:
    assert _defaults({})


def test_sixty_days_late_and_caught_up_is_no_default() -> None:
    late = {period: 2_000.0 for period in range(37) if not 10 <= period < 17}
    assert not _defaults({**late, 17: 6_000.0, 18: 6_000.0})


def test_a_hundred_days_without_a_payment_is_a_default_even_if_caught_up_later() -> None:
    late = {period: 2_000.0 for period in range(37) if not 8 <= period < 22}
    assert _defaults({**late, 22: 20_000.0})


def test_what_is_left_falls_from_all_to_nothing() -> None:
    loan = _loan()
    left = [float(loan.outstanding()[0])]
    for period in range(37):
        loan.pay(period, np.array([2_000.0]))
        left.append(float(loan.outstanding()[0]))
    assert left[0] == 12_000.0
    assert left == sorted(left, reverse=True)
    assert left[-1] == pytest.approx(0.0, abs=1e-6)


def test_what_is_paid_ahead_is_not_due_again_and_counts_as_ahead() -> None:
    loan = _loan()
    took = loan.pay_ahead(np.array([50_000.0]))
    assert took[0] == pytest.approx(12 * loan.instalment[0])
    assert loan.owing(36)[0] == 0.0
    assert loan.share_ahead[0] == pytest.approx(1.0)


def test_the_exposure_is_what_was_left_on_the_day_of_default() -> None:
    loan = _loan()
    for period in range(37):
        loan.pay(period, np.array([2_000.0 if period < 3 else 0.0]))
    assert loan.fell[0] == 15
    assert 11_000 < loan.exposure[0] < 12_000
    paid = _loan()
    for period in range(37):
        paid.pay(period, np.array([2_000.0]))
    assert (paid.fell[0], paid.exposure[0]) == (NEVER, 0.0)
