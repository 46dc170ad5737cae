"""Which loan a transfer belongs to."""

from __future__ import annotations

from datetime import timedelta

from tests.lending.servicing.loans import DRAWN, draw, schedule
from workstation.lending.servicing import RepaymentRow, ServicingPolicy, loan_account, match, proposals

FIRST = schedule().rows[0]


def test_a_row_is_matched_by_the_number_on_it_or_by_a_persons_word_and_else_listed() -> None:
    rows = [
        RepaymentRow("t1", " HT-2026-1 ", DRAWN, 100, "bank"),
        RepaymentRow("t2", "", DRAWN, 200, "bank"),
        RepaymentRow("t3", "rent", DRAWN, 300, "bank"),
    ]
    found = match(rows, {"HT-2026-1": "loan-1"}, {"t2": "loan-1"})
    assert [money.id for money in found.by_loan["loan-1"]] == ["t1", "t2"]
    assert [row.id for row in found.unmatched] == ["t3"]


def test_an_unmatched_row_is_proposed_for_a_due_of_its_amount_near_its_day(policy: ServicingPolicy) -> None:
    account = loan_account([draw()], [], policy, DRAWN)
    near = RepaymentRow("t1", "", FIRST.due + timedelta(days=2), FIRST.payment, "bank")
    far = RepaymentRow("t2", "", FIRST.due + timedelta(days=9), FIRST.payment, "bank")
    assert proposals(near, [account]) == ("loan-1",)
    assert proposals(far, [account]) == ()
