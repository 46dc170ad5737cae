"""What the hub asks of its workshop: one writer at a time, and readers that see one moment.

`db/workshop` implements these protocols. Everything written in one `writing()` is one transaction with its
sequence numbers and its links of the audit chain; values that come out are frozen and free of the session.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from workstation.domain.acts import Act
from workstation.domain.audit import AuditEntry
from workstation.domain.forms import KeptForm, PublishedForm
from workstation.domain.records import ApplicantFile
from workstation.domain.scenarios import BudgetShare, BudgetState, KeptScenario, ScenarioTerms
from workstation.domain.workshop import (
    Device,
    EnrolmentCode,
    HubIdentity,
    LoggedAct,
    NumberBlock,
    PaperSigner,
    RecordVersion,
    StaffMember,
)
from workstation.ports import FilePart, KindCheck


class RecordShelf(Protocol):
    """Records of applicant files and every version they ever had."""

    def known(self, applicant_id: str) -> bool: ...

    def get(self, applicant_id: str, kind: str, record_id: str) -> RecordVersion | None: ...

    def of_kind(self, applicant_ids: Sequence[str], kind: str) -> tuple[RecordVersion, ...]:
        """Present versions in order of their ids, withdrawn ones left out."""
        ...

    def files_with(self, kind: str) -> tuple[str, ...]:
        """The applicants that have a record of this kind, in order of their ids."""
        ...

    def called(self, kind: str, record_id: str) -> tuple[RecordVersion, ...]:
        """The records of this kind and id in all files, in order of the applicants' ids."""
        ...

    def shared(self) -> frozenset[str]:
        """The applicants that `grouped` gives, and those in the scopes of several people."""
        ...

    def grouped(self) -> frozenset[str]:
        """The applicants under a controller with others, or tied to others."""
        ...

    def history(self, applicant_id: str, kind: str, record_id: str) -> tuple[RecordVersion, ...]:
        """Every version, the oldest first."""
        ...

    def taken(self, kind: str, record_id: str) -> bool:
        """Whether any applicant has a record of this kind with this id."""
        ...

    def put(self, applicant_id: str, kind: str, record_id: str, body: bytes | None, made: Made) -> int:
        """Store the next version under the next sequence number; returns the version."""
        ...

    def source_body(self, applicant_id: str, kind: str, record_id: str) -> bytes | None:
        """What the source last delivered of this record, whatever people have changed since."""
        ...

    def keep_source_body(self, applicant_id: str, kind: str, record_id: str, body: bytes) -> None: ...

    def register(self, applicant_id: str, controller_id: str) -> None:
        """Make an applicant known, or move it under another controller."""
        ...

    def related(self, applicant_id: str) -> tuple[str, ...]:
        """The applicant and all that belong with it, through a controller or through recorded parties."""
        ...

    def tie(self, applicant_id: str, tied: Mapping[str, str]) -> None:
        """Make the ties that go out from a file those of `tied`: party id → the other's applicant id."""
        ...


