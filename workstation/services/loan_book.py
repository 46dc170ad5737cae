"""The book of loans on this workstation: every drawn loan of every file in scope, as of one day.

It is reckoned from the cache, so it is as new as the last synchronisation and as wide as the officer's scope.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workstation.ports import CaseStore, WorklistQuery
from workstation.services.loan_views import events_of, loan_ids
from workstation.services.loans import Loans

if TYPE_CHECKING:
    from workstation.lending.servicing import LoanAccount
    from workstation.lending.servicing.book import Book

_FILES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LoanCounts:
    """Numbers of loans; `running` are those on which something is owed, written off or not."""

    drawn: int
    running: int
    overdue: int
    restructured: int
    written_off: int
    settled: int


@dataclass(frozen=True, slots=True)
class LoanBook:
    as_of: date
    counts: LoanCounts
    book: Book


def loan_book(cases: CaseStore, loans: Loans, as_of: date | None = None) -> LoanBook:
    """The book as of a day, today where none is said; a loan drawn later is left out."""
    from workstation.lending.servicing.book import book_of

    day = as_of or loans.hand.clock.today()
    accounts = tuple(_accounts(cases, loans, day))
    return LoanBook(day, _counts(accounts), book_of(accounts))


def _accounts(cases: CaseStore, loans: Loans, day: date) -> Iterator[LoanAccount]:
    for applicant_id in all_files(cases):
        drawn = cases.applicant_file(applicant_id, ledgers=False)
        if not any(event.on <= day for event in drawn.loan_events):
            continue  # its ledgers need not be read
        file = cases.applicant_file(applicant_id)
        for loan_id in loan_ids(file):
            if any(event.on <= day for event in events_of(file, loan_id)):
                yield loans.account_in(file, loan_id, day)


def all_files(cases: CaseStore) -> Iterator[str]:
    """The applicants of every file here, page by page."""
    query = WorklistQuery(limit=_FILES_AT_ONCE)
    while True:
        page = cases.worklist(query)
        yield from (row.applicant_id for row in page.rows)
        if page.after is None:
            return
        query = WorklistQuery(after=page.after, limit=_FILES_AT_ONCE)


def _counts(accounts: tuple[LoanAccount, ...]) -> LoanCounts:
    return LoanCounts(
        drawn=len(accounts),
        running=sum(not account.settled for account in accounts),
        overdue=sum(account.days_past_due > 0 for account in accounts),
        restructured=sum(account.restructured for account in accounts),
        written_off=sum(account.written_off_on is not None for account in accounts),
        settled=sum(account.settled for account in accounts),
    )
