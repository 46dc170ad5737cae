"""What a cross-check says, in words: its name, its sides, how far they lie apart and how far they may.

Figures read as they print in the report (`services.survey_words`).
"""

from __future__ import annotations

from decimal import Decimal

from ui.translation import said, translate
from ui.widgets.badge import Mark
from ui.widgets.format import DASH
from workstation.domain.surveying import CheckResult, CheckSide


def check_name(code: str) -> str:
    from workstation.surveys.checks import CHECKS

    return said(CHECKS[code].name) if code in CHECKS else code


def check_meaning(code: str) -> tuple[str, str]:
    """What a contradiction may mean, and what to ask the owner."""
    from workstation.surveys.checks import CHECKS

    check = CHECKS.get(code)
    return ("", "") if check is None else (said(check.means), said(check.ask))


def side_words(code: str, side: CheckSide) -> tuple[str, str]:
    """The road's name and its value with its unit."""
    from workstation.services.survey_words import side_text
    from workstation.surveys.checks import CHECKS

    roads = CHECKS[code].roads if code in CHECKS else {}
    name = said(roads[side.road][0]) if side.road in roads else side.road
    return name, _with_unit(side_text(code, side.road, side.value)) or DASH


def apart_words(result: CheckResult) -> str:
    """`33.00% apart, 25.00% allowed`; another sentence where nothing is tolerated beyond a bound, or where it
    cannot be judged."""
    from workstation.services.survey_words import measure_text

    if not result.deviation:
        return _not_judged(result.check)
    apart = _with_unit(measure_text(result.check, result.deviation))
    if not Decimal(result.tolerance):
        beyond = translate("CheckWords", "{0} beyond the bound").format(apart)
        return translate("CheckWords", "Within the bound") if result.within else beyond
    told = translate("CheckWords", "{0} apart, {1} allowed")
    return told.format(apart, _with_unit(measure_text(result.check, result.tolerance)))


def _not_judged(check: str) -> str:
    """Why nothing can be said although something must be."""
    why = {
        "equity": translate("CheckWords", "Cannot be judged: no disposable income to hold it against"),
        "roads": translate("CheckWords", "Cannot be judged: too few roads lead to the sales"),
    }
    return why.get(check, translate("CheckWords", "Cannot be judged, although it must be"))


def _with_unit(text: str) -> str:
    """A paper speaks two languages and keeps to signs; the window writes the unit out in its own."""
    units = {"m": translate("CheckWords", "{0} m"), "min": translate("CheckWords", "{0} min")}
    number, _, unit = text.rpartition(" ")
    return units[unit].format(number) if unit in units else text


def check_mark(result: CheckResult) -> Mark:
    """Its state as symbol and word; the colour only helps."""
    if result.within:
        return Mark(translate("CheckWords", "Agrees"), "good", "check-circle")
    if result.open:
        return Mark(translate("CheckWords", "Contradicts"), "warn", "warning")
    return Mark(translate("CheckWords", "Explained"), "accent", "chat-text")
