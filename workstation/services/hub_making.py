"""The rules of lending as the hub asks for them, read from the program's resources: made in one place.

Goes in: the hub's files and clock. Comes out: what `hub.app` and `hub.admin` are handed.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from workstation.clock import Clock
from workstation.hub.blobs import HubBlobs
from workstation.hub.services import (
    Assess,
    HubServices,
    KeepFile,
    OwnLoans,
    ProofRules,
    ReservationRules,
    ScenarioRules,
    SurveyRules,
)
from workstation.paths import resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from workstation.lending import Rulebook
    from workstation.lending.file_policy import FilePolicy
    from workstation.lending.servicing import ServicingPolicy
    from workstation.services.models import Models


def hub_services(
    blobs: HubBlobs, clock: Clock, models: Models, assess: Callable[[Rulebook], Assess]
) -> HubServices:
    """Everything a serving hub needs beside its database. Raises `KnownError` where a definition is
    damaged."""
    from workstation.lending.servicing.permitted import OfferDays
    from workstation.letters import load_lender
    from workstation.services.hub_loan_rules import loan_rules
    from workstation.services.hub_rules import decision_rules, reservation_rules
    from workstation.services.own_loans import own_loans

    rules, servicing, lender = _rulebook(), _servicing(), load_lender()
    return HubServices(
        blobs=blobs,
        clock=clock,
        decisions=decision_rules(rules),
        loans=loan_rules(rules, servicing, OfferDays(lender.accept_days, lender.valid_days)),
        assess=assess(rules),
        own_loans=own_loans(rules, servicing),
        reservations=reservation_rules(rules, _file_policy().reservation_days),
        scenarios=scenarios_of(rules),
        proofs=_proofs(rules, servicing, models, blobs),
        surveys=_surveys(),
    )


def _proofs(rules: Rulebook, servicing: ServicingPolicy, models: Models, blobs: HubBlobs) -> ProofRules:
    from workstation.services.currency import load_currencies
    from workstation.services.proving import proof_rules

    currencies = load_currencies(resources() / "policies/currencies.toml")
    return proof_rules(rules, servicing, models, currencies, blobs)


def _surveys() -> SurveyRules:
    from workstation.services.currency import load_currencies
    from workstation.services.proving_surveys import survey_rules
    from workstation.services.survey_forms import Forms
    from workstation.services.survey_judging import Judging
    from workstation.surveys.policy import load_survey_policy

    policies = resources() / "policies"
    judging = Judging(
        load_survey_policy(policies / "survey.toml"), load_currencies(policies / "currencies.toml")
    )
    return survey_rules(Forms(resources() / "forms"), judging)


def own_loans_when_asked() -> OwnLoans:
    """Most of an administrator's verbs touch no loan, and need not wait for the rules of lending."""

    @cache
    def reckon() -> OwnLoans:
        from workstation.services.own_loans import own_loans

        return own_loans(_rulebook(), _servicing())

    return lambda file, day: reckon()(file, day)


def reservations() -> ReservationRules:
    """What is reserved by when an administrator puts files into a scope."""
    from workstation.services.hub_rules import reservation_rules

    return reservation_rules(_rulebook(), _file_policy().reservation_days)


def scenarios_of(rules: Rulebook | None = None) -> ScenarioRules:
    """What scenarios are published and counted by."""
    from workstation.services.hub_scenarios import scenario_rules
    from workstation.services.live_scenarios import makers

    return scenario_rules(rules or _rulebook(), makers, _file_policy().reservation_days)


def keep() -> KeepFile:
    """How long a file is kept."""
    from workstation.services.hub_retention import keep_file

    return keep_file(_rulebook(), _servicing(), _file_policy())


def _rulebook() -> Rulebook:
    from workstation.lending import load_rulebook

    return load_rulebook(resources())


def _servicing() -> ServicingPolicy:
    from workstation.lending.servicing import load_servicing

    return load_servicing(resources() / "policies/servicing.toml")


def _file_policy() -> FilePolicy:
    from workstation.lending.file_policy import load_file_policy

    return load_file_policy(resources() / "policies/file.toml")
