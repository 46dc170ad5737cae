"""What the tab shows, as values: one entry for each approval and its loan, one row for each due.

Goes in: the decisions of a file and the desk's loans. Comes out: entries, the newest approval first; money in
fen. Raises what `Loans.of` and `Loans.conditions` raise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.domain.lending import Offer
    from workstation.lending.servicing import LoanAccount
    from workstation.ports import KeptDecision
    from workstation.services.loan_views import Condition, LoanView
    from workstation.services.loans import Loans


@dataclass(frozen=True, slots=True)
class LoanEntry:
    """An approval, and the loan drawn on it: `view` is None until it is drawn. `id` is the application's."""

    id: str
    offer: Offer
    firm: bool
    conditions: tuple[Condition, ...]
    view: LoanView | None

    @property
    def unmet(self) -> tuple[Condition, ...]:
        return tuple(row for row in self.conditions if not row.met)


class DueMark(StrEnum):
    PAID = "paid"
    OVERDUE = "overdue"
    TODAY = "today"
    TO_COME = "to-come"


@dataclass(frozen=True, slots=True)
class DueRow:
    """One line of the schedule: what was charged by kind, what of it is open, and how it stands."""

    day: date
    principal: int
    interest: int
    other: int
    owed: int
    mark: DueMark


def loan_entries(loans: Loans, applicant_id: str, decisions: Iterable[KeptDecision]) -> tuple[LoanEntry, ...]:
    """`decisions` newest first: of one application the first stands."""
    standing: dict[str, KeptDecision] = {}
    for kept in decisions:
        standing.setdefault(kept.decision.application_id, kept)
    drawn = {view.account.loan_id: view for view in loans.of(applicant_id)}
    return tuple(
        LoanEntry(id_, offer, kept.firm, loans.conditions(applicant_id, id_), drawn.get(id_))
        for id_, kept in standing.items()
        if (offer := kept.decision.offer) is not None and kept.decision.outcome.lends
    )


def due_rows(account: LoanAccount) -> tuple[DueRow, ...]:
    """What fell due, of every schedule, and then what the schedule in force has still to come."""
    today = account.as_of
    fallen = [due for due in account.dues if due.day <= today]
    rows = [
        DueRow(
            due.day, due.principal - due.moved, due.interest, due.cost + due.penalty, due.owed,
            _mark(due.owed, due.day, today),
        )
        for due in fallen
    ]  # fmt: skip
    if not account.settled:
        rows += [
            DueRow(row.due, row.principal, row.interest, row.fee, row.payment, DueMark.TO_COME)
            for row in account.schedule.rows
            if row.due > today
        ]
    return tuple(rows)


def _mark(owed: int, day: date, today: date) -> DueMark:
    if not owed:
        return DueMark.PAID
    return DueMark.OVERDUE if day < today else DueMark.TODAY
