"""The bundled fonts and the map by which a reader turns glyphs back into text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from workstation.errors import KnownError
from workstation.letters import PaperFonts, load_fonts
from workstation.letters.fonts import glyph, to_unicode_cmap, visible
from workstation.letters.pen import Style, text_width

NAMES_OUTSIDE_GBK = "𬭸䶮㛃𬍛𬱖𬘭𬞟"


@pytest.fixture(scope="module", params=["Regular", "Bold"])
def font(request: pytest.FixtureRequest, root: Path) -> Iterator[TTFont]:
    with TTFont(root / "resources" / "fonts" / f"NotoSansSC-{request.param}.ttf", lazy=True) as font:
        yield font


def test_every_ideograph_of_gb18030_level_two_is_there(font: TTFont) -> None:
    """GB 18030-2022 level 2: Extension A, the URO, and 通用规范汉字表, which lies partly above."""
    codes = set(font.getBestCmap())
    assert set(range(0x3400, 0x4DB6)) <= codes
    assert set(range(0x4E00, 0x9FA6)) <= codes
    assert {ord(c) for c in NAMES_OUTSIDE_GBK} <= codes
    assert sum(code > 0x20000 for code in codes) > 196


def test_figures_have_one_width_and_the_outlines_are_truetype(font: TTFont) -> None:
    widths = {font["hmtx"][font.getBestCmap()[ord(c)]][0] for c in "0123456789"}
    assert len(widths) == 1
    assert "glyf" in font
    assert "CFF " not in font


@pytest.mark.parametrize("character", "鬱欧𬭸8（ ")
def test_an_outline_is_the_fonts_own(fonts: PaperFonts, root: Path, character: str) -> None:
    with TTFont(root / "resources" / "fonts" / "NotoSansSC-Bold.ttf", lazy=True) as font:
        table = font["glyf"]
        name = font.getBestCmap()[ord(character)]
        points, ends, flags = table[name].getCoordinates(table)
        em = font["head"].unitsPerEm
        wanted = [(x / em, y / em, bool(flag & 1)) for (x, y), flag in zip(points, flags, strict=True)]
    found = glyph(character, "bold")
    assert [point for contour in found for point in contour] == wanted
    assert [len(contour) for contour in found] == [b - a for a, b in pairwise([-1, *ends])]


def test_the_licence_lies_beside_the_fonts(root: Path) -> None:
    assert "SIL Open Font License" in (root / "resources" / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_a_character_beyond_the_basic_plane_is_written_in_utf_16() -> None:
    cmap = to_unicode_cmap([0, ord("欧"), ord("𬭸")])
    assert "<01> <6B27>" in cmap
    assert "<02> <D872DF78>" in cmap


def test_the_missing_glyph_is_mapped_to_nothing() -> None:
    assert "<00> <" not in to_unicode_cmap([0, 0x4E00]).replace("<00> <FF>", "")


@pytest.mark.parametrize("count", [1, 100, 101, 255])
def test_no_block_holds_more_than_a_hundred_entries(count: int) -> None:
    cmap = to_unicode_cmap([0, *range(0x4E00, 0x4E00 + count)])
    declared = [int(n) for n in re.findall(r"(\d+) beginbfchar", cmap)]
    written = [
        block.strip().count("\n") + 1 for block in re.findall(r"beginbfchar\n(.*?)endbfchar", cmap, re.DOTALL)
    ]
    assert declared == written
    assert sum(declared) == count
    assert max(declared) <= 100


def test_a_character_that_no_font_has_is_named(fonts: PaperFonts) -> None:
    with pytest.raises(KnownError, match="U\\+1F6CD") as caught:
        text_width(fonts, "小店🛍", Style("regular", 9, 12))
    assert caught.value.code == "letter.no_glyph"
    assert caught.value.where == "小店🛍"


def test_damaged_or_missing_fonts_are_a_known_error(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as missing:
        load_fonts(tmp_path)
    (tmp_path / "NotoSansSC-Regular.ttf").write_bytes(b"not a font at all")
    with pytest.raises(KnownError) as damaged:
        load_fonts(tmp_path)
    assert missing.value.code == damaged.value.code == "letter.fonts"
    assert damaged.value.where == "NotoSansSC-Regular.ttf"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Cafe\u0301", "Café"),
        ("云栖\u200b服饰\ufe0f", "云栖服饰"),
        ("one\t two\u3000three", "one two three"),
        ("\uf900", "\uf900"),  # a compatibility ideograph in a name is not replaced by its cousin
    ],
)
def test_what_is_invisible_is_left_out_and_names_stay(typed: str, printed: str) -> None:
    assert visible(typed) == printed
