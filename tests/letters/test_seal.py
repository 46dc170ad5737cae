"""The lender's seal: on what binds, at its natural size, described, and beside nothing that must be read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pypdfium2
import pytest

from workstation.errors import KnownError
from workstation.letters import (
    PaperFonts,
    content_sha256,
    page_count,
    page_text,
    render_page,
    render_paper,
    sample_papers,
)
from workstation.letters.model import Seal

DPI = 100.0
SEALED = ("contract", "counter_offer", "loan_note", "receipt", "reminder", "settlement")
ONE_SIDED = ("receipt", "reminder", "settlement")
ALT = "印章：远舟示范小额贷款有限公司，样章，3301000000000".encode("utf-16-be").hex().upper().encode()


@pytest.fixture(scope="module")
def samples() -> dict[str, Any]:
    return dict(sample_papers())


def sealed_with(value: Any, seal: Seal | None) -> Any:
    return replace(value, head=replace(value.head, lender=replace(value.head.lender, seal=seal)))


def red(pdf: bytes, dpi: float = DPI) -> list[tuple[int, int, int]]:
    """Where the seal's colour stands: page, column, row."""
    found = []
    for page in range(page_count(pdf)):
        image = render_page(pdf, page, dpi)
        pixels = np.frombuffer(image.data, np.uint8).reshape(image.height, image.width, 4)
        inked = (pixels[..., 2] > 150) & (pixels[..., 1] < 70) & (pixels[..., 0] < 90)
        found += [(page, int(x), int(y)) for y, x in np.argwhere(inked)]
    return found


@pytest.mark.parametrize("kind", SEALED)
def test_it_has_its_natural_size_beside_the_lenders_name(papers: dict[str, bytes], kind: str) -> None:
    pdf = papers[kind]
    found = red(pdf)
    (page,) = {page for page, _, _ in found}
    assert "贷款人（盖章）" in page_text(pdf, page)
    for values in ({x for _, x, _ in found}, {y for _, _, y in found}):
        assert (max(values) - min(values) + 1) / DPI * 25.4 == pytest.approx(38, abs=0.6)
    at_left = max(x for _, x, _ in found) < DPI * 595.28 / 72 / 2
    assert at_left == (kind not in ONE_SIDED), "the lender's half; at the right where the lender alone signs"


@pytest.mark.parametrize("kind", SEALED)
def test_it_covers_no_word(papers: dict[str, bytes], kind: str) -> None:
    found = red(papers[kind])
    (page,) = {page for page, _, _ in found}
    left, right = (side(x for _, x, _ in found) * 72 / DPI for side in (min, max))
    top, bottom = (841.89 - side(y for _, _, y in found) * 72 / DPI for side in (min, max))
    document = pypdfium2.PdfDocument(papers[kind])
    text = document[page].get_textpage()
    boxes = [(text.get_text_range(i, 1), text.get_charbox(i)) for i in range(text.count_chars())]
    under = [
        said
        for said, (x, low, to, high) in boxes
        if said.strip() and to > left and x < right and high > bottom and low < top
    ]
    text.close()
    document.close()
    assert under == []


@pytest.mark.parametrize("kind", ONE_SIDED)
def test_where_the_lender_alone_signs_the_day_is_printed(papers: dict[str, bytes], kind: str) -> None:
    last = page_text(papers[kind], page_count(papers[kind]) - 1)
    assert "日期 Date\n" not in last
    assert re.search(r"远舟示范小额贷款有限公司\s+20\d\d年\d+月\d+日", last)


def test_it_is_described_and_says_nothing_itself(papers: dict[str, bytes], samples: dict[str, Any]) -> None:
    for kind, pdf in papers.items():
        assert pdf.count(ALT) == (kind in SEALED), kind
    said = "".join(page_text(papers["receipt"], page) for page in range(page_count(papers["receipt"])))
    assert "样章" not in said and "3301000000000" not in said


def test_without_one_there_is_room_for_a_stamp(samples: dict[str, Any], fonts: PaperFonts) -> None:
    bare = sealed_with(samples["settlement"], None)
    pdf = render_paper(bare, fonts)
    assert red(pdf) == [] and ALT not in pdf
    assert content_sha256(bare) == content_sha256(samples["settlement"]), "a seal is how a paper looks"


def test_what_is_provisional_carries_none(samples: dict[str, Any], fonts: PaperFonts) -> None:
    """A seal makes a paper binding, and this one says that it is no commitment."""
    assert ALT not in render_paper(samples["approval"], fonts)
    assert ALT in render_paper(replace(samples["approval"], provisional=False), fonts)
    assert ALT not in render_paper(replace(samples["counter_offer"], provisional=True), fonts)


def test_a_firm_letter_still_has_two_pages(samples: dict[str, Any], fonts: PaperFonts) -> None:
    assert page_count(render_paper(replace(samples["approval"], provisional=False), fonts)) == 2


def test_strokes_that_cross_stay_full_and_the_ring_is_hollow(
    samples: dict[str, Any], fonts: PaperFonts
) -> None:
    """The fonts' outlines overlap. A name of one character stands upright at the top: the middle of 十, where
    its strokes cross, is inked, and so is no more than a part of the whole."""
    pdf = render_paper(sealed_with(samples["receipt"], Seal("十", "一", "1", "#c8102e")), fonts)
    found = red(pdf, 300.0)
    left, right = min(x for _, x, _ in found), max(x for _, x, _ in found)
    top, page = min((y, page) for page, _, y in found)
    size = right - left + 1
    columns = range((left + right) // 2 - size // 40, (left + right) // 2 + size // 40)
    inked = set(found)
    strokes = [
        y for y in range(top + size // 12, top + size // 4) if all((page, x, y) in inked for x in columns)
    ]
    assert len(strokes) >= 3, "a whole row of ink across the upright stroke"
    assert len(found) < size * size / 3


@pytest.mark.parametrize("name", ["行", "中国某某省某某市某某区特别长名字小额贷款股份有限公司"])
def test_a_short_and_a_long_name_keep_within_the_ring(
    samples: dict[str, Any], fonts: PaperFonts, name: str
) -> None:
    seal = Seal(name, "贷款合同专用章", "3301000000000", "#c8102e")
    found = red(render_paper(sealed_with(samples["receipt"], seal), fonts))
    for values in ({x for _, x, _ in found}, {y for _, _, y in found}):
        assert (max(values) - min(values) + 1) / DPI * 25.4 == pytest.approx(38, abs=0.6)


def test_a_character_that_no_font_has_is_named(samples: dict[str, Any], fonts: PaperFonts) -> None:
    seal = Seal("小店🛍", "样章", "1", "#c8102e")
    with pytest.raises(KnownError, match="U\\+1F6CD"):
        render_paper(sealed_with(samples["receipt"], seal), fonts)
