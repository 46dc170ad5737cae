"""Deciding: what a person makes of a proposal, frozen with everything it rested on, and computed again later.

The rules propose, the person decides within their authority; a decision that differs from the proposal
carries a reason, and one on a request that was decided before names the decision it supersedes. `replay`
recomputes assessment, proposal and offer from the frozen inputs and compares them bit for bit.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from workstation.codec import encode
from workstation.domain.acts import ActKind
from workstation.domain.endorsing import BY_VOTE, is_barred, second_reasons
from workstation.domain.lending import AuthorityNeed, Decision, Offer, Outcome, Proposal
from workstation.domain.records import Application
from workstation.domain.scenarios import STATED, plain_use
from workstation.errors import KnownError
from workstation.ports import BlobStore, CaseStore, KeptDecision
from workstation.services import rulebooks
from workstation.services.acting import Hand
from workstation.services.appraisals import preview_offer
from workstation.services.files import as_of_day
from workstation.services.live_scenarios import LiveScenarios, scenarios_changed
from workstation.services.models import Models
from workstation.services.reserved import left_of, require_reserved
from workstation.services.scenario_budgets import Budgets, stated_by
from workstation.services.values import Appraisal, Decided, OfferPreview, Replayed

if TYPE_CHECKING:
    from workstation.lending import LendingCase, Rulebook
    from workstation.scoring import ModelSuite


def _same_bytes(left: Any, right: Any) -> bool:
    return encode(left) == encode(right)


def _outcome_of(offer: Offer, asked: Application) -> Outcome:
    """An offer of less, or on other terms than were asked for, is a counter-offer, whatever it was called."""
    terms = (offer.months, offer.method.value) == (asked.months, asked.method)
    return Outcome.APPROVE if terms and offer.amount >= asked.amount else Outcome.COUNTER


@dataclass(frozen=True, slots=True)
class Decisions:
    cases: CaseStore
    hand: Hand
    blobs: BlobStore
    models: Models
    rules: Rulebook
    rules_file: bytes
    live: LiveScenarios | None = None
    budgets: Budgets | None = None

    def decide(
        self,
        appraisal: Appraisal,
        outcome: Outcome,
        preview: OfferPreview | None = None,
        *,
        reason: str = "",
    ) -> Decided:
        """Freeze a decision and keep it. `preview` is the offer for approvals and counter-offers; any other
        outcome leaves it out of account.

        Raises `KnownError`: `decision.stale` where the file changed since it was appraised, where it looked
        from another day than the file's records reach, or where the offer was tried on another appraisal,
        `decision.imagined` on a what-if, `decision.barred` where the officer declared a relation to the
        applicant, `decision.no_offer`,
        `decision.forbidden` where a rule forbids the offer, `decision.authority` where the officer may not
        approve it, `decision.reserved` and `decision.reservation_over` where others hold files of the same
        group and less is reserved for the officer, or no longer, `scenario.budget` and `scenario.share_over`
        where a scenario acts and less of its budget is reserved for the officer, or no longer,
        `decision.reason` where it differs from the proposal and no reason is given.
        """
        self._refuse_imagined(appraisal)
        self._refuse_stale_or_barred(appraisal)
        proposal, authority, offer = appraisal.proposal, appraisal.proposal.authority, None
        exceptions: tuple[str, ...] = ()
        agreed: dict[str, Any] = {}
        if outcome.lends:
            if preview is None:
                raise KnownError(
                    "decision.no_offer", "an approval needs an offer", where=appraisal.applicant_id
                )
            self._refuse_forbidden(appraisal, preview)
            self._refuse_unreserved(appraisal, preview.offer)
            self._refuse_unbudgeted(appraisal, preview.offer)
            offer, authority, exceptions = preview.offer, preview.authority, preview.exceptions
            agreed = {} if preview.sales is None else {"sales": msgspec.to_builtins(preview.sales)}
            outcome = _outcome_of(offer, appraisal.case.application)
        if not reason.strip() and self._overrides(proposal, outcome):
            raise KnownError(
                "decision.reason",
                f"the proposal is to {proposal.outcome.value}, the decision is to {outcome.value}",
                where=appraisal.applicant_id,
                remedy="Write down why it differs.",
            )
        rules = appraisal.rules or self.rules
        rules_file = self._pack_of(rules)
        rules_name = hashlib.sha256(rules_file).hexdigest()
        decision = Decision(
            id=self.hand.new_id(),
            applicant_id=appraisal.applicant_id,
            application_id=appraisal.case.application.id,
            outcome=outcome,
            offer=offer,
            findings=proposal.findings,
            rationale=proposal.rationale,
            decided_by=self.hand.officer.id,
            role=self.hand.officer.role,
            decided_at=self.hand.moment(),
            authority=authority,
            override_reason=reason.strip(),
            inputs={
                "case": msgspec.to_builtins(appraisal.case),
                "rules": rules.version_hash,
                "rules_file": rules_name,
                STATED: [plain_use(use) for use in stated_by(appraisal.case, rules, offer)],
                **agreed,
                **self._second(appraisal, outcome, exceptions, authority),
            },
            proposal_sha256=_digest(proposal),
            supersedes=self._standing(appraisal),
        )
        changes = self.hand.act(
            ActKind.MAKE_DECISION,
            appraisal.applicant_id,
            encode(decision),
            base_version=appraisal.file_version,
            files={rules_name: rules_file},
        )
        return Decided(decision.id, changes)

    def _second(
        self, appraisal: Appraisal, outcome: Outcome, exceptions: tuple[str, ...], authority: AuthorityNeed
    ) -> dict[str, Any]:
        """What of the decision asks for a second person, and how many of them, frozen with it."""
        proposed = appraisal.proposal.outcome
        reasons = second_reasons(
            self.hand.officer.id, outcome, proposed, exceptions, appraisal.case.evidence_by, authority.role
        )
        quorum = self.rules.policy.authority.committee.quorum if BY_VOTE in reasons else 1
        return {
            "proposed": proposed.value,
            "exceptions": list(exceptions),
            "second": list(reasons),
            "quorum": quorum,
        }

    @staticmethod
    def _overrides(proposal: Proposal, outcome: Outcome) -> bool:
        """Whether the outcome is more generous or harsher than proposed; a smaller approval is not."""
        if outcome is proposal.outcome:
            return False
        return not (outcome.lends and proposal.outcome.lends)

    def _standing(self, appraisal: Appraisal) -> str:
        """The decision on the same request that stood until now, empty for a first one."""
        application = appraisal.case.application.id
        earlier = (kept.decision for kept in self.cases.decisions(appraisal.applicant_id))
        return next((d.id for d in earlier if d.application_id == application), "")

    def _pack_of(self, rules: Rulebook) -> bytes:
        if self.live is None or not rules.scenarios:
            return self.rules_file
        return self.live.pack_of(rules)

    def _refuse_unbudgeted(self, appraisal: Appraisal, offer: Offer) -> None:
        if self.budgets is not None:
            self.budgets.require(appraisal, offer, self.hand.officer.id, self.hand.clock.today())

    @staticmethod
    def _refuse_imagined(appraisal: Appraisal) -> None:
        if appraisal.imagined:
            raise KnownError(
                "decision.imagined",
                "this is a what-if, not the applicant's own figures",
                where=appraisal.applicant_id,
                remedy="Assess the file itself, then decide.",
            )

    def _refuse_stale_or_barred(self, appraisal: Appraisal) -> None:
        file = self.cases.applicant_file(appraisal.applicant_id, ledgers=False)
        if is_barred(self.hand.officer.id, file.relations):
            raise KnownError(
                "decision.barred",
                "you declared a relation to this applicant, so you do not decide on it",
                where=appraisal.applicant_id,
                remedy="Leave the file to a colleague.",
            )
        if file.version != appraisal.file_version:
            raise KnownError(
                "decision.stale",
                "the file changed since it was assessed",
                where=appraisal.applicant_id,
                remedy="Assess it again, then decide.",
            )
        if appraisal.as_of != as_of_day(file, None, self.hand.clock.today()):
            raise KnownError(
                "decision.stale",
                "it was assessed as of another day than that up to which its records reach",
                where=appraisal.applicant_id,
                remedy="Assess it as it is today, then decide.",
            )
        if self.live is not None and appraisal.rules is not None:
            today = self.live.rules_on(self.hand.clock.today())
            if appraisal.rules.version_hash != today.version_hash:
                raise scenarios_changed(appraisal.applicant_id)

    def _refuse_forbidden(self, appraisal: Appraisal, preview: OfferPreview) -> None:
        """The offer is tried once more on this very appraisal: one seen on another does not count."""
        offer = preview.offer
        if preview != preview_offer(appraisal, self.rules, offer.amount, offer.months, offer.method):
            raise KnownError(
                "decision.stale",
                "the offer was tried on another assessment",
                where=appraisal.applicant_id,
                remedy="Try it again, then decide.",
            )
        barred = [finding for finding in preview.findings if finding.code != "refer.authority"]
        if barred:
            raise KnownError(
                "decision.forbidden",
                barred[0].text.en,
                where=appraisal.applicant_id,
                remedy="Lower the amount, or choose another tenor or method.",
            )
        if preview.findings or not preview.within_authority:
            raise KnownError(
                "decision.authority",
                f"only a {preview.authority.role} may approve this: {preview.authority.why.en}",
                where=appraisal.applicant_id,
                remedy="Refer it.",
            )

    def _refuse_unreserved(self, appraisal: Appraisal, offer: Offer) -> None:
        file = self.cases.applicant_file(appraisal.applicant_id, ledgers=False)
        left = left_of(self.cases, file, self.hand.officer.id, appraisal.case.application)
        require_reserved(left, offer, self.hand.clock.today(), appraisal.applicant_id)

    def replay(self, decision_id: str) -> Replayed:
        """Compute a frozen decision again, by the rules and models it was made under.

        Raises `KnownError`: `decision.unknown`, `replay.models` or `blob.missing` where those are not here.
        """
        kept = self.cases.decision(decision_id)
        case = msgspec.convert(kept.decision.inputs["case"], _case_type())
        return replay(kept, case, self.models.of(case.assessment.bundle), self._rules_of(kept.decision))

    def _rules_of(self, decision: Decision) -> Rulebook:
        if decision.inputs["rules"] == self.rules.version_hash:
            return self.rules
        return rulebooks.unpack(self.blobs.get(decision.inputs["rules_file"]))


def _case_type() -> type[LendingCase]:
    from workstation.lending import LendingCase

    return LendingCase


def _digest(proposal: Proposal) -> str:
    from workstation.lending import proposal_digest

    return proposal_digest(proposal)


def replay(kept: KeptDecision, case: LendingCase, suite: ModelSuite, rules: Rulebook) -> Replayed:
    """Whether assessment, proposal, reasons, offer and bytes come out the same from the frozen case."""
    from workstation.lending import make_offer, propose
    from workstation.lending.scenarios.applying import under

    decision, frozen = kept.decision, case.assessment
    assessed = suite.assess(frozen.features, frozen.coverage, frozen.applicant_id)
    proposal = propose(case, rules)
    reasons = (decision.findings, decision.rationale)
    checks = {
        "assessment": _same_bytes(assessed, frozen),
        "proposal": _digest(proposal) == decision.proposal_sha256,
        "reasons": _same_bytes((proposal.findings, proposal.rationale), reasons),
        "bytes": encode(decision) == kept.body,
    }
    offer = decision.offer
    if offer is not None:
        seen, book = under(case, rules)
        product = book.product(offer.product)
        again = make_offer(product, book.policy, seen, offer.amount, offer.months, offer.method)
        checks["offer"] = _same_bytes(again, offer)
    differences = tuple(name for name, same in checks.items() if not same)
    return Replayed(decision.id, not differences, differences)
