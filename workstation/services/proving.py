"""What the hub proves of a decision: that its frozen case is what models and rules make of the file.

Goes in: a decision and the file as the workstation had it. Comes out: a proof, or a refusal that names the
first figure that is not so. The reckoning is the desk's own (`services.appraisals`), so what is honest comes
out the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from workstation.codec import encode
from workstation.domain.assessment import BundleRef
from workstation.domain.endorsing import stated_exceptions
from workstation.domain.lending import Decision
from workstation.domain.records import ApplicantFile, Application
from workstation.domain.seen import Seen
from workstation.errors import KnownError
from workstation.hub.refusal import Refusal
from workstation.hub.services import Proof, ProofRules
from workstation.ports import BlobStore, KeptDecision
from workstation.services import rulebooks
from workstation.services.appraisals import appraise, preview_offer
from workstation.services.currency import CurrencyTable
from workstation.services.differing import Difference, differences, first_difference
from workstation.services.models import Models
from workstation.services.proving_draws import DrawProver
from workstation.services.values import Appraisal

if TYPE_CHECKING:
    from workstation.lending import LendingCase, Rulebook
    from workstation.lending.scenarios.definition import Scenario, WeightSet
    from workstation.lending.servicing import ServicingPolicy
    from workstation.scoring import ModelSuite

_DAY = timedelta(days=1)
"""A workstation's day may have begun or ended when the moment of its decision, in UTC, has not."""

_AGAIN = "synchronise, assess it anew and decide again"
_MOST_BOOKS = 16
_AUTHORITY = "refer.authority"
"""Who may approve it is asked of every approval (`hub.decision_rules`)."""


def proof_rules(
    rules: Rulebook,
    servicing: ServicingPolicy,
    models: Models,
    currencies: CurrencyTable,
    blobs: BlobStore,
) -> ProofRules:
    """What the hub proves decisions and draws by."""
    prover, draws = _Prover(rules, models, currencies, blobs), DrawProver(rules, servicing, models)
    return ProofRules(seen=prover.seen, named=prover.named, prove=prover.prove, draws=draws)


