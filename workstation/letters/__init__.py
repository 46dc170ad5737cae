"""The papers' room: a frozen decision goes in, a PDF comes out that is the same bytes whenever it is made.

Values (`model`, `values`), the lender's own words (`lender`, `texts`), verification codes (`codes`), every
kind of paper in one table (`papers`) with its layout (`layouts`), the making of the page (`linebreak`,
`fonts`, `pen`, `piece`, `typeset`, `document`), and the way back: `verify` says whether a paper is ours,
`pages` turns it into pictures for preview and print. Importing the room loads no PDF library: names arrive
when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.letters.approval import render_approval
    from workstation.letters.codes import VerificationCode, read_code, verification_code
    from workstation.letters.fonts import PaperFonts, load_fonts
    from workstation.letters.golden import check_golden, sample_letter, sample_papers
    from workstation.letters.lender import load_lender
    from workstation.letters.model import ApprovalLetter, LenderProfile, content_sha256
    from workstation.letters.pages import PageImage, page_count, page_text, render_page
    from workstation.letters.papers import PAPERS, Paper, PaperValue, coded, head_of, paper_of, render_paper
    from workstation.letters.texts import LenderTexts, debt, load_texts, terms
    from workstation.letters.verify import Genuine, SignedBy, Signing, signed_by, verify_letter

__all__ = [
    "PAPERS",
    "ApprovalLetter",
    "Genuine",
    "LenderProfile",
    "LenderTexts",
    "PageImage",
    "Paper",
    "PaperFonts",
    "PaperValue",
    "SignedBy",
    "Signing",
    "VerificationCode",
    "check_golden",
    "coded",
    "content_sha256",
    "debt",
    "head_of",
    "load_fonts",
    "load_lender",
    "load_texts",
    "page_count",
    "page_text",
    "paper_of",
    "read_code",
    "render_approval",
    "render_page",
    "render_paper",
    "sample_letter",
    "sample_papers",
    "signed_by",
    "terms",
    "verification_code",
    "verify_letter",
]

_HOMES = {
    "approval": ("render_approval",),
    "codes": ("VerificationCode", "read_code", "verification_code"),
    "fonts": ("PaperFonts", "load_fonts"),
    "golden": ("check_golden", "sample_letter", "sample_papers"),
    "lender": ("load_lender",),
    "model": ("ApprovalLetter", "LenderProfile", "content_sha256"),
    "papers": ("PAPERS", "Paper", "PaperValue", "coded", "head_of", "paper_of", "render_paper"),
    "texts": ("LenderTexts", "debt", "load_texts", "terms"),
    "pages": ("PageImage", "page_count", "page_text", "render_page"),
    "verify": ("Genuine", "SignedBy", "Signing", "signed_by", "verify_letter"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"workstation.letters.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
