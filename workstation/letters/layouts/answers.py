"""Answers to a request that is not approved as asked: the counter-offer and the letter that declines."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.domain.money import yuan
from workstation.letters.figures import day
from workstation.letters.layouts.approval import standing_tag
from workstation.letters.layouts.closing import (
    both_sides,
    closing,
    decision,
    decision_cells,
    replaced,
    rights,
    standing,
)
from workstation.letters.layouts.lending_tables import (
    charges_table,
    conditions_and_recall,
    offer_headline,
    offer_terms,
    schedule_table,
)
from workstation.letters.layouts.parts import Cell, Parts, filled, spread, together
from workstation.letters.letterhead import WIDTH
from workstation.letters.papers import PAPERS
from workstation.letters.piece import Piece
from workstation.letters.typeset import Row, Typesetter
from workstation.letters.values import CounterOffer, Decline, GivenReason
from workstation.letters.wording import WORDS
from workstation.letters.wording_papers import ANSWERS


def counter_offer(letter: CounterOffer, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head = Parts(setter), letter.head
    status = ANSWERS["counter_provisional" if letter.provisional else "counter_firm"]
    signers = both_sides(head.lender, head.applicant_name, letter.cosigners, provisional=letter.provisional)
    return [
        parts.title(PAPERS["counter_offer"].title, standing_tag(provisional=letter.provisional)),
        parts.dates(
            [
                (WORDS["number"], head.number),
                (WORDS["issued_on"], day(head.issued_on)),
                (WORDS["accept_by"], day(letter.accept_by)),
                (WORDS["valid_until"], day(letter.valid_until)),
            ]
        ),
        parts.addressee(head.applicant_name, head.applicant_address),
        parts.opening(ANSWERS["counter_opening"]),
        parts.columns(_asked(letter), (0.31, 0.69), gap=8.0, ruled=False),
        parts.notice(standing(status, head.replaces), warm=letter.provisional),
        offer_headline(parts, letter.offer, ANSWERS["offered"]),
        *_reasons(parts, letter.reasons),
        *offer_terms(parts, letter.product, letter.purpose, letter.offer),
        *charges_table(parts, letter.offer.schedule),
        *decision(parts, letter.decided),
        *schedule_table(parts, letter.offer.schedule),
        *conditions_and_recall(parts, letter.conditions, letter.recall_events),
        *rights(parts, head.lender, letter.notes),
        *closing(parts, head.verification_code, content_hash, signers),
    ]


def decline(letter: Decline, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head = Parts(setter), letter.head
    return [
        parts.title(PAPERS["decline"].title),
        parts.dates(
            [
                (WORDS["number"], head.number),
                (WORDS["issued_on"], day(head.issued_on)),
                (ANSWERS["asked_on"], day(letter.asked_on)),
            ]
        ),
        parts.addressee(head.applicant_name, head.applicant_address),
        *replaced(parts, head),
        parts.opening(ANSWERS["decline_opening"]),
        *parts.facts(
            ANSWERS["asked"],
            [
                [
                    (WORDS["product"], letter.product),
                    (WORDS["purpose"], letter.purpose),
                    *_asked(letter),
                ],
                decision_cells(letter.decided),
            ],
        ),
        *_reasons(parts, letter.reasons),
        *closing(
            parts,
            head.verification_code,
            content_hash,
            before=rights(parts, head.lender, letter.notes),
        ),
    ]


def _asked(letter: CounterOffer | Decline) -> list[Cell]:
    return [
        (ANSWERS["asked_amount"], f"¥{yuan(letter.requested)}"),
        (ANSWERS["asked_months"], filled(ANSWERS["months"], n=letter.requested_months)),
    ]


def _reasons(parts: Parts, reasons: Sequence[GivenReason]) -> list[Piece]:
    """Each reason beside what can be done about it."""
    columns = spread(
        [(ANSWERS["number"], 0.07, False), (ANSWERS["reason"], 0.48, False), (ANSWERS["remedy"], 0.45, False)]
    )
    rows = [Row((str(number), reason.text, reason.remedy or "—")) for number, reason in enumerate(reasons, 1)]
    head = parts.set.section(ANSWERS["reasons"], WIDTH)
    return [head, *together(parts.table(None, columns, rows))]
