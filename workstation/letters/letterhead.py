"""The lender's head, the running head of later pages, and the foot with number, page and hash.

In: the lender's profile, the letter's number and hash. Out: pieces and marks at fixed places of a page.
"""

from __future__ import annotations

from workstation.domain.text import Bilingual
from workstation.letters.model import LenderProfile
from workstation.letters.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen, Style
from workstation.letters.wording import PAGE, RUNNING_NUMBER

MARGIN = 54.0
WIDTH = round(PAGE_WIDTH - 2 * MARGIN, 2)
FIRST_TOP = 101.0
NEXT_TOP = 71.0
BOTTOM = PAGE_HEIGHT - 56.0

_NAME = Style("bold", 14.5, 18.0, "primary")
_NAME_EN = Style("regular", 7.8, 10.0, "muted", 0.15)
_CONTACT = Style("regular", 6.6, 9.2, "muted")
_RUNNING = Style("bold", 8.2, 11.0, "primary")
_RUNNING_EN = Style("regular", 7.0, 11.0, "muted")
_FOOT = Style("regular", 7.2, 10.0, "muted")
_FOOT_HASH = Style("regular", 5.6, 8.0, "muted")

_MARK_TOP, _MARK = 34.0, 36.0
_WAVE_LENGTH = 32.0
_WAVE_HEIGHT = 3.6
_STRANDS = 3


def draw_mark(pen: Pen, lender: LenderProfile, x: float, top: float, size: float) -> None:
    def draw() -> None:
        for path in lender.mark:
            pen.shape(x, top, size / 100, path.path, path.colour)

    pen.stencil((lender.mark, x, top, size), draw)


def draw_letterhead(pen: Pen, lender: LenderProfile) -> None:
    """The full head of the first page: mark, names, address, and a band of fine interlaced waves."""
    alt = f"{lender.name.zh}标志 Mark of {lender.name.en}"
    with pen.figure(alt, MARGIN, _MARK_TOP, _MARK, _MARK):
        draw_mark(pen, lender, MARGIN, _MARK_TOP, _MARK)
    pen.text(MARGIN + 45, 37.0, lender.name.zh, _NAME)
    pen.text(MARGIN + 45, 56.5, lender.name.en, _NAME_EN)
    right = MARGIN + WIDTH
    contact = (lender.address.zh, lender.address.en, f"{lender.phone}  ·  {lender.website}")
    for number, line in enumerate(contact):
        pen.text(right, 39.5 + number * _CONTACT.leading, line, _CONTACT, "right")
    pen.rule(MARGIN, 81.0, right, "primary", 1.1)
    pen.stencil("waves", lambda: _draw_waves(pen))


def _draw_waves(pen: Pen) -> None:
    for strand in wave_band(MARGIN, 87.0, WIDTH):
        pen.curves(0.0, 0.0, strand, "wave", 0.22)


def draw_running_head(pen: Pen, lender: LenderProfile, title: Bilingual) -> None:
    draw_mark(pen, lender, MARGIN, 34.0, 17.0)
    pen.text(MARGIN + 23, 37.0, lender.name.zh, _RUNNING)
    pen.text(MARGIN + WIDTH, 37.0, f"{title.zh}  {title.en}", _RUNNING_EN, "right")
    pen.rule(MARGIN, 57.0, MARGIN + WIDTH, "primary", 0.8)


def draw_foot(pen: Pen, number: str, content_hash: str, page: int, pages: int) -> None:
    right = MARGIN + WIDTH
    top = PAGE_HEIGHT - 44.0
    pen.rule(MARGIN, top, right, "hair", 0.5)
    pen.text(MARGIN, top + 5.0, RUNNING_NUMBER.format(number=number), _FOOT)
    place = {"page": page, "pages": pages}
    pen.text(right, top + 5.0, f"{PAGE.zh.format(**place)}  ·  {PAGE.en.format(**place)}", _FOOT, "right")
    pen.text(MARGIN, top + 15.5, f"SHA-256 {content_hash}", _FOOT_HASH)


def wave_band(x: float, middle: float, width: float) -> list[str]:
    """Strands of a guilloche band: waves of rising and of falling height through common knots."""
    halves = round(width / _WAVE_LENGTH * 2)
    half = width / halves
    strands = []
    for level in (n for n in range(-_STRANDS, _STRANDS + 1) if n):
        height = _WAVE_HEIGHT * level / _STRANDS * 4 / 3  # a cubic reaches three quarters of its handles
        commands = [f"M {x:.3f} {middle:.3f}"]
        for number in range(halves):
            start, crest = x + number * half, middle - height * (-1) ** number
            handles = f"{start + half * 0.364:.3f} {crest:.3f} {start + half * 0.636:.3f} {crest:.3f}"
            commands.append(f"C {handles} {start + half:.3f} {middle:.3f}")
        strands.append(" ".join(commands))
    return strands
