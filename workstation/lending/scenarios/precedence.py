"""Which of several scenarios holds. Hard rules, caps and ceilings come before all of them.

1. Of two that change the same figure the one with the more special scope holds; of equally special ones the
   more prudent figure. Figures of two scenarios are never added up.
2. The lowest cap on an amount holds, whoever names it.
3. Points add up, to the policy's most: what goes against an applicant counts whole, what goes with the sum is
   cut, in the order of the scenarios' ids.
4. Evidence that one asks for is asked for, also where another waives it.
5. Two that choose different models for the same seller cannot be in force together (`loading`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

from workstation.lending.scenarios.definition import Scenario

T = TypeVar("T")


def holding(
    scenarios: Iterable[Scenario], value_of: Callable[[Scenario], T | None], risk: Callable[[T], Fraction]
) -> tuple[Scenario, T] | None:
    """The scenario whose value holds by rule 1, and the value: None where no scenario has one. `risk` is the
    greater, the less prudent a value is."""
    having = [(one, value) for one in scenarios if (value := value_of(one)) is not None]
    return min(having, key=lambda held: (-held[0].scope.named, risk(held[1]), held[0].id), default=None)


def lowest(
    scenarios: Iterable[Scenario], value_of: Callable[[Scenario], int | None]
) -> tuple[Scenario, int] | None:
    """The lowest value by rule 2, and whose it is."""
    having = [(one, value) for one in scenarios if (value := value_of(one)) is not None]
    return min(having, key=lambda held: (held[1], held[0].id), default=None)


def points_of(scenarios: Sequence[Scenario], most: int) -> list[tuple[Scenario, int]]:
    """What each adds to a score by rule 3; those that add nothing are left out."""
    asked = sorted((one for one in scenarios if one.admission.points), key=lambda one: one.id)
    total = sum(one.admission.points for one in asked)
    over = max(abs(total) - most, 0)
    given: list[tuple[Scenario, int]] = []
    for one in reversed(asked):  # the last in order give way first
        points = one.admission.points
        if over and (points > 0) == (total > 0):
            cut = min(over, abs(points))
            over -= cut
            points -= cut if points > 0 else -cut
        given.append((one, points))
    return [(one, points) for one, points in reversed(given) if points]
