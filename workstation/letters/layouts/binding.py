"""The papers that bind: the loan contract (借款合同) and the loan note (借据)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workstation.domain.text import Bilingual
from workstation.letters.figures import day
from workstation.letters.layouts.closing import both_sides, closing, replaced
from workstation.letters.layouts.lending_tables import (
    charges_table,
    offer_headline,
    offer_terms,
    schedule_table,
)
from workstation.letters.layouts.parts import Cell, Parts, filled
from workstation.letters.letterhead import WIDTH
from workstation.letters.papers import PAPERS
from workstation.letters.piece import Piece, padded
from workstation.letters.typeset import BODY_BOLD, ENGLISH, Typesetter
from workstation.letters.values import Article, Contract, LoanNote
from workstation.letters.values.head import PaperHead
from workstation.letters.wording import WORDS
from workstation.letters.wording_papers import BINDING

_ORDINALS = "一二三四五六七八九"
_INDENT = 13.0


def contract(paper: Contract, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head, offer = Parts(setter), paper.head, paper.offer
    number = (WORDS["number"], head.number)
    dates: list[Cell] = [number, (WORDS["issued_on"], day(head.issued_on))]
    if paper.place is not None:
        dates.append((BINDING["signed_at"], paper.place))
    signers = both_sides(head.lender, head.applicant_name, paper.cosigners)
    return [
        parts.title(PAPERS["contract"].title),
        parts.dates(dates),
        *_parties(parts, head, paper.identity),
        *replaced(parts, head),
        parts.opening(BINDING["contract_opening"], 12.0),
        parts.notice(BINDING["contract_warning"], warm=True),
        offer_headline(parts, offer, BINDING["principal"]),
        *offer_terms(parts, paper.product, paper.purpose, offer, [[(BINDING["account"], paper.account)]]),
        *charges_table(parts, offer.schedule),
        *schedule_table(parts, offer.schedule),
        *_articles(parts, paper.articles),
        *closing(
            parts,
            head.verification_code,
            content_hash,
            signers,
            BINDING["signatures"],
            [parts.opening(filled(BINDING["signing_part"], number=head.number), 14.0)],
        ),
    ]


def loan_note(paper: LoanNote, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head, offer = Parts(setter), paper.head, paper.offer
    signers = both_sides(head.lender, head.applicant_name, paper.cosigners)
    return [
        parts.title(PAPERS["loan_note"].title),
        parts.dates(
            [
                (WORDS["number"], head.number),
                (BINDING["contract"], paper.contract_number),
                (BINDING["drawn_on"], day(offer.schedule.start)),
            ]
        ),
        *_parties(parts, head, paper.identity),
        *replaced(parts, head),
        offer_headline(parts, offer, BINDING["drawn"]),
        *offer_terms(
            parts,
            paper.product,
            paper.purpose,
            offer,
            [[(BINDING["account"], paper.account)]],
            drawn=True,
        ),
        *parts.listed(BINDING["note_clauses"], paper.clauses),
        *schedule_table(parts, offer.schedule, definitive=True),
        *closing(parts, head.verification_code, content_hash, signers, BINDING["signatures"]),
    ]


def _parties(parts: Parts, head: PaperHead, identity: str) -> list[Piece]:
    lender = head.lender
    lines: list[list[Cell]] = [
        [(BINDING["lender"], lender.name), (BINDING["borrower"], head.applicant_name)],
        [(BINDING["address"], lender.address), (BINDING["address"], head.applicant_address or "—")],
        [(BINDING["phone"], lender.phone), (BINDING["identity"], identity or "—")],
    ]
    return parts.facts(BINDING["parties"], lines)


def _articles(parts: Parts, articles: Sequence[Article]) -> list[Piece]:
    """Each article's title over its paragraphs; a title stays with its first paragraph."""
    pieces: list[Piece] = []
    for number, article in enumerate(articles, 1):
        title = Bilingual(
            f"第{ordinal(number)}条　{article.title.zh}", f"Article {number}  {article.title.en}"
        )
        line = parts.set.line(title, BODY_BOLD, ENGLISH, WIDTH, 7.0)
        pieces.append(replace(parts.set.heading(line, title), gap=9.0))
        for count, words in enumerate(article.paragraphs, 1):
            if len(article.paragraphs) == 1:
                body = padded(parts.set.both(words, WIDTH - _INDENT), 0.0, 0.0, _INDENT)
            else:
                body = padded(
                    parts.set.item(f"{count}.", words, WIDTH - _INDENT, len(article.paragraphs)),
                    0.0,
                    0.0,
                    _INDENT,
                )
            pieces.append(replace(body, gap=2.5))
    return pieces


def ordinal(number: int) -> str:
    """1 to 99 in Chinese: 十三."""
    tens, ones = divmod(number, 10)
    text = _ORDINALS[ones - 1] if ones else ""
    if not tens:
        return text
    return ("" if tens == 1 else _ORDINALS[tens - 1]) + "十" + text
