"""Erases files whose time is over: what was read under an authorisation is kept so long after it ended.

A file goes whole: ledgers, records with every version, papers, and its place in officers' scopes, so that it
leaves their laptops at the next synchronisation. What stays is a tombstone, which names it by a keyed hash
alone, and a link of the audit chain. A file with a running loan stays. A seller who comes again with a new
authorisation gets a new file; one whose old authorisation is delivered again gets none.

This is done when an administrator orders it, and never by the calendar: a hub whose clock had jumped would
erase what nothing brings back. Links of the audit chain that were written before, and backups, are as they
are: a backup older than an erasure is to be destroyed with it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workstation import codec
from workstation.clock import Clock, iso
from workstation.domain.records import Authorisation, Tombstone
from workstation.domain.workshop import HubIdentity
from workstation.hub import exposures
from workstation.hub.blobs import HubBlobs
from workstation.hub.ports import Workshop, Writing
from workstation.hub.services import KeepFile
from workstation.hub.stamps import by_hub

KIND = "tombstone"
_FILES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Overdue:
    """A file whose last day is past. `running` are its loans on which something is owed: they hold it."""

    applicant_id: str
    name: str
    kept_until: date
    running: tuple[str, ...]


def tombstone_id(identity: HubIdentity, applicant_id: str) -> str:
    """What an erased file is called: nobody without the hub's own key can tell of whom it was."""
    return hmac.new(identity.private_key, applicant_id.encode(), hashlib.sha256).hexdigest()


def was_erased(writing: Writing, identity: HubIdentity, applicant_id: str) -> bool:
    name = tombstone_id(identity, applicant_id)
    return writing.records.get(name, KIND, name) is not None


class Retention:
    """`by` is who gives the order, for the audit chain."""

    def __init__(self, workshop: Workshop, blobs: HubBlobs, clock: Clock, keep: KeepFile, by: str) -> None:
        self._workshop, self._blobs, self._clock = workshop, blobs, clock
        self._keep, self._by = keep, by

    def overdue(self) -> tuple[Overdue, ...]:
        """Every file whose last day is past today, those that a loan holds among them; nothing is changed."""
        ids = self._workshop.applicant_ids()
        found: list[Overdue] = []
        for start in range(0, len(ids), _FILES_AT_ONCE):
            with self._workshop.writing() as writing:
                some = _without_a_paper_in_force(writing, ids[start : start + _FILES_AT_ONCE], self._today)
                found += filter(None, (self._look(writing, applicant_id) for applicant_id in some))
        return tuple(found)

    def erase(self) -> tuple[Overdue, ...]:
        """Erase what is overdue and not held, one file to a transaction; returns what went."""
        return tuple(one for one in self.overdue() if not one.running and self._erase(one.applicant_id))

    @property
    def _today(self) -> date:
        return self._clock.today()

    def _look(self, writing: Writing, applicant_id: str) -> Overdue | None:
        file = writing.file(applicant_id)
        kept = self._keep(file, self._today)
        if kept.until is None or self._today <= kept.until:
            return None
        return Overdue(applicant_id, file.applicant.name, kept.until, kept.running)

    def _erase(self, applicant_id: str) -> bool:
        """Whether the file went: a paper may have come since it was looked at."""
        now = iso(self._clock.now())
        name = tombstone_id(self._workshop.identity(), applicant_id)
        with self._workshop.writing() as writing:
            found = self._look(writing, applicant_id) if writing.records.known(applicant_id) else None
            if found is None or found.running:
                return False
            related = writing.records.related(applicant_id)[1:]
            # Within the transaction: an act that names one of them waits, and then finds it gone.
            for blob in writing.erase(applicant_id):
                self._blobs.remove(blob)
            made = by_hub(now)
            stone = Tombstone(name, name, self._today, found.kept_until)
            writing.records.put(name, KIND, name, codec.encode(stone), made)
            exposures.refresh(writing, related, made)
            writing.audit.append(
                at=now,
                who=self._by,
                what="file.erase",
                applicant_id="",
                subject=name,
                detail=f"kept until {found.kept_until.isoformat()}",
            )
        return True


def _without_a_paper_in_force(writing: Writing, ids: Sequence[str], today: date) -> Iterator[str]:
    """Those files of which it is worth looking closer: every authorisation has run out or was taken back."""
    lasting = {
        paper.applicant_id
        for paper in _papers(writing, ids)
        if paper.withdrawn_on is None and today <= paper.expires_on
    }
    taken_back = {
        codec.decode("withdrawal", version.body).applicant_id
        for version in writing.records.of_kind(ids, "withdrawal")
        if version.body is not None
    }
    return (applicant_id for applicant_id in ids if applicant_id not in lasting - taken_back)


def _papers(writing: Writing, ids: Sequence[str]) -> Iterator[Authorisation]:
    for version in writing.records.of_kind(ids, "authorisation"):
        if version.body is not None:
            yield codec.decode("authorisation", version.body)
