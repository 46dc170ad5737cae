"""The list of visits over an office's books: whom a decision sends there, whom the officer adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from tests.helpers.surveying import survey
from tests.services.office import Books, Office
from workstation.domain.visit_list import ListedStep, VisitRow, WhyListed
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.services.visits import Visits
from workstation.training.sample import BUSINESS_DAY


@dataclass
class Picks:
    """Additions that are forgotten when the test ends."""

    kept: dict[str, str] = field(default_factory=dict)

    def all(self) -> Mapping[str, str]:
        return dict(self.kept)

    def add(self, applicant_id: str, since: str) -> Changes:
        self.kept[applicant_id] = since
        return Changes(frozenset({applicant_id}), frozenset({"visit"}))

    def take_off(self, applicant_id: str) -> Changes:
        self.kept.pop(applicant_id, None)
        return Changes(frozenset({applicant_id}), frozenset({"visit"}))


@pytest.fixture
def visits(office: Office) -> Visits:
    return Visits(office.books, Picks(), office.hand)  # type: ignore[arg-type]


def listed(visits: Visits) -> dict[str, VisitRow]:
    return {row.applicant.source_id: row for row in visits.all()}


def test_a_shop_that_no_model_knows_is_sent_a_visitor_by_its_decision(office: Office, visits: Visits) -> None:
    office.decide("S021")
    row = listed(visits)["S021"]
    assert (row.step, row.why, row.placed) == (ListedStep.OPEN, (WhyListed.REFERRED,), False)
    made = survey("sample:S021", BUSINESS_DAY + timedelta(days=1), office.hand.new_id())
    office.books.hub_changes("sample:S021", surveys=(made,))
    assert listed(visits)["S021"].why == (WhyListed.SURVEY,), "somebody went; it is to be reviewed"


def test_an_addition_rings_and_stays_until_it_is_taken_off(
    office: Office, visits: Visits, books: Books
) -> None:
    heard: list[str] = []
    office.bell.listen(lambda changes, initiator: heard.append(initiator))
    visits.add("sample:S001")
    assert listed(visits)["S001"].why == (WhyListed.ADDED,) and listed(visits)["S001"].placed
    visits.take_off("sample:S001")
    assert listed(visits) == {} and heard == ["visit.add", "visit.take_off"]
    assert not books.acts, "the hub never hears of it"


def test_nobody_unknown_is_added(visits: Visits) -> None:
    with pytest.raises(KnownError, match="no such file"):
        visits.add("sample:S999")
    assert visits.all() == ()
