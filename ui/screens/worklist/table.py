"""The worklist's columns and badges as data: what each shows, how wide it is, what its head sorts by."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.screens.worklist.why import missing_words, why_mark
from ui.translation import translate
from ui.widgets.badge import Mark
from ui.widgets.format import count, day, money
from ui.widgets.rows import Column
from ui.widgets.words import named, outcome_mark
from workstation.domain.lending import Outcome
from workstation.domain.words import TRADES
from workstation.ports import SyncBadge, WorklistRow, WorklistSort, WorklistView

CONTEXT = "Worklist"

_BADGES: dict[SyncBadge, tuple[str, str, str]] = {
    SyncBadge.SYNCED: (QT_TRANSLATE_NOOP("Worklist", "Synced"), "plain", "check"),
    SyncBadge.WAITING: (QT_TRANSLATE_NOOP("Worklist", "Waiting"), "warn", "cloud-arrow-up"),
    SyncBadge.SENDING: (QT_TRANSLATE_NOOP("Worklist", "Sending"), "accent", "arrows-clockwise"),
    SyncBadge.REFUSED: (QT_TRANSLATE_NOOP("Worklist", "Refused"), "bad", "x-circle"),
    SyncBadge.CONFLICT: (QT_TRANSLATE_NOOP("Worklist", "In conflict"), "bad", "git-fork"),
}


def badge_mark(badge: SyncBadge) -> Mark:
    """The state badge of a row; what is in order stays quiet."""
    text, tone, symbol = _BADGES[badge]
    return Mark(translate(CONTEXT, text), tone, symbol, bare=badge is SyncBadge.SYNCED)


def decision_mark(row: WorklistRow) -> Mark | None:
    """The last decision; one that the hub has not confirmed yet says so."""
    if not row.outcome:
        return None
    mark = outcome_mark(Outcome(row.outcome))
    if not row.provisional:
        return mark
    unsent = translate("Worklist", "{decision} · unsent").format(decision=mark.text)
    return Mark(unsent, mark.tone, mark.symbol)


def _decision_text(row: WorklistRow) -> str:
    mark = decision_mark(row)
    return mark.text if mark else ""


def _lateness(row: WorklistRow) -> str:
    return "bad" if row.days_past_due else "text_faint"


def _origin(row: WorklistRow) -> str:
    return " · ".join(part for part in (row.source_id, row.region) if part)


_Column = Column[WorklistRow]
_Columns = tuple[_Column, ...]


def missing_text(row: WorklistRow) -> str:
    return " · ".join(missing_words(row.why.what)) if row.why else ""


COLUMNS: _Columns = (
    Column(QT_TRANSLATE_NOOP("Worklist", "Name"), lambda r: r.name, 0, second=_origin, strong=True,
           sort=WorklistSort.NAME),
    Column(QT_TRANSLATE_NOOP("Worklist", "Trade"), lambda r: named(TRADES, r.trade), 150, spare=3),
    Column(QT_TRANSLATE_NOOP("Worklist", "Asked on"), lambda r: day(r.asked_on), 108,
           sort=WorklistSort.ASKED_ON, spare=2),
    Column(QT_TRANSLATE_NOOP("Worklist", "Asked for"), lambda r: money(r.amount), 128, right=True,
           sort=WorklistSort.AMOUNT),
    Column(QT_TRANSLATE_NOOP("Worklist", "Months"), lambda r: count(r.months), 76, right=True, spare=5),
    Column(QT_TRANSLATE_NOOP("Worklist", "Exposure"), lambda r: money(r.exposure), 128, right=True,
           sort=WorklistSort.EXPOSURE, spare=4),
    Column(QT_TRANSLATE_NOOP("Worklist", "Days late"), lambda r: count(r.days_past_due), 92, right=True,
           sort=WorklistSort.DAYS_PAST_DUE, spare=1, ink=_lateness),
    Column(QT_TRANSLATE_NOOP("Worklist", "Decision"), _decision_text, 144, mark=decision_mark),
    Column(QT_TRANSLATE_NOOP("Worklist", "State"), lambda r: badge_mark(r.badge).text, 104,
           mark=lambda r: badge_mark(r.badge)),
)  # fmt: skip
"""What most views show."""

_NAME, _TRADE, _ASKED_ON, _ASKED_FOR, _, _EXPOSURE, _LATE, _DECISION, _STATE = COLUMNS
_MISSING: _Column = Column(QT_TRANSLATE_NOOP("Worklist", "Missing"), missing_text, 0)
_SHORT_NAME = replace(_NAME, width=260)
"""Beside what is missing, which takes the rest."""


def _on(title: str) -> _Column:
    return Column(title, lambda r: day(r.why.day if r.why else None), 116, sort=WorklistSort.DAY)


def _sum(title: str) -> _Column:
    return Column(title, lambda r: money(r.why.amount if r.why else None), 128, right=True)


def _mark(title: str, view: WorklistView) -> _Column:
    def text(row: WorklistRow) -> str:
        mark = why_mark(view, row)
        return mark.text if mark else ""

    return Column(title, text, 168, mark=partial(why_mark, view))


_OF_VIEWS: dict[WorklistView, _Columns] = {
    WorklistView.DUE_SOON: (
        _NAME, _TRADE, _on(QT_TRANSLATE_NOOP("Worklist", "Due on")),
        _sum(QT_TRANSLATE_NOOP("Worklist", "Falls due")),
        _mark(QT_TRANSLATE_NOOP("Worklist", "When"), WorklistView.DUE_SOON), _EXPOSURE, _LATE, _STATE,
    ),
    WorklistView.PROMISES: (
        _NAME, _TRADE, _on(QT_TRANSLATE_NOOP("Worklist", "Promised for")),
        _sum(QT_TRANSLATE_NOOP("Worklist", "Promised")),
        _mark(QT_TRANSLATE_NOOP("Worklist", "When"), WorklistView.PROMISES), _EXPOSURE, _LATE, _STATE,
    ),
    WorklistView.FUNDS_CHECKS: (
        _NAME, _TRADE, _on(QT_TRANSLATE_NOOP("Worklist", "Check by")),
        _mark(QT_TRANSLATE_NOOP("Worklist", "When"), WorklistView.FUNDS_CHECKS), _EXPOSURE, _LATE, _STATE,
    ),
    WorklistView.TO_VISIT: (
        _NAME, _TRADE, _on(QT_TRANSLATE_NOOP("Worklist", "Visit by")),
        _mark(QT_TRANSLATE_NOOP("Worklist", "When"), WorklistView.TO_VISIT), _ASKED_FOR, _EXPOSURE,
        replace(_STATE, spare=1),
    ),
    WorklistView.WARNED: (
        _NAME, _TRADE, _on(QT_TRANSLATE_NOOP("Worklist", "Worse by")),
        _mark(QT_TRANSLATE_NOOP("Worklist", "How likely"), WorklistView.WARNED), _EXPOSURE, _LATE,
        replace(_STATE, spare=1),
    ),
    WorklistView.NEEDS_MONEY: (
        _NAME, _TRADE, _on(QT_TRANSLATE_NOOP("Worklist", "Short by")),
        _mark(QT_TRANSLATE_NOOP("Worklist", "How likely"), WorklistView.NEEDS_MONEY), _EXPOSURE,
        replace(_DECISION, spare=2), replace(_STATE, spare=1),
    ),
    WorklistView.SUPERVISOR: (
        _NAME, _TRADE, _ASKED_FOR, _EXPOSURE, _on(QT_TRANSLATE_NOOP("Worklist", "Since")),
        _mark(QT_TRANSLATE_NOOP("Worklist", "Waits for"), WorklistView.SUPERVISOR),
        replace(_DECISION, spare=2), replace(_STATE, spare=1),
    ),
    WorklistView.INCOMPLETE: (
        _SHORT_NAME, _ASKED_ON, replace(_ASKED_FOR, spare=3), _MISSING, replace(_DECISION, spare=1), _STATE,
    ),
}  # fmt: skip


def columns_of(view: WorklistView) -> _Columns:
    """The columns of a view: those that say why a row is in it stand in the middle."""
    return _OF_VIEWS.get(view, COLUMNS)


def as_lines(rows: list[WorklistRow], columns: _Columns = COLUMNS) -> str:
    """Rows as text with tabs, heads first: what a spreadsheet takes from the clipboard."""
    heads = "\t".join(translate(CONTEXT, column.title) for column in columns)
    return "\n".join([heads, *("\t".join(column.text(row) for column in columns) for row in rows)])
