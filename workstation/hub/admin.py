"""The administrator's use-cases over an open workshop; the command line's `hub` verbs call nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workstation.clock import Clock, iso
from workstation.crypto import sha256
from workstation.domain.audit import FIRST_PREVIOUS, first_broken
from workstation.domain.forms import KeptForm, PublishedForm
from workstation.domain.records import ApplicantFile
from workstation.domain.scenarios import KeptScenario, ScenarioTerms
from workstation.domain.workshop import Device, Role, StaffMember
from workstation.errors import BugError, KnownError
from workstation.hub import forms
from workstation.hub.enrolment import issue_code
from workstation.hub.imports import Accompany, Batch, Imported, Importer
from workstation.hub.ports import Workshop
from workstation.hub.reservations import Reservations
from workstation.hub.scenarios import publish
from workstation.hub.services import OwnLoans, ReservationRules, ScenarioRules

_AUDIT_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class HubStatus:
    """`counts` by table; `files` of each officer by id; `signers` are the fingerprints (SHA-256, hex) of the
    certificates that each device signs papers with."""

    epoch: str
    counts: Mapping[str, int]
    staff: tuple[StaffMember, ...]
    devices: tuple[Device, ...]
    files: Mapping[str, int]
    signers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """How many links the audit chain has; `broken` is the first that does not hold, or None."""

    links: int
    broken: int | None


class HubAdmin:
    """`by` is who gives the orders, for the audit chain."""

    def __init__(
        self,
        workshop: Workshop,
        clock: Clock,
        by: str = "administrator",
        own_loans: OwnLoans | None = None,
        reservations: Callable[[], ReservationRules] | None = None,
        scenarios: Callable[[], ScenarioRules] | None = None,
    ) -> None:
        self._scenario_rules = scenarios
        self._own_loans = own_loans
        self._reservation_rules = reservations
        self._workshop = workshop
        self._clock = clock
        self._by = by

    def take_in(
        self,
        batches: Iterable[Batch],
        *,
        accompany: Accompany | None = None,
        progress: Callable[[Imported], None] | None = None,
    ) -> Imported:
        """Import what a source delivers; see `hub.imports`."""
        return Importer(self._workshop, self._clock, self._by, accompany, self._own_loans).run(
            batches, progress
        )

    def add_officer(self, officer_id: str, name: str, role: str = Role.OFFICER) -> StaffMember:
        """Add a person or change one; raises `KnownError` (`officer.role`, `officer.id`)."""
        if role not in set(Role):
            known = ", ".join(Role)
            raise KnownError("officer.role", f"there is no role {role!r}", remedy=f"Roles are: {known}.")
        if not officer_id.strip() or not name.strip():
            raise KnownError("officer.id", "an officer needs an id and a name")
        member = StaffMember(officer_id.strip(), name.strip(), Role(role))
        with self._workshop.writing() as writing:
            writing.staff.add(member)
            self._note(writing.audit.append, "officer.add", member.id, member.role)
        return member

    def enrolment_code(self, officer_id: str) -> str:
        """A one-time code to be read out to the officer; raises `KnownError` (`officer.unknown`)."""
        return issue_code(self._workshop, self._clock, officer_id, by=self._by)

    def assign(self, officer_id: str, references: Sequence[str] | None) -> int:
        """Put files into an officer's scope: ids, the source's own ids, or None for all that are known now.
        Returns how many are new to it. Raises `KnownError` (`officer.unknown`, `file.unknown`)."""
        return self._scope(officer_id, references, "scope.add")

    def unassign(self, officer_id: str, references: Sequence[str] | None) -> int:
        """Take files out of an officer's scope; they leave the laptop at its next sync."""
        return self._scope(officer_id, references, "scope.remove")

    def revoke(self, device_id: str) -> None:
        """Lock a device out; raises `KnownError` (`device.unknown`)."""
        with self._workshop.writing() as writing:
            if writing.staff.device(device_id) is None:
                raise KnownError("device.unknown", "the hub knows no such device", where=device_id)
            writing.staff.revoke(device_id, iso(self._clock.now()))
            self._note(writing.audit.append, "device.revoke", device_id, "")

    def publish_scenario(self, body: bytes, signatures: bytes) -> ScenarioTerms:
        """Publish a scenario file that both its makers signed; see `hub.scenarios.publish`."""
        if self._scenario_rules is None:
            raise BugError("an administrator without rules for scenarios publishes none")
        return publish(self._workshop, self._scenario_rules(), self._clock, body, signatures, self._by)

    def publish_form(self, kept: KeptForm) -> PublishedForm:
        """Publish a survey form that was checked by whoever calls; see `hub.forms.publish`."""
        return forms.publish(self._workshop, self._clock, kept, self._by)

    def withdraw_form(self, form_id: str) -> PublishedForm:
        """See `hub.forms.withdraw`."""
        return forms.withdraw(self._workshop, self._clock, form_id, self._by)

    def forms(self) -> tuple[PublishedForm, ...]:
        """Every form that was ever published, in order of their ids."""
        return self._workshop.forms()

    def publish_adjustment(self, text: str, day: str) -> None:
        """Publish a signed adjustment of forecasts, verified by whoever calls; workstations verify it
        again."""
        with self._workshop.writing() as writing:
            writing.put_adjustment(text)
            self._note(writing.audit.append, "forecast.publish", day, sha256(text.encode()))

    def adjustment(self) -> str:
        """What was published last; empty where nothing was."""
        return self._workshop.adjustment()

    def scenarios(self) -> tuple[KeptScenario, ...]:
        """The newest version of each that is published."""
        return self._workshop.scenarios()

    def status(self) -> HubStatus:
        staff = self._workshop.staff()
        signers: dict[str, tuple[str, ...]] = {}
        for signer in self._workshop.paper_signers():
            signers[signer.device_id] = (*signers.get(signer.device_id, ()), signer.certificate_sha256)
        return HubStatus(
            epoch=self._workshop.identity().epoch,
            counts=self._workshop.counts(),
            staff=staff,
            devices=self._workshop.devices(),
            files={member.id: len(self._workshop.index(member.id)) for member in staff},
            signers=signers,
        )

    def files(self) -> Iterator[ApplicantFile]:
        """Every file with its ledgers, one in memory at a time, in order of the applicants' ids."""
        return (
            self._workshop.applicant_file(applicant_id) for applicant_id in self._workshop.applicant_ids()
        )

    def verify_audit(self) -> AuditCheck:
        """Read the whole audit chain and check every link."""
        number, previous = 0, FIRST_PREVIOUS
        while entries := self._workshop.audit(number, _AUDIT_AT_ONCE):
            broken = first_broken(entries, number, previous)
            if broken is not None:
                return AuditCheck(number, broken)
            number, previous = entries[-1].number, entries[-1].hash
        return AuditCheck(number, None)

    def _scope(self, officer_id: str, references: Sequence[str] | None, what: str) -> int:
        ids = None if references is None else resolve(references, self._workshop.applicant_ids())
        with self._workshop.writing() as writing:
            if writing.staff.get(officer_id) is None:
                raise KnownError(
                    "officer.unknown",
                    "the hub knows no such officer",
                    where=officer_id,
                    remedy="Add the officer first.",
                )
            change = writing.staff.assign if what == "scope.add" else writing.staff.unassign
            changed = change(officer_id, ids)
            if self._reservation_rules is not None and writing.records.shared():
                reservations = Reservations(self._reservation_rules(), self._clock)
                reserve = reservations.take_along if what == "scope.add" else reservations.give_back
                reserve(writing, officer_id, ids)
            self._note(writing.audit.append, what, officer_id, f"{changed} files")
        return changed

    def _note(self, append: Callable[..., None], what: str, subject: str, detail: str) -> None:
        now = iso(self._clock.now())
        append(at=now, who=self._by, what=what, applicant_id="", subject=subject, detail=detail)


def resolve(references: Sequence[str], known: Sequence[str]) -> list[str]:
    """Applicant ids from ids or from the sources' own ids; raises `KnownError` (`file.unknown`,
    `file.ambiguous`)."""
    ids = set(known)
    by_source_id: dict[str, list[str]] = {}
    for applicant_id in known:
        by_source_id.setdefault(applicant_id.partition(":")[2], []).append(applicant_id)
    found = []
    for reference in references:
        candidates = [reference] if reference in ids else by_source_id.get(reference, [])
        if not candidates:
            raise KnownError("file.unknown", "the hub has no file of this applicant", where=reference)
        if len(candidates) > 1:
            raise KnownError(
                "file.ambiguous",
                "more than one source has this id",
                where=reference,
                remedy=f"Name one of: {', '.join(candidates)}.",
            )
        found.append(candidates[0])
    return found
