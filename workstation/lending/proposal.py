"""What the rules propose for a request, and what forbids an offer that a person tries.

Goes in: a `LendingCase` and a `Rulebook`, nothing else, so that the same case gives the same bits years
later. Comes out: approve, counter-offer, refer or decline, with limit, offer, findings, reasons and the
authority it needs. A person decides; this only proposes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from workstation.domain.lending import AuthorityNeed, Finding, Offer, Outcome, Proposal, Staircase
from workstation.lending.authority import (
    NOBODY,
    authority_for,
    despite,
    may_approve,
    may_decide,
    role_name,
)
from workstation.lending.case import LendingCase
from workstation.lending.figures import Figures, listed, money
from workstation.lending.lateness import offer_breach
from workstation.lending.limits import Question, payable_limit, staircase
from workstation.lending.pricing import rate_of
from workstation.lending.product import Product
from workstation.lending.product_parts import ProductKind
from workstation.lending.rationale import rationale
from workstation.lending.rulebook import Rulebook
from workstation.lending.rules import RULES, UNPRICEABLE, fired
from workstation.lending.scenarios.applying import under
from workstation.lending.search import (
    Option,
    below_floor,
    best_option,
    option_asked,
    over_cap,
    terms_findings,
)
from workstation.lending.wording import same

_ABOUT_THE_CASE = frozenset(rule.code for rule in RULES) | {
    "refer.related_exposure",
    "refer.commitment",
    "refer.referral",
}
"""Findings that stay whatever offer is tried; the others depend on the offer."""
_GROUP_STEPS = ("ceiling", "related_group")
"""Steps that count what related applicants owe."""


def propose(case: LendingCase, rules: Rulebook) -> Proposal:
    """The proposal for the case's request. Raises `KnownError` (`product.unknown`, `scenario.unknown`)."""
    case, rules = under(case, rules)
    product = rules.product(case.application.product)
    declined = fired(Outcome.DECLINE, case, product, rules.policy, rules.reasons)
    if declined:
        return _proposal(case, product, rules, Outcome.DECLINE, declined, None, None)
    referred = fired(Outcome.REFER, case, product, rules.policy, rules.reasons)
    if product.kind is ProductKind.REFERRAL:
        referred += (rules.reasons.finding("refer.referral", {"product": product.name.fill()}),)
        return _proposal(case, product, rules, Outcome.REFER, referred, None, None)
    asked = option_asked(case, product, rules)
    if related := _related_exposure(case, asked, rules):
        referred += related
    if product.kind is ProductKind.COMMITMENT:
        referred += (_commitment(asked, product, rules),)
    if product.kind is ProductKind.COMMITMENT or not UNPRICEABLE.isdisjoint(f.code for f in referred):
        return _proposal(case, product, rules, Outcome.REFER, referred, asked.staircase, None)
    best = asked if related else best_option(case, product, rules, asked)
    return _from_option(case, product, rules, referred, asked, best)


def _from_option(
    case: LendingCase,
    product: Product,
    rules: Rulebook,
    referred: tuple[Finding, ...],
    asked: Option,
    best: Option,
) -> Proposal:
    findings = referred + asked.findings
    offer, steps = best.offer, best.staircase
    if offer is None:
        unpriced = any(f.code == "refer.no_price" for f in findings)
        outcome = Outcome.REFER if referred or unpriced else Outcome.DECLINE
        return _proposal(case, product, rules, outcome, findings, steps, None)
    findings += _less_than_asked(case, asked, best, offer, rules)
    if best.below_floor is not None:
        findings += (best.below_floor,)
        if not _may_except(best.below_floor.code, case, rules):
            return _proposal(case, product, rules, Outcome.REFER, findings, steps, offer)
    if referred:
        return _proposal(case, product, rules, Outcome.REFER, findings, steps, offer)
    need = _need(offer.amount, case, Outcome.APPROVE, (), rules)
    if not may_approve(case.officer_role, need):
        findings += (_over_authority(offer.amount, need, case, rules),)
        return _proposal(case, product, rules, Outcome.REFER, findings, steps, offer)
    outcome = Outcome.COUNTER if findings else Outcome.APPROVE
    return _proposal(case, product, rules, outcome, findings, steps, offer)


