"""Draws on a page: text, rules, boxes and shapes, in points from the top left corner, in few styles.

In: a reportlab canvas and the lender's colours. Out: marks on the page. It lays nothing out.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import FILL_NON_ZERO

from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.letters.fonts import FACES, PaperFonts
from workstation.letters.model import Colours
from workstation.letters.outline import Bookmark
from workstation.letters.tags import Tags

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # A4

Align = Literal["left", "right", "centre"]
Rgb = tuple[float, float, float]

# Noto Sans SC: the Chinese character's box stands 0.88 above and 0.12 below the baseline.
_ASCENT = 0.88


@dataclass(frozen=True, slots=True)
class Style:
    """Weight, size and line height in points, a colour of the palette, and extra space between letters."""

    face: str
    size: float
    leading: float
    colour: str = "ink"
    tracking: float = 0.0

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline."""
        return (self.leading - self.size) / 2 + _ASCENT * self.size


def palette(colours: Colours) -> dict[str, Rgb]:
    """The colours of a paper by role, the pale ones mixed from the lender's own."""
    primary, secondary = _rgb(colours.primary), _rgb(colours.secondary)
    ink: Rgb = (0.102, 0.122, 0.145)
    paper: Rgb = (1.0, 1.0, 1.0)
    return {
        "ink": ink,
        "muted": (0.4, 0.435, 0.475),
        "paper": paper,
        "primary": primary,
        "secondary": secondary,
        "hair": _mix(primary, paper, 0.78),
        "tint": _mix(primary, paper, 0.955),
        "wave": _mix(primary, paper, 0.62),
        "warm": _mix(secondary, paper, 0.86),
        "warm_ink": _mix(secondary, ink, 0.45),
    }


def _rgb(text: str) -> Rgb:
    red, green, blue = (round(int(text[i : i + 2], 16) / 255, 4) for i in (1, 3, 5))
    return red, green, blue


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share, 4) for a, b in zip(one, other, strict=True))
    return red, green, blue


_STENCILS: dict[object, tuple[str, ...]] = {}
"""Marks by what they show and in which colours: the heads of a lender's papers, so a handful."""


