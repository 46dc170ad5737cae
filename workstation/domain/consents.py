"""Which authorisation allows something on a day, and how each stands; the same on desk and hub.

Withdrawals count from their own day on. Without an authorisation there is no import, no read of bureau data,
no photo and no export (`4-lending.md`, Consent).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from workstation.domain.file_papers import ConsentScope, Withdrawal
from workstation.domain.records import ApplicantFile, Authorisation


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


def consent_in_force(
    authorisations: Iterable[Authorisation], withdrawals: Iterable[Withdrawal], scope: ConsentScope, on: date
) -> Authorisation | None:
    """The authorisation that allows `scope` on that day, the one that lasts longest of several; None where
    there is none, it has run out, or the applicant took it back."""
    withdrawn = {w.authorisation_id for w in withdrawals if w.withdrawn_on <= on}
    allowing = [a for a in authorisations if a.allows(scope, on) and a.id not in withdrawn]
    return max(allowing, key=lambda a: (a.expires_on, a.id), default=None)


def may_be_kept(
    authorisations: Iterable[Authorisation],
    withdrawals: Iterable[Withdrawal],
    scope: ConsentScope,
    *,
    taken_on: date,
    kept_on: date,
) -> bool:
    """Whether what was taken on one day may go into the books on a later one: it was allowed when it was
    taken, and the applicant has not taken that back since, or allows it again. That it ran out in between
    forbids nothing."""
    papers, withdrawn = tuple(authorisations), tuple(withdrawals)
    if consent_in_force(papers, withdrawn, scope, taken_on) is None:
        return False
    gone = {one.authorisation_id for one in withdrawn if one.withdrawn_on <= kept_on}
    lasting = [one for one in papers if one.id not in gone]
    return any(consent_in_force(lasting, (), scope, day) is not None for day in (taken_on, kept_on))


def consent_for(file: ApplicantFile, scope: ConsentScope, on: date) -> Authorisation | None:
    """The same of what a file holds."""
    return consent_in_force(file.authorisations, file.withdrawals, scope, on)
