"""What scenarios change for one case, figure by figure: score, admission, limits, price, evidence.

One function a figure; each asks `precedence` whose value holds and compares it with what the rules say
without it. Where that is the same for this case, nothing is changed and nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from msgspec import structs

from workstation.domain.assessment import ModelOutput
from workstation.domain.text import Bilingual
from workstation.lending.case import LendingCase
from workstation.lending.figures import Figures, day, either, money, number, percent, plain_decimal
from workstation.lending.passing import rate_text
from workstation.lending.policy import Policy
from workstation.lending.policy_limits import ANY
from workstation.lending.product import Product
from workstation.lending.reasons import ReasonTable
from workstation.lending.scenarios.definition import Scenario
from workstation.lending.scenarios.effects import Effect, EffectCode
from workstation.lending.scenarios.precedence import holding, lowest, points_of
from workstation.lending.scenarios.score import scored
from workstation.lending.wording import same

_NO_PRICE = Bilingual("无报价", "no price")


@dataclass
class Working:
    """One case on the way through the figures: what holds so far, and what was said of it."""

    case: LendingCase
    product: Product
    policy: Policy
    words: ReasonTable
    scenarios: Sequence[Scenario]
    effects: list[Effect] = field(default_factory=list)

    @property
    def output(self) -> ModelOutput | None:
        return self.case.assessment.output

    @property
    def grade(self) -> str:
        return self.case.assessment.grade

    def say(self, code: EffectCode, by: Scenario, added: int = 0, **figures: Bilingual) -> None:
        known: Figures = {
            "scenario": by.name.fill(),
            "version": number(by.version),
            "until": day(by.until),
            **figures,
        }
        text = self.words.effect(code, known)
        self.effects.append(Effect(code, by.id, by.version, by.until, by.name.fill(), text, added))


def _weights(work: Working) -> None:
    """The models were chosen when the case was made; here it is only said by whom."""
    spoke = work.case.assessment.bundle
    for one in work.scenarios:
        if one.weights is not None and one.weights.sha256 == spoke.sha256:
            work.say(EffectCode.WEIGHTS, one, bundle=same(f"{spoke.name}-{spoke.version}"))


def _points(work: Working) -> None:
    for one, points in points_of(work.scenarios, work.policy.scenarios.most_points):
        before = work.output
        if before is None or before.probability is None:
            return
        after = scored(before, before.probability, points, work.policy.pricing)
        outputs = tuple(after if o is before else o for o in work.case.assessment.outputs)
        work.case = replace(work.case, assessment=replace(work.case.assessment, outputs=outputs))
        work.say(
            EffectCode.POINTS,
            one,
            points,
            points=number(f"{points:+d}"),
            before=percent(_exact(before.probability)),
            after=percent(_exact(after.probability or 0.0)),
        )


def _cutoff(work: Working) -> None:
    held = holding(work.scenarios, lambda one: one.admission.cutoff, lambda cutoff: cutoff)
    output = work.output
    if held is None or output is None or output.probability is None:
        return
    one, cutoff = held
    ordinary, probability = work.policy.admission_of(work.product), _exact(output.probability)
    if (probability > ordinary.cutoff) == (probability > cutoff):
        return
    rows = {**work.policy.admission, work.product.code: structs.replace(ordinary, threshold=cutoff)}
    work.policy = structs.replace(work.policy, admission=rows)
    work.say(EffectCode.CUTOFF, one, before=percent(ordinary.cutoff), after=percent(cutoff))


def _most(work: Working) -> None:
    held = lowest(
        work.scenarios, lambda one: one.limits.most_yuan.get(work.grade, one.limits.most_yuan.get(ANY))
    )
    amounts = work.product.amounts
    if held is None or held[1] >= amounts.maximum_yuan:
        return
    one, most = held
    before = work.product.maximum
    lower = structs.replace(amounts, maximum_yuan=max(most, amounts.minimum_yuan))
    work.product = structs.replace(work.product, amounts=lower)
    work.say(EffectCode.MOST, one, grade=same(work.grade), before=money(before), after=money(most * 100))


def _grade_factor(work: Working) -> None:
    grade, capacity = work.grade, work.policy.capacity
    held = holding(work.scenarios, lambda one: one.limits.grade_factors.get(grade), lambda factor: factor)
    if held is None or "capacity" not in _steps(work) or held[1] == capacity.grade_factors[grade]:
        return
    one, factor = held
    factors = {**capacity.grade_factors, grade: factor}
    work.policy = structs.replace(work.policy, capacity=structs.replace(capacity, grade_factors=factors))
    before = plain_decimal(capacity.grade_factors[grade])
    work.say(EffectCode.GRADE_FACTOR, one, grade=same(grade), before=before, after=plain_decimal(factor))


def _loss_budget(work: Working) -> None:
    grade, budget = work.grade, work.policy.loss_budget
    held = holding(work.scenarios, lambda one: one.limits.loss_budget_yuan.get(grade), Fraction)
    if held is None or held[1] * 100 == budget.of(grade):
        return
    one, yuan = held
    changed = structs.replace(budget, yuan={**budget.yuan, grade: yuan})
    work.policy = structs.replace(work.policy, loss_budget=changed)
    before, after = money(budget.of(grade)), money(changed.of(grade))
    work.say(EffectCode.LOSS_BUDGET, one, grade=same(grade), before=before, after=after)


def _turnover(work: Working) -> None:
    held = holding(work.scenarios, lambda one: one.limits.turnover_share, lambda share: share)
    before = work.policy.turnover_share
    if held is None or held[1] == before or "turnover" not in _steps(work):
        return
    work.policy = structs.replace(work.policy, turnover_share=held[1])
    work.say(EffectCode.TURNOVER, held[0], before=percent(before, 0), after=percent(held[1], 0))


def _rate(work: Working) -> None:
    """The price of the case's grade. Of a computed price a scenario moves the margin, and sets no rate."""
    grade = work.grade
    if not grade:
        return
    if work.product.computed_price is not None:
        _margin(work, grade)
        return
    now = {row.months: row.rates.get(grade) for row in work.product.price}
    if not now:  # a commitment or a referral has no price to move
        return

    def priced(one: Scenario) -> dict[int, str | None] | None:
        if (set_rate := one.price.rates.get(grade)) is not None:
            return dict.fromkeys(now, set_rate)
        if not one.price.add:
            return None
        moved = {months: rate and _moved(rate, one.price.add) for months, rate in now.items()}
        return moved if any(moved.values()) else None

    held = holding(work.scenarios, priced, lambda rates: -max(Fraction(r) for r in rates.values() if r))
    if held is None or held[1] == now:
        return
    one, after = held
    rows = tuple(
        structs.replace(row, rates={**row.rates, **({grade: rate} if (rate := after[row.months]) else {})})
        for row in work.product.price
    )
    work.product = structs.replace(work.product, price=rows)
    asked = work.case.application.months if work.case.application.months in now else min(now)
    work.say(EffectCode.RATE, one, grade=same(grade), before=_price(now[asked]), after=_price(after[asked]))


