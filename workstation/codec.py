"""Records as bytes: the canonical JSON of every record that hub and workstation exchange, and back.

One record has exactly one encoding (keys sorted, UTF-8, no spaces), so equal records have equal hashes on
every machine. Reading is lenient towards a newer hub: unknown fields are passed over, and because the
stores keep the bytes that came, nothing of them is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from workstation.domain.complaining import Complaint
from workstation.domain.file_papers import (
    Collateral,
    ConditionCheck,
    Document,
    FileExport,
    IdentityCheck,
    LookUp,
    Party,
    Relation,
    Withdrawal,
)
from workstation.domain.inviting import Invitation
from workstation.domain.lending import Contest, Decision, Endorsement
from workstation.domain.records import (
    Applicant,
    Application,
    Authorisation,
    LetterRecord,
    LetterVoid,
    Loan,
    Note,
    RelatedExposure,
    Reservation,
    Shop,
    Tombstone,
)
from workstation.domain.servicing import (
    Contact,
    FundsCheck,
    LoanEvent,
    Pledge,
    PromiseToPay,
    RepaymentClaim,
)
from workstation.domain.surveying import Survey, SurveyReview, Visit
from workstation.errors import KnownError

Record = (
    Applicant
    | Shop
    | Authorisation
    | Application
    | Loan
    | Note
    | LetterRecord
    | LetterVoid
    | Decision
    | Endorsement
    | Party
    | Relation
    | IdentityCheck
    | Document
    | Collateral
    | ConditionCheck
    | Withdrawal
    | LookUp
    | FileExport
    | LoanEvent
    | Pledge
    | RepaymentClaim
    | Contact
    | PromiseToPay
    | FundsCheck
    | Invitation
    | Complaint
    | Visit
    | Survey
    | SurveyReview
    | Contest
    | RelatedExposure
    | Reservation
    | Tombstone
)

RECORD_TYPES: Mapping[str, type[Record]] = {
    "applicant": Applicant,
    "shop": Shop,
    "authorisation": Authorisation,
    "application": Application,
    "loan": Loan,
    "note": Note,
    "letter": LetterRecord,
    "letter_void": LetterVoid,
    "decision": Decision,
    "endorsement": Endorsement,
    "party": Party,
    "relation": Relation,
    "identity_check": IdentityCheck,
    "document": Document,
    "collateral": Collateral,
    "condition_check": ConditionCheck,
    "withdrawal": Withdrawal,
    "look_up": LookUp,
    "file_export": FileExport,
    "loan_event": LoanEvent,
    "pledge": Pledge,
    "claim": RepaymentClaim,
    "contact": Contact,
    "promise": PromiseToPay,
    "funds_check": FundsCheck,
    "invitation": Invitation,
    "complaint": Complaint,
    "visit": Visit,
    "survey": Survey,
    "survey_review": SurveyReview,
    "contest": Contest,
    "related_exposure": RelatedExposure,
    "reservation": Reservation,
    "tombstone": Tombstone,
}
"""Record kinds, as they are named in the databases and on the wire."""

_KINDS = {record_type: kind for kind, record_type in RECORD_TYPES.items()}
_encoder = msgspec.json.Encoder(order="sorted")


def encode(value: Any) -> bytes:
    """The canonical JSON of a record, or of plain data (the changed fields of an edit)."""
    return _encoder.encode(value)


def kind_of(record: Record) -> str:
    return _KINDS[type(record)]


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(RECORD_TYPES[kind])


def decode(kind: str, body: bytes) -> Any:
    """The record of this kind. Raises `KnownError` (`record.unreadable`) where the bytes are not one."""
    if kind not in RECORD_TYPES:
        raise KnownError(
            "record.unreadable",
            f"records of kind {kind!r} are unknown to this version",
            remedy="Update the program.",
        )
    try:
        return _decoder(kind).decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as trouble:
        raise KnownError(
            "record.unreadable",
            f"a record of kind {kind!r} cannot be read: {trouble}",
            remedy="Update the program; if that does not help, fetch the file again from the hub.",
        ) from None


def is_canonical(body: bytes) -> bool:
    """Whether these bytes are canonical JSON. A doubled key, a NaN, a space or a second spelling is not."""
    try:
        return _encoder.encode(msgspec.json.decode(body)) == body
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
