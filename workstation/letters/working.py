"""Working papers as PDFs: their values go in, bytes come out; the same value gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.letters.model import content_sha256
from workstation.letters.uncollected import uncollected
from workstation.letters.values.working import RouteSheet, UpwardReport
from workstation.letters.wording_working import ROUTE_TITLE, UPWARD_TITLE

if TYPE_CHECKING:
    from workstation.letters.fonts import PaperFonts


def render_upward(paper: UpwardReport, fonts: PaperFonts) -> bytes:
    from workstation.letters.document import Sheet, render
    from workstation.letters.layouts.working import upward_report
    from workstation.letters.typeset import Typesetter

    sheet = Sheet(UPWARD_TITLE, paper.campaign, content_sha256(paper), paper.lender)
    with uncollected():
        return render(sheet, upward_report(paper, Typesetter(fonts)), fonts)


def render_route(paper: RouteSheet, fonts: PaperFonts) -> bytes:
    from workstation.letters.document import Sheet, render
    from workstation.letters.layouts.working import route_sheet
    from workstation.letters.typeset import Typesetter

    sheet = Sheet(ROUTE_TITLE, f"ROUTE-{paper.day.isoformat()}", content_sha256(paper), paper.lender)
    with uncollected():
        return render(sheet, route_sheet(paper, Typesetter(fonts)), fonts)
