"""The worklist's columns and badges as data: what each shows, how wide it is, what its head sorts by."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.translation import translate
from ui.widgets.badge import Mark
from ui.widgets.format import count, day, money
from ui.widgets.rows import Column
from ui.widgets.words import named, outcome_mark
from workstation.domain.lending import Outcome
from workstation.domain.words import TRADES
from workstation.ports import SyncBadge, WorklistRow, WorklistSort

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


COLUMNS: tuple[Column[WorklistRow], ...] = (
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


def as_lines(rows: list[WorklistRow]) -> str:
    """Rows as text with tabs, heads first: what a spreadsheet takes from the clipboard."""
    heads = "\t".join(translate(CONTEXT, column.title) for column in COLUMNS)
    return "\n".join([heads, *("\t".join(column.text(row) for column in COLUMNS) for row in rows)])
