"""Appraising a request: features → every model's word → what the lending rules propose, and offers tried out.

Goes in: an applicant id and a product. Comes out: an `Appraisal` that can be shown, decided upon, and
frozen. It decides nothing and keeps nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from workstation.domain.endorsing import makers_of_evidence
from workstation.domain.lending import CollateralBase, RepaymentMethod
from workstation.domain.records import ApplicantFile, Application
from workstation.errors import KnownError
from workstation.ports import CaseStore, KeptDecision
from workstation.services.acting import Hand
from workstation.services.confirming import ORDERS, confirmation_by
from workstation.services.currency import CurrencyTable
from workstation.services.exposure import exposure_of
from workstation.services.files import as_of_day
from workstation.services.foretelling import sales_ahead
from workstation.services.models import Models
from workstation.services.reading import may_read, read_file, readable, seen_here
from workstation.services.surveyed import with_visit
from workstation.services.values import Appraisal, Left, OfferPreview

if TYPE_CHECKING:
    from workstation.lending import LendingCase, Rulebook
    from workstation.lending.scenarios.definition import Scenario, WeightSet
    from workstation.scoring import ModelSuite
    from workstation.services.live_scenarios import LiveScenarios
    from workstation.services.scenario_budgets import Budgets

DRAW_AFTER_DAYS = 3
"""The schedule on a letter assumes that the money is drawn this many days after the decision."""


def appraise(
    file: ApplicantFile,
    decisions: tuple[KeptDecision, ...],
    application: Application,
    *,
    as_of: date,
    today: date,
    role: str,
    suite: ModelSuite,
    rules: Rulebook,
    currencies: CurrencyTable,
    suite_of: Callable[[WeightSet], ModelSuite] | None = None,
    imagined: bool = False,
) -> Appraisal:
    """The pure part, the same on the desk and on the hub: same file, same bits. Without an authorisation in
    force today no ledger and no survey is read: the rules decline then, and that is all there is to say.
    Every scenario of `rules` that speaks of the applicant is applied; `suite_of` gives the models that one
    may choose."""
    from workstation.features import cash_inputs, compute_features, coverage_of
    from workstation.lending import LendingCase, propose
    from workstation.lending.scenarios.applying import effects_on, ref_of

    marks = [time.perf_counter()]
    surveyed = with_visit(readable(file, today), as_of, today)
    file = surveyed.file
    rate = currencies.rate(file.applicant.currency, as_of)
    features = compute_features(file.ledgers, file.applicant, as_of, rate=rate)
    cash = cash_inputs(file.ledgers, as_of, rate)
    coverage = coverage_of(file, as_of)
    marks.append(time.perf_counter())
    named = _scenarios(file, application, features.values, rules)
    if suite_of is not None and (chosen := next((s.weights for s in named if s.weights), None)):
        suite = suite_of(chosen)
    assessment = suite.assess(features, coverage, file.applicant.id)
    marks.append(time.perf_counter())
    case = LendingCase(
        applicant=file.applicant,
        application=application,
        assessment=assessment,
        cash=cash,
        exposure=exposure_of(file, decisions, today, but_for=application.id),
        consents=file.consents,
        evidence_by=tuple(sorted({*makers_of_evidence(file.collateral), *surveyed.makers})),
        officer_role=role,
        today=today,
        draw_on=today + timedelta(days=DRAW_AFTER_DAYS),
        platforms=tuple(sorted({shop.platform for shop in file.shops})),
        former_limit=former_limit(application, decisions, rules),
        collateral=_collateral(file, application, as_of, rules, suite),
        scenarios=tuple(ref_of(one) for one in named),
        visited_on=surveyed.visited_on,
        contradictions=surveyed.contradictions,
        seen=seen_here(file),
    )
    proposal = propose(case, rules)
    marks.append(time.perf_counter())
    spent = [round((after - before) * 1000, 3) for before, after in pairwise(marks)]
    return Appraisal(
        applicant_id=file.applicant.id,
        applicant_name=file.applicant.name,
        product=application.product,
        file_version=file.version,
        as_of=as_of,
        assessment=assessment,
        proposal=proposal,
        exposure=case.exposure,
        case=case,
        milliseconds=dict(zip(("features", "models", "rules"), spent, strict=True)),
        withheld=not may_read(file, today),
        imagined=imagined,
        acting=effects_on(case, rules),
        rules=rules,
    )


def _scenarios(
    file: ApplicantFile, application: Application, features: Mapping[str, float | None], rules: Rulebook
) -> tuple[Scenario, ...]:
    """Those of the rules that speak of the applicant."""
    from workstation.lending.scenarios.applying import speaking
    from workstation.lending.scenarios.standing import standing_of

    if not rules.scenarios or application.product not in rules.products:
        return ()
    platforms = {shop.platform for shop in file.shops}
    product = rules.products[application.product]
    standing = standing_of(file.applicant, platforms, product, features, rules.policy.scenarios)
    return speaking(rules.scenarios.values(), standing)


def _collateral(
    file: ApplicantFile, application: Application, as_of: date, rules: Rulebook, suite: ModelSuite
) -> CollateralBase | None:
    """What the product of the request may be drawn against; None for one that rests on a record. A model of
    single orders is asked about them all at once, and the base that comes of it is frozen with the case."""
    from workstation.domain.pledges import pledged_assets
    from workstation.lending.collateral import collateral_base

    if application.product not in rules.products:
        return None
    basis = rules.products[application.product].basis.value
    pledged = pledged_assets(file.pledges, but_for=application.id)
    confirmation = confirmation_by(suite, file.ledgers, as_of) if basis == ORDERS else None
    return collateral_base(basis, file.ledgers, as_of, rules.collateral, pledged, confirmation)


def former_limit(
    application: Application, decisions: tuple[KeptDecision, ...], rules: Rulebook
) -> int | None:
    """The limit in fen that a request would change: what was approved last on the same product, where what is
    repaid on it can be drawn again. `decisions` come newest first."""
    if application.product not in rules.products or not rules.products[application.product].revolving:
        return None
    approved = (
        kept.decision.offer.amount
        for kept in decisions
        if kept.decision.offer is not None
        and kept.decision.outcome.lends
        and kept.decision.application_id != application.id
        and kept.decision.offer.product == application.product
    )
    return next(approved, None)


def request_of(file: ApplicantFile, product: str = "") -> Application:
    """The newest request, of `product` where one is named; raises `KnownError` (`application.none`) where
    nothing was asked."""
    asked = [a for a in file.applications if product in ("", a.product)]
    if not asked:
        raise KnownError(
            "application.none",
            f"{file.applicant.name} has not asked for {'this product' if product else 'anything yet'}",
            where=file.applicant.source_id,
            remedy="Take down a request first (amount, tenor, purpose).",
        )
    return max(asked, key=lambda a: (a.asked_on, a.id))


def preview_offer(
    appraisal: Appraisal, rules: Rulebook, amount: int, months: int, method: RepaymentMethod
) -> OfferPreview:
    """An offer of `amount` fen tried out on an appraised case. Pure: the same question, the same answer."""
    from workstation.lending import (
        check_offer,
        make_offer,
        may_decide,
        offer_exceptions,
        price_breakdown,
    )
    from workstation.lending.scenarios.applying import under
    from workstation.lending.share_terms import agreed_of

    case, rules = under(appraisal.case, appraisal.rules or rules)
    product = rules.product(appraisal.product)
    offer = make_offer(product, rules.policy, case, amount, months, method)
    due = [row.due for row in offer.schedule.rows]
    exceptions, need = offer_exceptions(offer, appraisal.proposal, case, rules)
    return OfferPreview(
        offer=offer,
        findings=check_offer(offer, appraisal.proposal, case, rules),
        authority=need,
        within_authority=may_decide(case.officer_role, need, rules.policy),
        exceptions=exceptions,
        price=price_breakdown(case, product, rules.policy, offer),
        sales=agreed_of(product.sales, offer.months, case.cash),
        unannounced=None if product.calendar is None else product.calendar.first_unannounced(due),
    )


def imagined_with(
    appraisal: Appraisal,
    changed: Mapping[str, float | None],
    suite: ModelSuite,
    rules: Rulebook,
    *,
    explained: bool = True,
) -> Appraisal:
    """The same case with some features set to other values, under its own rules or else `rules`. Pure."""
    from workstation.lending import propose

    case: LendingCase = appraisal.case
    frozen = case.assessment
    features = replace(frozen.features, values={**frozen.features.values, **changed})
    assessment = suite.assess(features, frozen.coverage, frozen.applicant_id, explained=explained)
    imagined = replace(case, assessment=assessment)
    return replace(
        appraisal,
        assessment=assessment,
        case=imagined,
        proposal=propose(imagined, appraisal.rules or rules),
        imagined=True,
    )


@dataclass(frozen=True, slots=True)
class Appraisals:
    cases: CaseStore
    hand: Hand
    models: Models
    rules: Rulebook
    currencies: CurrencyTable
    live: LiveScenarios | None = None
    budgets: Budgets | None = None

    def appraise(
        self,
        applicant_id: str,
        product: str = "",
        *,
        at: date | None = None,
        request: Application | None = None,
        supposing: Sequence[Scenario] = (),
        without: str = "",
    ) -> Appraisal:
        """Assess the applicant's newest request, of `product` where one is named, or the one given, under the
        scenarios in force today, or on the day `at`. What is assessed with other scenarios than today's, or
        `supposing` some, whatever their days, or `without` one, is imagined. Raises `KnownError`
        (`file.unknown`, `product.unknown`, `application.none`, and `replay.models` where a scenario chooses
        models that are not here)."""
        if product:
            self.rules.product(product)
        today = self.hand.clock.today()
        file = read_file(self.cases, applicant_id, today)
        rules = self._rules_with(at or today, supposing, without)
        appraisal = appraise(
            file,
            self.cases.decisions(applicant_id),
            request or request_of(file, product),
            as_of=as_of_day(file, at, today),
            today=today,
            role=self.hand.officer.role,
            suite=self.models.current(),
            rules=rules,
            currencies=self.currencies,
            suite_of=self.models.chosen,
            imagined=bool(supposing) or rules is not self.rules_today(),
        )
        ahead = sales_ahead(appraisal.assessment, today, self.models)
        return replace(appraisal, budgets=self._left(appraisal), ahead=ahead)

    def _left(self, appraisal: Appraisal) -> Mapping[str, Left]:
        """What is left of the budgets of the scenarios that act."""
        if self.budgets is None or appraisal.imagined or not appraisal.acting:
            return {}
        named = dict.fromkeys(effect.scenario_id for effect in appraisal.acting)
        officer = self.hand.officer.id
        found = {name: self.budgets.left(name, officer, appraisal) for name in named}
        return {name: left for name, left in found.items() if left is not None}

    def rules_today(self) -> Rulebook:
        """The rules with the scenarios in force today."""
        return self._rules_with(self.hand.clock.today(), (), "")

    def _rules_with(self, day: date, supposing: Sequence[Scenario], without: str) -> Rulebook:
        if self.live is None:
            return self.rules.with_scenarios(supposing) if supposing else self.rules
        in_force = {one.id: one for one in (*self.live.on(day), *supposing) if one.id != without}
        return self.live.rules_with(tuple(in_force[name] for name in sorted(in_force)))

    def try_offer(
        self, appraisal: Appraisal, amount: int, months: int, method: RepaymentMethod
    ) -> OfferPreview:
        """The offer as it would be: price, schedule, cost, what forbids it. Quick enough for every key.

        Raises `KnownError` (`offer.no_price`, `schedule.principal`)."""
        return preview_offer(appraisal, self.rules, amount, months, method)

    def what_if(
        self, appraisal: Appraisal, changed: Mapping[str, float | None], *, explained: bool = True
    ) -> Appraisal:
        """The same case with some features set to other values: nothing of it can be decided upon or kept.
        Where only its outcome is asked for, it need not be `explained`: its reasons are left out then."""
        suite = self.models.of(appraisal.assessment.bundle)
        imagined = imagined_with(appraisal, changed, suite, self.rules, explained=explained)
        ahead = sales_ahead(imagined.assessment, self.hand.clock.today(), self.models) if explained else ()
        return replace(imagined, ahead=ahead)
