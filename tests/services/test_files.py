"""Opening a file, noting what was seen, taking down a request: acts in the outbox, faults in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.services.office import Books, Office
from workstation.domain.acts import ActKind
from workstation.domain.evidence import EvidenceDomain
from workstation.domain.lending import RepaymentMethod
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.training.sample import BUSINESS_DAY


class TestOpening:
    def test_shows_what_is_known_as_of_the_day_the_source_was_read(
        self, office: Office, books: Books
    ) -> None:
        view = office.files.open("sample:S012")
        observed = books.hub_files["sample:S012"].applicant.observed_until
        assert view.as_of == observed
        assert view.as_of < BUSINESS_DAY or observed == BUSINESS_DAY
        assert EvidenceDomain.TRADING in view.coverage.covered
        assert view.features.as_of == view.as_of
        assert (view.decisions, view.letters) == ((), ())

    def test_shows_loans_and_promises_decisions_and_letters_newest_first(
        self, office: Office, books: Books
    ) -> None:
        first = office.decide("S001")
        office.letters.issue(first.id)
        books.hub_takes_all()
        office.letters.issue(first.id)
        view = office.files.open("sample:S001")
        assert [kept.decision.id for kept in view.decisions] == [first.id]
        assert [letter.provisional for letter in view.letters] == [False, True]
        assert first.offer is not None
        assert view.exposure.own == first.offer.amount

    def test_a_seller_of_whom_nothing_is_known_has_missing_figures_and_no_zeros(self, office: Office) -> None:
        view = office.files.open("sample:S011")
        assert view.file.ledgers.rows == 0
        assert {value for name, value in view.features.values.items() if name.startswith("shop_")} == {None}
        assert view.coverage.share == 0.0

    def test_amounts_of_another_currency_are_read_in_yuan(self, office: Office, books: Books) -> None:
        in_yuan = office.files.open("sample:S001").features.get("shop_settled_sales_90d")
        applicant = books.hub_files["sample:S001"].applicant
        books.hub_changes("sample:S001", applicant=replace(applicant, currency="BRL"))
        in_reais = office.files.open("sample:S001").features.get("shop_settled_sales_90d")
        assert in_yuan is not None and in_reais is not None
        assert in_reais == pytest.approx(in_yuan * 1.65, rel=1e-6)

    def test_an_earlier_day_may_be_asked_for(self, office: Office) -> None:
        view = office.files.open("sample:S001", date(2026, 3, 1))
        assert view.as_of == date(2026, 3, 1)
        assert view.coverage.of(EvidenceDomain.TRADING).last <= date(2026, 3, 1)  # type: ignore[operator]

    def test_a_file_that_is_not_here_is_named(self, office: Office) -> None:
        for look in (office.files.open, office.files.history):
            with pytest.raises(KnownError) as caught:
                look("sample:S999")
            assert (caught.value.code, caught.value.where) == ("file.unknown", "sample:S999")

    def test_its_history_comes_with_it(self, office: Office) -> None:
        assert office.files.history("sample:S001").applicant_id == "sample:S001"


class TestNotes:
    def test_are_kept_with_who_wrote_them_and_when(self, office: Office, books: Books) -> None:
        changes = office.files.add_note("sample:S001", "  店里只有两个人 \n")
        [note] = books.applicant_file("sample:S001").notes
        assert (note.author, note.written_at, note.text) == (
            "officer-1",
            "2026-11-20T12:00:00Z",
            "店里只有两个人",
        )
        assert changes == Changes(frozenset({"sample:S001"}), frozenset({"act"}))
        assert books.acts[0].kind is ActKind.ADD_NOTE

    @pytest.mark.parametrize("text", ["", " \n\t", "　"])
    def test_without_a_word_are_none(self, office: Office, books: Books, text: str) -> None:
        with pytest.raises(KnownError) as caught:
            office.files.add_note("sample:S001", text)
        assert (caught.value.code, books.acts) == ("note.empty", [])

    def test_of_nobody_are_not_kept(self, office: Office, books: Books) -> None:
        with pytest.raises(KnownError):
            office.files.add_note("sample:S999", "?")
        assert books.acts == []


class TestRequests:
    def test_are_taken_down_on_the_day(self, office: Office, books: Books) -> None:
        office.files.request(
            "sample:S001",
            product="credit",
            amount=5_000_000,
            months=6,
            method=RepaymentMethod.BULLET,
            purpose="备年货",
        )
        newest = books.applicant_file("sample:S001").application
        assert newest is not None
        assert (newest.amount, newest.months, newest.method, newest.purpose) == (
            5_000_000,
            6,
            "bullet",
            "备年货",
        )
        assert newest.asked_on == BUSINESS_DAY
        assert books.acts[0].base_version == books.hub_files["sample:S001"].version

    @pytest.mark.parametrize("amount", [0, -1])
    def test_for_nothing_are_refused(self, office: Office, books: Books, amount: int) -> None:
        with pytest.raises(KnownError) as caught:
            office.files.request(
                "sample:S001",
                product="credit",
                amount=amount,
                months=6,
                method=RepaymentMethod.BULLET,
                purpose="",
            )
        assert (caught.value.code, books.acts) == ("application.amount", [])
