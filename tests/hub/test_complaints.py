"""The hub looks at a complaint again: whose hand it is in, what it is about, that it is settled once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.sync.field import Field
from tests.sync.station import TODAY, Station, new_id
from workstation.domain.acts import ActKind
from workstation.domain.complaining import Complaint, ComplaintKind, ComplaintStep, grievances_of


def refusals(station: Station) -> list[str]:
    return [answer.code for answer in station.sync().refused]


def complained(officer: Station, who: str, **values: Any) -> Complaint:
    usual: dict[str, Any] = {
        "id": new_id(),
        "applicant_id": who,
        "step": ComplaintStep.MADE,
        "kind": ComplaintKind.WAITING,
        "on": TODAY,
        "made_by": officer.officer_id,
        "text": "等了三周没有答复",
    }
    made = Complaint(**{**usual, **values})
    officer.act(ActKind.RECORD_COMPLAINT, who, made)
    return made


def test_a_complaint_and_what_settled_it_come_back_to_every_device(field: Field) -> None:
    [seller] = field.sellers()
    officer = field.officer([seller])
    officer.sync()
    made = complained(officer, seller)
    complained(officer, seller, step=ComplaintStep.UPHELD, continues=made.id, text="已致歉，当日答复")
    assert refusals(officer) == []
    other = field.second_device(officer)
    other.sync()
    (found,) = grievances_of(other.cache.cases.applicant_file(seller).complaints)
    assert found.first == made
    assert found.settled is not None and found.settled.step is ComplaintStep.UPHELD


def test_what_cannot_be_is_refused_by_name(field: Field) -> None:
    [seller] = field.sellers()
    officer = field.officer([seller])
    officer.sync()
    made = complained(officer, seller)
    assert refusals(officer) == []
    for values, code in (
        ({"made_by": "somebody"}, "complaint.maker"),
        ({"text": "  "}, "complaint.text"),
        ({"on": TODAY + timedelta(days=2)}, "complaint.day"),
        ({"about": "no such request"}, "complaint.about"),
        ({"step": ComplaintStep.UPHELD}, "complaint.unknown"),
        ({"continues": made.id}, "complaint.unknown"),
        ({"step": ComplaintStep.UPHELD, "continues": "another"}, "complaint.unknown"),
    ):
        complained(officer, seller, **values)
        assert refusals(officer) == [code]
    for expected in ([], ["complaint.settled"]):
        complained(officer, seller, step=ComplaintStep.REJECTED, continues=made.id)
        assert refusals(officer) == expected
