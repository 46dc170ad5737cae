"""Nothing is written down at the hub that was not proved, whatever arrives between an act's proof and its
turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.hub import process
from tests.sync.field import Field
from tests.sync.station import Station, decision
from workstation.clock import FixedClock
from workstation.domain.acts import MOST_BODY_BYTES, Act, ActKind, ActOutcome
from workstation.domain.lending import Outcome
from workstation.errors import KnownError
from workstation.hub.acts import receive
from workstation.hub.ports import Workshop
from workstation.hub.services import HubServices
from workstation.lending import load_rulebook
from workstation.lending.servicing import load_servicing
from workstation.paths import resources
from workstation.services.currency import load_currencies
from workstation.services.models import Models
from workstation.services.proving import proof_rules
from workstation.training.sample import BUSINESS_DAY


class Meanwhile:
    """A hub's database in which something happens right after it was asked whose a file is."""

    def __init__(self, workshop: Workshop, happens: Callable[[], object]) -> None:
        self._workshop, self._happens = workshop, happens
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._workshop, name)

    def assigned(self, officer_id: str, applicant_id: str) -> bool:
        known = self._workshop.assigned(officer_id, applicant_id)
        self.asked += 1
        self._happens()
        return known


@pytest.fixture
def proving(field: Field) -> HubServices:
    """What the hub of the story has, and the proofs that the program's own hub works by."""
    services, home = process.services(field.hub.place), resources()
    servicing = load_servicing(home / "policies/servicing.toml")
    currencies = load_currencies(home / "policies/currencies.toml")
    models = Models(home / "models", FixedClock(BUSINESS_DAY))
    return replace(
        services, proofs=proof_rules(load_rulebook(home), servicing, models, currencies, services.blobs)
    )


def without_a_case(field: Field, station: Station, applicant_id: str) -> Act:
    """A decision that no proof lets through: it has no frozen case."""
    field.hub.admin.assign(station.officer_id, [applicant_id])
    station.sync()
    asked = station.application(applicant_id)
    assert station.sync().refused == ()
    made = decision(station, asked, outcome=Outcome.DECLINE, amount=None, need="officer")
    field.hub.admin.unassign(station.officer_id, [applicant_id])
    return station.act(ActKind.MAKE_DECISION, applicant_id, made)


def test_a_file_that_is_given_to_the_officer_meanwhile_lets_nothing_in_unseen(
    field: Field, proving: HubServices
) -> None:
    [one] = field.sellers()
    station = field.officer([])
    act = without_a_case(field, station, one)
    device = field.hub.workshop.device(station.key.device_id)
    assert device is not None
    workshop: Any = Meanwhile(field.hub.workshop, lambda: field.hub.admin.assign(station.officer_id, [one]))
    answer = receive(workshop, proving, device, act)
    assert (answer.outcome, answer.code) == (ActOutcome.REFUSED, "case.unreadable")
    assert workshop.asked == 2, "it was looked at once more"
    assert not field.hub.workshop.received(act.id)


def test_what_costs_nothing_to_see_is_seen_before_anything_is_reckoned(
    field: Field, proving: HubServices
) -> None:
    """The decision has no case, which a proof would say first."""
    [one] = field.sellers()
    station = field.officer([])
    act = without_a_case(field, station, one)
    field.hub.admin.assign(station.officer_id, [one])
    device = field.hub.workshop.device(station.key.device_id)
    assert device is not None

    def code_of(**changed: Any) -> str:
        return receive(field.hub.workshop, proving, device, replace(act, **changed)).code

    assert code_of(made_by="somebody") == "act.maker"
    assert code_of(body=act.body + b" " * MOST_BODY_BYTES) == "act.unreadable"
    assert code_of(blobs=("0" * 64,)) == "blob.missing"
    assert code_of() == "case.unreadable"


def test_what_never_stands_still_is_sent_again_later(field: Field, proving: HubServices) -> None:
    """The file is taken from the officer before each look, and given back before each turn."""
    [one] = field.sellers()
    station = field.officer([])
    act = without_a_case(field, station, one)
    device = field.hub.workshop.device(station.key.device_id)
    assert device is not None

    class Restless(Meanwhile):
        def assigned(self, officer_id: str, applicant_id: str) -> bool:
            field.hub.admin.unassign(officer_id, [applicant_id])
            return super().assigned(officer_id, applicant_id)

    workshop: Any = Restless(field.hub.workshop, lambda: field.hub.admin.assign(station.officer_id, [one]))
    with pytest.raises(KnownError) as caught:
        receive(workshop, proving, device, act)
    assert (caught.value.code, workshop.asked) == ("db.busy", 3)
    assert not field.hub.workshop.received(act.id)
    assert receive(field.hub.workshop, proving, device, act).code == "case.unreadable"
