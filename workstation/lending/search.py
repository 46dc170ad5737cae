"""Finding what can be offered: the request on its own terms first, and on the product's other terms where
those do not meet it.

Goes in: a case that no hard rule declines. Comes out: the option asked for and the best one, each with its
staircase and either an offer or the findings that forbid one. Found by trying, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from workstation.domain.lending import Finding, Offer, RepaymentMethod, Staircase
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.lending.caps import Breach, measured_cost
from workstation.lending.case import LendingCase
from workstation.lending.cost import all_in_cost
from workstation.lending.figures import METHOD_NAMES, listed, money, number, percent
from workstation.lending.lateness import offer_breach
from workstation.lending.limits import Question, staircase
from workstation.lending.offers import make_offer
from workstation.lending.passing import highest_passing_rate
from workstation.lending.policy import Measure
from workstation.lending.pricing import floor_of_offer, rate_of
from workstation.lending.product import Product
from workstation.lending.product_parts import ProductKind
from workstation.lending.rulebook import Rulebook
from workstation.lending.share_terms import expected_sales
from workstation.lending.terms import terms_of
from workstation.lending.wording import same


@dataclass(frozen=True, slots=True)
class Option:
    """One way to lend: terms, limit, and the largest offer on them, or why there is none. `below_floor` says
    that the offer's price does not cover what it costs: it can be made by a higher role only."""

    months: int
    method: RepaymentMethod | None
    staircase: Staircase
    offer: Offer | None
    findings: tuple[Finding, ...]
    below_floor: Finding | None = None

    @property
    def sound(self) -> int:
        """Fen that can be offered on these terms without anybody's exception; 0 where nothing can."""
        return self.offer.amount if self.offer is not None and self.below_floor is None else 0


def requested_method(case: LendingCase) -> RepaymentMethod | None:
    """The method asked for; None for a word that is no method."""
    return next((m for m in RepaymentMethod if m == case.application.method), None)


def option_asked(case: LendingCase, product: Product, rules: Rulebook) -> Option:
    """The request on its own terms. Terms that the product does not have give their findings instead, and a
    product that lends no money has a limit and no offer."""
    months, method = case.application.months, requested_method(case)
    findings: tuple[Finding, ...] = ()
    if product.kind is ProductKind.LOAN:
        findings = terms_findings(product, months, method, case.application.method, rules)
    if findings or method is None or product.kind is not ProductKind.LOAN:
        steps = staircase(case, product, rules.policy, rules.reasons, Question(months, method, None))
        return Option(months, method, steps, None, findings)
    return option(case, product, rules, months, method)


def best_option(case: LendingCase, product: Product, rules: Rulebook, asked: Option) -> Option:
    """The option asked for where it meets the request; else the largest offer on any terms of the product
    that passes limit, cap and floor, of equal ones the nearest to what was asked. Where none passes, the
    option asked for, or the first whose only fault is its price.

    The terms are tried from the highest limit down, so that the first that passes is the largest."""
    if asked.sound and asked.sound >= case.application.amount:
        return asked
    policy, words = rules.policy, rules.reasons
    others: list[tuple[int, bool, int, Question, Staircase]] = []
    for months in product.tenors:
        rate = rate_of(case, product, policy, months)
        for method in product.methods:
            if rate is None or (months, method) == (asked.months, asked.method):
                continue
            question = Question(months, method, rate)
            steps = staircase(case, product, policy, words, question)
            farther = (method is not asked.method, abs(months - asked.months))
            others.append((-steps.limit, *farther, question, steps))
    fallback = asked
    for negative, _, _, question, steps in sorted(others, key=lambda other: other[:3]):
        if -negative <= asked.sound:
            break
        tried = _largest(case, product, rules, question, steps, explained=False)
        if tried.sound:
            return tried
        if fallback.offer is None and tried.offer is not None:
            fallback = tried
    return fallback


def option(
    case: LendingCase, product: Product, rules: Rulebook, months: int, method: RepaymentMethod
) -> Option:
    """The largest offer on some terms of the product, with the findings that forbid one."""
    rate = rate_of(case, product, rules.policy, months)
    question = Question(months, method, rate)
    steps = staircase(case, product, rules.policy, rules.reasons, question)
    return _largest(case, product, rules, question, steps, explained=True)


