"""The approval letter (授信批准通知书): from its values to the bytes of its PDF."""

from __future__ import annotations

from workstation.letters.approval_parts import Parts
from workstation.letters.document import Sheet, render
from workstation.letters.fonts import PaperFonts
from workstation.letters.model import ApprovalLetter, content_sha256
from workstation.letters.typeset import Typesetter
from workstation.letters.wording import TITLE


def render_approval(letter: ApprovalLetter, fonts: PaperFonts) -> bytes:
    """The letter as a PDF; the same letter gives the same bytes. Raises as `document.render`."""
    content_hash = content_sha256(letter)
    pieces = Parts(letter, content_hash, Typesetter(fonts)).in_order()
    return render(Sheet(TITLE, letter.number, content_hash, letter.lender), pieces, fonts)
