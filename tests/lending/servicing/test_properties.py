"""What holds of every account, whatever was paid and agreed."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.lending.servicing.loans import DRAWN, draw, event, rescheduling, schedule
from workstation.domain.lending import RepaymentMethod
from workstation.domain.servicing import LoanEvent, LoanEventKind
from workstation.lending.allocation import DueKind
from workstation.lending.servicing import LoanAccount, Received, ServicingPolicy, loan_account
from workstation.paths import resources

METHODS = (RepaymentMethod.EQUAL_INSTALMENT, RepaymentMethod.EQUAL_PRINCIPAL, RepaymentMethod.BULLET)
_DAYS = st.integers(0, 500)


def _policy() -> ServicingPolicy:
    from workstation.lending.servicing import load_servicing

    return load_servicing(resources() / "policies/servicing.toml")


POLICY = _policy()


@st.composite
def _loans(draw_: st.DrawFn) -> tuple[list[LoanEvent], list[Received], date]:
    plan = schedule(
        draw_(st.integers(50_000, 5_000_000)),
        draw_(st.integers(1, 12)),
        method=draw_(st.sampled_from(METHODS)),
    )
    fees = draw_(st.sampled_from([(), ("0.01",), ("1/300", "0.005")]))
    events = [draw(plan, grace_days=draw_(st.integers(0, 5)), early_fees=fees)]
    if draw_(st.booleans()):
        on = DRAWN + timedelta(days=draw_(_DAYS))
        events.append(event(LoanEventKind.RECOVERY_COST, on, draw_(st.integers(1, 20_000))))
    money = [
        Received(f"t{n}", DRAWN + timedelta(days=draw_(_DAYS)), draw_(st.integers(1, plan.principal // 2)))
        for n in range(draw_(st.integers(0, 8)))
    ]
    return events, money, DRAWN + timedelta(days=draw_(_DAYS))


def _account(events: list[LoanEvent], money: list[Received], as_of: date) -> LoanAccount:
    return loan_account(events, money, POLICY, as_of)


@given(_loans())
def test_balances_add_up_and_nothing_is_below_zero(
    loan: tuple[list[LoanEvent], list[Received], date],
) -> None:
    events, money, as_of = loan
    account = _account(events, money, as_of)
    came_in = sum(receipt.amount for receipt in money if receipt.on <= as_of)
    paid = {kind: sum(due.paid_of(kind) for due in account.dues) for kind in DueKind}
    assert came_in == sum(paid.values()) + account.credit
    assert account.drawn == paid[DueKind.PRINCIPAL] + account.balances.principal
    assert all(due.owed_of(kind) >= 0 for due in account.dues for kind in DueKind)
    assert min(account.credit, account.accrued, account.to_settle, account.balances.principal) >= 0
    if account.settled:
        assert account.balances.total == 0
        assert paid[DueKind.PRINCIPAL] == account.drawn


@given(_loans(), st.integers(0, 1_000))
def test_the_order_of_arrival_does_not_matter(
    loan: tuple[list[LoanEvent], list[Received], date], seed: int
) -> None:
    events, money, as_of = loan
    shuffled = random.Random(seed).sample(money + money, 2 * len(money))
    assert _account(events[::-1], shuffled, as_of) == _account(events, money, as_of)


@given(_loans())
def test_a_receipt_pays_no_principal_while_costs_or_late_interest_are_owed(
    loan: tuple[list[LoanEvent], list[Received], date],
) -> None:
    events, money, as_of = loan
    for receipt in (r for r in money if r.on <= as_of):
        account = _account(events, [r for r in money if (r.on, r.id) <= (receipt.on, receipt.id)], receipt.on)
        last = next(row for row in account.postings if row.reference == receipt.id)
        if last.principal:
            assert account.balances.cost == account.balances.penalty == 0


@given(_loans(), _DAYS, st.integers(1, 24))
def test_rescheduling_never_lowers_days_past_due_or_class(
    loan: tuple[list[LoanEvent], list[Received], date], after: int, months: int
) -> None:
    events, money, as_of = loan
    on = DRAWN + timedelta(days=after)
    before = _account(events, money, on)
    without = _account(events, money, as_of)
    if before.settled:
        return
    changed = _account([*events, rescheduling(schedule(before.balances.principal, months, on))], money, as_of)
    if not changed.settled:
        assert changed.days_past_due >= without.days_past_due
        assert list(type(changed.loan_class)).index(changed.loan_class) >= list(
            type(without.loan_class)
        ).index(without.loan_class)


@given(_loans())
def test_paying_what_settles_leaves_nothing(loan: tuple[list[LoanEvent], list[Received], date]) -> None:
    events, money, as_of = loan
    before = _account(events, money, as_of)
    if before.settled or not before.to_settle:
        return
    after = _account(events, [*money, Received("zz", as_of, before.to_settle)], as_of)
    assert (after.settled, after.balances.total, after.credit) == (True, 0, 0)
