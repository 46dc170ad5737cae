"""What an applicant file must hold: the lender's checklist, retention and haircuts, as data.

Goes in: `resources/policies/file.toml`. Comes out: a checked `FilePolicy`, and what a file lacks by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from workstation.domain.corrections import newest
from workstation.domain.file_papers import Collateral, CollateralKind, IdentityCheck, IdentityItem, Party
from workstation.domain.records import ApplicantFile, ApplicantKind, Authorisation
from workstation.lending.definitions import Part, read_definition
from workstation.lending.duedates import months_after


class ChecklistItem(Part, frozen=True, kw_only=True):
    """One row: of whom an item is asked, for which products (empty: all), how many days a check holds."""

    item: IdentityItem
    applicants: tuple[ApplicantKind, ...]
    products: tuple[str, ...]
    party: str
    days: int


class FilePolicy(Part, frozen=True, kw_only=True):
    version: int
    version_hash: str
    retention_years: int
    reservation_days: int
    most_bytes: int
    most_pixels: int
    checklist: tuple[ChecklistItem, ...]
    haircuts: dict[CollateralKind, Fraction]


def load_file_policy(path: Path) -> FilePolicy:
    """Raises `KnownError`: `file_policy.unreadable`, `file_policy.damaged`."""
    return read_definition(path, FilePolicy, "file_policy")


class ItemState(StrEnum):
    DONE = "done"
    FAILED = "failed"
    MISSING = "missing"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One item as it stands; `party` is whom it is asked of, None for the applicant; `holds_until` is the
    last day of a check that passed."""

    item: IdentityItem
    state: ItemState
    party: Party | None = None
    check: IdentityCheck | None = None
    holds_until: date | None = None


def identity_checklist(file: ApplicantFile, policy: FilePolicy, on: date) -> tuple[ChecklistLine, ...]:
    """Every item that the file needs, in the order of the policy; the newest check of an item counts."""
    product = file.application.product if file.application else ""
    lines: list[ChecklistLine] = []
    for row in policy.checklist:
        if file.applicant.kind not in row.applicants or (row.products and product not in row.products):
            continue
        asked: list[Party | None] = [None]
        if row.party:
            asked = [party for party in current_parties(file, on) if party.role == row.party]
        lines.extend(_line(file, row, party, on) for party in asked)
    return tuple(lines)


def _line(file: ApplicantFile, row: ChecklistItem, party: Party | None, on: date) -> ChecklistLine:
    whose = party.id if party else ""
    found = [c for c in file.identity_checks if (c.item, c.party_id) == (row.item, whose)]
    check = max(found, key=lambda c: (c.checked_on, c.id), default=None)
    if check is None:
        return ChecklistLine(row.item, ItemState.MISSING, party)
    if not check.passed:
        return ChecklistLine(row.item, ItemState.FAILED, party, check)
    last = check.checked_on + timedelta(days=row.days)
    state = ItemState.DONE if on <= last else ItemState.EXPIRED
    return ChecklistLine(row.item, state, party, check, last)


def current_parties(file: ApplicantFile, on: date) -> list[Party]:
    """Who stands beside the applicant on that day: corrected records and people who left are not there."""
    return [p for p in newest(file.parties) if p.since <= on and (p.ended_on is None or on < p.ended_on)]


def collateral_in_force(file: ApplicantFile, on: date) -> list[Collateral]:
    return [c for c in newest(file.collateral) if c.released_on is None or on < c.released_on]


def secured_value(collateral: Collateral, policy: FilePolicy) -> int:
    """What a piece of security counts for, in fen after the haircut, rounded down. A kind that the policy
    does not name counts for nothing."""
    return int(collateral.value * (1 - policy.haircuts.get(collateral.kind, Fraction(1))))


def keep_until(authorisation: Authorisation, policy: FilePolicy) -> date:
    """The last day on which what was read under an authorisation is kept."""
    ended = min(filter(None, (authorisation.withdrawn_on, authorisation.expires_on)))
    return _years_after(ended, policy)


def file_kept_until(file: ApplicantFile, settled: Iterable[date], policy: FilePolicy) -> date | None:
    """The last day on which a file is kept: the latest by its authorisations and by the days on which its
    loans were `settled`. None where it has neither, since then nothing says."""
    days = [keep_until(authorisation, policy) for authorisation in file.consents]
    return max((*days, *(_years_after(day, policy) for day in settled)), default=None)


def _years_after(ended: date, policy: FilePolicy) -> date:
    return months_after(ended, 12 * policy.retention_years)