@dataclass(frozen=True, slots=True)
class _Prover:
    rules: Rulebook
    models: Models
    currencies: CurrencyTable
    blobs: BlobStore
    _books: dict[str, Rulebook] = field(default_factory=dict)

    @staticmethod
    def seen(decision: Decision) -> Seen | None:
        """How far its workstation had fetched the file; None where an older one did not say."""
        return _case_of(decision).seen

    @staticmethod
    def named(decision: Decision) -> Sequence[str]:
        """The sha256 of each scenario that its case names."""
        return tuple(ref.sha256 for ref in _case_of(decision).scenarios)

    def prove(
        self, decision: Decision, file: ApplicantFile, whole: bool, scenarios: Sequence[bytes]
    ) -> Proof:
        """`whole` says that `file` is what the workstation had, read by this program: then everything must be
        the same. Else what differs may have come or gone since, and is left to a person. Raises `Refusal`
        (`case.*`) and `KnownError` (`blob.missing`, `rules.damaged`)."""
        case = _case_of(decision)
        request = _check_claims(decision, case, file)
        suite = self._suite(case)
        book = self._book(decision)
        if case.application.product not in book.products:
            raise _refusal("case.request_differs", f"there is no product {case.application.product}")
        named = _read(scenarios)
        reckoned = self._reckon(decision, case, request, file, suite, book.with_scenarios(named))
        found = differences(case, reckoned.case)
        if found and whole:
            raise _differs(found[0])
        ours = replace(reckoned.case, exposure=case.exposure)
        newest = None if any(one.weights for one in named) else self._by_newest(decision, ours)
        if found:
            words = f"it cannot be told what this workstation had of the file, and {found[0]}"
            again = newest or _with_case(decision, ours)
            return Proof(words, decision.outcome.lends, again)
        if book.with_scenarios(()).version_hash == self.rules.version_hash:
            checked = self._by_rules(decision, _seen_by(book, case, reckoned), book, whole)
        else:
            rules = self.rules.with_scenarios(named)
            checked = self._by_our_rules(decision, case, request, file, suite, rules)
        return replace(checked, reckoned=newest)

    def _reckon(
        self,
        decision: Decision,
        case: LendingCase,
        request: Application,
        file: ApplicantFile,
        suite: ModelSuite,
        book: Rulebook,
    ) -> Appraisal:
        """The case made anew. What related files owe is left out: the hub counts that in a limit itself."""
        alone = replace(file, related_loans=(), related_decisions=(), related_elsewhere=())
        made = sorted(file.decisions, key=lambda one: one.id, reverse=True)
        return appraise(
            alone,
            tuple(KeptDecision(one, b"", True) for one in made),
            request,
            as_of=case.assessment.as_of,
            today=case.today,
            role=decision.role,
            suite=suite,
            rules=book,
            currencies=self.currencies,
            suite_of=lambda weights: self._chosen(weights, case.today),
        )

    @staticmethod
    def _by_rules(decision: Decision, seen: Appraisal, book: Rulebook, whole: bool) -> Proof:
        """The case is proved; so is what the hub's rules made of it, or another version of the program may
        have worked by them otherwise."""
        try:
            _check_rules(decision, seen, book)
        except Refusal as refusal:
            if whole:
                raise
            return Proof(str(refusal), decision.outcome.lends)
        return Proof()

    def _by_our_rules(
        self,
        decision: Decision,
        case: LendingCase,
        request: Application,
        file: ApplicantFile,
        suite: ModelSuite,
        ours: Rulebook,
    ) -> Proof:
        """A decision by other rules stands where the hub's would let it, on the case that they make, and
        waits for a person where not."""
        held = ""
        try:
            ours.product(request.product)
            again = self._reckon(decision, case, request, file, suite, ours)
            made = replace(again.case, exposure=case.exposure)
            _check_allowed(decision, _seen_by(ours, made, again), ours)
        except (Refusal, KnownError) as error:
            held = f": {error}"
        return Proof(
            f"it was made by other rules than the hub's{held}", bool(held) and decision.outcome.lends
        )

    def _by_newest(self, decision: Decision, case: LendingCase) -> Decision | None:
        """By the models in force where the decision rests on older ones, which a budget is not to profit by;
        None where it rests on these."""
        try:
            newest = self.models.current()
        except KnownError:
            return None
        frozen = case.assessment
        if frozen.bundle == newest.ref:
            return None
        again = newest.assess(frozen.features, frozen.coverage, frozen.applicant_id, explained=False)
        return _with_case(decision, replace(case, assessment=again))

    def _suite(self, case: LendingCase) -> ModelSuite:
        """The bundle that the case names. Raises `Refusal`: `case.bundle_unknown`, `case.bundle_expired`."""
        ref = case.assessment.bundle
        try:
            suite = self.models.of(ref)
        except KnownError:
            words = f"the hub knows no bundle {ref.name}-{ref.version} of hash {ref.sha256[:12]}…"
            raise _refusal("case.bundle_unknown", words) from None
        return _in_use(suite, case.today)

    def _chosen(self, weights: WeightSet, day: date) -> ModelSuite:
        """What a scenario chooses. Raises `KnownError` (`replay.models`) as for a bundle that is not here."""
        return _in_use(self.models.of(BundleRef(weights.bundle, weights.version, weights.sha256)), day)

    def _book(self, decision: Decision) -> Rulebook:
        """The rules that were packed with it, of the hash that it names."""
        name = str(decision.inputs.get("rules_file", ""))
        book = self._books.get(name)
        if book is None:
            book = rulebooks.unpack(self.blobs.get(name))
        if book.version_hash != decision.inputs.get("rules"):
            raise _refusal("case.rules_differ", "the rules packed with it are not those that it names")
        if len(self._books) >= _MOST_BOOKS:
            self._books.clear()
        self._books[name] = book
        return book


def _in_use(suite: ModelSuite, day: date) -> ModelSuite:
    """Raises `Refusal` (`case.bundle_expired`)."""
    if suite.manifest.expired_on(day):
        words = f"the bundle {suite.ref.name}-{suite.ref.version} was past its last day"
        raise _refusal("case.bundle_expired", words)
    return suite


def _case_of(decision: Decision) -> LendingCase:
    """The frozen case. Raises `Refusal` (`case.unreadable`)."""
    from workstation.lending import LendingCase

    try:
        return msgspec.convert(decision.inputs.get("case"), LendingCase)
    except msgspec.ValidationError as error:
        raise _refusal("case.unreadable", f"the frozen case cannot be read: {error}") from None


def _read(bodies: Sequence[bytes]) -> tuple[Scenario, ...]:
    from workstation.lending.scenarios.loading import parse_scenario

    return tuple(parse_scenario(body, "scenario.toml") for body in bodies)


