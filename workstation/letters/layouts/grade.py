"""The seller's grade and improvement sheet: where the shop stands, what helped, what would lift it."""

from __future__ import annotations

from dataclasses import replace

from workstation.letters.figures import day
from workstation.letters.layouts.closing import closing, replaced, rights
from workstation.letters.layouts.parts import Parts, spread, together
from workstation.letters.letterhead import WIDTH
from workstation.letters.papers import PAPERS
from workstation.letters.pen import Pen, Style
from workstation.letters.piece import Piece, backed, beside, padded, stack
from workstation.letters.typeset import Row, Typesetter
from workstation.letters.values import GradeSheet
from workstation.letters.wording import WORDS
from workstation.letters.wording_file import GRADE

_LETTER = Style("bold", 34.0, 40.0, "primary")
_STEP = Style("bold", 11.0, 15.0, "muted")
_STEP_HERE = Style("bold", 11.0, 15.0, "paper")


def grade_sheet(paper: GradeSheet, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head = Parts(setter), paper.head
    return [
        parts.title(PAPERS["grade_sheet"].title),
        parts.dates(
            [
                (WORDS["number"], head.number),
                (WORDS["issued_on"], day(head.issued_on)),
                (GRADE["as_of"], day(paper.as_of)),
            ]
        ),
        parts.addressee(head.applicant_name, head.applicant_address),
        *replaced(parts, head),
        parts.opening(GRADE["opening"]),
        _standing(parts, paper),
        *parts.listed(GRADE["helped"], paper.helped),
        *_improvements(parts, paper),
        *parts.listed(GRADE["missing"], paper.missing),
        *closing(
            parts,
            head.verification_code,
            content_hash,
            before=rights(parts, head.lender, paper.notes, review=False),
        ),
    ]


def _standing(parts: Parts, paper: GradeSheet) -> Piece:
    """The grade, large, and the ladder of all grades with the present one filled."""
    mine = stack([parts.set.label(GRADE["grade"]), parts.set.text(paper.grade, _LETTER, WIDTH * 0.25)])
    left, step = WIDTH * 0.3, (WIDTH * 0.7 - 14.0) / len(paper.grades)
    rungs = [
        (left + i * step, _rung(parts, grade, step - 4.0, here=grade == paper.grade))
        for i, grade in enumerate(paper.grades)
    ]
    ends = padded(beside([(left, parts.set.label(GRADE["best"]))]), 42.0, 0.0)
    body = padded(beside([(0.0, mine), (0.0, padded(beside(rungs), 17.0, 0.0)), (0.0, ends)]), 8.0, 8.0, 12.0)

    def behind(pen: Pen, x: float, top: float, height: float) -> None:
        pen.box(x, top, WIDTH, height, "tint")
        pen.rule(x, top, x + WIDTH, "primary", 0.8)
        pen.rule(x, top + height, x + WIDTH, "primary", 0.8)

    return replace(backed(body, behind), gap=10.0)


def _rung(parts: Parts, grade: str, width: float, *, here: bool) -> Piece:
    text = padded(parts.set.text(grade, _STEP_HERE if here else _STEP, width, "centre"), 4.0, 4.0)

    def behind(pen: Pen, x: float, top: float, height: float) -> None:
        pen.box(x, top, width, height, "primary" if here else "hair")

    return backed(text, behind)


def _improvements(parts: Parts, paper: GradeSheet) -> list[Piece]:
    if not paper.improvements:
        return []
    columns = spread(
        [
            (GRADE["today"], 0.38, False),
            (GRADE["how"], 0.37, False),
            (GRADE["points"], 0.1, True),
            (GRADE["after"], 0.15, True),
        ]
    )
    rows = [
        Row(
            (
                item.text,
                item.how or "—",
                str(item.points) if item.points else "—",
                item.grade_after or GRADE["stays"],
            )
        )
        for item in paper.improvements
    ]
    return [parts.set.section(GRADE["improve"], WIDTH), *together(parts.table(None, columns, rows))]
