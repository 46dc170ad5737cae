"""What the tab shows, as values: one entry for each approval and its loan, one row for each due.

Goes in: the decisions of a file and the desk. Comes out: entries, the newest approval first; money in
fen. Raises what `Loans.views_in` and `Drawing.line_in` raise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.domain.lending import Offer
    from workstation.lending.lines import Line
    from workstation.lending.servicing import LoanAccount
    from workstation.ports import KeptDecision
    from workstation.services.desk import Desk
    from workstation.services.loan_views import Condition, LoanView


@dataclass(frozen=True, slots=True)
class LoanEntry:
    """An approval, what can be drawn of it today, and the loan drawn on it: `view` is None until it is drawn.
    `id` is the application's."""

    id: str
    offer: Offer
    firm: bool
    conditions: tuple[Condition, ...]
    line: Line
    view: LoanView | None
    holds_until: date | None = None
    """The last day on which the offer may be drawn first; None once it was."""

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


def loan_entries(desk: Desk, applicant_id: str, decisions: Iterable[KeptDecision]) -> tuple[LoanEntry, ...]:
    """`decisions` newest first: of one application the first stands."""
    standing: dict[str, KeptDecision] = {}
    for kept in decisions:
        standing.setdefault(kept.decision.application_id, kept)
    file = desk.cases.applicant_file(applicant_id)
    drawn = {view.account.loan_id: view for view in desk.loans.views_in(file)}
    return tuple(
        LoanEntry(
            id_,
            offer,
            kept.firm,
            desk.drawing.conditions_in(file, kept.decision),
            desk.drawing.line_in(file, kept.decision, view.account if view else None),
            view,
            desk.drawing.offer_holds_until(file, kept.decision),
        )
        for id_, kept in standing.items()
        if (offer := kept.decision.offer) is not None and kept.decision.outcome.lends
        for view in [drawn.get(id_)]
    )


def due_rows(account: LoanAccount) -> tuple[DueRow, ...]:
    """What fell due, of every schedule, and then what has still to come."""
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
            DueRow(row.day, row.principal, row.interest, row.fee, row.total, DueMark.TO_COME)
            for row in account.to_come
        ]
    return tuple(rows)


def _mark(owed: int, day: date, today: date) -> DueMark:
    if not owed:
        return DueMark.PAID
    return DueMark.OVERDUE if day < today else DueMark.TODAY
