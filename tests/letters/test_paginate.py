"""Sharing a paper out over pages: what stays together, what gives way, and what is torn at last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.letters import PaperFonts, page_count, page_text, render_paper, sample_papers
from workstation.letters.paginate import paginate
from workstation.letters.piece import Piece, Placed, stack
from workstation.letters.values import GivenReason

ROOM = 100.0


def whole(height: float, **marks: Any) -> Piece:
    return Piece(height, lambda pen, x, top: None, **marks)


def cloth(height: float, thread: float = 10.0) -> Piece:
    """Something that may be torn between its threads."""
    return stack([whole(thread) for _ in range(round(height / thread))])


def heights(pieces: list[Piece]) -> list[list[float]]:
    return [[placed.piece.height for placed in on] for on in paginate(pieces, ROOM, ROOM)]


class TestWhatStaysTogether:
    def test_pieces_that_belong_together_turn_the_page_together(self) -> None:
        assert heights([whole(70), whole(20, keep_next=True), whole(20)]) == [[70], [20, 20]]

    def test_they_part_where_no_page_holds_them(self) -> None:
        assert heights([whole(60, keep_next=True), whole(30, keep_next=True), whole(40)]) == [[60, 30], [40]]

    def test_but_a_head_goes_along_with_what_it_heads(self) -> None:
        assert heights([whole(60, keep_next=True), whole(30, head=True), whole(40)]) == [[60], [30, 40]]

    def test_signatures_bring_the_text_before_them_to_a_new_page(self) -> None:
        text, signatures = [whole(40), whole(20), whole(20)], whole(50, accompanied=True)
        assert heights([*text, signatures]) == [[40, 20], [20, 50]]
        assert heights([*text, replace(signatures, accompanied=False)]) == [[40, 20, 20], [50]]

    def test_not_where_they_fit_or_both_are_too_high_for_one(self) -> None:
        assert heights([whole(40), whole(30), whole(30, accompanied=True)]) == [[40, 30, 30]]
        assert heights([whole(10), whole(60), whole(50, accompanied=True)]) == [[10, 60], [50]]


class TestWhatIsTorn:
    def test_only_what_is_higher_than_a_page(self) -> None:
        assert heights([whole(60), cloth(90)]) == [[60], [90]]
        assert heights([whole(30), cloth(120)]) == [[30, 70], [50]]

    def test_it_begins_on_a_new_page_where_little_room_is_left(self) -> None:
        assert heights([whole(50), cloth(120)]) == [[50], [100], [20]]

    def test_its_head_stays_with_its_first_part_and_is_repeated_above_the_others(self) -> None:
        again = whole(15)
        pieces = [whole(15, head=True), replace(cloth(200), again=again)]
        assert heights(pieces) == [[15, 80], [15, 80], [15, 40]]

    def test_what_cannot_be_torn_is_refused(self) -> None:
        with pytest.raises(KnownError) as caught:
            heights([whole(101)])
        assert caught.value.code == "letter.too_long"

    @given(st.lists(st.tuples(st.integers(1, 30), st.booleans(), st.booleans()), min_size=1, max_size=12))
    def test_nothing_is_lost_and_no_page_runs_over(self, drawn: list[tuple[int, bool, bool]]) -> None:
        pieces = [
            replace(cloth(threads * 10.0), gap=3.0, keep_next=keep, accompanied=accompanied)
            for threads, keep, accompanied in drawn
        ]
        pages = paginate(pieces, ROOM, ROOM)
        assert all(item.top + item.piece.height <= ROOM + 1e-6 for on in pages for item in on)
        assert all(on for on in pages)
        assert sum(item.piece.height for on in pages for item in on) == sum(n * 10 for n, _, _ in drawn)
        for on in pages:
            assert list(overlaps(on)) == []


def overlaps(on: list[Placed]) -> Iterator[Placed]:
    for above, below in pairwise(on):
        if above.top + above.piece.height > below.top + 1e-6:
            yield below


MARKS = [f"〔{n}〕" for n in range(1, 401)]


@pytest.fixture(scope="module")
def long_row(fonts: PaperFonts) -> bytes:
    long = Bilingual("近期订单的退款较多。".join(MARKS), "Refunds are frequent.")
    value: Any = sample_papers()["decline"]
    return render_paper(replace(value, reasons=(GivenReason(long), *value.reasons[1:])), fonts)


class TestARowHigherThanAPage:
    """A reason of six thousand characters: a table's row that no page holds."""

    def test_every_word_is_there_once_and_in_order(self, long_row: bytes) -> None:
        said = "".join(page_text(long_row, number) for number in range(page_count(long_row)))
        assert re.findall(r"〔\d+〕", "".join(said.split())) == MARKS

    def test_the_tables_head_stands_over_every_part(self, long_row: bytes) -> None:
        pages = [page_text(long_row, number) for number in range(page_count(long_row))]
        parts = [text for text in pages if "〔" in text]
        assert len(parts) >= 3
        assert all("可以如何改善" in text for text in parts)

    def test_no_part_touches_the_foot(self, long_row: bytes) -> None:
        document = pypdfium2.PdfDocument(long_row)
        for sheet in document:
            text = sheet.get_textpage()
            body = [box for i in range(text.count_chars()) if (box := text.get_charbox(i))[1] >= 44]
            assert min(box[1] for box in body) > 50
            text.close()
            sheet.close()
        document.close()

    def test_to_who_hears_it_the_parts_are_one_row(self, long_row: bytes, papers: dict[str, bytes]) -> None:
        assert long_row.count(b"/S /TR ") == papers["decline"].count(b"/S /TR ")

    def test_it_keeps_to_the_standards(self, long_row: bytes, tmp_path: Path) -> None:
        path = tmp_path / "long.pdf"
        path.write_bytes(long_row)
        for profile in ("2u", "ua1"):
            report = page.validate_pdf(path, profile=profile)
            assert not report.failures, [str(failure) for failure in report.failures]


BORROWER = "借款人（签字／盖章）"


@pytest.mark.parametrize("kind", ["contract", "loan_note", "approval", "counter_offer", "cost_sheet"])
def test_nobody_signs_a_page_without_text(kind: str, fonts: PaperFonts) -> None:
    """However many signatories there are, the page on which the first signs begins with what they sign."""
    value: Any = sample_papers()[kind]
    for count in range(9):
        more = tuple(Bilingual(f"担保人 {n}（签字）", f"Guarantor {n}, signature") for n in range(count))
        pdf = render_paper(replace(value, cosigners=more), fonts)
        pages = [page_text(pdf, number) for number in range(page_count(pdf))]
        signed = next(text for text in pages if BORROWER in text)
        before = signed[: signed.index(BORROWER)]
        assert len("".join(before.split())) > 120, (kind, count)
