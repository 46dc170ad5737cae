"""Proves a decision, a draw or a survey before it is written down: models and forms run while nobody waits
for the one writer.

What a proof rests on does not change any more: versions of records and rows up to a number, and acts that
were received. So nothing needs to be looked at again in the transaction that follows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workstation import __version__, codec
from workstation.domain.acts import MOST_BODY_BYTES, RECORD_KINDS, Act, ActKind
from workstation.domain.lending import Contest, Decision
from workstation.domain.records import ApplicantFile
from workstation.domain.seen import Seen
from workstation.domain.servicing import LoanEvent
from workstation.domain.surveying import Survey, named_files
from workstation.domain.workshop import Device
from workstation.hub.ports import Workshop
from workstation.hub.refusal import Refusal
from workstation.hub.services import HubServices, Proof


def prove(workshop: Workshop, services: HubServices, device: Device, act: Act) -> Proof | None:
    """What was proved of the decision, of the draw on orders, or of the survey that an act makes, an empty
    proof where there is nothing to prove; None where the act would be refused anyhow as things stand, and
    was not looked at. Raises `Refusal` (`case.*`, `loan.collateral`, `survey.*`)."""
    if act.kind not in _PROVED:
        return Proof()
    if act.made_by != device.officer.id or not workshop.assigned(device.officer.id, act.applicant_id):
        return None
    if workshop.received(act.id) or len(act.body) > MOST_BODY_BYTES or not codec.is_canonical(act.body):
        return None
    if not all(map(services.blobs.has, act.blobs)):
        return None
    record = codec.decode(RECORD_KINDS[act.kind], act.body)
    if record.applicant_id != act.applicant_id:
        return None
    return _PROVED[act.kind](workshop, services, device, act, record)


def _prove_decision(
    workshop: Workshop, services: HubServices, device: Device, act: Act, decision: Decision
) -> Proof | None:
    rules = services.proofs
    if rules is None:
        return Proof()
    named = rules.named(decision)
    scenarios = workshop.scenarios_called(named)
    if len(scenarios) < len(set(named)):
        # An approval is refused for it, since its budget cannot be reckoned; nothing else rests on it.
        return None if decision.outcome.lends else Proof("the hub does not know a scenario that it names")
    file, whole = _as_seen(workshop, device, act, rules.seen(decision))
    return rules.prove(decision, file, whole, [kept.body for kept in scenarios])


def _prove_draw(
    workshop: Workshop, services: HubServices, device: Device, act: Act, event: LoanEvent
) -> Proof | None:
    rules = services.proofs
    if rules is None or not rules.draws.rests_on_orders(event):
        return Proof()
    file, whole = _as_seen(workshop, device, act, rules.draws.seen(event))
    named = (event.terms or {}).get("decision_id")
    decision = _decision(file, named)
    if decision is not None:
        return rules.draws.prove(decision, event, file, whole)
    if _decision(workshop.applicant_file(act.applicant_id), named) is None:
        return None
    raise Refusal(
        "loan.collateral",
        "it draws on a decision that this workstation, as it says, had not seen; synchronise, and draw anew",
    )


def _decision(file: ApplicantFile, decision_id: str | None) -> Decision | None:
    return next((one for one in file.decisions if one.id == decision_id), None)


def _prove_survey(
    workshop: Workshop, services: HubServices, device: Device, act: Act, survey: Survey
) -> Proof | None:
    if services.surveys is None:
        return Proof()
    if set(act.blobs) != named_files(survey):
        return None
    services.surveys.look(survey, services.blobs.get)
    file, whole = _as_seen(workshop, device, act, survey.seen)
    form = workshop.form_called(survey.form.sha256)
    return Proof(services.surveys.prove(survey, file, whole, form))


def _as_seen(workshop: Workshop, device: Device, act: Act, seen: Seen | None) -> tuple[ApplicantFile, bool]:
    """The file as this workstation had it, or as it is now where nobody knows that any more; and whether all
    of it is what the workstation had, and read with this version of the program. A workstation that does not
    say what it had done by then is taken to have done all that came before this act."""
    if seen is None or seen.epoch != workshop.identity().epoch:
        return workshop.applicant_file(act.applicant_id), False
    own = act.id if seen.own is None else min(seen.own, act.id)
    file, whole = workshop.file_as_seen(act.applicant_id, cursor=seen.cursor, device_id=device.id, own=own)
    return file, whole and seen.program == __version__


_PROVED: Mapping[ActKind, Callable[[Workshop, HubServices, Device, Act, Any], Proof | None]] = {
    ActKind.MAKE_DECISION: _prove_decision,
    ActKind.RECORD_LOAN_EVENT: _prove_draw,
    ActKind.FINALISE_SURVEY: _prove_survey,
}


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
