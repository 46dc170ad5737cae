"""Loans after approval at the desk: conditions, draw, rescheduling, contacts, promises, settlement.

What comes in is read from the `repayments` ledger alone; everything an officer does becomes an act. Days past
due move with the calendar, so the account is always reckoned as of a day and never stored here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from workstation.codec import encode
from workstation.domain.acts import ActKind
from workstation.domain.file_papers import ConditionCheck
from workstation.domain.lending import Decision, Offer, RepaymentMethod
from workstation.domain.money import yuan
from workstation.domain.records import ApplicantFile
from workstation.domain.servicing import (
    Contact,
    ContactChannel,
    FundsCheck,
    LoanEvent,
    LoanEventKind,
    PromiseToPay,
    RepaymentClaim,
)
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.ports import CaseStore, KeptDecision
from workstation.services.acting import Hand
from workstation.services.loan_views import (
    Condition,
    LoanView,
    events_of,
    loan_ids,
    loan_view,
    matched_rows,
)
from workstation.services.pledging import Pledging

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.lending.product import Product
    from workstation.lending.servicing import LoanAccount, Matched, Posting, ServicingPolicy

_ELSEWHERE = (RepaymentMethod.ORDER, RepaymentMethod.SHARE_OF_SALES)
"""Methods whose dues follow from orders or sales, not from terms."""


@dataclass(frozen=True, slots=True)
class Loans:
    cases: CaseStore
    hand: Hand
    rules: Rulebook
    policy: ServicingPolicy
    offer_days: int
    """So many days an offer may be drawn after the applicant was told of it."""

    @property
    def pledging(self) -> Pledging:
        return Pledging(self.cases, self.hand)

    # --- reading

    def of(self, applicant_id: str, as_of: date | None = None) -> tuple[LoanView, ...]:
        """Every drawn loan of the file as of a day (today where none is said). Raises `KnownError`
        (`file.unknown`)."""
        return self.views_in(self.cases.applicant_file(applicant_id), as_of)

    def views_in(self, file: ApplicantFile, as_of: date | None = None) -> tuple[LoanView, ...]:
        """The same of a file that was read with its ledgers."""
        matched = matched_rows(file)
        accounts = (self._account(file, matched, loan_id, as_of) for loan_id in loan_ids(file))
        return tuple(loan_view(file, account, matched, self.policy) for account in accounts)

    def account(self, applicant_id: str, loan_id: str, as_of: date | None = None) -> LoanAccount:
        """Raises `KnownError` (`loan.not_drawn`)."""
        return self.account_in(self.cases.applicant_file(applicant_id), loan_id, as_of)

    def account_in(self, file: ApplicantFile, loan_id: str, as_of: date | None = None) -> LoanAccount:
        """The same of a file that was read with its ledgers. Raises `KnownError` (`loan.not_drawn`)."""
        return self._account(file, matched_rows(file), loan_id, as_of)

    def statement(self, applicant_id: str, loan_id: str, first: date, last: date) -> tuple[Posting, ...]:
        """The rows of a statement of account, both days included. Raises `KnownError` (`loan.late_day`,
        `loan.not_drawn`)."""
        if last < first:
            raise _error("loan.late_day", "the statement ends before it begins", loan_id)
        return self.account(applicant_id, loan_id, last).statement(first, last)

    def conditions(self, applicant_id: str, application_id: str) -> tuple[Condition, ...]:
        """What must be met before money is paid out, each with the newest check of it. Raises `KnownError`
        (`loan.undecided`)."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        return self._conditions(file, *self._decided(applicant_id, application_id))

    def _conditions(self, file: ApplicantFile, kept: KeptDecision, offer: Offer) -> tuple[Condition, ...]:
        from workstation.lending.servicing.permitted import newest_check

        return tuple(
            Condition(
                row.code, row.name.fill(), newest_check(file.condition_checks, kept.decision.id, row.code)
            )
            for row in self.rules.product(offer.product).conditions
        )

    def _account(
        self, file: ApplicantFile, matched: Matched, loan_id: str, as_of: date | None
    ) -> LoanAccount:
        from workstation.lending.servicing import loan_account

        day = as_of or self.hand.clock.today()
        money = matched.by_loan.get(loan_id, ())
        return loan_account(events_of(file, loan_id), money, self.policy, day, self.rules.policy.rounding)

    # --- before and at the draw

    def check_condition(
        self, applicant_id: str, application_id: str, code: str, met: bool, how: str
    ) -> Changes:
        """Record one condition found met or not. Raises `KnownError`: `loan.undecided`,
        `loan.condition_unknown`, `loan.reason` where nothing says how it was found."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        kept, offer = self._decided(applicant_id, application_id)
        if all(row.code != code for row in self._conditions(file, kept, offer)):
            raise _error("loan.condition_unknown", f"the product has no condition {code}", application_id)
        self._reason(how, application_id)
        return self._act(
            ActKind.CHECK_CONDITION,
            file,
            ConditionCheck(
                self.hand.new_id(), applicant_id, kept.decision.id, code, met, self.hand.officer.id,
                self.hand.clock.today(), how.strip(),
            ),
        )  # fmt: skip

    def draw(self, applicant_id: str, application_id: str, *, amount: int | None = None) -> Changes:
        """Pay a loan out today, whole or in part (fen); its schedule becomes definitive.

        Raises `KnownError`: `loan.undecided`, `loan.not_firm`, `loan.drawn`, `loan.method`, `loan.amount`,
        `loan.expired` after the offer's last day, `loan.conditions` with the names of what is unmet,
        `loan.collateral` where the product rests on something and less of it is there today.
        """
        from workstation.lending.lateness import late_terms
        from workstation.lending.prepayment import PREPAYMENT
        from workstation.lending.servicing import DrawTerms, permitted
        from workstation.lending.terms import terms_of

        file = self.cases.applicant_file(applicant_id, ledgers=False)
        kept, offer = self._decided(applicant_id, application_id)
        if not kept.firm:
            raise _error("loan.not_firm", "the decision is not firm yet", kept.decision.id)
        if application_id in loan_ids(file):
            raise _error("loan.drawn", "this loan was drawn before", application_id)
        if offer.method in _ELSEWHERE:
            raise _error("loan.method", f"{offer.method.value} loans are not drawn here", application_id)
        drawn = offer.amount if amount is None else amount
        if not 0 < drawn <= offer.amount:
            raise _error("loan.amount", f"up to {yuan(offer.amount)} yuan are approved", application_id)
        today, product = self.hand.clock.today(), self._product(offer)
        permitted.require_offer_holds(self._holds_until(file, kept.decision), today, application_id)
        codes = (row.code for row in product.conditions)
        permitted.require_conditions(codes, file.condition_checks, kept.decision.id, application_id)
        plan = terms_of(
            product, self.rules.policy, offer.yearly_rate, offer.months, offer.method, today
        ).schedule(drawn)
        late = late_terms(product, self.rules.policy, offer.yearly_rate, today)
        early = tuple(str(fee.share) for fee in product.fees.terms if fee.event == PREPAYMENT)
        terms = DrawTerms(kept.decision.id, plan, late.yearly_rate, late.grace_days, early)
        secured = self.pledging.secure(
            applicant_id, application_id, drawn, product.basis.value, self.rules.collateral
        )
        return secured | self._event(file, application_id, LoanEventKind.DRAW, drawn, terms=terms)

    def _holds_until(self, file: ApplicantFile, decision: Decision) -> date:
        from workstation.lending.servicing.permitted import offer_holds_until

        return offer_holds_until(decision, file.letters, file.voids, self.offer_days)

    def _product(self, offer: Offer) -> Product:
        return self.rules.product(offer.product)

    def _decided(self, applicant_id: str, application_id: str) -> tuple[KeptDecision, Offer]:
        """The standing decision on the application, with its offer."""
        found = [k for k in self.cases.decisions(applicant_id) if k.decision.application_id == application_id]
        kept = found[0] if found else None
        if kept is None or kept.decision.offer is None:
            raise _error("loan.undecided", "no approval stands on this application", application_id)
        return kept, kept.decision.offer

    # --- while it runs

    def reschedule(self, applicant_id: str, loan_id: str, months: int, reason: str) -> Changes:
        """Put the principal that is owed on a new schedule from today; days past due and class stay.

        Raises `KnownError`: `loan.reason`, `loan.settled`, `loan.role` unless a supervisor makes it,
        `loan.second` for the person who made the decision.
        """
        from workstation.lending import make_schedule
        from workstation.lending.servicing import NewTerms, permitted

        file = self.cases.applicant_file(applicant_id)
        self._reason(reason, loan_id)
        account = self._open_account(file, loan_id)
        permitted.require_role(self.hand.officer.role, self.policy.on(account.as_of).reschedule.role, loan_id)
        permitted.require_second(self._drawn_on(account).decided_by, self.hand.officer.id, loan_id)
        old = account.schedule
        plan = make_schedule(
            account.balances.principal, old.yearly_rate, months, old.method, self.hand.clock.today(),
            old.day_count, rounding=self.rules.policy.rounding, month_end=self.rules.policy.month_end,
        )  # fmt: skip
        return self._event(file, loan_id, LoanEventKind.RESCHEDULE, 0, terms=NewTerms(plan), reason=reason)

    def prepay(self, applicant_id: str, loan_id: str, principal: int, reason: str) -> Changes:
        """Repay a part of the principal before its day out of the credit held, in fen, with interest to
        today and the fee of the terms: the due dates that are left stay, and what falls due on them shrinks.

        Raises `KnownError`: `loan.reason`, `loan.settled`, `loan.amount` while anything is overdue, where
        less is held, and for nothing or the whole principal.
        """
        from workstation.lending import Afterwards, prepay
        from workstation.lending.servicing import NewTerms, permitted

        file = self.cases.applicant_file(applicant_id)
        self._reason(reason, loan_id)
        account = self._open_account(file, loan_id)
        permitted.require_held(account, principal, self.rules.policy.rounding, loan_id)
        offer = self._drawn_on(account).offer
        plan = prepay(
            account.schedule, self.hand.clock.today(), principal, Afterwards.SMALLER,
            fees=() if offer is None else self._product(offer).fees.terms,
            rounding=self.rules.policy.rounding,
        ).schedule  # fmt: skip
        if plan is None:
            raise _error("loan.amount", "the whole principal is settled, not prepaid", loan_id)
        terms = NewTerms(plan, prepayment=True)
        return self._event(file, loan_id, LoanEventKind.RESCHEDULE, principal, terms=terms, reason=reason)

    def _drawn_on(self, account: LoanAccount) -> Decision:
        """The decision that the loan was drawn on."""
        return self.cases.decision(account.terms.decision_id).decision

    def charge(self, applicant_id: str, loan_id: str, amount: int, reason: str) -> Changes:
        """A cost of recovery, in fen. Raises `KnownError`: `loan.reason`, `loan.amount`, `loan.settled`."""
        self._reason(reason, loan_id)
        file = self.cases.applicant_file(applicant_id)
        self._open_account(file, loan_id)
        if amount <= 0:
            raise _error("loan.amount", "a cost is above zero", loan_id)
        return self._event(file, loan_id, LoanEventKind.RECOVERY_COST, amount, reason=reason)

    def write_off(self, applicant_id: str, loan_id: str, reason: str) -> Changes:
        """核销: the debt goes on, the book counts it apart. Raises `KnownError`: `loan.reason`, `loan.role`,
        `loan.settled`, `loan.write_off` where the policy's conditions are not met."""
        from workstation.lending.servicing import permitted

        self._reason(reason, loan_id)
        file = self.cases.applicant_file(applicant_id)
        account = self._open_account(file, loan_id)
        rule = self.policy.on(account.as_of).write_off
        permitted.require_role(self.hand.officer.role, rule.role, loan_id)
        permitted.require_hopeless(account, rule, file.contacts, loan_id)
        owed = account.balances.principal
        return self._event(file, loan_id, LoanEventKind.WRITE_OFF, owed, reason=reason)

    def close(self, applicant_id: str, loan_id: str) -> Changes:
        """What secured it is free again. Raises `KnownError` (`loan.unsettled`) while anything is owed."""
        file = self.cases.applicant_file(applicant_id)
        account = self.account_in(file, loan_id)
        if not account.settled:
            raise _error("loan.unsettled", f"{yuan(account.to_settle)} yuan would settle it today", loan_id)
        return self._event(file, loan_id, LoanEventKind.CLOSE, 0) | self.pledging.free(file, loan_id)

    # --- what people said and did

    def log_contact(
        self, applicant_id: str, loan_id: str, channel: ContactChannel, at: datetime, with_whom: str,
        result: str, note: str = "",
    ) -> Changes:  # fmt: skip
        """`at` is local. Raises `KnownError`: `contact.hours`, `contact.too_many`, `loan.not_drawn`."""
        from workstation.lending.servicing.permitted import require_contact_allowed

        file = self.cases.applicant_file(applicant_id)
        self.account_in(file, loan_id)
        require_contact_allowed(self.policy.on(at.date()).contact, at, file.contacts, loan_id)
        moment = at.replace(tzinfo=None).isoformat(timespec="minutes")
        record = Contact(
            self.hand.new_id(), applicant_id, loan_id, channel, moment, with_whom, result,
            self.hand.officer.id, note,
        )  # fmt: skip
        return self._act(ActKind.LOG_CONTACT, file, record)

    def take_promise(self, applicant_id: str, loan_id: str, due_on: date, amount: int) -> Changes:
        """Raises `KnownError`: `promise.past`, `loan.amount`, `loan.settled`."""
        file = self.cases.applicant_file(applicant_id)
        self._open_account(file, loan_id)
        today = self.hand.clock.today()
        if due_on < today:
            raise _error("promise.past", "the day promised is past", loan_id)
        if amount <= 0:
            raise _error("loan.amount", "a promise is above zero", loan_id)
        promise = PromiseToPay(
            self.hand.new_id(), applicant_id, loan_id, today, due_on, amount, self.hand.officer.id
        )
        return self._act(ActKind.TAKE_PROMISE, file, promise)

    def check_funds(self, applicant_id: str, loan_id: str, as_agreed: bool, found: str) -> Changes:
        """Raises `KnownError`: `loan.reason`, `loan.not_drawn`."""
        self._reason(found, loan_id)
        file = self.cases.applicant_file(applicant_id)
        self.account_in(file, loan_id)
        record = FundsCheck(
            self.hand.new_id(), applicant_id, loan_id, self.hand.clock.today(), as_agreed,
            self.hand.officer.id, found.strip(),
        )  # fmt: skip
        return self._act(ActKind.CHECK_FUNDS, file, record)

    def claim_repayment(
        self, applicant_id: str, loan_id: str, paid_on: date, amount: int, channel: str, note: str = ""
    ) -> Changes:
        """An officer's word of a payment; it lowers nothing. Raises `KnownError`: `loan.amount`,
        `loan.late_day`, `loan.not_drawn`."""
        file = self.cases.applicant_file(applicant_id)
        self.account_in(file, loan_id)
        if amount <= 0:
            raise _error("loan.amount", "a payment is above zero", loan_id)
        if paid_on > self.hand.clock.today():
            raise _error("loan.late_day", "the day of payment is still to come", loan_id)
        claim = RepaymentClaim(
            self.hand.new_id(), applicant_id, loan_id, paid_on, amount, channel, self.hand.officer.id,
            self.hand.moment(), note,
        )  # fmt: skip
        return self._act(ActKind.CLAIM_REPAYMENT, file, claim)

    # --- the small parts

    def _open_account(self, file: ApplicantFile, loan_id: str) -> LoanAccount:
        from workstation.lending.servicing.permitted import require_open

        account = self.account_in(file, loan_id)
        require_open(account, loan_id)
        return account

    @staticmethod
    def _reason(text: str, where: str) -> None:
        if not text.strip():
            raise _error("loan.reason", "no reason is given", where)

    def _event(
        self, file: ApplicantFile, loan_id: str, kind: LoanEventKind, amount: int, *, terms: Any = None,
        reason: str = "",
    ) -> Changes:  # fmt: skip
        event = LoanEvent(
            self.hand.new_id(), file.applicant.id, loan_id, kind, self.hand.clock.today(), amount,
            self.hand.officer.id, self.hand.moment(), reason.strip(),
            None if terms is None else msgspec.to_builtins(terms),
        )  # fmt: skip
        return self._act(ActKind.RECORD_LOAN_EVENT, file, event)

    def _act(self, kind: ActKind, file: ApplicantFile, record: Any) -> Changes:
        return self.hand.act(kind, file.applicant.id, encode(record), base_version=file.version)


_REMEDIES = {
    "loan.undecided": "Decide on it first.",
    "loan.not_firm": "Synchronise, and wait until it is firm.",
    "loan.drawn": "There is nothing to do.",
    "loan.method": "Use the order or sales engine.",
    "loan.condition_unknown": "Choose one of the list.",
    "loan.late_day": "Correct the day.",
    "loan.amount": "Correct the amount.",
    "loan.reason": "Write it down.",
    "loan.unsettled": "Collect what is owed first.",
    "promise.past": "Enter today or a later day.",
}


def _error(code: str, message: str, where: str) -> KnownError:
    return KnownError(code, message, where=where, remedy=_REMEDIES[code])
