"""The papers' fonts: loading them into reportlab, measuring with them, and a ToUnicode map that reads right.

In: the folder with the two Noto Sans SC files. Out: `PaperFonts`, which says how wide a text is and which
character a font lacks. It is the only module that reaches into reportlab's font machinery.
"""

from __future__ import annotations

import functools
import re
import struct
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFStream, PDFTrueTypeFont
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from workstation.errors import KnownError
from workstation.letters.pdfa import mend_streams
from workstation.paths import resources

FACES = {"regular": "NotoSansSC-Regular", "bold": "NotoSansSC-Bold"}

# PDF Reference 1.7, 5.9.2, and Adobe Technical Note 5411: a bfchar block holds at most 100 entries.
_BLOCK = 100

_CMAP_HEAD = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
"""
_CMAP_TAIL = """\
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def to_unicode_cmap(codes: list[int]) -> str:
    """The ToUnicode map of one font subset: `codes[i]` is the code point that byte i shows.

    Values are UTF-16BE, so that a character beyond the basic plane reads back as itself; byte 0 is the
    missing-character box and gets no value; a block has at most a hundred entries.
    """
    entries = [
        f"<{i:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for i, code in enumerate(codes) if code
    ]
    blocks = [entries[start : start + _BLOCK] for start in range(0, len(entries), _BLOCK)]
    body = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
    return _CMAP_HEAD + body + _CMAP_TAIL


@functools.cache
def _width(value: float) -> str:
    """A width as PDF writes it: there are a few hundred in a font."""
    return f"{value:.5f}".rstrip("0").rstrip(".")


class _PaperFont(TTFont):  # type: ignore[misc]  # reportlab ships no types
    """reportlab's TrueType font with the right ToUnicode map.

    WORKAROUND reportlab `makeToUnicodeCMap`: it writes code points over U+FFFF as five hex digits, in one
    block of up to 256 entries, and maps byte 0 as well.
    """

    def addObjects(self, doc: Any) -> None:
        subsets = [list(codes) for codes in self.state[doc].subsets]
        super().addObjects(doc)
        for number, codes in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("ascii")
            stream: PDFStream = doc.idToObject[f"toUnicodeCMap:{name}"]
            stream.content = to_unicode_cmap(codes)
        for thing in doc.idToObject["BasicFonts"].dict.values():
            if isinstance(thing, PDFTrueTypeFont) and isinstance(thing.Widths, PDFArray):
                # reportlab formats each of them anew, with a logarithm
                thing.Widths = f"[ {' '.join(map(_width, thing.Widths.sequence))} ]"
        mend_streams(doc)


REMEMBERED = 20_000
"""Texts kept in mind: more than any lender's standing words, and a few megabytes at most."""


