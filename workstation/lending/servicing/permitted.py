"""What may be done on a loan: the lender's rules for a draw and for what follows it, asked twice.

Goes in: records and an account, as the desk or the hub has them. Comes out: nothing, or the refusal. Both
ends call these same functions, so that the hub refuses what the desk let pass for one reason only: it knows
more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor

from workstation.domain.file_papers import ConditionCheck
from workstation.domain.lending import Decision, Offer, RepaymentMethod
from workstation.domain.money import Rounding, yuan
from workstation.domain.records import ApplicantFile
from workstation.domain.servicing import Contact
from workstation.errors import KnownError
from workstation.lending.methods import DAILY
from workstation.lending.schedule import parse_rate
from workstation.lending.servicing.account import Advance, DrawTerms, LoanAccount
from workstation.lending.servicing.policy import ContactRules, WriteOffRules
from workstation.lending.servicing.trade import OrderCourse

OFFERING_PAPERS = frozenset({"approval", "counter_offer"})
"""The papers that tell an applicant until when an offer holds."""
CONTRACT = "contract"


def newest_check(checks: Iterable[ConditionCheck], decision_id: str, code: str) -> ConditionCheck | None:
    """The newest word on one disbursement condition of a decision, None where nobody has looked."""
    found = (check for check in checks if (check.decision_id, check.code) == (decision_id, code))
    return max(found, key=lambda check: check.id, default=None)


def require_conditions(
    codes: Iterable[str], checks: Iterable[ConditionCheck], decision_id: str, where: str
) -> None:
    """Every disbursement condition was looked at, and by the newest look is met. Raises `KnownError`
    (`loan.conditions`) with the codes of those that are not."""
    known = tuple(checks)
    newest = {code: newest_check(known, decision_id, code) for code in codes}
    unmet = [code for code, check in newest.items() if check is None or not check.met]
    if unmet:
        raise refusal("loan.conditions", f"not met: {', '.join(unmet)}", where)


@dataclass(frozen=True, slots=True)
class OfferDays:
    """From the day on which an applicant was told of an offer: so many to accept it, so many to draw it."""

    accept: int
    valid: int


def offer_holds_until(decision: Decision, file: ApplicantFile, days: OfferDays) -> date:
    """The last day on which a decision's offer may be drawn first. The days count from the newest paper that
    told the applicant of it and was not voided, or from the decision where there is none. It was accepted in
    time where by then a contract was made out, or a condition of the draw was found met: without either it
    ends with the time to accept it."""
    voided = {void.letter_id for void in file.voids}
    papers = [one for one in file.letters if one.decision_id == decision.id and one.id not in voided]
    told = [one.issued_at for one in papers if one.kind in OFFERING_PAPERS]
    since = max(_day(moment) for moment in (decision.decided_at, *told))
    accept_by = since + timedelta(days=days.accept)
    signs = [_day(one.issued_at) for one in papers if one.kind == CONTRACT]
    signs += [c.checked_on for c in file.condition_checks if c.decision_id == decision.id and c.met]
    accepted = any(day <= accept_by for day in signs)
    return since + timedelta(days=days.valid) if accepted else accept_by


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def require_offer_holds(holds_until: date, on: date, where: str) -> None:
    """Raises `KnownError` (`loan.expired`) after the offer's last day."""
    if on > holds_until:
        raise refusal("loan.expired", f"the offer held until {holds_until.isoformat()}", where)


def require_contact_allowed(rule: ContactRules, at: datetime, earlier: Iterable[Contact], where: str) -> None:
    """A contact lies in the permitted hours of its local day, and is not one too many on it. `earlier` are
    all contacts with the borrower. Raises `KnownError`: `contact.hours`, `contact.too_many`."""
    if not rule.first_hour <= at.hour < rule.end_hour:
        raise refusal(
            "contact.hours", f"contacts are permitted from {rule.first_hour} to {rule.end_hour}", where
        )
    day = at.date().isoformat()
    if sum(contact.at[:10] == day for contact in earlier) >= rule.most_a_day:
        raise refusal("contact.too_many", f"at most {rule.most_a_day} contacts a day", where)


def require_offered(terms: DrawTerms, offer: Offer, on: date, where: str) -> None:
    """A draw is repaid as the offer says, at its rate, from the day on which it was paid out. What a share of
    sales bears is a fixed fee, and no rate of its schedule. Raises `KnownError` (`loan.terms`)."""
    plan, by_sales = terms.schedule, offer.method is RepaymentMethod.SHARE_OF_SALES
    same_rate = by_sales or parse_rate(plan.yearly_rate) == parse_rate(offer.yearly_rate)
    if plan.method is not offer.method or plan.start != on or not same_rate:
        raise refusal("loan.terms", "its schedule is not the one that was decided on", where)


def require_carried(
    advances: Sequence[Advance],
    amount: int,
    resting: Mapping[str, int],
    orders: Mapping[str, OrderCourse],
    most: Fraction,
    where: str,
) -> None:
    """A draw of `amount` fen is lent on orders that are pledged for the loan (`orders`), on none more than it
    carries with what rests on it, and on none at a share above `most`. Raises `KnownError`
    (`loan.collateral`)."""
    if sum(advance.amount for advance in advances) != amount:
        raise refusal("loan.collateral", "what is lent on the orders is not what was drawn", where)
    lent = dict(resting)
    for advance in advances:
        course, rate = orders.get(advance.asset), Fraction(advance.rate)
        if course is None:
            raise refusal("loan.collateral", f"{advance.asset} is not pledged for this loan", where)
        lent[advance.asset] = lent.get(advance.asset, 0) + advance.amount
        if rate > most or advance.amount <= 0 or lent[advance.asset] > floor(course.value * rate):
            raise refusal("loan.collateral", f"{advance.asset} does not carry so much", where)