def _largest(
    case: LendingCase,
    product: Product,
    rules: Rulebook,
    question: Question,
    steps: Staircase,
    *,
    explained: bool,
) -> Option:
    """What the limit of `steps` comes to as an offer. An option that is only tried need not be `explained`:
    then it has no findings, and the terms that would pass a cap are not looked for."""
    months, method, policy = question.months, question.method, rules.policy
    if question.yearly_rate is None or method is None:
        figures = {"grade": same(case.assessment.grade or "–"), "months": number(months)}
        return Option(months, method, steps, None, (rules.reasons.finding("refer.no_price", figures),))
    if steps.limit < product.minimum:
        findings = (_below_minimum(steps, product, rules),) if explained else ()
        return Option(months, method, steps, None, findings)
    offer = _made(product, rules, case, steps.limit, months, method)
    if offer is None:
        return Option(months, method, steps, None, ())
    breach = offer_breach(offer, product, policy)
    if breach is not None:
        findings = (over_cap(breach, case, product, rules, offer),) if explained else ()
        return Option(months, method, steps, None, findings)
    return Option(months, method, steps, offer, (), below_floor(offer, case, product, rules))


def _made(
    product: Product, rules: Rulebook, case: LendingCase, amount: int, months: int, method: RepaymentMethod
) -> Offer | None:
    """The offer; None where sales that nobody knows, or that are too few, would have to repay it. Then the
    staircase lacks its steps, and the case is referred for that."""
    try:
        return make_offer(product, rules.policy, case, amount, months, method)
    except KnownError as error:
        if error.code not in ("sales.terms", "sales.unknown"):
            raise
        return None


def below_floor(offer: Offer, case: LendingCase, product: Product, rules: Rulebook) -> Finding | None:
    """The finding that an offer's rate does not cover funding, loss, cost and capital; None where it does,
    or where no model says how probable a loss is."""
    least = floor_of_offer(case, product, rules.policy, offer)
    rate = Fraction(offer.yearly_rate)
    if least is None or rate >= least.total:
        return None
    figures = {
        "rate": percent(rate),
        "floor": percent(least.total),
        "short": percent(least.total - rate),
    }
    return rules.reasons.finding("price.below_floor", figures)


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
        "when": _when(breach),
        "source": breach.row.source.fill(),
        "passing": _passing_terms(breach, case, product, rules, offer),
        "price": _passing_price(case, product, rules, offer),
    }
    return rules.reasons.finding("cap.over", figures)


def _when(breach: Breach) -> Bilingual:
    if breach.in_default:
        return Bilingual("逾期时", "in default")
    if breach.after_days is None:
        return Bilingual("按期偿还", "repaid as scheduled")
    days = breach.after_days
    return Bilingual(f"第 {days} 天提前还清", f"repaid on day {days}")


def _passing_terms(
    breach: Breach, case: LendingCase, product: Product, rules: Rulebook, offer: Offer
) -> Bilingual:
    passing: list[Bilingual] = []
    for months in product.tenors:
        if rate_of(case, product, rules.policy, months) is None:
            continue
        for method in product.methods:
            tried = _made(product, rules, case, offer.amount, months, method)
            if tried is not None and offer_breach(tried, product, rules.policy) is None:
                cost = f"{measured_cost(tried.cost, breach.row.measure):.4f}%"
                name = METHOD_NAMES[method]
                passing.append(
                    Bilingual(f"{months} 个月{name.zh}（{cost}）", f"{months} months, {name.en} ({cost})")
                )
    return listed(passing) if passing else Bilingual("无", "none")


def _passing_price(case: LendingCase, product: Product, rules: Rulebook, offer: Offer) -> Bilingual:
    """The highest yearly rate at which the same amount would pass on the terms that were tried."""
    policy, start, sales = rules.policy, offer.schedule.start, expected_sales(case.cash)

    def passes(rate: str) -> bool:
        terms = terms_of(product, policy, rate, offer.months, offer.method, start, sales)
        schedule = terms.schedule(offer.amount)
        tried = replace(offer, yearly_rate=rate, schedule=schedule, cost=all_in_cost(schedule))
        return offer_breach(tried, product, policy) is None

    found = highest_passing_rate(passes, offer.yearly_rate)
    return Bilingual("无", "none") if found is None else percent(Fraction(found))
