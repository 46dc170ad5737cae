"""From the pieces of any paper to the bytes of its PDF: pages, heads, feet, and what the file says of itself.

In: what paper it is, its pieces in reading order, the papers' fonts. Out: a PDF whose bytes depend on
nothing else: no clock, no locale, no setting of the computer. Streams are left uncompressed, because what
deflate makes of the same input differs between builds of zlib and a reprint must be the same file everywhere.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from workstation.domain.text import Bilingual
from workstation.letters import outline, pdfa
from workstation.letters.codes import verification_code
from workstation.letters.fonts import FACES, REPORTLAB, PaperFonts
from workstation.letters.letterhead import (
    BOTTOM,
    FIRST_TOP,
    MARGIN,
    NEXT_TOP,
    draw_foot,
    draw_letterhead,
    draw_running_head,
)
from workstation.letters.model import LenderProfile
from workstation.letters.paginate import paginate
from workstation.letters.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from workstation.letters.piece import Piece
from workstation.letters.tags import DOCUMENT_LANGUAGE, Tags


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every paper carries on its pages and in its metadata: no personal data among it."""

    title: Bilingual
    number: str
    content_sha256: str
    lender: LenderProfile


def render(sheet: Sheet, pieces: Sequence[Piece], fonts: PaperFonts) -> bytes:
    """The paper as PDF 1.7 after PDF/A-2u and PDF/UA-1: A4, fonts embedded, tagged, no personal data in its
    metadata.

    Raises `KnownError`: `letter.no_glyph` (a character that the fonts lack), `letter.too_long` (a part higher
    than a page that cannot be torn).
    """
    pages = paginate(pieces, BOTTOM - FIRST_TOP, BOTTOM - NEXT_TOP)
    with REPORTLAB:
        target = io.BytesIO()
        canvas = _new_canvas(target, sheet)
        tags = Tags(canvas)
        pen = Pen(canvas, fonts, sheet.lender.colours, tags)
        for number, placed in enumerate(pages, 1):
            first = number == 1
            if first:
                draw_letterhead(pen, sheet.lender)
            else:
                with tags.artifact():
                    draw_running_head(pen, sheet.lender, sheet.title)
            for item in placed:
                item.piece.draw(pen, MARGIN, (FIRST_TOP if first else NEXT_TOP) + item.top)
            with tags.artifact():
                draw_foot(pen, sheet.number, sheet.content_sha256, number, len(pages))
            tags.end_page()
            canvas.showPage()
        pdfa.finish(canvas)
        tags.finish(canvas._doc)
        if len(pages) > 1:
            outline.hang(canvas._doc, pen.bookmarks)
        canvas.save()
        tags.forget()
    return target.getvalue()


def _new_canvas(target: io.BytesIO, sheet: Sheet) -> Canvas:
    """Every choice that a settings file could turn is made here."""
    canvas = Canvas(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=0,
        invariant=1,
        pdfVersion=pdfa.PDF_VERSION,
        # Without it reportlab refers to a Helvetica that is not embedded.
        initialFontName=FACES["regular"],
        lang=DOCUMENT_LANGUAGE,
    )
    canvas.setTitle(f"{sheet.title.zh} {sheet.title.en}")
    canvas.setAuthor(f"{sheet.lender.name.zh} {sheet.lender.name.en}")
    canvas.setSubject(sheet.title.en)
    # The number and hash are no personal data; `verify` finds the claim here even where a page is damaged.
    canvas.setKeywords(verification_code(sheet.number, sheet.content_sha256, None))
    canvas.setCreator("Loan workstation")
    canvas.setProducer("Loan workstation")
    return canvas