def require_role(role: str, wanted: str, where: str) -> None:
    """Raises `KnownError` (`loan.role`)."""
    if role != wanted:
        raise refusal("loan.role", f"only a {wanted} may do this", where)


def require_second(decided_by: str, made_by: str, where: str) -> None:
    """Who decided on a loan does not reschedule it (审贷分离). Raises `KnownError` (`loan.second`)."""
    if decided_by == made_by:
        raise refusal("loan.second", "who decided on the loan does not reschedule it", where)


def require_prepayable(account: LoanAccount, where: str) -> None:
    """A part can be prepaid by hand: not where sales repay the loan, as new terms would end their share and
    its fee, nor where what comes in repays it by itself, as they would forget what rests on which order.
    Raises `KnownError` (`prepayment.method`)."""
    method = account.schedule.method
    by_itself = method in DAILY and not account.terms.early_fees
    if by_itself or method is RepaymentMethod.SHARE_OF_SALES:
        raise refusal("prepayment.method", "no part of it is prepaid by hand", where)


def require_held(account: LoanAccount, principal: int, rounding: Rounding, where: str) -> None:
    """A prepayment of `principal` fen is taken from credit that covers it, the interest accrued and the fee
    for paying early, and only while nothing is overdue. Raises `KnownError` (`loan.amount`)."""
    if principal <= 0:
        raise refusal("loan.amount", "a prepayment is above zero", where)
    wanted = principal + account.accrued + account.terms.early_fee(principal, rounding)
    if account.overdue or wanted > account.credit:
        held = f"{yuan(account.credit)} yuan are held of {yuan(wanted)}, interest and fee included"
        raise refusal("loan.amount", held, where)
    if principal >= account.balances.principal:
        raise refusal("loan.amount", "the whole principal is settled, not prepaid", where)


def require_hopeless(
    account: LoanAccount, rule: WriteOffRules, contacts: Iterable[Contact], where: str
) -> None:
    """What the policy asks before a loan is written off: days past due and contacts about this loan, and
    that it was not written off before. Raises `KnownError` (`loan.write_off`)."""
    tried = sum(contact.loan_id == account.loan_id for contact in contacts)
    if account.written_off_on or account.days_past_due < rule.days_past_due or tried < rule.contacts:
        raise refusal(
            "loan.write_off",
            f"{account.days_past_due} of {rule.days_past_due} days past due, "
            f"{tried} of {rule.contacts} contacts on record",
            where,
        )


def require_open(account: LoanAccount, where: str) -> None:
    """Raises `KnownError` (`loan.settled`) where nothing is owed any more."""
    if account.settled:
        raise refusal("loan.settled", "nothing is owed on it", where)


def require_chargeable(account: LoanAccount, amount: int, where: str) -> None:
    """A cost of `amount` fen is put on a loan that is open. Raises `KnownError`: `loan.settled`,
    `loan.amount`."""
    require_open(account, where)
    if amount <= 0:
        raise refusal("loan.amount", "a cost is above zero", where)


def require_closable(account: LoanAccount, where: str) -> None:
    """Nothing is owed on a loan, and nobody closed it before. Raises `KnownError`: `loan.unsettled`,
    `loan.closed`."""
    if not account.settled:
        raise refusal("loan.unsettled", f"{yuan(account.to_settle)} yuan would settle it today", where)
    if account.closed_on is not None:
        raise refusal("loan.closed", "this loan was closed before", where)


def rests(account: LoanAccount, assets: Iterable[str]) -> bool:
    """Whether a loan rests on one of these assets. Of an order loan that runs and is not overdue its own
    orders alone hold what was lent on them; any other holds whatever secures it until it is settled."""
    by_order = account.terms.advances and not (account.restructured or account.days_past_due)
    return not account.settled and (not by_order or any(asset in account.resting for asset in assets))


_REMEDIES = {
    "loan.conditions": "Check each of them and record it.",
    "loan.expired": "Decide on it anew.",
    "loan.collateral": "Have the newest orders imported at the hub, and draw again.",
    "loan.terms": "Draw it again at the desk.",
    "loan.role": "Leave it to a supervisor.",
    "loan.second": "Leave it to a colleague.",
    "loan.amount": "Correct the amount.",
    "prepayment.method": "Let what comes in repay it.",
    "loan.settled": "There is nothing to do.",
    "loan.unsettled": "Collect what is owed first.",
    "loan.closed": "There is nothing to do.",
    "loan.write_off": "Wait until the policy's conditions are met.",
    "contact.hours": "Contact the borrower within these hours.",
    "contact.too_many": "Wait until another day.",
}


def refusal(code: str, message: str, where: str) -> KnownError:
    """A refusal of one of the rules here, with what to do about it."""
    return KnownError(code, message, where=where, remedy=_REMEDIES[code])
