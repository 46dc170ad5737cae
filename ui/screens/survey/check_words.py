"""What a cross-check says, in words: its name, its sides, how far they lie apart and how far they may."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from ui.screens.survey.typed import figure_shown
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
    from workstation.surveys.checks import CHECKS, SideUnit

    check = CHECKS.get(code)
    name, unit = check.roads.get(side.road, (None, None)) if check is not None else (None, None)
    shown = {
        SideUnit.YUAN: lambda: figure_shown(side.value),
        SideUnit.SHARE: lambda: _percent(side.value),
        SideUnit.COUNT: lambda: figure_shown(side.value, 1),
        SideUnit.MONTHS: lambda: translate("CheckWords", "{0} months").format(figure_shown(side.value, 1)),
        SideUnit.METRES: lambda: _metres(side.value),
        SideUnit.MOMENT: lambda: side.value.replace("T", " ")[:16],
    }
    told = shown[unit]() if unit is not None else figure_shown(side.value)
    return said(name) or side.road, told or DASH


def apart_words(result: CheckResult) -> str:
    """`20.1 % apart, 25 % allowed`; the larger sentence where it cannot be judged."""
    if not result.deviation:
        return translate("CheckWords", "Cannot be judged, although it must be")
    told = translate("CheckWords", "{0} apart, {1} allowed")
    return told.format(measured(result.check, result.deviation), measured(result.check, result.tolerance))


def measured(code: str, text: str) -> str:
    """A deviation or tolerance in the check's measure."""
    from workstation.surveys.checks import CHECKS, Measure

    check = CHECKS.get(code)
    measure = check.measure if check is not None else Measure.SHARE
    if measure is Measure.METRES:
        return _metres(text)
    if measure is Measure.MINUTES:
        return translate("CheckWords", "{0} min").format(figure_shown(text, 0))
    return _percent(text)


def check_mark(result: CheckResult) -> Mark:
    """Its state as symbol and word; the colour only helps."""
    if result.within:
        return Mark(translate("CheckWords", "Agrees"), "good", "check-circle")
    if result.open:
        return Mark(translate("CheckWords", "Contradicts"), "warn", "warning")
    return Mark(translate("CheckWords", "Explained"), "accent", "chat-text")


def _percent(text: str) -> str:
    try:
        return f"{Decimal(text) * 100:.2f}".rstrip("0").rstrip(".") + "%"
    except InvalidOperation:
        return text


def _metres(text: str) -> str:
    return translate("CheckWords", "{0} m").format(figure_shown(text, 0))