@functools.lru_cache(maxsize=20_000)
def _number(value: float) -> str:
    """A number as PDF writes it, to a thousandth: a quarter of a micrometre is nothing on paper."""
    text = f"{value:.3f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Pen:
    """Marks on the pages of one paper. `x` grows to the right, `y` downwards, both in points."""

    def __init__(self, canvas: Any, fonts: PaperFonts, colours: Colours, tags: Tags) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._palette = palette(colours)
        self._inks = {
            name: " ".join(_number(part) for part in colour) for name, colour in self._palette.items()
        }
        self.tags = tags
        self.bookmarks: list[Bookmark] = []

    def width(self, text: str, style: Style) -> float:
        return text_width(self._fonts, text, style)

    def text(self, x: float, top: float, text: str, style: Style, align: Align = "left") -> None:
        """One line of text whose line box begins at `top`; `x` is its left, right or middle."""
        if not text:
            return
        self.tags.for_text(text)
        if align != "left":
            x -= self.width(text, style) / (1 if align == "right" else 2)
        y = PAGE_HEIGHT - top - style.baseline
        code = [f"BT 1 0 0 1 {_number(x)} {_number(y)} Tm {self._inks[style.colour]} rg"]
        if style.tracking:
            code.append(f"{_number(style.tracking)} Tc")
        document, font = self._canvas._doc, getFont(FACES[style.face])
        shown = -1
        for subset, part in font.splitString(text, document):
            if subset != shown:
                name = font.getSubsetInternalName(subset, document)
                code.append(f"{name} {_number(style.size)} Tf")
                shown = subset
            code.append(f"<{part.hex()}> Tj")
        if style.tracking:
            code.append("0 Tc")
        code.append("ET")
        self._canvas._code.append(" ".join(code))

    def rule(self, x1: float, y: float, x2: float, colour: str = "hair", weight: float = 0.5) -> None:
        self.tags.for_shape()
        self._stroke(colour, weight)
        self._canvas.line(x1, PAGE_HEIGHT - y, x2, PAGE_HEIGHT - y)

    def upright(self, x: float, y1: float, y2: float, colour: str = "hair", weight: float = 0.5) -> None:
        self.tags.for_shape()
        self._stroke(colour, weight)
        self._canvas.line(x, PAGE_HEIGHT - y1, x, PAGE_HEIGHT - y2)

    def box(self, x: float, top: float, width: float, height: float, fill: str, stroke: str = "") -> None:
        self.tags.for_shape()
        self._canvas.setFillColorRGB(*self._palette[fill])
        if stroke:
            self._stroke(stroke, 0.6)
        self._canvas.rect(x, PAGE_HEIGHT - top - height, width, height, stroke=int(bool(stroke)), fill=1)

    def outline(self, x: float, top: float, width: float, height: float, colour: str, radius: float) -> None:
        self.tags.for_shape()
        self._stroke(colour, 0.8)
        self._canvas.roundRect(x, PAGE_HEIGHT - top - height, width, height, radius, stroke=1, fill=0)

    def shape(self, x: float, top: float, scale: float, commands: str, colour: str) -> None:
        """A filled shape out of absolute M, L, C and Z commands."""
        self.tags.for_shape()
        path = self._canvas.beginPath()
        trace(path, x, PAGE_HEIGHT - top, scale, commands)
        self._canvas.setFillColorRGB(*self._palette[colour])
        self._canvas.drawPath(path, stroke=0, fill=1)

    def curves(self, x: float, top: float, commands: str, colour: str, weight: float) -> None:
        """A drawn line out of absolute M, L and C commands."""
        self.tags.for_shape()
        path = self._canvas.beginPath()
        trace(path, x, PAGE_HEIGHT - top, 1.0, commands)
        self._stroke(colour, weight)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def stencil(self, key: object, draw: Callable[[], None]) -> None:
        """Shapes that are the same on every paper with these colours: drawn once, their marks laid down again
        each time. Not for text, whose bytes depend on the paper's fonts."""
        self.tags.for_shape()
        known = (key, tuple(self._palette.items()))
        code = _STENCILS.get(known)
        if code is None:
            before = len(self._canvas._code)
            draw()
            code = _STENCILS[known] = tuple(self._canvas._code[before:])
        else:
            self._canvas._code.extend(code)

    def stamp(self, x: float, top: float, commands: str, colour: str) -> None:
        """A filled shape in a colour (#rrggbb) that is no role's, kept in mind as a stencil is. Its lines may
        cross; a hole is drawn the other way round."""

        def draw() -> None:
            path = self._canvas.beginPath()
            trace(path, 0.0, 0.0, 1.0, commands)
            self._canvas.setFillColorRGB(*_rgb(colour))
            self._canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_NON_ZERO)

        self.tags.for_shape()
        self._canvas._code.append(f"q 1 0 0 1 {_number(x)} {_number(PAGE_HEIGHT - top)} cm")
        self.stencil((commands, colour), draw)
        self._canvas._code.append("Q")

    def figure(
        self, alt: str, x: float, top: float, width: float, height: float
    ) -> AbstractContextManager[None]:
        """What is drawn within is a picture that fills this box; `alt` says it to who hears the paper."""
        box = (x, PAGE_HEIGHT - top - height, x + width, PAGE_HEIGHT - top)
        return self.tags.element("Figure", alt=alt, box=box)

    def bookmark(self, title: Bilingual, top: float) -> None:
        """A section begins here."""
        self.bookmarks.append(Bookmark(title, self._canvas.getPageNumber() - 1, PAGE_HEIGHT - top))

    def squares(self, x: float, top: float, side: float, runs: Sequence[tuple[int, int, int]]) -> None:
        """Black squares as one path: runs of (row, first column, length) in a grid of `side` points."""
        self.tags.for_shape()
        tall = _number(side)
        code = [
            f"{_number(x + column * side)} {_number(PAGE_HEIGHT - top - (row + 1) * side)} "
            f"{_number(length * side)} {tall} re"
            for row, column, length in runs
        ]
        self._canvas.setFillColorRGB(0, 0, 0)
        self._canvas._code.append(" ".join(["n", *code, "f"]))

    def _stroke(self, colour: str, weight: float) -> None:
        self._canvas.setStrokeColorRGB(*self._palette[colour])
        self._canvas.setLineWidth(weight)


def trace(path: Any, x: float, y: float, scale: float, commands: str) -> None:
    """Put M, L, C and Z commands into a reportlab path; the commands' y grows downwards from `y`."""
    draw = {"M": (path.moveTo, 2), "L": (path.lineTo, 2), "C": (path.curveTo, 6), "Z": (path.close, 0)}
    words = iter(commands.split())
    for word in words:
        call, count = draw[word]
        numbers = [float(next(words)) * scale for _ in range(count)]
        call(*(y - n if i % 2 else x + n for i, n in enumerate(numbers)))


def text_width(fonts: PaperFonts, text: str, style: Style) -> float:
    """Width in points, the extra space between letters included (none after the last).

    Raises `KnownError` `letter.no_glyph` where the fonts lack a character.
    """
    try:
        width = fonts.width(text, style.face, style.size)
    except KeyError as error:
        raise KnownError(
            "letter.no_glyph",
            f"the papers' font has no character for U+{ord(fonts.missing(text)):04X}",
            where=text,
            remedy="Write the name or text without this character and make the letter again.",
        ) from error
    return width + style.tracking * max(len(text) - 1, 0)
