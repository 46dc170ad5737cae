"""Paying approvals out: what must be met, what can be drawn today, and the draw.

A product that is lent once is drawn once; a line (循环额度) as often as what is repaid frees it. What is lent
against orders or documents is pledged before the money goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workstation.domain.acts import ActKind
from workstation.domain.file_papers import ConditionCheck, ConsentScope
from workstation.domain.lending import Decision, Offer, RepaymentMethod
from workstation.domain.records import ApplicantFile
from workstation.domain.seen import Seen
from workstation.domain.servicing import LoanEventKind
from workstation.events import Changes
from workstation.ports import CaseStore, KeptDecision
from workstation.services.acting import Hand
from workstation.services.confirming import confirmation_here
from workstation.services.loan_accounts import file_loans
from workstation.services.loan_records import keep, keep_event, refused, require_reason
from workstation.services.loan_views import Condition, loan_ids
from workstation.services.models import Models
from workstation.services.offer_terms import agreed_sales
from workstation.services.pledging import Pledging, reckon_base
from workstation.services.reading import readable, seen_here

if TYPE_CHECKING:
    from workstation.domain.lending import SalesAgreed, Schedule
    from workstation.lending import Rulebook
    from workstation.lending.collateral import Item, Reckoned
    from workstation.lending.lines import Line
    from workstation.lending.product import Product
    from workstation.lending.servicing import DrawTerms, LoanAccount, ServicingPolicy
    from workstation.lending.servicing.permitted import OfferDays


@dataclass(frozen=True, slots=True)
class _Standing:
    """An approval as a draw finds it, and what there is to lend against, None for a product that rests on a
    record."""

    line: Line
    found: Reckoned | None


@dataclass(frozen=True, slots=True)
class Drawing:
    cases: CaseStore
    hand: Hand
    rules: Rulebook
    policy: ServicingPolicy
    offer_days: OfferDays
    """For how many days an offer may be accepted, and drawn."""
    models: Models

    @property
    def pledging(self) -> Pledging:
        return Pledging(self.cases, self.hand)

    # --- before the draw

    def conditions(self, applicant_id: str, application_id: str) -> tuple[Condition, ...]:
        """What must be met before money is paid out, each with the newest check of it. Raises `KnownError`
        (`loan.undecided`)."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        return self.conditions_in(file, self._decided(applicant_id, application_id).decision)

    def conditions_in(self, file: ApplicantFile, decision: Decision) -> tuple[Condition, ...]:
        """The same of a file that was read, for an approval."""
        from workstation.lending.servicing.permitted import newest_check

        return tuple(
            Condition(row.code, row.name.fill(), newest_check(file.condition_checks, decision.id, row.code))
            for row in self._product(decision).conditions
        )

    def check_condition(
        self, applicant_id: str, application_id: str, code: str, met: bool, how: str
    ) -> Changes:
        """Record one condition found met or not. Raises `KnownError`: `loan.undecided`,
        `loan.condition_unknown`, `loan.reason` where nothing says how it was found."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        decision = self._decided(applicant_id, application_id).decision
        if all(row.code != code for row in self._product(decision).conditions):
            raise refused("loan.condition_unknown", f"the product has no condition {code}", application_id)
        require_reason(how, application_id)
        check = ConditionCheck(
            self.hand.new_id(), applicant_id, decision.id, code, met, self.hand.officer.id,
            self.hand.clock.today(), how.strip(),
        )  # fmt: skip
        return keep(self.hand, ActKind.CHECK_CONDITION, file, check)

    def line(self, applicant_id: str, application_id: str) -> Line:
        """What can be drawn on an approval today. Raises `KnownError` (`loan.undecided`)."""
        decision = self._decided(applicant_id, application_id).decision
        file = self.cases.applicant_file(applicant_id)
        return self.line_in(file, decision, self._account(file, application_id))

    def line_in(self, file: ApplicantFile, decision: Decision, account: LoanAccount | None) -> Line:
        """The same of a file that was read with its ledgers, for an approval with its account as of today,
        None before the first draw."""
        return self._standing(file, decision, account).line

    def _account(self, file: ApplicantFile, loan_id: str) -> LoanAccount | None:
        if loan_id not in loan_ids(file):
            return None
        loans = file_loans(file, self.policy, self.rules.policy.rounding)
        return loans.account(loan_id, self.hand.clock.today())

    def _standing(self, file: ApplicantFile, decision: Decision, account: LoanAccount | None) -> _Standing:
        from workstation.lending.collateral import BASES
        from workstation.lending.lines import line_of

        today, product, loan_id = self.hand.clock.today(), self._product(decision), decision.application_id
        found, room = None, None
        if product.basis.value in BASES:
            basis, policy = product.basis.value, self.rules.collateral
            seen = readable(file, today)
            chance = confirmation_here(self.models, basis, seen.ledgers, today, decision)
            found = reckon_base(seen, basis, today, policy, loan_id, chance)
            room = sum(found.rooms(account.resting if account else {}))
        return _Standing(line_of(product, decision, today, account, room), found)

    def offer_holds_until(self, file: ApplicantFile, decision: Decision) -> date | None:
        """The last day of the first draw, by what is on record of its acceptance; None once it was drawn."""
        from workstation.lending.servicing import permitted

        if decision.application_id in loan_ids(file):
            return None
        return permitted.offer_holds_until(decision, file, self.offer_days)

    # --- the draw

    def draw(self, applicant_id: str, application_id: str, *, amount: int | None = None) -> Changes:
        """Pay out today, all that can be drawn or `amount` fen; the schedule becomes definitive.

        Raises `KnownError`: `loan.undecided`, `loan.not_firm`, `loan.expired` after the offer's last day,
        `loan.conditions` with the names of what is unmet; where nothing can be drawn `loan.drawn`,
        `loan.closed`, `loan.line_ended`, `loan.restructured`, `loan.overdue`; `loan.amount`;
        `loan.collateral` where the product rests on something and less of it is there today, `consent.data`
        where it may not be read.
        """
        from workstation.lending.consent import require_consent
        from workstation.lending.lines import require_drawable

        file = self.cases.applicant_file(applicant_id)
        kept = self._decided(applicant_id, application_id)
        self._require_payable(file, kept)
        account = self._account(file, application_id)
        standing = self._standing(file, kept.decision, account)
        if standing.found is not None:
            require_consent(file, ConsentScope.DATA, self.hand.clock.today())
        line = standing.line
        drawn = (line.available or line.free) if amount is None else amount
        require_drawable(line, drawn, application_id)
        resting = account.resting if account else {}
        lent = standing.found.allot(drawn, resting) if standing.found else ()
        secured = self.pledging.secure(file, application_id, (item for item, _ in lent))
        if account is not None:
            kept_for = {*resting, *(item.asset for item, _ in lent)}
            secured |= self.pledging.free(file, application_id, but_for=kept_for)
        terms = self._terms(kept.decision, drawn, lent, seen_here(file))
        event = keep_event(self.hand, file, application_id, LoanEventKind.DRAW, drawn, terms=terms)
        return secured | event

    def _require_payable(self, file: ApplicantFile, kept: KeptDecision) -> None:
        """The decision is firm, the offer holds where nothing was drawn yet, the conditions are met."""
        from workstation.lending.servicing import permitted

        decision, loan_id = kept.decision, kept.decision.application_id
        if not kept.firm:
            raise refused("loan.not_firm", "the decision is not firm yet", decision.id)
        if (last := self.offer_holds_until(file, decision)) is not None:
            permitted.require_offer_holds(last, self.hand.clock.today(), loan_id)
        codes = (row.code for row in self._product(decision).conditions)
        permitted.require_conditions(codes, file.condition_checks, decision.id, loan_id)

    def _terms(
        self, decision: Decision, drawn: int, lent: tuple[tuple[Item, int], ...], seen: Seen | None
    ) -> DrawTerms:
        """What the draw freezes. Only an order loan falls due by what it was lent on."""
        from workstation.lending.lateness import late_terms
        from workstation.lending.prepayment import PREPAYMENT
        from workstation.lending.servicing import Advance, DrawTerms

        offer, product, today = _offer(decision), self._product(decision), self.hand.clock.today()
        agreed = agreed_sales(decision)
        late = late_terms(product, self.rules.policy, offer.yearly_rate, today)
        by_order = offer.method is RepaymentMethod.ORDER
        return DrawTerms(
            decision.id,
            self._plan(product, offer, drawn, agreed),
            late.yearly_rate,
            late.grace_days,
            tuple(str(fee.share) for fee in product.fees.terms if fee.event == PREPAYMENT),
            tuple(Advance(item.asset, part, str(item.rate)) for item, part in lent if by_order),
            agreed,
            seen if by_order else None,
        )

    def _plan(self, product: Product, offer: Offer, drawn: int, agreed: SalesAgreed | None) -> Schedule:
        """From today; of a share of sales as the decision expected them."""
        from workstation.lending.terms import terms_of

        sales = agreed.yearly_sales if agreed is not None else None
        today, policy = self.hand.clock.today(), self.rules.policy
        terms = terms_of(product, policy, offer.yearly_rate, offer.months, offer.method, today, sales)
        return terms.schedule(drawn)

    # --- the small parts

    def _product(self, decision: Decision) -> Product:
        return self.rules.product(_offer(decision).product)

    def _decided(self, applicant_id: str, application_id: str) -> KeptDecision:
        """The approval that stands on the application."""
        found = [k for k in self.cases.decisions(applicant_id) if k.decision.application_id == application_id]
        if not found or found[0].decision.offer is None:
            raise refused("loan.undecided", "no approval stands on this application", application_id)
        return found[0]


def _offer(decision: Decision) -> Offer:
    if decision.offer is None:
        raise ValueError("an approval has an offer")
    return decision.offer
