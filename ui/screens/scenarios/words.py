"""What a scenario asks and changes, in the language in force: a line each, as (what, figures)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.translation import said, translate
from ui.widgets.format import money, percent, with_minus
from ui.widgets.words import SHOP_KINDS, named
from workstation.domain.evidence import DOMAIN_NAMES
from workstation.domain.text import Bilingual
from workstation.domain.words import PLATFORMS, TRADES

if TYPE_CHECKING:
    from workstation.lending.scenarios.definition import Scenario

CONTEXT = "Scenarios"

_STAGES: Mapping[str, Bilingual] = {
    "new": Bilingual("新店", "new"),
    "growing": Bilingual("成长", "growing"),
    "mature": Bilingual("成熟", "mature"),
    "declining": Bilingual("衰退", "declining"),
}


def scope_lines(scenario: Scenario, products: Mapping[str, Bilingual]) -> Iterator[tuple[str, str]]:
    """Whom it speaks of; nothing where it speaks of everybody."""
    scope = scenario.scope
    rows: tuple[tuple[str, Any], ...] = (
        (QT_TRANSLATE_NOOP("Scenarios", "Products"), [named(products, one) for one in scope.products]),
        (QT_TRANSLATE_NOOP("Scenarios", "Platforms"), [named(PLATFORMS, one) for one in scope.platforms]),
        (QT_TRANSLATE_NOOP("Scenarios", "Trades"), [named(TRADES, one) for one in scope.trades]),
        (
            QT_TRANSLATE_NOOP("Scenarios", "Kinds of shop"),
            [named(SHOP_KINDS, one.value) for one in scope.shop_kinds],
        ),
        (
            QT_TRANSLATE_NOOP("Scenarios", "Stages of growth"),
            [named(_STAGES, one.value) for one in scope.stages],
        ),
    )
    for what, names in rows:
        if names:
            yield translate(CONTEXT, what), " · ".join(names)


def change_lines(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Each figure that it changes."""
    admission, limits, price = scenario.admission, scenario.limits, scenario.price
    if admission.cutoff is not None:
        yield _line(QT_TRANSLATE_NOOP("Scenarios", "Declined above a default probability of"),
                    percent(float(admission.cutoff), 2))  # fmt: skip
    if admission.points:
        yield _line(
            QT_TRANSLATE_NOOP("Scenarios", "Points on the score"), with_minus(f"{admission.points:+d}")
        )
    most = {grade: money(yuan * 100) for grade, yuan in limits.most_yuan.items()}
    factors = {grade: percent(float(factor), 0) for grade, factor in limits.grade_factors.items()}
    losses = {grade: money(yuan * 100) for grade, yuan in limits.loss_budget_yuan.items()}
    yield from _by_grade(QT_TRANSLATE_NOOP("Scenarios", "Lent at most"), most)
    yield from _by_grade(QT_TRANSLATE_NOOP("Scenarios", "Capacity counts"), factors)
    yield from _by_grade(QT_TRANSLATE_NOOP("Scenarios", "One loan may be expected to lose"), losses)
    if limits.turnover_share is not None:
        share = percent(float(limits.turnover_share), 0)
        yield _line(QT_TRANSLATE_NOOP("Scenarios", "Share of a year's sales"), share)
    rates = {grade: percent(float(rate), 2) for grade, rate in price.rates.items()}
    yield from _by_grade(QT_TRANSLATE_NOOP("Scenarios", "Yearly rate"), rates)
    if price.add:
        moved = with_minus(f"{float(price.add) * 100:+.2f}%")
        yield _line(QT_TRANSLATE_NOOP("Scenarios", "Added to the yearly rate"), moved)
    for group in scenario.evidence.require:
        names = " / ".join(said(DOMAIN_NAMES[domain]) for domain in group)
        yield _line(QT_TRANSLATE_NOOP("Scenarios", "Evidence asked for"), names)
    for group in scenario.evidence.waive:
        names = " / ".join(said(DOMAIN_NAMES[domain]) for domain in group)
        yield _line(QT_TRANSLATE_NOOP("Scenarios", "Evidence not asked for"), names)
    if scenario.weights is not None:
        bundle = f"{scenario.weights.bundle}-{scenario.weights.version}"
        yield _line(QT_TRANSLATE_NOOP("Scenarios", "Assessed by the models"), bundle)


def _by_grade(what: str, figures: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if figures:
        yield _line(what, " · ".join(f"{grade} {figure}" for grade, figure in figures.items()))


def _line(what: str, figures: str) -> tuple[str, str]:
    return translate(CONTEXT, what), figures
