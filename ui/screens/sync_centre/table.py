"""What waits in the outbox, as a table: whose, what, since when, where it stands, what the hub said."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.translation import translate
from ui.trouble import answer_words
from ui.widgets.badge import Mark
from ui.widgets.format import DASH, moment
from ui.widgets.rows import Column
from workstation.domain.acts import ActKind, ActState, OutboxEntry

CONTEXT = "SyncCentre"

_KINDS: dict[ActKind, str] = {
    ActKind.MAKE_APPLICATION: QT_TRANSLATE_NOOP("SyncCentre", "Request for credit"),
    ActKind.EDIT_APPLICANT: QT_TRANSLATE_NOOP("SyncCentre", "Change to the file"),
    ActKind.ADD_NOTE: QT_TRANSLATE_NOOP("SyncCentre", "Note"),
    ActKind.MAKE_DECISION: QT_TRANSLATE_NOOP("SyncCentre", "Decision"),
    ActKind.ISSUE_LETTER: QT_TRANSLATE_NOOP("SyncCentre", "Letter"),
}
_STATES: dict[ActState, tuple[str, str, str]] = {
    ActState.WAITING: (QT_TRANSLATE_NOOP("SyncCentre", "Waiting"), "warn", "cloud-arrow-up"),
    ActState.SENDING: (QT_TRANSLATE_NOOP("SyncCentre", "Sending"), "accent", "arrows-clockwise"),
    ActState.REFUSED: (QT_TRANSLATE_NOOP("SyncCentre", "Refused"), "bad", "x-circle"),
    ActState.CONFLICT: (QT_TRANSLATE_NOOP("SyncCentre", "In conflict"), "bad", "git-fork"),
}


def kind_name(kind: ActKind) -> str:
    return translate(CONTEXT, _KINDS[kind])


def state_mark(state: ActState) -> Mark:
    text, tone, symbol = _STATES[state]
    return Mark(translate(CONTEXT, text), tone, symbol)


def reason_of(entry: OutboxEntry) -> str:
    """Why the hub did not take it; for what waits, how often it was tried."""
    answer = entry.answer
    if answer is not None and (answer.reason or answer.code):
        return answer_words(answer.code, answer.reason)
    if entry.attempts:
        return translate("SyncCentre", "Tried {n} times; no answer yet").format(n=entry.attempts)
    return DASH


COLUMNS: tuple[Column[OutboxEntry], ...] = (
    Column(QT_TRANSLATE_NOOP("SyncCentre", "Applicant"), lambda e: e.title, 240, strong=True),
    Column(QT_TRANSLATE_NOOP("SyncCentre", "What"), lambda e: kind_name(e.act.kind), 150),
    Column(QT_TRANSLATE_NOOP("SyncCentre", "Done on"), lambda e: moment(e.act.made_at), 150),
    Column(QT_TRANSLATE_NOOP("SyncCentre", "State"), lambda e: state_mark(e.state).text, 120,
           mark=lambda e: state_mark(e.state)),
    Column(QT_TRANSLATE_NOOP("SyncCentre", "Why"), reason_of, 0),
)  # fmt: skip
NEEDS_PERSON = (ActState.REFUSED, ActState.CONFLICT)
