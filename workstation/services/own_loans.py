"""Our own loans as records: what a file's events and its `repayments` ledger say of each on a day.

Goes in: an applicant file and a day. Comes out: one `Loan` for each application that was drawn, under the
application's id, so that it stands in the place of the promise. The hub writes them; see `hub.own_loans`.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from workstation.domain.records import ApplicantFile, Loan
from workstation.hub.services import OwnLoans
from workstation.services.loan_accounts import FileLoans, file_loans
from workstation.services.loan_views import draws_of, loan_ids

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.lending.servicing import LoanAccount, ServicingPolicy

US = "us"
"""The lender of our own loans, as the sample's known loans name it."""


def known_loans(file: ApplicantFile) -> tuple[Loan, ...]:
    """Loans of this lender that are owed and known by their record alone: nothing here was drawn on them."""
    drawn = frozenset(loan_ids(file))
    return tuple(
        loan for loan in file.loans if loan.lender == US and loan.id not in drawn and loan.outstanding > 0
    )


def own_loans(rules: Rulebook, policy: ServicingPolicy) -> OwnLoans:
    """What the hub asks for: (file, day) → loans. It raises `KnownError` (`loan.terms`) where the terms of an
    event cannot be read."""
    return partial(_own_loans, rules=rules, policy=policy)


def _own_loans(
    file: ApplicantFile, day: date, *, rules: Rulebook, policy: ServicingPolicy
) -> tuple[Loan, ...]:
    loans = file_loans(file, policy, rules.policy.rounding)
    return tuple(_loan(loans, loan_id, day, rules) for loan_id in loan_ids(file))


def _loan(loans: FileLoans, loan_id: str, day: date, rules: Rulebook) -> Loan:
    first = min(event.on for event in draws_of(loans.file, loan_id))
    # A workstation whose day has begun before the hub's may have drawn tomorrow.
    account = loans.account(loan_id, max(day, first))
    days = [row.day for row in account.to_come] or [row.due for row in account.schedule.rows]
    product, promised = _promise(loans.file, account, rules)
    return Loan(
        id=loan_id,
        applicant_id=loans.file.applicant.id,
        product=product,
        lender=US,
        granted_on=account.drawn_on,
        due_on=max(days, default=account.drawn_on),
        principal=account.drawn,
        outstanding=account.balances.principal,
        undrawn=promised,
        days_past_due=account.days_past_due,
    )


def _promise(file: ApplicantFile, account: LoanAccount, rules: Rulebook) -> tuple[str, int]:
    """The product of the decision that the loan was drawn on, and what can still be drawn of it, in fen."""
    from workstation.lending.lines import line_of

    decision = next((d for d in file.decisions if d.id == account.terms.decision_id), None)
    if decision is None or decision.offer is None:
        return "", 0
    product = rules.products.get(decision.offer.product)
    promised = line_of(product, decision, account.as_of, account).promised if product is not None else 0
    return decision.offer.product, promised
