"""What is reserved for an officer who took a file along bounds what may be approved offline, and no more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.services.conftest import OpenOffice
from tests.services.office import OFFICER, Books, Office
from workstation.clock import FixedClock
from workstation.domain.lending import Outcome
from workstation.domain.records import Reservation
from workstation.errors import KnownError
from workstation.training.sample import BUSINESS_DAY

SELLER = "sample:S001"
DAY = timedelta(days=1)
UNTIL = BUSINESS_DAY + 14 * DAY


def reserve(books: Books, amount: int, officer_id: str = OFFICER.id) -> None:
    books.hub_changes(SELLER, reservations=(Reservation(officer_id, SELLER, amount, UNTIL),))


def offered(office: Office) -> int:
    offer = office.appraise("S001").proposal.offer
    assert offer is not None
    return offer.amount


def refused(office: Office) -> str:
    with pytest.raises(KnownError) as caught:
        office.decide("S001")
    return caught.value.code


def test_up_to_the_last_fen_and_not_beyond(office: Office, books: Books) -> None:
    amount = offered(office)
    reserve(books, amount - 1)
    assert refused(office) == "decision.reserved"
    declined = office.decisions.decide(office.appraise("S001"), Outcome.DECLINE, reason="not this season")
    assert books.decision(declined.decision_id).decision.outcome is Outcome.DECLINE
    reserve(books, amount)
    assert office.decide("S001").outcome.lends


def test_a_colleagues_reservation_binds_nobody_else(office: Office, books: Books) -> None:
    reserve(books, 1, officer_id="somebody else")
    assert office.files.open(SELLER).reserved is None
    assert office.decide("S001").outcome.lends


def test_after_its_day_one_has_to_synchronise(books: Books, sit_down: OpenOffice) -> None:
    late = sit_down(clock=FixedClock(UNTIL))
    reserve(books, offered(late))
    assert refused(sit_down(clock=FixedClock(UNTIL + DAY))) == "decision.reservation_over"
    assert late.decide("S001").outcome.lends


def test_what_was_approved_since_is_used_up_until_the_hub_grants_anew(office: Office, books: Books) -> None:
    amount = offered(office)
    reserve(books, amount + 1)
    first = office.decide("S001")
    view = office.files.open(SELLER)
    assert view.reserved is not None
    # On the same request another approval takes the place of the first, sent or not.
    assert view.reserved.amount == amount + 1
    application = view.file.application
    assert application is not None
    office.files.request(
        SELLER, product=application.product, amount=application.amount, months=application.months,
        method=first.offer.method if first.offer else pytest.fail("no offer"), purpose="备货",
    )  # fmt: skip
    view = office.files.open(SELLER)
    assert view.reserved is not None and view.reserved.amount == 1
    assert refused(office) == "decision.reserved"


def test_an_approval_at_the_hub_may_be_replaced_by_one_as_large(office: Office, books: Books) -> None:
    amount = offered(office)
    office.decide("S001")
    books.hub_takes_all()
    reserve(books, 0)
    view = office.files.open(SELLER)
    assert view.reserved is not None and view.reserved.amount == amount
    assert office.decide("S001").outcome.lends
