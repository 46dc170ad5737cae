"""How cross-checks print: names of checks and roads, and figures with their units, alike on paper and on
screen."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache

from workstation.services.survey_paper import CheckWords
from workstation.surveys.checks import CHECKS, Check, Measure, SideUnit

NOT_JUDGED = "—"
"""Stands for a deviation that cannot be told."""


@cache
def check_words() -> Mapping[str, CheckWords]:
    """The words of every check by its code."""
    return {code: _words(check) for code, check in CHECKS.items()}


def side_text(check: str, road: str, value: str) -> str:
    """A road's value as it prints; of a check or road that this version does not know, as it is."""
    known = CHECKS.get(check)
    return _unit(value, known.roads[road][1]) if known and road in known.roads else value


def measure_text(check: str, value: str) -> str:
    """A deviation or a tolerance as it prints."""
    known = CHECKS.get(check)
    return _measured(value, known.measure) if known else value or NOT_JUDGED


def _words(check: Check) -> CheckWords:
    return CheckWords(
        check.name,
        {road: name for road, (name, _) in check.roads.items()},
        lambda road, value: side_text(check.code, road, value),
        lambda value: _measured(value, check.measure),
    )


def _unit(value: str, unit: SideUnit) -> str:
    if unit is SideUnit.MOMENT:
        return value.replace("T", " ")
    number = _number(value)
    if number is None:
        return value
    if unit is SideUnit.SHARE:
        return _percent(number)
    if unit is SideUnit.METRES:
        return f"{number:,f} m"
    return f"{number:,.2f}" if unit is SideUnit.YUAN else f"{number:,f}"


def _measured(value: str, measure: Measure) -> str:
    number = _number(value)
    if number is None:
        return NOT_JUDGED
    if measure is Measure.SHARE:
        return _percent(number)
    return f"{number:,f} {'m' if measure is Measure.METRES else 'min'}"


def _percent(share: Decimal) -> str:
    return f"{share * 100:,.2f}%".replace("-", "−")


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
