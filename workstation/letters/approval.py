"""The approval letter (授信批准通知书): from its values to the bytes of its PDF."""

from __future__ import annotations

from workstation.letters.fonts import PaperFonts
from workstation.letters.model import ApprovalLetter
from workstation.letters.papers import render_paper


def render_approval(letter: ApprovalLetter, fonts: PaperFonts) -> bytes:
    """The letter as a PDF; the same letter gives the same bytes. Raises as `document.render`."""
    return render_paper(letter, fonts)
