"""The rules of a loan after approval as the hub asks them: the desk's own, over what the hub has on record.

Goes in: the rulebook, the servicing policy and for how many days an offer holds. Comes out: the `LoanRules`
that the hub's examiners call. A refusal carries the desk's code, whichever end finds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from workstation.domain.lending import RepaymentMethod
from workstation.domain.pledges import pledges_in_force
from workstation.domain.records import ApplicantFile
from workstation.domain.servicing import Contact, LoanEvent, LoanEventKind, Pledge
from workstation.errors import KnownError
from workstation.hub.services import LoanRules
from workstation.services.loan_accounts import file_loans
from workstation.services.loan_views import draws_of, events_of
from workstation.services.offer_terms import agreed_sales

if TYPE_CHECKING:
    from workstation.domain.lending import Decision
    from workstation.lending import Rulebook
    from workstation.lending.servicing import Advance, LoanAccount, ServicingPolicy
    from workstation.lending.servicing.permitted import OfferDays

_TURNS = frozenset(
    {LoanEventKind.DRAW, LoanEventKind.RESCHEDULE, LoanEventKind.WRITE_OFF, LoanEventKind.CLOSE}
)
"""After these less can be drawn."""


def loan_rules(rules: Rulebook, policy: ServicingPolicy, offer_days: OfferDays) -> LoanRules:
    return LoanRules(
        check_draw=_Draws(rules, policy, offer_days).check,
        check_contact=_Contacts(policy).check,
        check_change=_Changes(rules, policy).check,
        check_release=_Releases(rules, policy).check,
    )


@dataclass(frozen=True, slots=True)
class _Draws:
    rules: Rulebook
    policy: ServicingPolicy
    offer_days: OfferDays

    def check(self, file: ApplicantFile, decision: Decision, event: LoanEvent) -> None:
        """A draw that arrives after something of a later day, from another workstation, is held to how the
        loan stands then too. Raises `KnownError`: `loan.expired`, `loan.conditions`, `product.unknown`,
        `loan.terms`, and as `require_drawable`, `require_promised` and `require_carried`."""
        from workstation.lending.lines import line_of, require_drawable, require_promised
        from workstation.lending.servicing import draw_terms, permitted

        product = self.rules.product(decision.offer.product if decision.offer else "")
        drawn = self._from(file, event)
        if not drawn:
            last = permitted.offer_holds_until(decision, file, self.offer_days)
            permitted.require_offer_holds(last, event.on, event.loan_id)
        line = line_of(product, decision, event.on, drawn[0] if drawn else None)
        require_drawable(line, event.amount, event.loan_id)
        for later in drawn[1:]:
            require_promised(line_of(product, decision, event.on, later), event.amount, event.loan_id)
        codes = (row.code for row in product.conditions)
        permitted.require_conditions(codes, file.condition_checks, decision.id, event.loan_id)
        terms = draw_terms(event)
        if decision.offer is not None:
            permitted.require_offered(terms, decision.offer, event.on, event.loan_id)
        if terms.sales != agreed_sales(decision):
            raise permitted.refusal("loan.terms", "it agrees another share of sales", event.loan_id)
        if terms.schedule.method is RepaymentMethod.ORDER:
            self._check_orders(file, event, terms.advances, _most_resting(drawn))

    def _from(self, file: ApplicantFile, event: LoanEvent) -> tuple[LoanAccount, ...]:
        """The loan's account on the day of a draw, and on each later day on which something was done that may
        leave less to draw; none where nothing was drawn."""
        if not (drawn := draws_of(file, event.loan_id)):
            return ()
        on = max(event.on, min(draw.on for draw in drawn))
        turns = (e.on for e in events_of(file, event.loan_id) if e.kind in _TURNS)
        loans = file_loans(file, self.policy, self.rules.policy.rounding)
        days = (on, *sorted({day for day in turns if day > on}))
        return tuple(loans.account(event.loan_id, day) for day in days)

    def _check_orders(
        self, file: ApplicantFile, event: LoanEvent, advances: Sequence[Advance], resting: Mapping[str, int]
    ) -> None:
        from workstation.lending.collateral import order_courses
        from workstation.lending.servicing import permitted

        pledged = {
            asset
            for pledge in pledges_in_force(file.pledges)
            if pledge.loan_id == event.loan_id
            for asset in pledge.assets
        }
        courses = order_courses(file.ledgers, pledged)
        most = self.rules.collateral.on(event.on).orders.advance_rate
        permitted.require_carried(advances, event.amount, resting, courses, most, event.loan_id)


def _most_resting(accounts: Sequence[LoanAccount]) -> Mapping[str, int]:
    """The most that rests on each order on any of these days, in fen."""
    most: dict[str, int] = {}
    for account in accounts:
        for asset, lent in account.resting.items():
            most[asset] = max(most.get(asset, 0), lent)
    return most


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
        """A cost, a closing, a rescheduling, part prepayment or write-off by a person in this role. Raises
        `KnownError`: `loan.settled`, `loan.unsettled`, `loan.closed`, `loan.role`, `loan.second`,
        `loan.amount`, `loan.write_off`, `loan.terms`, `prepayment.method`."""
        from workstation.lending.servicing import new_terms, permitted

        loans, where = file_loans(file, self.policy, self.rules.policy.rounding), event.loan_id
        if event.kind is LoanEventKind.CLOSE:
            last = max(event.on, *(draw.on for draw in draws_of(file, where)))
            permitted.require_closable(loans.account(where, last), where)
            return
        account = loans.account(where, event.on)
        if event.kind in (LoanEventKind.FEE, LoanEventKind.RECOVERY_COST):
            permitted.require_chargeable(account, event.amount, where)
            return
        permitted.require_open(account, where)
        row = self.policy.on(event.on)
        if event.kind is LoanEventKind.WRITE_OFF:
            permitted.require_role(role, row.write_off.role, where)
            permitted.require_hopeless(account, row.write_off, file.contacts, where)
        elif new_terms(event).prepayment:
            permitted.require_prepayable(account, where)
            permitted.require_held(account, event.amount, self.rules.policy.rounding, where)
        else:
            permitted.require_role(role, row.reschedule.role, where)
            named = account.terms.decision_id
            decider = next((d.decided_by for d in file.decisions if d.id == named), "")
            permitted.require_second(decider, event.made_by, where)


@dataclass(frozen=True, slots=True)
class _Releases:
    rules: Rulebook
    policy: ServicingPolicy

    def check(self, file: ApplicantFile, release: Pledge) -> None:
        """What a loan rests on stays pledged. A moment is in UTC, and the day of its maker may be the next:
        what was free on either was free. Raises `KnownError`: `pledge.resting`, `record.days` for a moment
        that is none."""
        from workstation.lending.servicing.permitted import rests

        drawn = draws_of(file, release.loan_id)
        if not drawn:
            return
        first = max(_day_of(release), min(draw.on for draw in drawn))
        loans = file_loans(file, self.policy, self.rules.policy.rounding)
        days = (loans.account(release.loan_id, day) for day in (first, first + timedelta(days=1)))
        if all(rests(account, release.assets) for account in days):
            raise KnownError(
                "pledge.resting",
                "the loan that it secures rests on it",
                where=release.loan_id,
                remedy="Have the newest repayments imported at the hub.",
            )


def _day_of(release: Pledge) -> date:
    try:
        return date.fromisoformat(release.pledged_at[:10])
    except ValueError:
        raise KnownError("record.days", "the release's moment is no date", where=release.id) from None
