"""Authorisations (授权书): what an applicant allows on a day, and the refusal where it is not allowed.

Goes in: a file and a day. Withdrawals count from their own day on. Without an authorisation there is no
import, no read of bureau data, no photo and no export (`4-lending.md`, Consent).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from workstation.domain.consents import consent_in_force
from workstation.domain.file_papers import ConsentScope
from workstation.domain.records import ApplicantFile, Authorisation
from workstation.errors import KnownError


class ConsentState(StrEnum):
    IN_FORCE = "in_force"
    NOT_YET = "not_yet"  # signed for a later day
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def consent_state(authorisation: Authorisation, on: date) -> ConsentState:
    """How an authorisation stands, with what was withdrawn laid over it already."""
    if authorisation.withdrawn_on is not None and authorisation.withdrawn_on <= on:
        return ConsentState.WITHDRAWN
    if on > authorisation.expires_on:
        return ConsentState.EXPIRED
    return ConsentState.NOT_YET if on < authorisation.signed_on else ConsentState.IN_FORCE


def consent_for(file: ApplicantFile, scope: ConsentScope, on: date) -> Authorisation | None:
    """The authorisation that allows `scope` on that day; of several the one that lasts longest."""
    return consent_in_force(file.authorisations, file.withdrawals, scope, on)


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
