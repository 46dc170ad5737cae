"""Taking down complaints and settling them: acts like any other, on the device until the hub has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.codec import encode
from workstation.domain.acts import ActKind
from workstation.domain.complaining import (
    SETTLED,
    Complaint,
    ComplaintKind,
    ComplaintStep,
    Grievance,
    grievances_of,
)
from workstation.domain.records import ApplicantFile
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.ports import CaseStore
from workstation.services.acting import Hand


@dataclass(frozen=True, slots=True)
class Complaints:
    cases: CaseStore
    hand: Hand

    def of(self, applicant_id: str) -> tuple[Grievance, ...]:
        """The newest first."""
        return grievances_of(self.cases.applicant_file(applicant_id, ledgers=False).complaints)

    def take(
        self,
        applicant_id: str,
        kind: ComplaintKind,
        text: str,
        *,
        on: date | None = None,
        about: str = "",
    ) -> Changes:
        """Record a complaint heard on a day, today where none is named, about a request of this file or none.
        Raises `KnownError`: `complaint.text` where nothing says what was wrong, `complaint.day` for a day to
        come, `complaint.about` for a request that is not in the file."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        if about and all(request.id != about for request in file.applications):
            raise _refused("complaint.about", "the request that it is about is not in this file", file)
        return self._keep(file, ComplaintStep.MADE, kind, text, on, about=about)

    def settle(self, applicant_id: str, complaint_id: str, step: ComplaintStep, text: str) -> Changes:
        """Record what was found and done today: upheld, or rejected. Raises `KnownError`: `complaint.unknown`
        where the file has no such complaint, `complaint.settled`, `complaint.text`."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        found = next((one for one in grievances_of(file.complaints) if one.first.id == complaint_id), None)
        if found is None or step not in SETTLED:
            raise _refused("complaint.unknown", "there is no complaint that this could settle", file)
        if found.settled is not None:
            raise _refused("complaint.settled", "the complaint was settled before", file)
        return self._keep(file, step, found.first.kind, text, None, about=found.first.about, of=complaint_id)

    def _keep(
        self,
        file: ApplicantFile,
        step: ComplaintStep,
        kind: ComplaintKind,
        text: str,
        on: date | None,
        *,
        about: str,
        of: str = "",
    ) -> Changes:
        today = self.hand.clock.today()
        if not text.strip():
            raise _refused("complaint.text", "nothing says what it is about", file)
        if on is not None and on > today:
            raise _refused("complaint.day", "the day has not come yet", file)
        record = Complaint(
            self.hand.new_id(), file.applicant.id, step, kind, on or today, self.hand.officer.id,
            text.strip(), about, of,
        )  # fmt: skip
        return self.hand.act(
            ActKind.RECORD_COMPLAINT, file.applicant.id, encode(record), base_version=file.version
        )


_REMEDIES = {
    "complaint.about": "Name a request of this file, or none.",
    "complaint.unknown": "Look at the file's complaints again.",
    "complaint.settled": "Record what is new as another complaint.",
    "complaint.text": "Write it down.",
    "complaint.day": "Name the day on which it was heard.",
}


def _refused(code: str, message: str, file: ApplicantFile) -> KnownError:
    return KnownError(code, message, where=file.applicant.source_id, remedy=_REMEDIES[code])
