"""Our own loans as records: what a file's events and its `repayments` ledger say of each on a day.

Goes in: an applicant file and a day. Comes out: one `Loan` for each application that was drawn, under the
application's id, so that it stands in the place of the promise. The hub writes them; see `hub.own_loans`.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from workstation.domain.records import ApplicantFile, Loan
from workstation.domain.servicing import LoanEventKind
from workstation.hub.services import OwnLoans
from workstation.services.loan_views import events_of, loan_ids, matched_rows

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.lending.servicing import Matched, ServicingPolicy

US = "us"
"""The lender of our own loans, as the sample's known loans name it."""


def own_loans(rules: Rulebook, policy: ServicingPolicy) -> OwnLoans:
    """What the hub asks for: (file, day) → loans. It raises `KnownError` (`loan.terms`) where the terms of an
    event cannot be read."""
    return partial(_own_loans, rules=rules, policy=policy)


def _own_loans(
    file: ApplicantFile, day: date, *, rules: Rulebook, policy: ServicingPolicy
) -> tuple[Loan, ...]:
    matched = matched_rows(file)
    return tuple(_loan(file, matched, loan_id, day, rules, policy) for loan_id in loan_ids(file))


def _loan(
    file: ApplicantFile, matched: Matched, loan_id: str, day: date, rules: Rulebook, policy: ServicingPolicy
) -> Loan:
    from workstation.lending.servicing import draw_terms, loan_account

    events = events_of(file, loan_id)
    draw = next(event for event in events if event.kind is LoanEventKind.DRAW)
    money = matched.by_loan.get(loan_id, ())
    # A workstation whose day has begun before the hub's may have drawn tomorrow.
    account = loan_account(events, money, policy, max(day, draw.on), rules.policy.rounding)
    decision_id = draw_terms(draw).decision_id
    offers = [d.offer for d in file.decisions if d.id == decision_id and d.offer is not None]
    rows = account.schedule.rows
    return Loan(
        id=loan_id,
        applicant_id=file.applicant.id,
        product=offers[0].product if offers else "",
        lender=US,
        granted_on=account.drawn_on,
        due_on=rows[-1].due if rows else account.drawn_on,
        principal=account.drawn,
        outstanding=account.balances.principal,
        undrawn=0,  # a loan is drawn once: what was approved beyond it can be drawn no more
        days_past_due=account.days_past_due,
    )
