"""Which loan a transfer belongs to."""

from __future__ import annotations

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
