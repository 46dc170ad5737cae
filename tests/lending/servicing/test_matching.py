"""Which loan a transfer belongs to."""

from __future__ import annotations

from datetime import timedelta

from tests.lending.servicing.loans import DRAWN
from workstation.lending.servicing import RepaymentRow, match


def test_a_row_is_matched_by_the_number_on_it_and_else_listed() -> None:
    rows = [
        RepaymentRow("t1", " HT-2026-1 ", DRAWN, 100, "bank"),
        RepaymentRow("t2", "", DRAWN, 200, "bank"),
        RepaymentRow("t3", "rent", DRAWN, 300, "bank"),
    ]
    found = match(rows, {"HT-2026-1": "loan-1"})
    assert [money.id for money in found.by_loan["loan-1"]] == ["t1"]
    assert [row.id for row in found.unmatched] == ["t2", "t3"]


def test_a_row_that_names_an_order_is_of_the_loan_that_had_lent_on_it_by_then() -> None:
    """The second loan was drawn on the order after the first had been repaid and had set it free."""
    days = [DRAWN + timedelta(days=n) for n in (-1, 3, 10, 12)]
    rows = [RepaymentRow(f"t{n}", "A", day, 100, "settlement") for n, day in enumerate(days)]
    lent = {"A": [(DRAWN + timedelta(days=10), "loan-2"), (DRAWN, "loan-1")]}
    found = match(rows, {}, lent)
    assert {loan: [money.id for money in got] for loan, got in found.by_loan.items()} == {
        "loan-1": ["t0", "t1"], "loan-2": ["t2", "t3"],
    }  # fmt: skip
    assert [money.id for money in match(rows, {"A": "loan-3"}, lent).by_loan["loan-3"]] == [
        "t0", "t1", "t2", "t3",
    ]  # fmt: skip