def _margin(work: Working, grade: str) -> None:
    price = work.product.computed_price
    held = holding(work.scenarios, lambda one: one.price.add or None, lambda add: -add)
    if price is None or held is None or grade not in price.margins:
        return
    before = price.margins[grade]
    after = max(before + held[1], Fraction(0))
    if after == before:
        return
    moved = structs.replace(price, margins={**price.margins, grade: after})
    work.product = structs.replace(work.product, computed_price=moved)
    work.say(EffectCode.RATE, held[0], grade=same(grade), before=percent(before), after=percent(after))


def _floor(work: Working) -> None:
    """Whom a scenario lets in, its budget pays for where it says so; nobody else's price is touched."""
    letting_in = {e.scenario_id for e in work.effects if e.code is EffectCode.CUTOFF}
    bearing = (one for one in work.scenarios if one.budget is not None and one.budget.bears_loss)
    by = next((one for one in bearing if one.id in letting_in), None)
    if by is None:
        return
    work.policy = structs.replace(work.policy, pricing=structs.replace(work.policy.pricing, loss_borne=True))
    work.say(EffectCode.FLOOR, by)


def _evidence(work: Working) -> None:
    required = work.product.evidence.required
    wanted = {group: one for one in work.scenarios for group in one.evidence.require}
    waived = {group: one for one in work.scenarios for group in one.evidence.waive if group not in wanted}
    for group, one in wanted.items():
        if group not in required:
            required = (*required, group)
            work.say(EffectCode.REQUIRE, one, domains=either(group))
    for group, one in waived.items():
        if group in required:
            required = tuple(other for other in required if other != group)
            work.say(EffectCode.WAIVE, one, domains=either(group))
    evidence = structs.replace(work.product.evidence, required=required)
    work.product = structs.replace(work.product, evidence=evidence)


CHANGES: tuple[Callable[[Working], None], ...] = (
    _weights,
    _points,
    _cutoff,
    _most,
    _grade_factor,
    _loss_budget,
    _turnover,
    _rate,
    _floor,
    _evidence,
)
"""In this order: points move the grade that limits and prices go by."""


def _steps(work: Working) -> tuple[str, ...]:
    return work.policy.steps.get(work.product.basis, ())


def _exact(probability: float) -> Fraction:
    """As it is written: the float 0.16 is a hair above 16 %."""
    return Fraction(repr(probability))


def _moved(rate: str, add: Fraction) -> str:
    return rate_text(max(Fraction(rate) + add, Fraction(0)))


def _price(rate: str | None) -> Bilingual:
    return _NO_PRICE if rate is None else percent(Fraction(rate))
