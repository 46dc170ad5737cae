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
    ActKind.ENDORSE_DECISION: QT_TRANSLATE_NOOP("SyncCentre", "Second opinion"),
    ActKind.ISSUE_LETTER: QT_TRANSLATE_NOOP("SyncCentre", "Letter"),
    ActKind.VOID_LETTER: QT_TRANSLATE_NOOP("SyncCentre", "Voided letter"),
    ActKind.RECORD_PARTY: QT_TRANSLATE_NOOP("SyncCentre", "Related person or firm"),
    ActKind.DECLARE_RELATION: QT_TRANSLATE_NOOP("SyncCentre", "Declared relation"),
    ActKind.CHECK_IDENTITY: QT_TRANSLATE_NOOP("SyncCentre", "Identity check"),
    ActKind.ADD_DOCUMENT: QT_TRANSLATE_NOOP("SyncCentre", "Document"),
    ActKind.TAKE_COLLATERAL: QT_TRANSLATE_NOOP("SyncCentre", "Collateral"),
    ActKind.CHECK_CONDITION: QT_TRANSLATE_NOOP("SyncCentre", "Disbursement condition"),
    ActKind.TAKE_AUTHORISATION: QT_TRANSLATE_NOOP("SyncCentre", "Authorisation"),
    ActKind.WITHDRAW_AUTHORISATION: QT_TRANSLATE_NOOP("SyncCentre", "Withdrawn authorisation"),
    ActKind.LOG_LOOK_UP: QT_TRANSLATE_NOOP("SyncCentre", "Look-up"),
    ActKind.EXPORT_FILE: QT_TRANSLATE_NOOP("SyncCentre", "File handed to a bank"),
    ActKind.RECORD_LOAN_EVENT: QT_TRANSLATE_NOOP("SyncCentre", "Loan event"),
    ActKind.PLEDGE_ASSETS: QT_TRANSLATE_NOOP("SyncCentre", "Pledge"),
    ActKind.CLAIM_REPAYMENT: QT_TRANSLATE_NOOP("SyncCentre", "Claim of a repayment"),
    ActKind.LOG_CONTACT: QT_TRANSLATE_NOOP("SyncCentre", "Contact"),
    ActKind.TAKE_PROMISE: QT_TRANSLATE_NOOP("SyncCentre", "Promise to pay"),
    ActKind.CHECK_FUNDS: QT_TRANSLATE_NOOP("SyncCentre", "Use of funds"),
    ActKind.RECORD_INVITATION: QT_TRANSLATE_NOOP("SyncCentre", "Invitation to borrow"),
    ActKind.RECORD_COMPLAINT: QT_TRANSLATE_NOOP("SyncCentre", "Complaint"),
    ActKind.FINALISE_SURVEY: QT_TRANSLATE_NOOP("SyncCentre", "Survey"),
    ActKind.REVIEW_SURVEY: QT_TRANSLATE_NOOP("SyncCentre", "Review of a survey"),
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
