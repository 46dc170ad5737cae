"""Papers of a decision: a draft to look at, one issue, reprints of the same bytes, and forgeries told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.services.conftest import OpenOffice
from tests.services.office import DEVICE_KEY, SUPERVISOR, Books, Office
from workstation import crypto
from workstation.clock import FixedClock, SystemClock
from workstation.domain.acts import ActKind
from workstation.domain.lending import Outcome, RepaymentMethod
from workstation.domain.money import capitals
from workstation.domain.standing import Standing
from workstation.domain.text import Bilingual
from workstation.domain.workshop import PaperSigner
from workstation.errors import KnownError
from workstation.events import NOTHING
from workstation.letters import (
    SignedBy,
    Signing,
    load_fonts,
    page_count,
    page_text,
    read_code,
    render_approval,
    sample_letter,
    verification_code,
)
from workstation.services.letters import ROLE_NAMES
from workstation.services.paper_signer import PaperKey
from workstation.training.sample import BUSINESS_DAY


def text_of(pdf: bytes) -> str:
    return "".join("".join(page_text(pdf, page).split()) for page in range(page_count(pdf)))


def refusal(office: Office, decision_id: str) -> str:
    """The code of the refusal; no number was spent on it."""
    left = office.books.numbers_left
    with pytest.raises(KnownError) as caught:
        office.letters.issue(decision_id)
    assert office.books.numbers_left == left
    return caught.value.code


class TestDraft:
    def test_is_the_letter_as_it_would_print_and_is_kept_nowhere(self, office: Office, books: Books) -> None:
        appraisal = office.appraise("S001")
        pdf = office.letters.draft(appraisal, office.preview(appraisal))
        said = text_of(pdf)
        assert "DRAFT" in said and "欧阳𬭸" in said and "壹万元整" in said
        assert (books.acts, books.blobs, books.numbers_left) == ([], {}, 20)

    def test_of_the_same_offer_is_the_same_bytes(self, office: Office) -> None:
        appraisal = office.appraise("S001")
        drafts = {office.letters.draft(appraisal, office.preview(appraisal)) for _ in range(2)}
        assert len(drafts) == 1

    def test_is_no_paper_of_ours(self, office: Office) -> None:
        appraisal = office.appraise("S001")
        with pytest.raises(KnownError) as caught:
            office.letters.verify(office.letters.draft(appraisal, office.preview(appraisal)))
        assert caught.value.code == "letter.unknown"


class TestIssue:
    def test_numbers_renders_archives_and_queues_in_one_act(self, office: Office, books: Books) -> None:
        made = office.decide("S001")
        issued = office.letters.issue(made.id)
        record, act = issued.record, books.acts[-1]
        assert (record.number, record.decision_id, record.kind) == ("D1-2026-000001", made.id, "approval")
        assert (record.issued_by, record.issued_at) == ("officer-1", "2026-11-20T12:00:00Z")
        assert record.provisional and record.pages == page_count(issued.pdf)
        assert record.file_sha256 == crypto.sha256(issued.pdf)
        assert (act.kind, act.blobs) == (ActKind.ISSUE_LETTER, (record.file_sha256,))
        assert books.get(record.file_sha256) == issued.pdf
        assert office.letters.archive() == (record,)

    def test_says_what_was_decided(self, office: Office) -> None:
        said = text_of(office.letters.issue(office.decide("S006").id).pdf)
        offer = office.books.decisions("sample:S006")[0].decision.offer
        assert offer is not None
        for expected in ("佛山市顺德区乐厨电器有限公司", "周宁", "备双十二库存", capitals(offer.amount)):
            assert expected in said

    def test_carries_a_code_that_this_workstation_signed(self, office: Office) -> None:
        issued = office.letters.issue(office.decide("S001").id)
        record = issued.record
        code = verification_code(record.number, record.content_sha256, office.letters.sign)
        assert code in text_of(issued.pdf)
        signed = read_code(code)
        assert signed.signature is not None
        assert crypto.verify(crypto.public_key(DEVICE_KEY), signed.signed_part, signed.signature)

    def test_asked_again_it_is_the_same_paper(self, office: Office, books: Books) -> None:
        made = office.decide("S001")
        first, acts = office.letters.issue(made.id), len(books.acts)
        again = office.letters.issue(made.id)
        assert (again.record, again.pdf, again.changes) == (first.record, first.pdf, NOTHING)
        assert (len(books.acts), books.numbers_left) == (acts, 19)
        assert office.letters.bytes_of(first.record) == first.pdf

    def test_a_day_later_too(self, office: Office, sit_down: OpenOffice) -> None:
        made = office.decide("S001")
        first = office.letters.issue(made.id)
        tomorrow = sit_down(clock=FixedClock(date(2026, 11, 21)))
        assert tomorrow.letters.issue(made.id).pdf == first.pdf

    def test_of_a_colleague_s_decision_names_the_colleague(
        self, office: Office, sit_down: OpenOffice
    ) -> None:
        """Of colleagues a workstation knows the id only."""
        made = office.decide("S001")
        said = text_of(sit_down(officer=SUPERVISOR).letters.issue(made.id).pdf)
        assert "officer-1" in said and "顾岚" not in said


class TestFirm:
    def test_takes_the_place_of_the_provisional_one_once_the_hub_has_the_decision(
        self, office: Office, books: Books
    ) -> None:
        made = office.decide("S001")
        provisional = office.letters.issue(made.id)
        books.hub_takes_all()
        firm = office.letters.issue(made.id)
        assert (provisional.record.provisional, firm.record.provisional) == (True, False)
        assert firm.record.number == "D1-2026-000002"
        assert provisional.record.number in text_of(firm.pdf)
        assert office.letters.archive() == (firm.record, provisional.record)
        assert office.letters.issue(made.id).record == firm.record

    def test_is_the_first_where_the_hub_was_quicker(self, office: Office, books: Books) -> None:
        made = office.decide("S001")
        books.hub_takes_all()
        assert not office.letters.issue(made.id).record.provisional


class TestRefusals:
    @pytest.mark.parametrize("seller", ["S009", "S015"])
    def test_only_an_approval_has_an_approval_letter(self, office: Office, seller: str) -> None:
        assert refusal(office, office.decide(seller).id) == "letter.not_approved"

    def test_a_decision_that_another_took_the_place_of_has_none_any_more(self, office: Office) -> None:
        first = office.decide("S001")
        second = office.decide("S001", amount=600_000)
        assert refusal(office, first.id) == "letter.superseded"
        assert office.letters.issue(second.id).record.decision_id == second.id

    def test_not_even_when_another_request_was_decided_since(self, office: Office) -> None:
        first = office.decide("S001")
        appraisal = office.appraise("S001")
        office.decisions.decide(appraisal, Outcome.DECLINE, reason="店主改了主意")
        office.files.request(
            "sample:S001",
            product="credit",
            amount=800_000,
            months=12,
            method=RepaymentMethod.EQUAL_INSTALMENT,
            purpose="备货",
        )
        other = office.decide("S001")
        assert refusal(office, first.id) == "letter.superseded"
        assert office.letters.issue(other.id).record.decision_id == other.id

    def test_a_provisional_paper_does_not_become_firm_once_superseded(
        self, office: Office, books: Books
    ) -> None:
        first = office.decide("S001")
        paper = office.letters.issue(first.id)
        office.decide("S001", amount=600_000)
        assert office.letters.issue(first.id).record == paper.record, "a reprint is still the paper it was"
        books.hub_takes_all()
        assert refusal(office, first.id) == "letter.superseded"

    def test_without_numbers_none_is_issued(self, office: Office, books: Books) -> None:
        made = office.decide("S001")
        books.numbers_left = 0
        assert refusal(office, made.id) == "letter.no_numbers"
        assert len(books.acts) == 1

    def test_of_a_decision_that_is_not_here(self, office: Office) -> None:
        assert refusal(office, "no-such") == "decision.unknown"


class TestVerify:
    def test_a_genuine_paper_is_told_by_its_bytes(self, office: Office, books: Books) -> None:
        issued = office.letters.issue(office.decide("S001").id)
        found = office.letters.verify(issued.pdf)
        assert (found.record, found.applicant_name, found.confirmed) == (issued.record, "欧阳𬭸", False)
        books.hub_takes_all()
        assert office.letters.verify(issued.pdf).confirmed

    @pytest.mark.parametrize("place", [0.05, 0.5, 0.9])
    def test_one_changed_byte_is_an_altered_paper(self, office: Office, place: float) -> None:
        pdf = office.letters.issue(office.decide("S001").id).pdf
        at = int(len(pdf) * place)
        forged = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
        with pytest.raises(KnownError) as caught:
            office.letters.verify(forged)
        assert caught.value.code in ("letter.altered", "letter.unknown", "letter.unreadable")

    def test_half_a_paper_is_none(self, office: Office) -> None:
        pdf = office.letters.issue(office.decide("S001").id).pdf
        with pytest.raises(KnownError) as caught:
            office.letters.verify(pdf[: len(pdf) // 2])
        assert caught.value.code == "letter.unreadable"

    def test_a_paper_of_another_office_is_unknown(self, office: Office, books: Books) -> None:
        pdf = office.letters.issue(office.decide("S001").id).pdf
        books.acts.clear()
        with pytest.raises(KnownError) as caught:
            office.letters.verify(pdf)
        assert (caught.value.code, caught.value.where) == ("letter.unknown", "D1-2026-000001")


def test_a_role_that_has_no_name_is_printed_as_it_is(office: Office, sit_down: OpenOffice) -> None:
    assert set(ROLE_NAMES) >= {"officer", "supervisor", "committee"}
    assert all(isinstance(name, Bilingual) and name.zh and name.en for name in ROLE_NAMES.values())
    elder = sit_down(officer=replace(SUPERVISOR, role="elder"), clock=FixedClock(BUSINESS_DAY))
    appraisal = office.appraise("S001")
    assert "elder" in text_of(elder.letters.draft(appraisal, office.preview(appraisal)))


class TestVoid:
    def test_a_voided_paper_is_still_genuine_and_says_that_it_no_longer_holds(self, office: Office) -> None:
        issued = office.letters.issue(office.decide("S001").id)
        assert office.letters.verify(issued.pdf).standing.holds
        office.letters.void(issued.record.number, "  客户姓名有误 ")
        standing = office.letters.verify(issued.pdf).standing
        assert (standing.standing, standing.reason) == (Standing.VOID, "客户姓名有误")
        assert not standing.holds
        assert office.letters.bytes_of(issued.record) == issued.pdf, "a reprint is still the same bytes"

    def test_a_firm_paper_supersedes_the_provisional_one(self, office: Office, books: Books) -> None:
        made = office.decide("S001")
        provisional = office.letters.issue(made.id)
        assert office.letters.standing(provisional.record).standing is Standing.PROVISIONAL
        books.hub_takes_all()
        firm = office.letters.issue(made.id)
        standing = office.letters.standing(provisional.record)
        assert (standing.standing, standing.by) == (Standing.SUPERSEDED, firm.record.number)
        assert office.letters.standing(firm.record).standing is Standing.FIRM
        office.letters.void(firm.record.number, "印错金额")
        again = office.letters.issue(made.id).record
        assert (again.replaces, office.letters.standing(again).standing) == (
            firm.record.number,
            Standing.FIRM,
        )
        standing = office.letters.standing(firm.record)
        assert (standing.standing, standing.by) == (Standing.VOID, again.number)
        assert office.letters.standing(provisional.record).by == firm.record.number

    def test_needs_a_reason_and_happens_once(self, office: Office) -> None:
        number = office.letters.issue(office.decide("S001").id).record.number
        for reason, code in ((" ", "void.reason"), ("重复出具", ""), ("重复出具", "void.twice")):
            if not code:
                office.letters.void(number, reason)
                continue
            with pytest.raises(KnownError) as caught:
                office.letters.void(number, reason)
            assert caught.value.code == code
            assert str(caught.value).count(number) == 1, "the number is said once"

    def test_of_a_number_that_is_on_no_paper(self, office: Office) -> None:
        with pytest.raises(KnownError) as caught:
            office.letters.void("D1-2026-009999", "写错")
        assert caught.value.code == "letter.unknown"


class TestCode:
    def test_off_the_paper_says_whose_it_is_and_how_it_stands(self, office: Office) -> None:
        issued = office.letters.issue(office.decide("S001").id)
        record = issued.record
        code = verification_code(record.number, record.content_sha256, office.letters.sign)
        verified = office.letters.verify_code(code)
        assert (verified.record, verified.applicant_name) == (record, "欧阳𬭸")
        assert verified.standing.standing is Standing.PROVISIONAL

    def test_of_other_content_under_the_same_number_is_a_forgery(self, office: Office) -> None:
        record = office.letters.issue(office.decide("S001").id).record
        with pytest.raises(KnownError) as caught:
            office.letters.verify_code(verification_code(record.number, "0" * 64, None))
        assert caught.value.code == "letter.altered"

    def test_of_no_paper_of_ours(self, office: Office) -> None:
        with pytest.raises(KnownError) as caught:
            office.letters.verify_code(verification_code("D1-2026-009999", "0" * 64, None))
        assert caught.value.code == "letter.unknown"


class TestSignature:
    @pytest.fixture
    def key(self, tmp_path: Path) -> PaperKey:
        return PaperKey(tmp_path / "signer.bin", bytes(32), "Workstation desk-1", SystemClock())

    @pytest.fixture
    def device(self, key: PaperKey) -> PaperSigner:
        return PaperSigner(key.certificate_sha256(), "desk-1", "柜台一号", "zhou", "2026-11-01T00:00:00Z")

    def test_of_the_profile_covers_the_archived_bytes(
        self, office: Office, key: PaperKey, device: PaperSigner
    ) -> None:
        signing = replace(office.letters, sign_pdf=key.sign, signers=lambda: (device,))
        first = signing.issue(office.decide("S001").id)
        second = signing.issue(office.decide("S002").id)
        assert signing.verify(first.pdf).signed == SignedBy(Signing.KNOWN, "柜台一号", "zhou")
        assert signing.verify(second.pdf).signed == SignedBy(Signing.KNOWN, "柜台一号", "zhou"), (
            "the key was kept"
        )

    def test_of_a_profile_that_the_hub_has_not_named(self, office: Office, key: PaperKey) -> None:
        signing = replace(office.letters, sign_pdf=key.sign)
        issued = signing.issue(office.decide("S001").id)
        assert signing.verify(issued.pdf).signed == SignedBy(Signing.UNKNOWN, "Workstation desk-1")

    def test_after_the_device_was_locked_out(
        self, office: Office, key: PaperKey, device: PaperSigner
    ) -> None:
        locked = replace(device, revoked_at="2026-11-02T00:00:00Z")
        signing = replace(office.letters, sign_pdf=key.sign, signers=lambda: (locked,))
        found = signing.verify(signing.issue(office.decide("S001").id).pdf).signed
        assert found is not None and found.signing is Signing.LOCKED_OUT

    def test_of_a_colleague_on_a_paper_that_is_not_in_this_archive(
        self, office: Office, key: PaperKey, device: PaperSigner
    ) -> None:
        theirs = key.sign(render_approval(sample_letter(), load_fonts()))
        for signers, code in ((lambda: (device,), "letter.elsewhere"), (tuple, "letter.unknown")):
            with pytest.raises(KnownError) as caught:
                replace(office.letters, signers=signers).verify(theirs)
            assert caught.value.code == code

    def test_a_damaged_key_is_said_and_no_paper_is_kept(
        self, office: Office, books: Books, tmp_path: Path
    ) -> None:
        (tmp_path / "signer.bin").write_bytes(b"damaged")
        key = PaperKey(tmp_path / "signer.bin", bytes(32), "x", FixedClock(BUSINESS_DAY))
        made = office.decide("S001")
        with pytest.raises(KnownError) as caught:
            replace(office.letters, sign_pdf=key.sign).issue(made.id)
        assert caught.value.code == "letter.signer"
        assert office.letters.archive() == ()
