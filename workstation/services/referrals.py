"""Referral to a partner bank: what lies above the ceiling or outside policy goes out as one archive.

Nothing leaves without an authorisation for referral that is in force on the day; what left, to whom and under
which authorisation is an act, saved before the archive is handed over.
"""

from __future__ import annotations

from dataclasses import dataclass

from workstation.codec import encode
from workstation.crypto import sha256
from workstation.domain.acts import ActKind
from workstation.domain.file_papers import ConsentScope, FileExport
from workstation.errors import KnownError
from workstation.ports import BlobStore, CaseStore
from workstation.services.acting import Hand
from workstation.services.files import Files
from workstation.services.referral_pack import ledger_parts, pack, record_parts, summary
from workstation.services.values import FileView, Referred


@dataclass(frozen=True, slots=True)
class Referrals:
    cases: CaseStore
    blobs: BlobStore
    files: Files
    hand: Hand

    def refer(self, applicant_id: str, partner: str) -> Referred:
        """The whole file as one ZIP for `partner`, and the act that it went out. The same file on the same
        moment gives the same bytes.

        Papers that this workstation does not hold are named as absent in the manifest. Raises `KnownError`:
        `file.unknown`, `referral.partner` without a name, `consent.referral` without an authorisation,
        `consent.data` without one to read what would be handed on.
        """
        from workstation.lending.consent import require_consent

        if not partner.strip():
            raise KnownError(
                "referral.partner",
                "a file is referred to a named bank",
                where=applicant_id,
                remedy="Name the partner bank.",
            )
        view = self.files.open(applicant_id)
        today = self.hand.clock.today()
        consent = require_consent(view.file, ConsentScope.REFERRAL, today)
        require_consent(view.file, ConsentScope.DATA, today)
        moment = self.hand.moment()
        papers, absent = self._papers(view)
        parts = record_parts(view) | ledger_parts(view.file) | papers
        parts["summary.txt"] = summary(view, partner.strip(), moment)
        decision_id = view.decisions[0].decision.id if view.decisions else ""
        about = {
            "applicant": applicant_id,
            "partner": partner.strip(),
            "exported_at": moment,
            "exported_by": self.hand.officer.id,
            "authorisation": consent.id,
            "decision": decision_id,
            "absent": sorted(absent),
        }
        archive = pack(parts, about)
        export = FileExport(
            id=self.hand.new_id(),
            applicant_id=applicant_id,
            partner=partner.strip(),
            file_sha256=sha256(archive),
            exported_by=self.hand.officer.id,
            exported_at=moment,
            authorisation_id=consent.id,
            decision_id=decision_id,
        )
        changes = self.hand.act(
            ActKind.EXPORT_FILE, applicant_id, encode(export), base_version=view.file.version
        )
        return Referred(export, archive, tuple(sorted(parts)), tuple(sorted(absent)), changes)

    def _papers(self, view: FileView) -> tuple[dict[str, bytes], list[str]]:
        """Letters and documents by name, and the names of those whose bytes are not here."""
        wanted = {f"letters/{letter.number}.pdf": letter.file_sha256 for letter in view.letters}
        for document in view.file.documents:
            ending = document.media_type.rpartition("/")[2] or "bin"
            wanted[f"documents/{document.kind.value}-{document.id}.{ending}"] = document.file_sha256
        found: dict[str, bytes] = {}
        absent: list[str] = []
        for name, digest in sorted(wanted.items()):
            try:
                found[name] = self.blobs.get(digest)
            except KnownError as error:
                if error.code != "blob.missing":
                    raise
                absent.append(name)
        return found, absent
