"""A decision as it is frozen, without a desk: for simulated quarters and for shadow decisions.

Goes in: an appraisal whose proposal is followed as it stands. Comes out: the very record that a desk keeps of
such a decision, so that `services.decisions.replay` proves the same of both.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from workstation.codec import encode
from workstation.domain.lending import Decision
from workstation.ports import KeptDecision
from workstation.services.values import Appraisal

if TYPE_CHECKING:
    from workstation.lending import Rulebook


def as_proposed(
    appraisal: Appraisal, rules: Rulebook, rules_file: bytes, *, decision_id: str, by: str, at: str
) -> KeptDecision:
    """The decision that does what the rules propose; `at` is the moment in ISO-8601 UTC."""
    from workstation.lending import proposal_digest

    proposal, case = appraisal.proposal, appraisal.case
    decision = Decision(
        id=decision_id,
        applicant_id=appraisal.applicant_id,
        application_id=case.application.id,
        outcome=proposal.outcome,
        offer=proposal.offer if proposal.outcome.lends else None,
        findings=proposal.findings,
        rationale=proposal.rationale,
        decided_by=by,
        role=case.officer_role,
        decided_at=at,
        authority=proposal.authority,
        override_reason="",
        inputs={
            "case": msgspec.to_builtins(case),
            "rules": rules.version_hash,
            "rules_file": hashlib.sha256(rules_file).hexdigest(),
            "proposed": proposal.outcome.value,
        },
        proposal_sha256=proposal_digest(proposal),
    )
    return KeptDecision(decision, encode(decision), True)
