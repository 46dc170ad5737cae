"""Paying early and paying late."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from workstation.domain.lending import DayCount, RepaymentMethod, Schedule
from workstation.errors import KnownError
from workstation.lending import (
    Fee,
    FeeBasis,
    FeeWhen,
    LateTerms,
    SalesShare,
    late_interest,
    make_schedule,
    sales_schedule,
)
from workstation.lending.methods import AT_ONCE, METHODS
from workstation.lending.overdue import late_interest_in_parts
from workstation.lending.prepayment import Afterwards, balance_on, payoff, prepay

EQUAL, BULLET = RepaymentMethod.EQUAL_INSTALMENT, RepaymentMethod.BULLET
START = date(2026, 1, 1)
ONE_PER_CENT = Fee(
    FeeWhen.ON_EVENT, share=Fraction(1, 100), basis=FeeBasis.AMOUNT, fixed=100, event="prepayment"
)


def loan(method: RepaymentMethod = EQUAL, months: int = 6) -> Schedule:
    return make_schedule(1_200_000, "0.18", months, method, START, DayCount.ACT_360)


class TestPayingEarly:
    def test_a_loan_is_settled_with_interest_to_the_day(self) -> None:
        """12,000 yuan at 0.05 % a day for ten days are 60.00; one per cent of it and one yuan is the fee."""
        settled = payoff(loan(), START + timedelta(days=10), [ONE_PER_CENT])
        assert (settled.principal, settled.interest, settled.fee) == (1_200_000, 6_000, 12_100)
        assert settled.total == 1_218_100

    def test_on_a_due_date_nothing_has_run_since(self) -> None:
        given_loan = loan()
        settled = payoff(given_loan, given_loan.rows[1].due)
        assert (settled.principal, settled.interest) == (given_loan.rows[1].balance, 0)

    def test_instalments_keep_their_size_and_end_sooner(self) -> None:
        given_loan = loan()
        after = prepay(given_loan, date(2026, 2, 15), 400_000, Afterwards.SHORTER).schedule
        assert after is not None
        assert (given_loan.rows[1].payment, after.rows[0].payment) == (210_664, 210_664)
        assert len(after.rows) == 3 and after.rows[-1].payment < 210_664
        assert [row.due for row in after.rows] == [row.due for row in given_loan.rows[1:4]]

    def test_or_they_keep_their_days_and_shrink(self) -> None:
        given_loan = loan()
        after = prepay(given_loan, date(2026, 2, 15), 400_000, Afterwards.SMALLER).schedule
        assert after is not None
        assert [row.due for row in after.rows] == [row.due for row in given_loan.rows[1:]]
        assert after.rows[0].payment < given_loan.rows[1].payment
        assert max(row.payment for row in after.rows) - min(row.payment for row in after.rows) <= 5

    def test_a_bullet_has_no_instalments_to_drop(self) -> None:
        with pytest.raises(KnownError, match=r"prepayment\.rule"):
            prepay(loan(BULLET), date(2026, 2, 15), 400_000, Afterwards.SHORTER)
        after = prepay(loan(BULLET), date(2026, 2, 15), 400_000, Afterwards.SMALLER).schedule
        assert after is not None
        assert [row.principal for row in after.rows] == [0, 0, 0, 0, 800_000]

    @pytest.mark.parametrize(
        ("day", "amount", "code"),
        [
            (START - timedelta(days=1), 1, "prepayment.day"),
            (date(2026, 7, 1), 1, "prepayment.day"),
            (date(2026, 2, 15), 0, "prepayment.amount"),
            (date(2026, 2, 15), 1_200_000, "prepayment.amount"),
        ],
    )
    def test_what_cannot_be_paid_early_is_refused(self, day: date, amount: int, code: str) -> None:
        with pytest.raises(KnownError) as refused:
            prepay(loan(), day, amount, Afterwards.SMALLER)
        assert refused.value.code == code

    def test_a_share_of_sales_has_no_interest_to_a_day(self) -> None:
        sales = sales_schedule(SalesShare(900_000, 100_000, 10_000_000, Fraction("0.18")), START)
        with pytest.raises(KnownError, match=r"prepayment\.method"):
            payoff(sales, START + timedelta(days=3))

    @given(
        method=st.sampled_from(sorted(METHODS)),
        months=st.integers(1, 24),
        grace=st.integers(0, 3),
        day_count=st.sampled_from(DayCount),
        after_days=st.integers(0, 730),
        thousandths=st.integers(1, 1000),
        afterwards=st.sampled_from(Afterwards),
    )
    @example(RepaymentMethod.ON_DEMAND, 5, 0, DayCount.THIRTY_360, 150, 1, Afterwards.SMALLER)  # on a 31st
    def test_every_fen_of_principal_is_repaid_once(
        self,
        method: RepaymentMethod,
        months: int,
        grace: int,
        day_count: DayCount,
        after_days: int,
        thousandths: int,
        afterwards: Afterwards,
    ) -> None:
        assume(afterwards is Afterwards.SMALLER or (method is not BULLET and method not in AT_ONCE))
        grace = min(grace, months - 1) if method not in AT_ONCE else 0
        before = make_schedule(1_234_567, "0.1799", months, method, START, day_count, grace_months=grace)
        day = START + timedelta(days=after_days)
        owed = balance_on(before, day)
        assume(owed > 0)
        amount = max(owed * thousandths // 1000, 1)
        done = prepay(before, day, amount, afterwards)
        repaid = sum(row.principal for row in before.rows if row.due <= day) + done.paid.principal
        left = done.schedule
        if left is None:
            assert repaid == before.principal
            return
        assert repaid + sum(row.principal for row in left.rows) == before.principal
        assert all(row.principal >= 0 and row.interest >= 0 for row in left.rows)
        assert left.rows[-1].balance == 0
        old_days = [row.due for row in before.rows if row.due > day]
        assert [row.due for row in left.rows] == old_days[: len(left.rows)]
        paid_after = done.paid.interest + left.total_interest
        assert paid_after <= sum(row.interest for row in before.rows if row.due > day) + len(old_days)


class TestPayingLate:
    terms = LateTerms("0.27", grace_days=3)

    def test_late_interest_is_simple_and_on_principal_alone(self) -> None:
        """2,000 yuan ten days late at 27 % over 360 days: 15.00."""
        due = date(2026, 3, 1)
        assert late_interest(200_000, due, due + timedelta(days=10), self.terms, DayCount.ACT_360) == 1_500

    def test_within_the_grace_there_is_none_and_after_it_runs_from_the_due_date(self) -> None:
        due = date(2026, 3, 1)

        def after(days: int) -> int:
            return late_interest(200_000, due, due + timedelta(days=days), self.terms, DayCount.ACT_360)

        assert [after(days) for days in (0, 3, 4)] == [0, 0, 600]

    def test_part_payments_lower_what_bears_it(self) -> None:
        """2,000 yuan for four days and 1,000 for six: 6.00 and 4.50."""
        due = date(2026, 3, 1)
        steps = [(due, 200_000), (due + timedelta(days=4), 100_000)]
        paid = due + timedelta(days=10)
        assert late_interest_in_parts(steps, due, paid, self.terms, DayCount.ACT_360) == 1_050
        assert late_interest_in_parts(steps[:1], due, paid, self.terms, DayCount.ACT_360) == late_interest(
            200_000, due, paid, self.terms, DayCount.ACT_360
        )

    def test_terms_and_sums_that_make_no_sense_are_refused(self) -> None:
        with pytest.raises(KnownError, match=r"late\.terms"):
            LateTerms("0.27", grace_days=90)
        with pytest.raises(KnownError, match=r"schedule\.rate"):
            LateTerms("much")
        with pytest.raises(KnownError, match=r"late\.overdue"):
            late_interest(-1, START, START + timedelta(days=9), self.terms, DayCount.ACT_360)
        with pytest.raises(KnownError, match=r"late\.overdue"):
            late_interest_in_parts([], START, START + timedelta(days=9), self.terms, DayCount.ACT_360)