@dataclass(frozen=True, slots=True)
class PaperFonts:
    """Both weights, registered with reportlab under `FACES`; widths are in thousandths of the size."""

    widths: dict[str, dict[int, float]] = field(repr=False)
    measured: dict[tuple[str, str], float] = field(default_factory=dict, repr=False, compare=False)
    broken: dict[tuple[str, str, float, float, float], tuple[str, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """What was measured and broken into lines before: most of a paper's words stand on every paper."""

    def width(self, text: str, face: str, size: float) -> float:
        """How wide `text` is in points; `KeyError` where a character is missing.

        Figures all have one width, so columns of them line up.
        """
        key = (face, text)
        found = self.measured.get(key)
        if found is None:
            found = sum(map(self.widths[face].__getitem__, map(ord, text)))
            if len(self.measured) >= REMEMBERED:
                self.measured.clear()
            self.measured[key] = found
        return found * size / 1000

    def missing(self, text: str) -> str:
        """The first character that the fonts cannot show, or an empty text."""
        return next((c for c in text if ord(c) not in self.widths["regular"]), "")


# reportlab keeps fonts and settings for the whole process: one thread at a time.
REPORTLAB = threading.RLock()


def load_fonts(folder: Path | None = None) -> PaperFonts:
    """Load both weights once; without a folder, the bundled ones.

    Raises `KnownError` `letter.fonts` where a file is missing or damaged.
    """
    with REPORTLAB:
        return _load(folder or resources() / "fonts")


@functools.cache
def _load(folder: Path) -> PaperFonts:
    return PaperFonts({face: dict(_register(folder / f"{name}.ttf", name)) for face, name in FACES.items()})


def _register(path: Path, name: str) -> Iterator[tuple[int, float]]:
    try:
        # Fixed here because a settings file in the user's home could turn it.
        font = _PaperFont(name, str(path), asciiReadable=False)
    except (OSError, TTFError) as error:
        raise KnownError(
            "letter.fonts",
            "a font of the papers is missing or damaged",
            where=path.name,
            remedy="Install the program again.",
        ) from error
    # reportlab cuts every table out of the file anew for each subset of each paper, megabytes at a time.
    font.face.get_table = functools.cache(font.face.get_table)
    pdfmetrics.registerFont(font)
    widths = font.face.charWidths
    return ((code, widths[code]) for code in font.face.charToGlyph if code in widths)


Contour = list[tuple[float, float, bool]]
"""One closed line of an outline: x and y in shares of the size, y up, and whether the line touches it."""

# OpenType 1.9, "glyf": what a point's flag says.
_ON, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME = (1 << bit for bit in range(6))


def glyph(character: str, face: str) -> list[Contour]:
    """A character's outline; `KeyError` where the fonts, once loaded, lack it."""
    font = pdfmetrics.getFont(FACES[face]).face
    number = font.charToGlyph[ord(character)]
    data = font.get_table("glyf")[font.glyphPos[number] : font.glyphPos[number + 1]]
    if not data:
        return []
    (contours,) = struct.unpack_from(">h", data)
    assert contours >= 0, "the papers' fonts have no glyph that is put together out of others"
    ends = struct.unpack_from(f">{contours}H", data, 10)
    at = 10 + 2 * contours
    at += 2 + int.from_bytes(data[at : at + 2], "big")  # hints
    flags: list[int] = []
    while len(flags) <= ends[-1]:
        flag, at = data[at], at + 1
        times = 1
        if flag & _REPEAT:
            times, at = data[at] + 1, at + 1
        flags.extend([flag] * times)
    xs, at = _coordinates(data, at, flags, _X_SHORT, _X_SAME)
    ys, at = _coordinates(data, at, flags, _Y_SHORT, _Y_SAME)
    em = font.unitsPerEm
    points = [(x / em, y / em, bool(flag & _ON)) for x, y, flag in zip(xs, ys, flags, strict=True)]
    return [points[start:end] for start, end in pairwise([0, *(end + 1 for end in ends)])]


def _coordinates(data: bytes, at: int, flags: list[int], short: int, same: int) -> tuple[list[int], int]:
    """Each is a step from the one before: a byte whose sign is in the flag, two bytes, or none."""
    found: list[int] = []
    value = 0
    for flag in flags:
        if flag & short:
            value += data[at] if flag & same else -data[at]
            at += 1
        elif not flag & same:
            value += int.from_bytes(data[at : at + 2], "big", signed=True)
            at += 2
        found.append(value)
    return found, at


_COMPOSABLE = re.compile("[A-Za-z\u00c0-\u024f][\u0300-\u036f]+")
_ODD = re.compile("[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_INVISIBLE = frozenset({"Cc", "Cf"})


@functools.lru_cache(maxsize=20_000)
def visible(text: str) -> str:
    """A text as a paper prints it: accents composed, control and format characters left out, blanks plain.

    Chinese compatibility characters stay as they are: they occur in names.
    """
    if text.isprintable() and not _ODD.search(text):
        return text
    text = _COMPOSABLE.sub(lambda m: unicodedata.normalize("NFC", m[0]), text)
    text = re.sub(r"[^\S\u00a0\n]+", " ", text)
    return "".join(
        c
        for c in text
        if c == "\n" or not (unicodedata.category(c) in _INVISIBLE or _is_variation_selector(c))
    )


def _is_variation_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