def _less_than_asked(
    case: LendingCase, asked: Option, best: Option, offer: Offer, rules: Rulebook
) -> tuple[Finding, ...]:
    """Why the request is not met as it was asked: the step that binds on its own terms, and the one that
    binds on the terms that are offered, where that is less too."""
    amount, short = case.application.amount, {}
    if best is not asked and asked.offer is not None and asked.offer.amount < amount:
        short[asked.staircase.binding] = asked.staircase
    if offer.amount < amount:
        short.setdefault(best.staircase.binding, best.staircase)
    return tuple(_limited(amount, code, steps, case, rules) for code, steps in short.items())


def _commitment(asked: Option, product: Product, rules: Rulebook) -> Finding:
    """A promise has a limit and no schedule; a higher role decides on it."""
    steps = asked.staircase
    figures = {
        "product": product.name.fill(),
        "limit": money(steps.limit),
        "binding": steps.step(steps.binding).name,
    }
    return rules.reasons.finding("refer.commitment", figures)


def _proposal(
    case: LendingCase,
    product: Product,
    rules: Rulebook,
    outcome: Outcome,
    findings: tuple[Finding, ...],
    steps: Staircase | None,
    offer: Offer | None,
) -> Proposal:
    amount = case.application.amount if offer is None else offer.amount
    excepted = () if outcome.lends else _to_except(findings, offer)
    return Proposal(
        outcome=outcome,
        requested=case.application.amount,
        staircase=steps,
        offer=offer,
        findings=findings,
        rationale=rationale(
            case, findings, product, rules.policy, rules.reasons, steps, rules.acting, rules.heard or ()
        ),
        authority=_need(amount, case, outcome, excepted, rules),
        product=product.code,
        product_version=product.version_hash,
        policy_version=rules.policy.version_hash,
    )


def _to_except(findings: Iterable[Finding], offer: Offer | None) -> tuple[str, ...]:
    """The findings that whoever approves would approve against. What the offer already keeps to, a limit or
    other terms, needs no exception."""
    about_case = [f.code for f in findings if f.code != "refer.authority"]
    if offer is None:
        return tuple(about_case)
    return tuple(code for code in about_case if code in _ABOUT_THE_CASE or code == "price.below_floor")


def _need(
    amount: int, case: LendingCase, outcome: Outcome, exceptions: Sequence[str], rules: Rulebook
) -> AuthorityNeed:
    product = rules.product(case.application.product)
    names = (product.code, product.family)
    return authority_for(amount, case.exposure.total + amount, outcome, rules.policy, exceptions, names=names)


def _related_exposure(case: LendingCase, asked: Option, rules: Rulebook) -> tuple[Finding, ...]:
    if asked.staircase.binding not in _GROUP_STEPS or case.exposure.related == 0:
        return ()
    figures = {
        "related": money(case.exposure.related),
        "names": listed([same(name) for name in case.exposure.related_names]),
        "ceiling": money(rules.policy.ceiling),
        "headroom": money(max(rules.policy.ceiling - case.exposure.total, 0)),
    }
    return (rules.reasons.finding("refer.related_exposure", figures),)


def _limited(amount: int, code: str, steps: Staircase, case: LendingCase, rules: Rulebook) -> Finding:
    """The finding that one step of the staircase allows less than `amount`."""
    step = steps.step(code)
    figures: Figures = {
        "amount": money(amount),
        "limit": money(step.amount or 0),
        "basis": step.basis,
        "own": money(case.exposure.own),
        "related": money(case.exposure.related),
    }
    return rules.reasons.finding(f"limit.{code}", figures)


def _over_authority(amount: int, need: AuthorityNeed, case: LendingCase, rules: Rulebook) -> Finding:
    figures = {
        "amount": money(amount),
        "total": money(case.exposure.total + amount),
        "role": role_name(need.role, rules.policy),
    }
    return rules.reasons.finding("refer.authority", figures)


