"""How figures and days print on a paper: per cent, day and rate, always in the same spelling.

In: exact values from the ground floor. Out: texts. Nothing is rounded that was not already payable, save a
rate shown per day.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from workstation.domain.lending import DayCount
from workstation.domain.text import Bilingual

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_YEAR_DAYS = {DayCount.ACT_360: 360, DayCount.ACT_365F: 365, DayCount.ACT_ACT: 365, DayCount.THIRTY_360: 360}


def day(value: date) -> Bilingual:
    """2026年11月23日 / 23 November 2026, held together on one line."""
    return Bilingual(
        f"{value.year}年{value.month}月{value.day}日",
        f"{value.day}\u00a0{_MONTHS[value.month - 1]}\u00a0{value.year}",
    )


def per_cent(rate: str) -> str:
    """A yearly decimal as per cent with two to four places: "0.1825" → 18.25%."""
    value = Decimal(rate) * 100
    text = f"{value.quantize(Decimal('0.0001'), ROUND_HALF_UP):f}"
    while text[-3] != "." and text.endswith("0"):
        text = text[:-1]
    return text + "%"


def cost_per_cent(value: str) -> str:
    """A cost that is already in per cent, with two places: "19.5618" → 19.56%."""
    return f"{Decimal(value).quantize(Decimal('0.01'), ROUND_HALF_UP):f}%"


def per_day(rate: str, day_count: DayCount) -> str:
    """The yearly decimal divided by its day count's year, as per cent with four places, half up."""
    share = Fraction(rate) * 100 / _YEAR_DAYS[day_count]
    return f"{Decimal(int(share * 10_000 + Fraction(1, 2))) / 10_000:.4f}%"
