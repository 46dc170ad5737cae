"""The hub's own values: who may come in, from which device, and what it keeps of every change.

A record at the hub is never overwritten without a trace: each version names the act, the person and the
device behind it, so that two people's edits can be merged by field and a third can see who wrote what.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

IMPORTED_BY = "import"
"""Stands for the person where a source's delivery, not an officer, made a version."""


class Role(StrEnum):
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person the hub knows. `role` says what they may do there."""

    id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Device:
    """One enrolled workstation: its Ed25519 public key and the person it was enrolled for.

    `tag` is its short name in the numbers of its letters; `revoked_at` is empty while it may come in.
    """

    id: str
    officer: StaffMember
    name: str
    public_key: bytes
    tag: str
    revoked_at: str = ""


@dataclass(frozen=True, slots=True)
class PaperSigner:
    """The certificate that a device signs its papers with, by its fingerprint (SHA-256, hex), as the hub has
    it from the device itself. A device that lost its key has more than one. `revoked_at` is when the device
    was locked out, empty while it may come in."""

    certificate_sha256: str
    device_id: str
    device_name: str
    officer_id: str
    registered_at: str
    revoked_at: str = ""


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """A one-time code as the hub keeps it: only its hash. `device_id` is empty until it was used."""

    code_hash: str
    officer_id: str
    expires_at: str
    device_id: str = ""


@dataclass(frozen=True, slots=True)
class HubIdentity:
    """What a hub is: `epoch` names its memory and changes when an older one was restored; the Ed25519 key
    signs for it; copies of a profile's key are sealed to the X25519 `recovery_public` key."""

    epoch: str
    private_key: bytes
    recovery_public: bytes


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """One version of one record. `body` is canonical JSON, None where the record was withdrawn."""

    applicant_id: str
    kind: str
    id: str
    version: int
    seq: int
    body: bytes | None
    act_id: str = ""
    made_by: str = ""
    device_id: str = ""
    made_at: str = ""


@dataclass(frozen=True, slots=True)
class LoggedAct:
    """What the op log says of an act the hub has: the digest of everything it said, and the answer."""

    act_id: str
    sha256: str
    outcome: str


@dataclass(frozen=True, slots=True)
class NumberBlock:
    """Letter numbers `prefix` + first…last, given to one device and to no other, ever."""

    device_id: str
    prefix: str
    first: int
    last: int