def check_offer(offer: Offer, proposal: Proposal, case: LendingCase, rules: Rulebook) -> tuple[Finding, ...]:
    """What forbids this offer to the officer at the desk; empty where it can be made.

    Over the limit, over a cap, outside the product, at another price, over authority, or against a finding
    about the case (a hard rule, a referral). A finding that the policy lets the officer's role approve
    against is left out: for that role it forbids nothing.
    """
    case, rules = under(case, rules)
    found = _against(offer, proposal, case, rules)
    need = _need(offer.amount, case, Outcome.APPROVE, (), rules)
    if not may_decide(case.officer_role, need, rules.policy):
        found.append(_over_authority(offer.amount, need, case, rules))
    return tuple(f for f in found if not _may_except(f.code, case, rules))


def offer_exceptions(
    offer: Offer, proposal: Proposal, case: LendingCase, rules: Rulebook
) -> tuple[tuple[str, ...], AuthorityNeed]:
    """The codes of the findings that whoever makes this offer makes it against, each once, as far as anybody
    may; and the authority that the offer needs with them."""
    case, rules = under(case, rules)
    against = dict.fromkeys(f.code for f in _against(offer, proposal, case, rules))
    codes = tuple(code for code in against if despite(code, rules.policy) != NOBODY)
    return codes, _need(offer.amount, case, proposal.outcome, codes, rules)


def _against(offer: Offer, proposal: Proposal, case: LendingCase, rules: Rulebook) -> list[Finding]:
    """Every finding that speaks against this offer, authority apart."""
    product = rules.product(offer.product)
    found = [f for f in proposal.findings if f.code in _ABOUT_THE_CASE]
    found += terms_findings(product, offer.months, offer.method, offer.method.value, rules)
    found += _bounds(offer, product, case, rules)
    found += _over_limit(offer, product, case, rules)
    breach = offer_breach(offer, product, rules.policy)
    if breach is not None:
        found.append(over_cap(breach, case, product, rules, offer))
    if (short := below_floor(offer, case, product, rules)) is not None:
        found.append(short)
    return found


def _may_except(code: str, case: LendingCase, rules: Rulebook) -> bool:
    role = despite(code, rules.policy)
    return may_decide(case.officer_role, AuthorityNeed(role, role_name(role, rules.policy)), rules.policy)


def _bounds(offer: Offer, product: Product, case: LendingCase, rules: Rulebook) -> list[Finding]:
    name, amount = product.name.fill(), money(offer.amount)
    found: list[Finding] = []
    if offer.amount < product.minimum:
        figures = {"amount": amount, "minimum": money(product.minimum), "product": name}
        found.append(rules.reasons.finding("product.under_minimum", figures))
    if offer.amount > product.maximum:
        figures = {"amount": amount, "maximum": money(product.maximum), "product": name}
        found.append(rules.reasons.finding("product.over_maximum", figures))
    listed_rate = rate_of(case, product, rules.policy, offer.months)
    if listed_rate is not None and offer.yearly_rate != listed_rate:
        figures = {"rate": same(offer.yearly_rate), "listed": same(listed_rate)}
        found.append(rules.reasons.finding("product.price", figures))
    return found


def _over_limit(offer: Offer, product: Product, case: LendingCase, rules: Rulebook) -> list[Finding]:
    """One finding for each step that allows less than the offer, the product's own maximum apart."""
    asked = Question(offer.months, offer.method, offer.yearly_rate)
    steps = staircase(case, product, rules.policy, rules.reasons, asked)
    if offer.amount <= steps.limit:
        return []
    known = {step.code: step.amount for step in steps.steps if step.amount is not None}
    exceeded = [code for code in known if payable_limit(code, known, product) < offer.amount]
    return [_limited(offer.amount, code, steps, case, rules) for code in exceeded if code != "product"]


def proposal_digest(proposal: Proposal) -> str:
    """sha256 over the proposal's canonical JSON (sorted keys), in hex."""
    return hashlib.sha256(msgspec.json.encode(proposal, order="sorted")).hexdigest()
