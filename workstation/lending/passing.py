"""What would pass the caps where an offer does not: the highest price, and the tenors. Found by trying.

Goes in: how to make the schedule at a price or a tenor, a family of products and a policy. Comes out: the
yearly rate as a text, and the months.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from workstation.domain.lending import Schedule
from workstation.lending.caps import cap_breach
from workstation.lending.cost import all_in_cost
from workstation.lending.overdue import LateTerms
from workstation.lending.policy import Policy
from workstation.lending.schedule import parse_rate

PRICE_STEP = Fraction(1, 10_000)
"""Prices are set in hundredths of a per cent a year where a product names no other step."""

_PLACES = 10


def highest_passing_rate(passes: Callable[[str], bool], most: str, step: Fraction = PRICE_STEP) -> str | None:
    """The highest yearly rate of whole steps, at most `most`, that passes; None where not even a rate of zero
    does.

    Cost never falls when the rate rises, but for the rounding of single fen; so the range is halved, and then
    the next steps up are tried until one fails. Raises `KnownError` (`schedule.rate`, and what `passes`
    raises).
    """
    if step <= 0:
        raise ValueError("the step of a price must be above zero")

    def passes_at(steps: int) -> bool:
        return passes(rate_text(steps * step))

    highest = int(parse_rate(most) / step)
    if not passes_at(0):
        return None
    low, high = 0, highest + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if passes_at(middle) else (low, middle)
    while low < highest and passes_at(low + 1):
        low += 1
    return rate_text(low * step)


def passing_tenors(
    schedule_for: Callable[[int], Schedule | None],
    tenors: Iterable[int],
    family: str,
    policy: Policy,
    late: LateTerms | None = None,
) -> tuple[int, ...]:
    """Those of the tenors at which the loan is within every cap. `schedule_for` gives None for a tenor that
    has no price."""
    made = ((months, schedule_for(months)) for months in tenors)
    return tuple(
        months
        for months, schedule in made
        if schedule is not None and within_caps(schedule, family, policy, late)
    )


def within_caps(schedule: Schedule, family: str, policy: Policy, late: LateTerms | None = None) -> bool:
    return cap_breach(schedule, all_in_cost(schedule), family, policy, late) is None


def rate_text(rate: Fraction) -> str:
    """A rate as schedules carry it, "0.1825": exact. Raises `ValueError` for more than ten decimals."""
    scaled = rate * 10**_PLACES
    if scaled.denominator != 1:
        raise ValueError(f"a rate of more than {_PLACES} decimals: {rate}")
    whole, part = divmod(scaled.numerator, 10**_PLACES)
    return f"{whole}.{part:0{_PLACES}d}".rstrip("0").ljust(len(str(whole)) + 5, "0")
