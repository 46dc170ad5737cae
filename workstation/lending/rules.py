"""The ordered table of rules that look at a case before any amount does: what declines it, what refers it.

A rule is a row: a finding's code, the outcome it forces, and a test that gives the figures for its wording
where it fires. The order is the order in which findings are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from workstation.domain.lending import Finding, Outcome
from workstation.domain.text import Bilingual
from workstation.lending.capacity import affordable
from workstation.lending.case import LendingCase
from workstation.lending.duedates import MonthEnd, months_after
from workstation.lending.figures import Figures, day, either, listed, money, number, percent
from workstation.lending.policy import Policy
from workstation.lending.policy_limits import ModelRules
from workstation.lending.product import Product
from workstation.lending.product_parts import ProductKind
from workstation.lending.reasons import ReasonTable
from workstation.lending.said import share_said
from workstation.lending.wording import same

Test = Callable[[LendingCase, Product, Policy], Figures | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`lending` rules look at what a lender stands to lose: they say nothing of a file for a bank."""

    code: str
    outcome: Outcome
    test: Test
    lending: bool = True


def fired(
    outcome: Outcome, case: LendingCase, product: Product, policy: Policy, words: ReasonTable
) -> tuple[Finding, ...]:
    """The findings of every rule for `outcome` that fires, in the order of the table."""
    lends = product.kind is not ProductKind.REFERRAL
    rules = [rule for rule in RULES if rule.outcome is outcome and (lends or not rule.lending)]
    hits = ((rule.code, rule.test(case, product, policy)) for rule in rules)
    return tuple(words.finding(code, figures) for code, figures in hits if figures is not None)


def _no_consent(case: LendingCase, _product: Product, policy: Policy) -> Figures | None:
    scope = policy.hard.consent_scope
    return None if any(c.allows(scope, case.today) for c in case.consents) else {}


def _listing(code: str) -> Test:
    def test(case: LendingCase, _product: Product, policy: Policy) -> Figures | None:
        found = any(policy.hard.listings.get(listing) == code for listing in case.applicant.listed_as)
        return {} if found else None

    return test


def _other_listing(case: LendingCase, _product: Product, policy: Policy) -> Figures | None:
    others = [listing for listing in case.applicant.listed_as if listing not in policy.hard.listings]
    return {"listings": listed([same(listing) for listing in others])} if others else None


def _past_due(case: LendingCase, _product: Product, policy: Policy) -> Figures | None:
    days = case.exposure.worst_days_past_due
    most = policy.hard.past_due_days
    return {"days": number(days), "most": number(most)} if days >= most else None


def _shop_young(case: LendingCase, _product: Product, policy: Policy) -> Figures | None:
    opened = case.applicant.opened_on
    if opened is None or months_after(opened, policy.hard.shop_months, MonthEnd.CLAMP) <= case.today:
        return None
    return {"opened": day(opened), "months": number(policy.hard.shop_months)}


def _not_for(case: LendingCase, product: Product, _policy: Policy) -> Figures | None:
    applicant = case.applicant
    meant = applicant.kind in product.who.applicants and applicant.shop_kind in product.who.shop_kinds
    return None if meant else {"product": product.name.fill()}


def _disabled(_case: LendingCase, product: Product, _policy: Policy) -> Figures | None:
    return None if product.enabled else {"product": product.name.fill()}


def _platform(case: LendingCase, product: Product, _policy: Policy) -> Figures | None:
    wanted = product.who.platforms
    if not wanted or not set(wanted).isdisjoint(case.platforms):
        return None
    return {"product": product.name.fill(), "platforms": listed([same(name) for name in wanted])}


def _under_minimum(case: LendingCase, product: Product, _policy: Policy) -> Figures | None:
    if case.application.amount >= product.minimum:
        return None
    return {
        "amount": money(case.application.amount),
        "minimum": money(product.minimum),
        "product": product.name.fill(),
    }


def _score(case: LendingCase, product: Product, policy: Policy) -> Figures | None:
    output = case.assessment.output
    if output is None or output.probability is None:
        return None
    cutoff = policy.admission_of(product).cutoff
    # As it is written: the float 0.16 is a hair above 16 %.
    probability = Fraction(repr(output.probability))
    if probability <= cutoff:
        return None
    return {
        "probability": percent(probability),
        "cutoff": percent(cutoff),
        "days": number(output.horizon_days),
    }


def _no_model(case: LendingCase, product: Product, _policy: Policy) -> Figures | None:
    output = case.assessment.output
    if output is not None and output.probability is not None:
        accepted = not product.models or output.model in product.models
        return None if accepted else {"why": same(output.model)}
    # What a model of needs or of losses would want is no reason for having no probability.
    why = [o.why_not for o in case.assessment.outputs if o.role == "pd" and o.why_not is not None]
    return {"why": _in_a_row(why) if why else Bilingual("没有适用的模型", "no model applies")}


