"""The rules of a loan after approval as the hub asks them: the desk's own, over what the hub has on record.

Goes in: the rulebook, the servicing policy and for how many days an offer holds. Comes out: the `LoanRules`
that the hub's examiners call. A refusal carries the desk's code, whichever end finds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from workstation.domain.records import ApplicantFile
from workstation.domain.servicing import Contact, LoanEvent, LoanEventKind
from workstation.errors import KnownError
from workstation.hub.services import LoanRules
from workstation.services.loan_views import events_of, matched_rows

if TYPE_CHECKING:
    from workstation.domain.lending import Decision
    from workstation.lending import Rulebook
    from workstation.lending.servicing import LoanAccount, ServicingPolicy


def loan_rules(rules: Rulebook, policy: ServicingPolicy, offer_days: int) -> LoanRules:
    return LoanRules(
        check_draw=_Draws(rules, offer_days).check,
        check_contact=_Contacts(policy).check,
        check_change=_Changes(rules, policy).check,
    )


@dataclass(frozen=True, slots=True)
class _Draws:
    rules: Rulebook
    offer_days: int

    def check(self, file: ApplicantFile, decision: Decision, event: LoanEvent) -> None:
        """Raises `KnownError`: `loan.expired`, `loan.conditions`, `product.unknown`."""
        from workstation.lending.servicing import permitted

        last = permitted.offer_holds_until(decision, file.letters, file.voids, self.offer_days)
        permitted.require_offer_holds(last, event.on, event.loan_id)
        product = self.rules.product(decision.offer.product if decision.offer else "")
        codes = (row.code for row in product.conditions)
        permitted.require_conditions(codes, file.condition_checks, decision.id, event.loan_id)


@dataclass(frozen=True, slots=True)
class _Contacts:
    policy: ServicingPolicy

    def check(self, file: ApplicantFile, contact: Contact) -> None:
        """Raises `KnownError`: `contact.hours`, `contact.too_many`, `record.days` for a moment that is
        none."""
        from workstation.lending.servicing import permitted

        try:
            at = datetime.fromisoformat(contact.at)
        except ValueError:
            raise KnownError("record.days", "the contact's moment is no date", where=contact.id) from None
        rule = self.policy.on(at.date()).contact
        permitted.require_contact_allowed(rule, at, file.contacts, contact.loan_id)


@dataclass(frozen=True, slots=True)
class _Changes:
    rules: Rulebook
    policy: ServicingPolicy

    def check(self, file: ApplicantFile, event: LoanEvent, role: str) -> None:
        """A rescheduling, part prepayment or write-off by a person in this role. Raises `KnownError`:
        `loan.settled`, `loan.role`, `loan.second`, `loan.amount`, `loan.write_off`, `loan.terms`."""
        from workstation.lending.servicing import new_terms, permitted

        account = self._account(file, event.loan_id, event.on)
        permitted.require_open(account, event.loan_id)
        row = self.policy.on(event.on)
        if event.kind is LoanEventKind.WRITE_OFF:
            permitted.require_role(role, row.write_off.role, event.loan_id)
            permitted.require_hopeless(account, row.write_off, file.contacts, event.loan_id)
        elif new_terms(event).prepayment:
            permitted.require_held(account, event.amount, self.rules.policy.rounding, event.loan_id)
        else:
            permitted.require_role(role, row.reschedule.role, event.loan_id)
            permitted.require_second(_decider(file, event.loan_id), event.made_by, event.loan_id)

    def _account(self, file: ApplicantFile, loan_id: str, on: date) -> LoanAccount:
        from workstation.lending.servicing import loan_account

        money = matched_rows(file).by_loan.get(loan_id, ())
        return loan_account(events_of(file, loan_id), money, self.policy, on, self.rules.policy.rounding)


def _decider(file: ApplicantFile, loan_id: str) -> str:
    """Who made the decision that the loan was drawn on."""
    from workstation.lending.servicing import draw_terms

    draw = next(e for e in events_of(file, loan_id) if e.kind is LoanEventKind.DRAW)
    named = draw_terms(draw).decision_id
    return next((d.decided_by for d in file.decisions if d.id == named), "")