def _check_claims(decision: Decision, case: LendingCase, file: ApplicantFile) -> Application:
    """What no later row can change: whose case it is, on which request, as of the day on which its applicant
    was last observed. Gives the request that the hub holds."""
    whose = {case.applicant.id, case.assessment.applicant_id, case.application.applicant_id}
    if whose != {decision.applicant_id}:
        other = next(iter(sorted(whose - {decision.applicant_id})))
        raise _refusal("case.applicant_differs", f"the case is of {other}, the decision of another applicant")
    asked = next((one for one in file.applications if one.id == decision.application_id), None)
    if asked is None:
        raise Refusal("decision.no_application", "the application that it answers is not at the hub")
    found = first_difference(_plain(case.application), _plain(asked), "request")
    if found is not None:
        raise _differs(Difference("case.request_differs", *found))
    try:
        made = date.fromisoformat(decision.decided_at[:10])
    except ValueError:
        raise Refusal("record.days", "the decision's moment is no date") from None
    if abs(case.today - made) > _DAY:
        raise _differs(Difference("case.day_differs", "the day", case.today, made))
    observed = case.applicant.observed_until
    looked_from = min(observed, case.today) if observed else case.today
    for name, day in (("features", case.assessment.features.as_of), ("assessment", case.assessment.as_of)):
        if day != looked_from:
            raise _differs(Difference("case.day_differs", f"the day of the {name}", day, looked_from))
    return asked


def _seen_by(book: Rulebook, case: LendingCase, reckoned: Appraisal) -> Appraisal:
    """What these rules make of the case as it was frozen, with what is owed in it."""
    from workstation.lending import propose

    return replace(reckoned, case=case, proposal=propose(case, book), rules=book)


def _check_rules(decision: Decision, seen: Appraisal, book: Rulebook) -> None:
    """The proposal, its reasons and the offer come out of the case by the rules. Raises `Refusal`."""
    from workstation.lending import proposal_digest

    proposal = seen.proposal
    stated = decision.inputs.get("proposed", proposal.outcome.value)
    if stated != proposal.outcome.value:
        found = Difference("case.proposal_differs", "the proposed outcome", stated, proposal.outcome.value)
        raise _differs(found)
    if encode((decision.findings, decision.rationale)) != encode((proposal.findings, proposal.rationale)):
        raise _refusal("case.reasons_differ", "the rules give other findings or reasons for this case")
    if proposal_digest(proposal) != decision.proposal_sha256:
        raise _refusal("case.proposal_differs", "the rules propose something else for this case")
    _check_allowed(decision, seen, book, exact=True)


def _check_allowed(decision: Decision, seen: Appraisal, book: Rulebook, *, exact: bool = False) -> None:
    """The rules let this offer be made; where `exact`, they make the very same of it. Raises `Refusal`, and
    `KnownError` where they can make none."""
    from workstation.lending import check_offer, offer_exceptions

    offer = decision.offer
    if offer is None or not decision.outcome.lends:
        return
    if offer.product != seen.case.application.product:
        found = Difference("case.offer_differs", "product", offer.product, seen.case.application.product)
        raise _differs(found)
    if exact:
        tried = preview_offer(seen, book, offer.amount, offer.months, offer.method).offer
        if (other := first_difference(_plain(offer), _plain(tried), "offer")) is not None:
            raise _differs(Difference("case.offer_differs", *other))
    if barred := [
        one for one in check_offer(offer, seen.proposal, seen.case, book) if one.code != _AUTHORITY
    ]:
        raise _refusal("case.offer_forbidden", f"the rules forbid this offer ({barred[0].code})")
    needed, _ = offer_exceptions(offer, seen.proposal, seen.case, book)
    if missing := [code for code in needed if code not in stated_exceptions(decision)]:
        words = f"the offer needs an exception that it does not name ({missing[0]})"
        raise _refusal("case.exceptions_differ", words)


def _with_case(decision: Decision, case: LendingCase) -> Decision:
    """The decision as it would be on another case."""
    inputs: Mapping[str, Any] = {**decision.inputs, "case": _plain(case)}
    return replace(decision, inputs=inputs)


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value)


def _differs(found: Difference) -> Refusal:
    return _refusal(found.code, str(found))


def _refusal(code: str, words: str) -> Refusal:
    return Refusal(code, f"{words}; {_AGAIN}")
