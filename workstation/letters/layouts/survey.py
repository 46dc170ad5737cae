"""The field survey's report (线下调研报告): what was found, by which roads, and where the roads disagree."""

from __future__ import annotations

from dataclasses import replace

from workstation.domain.text import Bilingual
from workstation.letters.figures import day
from workstation.letters.layouts.closing import Signer, closing, replaced
from workstation.letters.layouts.parts import Cell, Parts, Tag, spread
from workstation.letters.letterhead import WIDTH
from workstation.letters.papers import PAPERS
from workstation.letters.piece import Piece
from workstation.letters.typeset import BODY, CELL, Row, Typesetter
from workstation.letters.values import SurveyReport, SurveySection
from workstation.letters.wording import WORDS
from workstation.letters.wording_file import SURVEY

_HASH_SHOWN = 16


def survey_report(paper: SurveyReport, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head = Parts(setter), paper.head
    tag = Tag(SURVEY["reviewed" if paper.reviewed_by else "to_review"], warm=not paper.reviewed_by)
    signers = [Signer(SURVEY["signs"], name) for name in paper.investigators]
    if paper.reviewed_by:
        signers.append(Signer(SURVEY["reviewed_by"], paper.reviewed_by))
    return [
        parts.title(PAPERS["survey_report"].title, tag),
        parts.dates(
            [
                (WORDS["number"], head.number),
                (WORDS["issued_on"], day(head.issued_on)),
                (SURVEY["visited"], day(paper.visited_on)),
            ]
        ),
        parts.addressee(head.applicant_name, head.applicant_address, SURVEY["surveyed"]),
        *replaced(parts, head),
        *parts.facts(SURVEY["visit"], [_visit(paper)]),
        *_checks(parts, paper),
        *(piece for section in paper.sections for piece in _section(parts, section)),
        *_photos(parts, paper),
        parts.set.section(SURVEY["opinion"], WIDTH),
        parts.set.text(paper.opinion, BODY, WIDTH),
        *closing(parts, head.verification_code, content_hash, signers, SURVEY["signatures"]),
    ]


def _visit(paper: SurveyReport) -> list[Cell]:
    return [
        (SURVEY["kind"], paper.shop_kind),
        (SURVEY["place"], paper.place),
        (SURVEY["investigators"], "、".join(paper.investigators)),
    ]


def _section(parts: Parts, section: SurveySection) -> list[Piece]:
    columns = spread(
        [(SURVEY["figure"], 0.32, False), (SURVEY["value"], 0.2, True), (SURVEY["derivation"], 0.48, False)]
    )
    rows = [Row((item.name, item.value, item.derivation or "")) for item in section.figures]
    pieces = parts.table(section.title, columns, rows) if rows else [parts.set.section(section.title, WIDTH)]
    for number, note in enumerate(section.notes):
        pieces.append(replace(parts.set.text(note, CELL, WIDTH), gap=5.0 if rows or number else 0.0))
    return pieces


def _checks(parts: Parts, paper: SurveyReport) -> list[Piece]:
    """Both sides of every check, how far apart, what is allowed; below, what is beyond it, explained."""
    if not paper.checks:
        return []
    columns = spread(
        [
            (SURVEY["check"], 0.2, False),
            (SURVEY["one"], 0.23, False),
            (SURVEY["other"], 0.275, False),
            (SURVEY["deviation"], 0.1, True),
            (SURVEY["tolerance"], 0.085, True),
            (SURVEY["result"], 0.11, False),
        ]
    )
    rows = [
        Row(
            (
                item.name,
                _side(item.one, item.one_value),
                _side(item.other, item.other_value),
                item.deviation,
                item.tolerance,
                SURVEY["within" if item.within else "beyond"],
            )
        )
        for item in paper.checks
    ]
    pieces = parts.table(SURVEY["checks"], columns, rows)
    beyond = [item for item in paper.checks if not item.within]
    if not beyond:
        return pieces
    words = [
        Bilingual(
            f"{item.name.zh}：{item.explanation or SURVEY['unexplained'].zh}",
            item.name.en if item.explanation else f"{item.name.en}: {SURVEY['unexplained'].en}",
        )
        for item in beyond
    ]
    once = list(dict.fromkeys(words))  # a check of many roads is explained once
    return [*pieces, *parts.listed(SURVEY["explanations"], once)]


def _side(name: Bilingual, value: str) -> Bilingual:
    return Bilingual(f"{value}（{name.zh}）", name.en)


def _photos(parts: Parts, paper: SurveyReport) -> list[Piece]:
    if not paper.photos:
        return []
    columns = spread(
        [
            (SURVEY["number"], 0.08, False),
            (SURVEY["caption"], 0.36, False),
            (SURVEY["taken"], 0.33, False),
            (SURVEY["file"], 0.23, False),
        ]
    )
    rows = [
        Row((str(n), photo.caption, f"{photo.taken_at} {photo.place}", photo.sha256[:_HASH_SHOWN]))
        for n, photo in enumerate(paper.photos, 1)
    ]
    return parts.table(SURVEY["photos"], columns, rows)
