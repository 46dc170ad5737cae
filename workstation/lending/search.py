"""Finding what can be offered: the request on its own terms first, and on the product's other terms where
those allow nothing.

Goes in: a case that no hard rule declines. Comes out: the option asked for and the best one, each with its
staircase and either an offer or the findings that forbid one. Found by trying, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.lending import Finding, Offer, RepaymentMethod, Staircase
from workstation.domain.text import Bilingual
from workstation.lending.caps import Breach, cap_breach, measured_cost
from workstation.lending.case import LendingCase
from workstation.lending.figures import METHOD_NAMES, listed, money, number
from workstation.lending.limits import Question, staircase
from workstation.lending.offers import make_offer
from workstation.lending.policy import Measure
from workstation.lending.product import Product
from workstation.lending.rulebook import Rulebook
from workstation.lending.wording import same


@dataclass(frozen=True, slots=True)
class Option:
    """One way to lend: terms, limit, and the largest offer on them, or why there is none."""

    months: int
    method: RepaymentMethod | None
    staircase: Staircase
    offer: Offer | None
    findings: tuple[Finding, ...]


def requested_method(case: LendingCase) -> RepaymentMethod | None:
    """The method asked for; None for a word that is no method."""
    return next((m for m in RepaymentMethod if m == case.application.method), None)


def option_asked(case: LendingCase, product: Product, rules: Rulebook) -> Option:
    """The request on its own terms. Terms that the product does not have give their findings instead."""
    months, method = case.application.months, requested_method(case)
    findings = terms_findings(product, months, method, case.application.method, rules)
    if findings or method is None:
        shown = method or product.methods[0]
        steps = staircase(case, product, rules.policy, rules.reasons, Question(months, shown, None))
        return Option(months, method, steps, None, findings)
    return option(case, product, rules, months, method)


def best_option(case: LendingCase, product: Product, rules: Rulebook, asked: Option) -> Option:
    """The option asked for where it gives an offer; else the largest offer on the product's other terms, of
    equal ones the nearest to what was asked; else the option asked for."""
    if asked.offer is not None:
        return asked
    others = [
        option(case, product, rules, months, method, explained=False)
        for months in product.tenors
        for method in product.methods
        if (months, method) != (asked.months, asked.method)
    ]
    offered = [(other, other.offer.amount) for other in others if other.offer is not None]
    if not offered:
        return asked
    nearest = min(
        offered,
        key=lambda pair: (-pair[1], pair[0].method is not asked.method, abs(pair[0].months - asked.months)),
    )
    return nearest[0]


def option(
    case: LendingCase,
    product: Product,
    rules: Rulebook,
    months: int,
    method: RepaymentMethod,
    *,
    explained: bool = True,
) -> Option:
    """The largest offer on some terms of the product. An option that is only tried need not be `explained`:
    then it has no findings, and the terms that would pass a cap are not looked for."""
    words, policy, grade = rules.reasons, rules.policy, case.assessment.grade
    rate = product.rate(grade, months)
    steps = staircase(case, product, policy, words, Question(months, method, rate))
    if rate is None:
        finding = words.finding("refer.no_price", {"grade": same(grade or "–"), "months": number(months)})
        return Option(months, method, steps, None, (finding,))
    if steps.limit < product.minimum:
        findings = (_below_minimum(steps, product, rules),) if explained else ()
        return Option(months, method, steps, None, findings)
    offer = make_offer(product, policy, case, steps.limit, months, method)
    breach = cap_breach(offer.schedule, offer.cost, product.family, policy)
    if breach is not None:
        findings = (over_cap(breach, case, product, rules, offer),) if explained else ()
        return Option(months, method, steps, None, findings)
    return Option(months, method, steps, offer, ())


def terms_findings(
    product: Product, months: int, method: RepaymentMethod | None, word: str, rules: Rulebook
) -> tuple[Finding, ...]:
    """What of a tenor and a method the product does not have."""
    findings: list[Finding] = []
    if months not in product.tenors:
        tenors = listed([number(tenor) for tenor in product.tenors])
        figures = {"months": number(months), "tenors": tenors, "product": product.name.fill()}
        findings.append(rules.reasons.finding("product.tenor", figures))
    if method is None or method not in product.methods:
        name = same(word) if method is None else METHOD_NAMES[method]
        figures = {"method": name, "product": product.name.fill()}
        findings.append(rules.reasons.finding("product.method", figures))
    return tuple(findings)


def _below_minimum(steps: Staircase, product: Product, rules: Rulebook) -> Finding:
    binding = steps.step(steps.binding)
    figures = {
        "limit": money(steps.limit),
        "minimum": money(product.minimum),
        "binding": binding.name,
        "basis": binding.basis,
    }
    return rules.reasons.finding("limit.below_minimum", figures)


_MEASURE_NAMES = {
    Measure.NOMINAL: Bilingual("名义", "nominal"),
    Measure.EFFECTIVE: Bilingual("实际", "effective"),
}


def over_cap(breach: Breach, case: LendingCase, product: Product, rules: Rulebook, offer: Offer) -> Finding:
    """The finding that an offer is over a cap: by how much, and on which terms the same amount would pass."""
    figures = {
        "cost": same(f"{breach.cost:.4f}%"),
        "cap": same(f"{breach.cap:.4f}%"),
        "over": number(f"{breach.over:.4f}"),
        "measure": _MEASURE_NAMES[breach.row.measure],
        "source": breach.row.source.fill(),
        "passing": _passing_terms(breach, case, product, rules, offer),
    }
    return rules.reasons.finding("cap.over", figures)


def _passing_terms(
    breach: Breach, case: LendingCase, product: Product, rules: Rulebook, offer: Offer
) -> Bilingual:
    passing: list[Bilingual] = []
    for months in product.tenors:
        for method in product.methods:
            if product.rate(case.assessment.grade, months) is None:
                continue
            tried = make_offer(product, rules.policy, case, offer.amount, months, method)
            if cap_breach(tried.schedule, tried.cost, product.family, rules.policy) is None:
                cost = f"{measured_cost(tried.cost, breach.row.measure):.4f}%"
                name = METHOD_NAMES[method]
                passing.append(
                    Bilingual(f"{months} 个月{name.zh}（{cost}）", f"{months} months, {name.en} ({cost})")
                )
    return listed(passing) if passing else Bilingual("无", "none")