class Made(Protocol):
    """Who made a version, and by which act."""

    @property
    def act_id(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def device_id(self) -> str: ...
    @property
    def at(self) -> str: ...


class LedgerShelf(Protocol):
    def put(self, applicant_id: str, kind: str, rows: Sequence[Sequence[Any]]) -> int:
        """Insert or replace rows in the columns of `domain.ledger`; returns how many are new or differ.
        A row that is there already, the same in every column, keeps its sequence number."""
        ...


class StaffShelf(Protocol):
    """People, their devices, their codes and their files."""

    def add(self, member: StaffMember) -> None:
        """Add a person, or change name and role of one."""
        ...

    def get(self, officer_id: str) -> StaffMember | None: ...

    def add_device(self, device: Device) -> None: ...

    def device(self, device_id: str) -> Device | None: ...

    def devices(self) -> tuple[Device, ...]: ...

    def revoke(self, device_id: str, at: str) -> None: ...

    def add_signer(self, certificate_sha256: str, device_id: str, at: str) -> None:
        """Keep a certificate that nobody signs with yet."""
        ...

    def signers(self) -> tuple[PaperSigner, ...]: ...

    def add_code(self, code: EnrolmentCode) -> None: ...

    def code(self, code_hash: str) -> EnrolmentCode | None: ...

    def use_code(self, code_hash: str, device_id: str) -> None: ...

    def assigned(self, officer_id: str, applicant_id: str) -> bool: ...

    def holders(self, applicant_ids: Sequence[str]) -> tuple[tuple[StaffMember, str], ...]:
        """Who has which of these files in scope, in order of person and file."""
        ...

    def assign(self, officer_id: str, applicant_ids: Sequence[str] | None) -> int:
        """Put files into an officer's scope, or all that are known (None); returns how many are new."""
        ...

    def unassign(self, officer_id: str, applicant_ids: Sequence[str] | None) -> int: ...


class ActLog(Protocol):
    """The permanent log of acts: what makes a second delivery harmless."""

    def find(self, act_id: str) -> LoggedAct | None: ...

    def add(self, act: Act, *, device_id: str, sha256: str, outcome: str, at: str) -> None: ...


class NumberShelf(Protocol):
    def blocks(self, device_id: str, prefix: str) -> tuple[NumberBlock, ...]: ...

    def add(self, block: NumberBlock) -> None: ...

    def use(self, number: str, act_id: str) -> bool:
        """Take a letter number for good; False where it is taken already."""
        ...


class PledgeShelf(Protocol):
    """What is financed now. An asset is `<ledger>:<source id>` behind the id of its source, so that two
    sellers' orders of one number are not one."""

    def holder(self, asset: str) -> str | None:
        """The id of the loan that an asset secures, None where it is free."""
        ...

    def take(self, asset: str, *, applicant_id: str, loan_id: str, act_id: str) -> None: ...

    def free(self, asset: str, loan_id: str) -> bool:
        """Set an asset of this loan free; False where the loan does not hold it."""
        ...


class ScenarioShelf(Protocol):
    """Published scenarios, and what is taken off and reserved of their risk budgets, in fen. A budget counts
    the approvals of its scenario's days, whichever version they were made under."""

    def add(self, kept: KeptScenario) -> None: ...

    def newest(self) -> tuple[KeptScenario, ...]:
        """The newest version of each, in order of their ids."""
        ...

    def called(self, sha256: str) -> KeptScenario | None:
        """Any version that was published, by the sha256 of its file."""
        ...

    def used(self, terms: ScenarioTerms) -> int: ...

    def use(
        self, scenario_id: str, *, applicant_id: str, application_id: str, decision_id: str,
        officer_id: str, amount: int, day: date,
    ) -> None: ...  # fmt: skip

    def taken(self, applicant_id: str, application_id: str) -> Mapping[str, int]:
        """What the approval on this request took off each budget, in fen by scenario."""
        ...

    def free(self, applicant_id: str, application_id: str, keep: Collection[str] = ()) -> None:
        """Give back what an earlier approval on this request took off any budget but those to `keep`."""
        ...

    def shares(self, scenario_id: str) -> Mapping[str, BudgetShare]:
        """What is reserved, by workstation; without what was counted."""
        ...

    def put_share(self, scenario_id: str, device_id: str, share: BudgetShare) -> None: ...

    def states(self, device: Device) -> Mapping[str, BudgetState]:
        """How each budget stands for one workstation, by scenario."""
        ...


class FormShelf(Protocol):
    """Survey forms that were published. None is ever deleted."""

    def put(self, kept: KeptForm) -> None:
        """Keep it, in place of what was said of the same workbook before."""
        ...

    def end(self, sha256: str, at: str) -> None:
        """Nothing new is begun with the form of this workbook from a moment on."""
        ...

    def all(self) -> tuple[PublishedForm, ...]:
        """In order of their ids and moments, those that ended among them."""
        ...

    def called(self, sha256: str) -> KeptForm | None:
        """By the sha256 of its workbook."""
        ...


class AuditTrail(Protocol):
    def append(
        self, *, at: str, who: str, what: str, applicant_id: str, subject: str, detail: str
    ) -> None: ...


class Writing(Protocol):
    """One write transaction. Leaving it by an exception leaves nothing behind."""

    @property
    def records(self) -> RecordShelf: ...
    @property
    def ledgers(self) -> LedgerShelf: ...
    @property
    def staff(self) -> StaffShelf: ...
    @property
    def acts(self) -> ActLog: ...
    @property
    def numbers(self) -> NumberShelf: ...
    @property
    def pledges(self) -> PledgeShelf: ...
    @property
    def scenarios(self) -> ScenarioShelf: ...
    @property
    def forms(self) -> FormShelf: ...
    @property
    def audit(self) -> AuditTrail: ...
    def put_adjustment(self, text: str) -> None:
        """Keep the signed file that puts forecasts right for every workstation, in place of an older one."""
        ...

    def erase(self, applicant_id: str) -> tuple[str, ...]:
        """Delete everything of an applicant for good: rows, records with every version, what the log of acts
        says, and the place in officers' scopes. Returns the names of blobs that no other file refers to."""
        ...

    def file(self, applicant_id: str, *, ledgers: bool = True) -> ApplicantFile:
        """As this transaction leaves it, without the rows of its ledgers where nobody asks for them. Raises
        `KnownError` (`file.unknown`)."""
        ...


class Workshop(Protocol):
    """The hub's database."""

    def identity(self) -> HubIdentity: ...

    def new_epoch(self, epoch: str) -> None:
        """Name this memory anew, after an older state was put back."""
        ...

    def writing(self) -> AbstractContextManager[Writing]: ...

    def device(self, device_id: str) -> Device | None: ...

    def assigned(self, officer_id: str, applicant_id: str) -> bool: ...

    def may_read_blob(self, officer_id: str, sha256: str) -> bool:
        """Whether a file in the officer's scope refers to this blob."""
        ...

    def index(self, officer_id: str) -> tuple[tuple[str, int], ...]:
        """Files in the officer's scope with the newest sequence number of each, in order of their ids."""
        ...

    def parts(self, officer_id: str, wanted: Sequence[tuple[str, int]], rows: int) -> tuple[FilePart, ...]:
        """What is behind the given sequence numbers, in their order and for as many files as `rows` allows.
        A file outside the scope is left out. Every part moves its cursor on, or says that it stands at the
        file's head."""
        ...

    def checks(
        self, officer_id: str, applicant_ids: Sequence[str]
    ) -> Mapping[str, tuple[int, Mapping[str, KindCheck]]]:
        """Applicant id → (head, kind → count and digest), all of one moment."""
        ...

    def applicant_file(self, applicant_id: str) -> ApplicantFile:
        """Raises `KnownError` (`file.unknown`)."""
        ...

    def file_as_seen(
        self, applicant_id: str, *, cursor: int, device_id: str, own: str
    ) -> tuple[ApplicantFile, bool]:
        """The file as a workstation had it that had fetched it up to number `cursor`, with what this device
        had done up to its act `own` laid over it, and without what related files owe. And whether all of
        that is known: replaced rows of ledgers are kept since a version of the hub, not always. Raises
        `KnownError` (`file.unknown`)."""
        ...

    def received(self, act_id: str) -> bool:
        """Whether the log has an act of this id."""
        ...

    def applicant_ids(self) -> tuple[str, ...]: ...

    def called(self, kind: str, record_id: str) -> tuple[RecordVersion, ...]:
        """See `RecordShelf.called`; without waiting for whoever writes."""
        ...

    def shared(self) -> frozenset[str]:
        """See `RecordShelf.shared`; without waiting for whoever writes."""
        ...

    def counts(self) -> Mapping[str, int]:
        """Rows by table, for the status."""
        ...

    def staff(self) -> tuple[StaffMember, ...]: ...

    def devices(self) -> tuple[Device, ...]: ...

    def paper_signers(self) -> tuple[PaperSigner, ...]:
        """In order of their fingerprints."""
        ...

    def adjustment(self) -> str:
        """The signed file that puts forecasts right, as it was published last; empty where none was."""
        ...

    def forms(self) -> tuple[PublishedForm, ...]:
        """See `FormShelf.all`; without waiting for whoever writes."""
        ...

    def form_called(self, sha256: str) -> KeptForm | None:
        """See `FormShelf.called`; without waiting for whoever writes."""
        ...

    def form_package(self, sha256: str) -> bytes | None:
        """A form with its lists by the sha256 of the package, None where none is called so."""
        ...

    def scenarios(self) -> tuple[KeptScenario, ...]:
        """See `ScenarioShelf.newest`; without waiting for whoever writes."""
        ...

    def scenarios_called(self, names: Sequence[str]) -> tuple[KeptScenario, ...]:
        """Those of them that were published, in any version, by the sha256 of their files."""
        ...

    def scenario_budgets(self, device: Device) -> Mapping[str, BudgetState]:
        """See `ScenarioShelf.states`; without waiting for whoever writes."""
        ...

    def audit(self, after: int, limit: int) -> tuple[AuditEntry, ...]: ...

    def back_up(self, target: Path) -> Path:
        """Copy one moment of it to a file; raises `KnownError` (`hub.backup`) where it lies on a server."""
        ...

    def close(self) -> None: ...
