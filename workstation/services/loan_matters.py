"""What a file's loans ask an officer to do, and on which days: dues, arrears, promises, checks of use.

Goes in: a file with its repayments. Comes out: matters for the worklist. Each loan is folded to its end as if
no more money came, so that what the ledger has paid already is not asked for again, and what is asked for
does not depend on the day on which that is reckoned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workstation.domain.records import ApplicantFile
from workstation.domain.servicing import LoanEventKind, PromiseToPay
from workstation.ports import Matter, WorklistView
from workstation.services.loan_accounts import FileLoans, file_loans
from workstation.services.loan_views import LoanView, events_of, loan_ids, loan_view
from workstation.services.own_loans import known_loans

if TYPE_CHECKING:
    from workstation.domain.money import Rounding
    from workstation.lending.servicing import LoanAccount, Received, ServicingPolicy

_A_DAY = timedelta(days=1)
DUE_WITHIN = timedelta(days=3)
"""How long before its day a due is in the view: three days before it, and on it."""


def loan_matters(file: ApplicantFile, policy: ServicingPolicy, rounding: Rounding) -> Iterator[Matter]:
    """Dues, promises and checks of every loan. Raises `KnownError` (`loan.terms`)."""
    yield from _dues_of_known_loans(file)
    ours = loan_ids(file)
    if not ours:
        return
    loans = file_loans(file, policy, rounding)
    for loan_id in ours:
        account = _to_the_end(loans, loan_id)
        money = loans.matched.by_loan.get(loan_id, ())
        yield from _matters(loan_view(file, account, loans.matched, policy), money)


def has_running_loan(file: ApplicantFile, policy: ServicingPolicy, rounding: Rounding) -> bool:
    """Whether a loan of ours, or one that is known by its record, is out. Raises `KnownError`
    (`loan.terms`)."""
    if any(loan.outstanding > 0 for loan in known_loans(file)):
        return True
    ours = loan_ids(file)
    loans = file_loans(file, policy, rounding) if ours else None
    return loans is not None and any(not _to_the_end(loans, loan_id).settled for loan_id in ours)


def _to_the_end(loans: FileLoans, loan_id: str) -> LoanAccount:
    """The account on the day after everything of the schedules has fallen due."""
    from workstation.lending.servicing import draw_terms, new_terms

    events, money = events_of(loans.file, loan_id), loans.matched.by_loan.get(loan_id, ())
    plans = [draw_terms(e).schedule for e in events if e.kind is LoanEventKind.DRAW]
    plans += [new_terms(e).schedule for e in events if e.kind is LoanEventKind.RESCHEDULE]
    days = [row.due for plan in plans for row in plan.rows]
    last = max([*days, *(e.on for e in events), *(row.on for row in money)])
    return loans.account(loan_id, last + _A_DAY)


def _matters(view: LoanView, money: Sequence[Received]) -> Iterator[Matter]:
    from workstation.lending.allocation import DueKind

    account = view.account
    for due in account.dues:
        owed = due.owed - due.owed_of(DueKind.PENALTY)
        if owed > 0:
            yield _due(due.day, owed)
    if account.settled:
        return
    if account.days_past_due:
        since = account.as_of - timedelta(days=account.days_past_due)
        yield Matter(WorklistView.OVERDUE, since + _A_DAY, day=since)
    promises = [one.promise for one in view.promises]
    for promise in promises:
        if not _is_answered(promise, promises, money):
            yield Matter(
                WorklistView.PROMISES, promise.promised_on, day=promise.due_on, amount=promise.amount
            )
    if view.funds_check_due is not None:
        yield Matter(WorklistView.FUNDS_CHECKS, account.drawn_on, day=view.funds_check_due)


def _is_answered(promise: PromiseToPay, promises: Sequence[PromiseToPay], money: Sequence[Received]) -> bool:
    """Whether nobody need follow the promise any longer: the money came since, in time or late, or it was
    broken and a new one was taken in its place."""
    paid = sum(row.amount for row in money if row.on >= promise.promised_on)
    return paid >= promise.amount or any(one.promised_on > promise.due_on for one in promises)


def _due(day: date, amount: int) -> Matter:
    return Matter(WorklistView.DUE_SOON, day - DUE_WITHIN, day, day, amount)


def _dues_of_known_loans(file: ApplicantFile) -> Iterator[Matter]:
    """They fall due whole, on their last day."""
    for loan in known_loans(file):
        yield _due(loan.due_on, loan.outstanding)
