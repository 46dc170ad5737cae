"""What a group of files owes, as the hub alone sees it: every file, whoever's it is.

Each file of a group of two or more has one record, made by the hub, of what the others owe. It is written in
the transaction that changed something of it, so that a workstation that holds one file of a group knows of
them all. It names no more than ids and amounts.
"""

from __future__ import annotations

from collections.abc import Iterable

from workstation import codec
from workstation.domain.exposure import debts, ties
from workstation.domain.file_papers import Party
from workstation.domain.lending import Decision
from workstation.domain.records import Debt, Loan, RelatedExposure
from workstation.hub.ports import Made, Writing

KIND = "related_exposure"
RECORD_ID = "related"


def decisions_of(writing: Writing, applicant_ids: tuple[str, ...]) -> list[Decision]:
    """Newest first, in the order in which the hub took them."""
    versions = writing.records.of_kind(applicant_ids, "decision")
    return [codec.decode("decision", v.body) for v in reversed(versions) if v.body is not None]


def loans_of(writing: Writing, applicant_ids: tuple[str, ...]) -> list[Loan]:
    versions = writing.records.of_kind(applicant_ids, "loan")
    return [codec.decode("loan", v.body) for v in versions if v.body is not None]


def debts_of(writing: Writing, applicant_ids: tuple[str, ...]) -> tuple[Debt, ...]:
    """Everything that these files owe or were promised; see `domain.exposure.debts`."""
    return debts(loans_of(writing, applicant_ids), decisions_of(writing, applicant_ids))


def link_party(writing: Writing, party: Party) -> None:
    """Keep the ties of a file in step with its parties, `party` among them: called when one arrives, before
    or after it is stored."""
    versions = writing.records.of_kind([party.applicant_id], "party")
    stored = [codec.decode("party", v.body) for v in versions if v.body is not None]
    writing.records.tie(party.applicant_id, ties([*(p for p in stored if p.id != party.id), party]))


def refresh(writing: Writing, applicant_ids: Iterable[str], made: Made) -> None:
    """Tell every file that belongs with one of `applicant_ids`, and these, what the others owe."""
    told: set[str] = set()
    for applicant_id in applicant_ids:
        if applicant_id not in told:
            group = writing.records.related(applicant_id)
            told.update(group)
            _tell(writing, group, made)


def _tell(writing: Writing, group: tuple[str, ...], made: Made) -> None:
    """Belonging together goes both ways and through one another, so what a group owes is read once."""
    owed = sorted(debts_of(writing, group), key=_order) if len(group) > 1 else []
    for member in group:
        current = writing.records.get(member, KIND, RECORD_ID)
        others = tuple(sorted(set(group) - {member}))
        if not others and current is None:
            continue
        theirs = tuple(debt for debt in owed if debt.applicant_id != member)
        body = codec.encode(RelatedExposure(RECORD_ID, member, others, theirs))
        if current is None or current.body != body:
            writing.records.put(member, KIND, RECORD_ID, body, made)


def _order(debt: Debt) -> tuple[str, str, int]:
    return (debt.applicant_id, debt.due_on.isoformat() if debt.due_on else "", debt.amount)
