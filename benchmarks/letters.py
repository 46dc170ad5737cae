"""A thousand two-page letters, each to another applicant, against the same text in bare reportlab.

The bare side draws every line of text of the same letters at the same place, size and colour on a plain
canvas, with the same two fonts embedded, and nothing else: no rules, no QR code, no layout, no tags, no
PDF/A. It is what the text alone costs. Other programs (`letter_peers`) draw the same lines where an
interpreter is given in which they are installed.
"""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figures import Figure, median_ms, seconds
from workstation.letters import ApprovalLetter, PaperFonts, coded, load_fonts, render_approval, sample_letter
from workstation.letters.fonts import FACES
from workstation.letters.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from workstation.paths import resources

NAME = "letters"
LETTERS = 1_000
_TEXTS = 50  # letters whose lines are drawn in turn


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


_BASELINE = "the same text in bare reportlab"


def run(rounds: int, *, count: int = LETTERS, peers: Path | None = None) -> list[Figure]:
    """Each round times both sides on the same letters, first the one and then the other side first, after
    one of each that is not counted. `peers` is the interpreter in which other programs are installed."""
    fonts = load_fonts()
    batch = letters(count)
    texts = [lines_of(letter, fonts) for letter in batch[:_TEXTS]]
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
    name = f"{count:,} two-page letters, PDF/A-2u, tagged, laid out: each"
    others = measured_by(peers, texts) if peers is not None else {}
    return [
        Figure(name, median_ms(ours), "ms", ratio, _BASELINE),
        *(Figure(name, each * 1000, "ms", each / median(bare), _BASELINE) for name, each in others.items()),
    ]


def measured_by(python: Path, texts: Sequence[Sequence[Line]]) -> dict[str, float]:
    """Seconds a letter, by program, of those that are installed where this interpreter looks."""
    job = {
        "page": [PAGE_WIDTH, PAGE_HEIGHT],
        "fonts": {name: str(resources() / "fonts" / f"{name}.ttf") for name in FACES.values()},
        "letters": [[astuple(line) for line in text] for text in texts],
    }
    with TemporaryDirectory() as folder:
        file = Path(folder) / "job.json"
        file.write_text(json.dumps(job, ensure_ascii=False), encoding="utf-8")
        script = Path(__file__).with_name("letter_peers.py")
        done = subprocess.run([python, script, file], stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found
