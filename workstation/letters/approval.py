"""The approval letter (授信批准通知书): from its values to the bytes of its PDF.

In: an `ApprovalLetter` and the papers' fonts. Out: a PDF whose bytes depend on nothing else: no clock, no
locale, no setting of the computer. Streams are left uncompressed, because what deflate makes of the same
input differs between builds of zlib and a reprint must be the same file everywhere.
"""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from workstation.letters.approval_parts import Parts
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
from workstation.letters.model import ApprovalLetter, content_sha256
from workstation.letters.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from workstation.letters.piece import paginate
from workstation.letters.typeset import Typesetter
from workstation.letters.wording import TITLE


def render_approval(letter: ApprovalLetter, fonts: PaperFonts) -> bytes:
    """The letter as PDF 1.4: A4, fonts embedded, no personal data in its metadata.

    Raises `KnownError`: `letter.no_glyph` (a character that the fonts lack), `letter.too_long` (a part higher
    than a page).
    """
    content_hash = content_sha256(letter)
    pieces = Parts(letter, content_hash, Typesetter(fonts)).in_order()
    pages = paginate(pieces, BOTTOM - FIRST_TOP, BOTTOM - NEXT_TOP)
    with REPORTLAB:
        target = io.BytesIO()
        canvas = _new_canvas(target, letter, content_hash)
        pen = Pen(canvas, fonts, letter.lender.colours)
        for number, placed in enumerate(pages, 1):
            first = number == 1
            if first:
                draw_letterhead(pen, letter.lender)
            else:
                draw_running_head(pen, letter.lender, TITLE)
            for item in placed:
                item.piece.draw(pen, MARGIN, (FIRST_TOP if first else NEXT_TOP) + item.top)
            draw_foot(pen, letter.number, content_hash, number, len(pages))
            canvas.showPage()
        canvas.save()
    return target.getvalue()


def _new_canvas(target: io.BytesIO, letter: ApprovalLetter, content_hash: str) -> Canvas:
    """Every choice that a settings file could turn is made here."""
    canvas = Canvas(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=0,
        invariant=1,
        pdfVersion=(1, 4),
        # Without it reportlab refers to a Helvetica that is not embedded.
        initialFontName=FACES["regular"],
        lang="zh-CN",
    )
    canvas.setTitle(f"{TITLE.zh} {TITLE.en}")
    canvas.setAuthor(f"{letter.lender.name.zh} {letter.lender.name.en}")
    canvas.setSubject(TITLE.en)
    # The number and hash are no personal data; `verify` finds the claim here even where a page is damaged.
    canvas.setKeywords(verification_code(letter.number, content_hash, None))
    canvas.setCreator("Loan workstation")
    canvas.setProducer("Loan workstation")
    return canvas
