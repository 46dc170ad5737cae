"""The audit chain: what was done by whom, each link sealed by a hash over itself and all before it.

No link can be changed, left out or put in later without every following hash changing too. Whoever holds
one later hash can therefore tell whether the past was rewritten.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass

FIRST_PREVIOUS = "0" * 64
"""What the first link names as the hash before it."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One link. `detail` is a hash or a count, never an applicant's data."""

    number: int
    at: str
    who: str
    what: str
    applicant_id: str
    subject: str
    detail: str
    previous: str
    hash: str


def link_hash(entry: AuditEntry) -> str:
    """sha256 over every field of the link but its own hash."""
    fields = astuple(entry)[:-1]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def first_broken(entries: Iterable[AuditEntry], after: int = 0, previous: str = FIRST_PREVIOUS) -> int | None:
    """The number of the first link that does not continue the chain behind link `after`, whose hash is
    `previous`; None where all do."""
    for entry in entries:
        if (entry.number, entry.previous, entry.hash) != (after + 1, previous, link_hash(entry)):
            return entry.number
        after, previous = entry.number, entry.hash
    return None
