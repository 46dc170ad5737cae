"""The hub looks at an invitation again: whose it is, what follows what, whether the data could be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.sync.field import Field
from tests.sync.station import TODAY, Station, new_id
from workstation.domain.acts import ActKind
from workstation.domain.inviting import Invitation, InvitationStep


def refusals(station: Station) -> list[str]:
    return [answer.code for answer in station.sync().refused]


def invited(officer: Station, who: str, **values: Any) -> Invitation:
    usual: dict[str, Any] = {
        "id": new_id(),
        "applicant_id": who,
        "step": InvitationStep.INVITED,
        "made_on": TODAY,
        "made_by": officer.officer_id,
        "product": "credit",
        "amount": 5_000_000,
        "valid_until": TODAY + timedelta(days=30),
    }
    made = Invitation(**{**usual, **values})
    officer.act(ActKind.RECORD_INVITATION, who, made)
    return made


def answered(officer: Station, to: Invitation, step: InvitationStep, **values: Any) -> None:
    later = Invitation(new_id(), to.applicant_id, step, TODAY, officer.officer_id, to.id, "电话")
    officer.act(ActKind.RECORD_INVITATION, to.applicant_id, replace(later, **values))


def test_an_invitation_and_its_answer_come_back_to_every_device(field: Field) -> None:
    [seller] = field.sellers()
    officer = field.officer([seller])
    officer.sync()
    made = invited(officer, seller, model="need_month", probability=0.4, horizon_days=30)
    answered(officer, made, InvitationStep.CONTACTED)
    answered(officer, made, InvitationStep.TAKEN)
    assert refusals(officer) == []
    other = field.second_device(officer)
    other.sync()
    steps = other.cache.cases.applicant_file(seller).invitations
    assert sorted(one.step.value for one in steps) == ["contacted", "invited", "taken"]


def test_what_does_not_follow_is_refused(field: Field) -> None:
    [seller] = field.sellers()
    officer = field.officer([seller])
    officer.sync()
    invited(officer, seller, made_by="somebody")
    assert refusals(officer) == ["invitation.maker"]
    invited(officer, seller, amount=0)
    assert refusals(officer) == ["invitation.terms"]
    invited(officer, seller, valid_until=TODAY - timedelta(days=1))
    assert refusals(officer) == ["invitation.terms"]
    invited(officer, seller, step=InvitationStep.TAKEN)
    assert refusals(officer) == ["invitation.unknown"]
    made = invited(officer, seller)
    answered(officer, made, InvitationStep.INVITED)
    assert refusals(officer) == ["invitation.ended"]
    answered(officer, replace(made, id="another"), InvitationStep.TAKEN)
    assert refusals(officer) == ["invitation.unknown"]
    answered(officer, made, InvitationStep.REFUSED)
    answered(officer, made, InvitationStep.TAKEN)
    assert refusals(officer) == ["invitation.ended"]


def test_without_an_authorisation_nobody_could_have_known(field: Field) -> None:
    [seller] = field.sellers()
    officer = field.officer([seller])
    officer.sync()
    made = TODAY - timedelta(days=20_000)
    invited(officer, seller, made_on=made, valid_until=made)
    assert refusals(officer) == ["consent.data"]
