"""Proves a decision before it is written down: models run here, while nobody waits for the one writer.

What a proof rests on does not change any more: versions of records and rows up to a number, and acts that
were received. So nothing needs to be looked at again in the transaction that follows.
"""

from __future__ import annotations

from workstation import codec
from workstation.domain.acts import Act, ActKind
from workstation.domain.lending import Contest, Decision
from workstation.domain.workshop import Device
from workstation.hub.ports import Workshop
from workstation.hub.services import HubServices, Proof


def prove(workshop: Workshop, services: HubServices, device: Device, act: Act) -> Proof | None:
    """What was proved of the decision that an act makes; None where there is nothing to prove, or the act is
    refused anyhow. Raises `Refusal` (`case.*`) as `ProofRules.prove`."""
    rules = services.proofs
    if rules is None or act.kind is not ActKind.MAKE_DECISION:
        return None
    if not workshop.assigned(device.officer.id, act.applicant_id) or workshop.received(act.id):
        return None
    if not codec.is_canonical(act.body) or not all(map(services.blobs.has, act.blobs)):
        return None
    decision: Decision = codec.decode("decision", act.body)
    if decision.applicant_id != act.applicant_id:
        return None
    named = rules.named(decision)
    scenarios = workshop.scenarios_called(named)
    if len(scenarios) < len(set(named)):
        return None  # its budget cannot be reckoned, and it is refused for that
    seen, ours = rules.seen(decision), workshop.identity().epoch
    if seen is not None and seen.epoch == ours:
        file, whole = workshop.file_as_seen(
            act.applicant_id, cursor=seen.cursor, device_id=device.id, before=act.id
        )
    else:
        file, whole = workshop.applicant_file(act.applicant_id), False
    return rules.prove(decision, file, whole, [kept.body for kept in scenarios])


def contest_of(decision: Decision, act: Act, proof: Proof) -> Contest:
    """That an approval is not proved: a supervisor looks at it, and no letter on it holds until then."""
    return Contest(
        id=f"{act.id}:unproved",
        applicant_id=decision.applicant_id,
        decision_id=decision.id,
        other_decision_id="",
        other_applicant_id="",
        reason=proof.unproved,
        found_at=act.made_at,
    )
