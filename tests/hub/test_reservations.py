"""Officers who take related files along: what the hub reserves for each, and when it is free again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.hub.process import RESERVATIONS
from tests.sync.field import Field, assert_agree
from tests.sync.station import Station, new_id
from workstation.clock import FixedClock, SystemClock
from workstation.domain.lending import Outcome
from workstation.hub.admin import HubAdmin
from workstation.hub.reservations import Reservations

YUAN = 100
CEILING = 1_000_000 * YUAN


def reserved(station: Station, applicant_id: str) -> int | None:
    """What the workstation knows to be reserved for its officer, in yuan."""
    file = station.cache.cases.applicant_file(applicant_id)
    amounts = [one.amount for one in file.reservations if one.id == station.officer_id]
    return amounts[0] // YUAN if amounts else None


@pytest.fixture
def pair(field: Field) -> tuple[Station, Station, str, str]:
    """Two shops of one controller, each taken along by an officer of its own."""
    first, second = field.sellers(2, controller_id=new_id())
    officer, colleague = field.officer([first]), field.officer([second])
    officer.sync()
    colleague.sync()
    return officer, colleague, first, second


def test_what_is_free_is_divided_and_travels_with_the_files(
    pair: tuple[Station, Station, str, str], field: Field
) -> None:
    officer, colleague, first, second = pair
    assert (reserved(officer, first), reserved(colleague, second)) == (500_000, 500_000)
    assert_agree(officer, field.hub)


def test_what_is_owed_is_not_free(field: Field) -> None:
    first, second = field.sellers(2, controller_id=new_id())
    officer = field.officer([first])
    officer.sync()
    officer.decide(officer.application(first, amount=400_000 * YUAN))
    officer.sync()
    colleague = field.officer([second])
    colleague.sync()
    # 400,000 are promised, and of the 600,000 left the officer has the half since that sync.
    assert (reserved(officer, first), reserved(colleague, second)) == (300_000, 300_000)


def test_a_file_that_nobody_else_may_exceed_a_limit_with_needs_no_reservation(field: Field) -> None:
    [alone] = field.sellers()
    officer, supervisor = field.officer([alone]), field.officer([alone], role="supervisor")
    auditor = field.officer([alone], role="auditor")
    for station in (officer, supervisor, auditor):
        station.sync()
        assert station.cache.cases.applicant_file(alone).reservations == ()


def test_two_officers_with_the_same_file_share_it(field: Field) -> None:
    [one] = field.sellers()
    officer, colleague = field.officer([one]), field.officer([one])
    officer.sync()
    colleague.sync()
    assert (reserved(officer, one), reserved(colleague, one)) == (500_000, 500_000)


def test_who_is_left_alone_with_a_file_is_bound_no_more(field: Field) -> None:
    [one] = field.sellers()
    officer, colleague = field.officer([one]), field.officer([one])
    officer.sync()
    assert reserved(officer, one) == 500_000
    field.hub.admin.unassign(colleague.officer_id, [one])
    officer.sync()
    assert reserved(officer, one) is None
    head = dict(field.hub.workshop.index(officer.officer_id))
    Reservations(RESERVATIONS, SystemClock()).renew(field.hub.workshop, officer.officer_id)
    assert dict(field.hub.workshop.index(officer.officer_id)) == head, "nothing is written twice"


def test_an_approval_that_arrives_is_taken_off_and_the_colleagues_stays(
    pair: tuple[Station, Station, str, str],
) -> None:
    officer, colleague, first, second = pair
    officer.decide(officer.application(first, amount=400_000 * YUAN))
    assert officer.sync().refused == ()
    colleague.sync()
    assert (reserved(officer, first), reserved(colleague, second)) == (100_000, 500_000)
    colleague.decide(colleague.application(second, amount=500_000 * YUAN))
    assert colleague.sync().refused == ()
    assert reserved(colleague, second) == 0


def test_a_declined_request_leaves_what_is_reserved(pair: tuple[Station, Station, str, str]) -> None:
    officer, _, first, _ = pair
    officer.decide(officer.application(first), outcome=Outcome.DECLINE)
    officer.sync()
    assert reserved(officer, first) == 500_000


def test_a_file_given_back_frees_it_for_the_others(
    pair: tuple[Station, Station, str, str], field: Field
) -> None:
    officer, colleague, first, second = pair
    field.hub.admin.unassign(officer.officer_id, [first])
    colleague.sync()
    assert reserved(colleague, second) == 500_000, "the rest is for whoever takes the first along"
    field.hub.admin.assign(colleague.officer_id, [first])
    colleague.sync()
    assert reserved(colleague, second) == reserved(colleague, first) == 1_000_000
    officer.sync()
    assert_agree(colleague, field.hub)


def test_after_the_policys_days_nothing_is_reserved_for_who_stayed_away(field: Field) -> None:
    """In November the officer went into the mountains; the colleague comes by every day."""
    first, second = field.sellers(2, controller_id=new_id())
    left = date(2026, 11, 1)
    officer, colleague = field.officer([]), field.officer([])
    for station, one in ((officer, first), (colleague, second)):
        on_day = HubAdmin(field.hub.workshop, FixedClock(left), reservations=lambda: RESERVATIONS)
        on_day.assign(station.officer_id, [one])
    for one in (first, second):
        assert held_at(field, one) == [(500_000, left + timedelta(days=14))]
    renewed_on(field, colleague, left + timedelta(days=8))
    assert held_at(field, second) == [(500_000, left + timedelta(days=22))]
    # What is in the mountains counts no more; of that file, taken along too, the colleague gets the half.
    later = FixedClock(left + timedelta(days=16))
    HubAdmin(field.hub.workshop, later, reservations=lambda: RESERVATIONS).assign(
        colleague.officer_id, [first]
    )
    assert [amount for amount, _ in held_at(field, second)] == [750_000]


def renewed_on(field: Field, station: Station, day: date) -> None:
    Reservations(RESERVATIONS, FixedClock(day)).renew(field.hub.workshop, station.officer_id)


def held_at(field: Field, applicant_id: str) -> list[tuple[int, date]]:
    file = field.hub.workshop.applicant_file(applicant_id)
    return [(one.amount // YUAN, one.until) for one in file.reservations]


def test_a_relation_found_later_binds_from_the_next_synchronisation_of_a_day(field: Field) -> None:
    first, second = field.sellers(2)
    officer = field.officer([first])
    officer.sync()
    assert reserved(officer, first) is None
    with field.hub.workshop.writing() as writing:
        for one in (first, second):
            writing.records.register(one, "the same person")
    Reservations(RESERVATIONS, SystemClock()).renew(field.hub.workshop, officer.officer_id)
    officer.sync()
    assert reserved(officer, first) == 500_000
