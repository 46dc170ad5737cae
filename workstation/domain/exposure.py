"""What an applicant and the files that belong with it owe or were promised already, in fen.

One function for the desk and the hub: own loans and promises, and those of related files. Related are files
under the same controller, and those that a recorded party (controller, spouse, firm, shop) ties together, in
either direction and through one another. A guarantor ties nothing: who vouches for two strangers does not
make them one borrower.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from workstation.domain.corrections import newest
from workstation.domain.file_papers import Party, PartyRole
from workstation.domain.lending import Decision, Exposure
from workstation.domain.records import Debt, Loan

_DAYS_PER_MONTH = 30

TYING_ROLES = frozenset(
    {PartyRole.CONTROLLER, PartyRole.SPOUSE, PartyRole.RELATED_FIRM, PartyRole.RELATED_SHOP}
)
MOST_RELATED = 100
"""So many files of one group are followed. A group beyond it is a market, not a borrower."""


def ties(parties: Iterable[Party]) -> dict[str, str]:
    """Party id → applicant id of the party's own file, for parties that tie two files together today: not
    corrected by a later record, not ended, and with a file of their own."""
    return {
        party.id: party.ref
        for party in newest(parties)
        if party.ended_on is None and party.role in TYING_ROLES and party.ref
    }


def group(applicant_id: str, neighbours: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """The applicant, then every file that belongs with it, nearest first, at most `MOST_RELATED` in all.
    `neighbours` gives the files that one file is tied to directly."""
    found = {applicant_id: None}
    waiting = [applicant_id]
    while waiting and len(found) < MOST_RELATED:
        for other in neighbours(waiting.pop(0)):
            if other not in found and len(found) < MOST_RELATED:
                found[other] = None
                waiting.append(other)
    return tuple(found)


def standing_promises(
    decisions: Iterable[Decision], drawn: frozenset[str] = frozenset()
) -> tuple[Decision, ...]:
    """Approvals that stand and are not drawn. `decisions` of one applicant or several, newest first: the
    newest on an application stands for it, and what it names as superseded is gone too. `drawn` are the ids
    of applications that became loans."""
    newest: dict[tuple[str, str], Decision] = {}
    superseded: set[str] = set()
    for decision in decisions:
        newest.setdefault((decision.applicant_id, decision.application_id or decision.id), decision)
        superseded.add(decision.supersedes)
    return tuple(
        decision
        for (_, application_id), decision in newest.items()
        if decision.outcome.lends
        and decision.offer is not None
        and application_id not in drawn
        and decision.id not in superseded
    )


def debts(loans: Iterable[Loan], decisions: Iterable[Decision], *, but_for: str = "") -> tuple[Debt, ...]:
    """Every loan with what may still be drawn, and every standing promise, as debts.

    A loan drawn on a promise bears the id of its application: from then on it counts as the loan alone. What
    was promised and not drawn counts whatever became of its letter. `but_for` leaves out the promise on the
    application that is being decided, so that deciding it again does not count it twice."""
    known = tuple(loans)
    drawn = frozenset({loan.id for loan in known} | ({but_for} if but_for else set()))
    lent = (
        Debt(
            loan.applicant_id,
            loan.outstanding + loan.undrawn,
            loan.outstanding,
            loan.due_on,
            loan.days_past_due,
        )
        for loan in known
    )
    promised = (
        Debt(decision.applicant_id, decision.offer.amount)
        for decision in standing_promises(decisions, drawn)
        if decision.offer is not None
    )
    return (*lent, *promised)


def exposure(own: Iterable[Debt], related: Iterable[Debt], on: date) -> Exposure:
    """Own and related debts together, as of `on`."""
    ours, theirs = tuple(own), tuple(related)
    every = (*ours, *theirs)
    return Exposure(
        own=sum(debt.amount for debt in ours),
        related=sum(debt.amount for debt in theirs),
        related_names=tuple(sorted({debt.applicant_id for debt in theirs})),
        monthly_service=sum(_monthly(debt.outstanding, debt.due_on, on) for debt in every),
        worst_days_past_due=max((debt.days_past_due for debt in every), default=0),
    )


def _monthly(outstanding: int, due_on: date | None, on: date) -> int:
    """Debt service per month in fen: outstanding principal over the months left to its due day, at least one.
    Interest of loans elsewhere is not known and not guessed."""
    if due_on is None:
        return 0
    return -(-outstanding // max(-(-(due_on - on).days // _DAYS_PER_MONTH), 1))
