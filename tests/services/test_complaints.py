"""An applicant complains: it is taken down, settled, and counted beside the decision it is about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import block, moment
from tests.services.office import Office
from workstation.domain.complaining import ComplaintKind, ComplaintStep
from workstation.domain.ledger import Ledgers
from workstation.errors import KnownError
from workstation.services.complaints import Complaints
from workstation.services.outcomes import decided_of
from workstation.training.sample import BUSINESS_DAY

WHO = "sample:S001"


@pytest.fixture
def complaints(office: Office) -> Complaints:
    return Complaints(office.books, office.drawing.hand)


def refused(complaints: Complaints, kind: str, *of: object, **more: object) -> str:
    with pytest.raises(KnownError) as caught:
        getattr(complaints, kind)(WHO, *of, **more)
    return caught.value.code


def test_a_complaint_is_open_until_it_is_settled_once(complaints: Complaints) -> None:
    complaints.take(WHO, ComplaintKind.WAITING, " 等了三周 ", on=BUSINESS_DAY - timedelta(days=1))
    (found,) = complaints.of(WHO)
    assert (found.first.text, found.first.on, found.settled) == (
        "等了三周",
        BUSINESS_DAY - timedelta(days=1),
        None,
    )
    complaints.settle(WHO, found.first.id, ComplaintStep.UPHELD, "已致歉")
    (found,) = complaints.of(WHO)
    assert found.settled is not None and (found.settled.kind, found.settled.on) == (
        ComplaintKind.WAITING,
        BUSINESS_DAY,
    )
    assert refused(complaints, "settle", found.first.id, ComplaintStep.REJECTED, "x") == "complaint.settled"


def test_it_says_what_when_and_of_which_request(complaints: Complaints) -> None:
    assert refused(complaints, "take", ComplaintKind.DATA, "  ") == "complaint.text"
    later = BUSINESS_DAY + timedelta(days=1)
    assert refused(complaints, "take", ComplaintKind.DATA, "x", on=later) == "complaint.day"
    assert refused(complaints, "take", ComplaintKind.DATA, "x", about="another") == "complaint.about"
    assert refused(complaints, "settle", "none", ComplaintStep.UPHELD, "x") == "complaint.unknown"


def test_complaints_and_visits_count_beside_the_decision(office: Office, complaints: Complaints) -> None:
    decision = office.decide("S001")

    def row(days: int = 0) -> tuple[int | None, int | None]:
        file = office.books.applicant_file(WHO)
        as_of = BUSINESS_DAY + timedelta(days=days)
        (found,) = decided_of(file, office.loans.rules, office.loans.policy, as_of)
        return found.complaints, found.visits

    assert row() == (0, None)
    complaints.take(WHO, ComplaintKind.DECISION, "为什么只有这些", about=decision.application_id)
    complaints.take(WHO, ComplaintKind.OTHER, "停车难")
    (_, mine) = complaints.of(WHO)
    complaints.settle(WHO, mine.first.id, ComplaintStep.REJECTED, "已解释")
    assert row() == (1, None)  # neither the one about no request, nor what settled the other
    file = office.books.applicant_file(WHO)
    days = {"f1": ("first", -40), "f2": ("first", -39), "f3": ("second", -2), "f4": ("later", 3)}
    measured = [
        {
            "source_id": name,
            "survey_id": survey,
            "figure": "stock",
            "value": 100,
            "basis": "counted",
            "measured_at": moment(BUSINESS_DAY + timedelta(days=after)),
        }
        for name, (survey, after) in days.items()
    ]
    blocks = {**file.ledgers.blocks, "survey_figures": block("survey_figures", measured)}
    office.books.hub_changes(WHO, ledgers=Ledgers(blocks))
    assert row(days=10) == (1, 2)  # what came after the decision was not asked for it
