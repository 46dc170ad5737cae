"""Two tables of the scenarios screen: the scenarios with their state, and a preview with before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.translation import said, translate
from ui.widgets.badge import Mark
from ui.widgets.format import DASH, day, money, percent
from ui.widgets.rows import Column
from ui.widgets.words import outcome_mark, outcome_name
from workstation.services.scenarios import ScenarioState, ScenarioView

if TYPE_CHECKING:
    from workstation.services.scenario_preview import PreviewRow, Side

CONTEXT = "Scenarios"

_STATES: Mapping[ScenarioState, tuple[str, str, str]] = {
    ScenarioState.DRAFT: (QT_TRANSLATE_NOOP("Scenarios", "Draft"), "plain", "pencil-simple"),
    ScenarioState.ONE_SIGNATURE: (QT_TRANSLATE_NOOP("Scenarios", "One signature"), "warn", "circle-half"),
    ScenarioState.SIGNED: (QT_TRANSLATE_NOOP("Scenarios", "Signed"), "accent", "shield-check"),
    ScenarioState.WAITING: (QT_TRANSLATE_NOOP("Scenarios", "Not begun"), "warn", "hourglass-medium"),
    ScenarioState.LIVE: (QT_TRANSLATE_NOOP("Scenarios", "In force"), "good", "check-circle"),
    ScenarioState.EXPIRED: (QT_TRANSLATE_NOOP("Scenarios", "Expired"), "plain", "clock"),
    ScenarioState.REFUSED: (QT_TRANSLATE_NOOP("Scenarios", "Not taken"), "bad", "x-circle"),
}
_SIDES = {
    "algorithm": QT_TRANSLATE_NOOP("Scenarios", "algorithm side"),
    "business": QT_TRANSLATE_NOOP("Scenarios", "business side"),
}


def state_mark(view: ScenarioView) -> Mark:
    text, tone, symbol = _STATES[view.state]
    return Mark(translate(CONTEXT, text), tone, symbol)


def name_of(view: ScenarioView) -> str:
    return view.id if view.scenario is None else said(view.scenario.name.fill())


def signed_by(view: ScenarioView) -> str:
    return " + ".join(translate(CONTEXT, _SIDES[side]) for side in view.signed_by) or DASH


def days_of(view: ScenarioView) -> str:
    scenario = view.scenario
    return DASH if scenario is None else f"{day(scenario.starts)} – {day(scenario.until)}"


COLUMNS: tuple[Column[ScenarioView], ...] = (
    Column(QT_TRANSLATE_NOOP("Scenarios", "Scenario"), name_of, 0, strong=True),
    Column(QT_TRANSLATE_NOOP("Scenarios", "Version"), lambda v: str(v.version), 72, right=True, spare=4),
    Column(QT_TRANSLATE_NOOP("Scenarios", "State"), lambda v: state_mark(v).text, 138, mark=state_mark),
    Column(QT_TRANSLATE_NOOP("Scenarios", "Days"), days_of, 210),
    Column(QT_TRANSLATE_NOOP("Scenarios", "Signed by"), signed_by, 220, spare=3),
)


def _amount(side: Side) -> str:
    return money(side.amount) if side.outcome.lends else DASH


def _rate(side: Side) -> str:
    return percent(float(side.rate), 2) if side.rate else DASH


def _both(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _used(row: PreviewRow) -> str:
    if row.beyond:
        return translate(CONTEXT, QT_TRANSLATE_NOOP("Scenarios", "beyond the budget"))
    return money(row.used) if row.used else DASH


PREVIEW: tuple[Column[PreviewRow], ...] = (
    Column(QT_TRANSLATE_NOOP("Scenarios", "Applicant"), lambda r: r.name, 0, strong=True),
    Column(
        QT_TRANSLATE_NOOP("Scenarios", "Without it"),
        lambda r: outcome_name(r.before.outcome),
        144,
        mark=lambda r: outcome_mark(r.before.outcome),
    ),
    Column(
        QT_TRANSLATE_NOOP("Scenarios", "With it"),
        lambda r: outcome_name(r.after.outcome),
        144,
        mark=lambda r: outcome_mark(r.after.outcome),
    ),
    Column(
        QT_TRANSLATE_NOOP("Scenarios", "Amount"),
        lambda r: _both(_amount(r.before), _amount(r.after)),
        190,
        right=True,
        ink=lambda r: "accent" if r.flips else "",
    ),
    Column(
        QT_TRANSLATE_NOOP("Scenarios", "Yearly rate"),
        lambda r: _both(_rate(r.before), _rate(r.after)),
        150,
        right=True,
        spare=2,
    ),
    Column(
        QT_TRANSLATE_NOOP("Scenarios", "Uses of the budget"),
        _used,
        150,
        right=True,
        ink=lambda r: "bad" if r.beyond else "",
    ),
)
