"""Functions of numbers. What has no value, such as the root of -1, is NaN; nothing is ever raised."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal

from workstation.surveys.xpath.functions.signature import Function

_MOST_PLACES = 30


def _safe(compute: Callable[..., float]) -> Callable[..., float]:
    """NaN where the mathematics has no answer, infinity where the number would be too large."""

    def run(*numbers: float) -> float:
        try:
            return float(compute(*numbers))
        except (ValueError, ZeroDivisionError):
            return math.nan
        except OverflowError:
            return math.inf

    return run


def round_to(number: float, places: float = 0.0) -> float:
    """A half goes up, towards plus infinity, in the decimal that one reads: round(2.675, 2) is 2.68."""
    if not math.isfinite(number) or not math.isfinite(places):
        return number if math.isfinite(places) else math.nan
    digits = math.trunc(places)
    if abs(digits) > _MOST_PLACES:
        return math.nan
    unit = Decimal(1).scaleb(-digits)
    exact = Decimal(repr(number))
    return float(((exact / unit) + Decimal("0.5")).to_integral_value(ROUND_FLOOR) * unit)


def whole(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


def _floor(number: float) -> float:
    return float(math.floor(number)) if math.isfinite(number) else number


def _ceiling(number: float) -> float:
    return float(math.ceil(number)) if math.isfinite(number) else number


def _log(number: float) -> float:
    return -math.inf if number == 0 else math.log(number)


def _log10(number: float) -> float:
    return -math.inf if number == 0 else math.log10(number)


def _pow(number: float, power: float) -> float:
    if number == 0 and power < 0:
        return math.inf
    return math.pow(number, power)


NUMBERS = {
    "int": Function("n", whole),
    "round": Function("n?n", round_to),
    "floor": Function("n", _floor),
    "ceiling": Function("n", _ceiling),
    "abs": Function("n", abs),
    "pow": Function("nn", _safe(_pow)),
    "log": Function("n", _safe(_log)),
    "log10": Function("n", _safe(_log10)),
    "exp": Function("n", _safe(math.exp)),
    "exp10": Function("n", _safe(lambda number: math.pow(10.0, number))),
    "sqrt": Function("n", _safe(math.sqrt)),
    "sin": Function("n", _safe(math.sin)),
    "cos": Function("n", _safe(math.cos)),
    "tan": Function("n", _safe(math.tan)),
    "asin": Function("n", _safe(math.asin)),
    "acos": Function("n", _safe(math.acos)),
    "atan": Function("n", _safe(math.atan)),
    "atan2": Function("nn", _safe(math.atan2)),
    "pi": Function("", lambda: math.pi),
}
