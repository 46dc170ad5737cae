"""Receives what officers did: each act is one transaction and gets an answer of its own.

Op log, record, history, audit link and sequence number are written together or not at all. The op log is
permanent and keyed by the act's id, so a second delivery finds itself and changes nothing. A refusal writes
nothing: the act stays with the officer, who may send it again when its cause is gone.
"""

from __future__ import annotations

import hashlib
import logging

from workstation import codec, wire
from workstation.clock import iso
from workstation.domain.acts import MOST_BODY_BYTES, RECORD_KINDS, Act, ActAnswer, ActKind, ActOutcome
from workstation.domain.workshop import Device, LoggedAct
from workstation.errors import KnownError
from workstation.hub import edits, exposures, own_loans, proving, rules
from workstation.hub.ports import Workshop, Writing
from workstation.hub.refusal import OverLimit, Refusal
from workstation.hub.reservations import Reservations
from workstation.hub.scenarios import Budgets
from workstation.hub.services import HubServices, Proof
from workstation.hub.stamps import HUB, Stamp, by_hub

log = logging.getLogger(__name__)

_MOVE_EXPOSURE = frozenset(
    {ActKind.EDIT_APPLICANT, ActKind.MAKE_DECISION, ActKind.RECORD_PARTY, ActKind.RECORD_LOAN_EVENT}
)
"""Acts after which related files may owe something else, or be related to others."""

_TRIES = 3


def act_digest(act: Act) -> str:
    """sha256 over everything an act says, not only its body."""
    return hashlib.sha256(wire.pack(wire.to_wire([act])[0])).hexdigest()


def receive(workshop: Workshop, services: HubServices, device: Device, act: Act) -> ActAnswer:
    """Apply one act and answer it; a refusal is an answer, not an error."""
    try:
        outcome = _apply_proved(workshop, services, device, act)
    except Refusal as refusal:
        if isinstance(refusal, OverLimit):
            _contest(workshop, services, act, refusal)
        return ActAnswer(act.id, refusal.outcome, refusal.code, refusal.reason)
    except KnownError as error:
        if error.code.startswith("db."):  # the hub's trouble, not the act's: it is sent again
            raise
        return ActAnswer(act.id, ActOutcome.REFUSED, error.code, error.message)
    except Exception:  # one act that we stumble over must not hold up all behind it
        log.exception("act %s of kind %s failed", act.id, act.kind)
        return ActAnswer(act.id, ActOutcome.REFUSED, "hub.failed", "the hub stumbled over this; see its log")
    return ActAnswer(act.id, outcome)


class _Unproved(Exception):
    """What stood in the way of an act when it was to be proved is gone now that it is written down."""


def _apply_proved(workshop: Workshop, services: HubServices, device: Device, act: Act) -> ActOutcome:
    """Nothing is written down that was not looked at: where what an act lacked arrives between its proof and
    its turn, it is proved again."""
    for _ in range(_TRIES):
        proof = proving.prove(workshop, services, device, act)
        try:
            return _apply_once(workshop, services, device, act, proof)
        except _Unproved:
            continue
    raise KnownError(
        "db.busy", "the file changes faster than it can be looked at", remedy="It is sent again by itself."
    )


def _apply_once(
    workshop: Workshop, services: HubServices, device: Device, act: Act, proof: Proof | None
) -> ActOutcome:
    digest = act_digest(act)
    now = iso(services.clock.now())
    with workshop.writing() as writing:
        logged = writing.acts.find(act.id)
        if logged is not None:
            return _answer_again(logged, digest)
        _check_any(writing, services, device, act)
        stamp = Stamp(act.id, act.made_by, device.id, act.made_at)
        moves = act.kind in _MOVE_EXPOSURE
        before = writing.records.related(act.applicant_id) if moves else ()
        outcome = _apply(writing, services, workshop.identity().epoch, device, act, stamp, proof)
        if proof is None:
            raise _Unproved
        ours = by_hub(now)
        if proof.unproved:
            _mark_unproved(writing, act, proof, ours)
        if services.own_loans is not None and act.kind is ActKind.RECORD_LOAN_EVENT:
            own_loans.update(writing, services.own_loans, act.applicant_id, services.clock.today(), ours)
        if moves:
            exposures.refresh(writing, {act.applicant_id, *before}, ours)
        writing.acts.add(act, device_id=device.id, sha256=digest, outcome=outcome, at=now)
        writing.audit.append(
            at=now,
            who=device.officer.id,
            what=act.kind,
            applicant_id=act.applicant_id,
            subject=act.id,
            detail=digest,
        )
    return outcome


