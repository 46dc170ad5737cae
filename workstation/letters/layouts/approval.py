"""The approval letter (授信批准通知书), in the order in which it is read."""

from __future__ import annotations

from workstation.letters.figures import day
from workstation.letters.layouts.closing import both_sides, closing, decision, rights, standing
from workstation.letters.layouts.lending_tables import (
    charges_table,
    conditions_and_recall,
    offer_headline,
    offer_terms,
    schedule_table,
)
from workstation.letters.layouts.parts import Parts, Tag
from workstation.letters.model import ApprovalLetter
from workstation.letters.papers import PAPERS
from workstation.letters.piece import Piece
from workstation.letters.typeset import Typesetter
from workstation.letters.values import DecidedBy
from workstation.letters.wording import FIRM, OPENING, PROVISIONAL, WORDS


def approval(letter: ApprovalLetter, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, offer = Parts(setter), letter.offer
    decided = DecidedBy(letter.decided_by, letter.role, letter.authority)
    status = PROVISIONAL if letter.provisional else FIRM
    signers = both_sides(
        letter.lender, letter.applicant_name, letter.cosigners, provisional=letter.provisional
    )
    return [
        parts.title(PAPERS["approval"].title, standing_tag(provisional=letter.provisional)),
        parts.dates(
            [
                (WORDS["number"], letter.number),
                (WORDS["issued_on"], day(letter.issued_on)),
                (WORDS["accept_by"], day(letter.accept_by)),
                (WORDS["valid_until"], day(letter.valid_until)),
            ]
        ),
        parts.addressee(letter.applicant_name, letter.applicant_address),
        parts.opening(OPENING),
        parts.notice(standing(status, letter.replaces), warm=letter.provisional),
        offer_headline(parts, offer),
        *offer_terms(parts, letter.product, letter.purpose, offer),
        *charges_table(parts, offer.schedule),
        *decision(parts, decided),
        *schedule_table(parts, offer.schedule),
        *conditions_and_recall(parts, letter.conditions, letter.recall_events),
        *rights(parts, letter.lender),
        *closing(parts, letter.verification_code, content_hash, signers),
    ]


def standing_tag(*, provisional: bool) -> Tag:
    return Tag(WORDS["provisional" if provisional else "firm"], warm=provisional)
