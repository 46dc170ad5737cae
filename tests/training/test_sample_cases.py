"""The stories of the demonstration: every sample seller, through shipped models and rules, ends as meant."""

from __future__ import annotations

import pytest

from workstation.domain.lending import Outcome, Proposal
from workstation.domain.records import ApplicantFile
from workstation.features import compute_features
from workstation.features.order_figures import open_orders
from workstation.lending import Rulebook, load_rulebook
from workstation.paths import resources
from workstation.scoring import ModelSuite, open_suite
from workstation.services.appraisals import appraise
from workstation.services.confirming import confirmation_by
from workstation.services.currency import CurrencyTable, load_currencies
from workstation.services.own_loans import US
from workstation.training.sample import BUSINESS_DAY, CASES, SampleSeller, read_sample
from workstation.training.sample.cases import CASE_BY_ID


@pytest.fixture(scope="module")
def sellers() -> dict[str, SampleSeller]:
    return {s.applicant.source_id: s for s in read_sample(resources() / "sample")}


@pytest.fixture(scope="module")
def suite() -> ModelSuite:
    return open_suite(resources() / "models")


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return load_rulebook(resources())


@pytest.fixture(scope="module")
def currencies() -> CurrencyTable:
    return load_currencies(resources() / "policies" / "currencies.toml")


def _file(name: str, sellers: dict[str, SampleSeller]) -> ApplicantFile:
    """The file as the hub would hand it out: loans of firms under the same controller beside it."""
    seller = sellers[name]
    controller = seller.applicant.controller_id
    related = [
        loan
        for other in sellers.values()
        if controller and other.applicant.controller_id == controller and other is not seller
        for loan in other.loans
    ]
    return ApplicantFile(
        applicant=seller.applicant,
        shops=seller.shops,
        authorisations=seller.authorisations,
        applications=seller.applications,
        loans=seller.loans,
        related_loans=tuple(related),
        ledgers=seller.ledgers,
    )


@pytest.fixture(scope="module")
def proposals(
    sellers: dict[str, SampleSeller], suite: ModelSuite, rules: Rulebook, currencies: CurrencyTable
) -> dict[str, Proposal]:
    """What is proposed to a loan officer for each seller on the day of the demonstration."""
    found: dict[str, Proposal] = {}
    for name in sellers:
        file = _file(name, sellers)
        appraisal = appraise(
            file,
            (),
            file.applications[0],
            as_of=BUSINESS_DAY,
            today=BUSINESS_DAY,
            role="officer",
            suite=suite,
            rules=rules,
            currencies=currencies,
        )
        found[name] = appraisal.proposal
    return found


@pytest.mark.parametrize("name", [case.id for case in CASES])
def test_a_seller_comes_out_as_its_story_says(name: str, proposals: dict[str, Proposal]) -> None:
    case, proposal = CASE_BY_ID[name], proposals[name]
    codes = [finding.code for finding in proposal.findings]
    assert proposal.outcome is case.outcome, codes
    assert case.because in codes if case.because else not codes


def test_every_kind_of_story_is_told(proposals: dict[str, Proposal]) -> None:
    assert {p.outcome for p in proposals.values()} == set(Outcome)
    codes = {finding.code for p in proposals.values() for finding in p.findings}
    assert codes >= {
        "limit.capacity", "cap.over", "refer.missing_evidence", "refer.authority", "refer.stale",
        "refer.related_exposure", "refer.partner_bank", "decline.score", "hard.dishonest_debtor",
        "hard.no_consent", "hard.past_due", "hard.shop_young",
    }  # fmt: skip


def test_models_warn_of_running_loans_foresee_needs_and_doubt_orders(
    sellers: dict[str, SampleSeller], suite: ModelSuite, rules: Rulebook
) -> None:
    """So that the views of the worklist and the haircut of an order loan have something to show."""
    heard = rules.policy.models
    assert heard.warning is not None and heard.need is not None

    def said(name: str, role: str) -> float:
        seller = sellers[name]
        features = compute_features(seller.ledgers, seller.applicant, BUSINESS_DAY)
        outputs = suite.outputs(features)
        return max(o.probability or 0.0 for o in outputs if o.role == role)

    for name in ("S030", "S031"):
        assert any(loan.lender == US for loan in sellers[name].loans)
        assert said(name, "warning") > heard.warning
    for name in ("S027", "S028"):
        assert said(name, "need") > heard.need
    ledgers = sellers["S029"].ledgers
    confirmed = confirmation_by(suite, ledgers, BUSINESS_DAY)
    assert confirmed is not None
    chances = [confirmed(order) for order in open_orders(ledgers, BUSINESS_DAY).ids]
    assert sum(chance is not None and chance < 0.9 for chance in chances) > 10


def test_approvals_are_small_and_larger_and_within_the_officers_authority(
    proposals: dict[str, Proposal],
) -> None:
    approved = [p for p in proposals.values() if p.outcome is Outcome.APPROVE]
    amounts = [p.offer.amount // 100 for p in approved if p.offer is not None]
    assert min(amounts) <= 20_000
    assert max(amounts) >= 150_000
    assert {p.authority.role for p in approved} == {"officer"}


def test_a_request_within_the_limit_is_met_as_it_was_asked(proposals: dict[str, Proposal]) -> None:
    for name, proposal in proposals.items():
        if proposal.outcome is Outcome.APPROVE:
            assert proposal.offer is not None
            assert proposal.offer.amount == CASE_BY_ID[name].request * 100
