"""Loans that were drawn, at the desk: accounts, rescheduling, contacts, promises, settlement.

What comes in is read from the `repayments` ledger alone; everything an officer does becomes an act. Days past
due move with the calendar, so the account is always reckoned as of a day and never stored here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from workstation.domain.acts import ActKind
from workstation.domain.lending import Decision, RepaymentMethod
from workstation.domain.records import ApplicantFile
from workstation.domain.servicing import (
    Contact,
    ContactChannel,
    FundsCheck,
    LoanEventKind,
    PromiseToPay,
    RepaymentClaim,
)
from workstation.events import Changes
from workstation.ports import CaseStore
from workstation.services.acting import Hand
from workstation.services.loan_accounts import FileLoans, file_loans
from workstation.services.loan_records import keep, keep_event, refused, require_reason
from workstation.services.loan_views import LoanView, loan_ids, loan_view
from workstation.services.pledging import Pledging

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.lending.servicing import LoanAccount, Posting, ServicingPolicy

_RESCHEDULED_AS = {
    RepaymentMethod.ORDER: RepaymentMethod.ON_DEMAND,
    RepaymentMethod.SHARE_OF_SALES: RepaymentMethod.EQUAL_INSTALMENT,
}
"""Methods that new terms cannot have give way: orders and sales repay nothing of a debt that outlasted
them."""


@dataclass(frozen=True, slots=True)
class Loans:
    cases: CaseStore
    hand: Hand
    rules: Rulebook
    policy: ServicingPolicy

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
        loans, day = self._loans(file), as_of or self.hand.clock.today()
        accounts = (loans.account(loan_id, day) for loan_id in loan_ids(file))
        return tuple(loan_view(file, account, loans.matched, self.policy) for account in accounts)

    def account(self, applicant_id: str, loan_id: str, as_of: date | None = None) -> LoanAccount:
        """Raises `KnownError` (`loan.not_drawn`)."""
        return self.account_in(self.cases.applicant_file(applicant_id), loan_id, as_of)

    def account_in(self, file: ApplicantFile, loan_id: str, as_of: date | None = None) -> LoanAccount:
        """The same of a file that was read with its ledgers. Raises `KnownError` (`loan.not_drawn`)."""
        return self._loans(file).account(loan_id, as_of or self.hand.clock.today())

    def _loans(self, file: ApplicantFile) -> FileLoans:
        return file_loans(file, self.policy, self.rules.policy.rounding)

    def statement(self, applicant_id: str, loan_id: str, first: date, last: date) -> tuple[Posting, ...]:
        """The rows of a statement of account, both days included. Raises `KnownError` (`loan.late_day`,
        `loan.not_drawn`)."""
        if last < first:
            raise refused("loan.late_day", "the statement ends before it begins", loan_id)
        return self.account(applicant_id, loan_id, last).statement(first, last)

    # --- while it runs

    def reschedule(self, applicant_id: str, loan_id: str, months: int, reason: str) -> Changes:
        """Put the principal that is owed on a new schedule from today; days past due and class stay.

        Raises `KnownError`: `loan.reason`, `loan.settled`, `loan.role` unless a supervisor makes it,
        `loan.second` for the person who made the decision.
        """
        from workstation.lending import make_schedule
        from workstation.lending.servicing import NewTerms, permitted

        file = self.cases.applicant_file(applicant_id)
        require_reason(reason, loan_id)
        account = self._open_account(file, loan_id)
        permitted.require_role(self.hand.officer.role, self.policy.on(account.as_of).reschedule.role, loan_id)
        permitted.require_second(self._drawn_on(account).decided_by, self.hand.officer.id, loan_id)
        old = account.schedule
        plan = make_schedule(
            account.balances.principal, old.yearly_rate, months,
            _RESCHEDULED_AS.get(old.method, old.method), self.hand.clock.today(), old.day_count,
            rounding=self.rules.policy.rounding, month_end=self.rules.policy.month_end,
        )  # fmt: skip
        return keep_event(
            self.hand, file, loan_id, LoanEventKind.RESCHEDULE, 0, terms=NewTerms(plan), reason=reason
        )

    def prepay(self, applicant_id: str, loan_id: str, principal: int, reason: str) -> Changes:
        """Repay a part of the principal before its day out of the credit held, in fen, with interest to
        today and the fee of the terms: the due dates that are left stay, and what falls due on them shrinks.

        Raises `KnownError`: `loan.reason`, `loan.settled`, `prepayment.method` where sales, or money on any
        day, repay it; `loan.amount` while anything is overdue, where less is held, and for nothing or the
        whole principal.
        """
        from workstation.lending import Afterwards, prepay
        from workstation.lending.servicing import NewTerms, permitted

        file = self.cases.applicant_file(applicant_id)
        require_reason(reason, loan_id)
        account = self._open_account(file, loan_id)
        permitted.require_prepayable(account, loan_id)
        permitted.require_held(account, principal, self.rules.policy.rounding, loan_id)
        offer = self._drawn_on(account).offer
        plan = prepay(
            account.schedule, self.hand.clock.today(), principal, Afterwards.SMALLER,
            fees=() if offer is None else self.rules.product(offer.product).fees.terms,
            rounding=self.rules.policy.rounding,
        ).schedule  # fmt: skip
        if plan is None:
            raise refused("loan.amount", "the whole principal is settled, not prepaid", loan_id)
        terms = NewTerms(plan, prepayment=True)
        return keep_event(
            self.hand, file, loan_id, LoanEventKind.RESCHEDULE, principal, terms=terms, reason=reason
        )

    def _drawn_on(self, account: LoanAccount) -> Decision:
        """The decision that the loan was drawn on."""
        return self.cases.decision(account.terms.decision_id).decision

    def charge(self, applicant_id: str, loan_id: str, amount: int, reason: str) -> Changes:
        """A cost of recovery, in fen. Raises `KnownError`: `loan.reason`, `loan.amount`, `loan.settled`."""
        from workstation.lending.servicing.permitted import require_chargeable

        require_reason(reason, loan_id)
        file = self.cases.applicant_file(applicant_id)
        require_chargeable(self.account_in(file, loan_id), amount, loan_id)
        return keep_event(self.hand, file, loan_id, LoanEventKind.RECOVERY_COST, amount, reason=reason)

    def write_off(self, applicant_id: str, loan_id: str, reason: str) -> Changes:
        """核销: the debt goes on, the book counts it apart. Raises `KnownError`: `loan.reason`, `loan.role`,
        `loan.settled`, `loan.write_off` where the policy's conditions are not met."""
        from workstation.lending.servicing import permitted

        require_reason(reason, loan_id)
        file = self.cases.applicant_file(applicant_id)
        account = self._open_account(file, loan_id)
        rule = self.policy.on(account.as_of).write_off
        permitted.require_role(self.hand.officer.role, rule.role, loan_id)
        permitted.require_hopeless(account, rule, file.contacts, loan_id)
        owed = account.balances.principal
        return keep_event(self.hand, file, loan_id, LoanEventKind.WRITE_OFF, owed, reason=reason)

    def close(self, applicant_id: str, loan_id: str) -> Changes:
        """What secured it is free again. Raises `KnownError`: `loan.unsettled` while anything is owed,
        `loan.closed` where it was closed before."""
        from workstation.lending.servicing.permitted import require_closable

        file = self.cases.applicant_file(applicant_id)
        require_closable(self.account_in(file, loan_id), loan_id)
        return keep_event(self.hand, file, loan_id, LoanEventKind.CLOSE, 0) | self.pledging.free(
            file, loan_id
        )

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
        return keep(self.hand, ActKind.LOG_CONTACT, file, record)

    def take_promise(self, applicant_id: str, loan_id: str, due_on: date, amount: int) -> Changes:
        """Raises `KnownError`: `promise.past`, `loan.amount`, `loan.settled`."""
        file = self.cases.applicant_file(applicant_id)
        self._open_account(file, loan_id)
        today = self.hand.clock.today()
        if due_on < today:
            raise refused("promise.past", "the day promised is past", loan_id)
        if amount <= 0:
            raise refused("loan.amount", "a promise is above zero", loan_id)
        promise = PromiseToPay(
            self.hand.new_id(), applicant_id, loan_id, today, due_on, amount, self.hand.officer.id
        )
        return keep(self.hand, ActKind.TAKE_PROMISE, file, promise)

    def check_funds(self, applicant_id: str, loan_id: str, as_agreed: bool, found: str) -> Changes:
        """Raises `KnownError`: `loan.reason`, `loan.not_drawn`."""
        require_reason(found, loan_id)
        file = self.cases.applicant_file(applicant_id)
        self.account_in(file, loan_id)
        record = FundsCheck(
            self.hand.new_id(), applicant_id, loan_id, self.hand.clock.today(), as_agreed,
            self.hand.officer.id, found.strip(),
        )  # fmt: skip
        return keep(self.hand, ActKind.CHECK_FUNDS, file, record)

    def claim_repayment(
        self, applicant_id: str, loan_id: str, paid_on: date, amount: int, channel: str, note: str = ""
    ) -> Changes:
        """An officer's word of a payment; it lowers nothing. Raises `KnownError`: `loan.amount`,
        `loan.late_day`, `loan.not_drawn`."""
        file = self.cases.applicant_file(applicant_id)
        self.account_in(file, loan_id)
        if amount <= 0:
            raise refused("loan.amount", "a payment is above zero", loan_id)
        if paid_on > self.hand.clock.today():
            raise refused("loan.late_day", "the day of payment is still to come", loan_id)
        claim = RepaymentClaim(
            self.hand.new_id(), applicant_id, loan_id, paid_on, amount, channel, self.hand.officer.id,
            self.hand.moment(), note,
        )  # fmt: skip
        return keep(self.hand, ActKind.CLAIM_REPAYMENT, file, claim)

    # --- the small parts

    def _open_account(self, file: ApplicantFile, loan_id: str) -> LoanAccount:
        from workstation.lending.servicing.permitted import require_open

        account = self.account_in(file, loan_id)
        require_open(account, loan_id)
        return account
