"""What a scenario did to the rules of one case: a value to show, to count by and to freeze.

An effect is stated only where it changes something for this case; a scenario without an effect does not act.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workstation.domain.text import Bilingual


class EffectCode(StrEnum):
    CUTOFF = "cutoff"
    POINTS = "points"
    MOST = "most"
    GRADE_FACTOR = "grade_factor"
    LOSS_BUDGET = "loss_budget"
    TURNOVER = "turnover"
    RATE = "rate"
    FLOOR = "floor"
    REQUIRE = "require"
    WAIVE = "waive"
    WEIGHTS = "weights"


EFFECT_FIGURES: Mapping[str, frozenset[str]] = {
    code: frozenset(["scenario", "version", "until", *names.split()])
    for code, names in {
        EffectCode.CUTOFF: "before after",
        EffectCode.POINTS: "points before after",
        EffectCode.MOST: "grade before after",
        EffectCode.GRADE_FACTOR: "grade before after",
        EffectCode.LOSS_BUDGET: "grade before after",
        EffectCode.TURNOVER: "before after",
        EffectCode.RATE: "grade before after",
        EffectCode.FLOOR: "",
        EffectCode.REQUIRE: "domains",
        EffectCode.WAIVE: "domains",
        EffectCode.WEIGHTS: "bundle",
    }.items()
}
"""The figures that each effect gives to its wording."""


@dataclass(frozen=True, slots=True)
class Effect:
    """`text` is the line as the reasons show it; `points` what was added to the score, by that effect
    alone."""

    code: EffectCode
    scenario_id: str
    version: int
    until: date
    name: Bilingual
    text: Bilingual
    points: int = 0
