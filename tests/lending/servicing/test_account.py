"""What becomes of a loan: paid in time, late, early, rescheduled, and rows that come late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.lending.servicing.loans import DRAWN, PRINCIPAL, draw, event, rescheduling, schedule
from workstation.domain.servicing import LoanEventKind
from workstation.errors import KnownError
from workstation.lending.allocation import DueKind
from workstation.lending.servicing import LoanClass, Received, ServicingPolicy, loan_account

FIRST = schedule().rows[0]  # due 10 February: 2,000.00 and 31 days' interest on 12,000.00, 186.00


def test_a_loan_paid_on_its_days_is_settled_with_its_principal_repaid_exactly(
    policy: ServicingPolicy,
) -> None:
    paid = [Received(f"t{row.number}", row.due, row.payment) for row in schedule().rows]
    account = loan_account([draw()], paid, policy, schedule().rows[-1].due)
    assert account.settled_on == schedule().rows[-1].due
    assert (account.balances.total, account.credit, account.days_past_due) == (0, 0, 0)
    assert sum(due.paid_of(DueKind.PRINCIPAL) for due in account.dues) == PRINCIPAL


def test_late_interest_runs_by_the_day_on_overdue_principal(policy: ServicingPolicy) -> None:
    account = loan_account([draw()], [], policy, FIRST.due + timedelta(days=10))
    assert FIRST.payment == 200_000 + 18_600
    assert account.balances.penalty == 1_500  # 2,000.00 × 27 % × 10/360
    assert (account.days_past_due, account.bucket) == (10, "1-30")
    assert account.loan_class is LoanClass.SPECIAL_MENTION


def test_within_the_days_of_grace_nothing_late_is_charged_and_after_them_from_the_due_day(
    policy: ServicingPolicy,
) -> None:
    events = [draw(grace_days=5)]
    assert loan_account(events, [], policy, FIRST.due + timedelta(days=5)).balances.penalty == 0
    assert loan_account(events, [], policy, FIRST.due + timedelta(days=6)).balances.penalty == 900


def test_a_payment_covers_late_interest_then_interest_then_principal(policy: ServicingPolicy) -> None:
    on = FIRST.due + timedelta(days=10)
    account = loan_account([draw()], [Received("t1", on, 50_000)], policy, on)
    receipt = next(row for row in account.postings if row.what == "receipt")
    assert (receipt.penalty, receipt.interest, receipt.principal) == (1_500, 18_600, 29_900)


def test_costs_of_recovery_are_paid_first(policy: ServicingPolicy) -> None:
    on = FIRST.due + timedelta(days=10)
    cost = event(LoanEventKind.RECOVERY_COST, on, 8_000)
    account = loan_account([draw(), cost], [Received("t1", on, 9_000)], policy, on)
    receipt = next(row for row in account.postings if row.what == "receipt")
    assert (receipt.cost, receipt.penalty, receipt.interest) == (8_000, 1_000, 0)


def test_what_is_paid_too_much_is_held_and_pays_the_next_due(policy: ServicingPolicy) -> None:
    on = FIRST.due
    early = loan_account([draw()], [Received("t1", on, FIRST.payment + 30_000)], policy, on)
    assert (early.credit, early.days_past_due) == (30_000, 0)
    later = loan_account(
        [draw()], [Received("t1", on, FIRST.payment + 30_000)], policy, schedule().rows[1].due
    )
    assert later.credit == 0
    assert later.overdue == schedule().rows[1].payment - 30_000


def test_paying_the_settlement_figure_of_a_day_settles_the_loan_on_it(policy: ServicingPolicy) -> None:
    on = DRAWN + timedelta(days=20)
    figure = loan_account([draw()], [], policy, on).to_settle
    assert figure == PRINCIPAL + 12_000  # 12,000.00 × 18 % × 20/360
    account = loan_account([draw()], [Received("t1", on, figure + 100)], policy, on)
    assert (account.settled_on, account.balances.total) == (on, 0)
    assert account.credit == 100


def test_a_part_is_prepaid_and_the_rest_runs_on_a_new_schedule(policy: ServicingPolicy) -> None:
    on = FIRST.due + timedelta(days=5)
    paid = [Received("t1", FIRST.due, FIRST.payment), Received("t2", on, 402_500)]
    plan = schedule(600_000, 5, on)
    account = loan_account([draw(), rescheduling(plan, prepaid=400_000)], paid, policy, on)
    assert account.balances.principal == 600_000
    assert (account.credit, account.restructured) == (0, False)
    assert account.next_due is not None
    assert (account.next_due.day, account.next_due.total) == (plan.rows[0].due, plan.rows[0].payment)
    assert [version.schedule for version in account.schedules] == [schedule(), plan]
    assert [version.since for version in account.schedules] == [DRAWN, on]


def test_rescheduling_keeps_the_old_schedule_and_the_days_past_due(policy: ServicingPolicy) -> None:
    on = FIRST.due + timedelta(days=95)
    before = loan_account([draw()], [], policy, on)
    after = loan_account([draw(), rescheduling(schedule(PRINCIPAL, 12, on))], [], policy, on)
    assert before.loan_class is LoanClass.SUBSTANDARD
    assert (after.days_past_due, after.loan_class) == (before.days_past_due, before.loan_class)
    assert (len(after.schedules), after.restructured) == (2, True)
    assert after.balances.principal == PRINCIPAL
    next_day = on + timedelta(days=1)
    paid_new = [Received("t1", next_day, after.overdue)]
    still = loan_account([draw(), rescheduling(schedule(PRINCIPAL, 12, on))], paid_new, policy, next_day)
    assert still.overdue == 0
    assert still.days_past_due > 0


def test_no_interest_becomes_principal_when_a_loan_is_rescheduled(policy: ServicingPolicy) -> None:
    """What is due beside principal stays due, and a schedule of more than is owed lends nothing."""
    on = FIRST.due + timedelta(days=10)
    before = loan_account([draw()], [], policy, on)
    owed = before.balances
    assert min(owed.interest, owed.penalty, before.accrued) > 0
    with_interest = schedule(PRINCIPAL + owed.interest + owed.penalty, 12, on)
    for plan in (schedule(PRINCIPAL, 12, on), with_interest):
        after = loan_account([draw(), rescheduling(plan)], [], policy, on)
        assert after.balances.principal == PRINCIPAL
        assert after.balances.interest == owed.interest + before.accrued
        assert (after.balances.penalty, after.accrued) == (owed.penalty, 0)
        last = loan_account([draw(), rescheduling(plan)], [], policy, plan.rows[-1].due)
        moved = sum(due.principal - due.moved for due in last.dues)
        assert (moved, last.balances.principal) == (PRINCIPAL, PRINCIPAL)


def test_an_older_row_that_comes_late_is_folded_in_as_if_it_had_come_in_time(
    policy: ServicingPolicy,
) -> None:
    first, second = Received("t1", FIRST.due, FIRST.payment), Received("t2", FIRST.due, 1_000)
    as_of = FIRST.due + timedelta(days=40)
    in_time = loan_account([draw()], [first, second], policy, as_of)
    assert loan_account([draw()], [second, first, second], policy, as_of) == in_time


def test_a_write_off_stands_on_the_account_and_the_debt_goes_on(policy: ServicingPolicy) -> None:
    on = FIRST.due + timedelta(days=400)
    written = event(LoanEventKind.WRITE_OFF, on, PRINCIPAL)
    account = loan_account([draw(), written], [], policy, on)
    assert (account.written_off_on, account.written_off) == (on, PRINCIPAL)
    assert account.loan_class is LoanClass.LOSS
    assert account.balances.principal == PRINCIPAL


def test_a_loan_that_was_never_drawn_has_no_account(policy: ServicingPolicy) -> None:
    with pytest.raises(KnownError) as error:
        loan_account([draw()], [], policy, date(2026, 1, 9))
    assert error.value.code == "loan.not_drawn"


def test_paying_a_part_early_costs_the_fee_of_the_terms_and_the_statement_shows_it(
    policy: ServicingPolicy,
) -> None:
    on = FIRST.due + timedelta(days=5)
    interest, fee = 2_500, 4_000  # 10,000.00 × 18 % × 5/360, and 1 % of 4,000.00
    paid = [Received("t1", FIRST.due, FIRST.payment), Received("t2", on, 400_000 + interest + fee)]
    rest = rescheduling(schedule(600_000, 5, on), prepaid=400_000)
    account = loan_account([draw(early_fees=("0.01",)), rest], paid, policy, on)
    assert (account.balances.total, account.credit, account.overdue) == (600_000, 0, 0)
    rows = {row.what: row for row in account.statement(on, on)}
    assert (rows["due"].interest, rows["due"].principal) == (interest, 400_000)
    assert (rows["early-fee"].cost, rows["credit-used"].cost) == (fee, fee)


def test_settling_the_whole_early_costs_the_fee_and_the_figure_says_so(policy: ServicingPolicy) -> None:
    on = DRAWN + timedelta(days=20)
    terms = draw(early_fees=("1/300",))
    before = loan_account([terms], [], policy, on)
    assert (before.to_settle, before.early_fee) == (PRINCIPAL + 12_000 + 4_000, 4_000)
    short = loan_account([terms], [Received("t1", on, before.to_settle - 1)], policy, on)
    assert not short.settled
    account = loan_account([terms], [Received("t1", on, before.to_settle)], policy, on)
    assert (account.settled_on, account.credit, account.early_fee) == (on, 0, 0)
    assert sum(due.paid_of(DueKind.COST) for due in account.dues) == 4_000
    assert sum(row.interest for row in account.postings if row.what == "due") == 12_000


def test_what_is_paid_on_its_day_bears_no_fee_for_paying_early(policy: ServicingPolicy) -> None:
    last = schedule().rows[-1].due
    paid = [Received(f"t{row.number}", row.due, row.payment) for row in schedule().rows]
    account = loan_account([draw(early_fees=("0.01",))], paid, policy, last)
    assert (account.settled_on, account.credit) == (last, 0)


def test_a_share_that_cannot_be_read_is_named(policy: ServicingPolicy) -> None:
    with pytest.raises(KnownError) as error:
        loan_account([draw(early_fees=("1/0",))], [], policy, FIRST.due)
    assert error.value.code == "loan.terms"