def _contest(workshop: Workshop, services: HubServices, act: Act, refusal: OverLimit) -> None:
    """Keep that other approvals exceed a limit together with the one refused. Sent again, it is known."""
    now = iso(services.clock.now())
    with workshop.writing() as writing:
        for contest in refusal.contests:
            if writing.records.get(contest.applicant_id, "contest", contest.id) is not None:
                continue
            body = codec.encode(contest)
            writing.records.put(contest.applicant_id, "contest", contest.id, body, by_hub(now))
            writing.audit.append(
                at=now,
                who=HUB,
                what="decision.contest",
                applicant_id=contest.applicant_id,
                subject=contest.decision_id,
                detail=act.id,
            )


def _mark_unproved(writing: Writing, act: Act, proof: Proof, made: Stamp) -> None:
    """Keep in the audit chain what was not proved of a decision or draw; where it is held, contest it too."""
    record = codec.decode(RECORD_KINDS[act.kind], act.body)
    if proof.held:
        contest = proving.contest_of(record, act, proof)
        writing.records.put(act.applicant_id, "contest", contest.id, codec.encode(contest), made)
    writing.audit.append(
        at=made.at,
        who=HUB,
        what=f"{RECORD_KINDS[act.kind]}.unproved",
        applicant_id=act.applicant_id,
        subject=record.id,
        detail=proof.unproved,
    )


def _answer_again(logged: LoggedAct, digest: str) -> ActOutcome:
    if logged.sha256 != digest:
        raise Refusal("act.changed", "the hub has another act under this id; this one differs from it")
    return ActOutcome.ALREADY


def _check_any(writing: Writing, services: HubServices, device: Device, act: Act) -> None:
    """What holds for every act, whatever it does."""
    if act.made_by != device.officer.id:
        raise Refusal("act.maker", "the act was made by another person than this workstation's")
    if not writing.staff.assigned(device.officer.id, act.applicant_id):
        raise Refusal(
            "act.out_of_scope", "this file is not, or no longer, one of yours", ActOutcome.OUT_OF_SCOPE
        )
    if len(act.body) > MOST_BODY_BYTES or not codec.is_canonical(act.body):
        raise Refusal("act.unreadable", "the act's text is too long, or is not canonical JSON")
    for name in act.blobs:
        if not services.blobs.has(name):
            raise Refusal("blob.missing", f"the file {name[:12]}… has not arrived at the hub")


def _apply(
    writing: Writing,
    services: HubServices,
    epoch: str,
    device: Device,
    act: Act,
    stamp: Stamp,
    proof: Proof | None,
) -> ActOutcome:
    if act.kind is ActKind.EDIT_APPLICANT:
        return edits.edit_applicant(writing, device, act, stamp)
    kind = RECORD_KINDS[act.kind]
    record = codec.decode(kind, act.body)
    if record.applicant_id != act.applicant_id:
        raise Refusal("act.applicant", "the record is of another applicant than the act")
    if writing.records.taken(kind, record.id):
        raise Refusal("record.exists", f"a {kind} with this id is at the hub already; it never changes")
    rules.check(writing, services, epoch, device, act, record)
    writing.records.put(act.applicant_id, kind, record.id, act.body, stamp)
    if act.kind is ActKind.RECORD_PARTY:
        exposures.link_party(writing, record)
    if act.kind is ActKind.MAKE_DECISION and services.scenarios is not None:
        reckoned = None if proof is None else proof.reckoned
        Budgets(services.scenarios, services.clock).charge(writing, device, record, reckoned)
    if act.kind is ActKind.MAKE_DECISION and services.reservations is not None:
        Reservations(services.reservations, services.clock).use(writing, act.made_by, record)
    return ActOutcome.APPLIED
