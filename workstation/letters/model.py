"""What an approval letter says, as plain values, and the hash that names any paper's content.

In: figures and texts that were decided elsewhere. Out: nothing is computed here but the content's hash.
These values know no PDF and no font.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from workstation.domain.lending import Offer
from workstation.domain.text import Bilingual
from workstation.errors import KnownError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# The number stands inside the verification code, whose parts are joined by dots.
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{2,39}")

# How the paper looks, and the code that is made from the hash, are no part of what the letter says.
_NOT_CONTENT = frozenset({"verification_code", "colours", "mark", "seal", "valid_days", "accept_days"})


@dataclass(frozen=True, slots=True)
class MarkPath:
    """One filled shape of the lender's mark: absolute M, L, C, Z commands in a box of 100 by 100, y down."""

    path: str
    colour: str  # "primary", "secondary" or "paper"


@dataclass(frozen=True, slots=True)
class Colours:
    """The lender's two colours, each as #rrggbb."""

    primary: str
    secondary: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The lender's round seal (公章) as it is drawn: the name along its edge, the kind under its star, the
    number along its foot, and its colour as #rrggbb."""

    name: str
    kind: str
    number: str
    colour: str


@dataclass(frozen=True, slots=True)
class LenderProfile:
    """Whose paper it is: the head, the standing texts, and how long its letters hold.

    `conditions` and `recall_events` are the lender's standing ones; a letter carries its own copies, so that
    a case may add to them. `valid_days` and `accept_days` count from the day of issue. Without a `seal` there
    is room for a stamp.
    """

    name: Bilingual
    address: Bilingual
    phone: str
    website: str
    colours: Colours
    mark: tuple[MarkPath, ...]
    conditions: tuple[Bilingual, ...]
    recall_events: tuple[Bilingual, ...]
    complaint: Bilingual
    human_review: Bilingual
    valid_days: int
    accept_days: int
    seal: Seal | None = None


@dataclass(frozen=True, slots=True)
class ApprovalLetter:
    """Everything that one approval letter (授信批准通知书) says.

    `number` comes from the block given to the workstation. `cosigners` are the parties who sign beside the
    borrower where the case asks it (spouse, guarantor). `replaces` is the number of the provisional letter
    that a firm one takes the place of. Raises `KnownError` `letter.number`, `letter.dates` or `letter.offer`
    where the values contradict each other.
    """

    number: str
    issued_on: date
    valid_until: date
    accept_by: date
    applicant_name: str
    applicant_address: str
    product: Bilingual
    purpose: str
    offer: Offer
    conditions: tuple[Bilingual, ...]
    recall_events: tuple[Bilingual, ...]
    decided_by: str
    role: Bilingual
    authority: Bilingual
    provisional: bool
    verification_code: str
    lender: LenderProfile
    cosigners: tuple[Bilingual, ...] = ()
    replaces: str = ""

    def __post_init__(self) -> None:
        check_number(self.number)
        if not self.issued_on <= self.accept_by <= self.valid_until:
            raise KnownError(
                "letter.dates",
                "a letter is issued, then accepted, then expires, in this order",
                where=self.number,
                remedy="Correct the days of validity in the lender's profile.",
            )
        check_offer(self.number, self.offer)


def check_number(number: str) -> None:
    """Refuse a number that would spoil a verification code: `letter.number`."""
    if not _NUMBER.fullmatch(number):
        raise KnownError(
            "letter.number",
            "a letter's number is 3 to 40 Latin letters, digits and hyphens",
            where=number or "(no number)",
            remedy="Ask the hub for a new block of letter numbers.",
        )


def check_offer(where: str, offer: Offer) -> None:
    """Refuse an offer whose amount its schedule does not repay: `letter.offer`."""
    if offer.amount != offer.schedule.principal or not offer.schedule.rows:
        raise KnownError(
            "letter.offer",
            "the amount approved is not the amount that the schedule repays",
            where=where,
            remedy="Make the decision again with the present terms.",
        )


def plain(value: object) -> Any:
    """A value of this room as JSON data: days as ISO texts, enumerations by value, fields in their order."""
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items() if key not in _NOT_CONTENT}
        case list() | tuple():
            return [plain(item) for item in value]
        case _:
            kind: Any = type(value)
            names = _said(kind)
            return value if names is None else {name: plain(getattr(value, name)) for name in names}


@functools.cache
def _said(kind: Any) -> tuple[str, ...] | None:
    """The fields of such a value that are part of what it says, None where it is no value of fields."""
    return tuple(f.name for f in fields(kind) if f.name not in _NOT_CONTENT) if is_dataclass(kind) else None


def content_json(paper: DataclassInstance) -> bytes:
    """What a paper says as canonical JSON: sorted keys, no spaces, UTF-8."""
    data = plain(paper)
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def content_sha256(paper: DataclassInstance) -> str:
    """The hash, in hex, of what a paper says; the verification code is made from it and stays out."""
    return hashlib.sha256(content_json(paper)).hexdigest()


def field_names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))
