"""A thousand two-page letters, each to another applicant, against the same text in bare reportlab.

The bare side draws every line of text of the same letters at the same place, size and colour on a plain
canvas, with the same two fonts embedded, and nothing else: no rules, no QR code, no layout, no tags, no
PDF/A. It is what the text alone costs. fpdf2 and weasyprint join where they are installed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from statistics import median
from typing import Any

from benchmarks.figures import Figure, median_ms, seconds
from workstation.letters import ApprovalLetter, PaperFonts, coded, load_fonts, render_approval, sample_letter
from workstation.letters.fonts import FACES
from workstation.letters.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from workstation.paths import resources

NAME = "letters"
LETTERS = 1_000


@dataclass(frozen=True)
class Line:
    """One line of text: its page, where it begins (points, y upwards), and how it looks."""

    page: int
    x: float
    y: float
    text: str
    font: str
    size: float
    colour: tuple[float, float, float]


def letters(how_many: int) -> list[ApprovalLetter]:
    """The golden letter to many applicants, no two alike."""
    golden = sample_letter()
    return [
        coded(replace(golden, number=f"SX-2026-{n:06d}", applicant_name=f"欧阳𬭸（第 {n:06d} 号店）"))
        for n in range(how_many)
    ]


def lines_of(letter: ApprovalLetter, fonts: PaperFonts) -> list[Line]:
    """Every line of text that the letter draws, in order: what the bare side has to draw too."""
    lines: list[Line] = []
    draw = Pen.text

    def text(pen: Pen, x: float, top: float, said: str, style: Any, align: Any = "left") -> None:
        if said:
            width = pen.width(said, style)
            left = x - {"left": 0.0, "right": width, "centre": width / 2}[align]
            at = PAGE_HEIGHT - top - style.baseline
            colour = pen._palette[style.colour]
            lines.append(
                Line(pen._canvas.getPageNumber(), left, at, said, FACES[style.face], style.size, colour)
            )
        draw(pen, x, top, said, style, align)

    Pen.text = text  # type: ignore[method-assign]
    try:
        render_approval(letter, fonts)
    finally:
        Pen.text = draw  # type: ignore[method-assign]
    return lines


def bare_reportlab(lines: Sequence[Line]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    size = (PAGE_WIDTH, PAGE_HEIGHT)
    canvas = Canvas(target, size, pageCompression=0, invariant=1, initialFontName=FACES["regular"])
    page = 1
    for line in lines:
        if line.page != page:
            canvas.showPage()
            page = line.page
        canvas.setFont(line.font, line.size)
        canvas.setFillColorRGB(*line.colour)
        canvas.drawString(line.x, line.y, line.text)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def bare_fpdf2(lines: Sequence[Line]) -> bytes:
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format="A4")
    for name in FACES.values():
        pdf.add_font(name, fname=resources() / "fonts" / f"{name}.ttf")
    page = 0
    for line in lines:
        if line.page != page:
            pdf.add_page()
            page = line.page
        pdf.set_font(line.font, size=line.size)
        pdf.set_text_color(*(round(part * 255) for part in line.colour))
        pdf.text(line.x, PAGE_HEIGHT - line.y, line.text)
    return bytes(pdf.output())


def bare_weasyprint(lines: Sequence[Line]) -> bytes:
    import html

    from weasyprint import HTML

    faces = "".join(
        f"@font-face{{font-family:'{name}';src:url('{(resources() / 'fonts' / f'{name}.ttf').as_uri()}')}}"
        for name in FACES.values()
    )
    pages = []
    for page in sorted({line.page for line in lines}):
        spans = "".join(
            f'<span style="left:{line.x}pt;top:{PAGE_HEIGHT - line.y - line.size}pt;'
            f"font:{line.size}pt '{line.font}'\">{html.escape(line.text)}</span>"
            for line in lines
            if line.page == page
        )
        pages.append(f"<section>{spans}</section>")
    style = (
        f"{faces}@page{{size:A4;margin:0}}section{{position:relative;height:841pt;page-break-after:always}}"
        "span{position:absolute;white-space:nowrap}"
    )
    made: bytes = HTML(string=f"<style>{style}</style>{''.join(pages)}").write_pdf()
    return made


_PEERS: dict[str, tuple[str, Callable[[Sequence[Line]], bytes]]] = {
    "fpdf2, the same text": ("fpdf", bare_fpdf2),
    "weasyprint, the same text": ("weasyprint", bare_weasyprint),
}
_PEER_LETTERS = 3
_BASELINE = "the same text in bare reportlab"


def run(rounds: int) -> list[Figure]:
    """Each round times both sides on the same letters, first the one and then the other side first, after
    one of each that is not counted."""
    fonts = load_fonts()
    batch = letters(LETTERS)
    texts = [lines_of(letter, fonts) for letter in batch[:50]]
    render_approval(batch[0], fonts)
    bare_reportlab(texts[0])
    ours: list[float] = []
    bare: list[float] = []

    def render_all() -> None:
        for letter in batch:
            render_approval(letter, fonts)

    def draw_all() -> None:
        for number in range(len(batch)):
            bare_reportlab(texts[number % len(texts)])

    sides = [(ours, render_all), (bare, draw_all)]
    for _ in range(rounds):
        for samples, work in sides:
            samples.append(seconds(work) / len(batch))
        sides.reverse()
    ratio = median(o / b for o, b in zip(ours, bare, strict=True))
    figures = [
        Figure(
            f"{LETTERS:,} two-page letters, PDF/A-2u and tagged: each",
            median_ms(ours),
            "ms",
            ratio,
            _BASELINE,
        )
    ]
    for name, (package, make) in _PEERS.items():
        if find_spec(package) is None:
            continue
        each = seconds(lambda make=make: [make(text) for text in texts[:_PEER_LETTERS]]) / _PEER_LETTERS
        figures.append(
            Figure(name, each * 1000, "ms", each / median(bare), "the same text in bare reportlab")
        )
    return figures
