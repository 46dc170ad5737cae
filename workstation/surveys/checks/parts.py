"""What a form gathered for the checks: the answers that carry our attribute `part`, by its words.

Several answers of one part add up, as drawings of several kinds do. Numbers are exact; what is no number
counts as not given, and missing is never zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING

from workstation.domain.places import position_in
from workstation.domain.surveying import Position

if TYPE_CHECKING:
    from workstation.surveys.run import FormRun


_MOST = Decimal(10) ** 15
"""As `figures` has it. The exact value of a larger one, or of one with more places, would fill the memory."""
_LEAST = -30


@dataclass(frozen=True, slots=True)
class Parts:
    """`given` holds the texts of each part, in the form's order."""

    given: Mapping[str, tuple[str, ...]]

    def number(self, name: str) -> Fraction | None:
        """The sum of what was given, None where nothing was."""
        found = [number for text in self.given.get(name, ()) if (number := _number(text)) is not None]
        return sum(found, Fraction(0)) if found else None

    def text(self, name: str) -> str:
        return next(iter(self.given.get(name, ())), "")

    def day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self.text(name)[:10])
        except ValueError:
            return None

    def position(self, name: str) -> Position | None:
        return position_in(self.text(name))


def parts_of(run: FormRun) -> Parts:
    """Of a survey as it stands, running or finished."""
    return parts_from(run.values("part"))


def parts_from(values: Mapping[str, Sequence[tuple[str, str]]]) -> Parts:
    return Parts({name: tuple(text for _, text in pairs) for name, pairs in values.items()})


def _number(text: str) -> Fraction | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or number.copy_abs() > _MOST:
        return None
    return Fraction(number) if number.adjusted() > _LEAST else Fraction(0)
