"""Acts: what a person did on a workstation, as immutable bytes on their way to the hub.

An act's id sorts by time and is its idempotency key: delivered twice, it is applied once. The bytes are
made when the person acts and never change afterwards, whatever happens to the program or the network.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_BODY_BYTES = 512 << 10
"""A longer text of an act is refused; that of a decision with its frozen inputs is a tenth of it."""


class ActKind(StrEnum):
    MAKE_APPLICATION = "application.make"
    EDIT_APPLICANT = "applicant.edit"
    ADD_NOTE = "note.add"
    MAKE_DECISION = "decision.make"
    ENDORSE_DECISION = "decision.endorse"
    ISSUE_LETTER = "letter.issue"
    VOID_LETTER = "letter.void"
    RECORD_PARTY = "party.record"
    DECLARE_RELATION = "relation.declare"
    CHECK_IDENTITY = "identity.check"
    ADD_DOCUMENT = "document.add"
    TAKE_COLLATERAL = "collateral.take"
    CHECK_CONDITION = "condition.check"
    TAKE_AUTHORISATION = "authorisation.take"
    WITHDRAW_AUTHORISATION = "authorisation.withdraw"
    LOG_LOOK_UP = "look_up.log"
    EXPORT_FILE = "file.export"
    RECORD_LOAN_EVENT = "loan.event"
    PLEDGE_ASSETS = "assets.pledge"
    CLAIM_REPAYMENT = "repayment.claim"
    LOG_CONTACT = "contact.log"
    TAKE_PROMISE = "promise.take"
    CHECK_FUNDS = "funds.check"
    RECORD_INVITATION = "invitation.record"
    RECORD_COMPLAINT = "complaint.record"
    FINALISE_SURVEY = "survey.finalise"
    REVIEW_SURVEY = "survey.review"


RECORD_KINDS: Mapping[ActKind, str] = {
    ActKind.MAKE_APPLICATION: "application",
    ActKind.ADD_NOTE: "note",
    ActKind.MAKE_DECISION: "decision",
    ActKind.ENDORSE_DECISION: "endorsement",
    ActKind.ISSUE_LETTER: "letter",
    ActKind.VOID_LETTER: "letter_void",
    ActKind.RECORD_PARTY: "party",
    ActKind.DECLARE_RELATION: "relation",
    ActKind.CHECK_IDENTITY: "identity_check",
    ActKind.ADD_DOCUMENT: "document",
    ActKind.TAKE_COLLATERAL: "collateral",
    ActKind.CHECK_CONDITION: "condition_check",
    ActKind.TAKE_AUTHORISATION: "authorisation",
    ActKind.WITHDRAW_AUTHORISATION: "withdrawal",
    ActKind.LOG_LOOK_UP: "look_up",
    ActKind.EXPORT_FILE: "file_export",
    ActKind.RECORD_LOAN_EVENT: "loan_event",
    ActKind.PLEDGE_ASSETS: "pledge",
    ActKind.CLAIM_REPAYMENT: "claim",
    ActKind.LOG_CONTACT: "contact",
    ActKind.TAKE_PROMISE: "promise",
    ActKind.CHECK_FUNDS: "funds_check",
    ActKind.RECORD_INVITATION: "invitation",
    ActKind.RECORD_COMPLAINT: "complaint",
    ActKind.FINALISE_SURVEY: "survey",
    ActKind.REVIEW_SURVEY: "survey_review",
}
"""The kind of record that an act makes, which then never changes. An edit makes none, it changes one."""


class ActState(StrEnum):
    """Where an act stands on this workstation. Refused and conflicting ones stay until a person deals with
    them; applied ones leave the outbox in the transaction that stores the hub's own version of them."""

    WAITING = "waiting"
    SENDING = "sending"
    REFUSED = "refused"
    CONFLICT = "conflict"


class ActOutcome(StrEnum):
    """The hub's answer to one act."""

    APPLIED = "applied"
    ALREADY = "already"
    MERGED = "merged"
    CONFLICT = "conflict"
    REFUSED = "refused"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Act:
    """`base_version` is the version of the applicant record that the person saw; `body` is canonical JSON
    of the record that the act makes (or, for an edit, of the changed fields); `blobs` are sha256 names of
    the files it refers to, which must be at the hub before the act is."""

    id: str
    kind: ActKind
    applicant_id: str
    base_version: int
    body: bytes
    made_by: str
    made_at: str
    blobs: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class ActAnswer:
    act_id: str
    outcome: ActOutcome
    code: str = ""
    reason: str = ""

    @property
    def settled(self) -> bool:
        """True where the hub has the act and the workstation may forget its copy."""
        return self.outcome in (ActOutcome.APPLIED, ActOutcome.ALREADY, ActOutcome.MERGED)


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """An act that waits, with what the hub last said of it."""

    act: Act
    state: ActState
    attempts: int = 0
    answer: ActAnswer | None = None
    title: str = ""  # the applicant's name, for the list
