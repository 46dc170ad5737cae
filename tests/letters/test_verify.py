"""A paper comes back to the desk: is it ours, was it changed, do we know it at all?"""

from __future__ import annotations

import hashlib
import io
import random

import pytest
from reportlab.pdfgen.canvas import Canvas

from workstation.domain.records import LetterRecord
from workstation.errors import KnownError
from workstation.letters import (
    ApprovalLetter,
    PageImage,
    content_sha256,
    page_count,
    page_text,
    render_page,
    verify_letter,
)
from workstation.letters import pages as pages_module


class Archive:
    """The letters that were issued, by hash and by number."""

    def __init__(self, *records: LetterRecord) -> None:
        self._records = records

    def by_file(self, sha256: str) -> LetterRecord | None:
        return next((r for r in self._records if r.file_sha256 == sha256), None)

    def by_number(self, number: str) -> LetterRecord | None:
        return next((r for r in self._records if r.number == number), None)


@pytest.fixture
def record(letter: ApprovalLetter, pdf: bytes) -> LetterRecord:
    return LetterRecord(
        id="letter-1",
        applicant_id="test:S1",
        decision_id="decision-1",
        number=letter.number,
        kind="approval",
        content_sha256=content_sha256(letter),
        file_sha256=hashlib.sha256(pdf).hexdigest(),
        issued_at="2026-11-23T04:00:00Z",
        issued_by="officer-1",
        provisional=True,
        pages=2,
    )


@pytest.fixture
def archive(record: LetterRecord) -> Archive:
    return Archive(record)


def verdict(data: bytes, archive: Archive) -> str:
    with pytest.raises(KnownError) as caught:
        verify_letter(data, archive.by_file, archive.by_number)
    return caught.value.code


def paper(*lines: str) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=1)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 20 * number, line)
    canvas.save()
    return target.getvalue()


def test_the_archived_bytes_are_genuine(pdf: bytes, archive: Archive, record: LetterRecord) -> None:
    assert verify_letter(pdf, archive.by_file, archive.by_number).record == record


def test_one_byte_changed_is_altered_and_names_the_number(pdf: bytes, archive: Archive) -> None:
    at = len(pdf) // 2
    changed = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
    with pytest.raises(KnownError, match="SX-2026-000117") as caught:
        verify_letter(changed, archive.by_file, archive.by_number)
    assert caught.value.code == "letter.altered"


def test_no_byte_anywhere_can_be_changed_unseen(pdf: bytes, archive: Archive) -> None:
    dice = random.Random(1)
    codes = set()
    for _ in range(300):
        at = dice.randrange(len(pdf))
        codes.add(verdict(pdf[:at] + bytes([pdf[at] ^ (1 << dice.randrange(8))]) + pdf[at + 1 :], archive))
    assert codes <= {"letter.altered", "letter.unknown", "letter.unreadable"}
    assert "letter.altered" in codes


def test_an_amount_rewritten_by_hand_is_altered(pdf: bytes, archive: Archive) -> None:
    """A forger keeps the number and prints the paper anew."""
    assert verdict(paper("Amount 900,000.00", "WSL1.SX-2026-000117.0123456789abcdef01234567"), archive) == (
        "letter.altered"
    )


def test_an_invented_number_is_unknown(archive: Archive) -> None:
    assert verdict(paper("WSL1.SX-2026-999999.0123456789abcdef01234567"), archive) == "letter.unknown"


def test_a_letter_that_this_desk_never_saw_is_unknown(pdf: bytes) -> None:
    assert verdict(pdf, Archive()) == "letter.unknown"


def test_a_paper_without_a_number_is_unknown(archive: Archive) -> None:
    assert verdict(paper("A shopping list"), archive) == "letter.unknown"


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.5, 0.99])
def test_half_a_file_is_unreadable(pdf: bytes, archive: Archive, share: float) -> None:
    assert verdict(pdf[: int(len(pdf) * share)], archive) == "letter.unreadable"


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04", b"%PDF-1.4\ngarbage\n%%EOF\n"])
def test_what_is_no_pdf_is_unreadable(data: bytes, archive: Archive) -> None:
    assert verdict(data, archive) == "letter.unreadable"


def test_a_file_with_very_many_pages_is_not_read_through(archive: Archive) -> None:
    target = io.BytesIO()
    canvas = Canvas(target)
    for _ in range(pages_module.MAX_PAGES + 1):
        canvas.showPage()
    canvas.save()
    assert verdict(target.getvalue(), archive) == "letter.unreadable"


def test_a_file_larger_than_any_letter_is_not_opened(archive: Archive) -> None:
    assert verdict(b"%PDF-1.4\n" + bytes(pages_module.MAX_BYTES) + b"%%EOF", archive) == "letter.unreadable"


class TestPages:
    def test_a_page_becomes_pixels_without_padding(self, pdf: bytes) -> None:
        image = render_page(pdf, 0, dpi=72)
        assert (image.width, image.height) == (596, 842)
        assert len(image.data) == image.stride * image.height
        corner, somewhere_in_the_mark = image.data[:3], _pixel(image, 60, 50)
        assert corner == b"\xff\xff\xff"
        assert somewhere_in_the_mark == bytes([0x5B, 0x39, 0x12])  # blue, green, red

    def test_a_page_that_is_not_there(self, pdf: bytes) -> None:
        for wrong in (-1, page_count(pdf)):
            with pytest.raises(KnownError) as caught:
                render_page(pdf, wrong)
            assert caught.value.code == "letter.no_page"

    def test_more_points_than_any_printer_needs_are_refused(self, pdf: bytes) -> None:
        with pytest.raises(KnownError) as caught:
            render_page(pdf, 0, dpi=2400)
        assert caught.value.code == "letter.too_large"

    def test_text_comes_page_by_page(self, pdf: bytes) -> None:
        assert "授信批准通知书" in page_text(pdf, 0)
        assert "还款计划" in page_text(pdf, 1)


def _pixel(image: PageImage, x: int, y: int) -> bytes:
    at = y * image.stride + x * 4
    return image.data[at : at + 3]
