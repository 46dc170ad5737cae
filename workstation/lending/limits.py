"""The limit staircase: every constraint on the amount with where it comes from, and the one that binds.

limit = min(request, product, ceiling less exposure, capacity, share of turnover, expected-loss budget), and
nothing is multiplied afterwards: a strong seller who asks for 50,000 is offered 50,000. A step without
evidence has no amount and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

from workstation.domain.lending import RepaymentMethod, Staircase, Step
from workstation.lending.capacity import (
    Terms,
    affordable,
    capacity_factor,
    coverage_factor,
    largest_principal,
)
from workstation.lending.case import LendingCase
from workstation.lending.default_risk import principal_within, probability_over
from workstation.lending.duedates import months_after
from workstation.lending.figures import METHOD_NAMES, day, money, number, percent, plain_decimal
from workstation.lending.policy import Policy
from workstation.lending.product import Product
from workstation.lending.reasons import ReasonTable
from workstation.lending.wording import same


@dataclass(frozen=True, slots=True)
class Question:
    """For what terms the limit is asked. `yearly_rate` is None where there is no price: then the steps that
    rest on it have no amount."""

    months: int
    method: RepaymentMethod
    yearly_rate: str | None


def staircase(
    case: LendingCase, product: Product, policy: Policy, words: ReasonTable, asked: Question
) -> Staircase:
    """All steps and the limit in fen. The limit is rounded down to the product's step, but for a request
    that is within every other constraint: it is met as it was asked."""
    steps = (
        _request(case, words),
        _product(product, words),
        _ceiling(case, policy, words),
        _capacity(case, product, policy, words, asked),
        _turnover(case, policy, words),
        _expected_loss(case, product, policy, words, asked),
    )
    known = {step.code: step.amount for step in steps if step.amount is not None}
    binding = min(known, key=lambda code: known[code])
    limit = payable_limit(binding, known, product)
    others = {code: amount for code, amount in known.items() if code != binding}
    next_code = min(others, key=lambda code: others[code])
    return Staircase(steps, limit, binding, payable_limit(next_code, others, product))


def payable_limit(binding: str, amounts: Mapping[str, int], product: Product) -> int:
    """The binding amount as it can be lent: a request as it is, anything else in whole steps."""
    amount = amounts[binding]
    return amount if binding == "request" else amount // product.step * product.step


def _request(case: LendingCase, words: ReasonTable) -> Step:
    request = case.application
    method = next((name for key, name in METHOD_NAMES.items() if key == request.method), same(request.method))
    figures = {"day": day(request.asked_on), "months": number(request.months), "method": method}
    return words.step("request", max(request.amount, 0), figures)


def _product(product: Product, words: ReasonTable) -> Step:
    return words.step("product", product.maximum, {"product": product.name.fill()})


def _ceiling(case: LendingCase, policy: Policy, words: ReasonTable) -> Step:
    figures = {
        "ceiling": money(policy.ceiling),
        "own": money(case.exposure.own),
        "related": money(case.exposure.related),
    }
    return words.step("ceiling", max(policy.ceiling - case.exposure.total, 0), figures)


def _capacity(
    case: LendingCase, product: Product, policy: Policy, words: ReasonTable, asked: Question
) -> Step:
    found = affordable(case, policy)
    if found is None or asked.yearly_rate is None:
        return words.step("capacity", None)
    terms = Terms(
        asked.yearly_rate,
        asked.months,
        asked.method,
        case.draw_on,
        product.day_count,
        policy.rounding,
        policy.month_end,
    )
    factor = capacity_factor(case, policy)
    figures = {
        "inflow": money(found.inflow),
        "goods": percent(found.goods, 1),
        "operating": percent(found.operating, 1),
        "tax": percent(found.tax, 1),
        "household": money(found.household),
        "cover": plain_decimal(policy.capacity.cover),
        "service": money(found.service),
        "monthly": money(found.monthly),
        "factor": plain_decimal(factor),
        "grade": same(case.assessment.grade),
        "domains": number(len(case.assessment.coverage.covered)),
    }
    return words.step("capacity", floor(largest_principal(found.monthly, terms) * factor), figures)


def _turnover(case: LendingCase, policy: Policy, words: ReasonTable) -> Step:
    turnover = case.cash.turnover_12m
    if turnover is None:
        return words.step("turnover", None)
    figures = {"turnover": money(turnover), "share": percent(policy.turnover_share, 0)}
    return words.step("turnover", max(floor(turnover * policy.turnover_share), 0), figures)


def _expected_loss(
    case: LendingCase, product: Product, policy: Policy, words: ReasonTable, asked: Question
) -> Step:
    output = case.assessment.output
    if output is None or output.probability is None or asked.yearly_rate is None:
        return words.step("expected_loss", None)
    days = (months_after(case.draw_on, asked.months, policy.month_end) - case.draw_on).days
    probability = probability_over(output.probability, output.horizon_days, days)
    loss = policy.admission[product.code].loss_given_default
    factor = coverage_factor(case, policy)
    budget = policy.loss_budget.of(output.grade) * factor
    figures = {
        "budget": money(floor(budget)),
        "grade": same(output.grade),
        "probability": percent(probability),
        "days": number(days),
        "loss": percent(loss, 0),
        "factor": plain_decimal(factor),
    }
    return words.step("expected_loss", principal_within(budget, probability, loss), figures)
