"""People and papers of a file: consent taken and taken back, parties, relations, identity, scans, security.

Goes in: what an officer was told or shown. Comes out: one act each, kept in the outbox; the hub asks the same
once more. Nothing is ever changed: a correction is a later record that names the earlier one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from workstation.codec import Record, encode
from workstation.domain.acts import ActKind
from workstation.domain.file_papers import (
    Collateral,
    CollateralKind,
    ConsentScope,
    Document,
    DocumentKind,
    IdentityCheck,
    IdentityItem,
    LookUp,
    Party,
    PartyRole,
    Relation,
    Withdrawal,
)
from workstation.domain.records import ApplicantFile, Authorisation
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.ports import CaseStore
from workstation.services.acting import Hand

if TYPE_CHECKING:
    from workstation.lending.file_policy import ChecklistLine, FilePolicy


@dataclass(frozen=True, slots=True)
class People:
    cases: CaseStore
    hand: Hand
    policy: FilePolicy

    def checklist(self, file: ApplicantFile) -> tuple[ChecklistLine, ...]:
        """The identity checklist as it stands today."""
        from workstation.lending.file_policy import identity_checklist

        return identity_checklist(file, self.policy, self._today())

    def take_authorisation(
        self,
        applicant_id: str,
        scopes: Collection[ConsentScope],
        until: date,
        *,
        signed_on: date | None = None,
        document_id: str = "",
    ) -> Changes:
        """Take down a signed authorisation. Raises `KnownError`: `consent.scopes`, `consent.days`,
        `document.unknown`."""
        file, today = self._file(applicant_id), self._today()
        signed = signed_on or today
        if not scopes:
            raise _error("consent.scopes", file, "the authorisation allows nothing", "Choose what it allows.")
        if not signed <= today <= until:
            raise _error(
                "consent.days", file, f"signed {signed} and valid to {until}, it is not in force today",
                "Enter the days that are on the paper.",
            )  # fmt: skip
        self._known_document(file, document_id)
        ordered = tuple(scope for scope in ConsentScope if scope in scopes)
        officer = self.hand.officer.id
        made = Authorisation(
            self.hand.new_id(), applicant_id, ordered, signed, until,
            document_id=document_id, taken_by=officer,
        )  # fmt: skip
        return self._keep(ActKind.TAKE_AUTHORISATION, file, made)

    def withdraw_authorisation(self, applicant_id: str, authorisation_id: str, reason: str = "") -> Changes:
        """Take down that the applicant took an authorisation back, from today on. Raises `KnownError`:
        `consent.unknown`, `consent.withdrawn`."""
        file, today = self._file(applicant_id), self._today()
        found = next((a for a in file.consents if a.id == authorisation_id), None)
        if found is None:
            raise _error("consent.unknown", file, "there is no such authorisation", "Look at the file again.")
        if found.withdrawn_on is not None:
            raise _error("consent.withdrawn", file, "it was withdrawn before", "There is nothing to do.")
        made = Withdrawal(
            self.hand.new_id(), applicant_id, found.id, today, self.hand.officer.id, reason.strip()
        )
        return self._keep(ActKind.WITHDRAW_AUTHORISATION, file, made)

    def record_party(
        self,
        applicant_id: str,
        role: PartyRole,
        name: str,
        *,
        id_number: str = "",
        phone: str = "",
        address: str = "",
        ref: str = "",
        supersedes: str = "",
    ) -> Changes:
        """Take down who stands beside the applicant; `ref` is the applicant id of a file of their own.
        Raises `KnownError`: `party.name`, `party.self`, `party.unknown`."""
        file = self._file(applicant_id)
        if not name.strip():
            raise _error("party.name", file, "the person or firm has no name", "Enter the name.")
        if ref == applicant_id:
            raise _error("party.self", file, "the applicant is no party beside itself", "Name another file.")
        if supersedes:
            self._party(file, supersedes)
        made = Party(
            self.hand.new_id(), applicant_id, role, name.strip(), self._today(), id_number=id_number.strip(),
            phone=phone.strip(), address=address.strip(), ref=ref, supersedes=supersedes,
            recorded_by=self.hand.officer.id,
        )  # fmt: skip
        return self._keep(ActKind.RECORD_PARTY, file, made)

    def end_party(self, applicant_id: str, party_id: str) -> Changes:
        """Take down that somebody stands beside the applicant no longer. Raises `KnownError`
        (`party.unknown`)."""
        file = self._file(applicant_id)
        party = self._party(file, party_id)
        made = replace(
            party, id=self.hand.new_id(), ended_on=self._today(), supersedes=party.id,
            recorded_by=self.hand.officer.id,
        )  # fmt: skip
        return self._keep(ActKind.RECORD_PARTY, file, made)

    def declare_relation(self, applicant_id: str, nature: str) -> Changes:
        """Declare one's own relation to the applicant, which bars from deciding. Raises `KnownError`
        (`relation.nature`)."""
        file = self._file(applicant_id)
        if not nature.strip():
            raise _error("relation.nature", file, "the relation is not described", "Say what it is.")
        officer = self.hand.officer.id
        made = Relation(self.hand.new_id(), applicant_id, officer, nature.strip(), self._today())
        return self._keep(ActKind.DECLARE_RELATION, file, made)

    def check_identity(
        self,
        applicant_id: str,
        item: IdentityItem,
        passed: bool,
        how: str,
        *,
        evidence: str = "",
        party_id: str = "",
    ) -> Changes:
        """Take down one item of the checklist as it was found. Raises `KnownError`: `identity.how`,
        `party.unknown`, `document.unknown`."""
        file = self._file(applicant_id)
        if not how.strip():
            raise _error("identity.how", file, "a check says how it was made", "Say what you looked at.")
        if party_id:
            self._party(file, party_id)
        self._known_document(file, evidence)
        made = IdentityCheck(
            self.hand.new_id(), applicant_id, item, passed, self.hand.officer.id, self._today(), how.strip(),
            evidence, party_id,
        )  # fmt: skip
        return self._keep(ActKind.CHECK_IDENTITY, file, made)

    def add_document(
        self, applicant_id: str, kind: DocumentKind, title: str, data: bytes, *, party_id: str = ""
    ) -> Changes:
        """Add a scan or photo; its bytes are kept with the act. Raises `KnownError`: `document.title`,
        `document.size`, `document.type`, `document.pixels`, `consent.photos` for a photo without consent."""
        from workstation.crypto import sha256
        from workstation.lending.consent import require_consent
        from workstation.services.scans import media_type_of

        file = self._file(applicant_id)
        if not title.strip():
            raise _error("document.title", file, "the document has no title", "Say what it is.")
        if kind is DocumentKind.PHOTO:
            require_consent(file, ConsentScope.PHOTOS, self._today())
        if party_id:
            self._party(file, party_id)
        policy = self.policy
        media = media_type_of(data, most_bytes=policy.most_bytes, most_pixels=policy.most_pixels)
        made = Document(
            self.hand.new_id(), applicant_id, kind, title.strip(), sha256(data), media, len(data),
            self.hand.officer.id, self.hand.moment(), party_id,
        )  # fmt: skip
        return self._keep(ActKind.ADD_DOCUMENT, file, made, {made.file_sha256: data})

    def take_collateral(
        self,
        applicant_id: str,
        kind: CollateralKind,
        title: str,
        value: int,
        *,
        owner_id: str = "",
        insured_until: date | None = None,
        document_id: str = "",
    ) -> Changes:
        """Take down what secures the loan, valued in fen before any haircut. Raises `KnownError`:
        `security.title`, `security.value`, `party.unknown`, `document.unknown`."""
        file = self._file(applicant_id)
        if not title.strip():
            raise _error("security.title", file, "the security has no title", "Say what it is.")
        if value <= 0:
            raise _error("security.value", file, "the security is worth nothing", "Enter its value.")
        if owner_id:
            self._party(file, owner_id)
        self._known_document(file, document_id)
        made = Collateral(
            self.hand.new_id(), applicant_id, kind, title.strip(), value, self._today(),
            self.hand.officer.id, owner_id, insured_until, document_id,
        )  # fmt: skip
        return self._keep(ActKind.TAKE_COLLATERAL, file, made)

    def release_collateral(self, applicant_id: str, collateral_id: str) -> Changes:
        """Give security back. Raises `KnownError` (`security.unknown`)."""
        from workstation.lending.file_policy import collateral_in_force

        file, today = self._file(applicant_id), self._today()
        found = next((c for c in collateral_in_force(file, today) if c.id == collateral_id), None)
        if found is None:
            raise _error(
                "security.unknown", file, "there is no such security, or it was released before",
                "Look at the file again.",
            )  # fmt: skip
        made = replace(found, id=self.hand.new_id(), released_on=today, supersedes=found.id)
        return self._keep(ActKind.TAKE_COLLATERAL, file, made)

    def log_look_up(self, applicant_id: str, scope: ConsentScope, purpose: str, what: str) -> Changes:
        """Log a read of personal or bureau data before it is read. Raises `KnownError`: `look_up.purpose`,
        `consent.<scope>`."""
        from workstation.lending.consent import require_consent

        file = self._file(applicant_id)
        if not purpose.strip() or not what.strip():
            raise _error("look_up.purpose", file, "a look-up names what and what for", "Say both.")
        allowed = require_consent(file, scope, self._today())
        made = LookUp(
            self.hand.new_id(), applicant_id, scope, purpose.strip(), what.strip(), self.hand.officer.id,
            self.hand.moment(), allowed.id,
        )  # fmt: skip
        return self._keep(ActKind.LOG_LOOK_UP, file, made)

    def _today(self) -> date:
        return self.hand.clock.today()

    def _file(self, applicant_id: str) -> ApplicantFile:
        return self.cases.applicant_file(applicant_id, ledgers=False)

    def _party(self, file: ApplicantFile, party_id: str) -> Party:
        from workstation.lending.file_policy import current_parties

        for party in current_parties(file, self._today()):
            if party.id == party_id:
                return party
        raise _error("party.unknown", file, "there is nobody of this id beside the applicant", "Look again.")

    def _known_document(self, file: ApplicantFile, document_id: str) -> None:
        if document_id and all(d.id != document_id for d in file.documents):
            raise _error("document.unknown", file, "the file has no such document", "Add the scan first.")

    def _keep(
        self, kind: ActKind, file: ApplicantFile, record: Record, files: Mapping[str, bytes] | None = None
    ) -> Changes:
        body = encode(record)
        return self.hand.act(kind, file.applicant.id, body, base_version=file.version, files=files)


def _error(code: str, file: ApplicantFile, message: str, remedy: str) -> KnownError:
    return KnownError(code, message, where=file.applicant.source_id, remedy=remedy)
