"""The prover at the hub, where a decision cannot be proved whole: what a budget is then charged by, and what
the hub's own rules make of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from tests.functional.forging import forged, lower_pd
from tests.services.conftest import OpenOffice
from tests.services.office import Books, Office
from workstation.clock import FixedClock
from workstation.domain.lending import Decision
from workstation.hub.refusal import Refusal
from workstation.hub.services import Proof
from workstation.lending import LendingCase, Rulebook
from workstation.lending.servicing import load_servicing
from workstation.paths import resources
from workstation.services.currency import CurrencyTable
from workstation.services.models import Models
from workstation.services.proving import proof_rules
from workstation.training.sample import BUSINESS_DAY

Prove = Callable[..., Proof]


@pytest.fixture
def prove(books: Books, models: Models, rules: Rulebook, currencies: CurrencyTable) -> Prove:
    """Prove a decision by the hub's models and by its rules, or by those of a story, on the file as it is."""
    servicing = load_servicing(resources() / "policies/servicing.toml")
    blobs: Any = SimpleNamespace(get=books.blobs.__getitem__)

    def run(decision: Decision, *, whole: bool, ours: Rulebook = rules) -> Proof:
        file = books.hub_files[decision.applicant_id]
        return proof_rules(ours, servicing, models, currencies, blobs).prove(decision, file, whole, ())

    return run


@pytest.fixture(scope="module")
def of_before(tmp_path_factory: pytest.TempPathFactory) -> Models:
    """A workstation that has the older bundle alone."""
    folder = tmp_path_factory.mktemp("models")
    shutil.copytree(resources() / "models/sellers-1", folder / "sellers-1")
    shutil.copy(resources() / "models/trust.json", folder)
    return Models(folder, FixedClock(BUSINESS_DAY))


def case_of(decision: Decision | None) -> LendingCase:
    assert decision is not None
    return msgspec.convert(decision.inputs["case"], LendingCase)


def decide_on_less(office: Office, seller: str) -> Decision:
    """Decide what is proposed for a forged case with a better probability."""
    appraisal = forged(office.appraise(seller), lower_pd)
    outcome = appraisal.proposal.outcome
    made = office.decisions.decide(appraisal, outcome, office.preview(appraisal))
    return office.books.decision(made.decision_id).decision


def test_what_is_not_proved_is_charged_by_the_hubs_own_case(office: Office, prove: Prove) -> None:
    made = decide_on_less(office, "S002")
    proof = prove(made, whole=False)
    assert proof.held and "probability" in proof.unproved
    assert case_of(proof.reckoned).assessment == office.appraise("S002").assessment
    with pytest.raises(Refusal, match="probability"):
        prove(made, whole=True)


def test_what_is_not_proved_and_rests_on_older_models_is_charged_by_the_newest(
    sit_down: OpenOffice, of_before: Models, models: Models, prove: Prove
) -> None:
    made = decide_on_less(sit_down(models=of_before), "S002")
    assert case_of(made).assessment.bundle == of_before.current().ref != models.current().ref
    proof = prove(made, whole=False)
    assert proof.held and "probability" in proof.unproved
    reckoned = case_of(proof.reckoned)
    assert reckoned.assessment.bundle == models.current().ref
    assert reckoned.assessment.output != case_of(made).assessment.output


def test_an_approval_of_a_product_that_the_hubs_rules_do_not_have_waits_for_a_person(
    office: Office, rules: Rulebook, prove: Prove
) -> None:
    made = office.decide("S002")
    product = case_of(made).application.product
    ours = replace(rules, products={code: one for code, one in rules.products.items() if code != product})
    proof = prove(made, whole=True, ours=ours)
    assert proof.held and f"no product called {product}" in proof.unproved


def test_a_decline_of_such_a_product_is_noted_and_stands(
    office: Office, rules: Rulebook, prove: Prove
) -> None:
    made = office.decide("S015")
    assert not made.outcome.lends
    product = case_of(made).application.product
    ours = replace(rules, products={code: one for code, one in rules.products.items() if code != product})
    proof = prove(made, whole=True, ours=ours)
    assert not proof.held and f"no product called {product}" in proof.unproved