def _in_a_row(sentences: list[Bilingual]) -> Bilingual:
    distinct = list(dict.fromkeys(sentences))
    return Bilingual(";".join(s.zh for s in distinct), "; ".join(s.en for s in distinct))


def _missing_evidence(case: LendingCase, product: Product, _policy: Policy) -> Figures | None:
    covered = set(case.assessment.coverage.covered)
    lacking = [group for group in product.evidence.required if covered.isdisjoint(group)]
    if not lacking:
        return None
    return {"domains": listed([either(group) for group in lacking])}


def _no_cash(case: LendingCase, product: Product, policy: Policy) -> Figures | None:
    needed = set(policy.steps[product.basis])
    unaffordable = "capacity" in needed and affordable(case, policy) is None
    lacking = unaffordable or ("turnover" in needed and case.cash.turnover_12m is None)
    return {"months": number(policy.freshness.months_seen)} if lacking else None


def _no_base(case: LendingCase, product: Product, policy: Policy) -> Figures | None:
    """A product that rests on orders, goods or the supply chain, without anything of the kind on file."""
    if "collateral" not in policy.steps[product.basis]:
        return None
    base = case.collateral
    return {"product": product.name.fill()} if base is None or base.kind != product.basis else None


def _stale(case: LendingCase, product: Product, policy: Policy) -> Figures | None:
    """Age of the newest evidence that the product asks for, at the day of the assessment."""
    coverage = case.assessment.coverage
    wanted = [coverage.of(domain) for group in product.evidence.required for domain in group]
    newest = max((c.last for c in wanted if c.covered and c.last is not None), default=None)
    if newest is None:
        return None
    age = (case.assessment.as_of - newest).days
    if age <= policy.freshness.stale_days:
        return None
    return {"last": day(newest), "age": number(age), "most": number(policy.freshness.stale_days)}


def _suspected(role: str, most_of: Callable[[ModelRules], Fraction | None]) -> Test:
    """A model of `role` gives at least the policy's probability: a person looks before anybody lends."""

    def test(case: LendingCase, _product: Product, policy: Policy) -> Figures | None:
        said, most = share_said(case, role), most_of(policy.models)
        if said is None or most is None or said < most:
            return None
        return {"probability": percent(said, 1), "most": percent(most, 1)}

    return test


def _contradiction(case: LendingCase, _product: Product, _policy: Policy) -> Figures | None:
    """What a visit found does not agree, and nobody has explained it in a way that was taken."""
    if not case.contradictions:
        return None
    days = dict.fromkeys(one.visited_on for one in case.contradictions)
    return {
        "checks": listed([one.name for one in case.contradictions]),
        "day": listed([day(on) for on in days]),
    }


def _partner_bank(case: LendingCase, _product: Product, policy: Policy) -> Figures | None:
    if case.application.amount <= policy.ceiling:
        return None
    return {"amount": money(case.application.amount), "ceiling": money(policy.ceiling)}


RULES: tuple[Rule, ...] = (
    Rule("hard.no_consent", Outcome.DECLINE, _no_consent, lending=False),
    Rule("hard.sanctioned", Outcome.DECLINE, _listing("hard.sanctioned"), lending=False),
    Rule("hard.fraud", Outcome.DECLINE, _listing("hard.fraud"), lending=False),
    Rule("hard.dishonest_debtor", Outcome.DECLINE, _listing("hard.dishonest_debtor")),
    Rule("hard.past_due", Outcome.DECLINE, _past_due),
    Rule("hard.shop_young", Outcome.DECLINE, _shop_young),
    Rule("product.not_for", Outcome.DECLINE, _not_for, lending=False),
    Rule("product.disabled", Outcome.DECLINE, _disabled, lending=False),
    Rule("product.platform", Outcome.DECLINE, _platform, lending=False),
    Rule("product.under_minimum", Outcome.DECLINE, _under_minimum),
    Rule("decline.score", Outcome.DECLINE, _score),
    Rule("refer.listed", Outcome.REFER, _other_listing, lending=False),
    Rule("refer.missing_evidence", Outcome.REFER, _missing_evidence),
    Rule("refer.no_model", Outcome.REFER, _no_model),
    Rule("refer.no_cash", Outcome.REFER, _no_cash),
    Rule("refer.no_base", Outcome.REFER, _no_base),
    Rule("refer.stale", Outcome.REFER, _stale),
    Rule("refer.brushing", Outcome.REFER, _suspected("brushing", lambda models: models.brushing)),
    Rule("refer.contradiction", Outcome.REFER, _contradiction),
    Rule("refer.survey", Outcome.REFER, _suspected("survey", lambda models: models.survey)),
    Rule("refer.partner_bank", Outcome.REFER, _partner_bank),
)

UNPRICEABLE = frozenset({"refer.missing_evidence", "refer.no_model", "refer.no_cash", "refer.no_base"})
"""Referrals that leave nothing to rest an offer on."""
