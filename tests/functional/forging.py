"""The hand of a forger at a real desk: what it makes agrees with itself, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from db.workshop import open_workshop
from tests.functional.house import Hub
from workstation.domain.ledger import LEDGERS, MISSING_INTEGER
from workstation.hub.ports import Workshop
from workstation.lending import LendingCase, propose
from workstation.services.desk import Desk
from workstation.services.values import Appraisal
from workstation.toolbox import TOOLBOX

Forge = Callable[[LendingCase], LendingCase]
Row = dict[str, Any]


@contextmanager
def workshop_of(hub: Hub) -> Iterator[Workshop]:
    """The hub's database, from beside the process that serves it."""
    opened = open_workshop(hub.folder / "workshop.db", TOOLBOX)
    try:
        yield opened
    finally:
        opened.close()


def forged(appraisal: Appraisal, forge: Forge) -> Appraisal:
    """Another case, and the proposal that follows from it."""
    case = forge(appraisal.case)
    proposal = propose(case, appraisal.rules)
    return replace(appraisal, case=case, assessment=case.assessment, proposal=proposal)


def decide(desk: Desk, appraisal: Appraisal) -> str:
    """Decide what is proposed."""
    proposal, preview = appraisal.proposal, None
    if proposal.outcome.lends:
        offer = proposal.offer
        assert offer is not None
        preview = desk.appraisals.try_offer(appraisal, offer.amount, offer.months, offer.method)
    return desk.decisions.decide(appraisal, proposal.outcome, preview).decision_id


def sent(desk: Desk) -> list[tuple[str, str]]:
    """Code and words of what the hub refuses now; it is put away, as an officer does who decides anew."""
    refused = [(answer.code, answer.reason) for answer in desk.sync.run().refused]
    for entry in desk.acts.outbox():
        desk.sync.put_away(entry.act.id)
    return refused


def delivered(hub: Hub, applicant_id: str, changes: Callable[[list[Row]], list[Row]]) -> None:
    """What arrives at the hub while the officer is away: orders that `changes` makes out of those there."""
    columns = LEDGERS["orders"].column_names
    with workshop_of(hub) as workshop:
        block = workshop.applicant_file(applicant_id).ledgers.get("orders")
        assert block is not None
        there = [
            {
                name: None if value == MISSING_INTEGER else value
                for name, value in zip(columns, row, strict=True)
            }
            for row in zip(*(block.columns[name].tolist() for name in columns), strict=True)
        ]
        rows = [tuple(row[name] for name in columns) for row in changes(there)]
        with workshop.writing() as writing:
            assert writing.ledgers.put(applicant_id, "orders", rows) == len(rows)


def with_output(case: LendingCase, **values: Any) -> LendingCase:
    frozen = case.assessment
    outputs = tuple(replace(o, **values) if o.model == frozen.leading else o for o in frozen.outputs)
    return replace(case, assessment=replace(frozen, outputs=outputs))


def lower_pd(case: LendingCase) -> LendingCase:
    output = case.assessment.output
    assert output is not None and output.probability is not None
    return with_output(case, probability=round(output.probability / 2, 12))
