"""What a check finds, before it becomes part of a record: exact sides, and how far they lie apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class SideUnit(StrEnum):
    """In what a road's value is."""

    YUAN = "yuan"
    SHARE = "share"
    COUNT = "count"
    MONTHS = "months"
    METRES = "metres"
    MOMENT = "moment"  # a text as it stands: a local moment


class Measure(StrEnum):
    """In what a deviation and its tolerance are."""

    SHARE = "share"
    METRES = "metres"
    MINUTES = "minutes"


Answered = Fraction | str


@dataclass(frozen=True, slots=True)
class Judged:
    """`sides` by road, in the check's order. `deviation` is None where the check cannot be judged although it
    must be: that counts as beyond."""

    sides: tuple[tuple[str, Answered], ...]
    deviation: Fraction | None
    tolerance: Fraction

    @property
    def within(self) -> bool:
        return self.deviation is not None and abs(self.deviation) <= self.tolerance


_PLACES = {
    SideUnit.YUAN: 2,
    SideUnit.SHARE: 4,
    SideUnit.COUNT: 2,
    SideUnit.MONTHS: 2,
    SideUnit.METRES: 0,
    Measure.SHARE: 4,
    Measure.METRES: 0,
    Measure.MINUTES: 0,
}


def said(value: Answered, unit: SideUnit | Measure) -> str:
    """A decimal text, half up at the unit's places, without zeros that say nothing; a moment as it stands."""
    if isinstance(value, str):
        return value
    places = _PLACES[unit]
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".") if places else digits
    return f"-{text}" if value < 0 and whole else text
