"""The gate to what was read of a seller: ledgers are opened under an authorisation in force, or not at all.

Goes in: an applicant and the day. Comes out: the file, with its ledgers where the seller allows their
reading on that day and without any where not. Features, history, assessments and exports open ledgers here
and nowhere else. Loans that were drawn are serviced by what was repaid on them, which is the lender's own to
read (`services.loans`); a decision replays from what it froze.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workstation import __version__
from workstation.domain.consents import consent_for
from workstation.domain.file_papers import ConsentScope
from workstation.domain.ledger import Ledgers
from workstation.domain.records import ApplicantFile
from workstation.domain.seen import Seen
from workstation.ports import CaseStore


def as_of_day(file: ApplicantFile, at: date | None, today: date) -> date:
    """The day an assessment looks from: the one asked for, else the day the source was last read (never
    after today), else today."""
    if at is not None:
        return at
    observed = file.applicant.observed_until
    return min(observed, today) if observed else today


def may_read(file: ApplicantFile, on: date) -> bool:
    """Whether the seller allows the reading of shop and trade records on that day."""
    return consent_for(file, ConsentScope.DATA, on) is not None


def seen_here(file: ApplicantFile) -> Seen | None:
    """How far the file was fetched, as this program read it; None where that is not known."""
    return None if file.seen is None else replace(file.seen, program=__version__)


def readable(file: ApplicantFile, on: date) -> ApplicantFile:
    """The file as it may be read on that day: without its ledgers where nobody may."""
    return file if may_read(file, on) else replace(file, ledgers=Ledgers())


def read_file(cases: CaseStore, applicant_id: str, on: date) -> ApplicantFile:
    """The applicant's file as it may be read on that day; ledgers that nobody may read stay in the store.
    Raises `KnownError` (`file.unknown`)."""
    file = cases.applicant_file(applicant_id, ledgers=False)
    return readable(cases.applicant_file(applicant_id) if may_read(file, on) else file, on)


def read_ledgers(cases: CaseStore, applicant_id: str, on: date) -> ApplicantFile:
    """The same for whoever can do nothing without ledgers. Raises `KnownError` (`consent.data`,
    `file.unknown`)."""
    from workstation.lending.consent import require_consent

    file = read_file(cases, applicant_id, on)
    require_consent(file, ConsentScope.DATA, on)
    return file
