"""What an offer's product charges beside the offer itself, as papers print it: lateness, and paying early.

Goes in: the rules and an offer. Comes out: a rate, or words of both languages.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from workstation.domain.lending import Offer
from workstation.domain.text import Bilingual

if TYPE_CHECKING:
    from workstation.lending import Rulebook


def late_rate(offer: Offer, rules: Rulebook) -> str:
    """The yearly decimal on what is overdue, as a draw on the schedule's first day freezes it."""
    from workstation.lending.lateness import late_terms

    product = rules.product(offer.product)
    return late_terms(product, rules.policy, offer.yearly_rate, offer.schedule.start).yearly_rate


def early_words(offer: Offer, rules: Rulebook) -> Bilingual | None:
    """What paying early costs; None where it costs nothing."""
    from workstation.lending.figures import percent
    from workstation.lending.prepayment import PREPAYMENT

    fees = rules.product(offer.product).fees.terms
    share = sum((fee.share for fee in fees if fee.event == PREPAYMENT), Fraction(0))
    if not share:
        return None
    said = percent(share)
    return Bilingual(
        f"提前归还的本金另收 {said.zh} 的手续费", f"with a fee of {said.en} of the principal repaid early"
    )
