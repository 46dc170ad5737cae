"""Answers to a pull: the index of a scope under a tag, pages of a bounded size, and sums to compare by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from workstation import wire
from workstation.domain.scenarios import BudgetState, PublishedScenario
from workstation.domain.workshop import Device
from workstation.hub.ports import Workshop
from workstation.ports import FilePart

_MARGIN = 0.9
"""A page that came out too large is made again this much below the size that should fit."""


def index(workshop: Workshop, device: Device, epoch: str) -> tuple[str, wire.Index]:
    """The officer's files and heads, whose certificates sign papers, the scenarios that are published, what
    puts forecasts right, the survey forms, and a tag that stays the same as long as nothing of them
    changes."""
    signers = wire.signers_to_wire(workshop.paper_signers())
    scenarios = wire.scenarios_to_wire(_scenarios(workshop, device))
    forms = wire.forms_to_wire(workshop.forms())
    files, adjustment = workshop.index(device.officer.id), workshop.adjustment()
    found = wire.Index(files, signers, scenarios, adjustment, forms)
    return hashlib.sha256(epoch.encode() + wire.pack(found)).hexdigest()[:32], found


def _scenarios(workshop: Workshop, device: Device) -> tuple[PublishedScenario, ...]:
    """The newest version of each, with how its budget stands for who asks."""
    kept = workshop.scenarios()
    if not kept:
        return ()
    states = workshop.scenario_budgets(device)
    nothing = BudgetState(0)
    return tuple(
        PublishedScenario(
            one.terms.id,
            one.terms.version,
            one.terms.sha256,
            one.body,
            one.signatures,
            one.published_at,
            states.get(one.terms.id, nothing).used,
            states.get(one.terms.id, nothing).share,
        )
        for one in kept
    )


def page(workshop: Workshop, device: Device, wanted: Sequence[tuple[str, int]]) -> bytes:
    """One page, compressed: at most `PAGE_ROWS` rows and `PAGE_BYTES` bytes before compression, but at
    least one row where there is one."""
    rows = wire.PAGE_ROWS
    while True:
        parts = workshop.parts(device.officer.id, wanted, rows)
        data = wire.pack(wire.Page([wire.part_to_wire(part) for part in parts]))
        held = count_rows(parts)
        if len(data) <= wire.PAGE_BYTES or held <= 1:
            return wire.squeeze(data)
        rows = max(1, int(held * wire.PAGE_BYTES / len(data) * _MARGIN))


def count_rows(parts: Iterable[FilePart]) -> int:
    return sum(len(part.records) + sum(map(len, part.rows.values())) for part in parts)


def checks(workshop: Workshop, device: Device, applicant_ids: Sequence[str]) -> wire.ChecksAnswer:
    found = workshop.checks(device.officer.id, applicant_ids)
    return wire.ChecksAnswer(
        [
            wire.FileCheck(applicant_id, head, {kind: (c.count, c.digest) for kind, c in kinds.items()})
            for applicant_id, (head, kinds) in found.items()
        ]
    )
