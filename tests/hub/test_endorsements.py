"""What the hub asks of a second person's word, whatever a workstation lets pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.sync.field import Field
from tests.sync.station import NOW, Station, new_id
from workstation.domain.acts import ActKind
from workstation.domain.file_papers import Collateral, CollateralKind, Relation
from workstation.domain.lending import Decision, Endorsement

OVERRIDE = {"proposed": "refer", "exceptions": [], "second": ["override"], "quorum": 1}


def word(station: Station, of: Decision, **values: Any) -> Endorsement:
    usual: dict[str, Any] = {
        "id": new_id(),
        "applicant_id": of.applicant_id,
        "decision_id": of.id,
        "endorsed_by": station.officer_id,
        "role": station.role,
        "approves": True,
        "endorsed_at": NOW,
    }
    made = Endorsement(**{**usual, **values})
    station.act(ActKind.ENDORSE_DECISION, of.applicant_id, made)
    return made


def codes(station: Station) -> list[str]:
    return [answer.code for answer in station.sync().refused]


@pytest.fixture
def seller(field: Field) -> str:
    return field.sellers()[0]


def station(field: Field, seller: str, role: str) -> Station:
    made = field.officer([seller], role=role)
    made.sync()
    return made


def test_a_decision_waits_for_a_second_person_and_its_firm_letter_too(field: Field, seller: str) -> None:
    officer, supervisor = station(field, seller, "officer"), station(field, seller, "supervisor")
    made = officer.decide(officer.application(seller), inputs=OVERRIDE)
    assert codes(officer) == []
    assert not officer.cache.cases.decision(made.id).firm
    supervisor.sync()
    word(supervisor, made)
    assert codes(supervisor) == []
    officer.sync()
    assert officer.cache.cases.decision(made.id).firm


def test_words_that_count_for_nothing_are_refused(field: Field, seller: str) -> None:
    supervisor, other = station(field, seller, "supervisor"), station(field, seller, "supervisor")
    made = supervisor.decide(supervisor.application(seller), need="supervisor", inputs=OVERRIDE)
    plain = supervisor.decide(supervisor.application(seller, amount=1_000_00))
    assert codes(supervisor) == []
    word(supervisor, made)
    assert codes(supervisor) == ["endorsement.own"]
    officer = station(field, seller, "officer")
    word(officer, made)
    assert codes(officer) == ["endorsement.authority"]
    other.sync()
    word(other, made, endorsed_by=officer.officer_id)
    word(other, made, approves=False)
    word(other, plain)
    word(other, made, resolves="nothing")
    assert codes(other) == [
        "endorsement.maker", "endorsement.note", "endorsement.not_needed", "endorsement.no_contest"
    ]  # fmt: skip
    word(other, made)
    word(other, made)
    assert codes(other)[-1] == "endorsement.twice"


def test_a_reason_for_a_second_person_cannot_be_left_out(field: Field, seller: str) -> None:
    officer = station(field, seller, "officer")
    officer.decide(officer.application(seller), inputs={**OVERRIDE, "second": []})
    assert codes(officer) == ["decision.second"]


def test_the_hub_knows_whose_value_it_was(field: Field, seller: str) -> None:
    officer = station(field, seller, "officer")
    valued = Collateral(
        new_id(), seller, CollateralKind.STOCK, "库存", 1_000_00, date(2026, 6, 1), officer.officer_id
    )
    officer.act(ActKind.TAKE_COLLATERAL, seller, valued)
    officer.decide(officer.application(seller), inputs={})
    assert codes(officer)[-1] == "decision.second"
    back = replace(valued, id=new_id(), released_on=date(2026, 6, 2), supersedes=valued.id)
    officer.act(ActKind.TAKE_COLLATERAL, seller, back)
    officer.decide(officer.application(seller), inputs={})
    assert codes(officer) == []  # what was given back is no evidence of his any more


def test_a_declared_relation_bars_at_the_hub(field: Field, seller: str) -> None:
    officer = station(field, seller, "officer")
    related = Relation(new_id(), seller, officer.officer_id, "夫妻", date(2026, 1, 1))
    officer.act(ActKind.DECLARE_RELATION, seller, related)
    officer.decide(officer.application(seller))
    assert codes(officer) == ["decision.barred"]
