"""The non-performing ratio of a small book, four ways."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from tests.lending.servicing.loans import PRINCIPAL, draw, event, rescheduling, schedule
from workstation.domain.servicing import LoanEventKind
from workstation.lending.servicing import ServicingPolicy, loan_account
from workstation.lending.servicing.book import book_of


def test_the_ratio_is_told_with_and_without_write_offs_and_restructured_loans(
    policy: ServicingPolicy,
) -> None:
    day = date(2026, 6, 10)
    start = day - timedelta(days=20)
    good = loan_account([draw(schedule(start=start))], [], policy, day)
    bad = loan_account([draw()], [], policy, day)
    written = loan_account([draw(), event(LoanEventKind.WRITE_OFF, day, PRINCIPAL)], [], policy, day)
    eased = loan_account(
        [draw(schedule(start=start)), rescheduling(schedule(PRINCIPAL, 12, day))], [], policy, day
    )
    book = book_of([good, bad, written, eased])
    assert (book.ratio, book.with_write_offs) == (Fraction(1, 3), Fraction(2, 4))
    assert (book.with_restructured, book.with_both) == (Fraction(2, 3), Fraction(3, 4))
    assert book.by_bucket == {"0": 2 * PRINCIPAL, "91-180": PRINCIPAL}
