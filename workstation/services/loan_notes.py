"""Loan notes (借据): one for each draw, with its definitive schedule.

Goes in: an offer and the draws on it, the first draw first. Comes out: what the next note is of, and how one
that was issued before stands to it. Before the first draw a note says the days that were assumed, and gives
way to the first draw's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workstation.domain.records import LetterRecord
from workstation.domain.servicing import LoanEvent

if TYPE_CHECKING:
    from workstation.domain.lending import Offer

LOAN_NOTE = "loan_note"


def noted(offer: Offer, draws: Sequence[LoanEvent]) -> Offer:
    """The newest draw as an offer of its amount, schedule and cost; the offer itself before the first. Raises
    `KnownError` (`loan.terms`)."""
    if not draws:
        return offer
    from workstation.lending import all_in_cost
    from workstation.lending.servicing import draw_terms

    plan = draw_terms(draws[-1]).schedule
    return replace(offer, amount=plan.principal, schedule=plan, cost=all_in_cost(plan))


def is_of_now(note: LetterRecord, draws: Sequence[LoanEvent]) -> bool:
    """Whether nothing was drawn since the note was issued."""
    return not draws or note.issued_at >= draws[-1].made_at


def gives_way(note: LetterRecord, draws: Sequence[LoanEvent]) -> bool:
    """Whether the note of the newest draw replaces this one, which is of no draw; that of an earlier draw
    stays beside it."""
    return not draws or note.issued_at < draws[0].made_at
