"""The same text by other programs that make PDFs, in an interpreter of their own, none in the program's.

    python -m venv .peers && .peers/bin/pip install --require-hashes -r benchmarks/peers.lock
    python3 dev.py bench letters --peers .peers/bin/python

Run with a job as JSON in a file: the fonts, the size of a page, and letters as lines of text, each at its
place. Answers as JSON what each program that is installed here took for one letter, in seconds. It uses
nothing but the standard library and the program in question; every one is given lines that are broken and
placed already, so that none of them pays for a layout.
"""

from __future__ import annotations

import html
import json
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

Line = list[Any]
"""Page, left and baseline in points from the lower left corner, text, font, size, colour as three shares."""

Letter = list[Line]
Make = Callable[[Letter], bytes]

_A_ROUND = 3.0
"""Seconds that one program may take, at most and about."""


def by_page(letter: Letter) -> list[list[Line]]:
    return [list(lines) for _, lines in groupby(letter, key=lambda line: line[0])]


def hexadecimal(colour: list[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def fpdf2(job: dict[str, Any]) -> Make:
    from fpdf import FPDF  # type: ignore[import-not-found]

    height = job["page"][1]

    def make(letter: Letter) -> bytes:
        pdf = FPDF(unit="pt", format="A4")
        for name, path in job["fonts"].items():
            pdf.add_font(name, fname=path)
        for lines in by_page(letter):
            pdf.add_page()
            for _, x, y, text, font, size, colour in lines:
                pdf.set_font(font, size=size)
                pdf.set_text_color(*(round(part * 255) for part in colour))
                pdf.text(x, height - y, text)
        return bytes(pdf.output())

    return make


def weasyprint(job: dict[str, Any]) -> Make:
    from weasyprint import HTML  # type: ignore[import-not-found]

    height = job["page"][1]
    faces = "".join(
        f"@font-face{{font-family:'{name}';src:url('{Path(path).as_uri()}')}}"
        for name, path in job["fonts"].items()
    )
    style = (
        f"{faces}@page{{size:A4;margin:0}}"
        "section{position:relative;height:841pt}section+section{break-before:page}"
        "span{position:absolute;white-space:pre;line-height:1}"
    )

    def make(letter: Letter) -> bytes:
        pages = []
        for lines in by_page(letter):
            spans = "".join(
                f'<span style="left:{x}pt;top:{height - y - size}pt;color:{hexadecimal(colour)};'
                f"font:{size}pt '{font}'\">{html.escape(text)}</span>"
                for _, x, y, text, font, size, colour in lines
            )
            pages.append(f"<section>{spans}</section>")
        made: bytes = HTML(string=f"<style>{style}</style>{''.join(pages)}").write_pdf()
        return made

    return make


def typst(job: dict[str, Any], **options: Any) -> Make:
    import typst as program  # type: ignore[import-not-found]

    folder = Path(next(iter(job["fonts"].values()))).parent
    weights = {name: "bold" if name.endswith("Bold") else "regular" for name in job["fonts"]}
    compiler = program.Compiler(font_paths=[str(folder)], ignore_system_fonts=True)
    setting = (
        '#set page(paper: "a4", margin: 0pt)\n#set text(font: "Noto Sans SC", bottom-edge: "baseline")\n'
    )

    def placed(line: Line) -> str:
        _, x, y, text, font, size, colour = line
        look = f'size: {size}pt, weight: "{weights[font]}", fill: rgb("{hexadecimal(colour)}")'
        said = json.dumps(text, ensure_ascii=False)
        return f"#place(bottom + left, dx: {x}pt, dy: {-y}pt, text({look}, {said}))"

    def make(letter: Letter) -> bytes:
        pages = ["\n".join(map(placed, lines)) for lines in by_page(letter)]
        made: bytes = compiler.compile((setting + "\n#pagebreak()\n".join(pages)).encode(), **options)
        return made

    return make


PEERS: dict[str, tuple[str, Callable[[dict[str, Any]], Make]]] = {
    "typst, tagged, no PDF/A": ("typst", typst),
    "typst, tagged, PDF/A-2u": ("typst", lambda job: typst(job, pdf_standards=["a-2u"])),
    "fpdf2, neither tags nor PDF/A": ("fpdf", fpdf2),
    "weasyprint, neither tags nor PDF/A": ("weasyprint", weasyprint),
}
"""By what each leaves out: the name, the package that must be there, and what makes the maker."""


def measure(make: Make, letters: list[Letter]) -> float:
    """Seconds a letter, after one that is not counted."""
    make(letters[0])
    started, made = time.perf_counter(), 0
    while made < len(letters) and time.perf_counter() - started < _A_ROUND:
        assert make(letters[made]).startswith(b"%PDF-")
        made += 1
    return (time.perf_counter() - started) / made


def main(job_file: str) -> None:
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    found = {
        name: measure(prepare(job), job["letters"])
        for name, (package, prepare) in PEERS.items()
        if find_spec(package) is not None
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
