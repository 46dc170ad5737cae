"""The limit staircase: every constraint on the amount with where it comes from, and the one that binds.

limit = min(request, product, ceiling and concentration less exposure, review, collateral base, capacity,
share of turnover, expected-loss budget), as far as the policy's steps for the product's basis go, and nothing
is multiplied afterwards: a strong seller who asks for 50,000 is offered 50,000. A step without evidence has
no amount and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import floor

from workstation.domain.lending import RepaymentMethod, Staircase, Step
from workstation.domain.text import Bilingual
from workstation.lending.capacity import (
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
from workstation.lending.product_parts import ProductKind
from workstation.lending.reasons import ReasonTable
from workstation.lending.said import loss_said
from workstation.lending.share_terms import expected_sales
from workstation.lending.terms import terms_of
from workstation.lending.wording import same

_MEASURED = Bilingual("按流水", "as measured")
_EXPECTED = Bilingual("按模型预计，低于流水", "as the model expects, below what was measured")
_BY_POLICY = Bilingual("按政策", "by the policy")
_BY_MODEL = Bilingual("按模型，不低于政策下限", "by the model, not below the policy's least")


@dataclass(frozen=True, slots=True)
class Question:
    """For what terms the limit is asked. `yearly_rate` is None where there is no price: then the steps that
    rest on it have no amount."""

    months: int
    method: RepaymentMethod | None
    yearly_rate: str | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """Everything that a step may look at."""

    case: LendingCase
    product: Product
    policy: Policy
    words: ReasonTable
    question: Question


def staircase(
    case: LendingCase, product: Product, policy: Policy, words: ReasonTable, asked: Question
) -> Staircase:
    """All steps and the limit in fen. The limit is rounded down to the product's step, but for a request
    that is within every other constraint: it is met as it was asked."""
    looked_at = _Asked(case, product, policy, words, asked)
    found = [(code, _STEPS[code](looked_at)) for code in policy.steps[product.basis]]
    steps = tuple(_eased(step, looked_at) for _, step in found if step is not None)
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


def _eased(step: Step, asked: _Asked) -> Step:
    """A step that the review of an existing limit eases: it cuts the limit by at most the policy's share,
    unless a loan is in arrears or the applicant is listed."""
    case, review = asked.case, asked.policy.review
    if case.former_limit is None or step.amount is None or step.code not in review.eased:
        return step
    least = floor(case.former_limit * (1 - review.down))
    if step.amount >= least or case.exposure.worst_days_past_due > 0 or case.applicant.listed_as:
        return step
    figures = {"reckoned": money(step.amount), "least": money(least), "down": percent(review.down, 0)}
    said = asked.words.note("eased", {**figures, "step": step.name})
    basis = Bilingual(f"{step.basis.zh}；{said.zh}", f"{step.basis.en}; {said.en}")
    return replace(step, amount=least, basis=basis)


def _request(asked: _Asked) -> Step:
    request = asked.case.application
    method = next((name for key, name in METHOD_NAMES.items() if key == request.method), same(request.method))
    figures = {"day": day(request.asked_on), "months": number(request.months), "method": method}
    return asked.words.step("request", max(request.amount, 0), figures)


def _product(asked: _Asked) -> Step:
    return asked.words.step("product", asked.product.maximum, {"product": asked.product.name.fill()})


def _ceiling(asked: _Asked) -> Step:
    exposure, policy = asked.case.exposure, asked.policy
    figures = {
        "ceiling": money(policy.ceiling),
        "own": money(exposure.own),
        "related": money(exposure.related),
    }
    return asked.words.step("ceiling", max(policy.ceiling - exposure.total, 0), figures)


def _single_borrower(asked: _Asked) -> Step | None:
    """Concentration: one borrower's share of the lender's capital. No row in force, no constraint."""
    exposure, policy = asked.case.exposure, asked.policy
    row = policy.concentration_on(asked.case.today)
    if row is None:
        return None
    share = {"share": percent(row.single_share, 0), "capital": money(policy.capital)}
    left = max(floor(policy.capital * row.single_share) - exposure.own, 0)
    return asked.words.step("single_borrower", left, {**share, "own": money(exposure.own)})


def _related_group(asked: _Asked) -> Step | None:
    exposure, policy = asked.case.exposure, asked.policy
    row = policy.concentration_on(asked.case.today)
    if row is None:
        return None
    figures = {
        "share": percent(row.related_share, 0),
        "capital": money(policy.capital),
        "own": money(exposure.own),
        "related": money(exposure.related),
    }
    left = max(floor(policy.capital * row.related_share) - exposure.total, 0)
    return asked.words.step("related_group", left, figures)


def _review(asked: _Asked) -> Step | None:
    """What a review may raise an existing limit to. Without a former limit there is nothing to review."""
    former, review = asked.case.former_limit, asked.policy.review
    if former is None:
        return None
    figures = {
        "former": money(former),
        "up": percent(review.up, 0),
        "down": percent(review.down, 0),
    }
    return asked.words.step("review", floor(former * (1 + review.up)), figures)


def _collateral(asked: _Asked) -> Step:
    base = asked.case.collateral
    if base is None or base.kind != asked.product.basis:
        return asked.words.step("collateral", None)
    figures = {
        "gross": money(base.gross),
        "haircut": money(base.haircut),
        "concentration": money(base.concentration_cut),
        "explanation": base.explanation,
    }
    return asked.words.step("collateral", max(base.base, 0), figures)


def _capacity(asked: _Asked) -> Step:
    case, policy, question = asked.case, asked.policy, asked.question
    found = affordable(case, policy)
    if found is None or question.yearly_rate is None or question.method is None:
        return asked.words.step("capacity", None)
    terms = terms_of(
        asked.product, policy, question.yearly_rate, question.months, question.method, case.draw_on
    )
    monthly = found.monthly
    if terms.share is not None:  # a weak month remits its share, and no more than it can bear
        sold = min(found.inflow, (expected_sales(case.cash) or 0) // 12)
        monthly = min(monthly, floor(sold * terms.share))
    factor = capacity_factor(case, policy)
    figures = {
        "inflow": money(found.inflow),
        "by": _EXPECTED if found.inflow_expected else _MEASURED,
        "goods": percent(found.goods, 1),
        "operating": percent(found.operating, 1),
        "tax": percent(found.tax, 1),
        "household": money(found.household),
        "cover": plain_decimal(policy.capacity.cover),
        "service": money(found.service),
        "monthly": money(monthly),
        "factor": plain_decimal(factor),
        "grade": same(case.assessment.grade),
        "domains": number(len(case.assessment.coverage.covered)),
    }
    return asked.words.step("capacity", floor(largest_principal(monthly, terms) * factor), figures)


def _turnover(asked: _Asked) -> Step:
    turnover, share = asked.case.cash.turnover_12m, asked.policy.turnover_share
    if turnover is None:
        return asked.words.step("turnover", None)
    figures = {"turnover": money(turnover), "share": percent(share, 0)}
    return asked.words.step("turnover", max(floor(turnover * share), 0), figures)


def _expected_loss(asked: _Asked) -> Step:
    case, policy, question = asked.case, asked.policy, asked.question
    output = case.assessment.output
    unpriced = asked.product.kind is ProductKind.LOAN and question.yearly_rate is None
    if output is None or output.probability is None or unpriced:
        return asked.words.step("expected_loss", None)
    days = (months_after(case.draw_on, question.months, policy.month_end) - case.draw_on).days
    probability = probability_over(output.probability, output.horizon_days, days)
    row = policy.admission_of(asked.product)
    loss, by_model = row.loss_given_default, loss_said(case, row) == row.loss_given_default
    factor = coverage_factor(case, policy)
    budget = policy.loss_budget.of(output.grade) * factor
    figures = {
        "budget": money(floor(budget)),
        "grade": same(output.grade),
        "probability": percent(probability),
        "days": number(days),
        "loss": percent(loss, 0),
        "by": _BY_MODEL if by_model else _BY_POLICY,
        "factor": plain_decimal(factor),
    }
    return asked.words.step("expected_loss", principal_within(budget, probability, loss), figures)


_STEPS: Mapping[str, Callable[[_Asked], Step | None]] = {
    "request": _request,
    "product": _product,
    "ceiling": _ceiling,
    "single_borrower": _single_borrower,
    "related_group": _related_group,
    "review": _review,
    "collateral": _collateral,
    "capacity": _capacity,
    "turnover": _turnover,
    "expected_loss": _expected_loss,
}
