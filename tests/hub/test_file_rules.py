"""People and papers at the hub: nobody writes in another's name, and no photo comes without consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.sync.field import Field
from tests.sync.station import NOW, TODAY, Station, new_id
from workstation.crypto import sha256
from workstation.domain.acts import ActKind
from workstation.domain.file_papers import (
    Collateral,
    CollateralKind,
    ConsentScope,
    Document,
    DocumentKind,
    FileExport,
    IdentityCheck,
    IdentityItem,
    LookUp,
    Party,
    PartyRole,
    Withdrawal,
)
from workstation.domain.records import Authorisation

DAY = timedelta(days=1)
PICTURE = b"a picture"


@pytest.fixture
def officer(field: Field) -> Station:
    station = field.officer(field.sellers())
    station.sync()
    return station


@pytest.fixture
def one(officer: Station) -> str:
    return next(iter(officer.cache.sync.cursors()))


def refusals(station: Station) -> list[str]:
    return [answer.code for answer in station.sync().refused]


def authorise(station: Station, one: str, *scopes: ConsentScope, **more: Any) -> Authorisation:
    made = Authorisation(new_id(), one, scopes, TODAY, TODAY + 90 * DAY, taken_by=station.officer_id)
    made = replace(made, **more)
    station.act(ActKind.TAKE_AUTHORISATION, one, made)
    return made


def photo(station: Station, one: str) -> None:
    made = Document(
        new_id(), one, DocumentKind.PHOTO, "仓库", sha256(PICTURE), "image/jpeg", 9, station.officer_id, NOW
    )
    station.act(ActKind.ADD_DOCUMENT, one, made, files={made.file_sha256: PICTURE})


def test_a_photo_needs_consent_that_is_still_in_force(officer: Station, one: str) -> None:
    photo(officer, one)
    assert refusals(officer) == ["consent.photos"]
    paper = authorise(officer, one, ConsentScope.PHOTOS)
    photo(officer, one)
    assert refusals(officer) == []
    taken_back = Withdrawal(new_id(), one, paper.id, TODAY, officer.officer_id)
    officer.act(ActKind.WITHDRAW_AUTHORISATION, one, taken_back)
    photo(officer, one)
    officer.act(ActKind.WITHDRAW_AUTHORISATION, one, replace(taken_back, id=new_id()))
    assert refusals(officer) == ["consent.photos", "consent.withdrawn"]


def test_a_look_up_names_an_authorisation_that_allows_it(officer: Station, one: str) -> None:
    paper = authorise(officer, one, ConsentScope.DATA)
    scope = ConsentScope.BUREAU
    looked = LookUp(new_id(), one, scope, "贷前审查", "征信", officer.officer_id, NOW, paper.id)
    officer.act(ActKind.LOG_LOOK_UP, one, looked)
    officer.act(ActKind.LOG_LOOK_UP, one, replace(looked, id=new_id(), scope=ConsentScope.DATA))
    assert refusals(officer) == ["consent.bureau"]


def test_a_file_goes_out_on_the_officers_own_day(officer: Station, one: str) -> None:
    """Where the officer sits it is tomorrow already; an authorisation of the day after is none yet."""
    for signed, answer in ((TODAY + DAY, []), (TODAY + 2 * DAY, ["consent.days", "consent.referral"])):
        paper = authorise(officer, one, ConsentScope.REFERRAL, signed_on=signed)
        export = FileExport(new_id(), one, "城市银行", "0" * 64, officer.officer_id, NOW, paper.id)
        officer.act(ActKind.EXPORT_FILE, one, export)
        assert refusals(officer) == answer


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"taken_by": "somebody else"}, "record.maker"),
        ({"expires_on": TODAY - DAY}, "consent.days"),
        ({"signed_on": TODAY + 2 * DAY}, "consent.days"),
        ({"scopes": ()}, "consent.scopes"),
        ({"document_id": "no-such"}, "record.unknown"),
    ],
)
def test_an_authorisation_that_makes_no_sense(
    officer: Station, one: str, more: dict[str, Any], code: str
) -> None:
    authorise(officer, one, ConsentScope.DATA, **more)
    assert refusals(officer) == [code]


def test_a_party_is_corrected_once_and_a_check_names_who_is_there(officer: Station, one: str) -> None:
    who = officer.officer_id
    party = Party(new_id(), one, PartyRole.GUARANTOR, "王芳", TODAY, recorded_by=who)
    officer.act(ActKind.RECORD_PARTY, one, party)
    for _ in range(2):
        ended = replace(party, id=new_id(), ended_on=TODAY, supersedes=party.id)
        officer.act(ActKind.RECORD_PARTY, one, ended)
    check = IdentityCheck(new_id(), one, IdentityItem.GUARANTOR, True, who, TODAY, "核对", "", "nobody")
    officer.act(ActKind.CHECK_IDENTITY, one, check)
    assert refusals(officer) == ["record.corrected", "record.unknown"]


def test_a_release_changes_nothing_else_of_the_security(officer: Station, one: str) -> None:
    taken = Collateral(new_id(), one, CollateralKind.VEHICLE, "货车", 100, TODAY, officer.officer_id)
    officer.act(ActKind.TAKE_COLLATERAL, one, taken)
    released = replace(taken, id=new_id(), released_on=TODAY, supersedes=taken.id)
    officer.act(ActKind.TAKE_COLLATERAL, one, replace(released, value=999))
    officer.act(ActKind.TAKE_COLLATERAL, one, replace(released, id=new_id()))
    assert refusals(officer) == ["security.changed"]
