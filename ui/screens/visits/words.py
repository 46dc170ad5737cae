"""The words of the visits screen: where a visit stands, why it is listed, how many days are left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.translation import said, translate
from ui.widgets.badge import Mark
from ui.widgets.format import count
from workstation.domain.text import Bilingual
from workstation.domain.visit_list import TO_GO, ListedStep, VisitRow, WhyListed

CONTEXT = "Visits"

_STEPS: Mapping[ListedStep, tuple[str, str, str]] = {
    ListedStep.ASKED_AGAIN: (QT_TRANSLATE_NOOP("Visits", "Asked again"), "bad", "arrow-counter-clockwise"),
    ListedStep.OVERDUE: (QT_TRANSLATE_NOOP("Visits", "Overdue"), "bad", "hourglass-medium"),
    ListedStep.BEGUN: (QT_TRANSLATE_NOOP("Visits", "Begun"), "accent", "pencil-simple"),
    ListedStep.OPEN: (QT_TRANSLATE_NOOP("Visits", "To visit"), "plain", "circle"),
    ListedStep.TO_REVIEW: (QT_TRANSLATE_NOOP("Visits", "To review"), "warn", "eye"),
    ListedStep.DONE: (QT_TRANSLATE_NOOP("Visits", "Visited"), "good", "check-circle"),
}
_WHY: Mapping[WhyListed, str] = {
    WhyListed.REFERRED: QT_TRANSLATE_NOOP("Visits", "a decision asks for it"),
    WhyListed.SURVEY: QT_TRANSLATE_NOOP("Visits", "a survey of its own"),
    WhyListed.REJECTED: QT_TRANSLATE_NOOP("Visits", "a survey was rejected"),
    WhyListed.ADDED: QT_TRANSLATE_NOOP("Visits", "added by you"),
}


class Stage(StrEnum):
    """What of the list is shown."""

    TO_GO = "to_go"
    TO_REVIEW = "to_review"
    DONE = "done"
    ALL = "all"


_STAGES: Mapping[Stage, str] = {
    Stage.TO_GO: QT_TRANSLATE_NOOP("Visits", "To visit"),
    Stage.TO_REVIEW: QT_TRANSLATE_NOOP("Visits", "To review"),
    Stage.DONE: QT_TRANSLATE_NOOP("Visits", "Visited"),
    Stage.ALL: QT_TRANSLATE_NOOP("Visits", "All"),
}
_OF_STAGE: Mapping[Stage, frozenset[ListedStep]] = {
    Stage.TO_GO: TO_GO,
    Stage.TO_REVIEW: frozenset({ListedStep.TO_REVIEW}),
    Stage.DONE: frozenset({ListedStep.DONE}),
    Stage.ALL: frozenset(ListedStep),
}


def is_in(stage: Stage, row: VisitRow) -> bool:
    return row.step in _OF_STAGE[stage]


def stage_name(stage: Stage, number: int) -> str:
    return f"{translate(CONTEXT, _STAGES[stage])}  {count(number)}"


def step_mark(step: ListedStep) -> Mark:
    text, tone, symbol = _STEPS[step]
    return Mark(translate(CONTEXT, text), tone, symbol)


def why_words(row: VisitRow) -> str:
    """The campaign's title, or what else puts the seller on the list; every reason in turn."""
    return " · ".join(
        campaign_title(row) if why is WhyListed.CAMPAIGN else translate(CONTEXT, _WHY[why]) for why in row.why
    )


def campaign_title(row: VisitRow) -> str:
    return said(Bilingual(row.visit.title_zh, row.visit.title_en)) if row.visit else ""


def days_words(due_on: date, today: date) -> str:
    """`12 days left`, `today`, `2 days late`."""
    left = (due_on - today).days
    if abs(left) == 1:
        return translate("Visits", "1 day late") if left < 0 else translate("Visits", "1 day left")
    if left < 0:
        return translate("Visits", "{n} days late").format(n=count(-left))
    return (
        translate("Visits", "{n} days left").format(n=count(left)) if left else translate("Visits", "today")
    )
