"""Puts the use-cases together over the stores that they are handed: one desk, made in one place.

Goes in: adapters, who sits there, what signs. Comes out: a `Desk`. The definitions come from the program's
resources; models and rules may be handed in by whoever holds them already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from workstation.clock import Clock
from workstation.domain.forms import PublishedForm
from workstation.domain.scenarios import PublishedScenario
from workstation.domain.workshop import PaperSigner
from workstation.events import Bell
from workstation.ids import SortableIds
from workstation.lending import load_rulebook
from workstation.lending.file_policy import load_file_policy
from workstation.lending.servicing import load_servicing
from workstation.lending.servicing.permitted import OfferDays
from workstation.letters import load_lender
from workstation.paths import resources
from workstation.ports import ActStore, BlobStore, CaseStore, DraftStore, OutlookStore, PickStore
from workstation.services.acting import Hand
from workstation.services.appraisals import Appraisals
from workstation.services.complaints import Complaints
from workstation.services.currency import load_currencies
from workstation.services.decisions import Decisions
from workstation.services.desk import Desk
from workstation.services.drawing import Drawing
from workstation.services.endorsements import Endorsements
from workstation.services.explanations import Explanations
from workstation.services.files import Files
from workstation.services.invitations import Invitations
from workstation.services.letters import Letters
from workstation.services.levers import load_levers
from workstation.services.live_scenarios import LiveScenarios, makers
from workstation.services.loans import Loans
from workstation.services.models import Models
from workstation.services.outlooks import Outlooks
from workstation.services.papers import Papers
from workstation.services.people import People
from workstation.services.referrals import Referrals
from workstation.services.rulebooks import pack
from workstation.services.scenario_budgets import Budgets
from workstation.services.scenarios import Scenarios
from workstation.services.survey_forms import Forms
from workstation.services.survey_judging import Judging
from workstation.services.survey_papers import SurveyPapers
from workstation.services.surveys import Surveys
from workstation.services.synchronising import Synchronising
from workstation.services.values import Officer
from workstation.services.visits import Visits
from workstation.surveys.policy import load_survey_policy

if TYPE_CHECKING:
    from workstation.lending import Rulebook

Sign = Callable[[bytes], bytes]


class Stores(Protocol):
    """The workstation's cache, as `db.cache.open_cache` gives it."""

    @property
    def cases(self) -> CaseStore: ...
    @property
    def acts(self) -> ActStore: ...
    @property
    def blobs(self) -> BlobStore: ...
    @property
    def outlooks(self) -> OutlookStore: ...
    @property
    def drafts(self) -> DraftStore: ...
    @property
    def picks(self) -> PickStore: ...


def make_desk(
    stores: Stores,
    officer: Officer,
    clock: Clock,
    bell: Bell,
    sync: Synchronising,
    sign: Sign,
    sign_pdf: Sign | None = None,
    signers: Callable[[], Sequence[PaperSigner]] = tuple,
    published: Callable[[], Sequence[PublishedScenario]] = tuple,
    *,
    adjusting: Callable[[], str] = str,
    forms: Callable[[], Sequence[PublishedForm]] = tuple,
    models: Models | None = None,
    rules: Rulebook | None = None,
) -> Desk:
    """`sign` and `sign_pdf` as in `services.archive.Archive`, `signers` as in `Letters`; `published` gives
    the scenarios that the hub published last, `adjusting` the file that puts forecasts right, `forms` the
    survey forms. Raises `KnownError` where a definition is damaged."""
    policies = resources() / "policies"
    hand = Hand(officer, clock, SortableIds(), stores.acts, bell)
    rules = rules or load_rulebook(resources())
    models = models or Models(resources() / "models", clock, adjusting)
    currencies = load_currencies(policies / "currencies.toml")
    files = Files(stores.cases, hand, currencies)
    live = LiveScenarios(rules, makers, published)
    budgets = Budgets(stores.cases, stores.acts, published)
    appraisals = Appraisals(stores.cases, hand, models, rules, currencies, live, budgets)
    catalogue = Forms(resources() / "forms", forms, stores.blobs.get)
    lender, servicing = load_lender(), load_servicing(policies / "servicing.toml")
    loans = Loans(stores.cases, hand, rules, servicing)
    letters = Letters(stores.cases, stores.acts, stores.blobs, hand, rules, lender, sign, sign_pdf, signers)
    return Desk(
        officer=officer,
        clock=clock,
        bell=bell,
        cases=stores.cases,
        acts=stores.acts,
        files=files,
        appraisals=appraisals,
        decisions=Decisions(
            stores.cases, hand, stores.blobs, models, rules, pack(resources()), live, budgets
        ),
        explanations=Explanations(
            stores.cases, hand, appraisals, load_levers(resources() / "reasons" / "levers.toml")
        ),
        endorsements=Endorsements(stores.cases, hand, rules),
        letters=letters,
        drawing=Drawing(
            stores.cases, hand, rules, servicing, OfferDays(lender.accept_days, lender.valid_days), models
        ),
        loans=loans,
        papers=Papers(letters, files, appraisals, loans),
        referrals=Referrals(stores.cases, stores.blobs, files, hand),
        people=People(stores.cases, hand, load_file_policy(policies / "file.toml")),
        sync=sync,
        scenarios=Scenarios(stores.cases, hand, appraisals, live, budgets),
        outlooks=Outlooks(stores.cases, stores.outlooks, models, currencies, clock, bell),
        invitations=Invitations(stores.cases, hand, appraisals, stores.outlooks),
        complaints=Complaints(stores.cases, hand),
        visits=Visits(stores.cases, stores.picks, hand),
        surveys=Surveys(
            stores.cases,
            stores.drafts,
            stores.blobs,
            hand,
            catalogue,
            sign,
            Judging(load_survey_policy(policies / "survey.toml"), currencies),
        ),
        survey_papers=SurveyPapers(stores.cases, stores.blobs, hand, letters, catalogue),
    )
