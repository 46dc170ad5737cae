"""Caps on every day on which a loan may be repaid or be late, and what would pass where a loan does not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.lending import DayCount, RepaymentMethod, Schedule
from workstation.domain.money import Rounding
from workstation.errors import KnownError
from workstation.lending import Fee, FeeBasis, FeeWhen, Rulebook, all_in_cost, make_schedule
from workstation.lending.caps import cap_breach, measured_cost
from workstation.lending.cost import cost_if_repaid, cost_if_repaid_on
from workstation.lending.default_cost import cost_of_default, worst_default
from workstation.lending.methods import METHODS
from workstation.lending.overdue import LateTerms
from workstation.lending.passing import (
    highest_passing_rate,
    rate_text,
)
from workstation.lending.policy import Measure, Policy
from workstation.lending.worst_days import dearest_days

START = date(2026, 3, 2)
ON_DEMAND, ORDER = RepaymentMethod.ON_DEMAND, RepaymentMethod.ORDER
EARLY = Fee(FeeWhen.ON_EVENT, share=Fraction(1, 100), basis=FeeBasis.AMOUNT, event="prepayment")
RECOVERY = Fee(FeeWhen.ON_EVENT, share=Fraction(1, 100), basis=FeeBasis.AMOUNT, event="recovery")


def within_caps(loan: Schedule, family: str, policy: Policy) -> bool:
    return cap_breach(loan, all_in_cost(loan), family, policy) is None


def by_the_day(yearly_rate: str, fee: int = 0, method: RepaymentMethod = ON_DEMAND) -> Schedule:
    return make_schedule(1_000_000, yearly_rate, 1, method, START, DayCount.ACT_360, upfront_fee=fee)


def test_a_draw_fee_of_one_per_cent_with_half_a_per_mille_a_day_repaid_on_day_5_is_refused(
    rules: Rulebook,
) -> None:
    """Twelve and a half yuan a thousand in five days are 91 % a year on what was drawn, 92 % on what was
    received; on day 1 it is more still, so that the loan is refused whatever day is meant."""
    loan = by_the_day("0.18", fee=10_000)
    on_day_5 = cost_if_repaid_on(loan, START + timedelta(days=5))
    assert on_day_5.nominal == "92.1717"
    assert round(Fraction(1_250_000 * 365, 5 * 1_000_000), 2) == Fraction("91.25")
    breach = cap_breach(loan, all_in_cost(loan), "order", rules.policy)
    assert breach is not None
    assert (breach.after_days, breach.cap, breach.in_default) == (1, 24, False)
    assert breach.cost > Decimal(on_day_5.nominal) > breach.cap
    assert not within_caps(loan, "order", rules.policy)


@pytest.mark.parametrize("method", [ON_DEMAND, ORDER])
def test_half_a_per_mille_a_day_without_a_fee_passes_on_every_day(
    rules: Rulebook, method: RepaymentMethod
) -> None:
    loan = by_the_day("0.18", method=method)
    assert cap_breach(loan, all_in_cost(loan), "order", rules.policy) is None
    assert all_in_cost(loan).nominal == "18.2500"


def test_the_same_loan_fails_the_cap_of_the_end_of_2027(rules: Rulebook) -> None:
    loan = make_schedule(1_000_000, "0.18", 1, ON_DEMAND, date(2027, 12, 31), DayCount.ACT_360)
    breach = cap_breach(loan, all_in_cost(loan), "order", rules.policy)
    assert breach is not None and breach.over == Decimal("6.25")


daily_loans = st.builds(
    make_schedule,
    principal=st.integers(1_000, 10**8),
    yearly_rate=st.decimals(0, "0.36", places=4).map(str),
    months=st.integers(1, 14),
    method=st.sampled_from([ON_DEMAND, ORDER]),
    start=st.dates(date(2023, 1, 1), date(2028, 12, 31)),
    day_count=st.sampled_from(DayCount),
    upfront_fee=st.integers(0, 100),
    term_days=st.integers(1, 90),
)


@given(daily_loans, st.sampled_from(Measure), st.sampled_from([(), (EARLY,)]))
def test_no_day_costs_more_than_the_days_that_are_tried(
    loan: Schedule, measure: Measure, fees: tuple[Fee, ...]
) -> None:
    """Against every day there is, one by one."""
    days = [loan.start + timedelta(days=n) for n in range(1, (loan.rows[0].due - loan.start).days + 1)]
    costs = {
        day: measured_cost(cost_if_repaid_on(loan, day, Rounding.HALF_UP, fees), measure) for day in days
    }
    tried = dearest_days(loan, Rounding.HALF_UP, fees)
    assert max(costs[day] for day in tried) == max(costs.values())


@given(daily_loans, st.sampled_from(Measure), st.decimals("0.05", "0.40", places=2))
def test_what_is_within_a_cap_is_within_it_on_every_permitted_day(
    rules: Rulebook, loan: Schedule, measure: Measure, cap: Decimal
) -> None:
    policy = capped(rules.policy, measure, Fraction(cap))
    over = [
        day
        for n in range(1, (loan.rows[0].due - loan.start).days + 1)
        if measured_cost(cost_if_repaid_on(loan, day := loan.start + timedelta(days=n)), measure) > cap * 100
    ]
    assert (cap_breach(loan, all_in_cost(loan), "order", policy) is None) == (not over)


def test_a_fee_for_paying_early_is_held_to_the_cap_on_every_due_date(rules: Rulebook) -> None:
    """One per cent after a month is twelve a year on top of eighteen; with the last instalment it is none."""
    loan = make_schedule(1_000_000, "0.18", 3, RepaymentMethod.BULLET, START, DayCount.ACT_360)
    late = LateTerms("0.18", fees=(EARLY,))
    breach = cap_breach(loan, all_in_cost(loan), "credit", rules.policy, late)
    assert breach is not None and not breach.in_default
    assert breach.after_days == (loan.rows[0].due - START).days
    assert breach.cost == Decimal(cost_if_repaid(loan, 1, (EARLY,)).nominal)
    assert Decimal(30) < breach.cost < Decimal(31)
    single = make_schedule(1_000_000, "0.18", 1, RepaymentMethod.BULLET, START, DayCount.ACT_360)
    assert cap_breach(single, all_in_cost(single), "credit", rules.policy, late) is None


def capped(policy: Policy, measure: Measure, rate: Fraction) -> Policy:
    """The policy with one cap, on every day."""
    row = msgspec.structs.replace(policy.caps[0], measure=measure, rate=rate, starts=None, ends=None)
    return msgspec.structs.replace(policy, caps=(row,))


class TestDefault:
    terms = LateTerms("0.27", grace_days=3, fees=(RECOVERY,), most_days=40)

    def loan(self, method: RepaymentMethod) -> Schedule:
        return make_schedule(1_000_000, "0.18", 3, method, START, DayCount.ACT_360)

    def test_late_interest_and_recovery_are_part_of_the_cost(self, rules: Rulebook) -> None:
        """Sound as scheduled; a month late, one per cent of recovery comes on top of 27 % late interest."""
        loan = self.loan(RepaymentMethod.BULLET)
        assert cap_breach(loan, all_in_cost(loan), "credit", rules.policy) is None
        breach = cap_breach(loan, all_in_cost(loan), "credit", rules.policy, self.terms)
        assert breach is not None and breach.in_default and breach.over > 0
        mild = LateTerms("0.20")
        assert cap_breach(loan, all_in_cost(loan), "credit", rules.policy, mild) is None

    @pytest.mark.parametrize("method", sorted(METHODS))
    @pytest.mark.parametrize("measure", list(Measure))
    def test_the_worst_default_is_over_wherever_any_is(
        self, method: RepaymentMethod, measure: Measure
    ) -> None:
        loan = self.loan(method)
        every = [
            measured_cost(cost_of_default(loan, self.terms, row.number, days).cost, measure)
            for row in loan.rows
            for days in range(1, self.terms.most_days + 1)
        ]
        for cap in (Fraction("0.18"), Fraction("0.24"), Fraction("0.30"), Fraction("0.45")):
            worst = measured_cost(worst_default(loan, self.terms, measure, cap).cost, measure)
            assert (worst > cap * 100) == (max(every) > cap * 100)


class TestWhatWouldPass:
    @given(
        method=st.sampled_from(sorted(METHODS)),
        months=st.integers(1, 12),
        fee=st.integers(0, 5_000),
        day_count=st.sampled_from(DayCount),
    )
    def test_the_highest_price_passes_and_the_next_does_not(
        self, rules: Rulebook, method: RepaymentMethod, months: int, fee: int, day_count: DayCount
    ) -> None:
        def at(rate: str) -> Schedule:
            return make_schedule(1_000_000, rate, months, method, START, day_count, upfront_fee=fee)

        def passes(rate: str) -> bool:
            return within_caps(at(rate), "credit", rules.policy)

        found = highest_passing_rate(passes, "0.36")
        if found is None:
            assert not passes("0")
            return
        assert passes(found)
        above = rate_text(Fraction(found) + Fraction(1, 10_000))
        assert found == "0.3600" or not passes(above)

    def test_twenty_four_per_cent_is_found_to_the_step(self, rules: Rulebook) -> None:
        def at(rate: str) -> Schedule:
            return make_schedule(10**9, rate, 12, RepaymentMethod.BULLET, START, DayCount.THIRTY_360)

        def passes(rate: str) -> bool:
            return within_caps(at(rate), "credit", rules.policy)

        assert highest_passing_rate(passes, "36%") == "0.2400"
        assert highest_passing_rate(passes, "0.2") == "0.2000"
        assert highest_passing_rate(passes, "36%", step=Fraction(1, 200)) == "0.2400"

    def test_a_rate_is_written_exactly_or_not_at_all(self) -> None:
        assert [rate_text(Fraction(n, 10_000)) for n in (0, 1, 1825, 10_000)] == [
            "0.0000", "0.0001", "0.1825", "1.0000",
        ]  # fmt: skip
        with pytest.raises(ValueError, match="decimals"):
            rate_text(Fraction(1, 3))


def test_one_repayment_has_a_cost_only_after_the_draw_and_by_the_day() -> None:
    for loan, day in (
        (by_the_day("0.18"), START),
        (make_schedule(10**6, "0.18", 3, RepaymentMethod.BULLET, START, DayCount.ACT_360), START),
    ):
        with pytest.raises(KnownError, match=r"cost\.day"):
            cost_if_repaid_on(loan, day)
