"""The refusal of what an applicant does not allow on a day.

Goes in: a file, what is to be done with it, a day. Comes out: the authorisation (授权书) that allows it.
"""

from __future__ import annotations

from datetime import date

from workstation.domain.consents import consent_for
from workstation.domain.file_papers import ConsentScope
from workstation.domain.records import ApplicantFile, Authorisation
from workstation.errors import KnownError


def require_consent(file: ApplicantFile, scope: ConsentScope, on: date) -> Authorisation:
    """The authorisation under which something is read, taken or handed on. Raises `KnownError` with code
    `consent.<scope>` where none is in force on that day."""
    found = consent_for(file, scope, on)
    if found is not None:
        return found
    raise KnownError(
        f"consent.{scope.value}",
        f"{file.applicant.name} has not authorised this, or no longer does: {_ALLOWS[scope]}",
        where=file.applicant.source_id,
        remedy="Have an authorisation signed that names it, and take it down in the file.",
    )


_ALLOWS = {
    ConsentScope.DATA: "the reading of shop and trade records",
    ConsentScope.BUREAU: "the reading of credit reports",
    ConsentScope.PHOTOS: "photographs and recordings",
    ConsentScope.REFERRAL: "handing the file to another lender",
}
