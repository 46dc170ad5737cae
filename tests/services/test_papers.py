"""Every paper of a file and of a decision: which there can be, issued once, refused with what is lacking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import msgspec
import pytest

from tests.services.conftest import OpenOffice
from tests.services.office import Books, Office
from workstation.domain.file_papers import IdentityCheck, IdentityItem, Party, PartyRole, Withdrawal
from workstation.domain.records import LetterRecord
from workstation.domain.standing import Standing
from workstation.errors import KnownError
from workstation.events import NOTHING
from workstation.lending.lateness import late_terms
from workstation.lending.product_parts import EventFee, Fees
from workstation.letters import page_count, page_text
from workstation.services.batches import WantedPaper
from workstation.services.offer_terms import late_rate
from workstation.services.values import Issued

SELLER = "sample:S001"


def text_of(pdf: bytes) -> str:
    return "".join("".join(page_text(pdf, page).split()) for page in range(page_count(pdf)))


def with_account(books: Books, applicant_id: str = SELLER) -> None:
    """The receiving account was checked."""
    check = IdentityCheck(
        "check-1", applicant_id, IdentityItem.BANK_ACCOUNT, True, "officer-1", date(2026, 11, 18),
        "示例银行 6222 **** 0001",
    )  # fmt: skip
    books.hub_files[applicant_id] = replace(books.hub_files[applicant_id], identity_checks=(check,))


def refusal(office: Office, kind: str, applicant_id: str = SELLER) -> str:
    """The code of the refusal; no number was spent on it."""
    left = office.books.numbers_left
    with pytest.raises(KnownError) as caught:
        office.papers.issue(kind, applicant_id)
    assert office.books.numbers_left == left
    return caught.value.code


class TestPossible:
    def test_before_a_decision_there_are_only_papers_of_the_file(self, office: Office) -> None:
        kinds = [paper.kind for paper in office.papers.possible(SELLER)]
        assert kinds == ["authorisation", "grade_sheet", "file_summary"]

    @pytest.mark.parametrize(
        ("seller", "there", "not_there"),
        [
            ("S001", {"approval", "contract", "cost_sheet", "loan_note", "schedule"}, {"decline"}),
            ("S006", {"approval", "counter_offer", "cost_sheet"}, {"decline"}),
            ("S015", {"decline"}, {"approval", "contract", "counter_offer"}),
        ],
    )
    def test_a_decision_brings_its_own(
        self, office: Office, seller: str, there: set[str], not_there: set[str]
    ) -> None:
        office.decide(seller)
        kinds = {paper.kind for paper in office.papers.possible(f"sample:{seller}")}
        assert there <= kinds and kinds.isdisjoint(not_there)


class TestDecided:
    def test_a_decline_gives_at_most_four_true_reasons_and_the_right_to_a_human_review(
        self, office: Office
    ) -> None:
        made = office.decide("S015")
        said = text_of(office.papers.issue("decline", "sample:S015").pdf)
        assert "人工复核" in said
        for reason in made.rationale.against[:4]:
            assert "".join(reason.applicant.zh.split()) in said

    def test_a_counter_offer_says_what_was_asked_for_and_what_is_offered(self, office: Office) -> None:
        made = office.decide("S006")
        assert made.offer is not None
        said = text_of(office.papers.issue("counter_offer", "sample:S006").pdf)
        assert "150,000.00" in said and f"{made.offer.amount / 100:,.2f}" in said

    def test_a_contract_needs_an_account_that_was_checked(self, office: Office, books: Books) -> None:
        office.decide("S001")
        assert refusal(office, "contract") == "paper.no_account"
        with_account(books)
        assert "6222****0001" in text_of(office.papers.issue("contract", SELLER).pdf)

    def test_a_loan_note_names_its_contract(self, office: Office, books: Books) -> None:
        office.decide("S001")
        with_account(books)
        assert refusal(office, "loan_note") == "paper.no_contract"
        contract = office.papers.issue("contract", SELLER).record
        assert contract.number in text_of(office.papers.issue("loan_note", SELLER).pdf)

    def test_spouse_and_guarantor_sign_beside_the_borrower(self, office: Office, books: Books) -> None:
        office.decide("S001")
        since = date(2026, 11, 1)
        parties = (
            Party("p-1", SELLER, PartyRole.SPOUSE, "陆青", since),
            Party("p-2", SELLER, PartyRole.GUARANTOR, "何远", since, ended_on=date(2026, 11, 10)),
        )
        books.hub_files[SELLER] = replace(books.hub_files[SELLER], parties=parties)
        said = text_of(office.papers.issue("cost_sheet", SELLER).pdf)
        assert "陆青" in said and "何远" not in said

    def test_every_charge_on_the_cost_sheet_adds_up_to_the_nominal_cost(self, office: Office) -> None:
        made = office.decide("S001")
        assert made.offer is not None
        said = text_of(office.papers.issue("cost_sheet", SELLER).pdf)
        assert f"{float(made.offer.cost.nominal):.2f}%" in said

    def test_a_fee_for_paying_early_stands_on_cost_sheet_and_in_the_contract(
        self, office: Office, sit_down: OpenOffice, books: Books
    ) -> None:
        made = office.decide("S001")
        assert made.offer is not None
        assert "提前还款的成本" not in text_of(office.papers.issue("cost_sheet", SELLER).pdf)
        with_account(books)
        assert "不收取违约金或手续费" in text_of(office.papers.issue("contract", SELLER).pdf)
        rules = office.decisions.rules
        product = rules.product(made.offer.product)
        fee = EventFee(event="prepayment", share=Fraction("0.005"))
        dear = msgspec.structs.replace(product, fees=Fees(events=(fee,)))
        own = sit_down(rules=replace(rules, products={**rules.products, product.code: dear}))
        for number in [letter.number for letter in own.letters.archive()]:
            own.letters.void(number, "条款有误")
        for kind in ("cost_sheet", "contract"):
            said = text_of(own.papers.issue(kind, SELLER).pdf)
            assert "提前归还的本金另收0.50%的手续费" in said

    def test_the_late_rate_that_is_printed_is_the_one_that_a_draw_freezes(self, office: Office) -> None:
        """Half as much again of a dear rate would be over the cap; the papers say what is charged."""
        made = office.decide("S001")
        assert made.offer is not None
        rules = office.decisions.rules
        dear = replace(made.offer, yearly_rate="0.2160")
        charged = late_terms(rules.product("credit"), rules.policy, "0.2160", made.offer.schedule.start)
        assert late_rate(dear, rules) == charged.yearly_rate
        assert Fraction(charged.yearly_rate) < Fraction("0.2160") * Fraction(3, 2)

    def test_asked_again_the_same_paper_comes_back_and_a_voided_one_is_made_anew(
        self, office: Office
    ) -> None:
        office.decide("S001")
        first = office.papers.issue("cost_sheet", SELLER)
        again = office.papers.issue("cost_sheet", SELLER)
        assert (again.record, again.pdf, again.changes) == (first.record, first.pdf, NOTHING)
        office.letters.void(first.record.number, "费用有误")
        anew = office.papers.issue("cost_sheet", SELLER)
        assert anew.record.number != first.record.number
        standing = office.letters.standing(first.record)
        assert (standing.standing, standing.by) == (Standing.VOID, anew.record.number)
        assert f"{first.record.number}" in text_of(anew.pdf), "it names the paper whose place it takes"

    def test_once_the_hub_has_the_decision_the_paper_is_made_firm(self, office: Office, books: Books) -> None:
        office.decide("S006")
        provisional = office.papers.issue("counter_offer", "sample:S006").record
        books.hub_takes_all()
        firm = office.papers.issue("counter_offer", "sample:S006").record
        assert (provisional.provisional, firm.provisional) == (True, False)
        assert firm.replaces == provisional.number

    def test_an_approval_letter_is_not_taken_for_another_paper_of_the_decision(self, office: Office) -> None:
        made = office.decide("S001")
        sheet = office.papers.issue("cost_sheet", SELLER).record
        letter = office.letters.issue(made.id).record
        assert (sheet.kind, letter.kind) == ("cost_sheet", "approval")
        assert office.letters.issue(made.id).record == letter


class TestFile:
    def test_a_summary_tells_what_was_taken_back_and_not_who_has_left(
        self, office: Office, books: Books
    ) -> None:
        paper, left = books.hub_files[SELLER].authorisations[0], date(2026, 11, 10)
        books.hub_changes(
            SELLER,
            withdrawals=(Withdrawal("w-1", SELLER, paper.id, left, "officer-1"),),
            parties=(Party("p-1", SELLER, PartyRole.GUARANTOR, "何远", date(2026, 11, 1), ended_on=left),),
        )
        said = text_of(office.papers.issue("file_summary", SELLER).pdf)
        assert "何远" not in said
        assert "2026-11-10" in said

    def test_an_authorisation_names_every_scope(self, office: Office) -> None:
        said = text_of(office.papers.issue("authorisation", SELLER).pdf)
        for scope in ("经营数据", "征信", "照片", "合作银行"):
            assert scope in said

    def test_a_grade_sheet_shows_the_grade_and_no_feature(self, office: Office) -> None:
        grade = office.appraise("S001").assessment.grade
        said = text_of(office.papers.issue("grade_sheet", SELLER).pdf)
        assert grade in said
        assert "shop_" not in said

    def test_a_seller_without_a_model_has_no_grade_sheet(self, office: Office) -> None:
        assert refusal(office, "grade_sheet", "sample:S011") == "paper.no_grade"

    def test_a_summary_counts_the_ledgers(self, office: Office) -> None:
        issued = office.papers.issue("file_summary", SELLER)
        rows = office.books.hub_files[SELLER].ledgers.blocks["orders"]
        assert f"{len(rows):,}" in text_of(issued.pdf)
        assert (issued.record.decision_id, issued.record.provisional) == ("", False)


class TestRefusals:
    def test_an_unknown_kind_names_the_known_ones(self, office: Office) -> None:
        assert refusal(office, "postcard") == "paper.unknown"

    def test_a_decline_needs_a_decline(self, office: Office) -> None:
        assert refusal(office, "decline") == "paper.no_decision"
        office.decide("S001")
        assert refusal(office, "decline") == "paper.no_decision"

    def test_of_a_decision_that_another_took_the_place_of(self, office: Office) -> None:
        first = office.decide("S001")
        office.decide("S001", amount=600_000)
        with pytest.raises(KnownError) as caught:
            office.papers.issue("cost_sheet", SELLER, first.id)
        assert caught.value.code == "letter.superseded"


def issued_numbers(issued: tuple[Issued, ...]) -> list[LetterRecord]:
    return [one.record for one in issued]


def test_many_at_once(office: Office) -> None:
    for seller in ("S001", "S002", "S015"):
        office.decide(seller)
    wanted = [WantedPaper("cost_sheet", f"sample:{s}") for s in ("S001", "S002", "S015")]
    batch = office.papers.issue_many(wanted, lambda *_: None)
    assert len(issued_numbers(batch.issued)) == 2
    assert [r.error.code for r in batch.refused] == ["paper.no_decision"]


def test_a_draft_is_kept_nowhere(office: Office, books: Books) -> None:
    assert "DRAFT" in text_of(office.papers.draft("authorisation", SELLER))
    assert (books.acts, books.numbers_left) == ([], 20)
