"""Cross-checks: every figure of a visit held against another road to it, while one is still in the shop.

In: what the form gathered (`Parts`), what the ledgers show (`SeenFigures`), the lender's tolerances. Out: for
each check both sides, how far they lie apart and whether that may be; a check without its inputs says
nothing.
"""

from workstation.surveys.checks.judged import Answered, Judged, Measure, SideUnit
from workstation.surveys.checks.parts import Parts, parts_of
from workstation.surveys.checks.seen import NOTHING_SEEN, SeenFigures, seen_of
from workstation.surveys.checks.table import CHECKS, Check, cross_checks, with_explanations
from workstation.surveys.checks.visited import Visited

__all__ = [
    "CHECKS",
    "NOTHING_SEEN",
    "Answered",
    "Check",
    "Judged",
    "Measure",
    "Parts",
    "SeenFigures",
    "SideUnit",
    "Visited",
    "cross_checks",
    "parts_of",
    "seen_of",
    "with_explanations",
]
