"""People and papers at the desk: consent, parties, identity, scans and security, each as one act."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image

from tests.services.office import OFFICER, Books, Office
from workstation.domain.acts import ActKind
from workstation.domain.consents import consent_for
from workstation.domain.endorsing import is_barred
from workstation.domain.file_papers import (
    CollateralKind,
    ConsentScope,
    DocumentKind,
    IdentityItem,
    PartyRole,
)
from workstation.errors import KnownError
from workstation.lending.file_policy import (
    ItemState,
    collateral_in_force,
    current_parties,
    load_file_policy,
    secured_value,
)
from workstation.paths import resources
from workstation.services.people import People
from workstation.services.scans import media_type_of
from workstation.training.sample import BUSINESS_DAY

SELLER = "sample:S002"
POLICY = load_file_policy(resources() / "policies" / "file.toml")


@pytest.fixture
def people(office: Office) -> People:
    return People(office.books, office.hand, POLICY)


def png(width: int = 4, height: int = 4) -> bytes:
    stream = io.BytesIO()
    Image.new("1", (width, height)).save(stream, "PNG")
    return stream.getvalue()


def withdraw_all(people: People, books: Books) -> None:
    for paper in books.applicant_file(SELLER).authorisations:
        people.withdraw_authorisation(SELLER, paper.id, "不再办理")


def allowed(books: Books) -> list[ConsentScope]:
    file = books.applicant_file(SELLER)
    return [scope for scope in ConsentScope if consent_for(file, scope, BUSINESS_DAY)]


def test_a_withdrawn_consent_declines_and_a_new_one_lifts_that(
    people: People, office: Office, books: Books
) -> None:
    withdraw_all(people, books)
    assert allowed(books) == []
    assert "hard.no_consent" in [f.code for f in office.appraise("S002").proposal.findings]
    people.take_authorisation(SELLER, [ConsentScope.DATA], BUSINESS_DAY + timedelta(days=30))
    assert allowed(books) == [ConsentScope.DATA]
    assert "hard.no_consent" not in [f.code for f in office.appraise("S002").proposal.findings]


def test_a_photo_and_a_bureau_read_need_consent(people: People, books: Books) -> None:
    people.add_document(SELLER, DocumentKind.PHOTO, "仓库", png())
    people.log_look_up(SELLER, ConsentScope.BUREAU, "贷前审查", "征信报告")
    withdraw_all(people, books)
    acts = len(books.acts)
    with pytest.raises(KnownError) as photo:
        people.add_document(SELLER, DocumentKind.PHOTO, "仓库", png())
    with pytest.raises(KnownError) as bureau:
        people.log_look_up(SELLER, ConsentScope.BUREAU, "贷前审查", "征信报告")
    assert (photo.value.code, bureau.value.code) == ("consent.photos", "consent.bureau")
    assert len(books.acts) == acts


def test_a_scan_is_kept_with_its_act_under_its_own_hash(people: People, books: Books) -> None:
    people.add_document(SELLER, DocumentKind.ID_CARD, "身份证", png())
    (scan,) = books.applicant_file(SELLER).documents
    assert (scan.media_type, books.get(scan.file_sha256)) == ("image/png", png())
    assert books.acts[-1].blobs == (scan.file_sha256,)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "document.size"), (b"x" * 2_000, "document.size"), (b"MZ\x90", "document.type"),
     (png()[:40], "document.type"), (png(60, 60), "document.pixels")],
)  # fmt: skip
def test_what_is_no_scan_is_refused_whatever_its_name(data: bytes, code: str) -> None:
    with pytest.raises(KnownError) as caught:
        media_type_of(data, most_bytes=1_000, most_pixels=3_000)
    assert caught.value.code == code


def test_the_checklist_asks_of_the_people_who_stand_there_now(people: People, books: Books) -> None:
    people.record_party(SELLER, PartyRole.GUARANTOR, "王芳")
    (guarantor,) = current_parties(books.applicant_file(SELLER), BUSINESS_DAY)

    def state() -> list[ItemState]:
        lines = people.checklist(books.applicant_file(SELLER))
        return [line.state for line in lines if line.item is IdentityItem.GUARANTOR]

    assert state() == [ItemState.MISSING]
    people.check_identity(SELLER, IdentityItem.GUARANTOR, False, "照片不符", party_id=guarantor.id)
    assert state() == [ItemState.FAILED]
    people.check_identity(SELLER, IdentityItem.GUARANTOR, True, "面对面核对", party_id=guarantor.id)
    assert state() == [ItemState.DONE]
    people.end_party(SELLER, guarantor.id)
    assert state() == []


def test_a_check_holds_for_so_many_days(people: People, books: Books) -> None:
    from workstation.lending.file_policy import identity_checklist

    people.check_identity(SELLER, IdentityItem.FACE, True, "本人到场")
    file = books.applicant_file(SELLER)

    def state(days: int) -> ItemState:
        lines = identity_checklist(file, POLICY, BUSINESS_DAY + timedelta(days=days))
        return next(line.state for line in lines if line.item is IdentityItem.FACE)

    assert (state(180), state(181)) == (ItemState.DONE, ItemState.EXPIRED)


def test_a_declared_relation_bars_the_officer(people: People, books: Books) -> None:
    people.declare_relation(SELLER, "表亲")
    assert is_barred(OFFICER.id, books.applicant_file(SELLER).relations)


def test_released_security_counts_no_longer(people: People, books: Books) -> None:
    people.take_collateral(SELLER, CollateralKind.VEHICLE, "货车", 100_001)
    (held,) = collateral_in_force(books.applicant_file(SELLER), BUSINESS_DAY)
    assert secured_value(held, POLICY) == 60_000
    people.release_collateral(SELLER, held.id)
    assert collateral_in_force(books.applicant_file(SELLER), BUSINESS_DAY) == []
    with pytest.raises(KnownError) as caught:
        people.release_collateral(SELLER, held.id)
    assert caught.value.code == "security.unknown"
    assert {act.kind for act in books.acts} == {ActKind.TAKE_COLLATERAL}
