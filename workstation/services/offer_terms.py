"""What an offer's product asks beside the offer itself, as papers print it: lateness, paying early, the share
of sales.

Goes in: the rules, an offer, what was agreed beside it. Comes out: a rate, or words of both languages.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from workstation.domain.lending import Decision, Offer, SalesAgreed
from workstation.domain.text import Bilingual

if TYPE_CHECKING:
    from workstation.lending import Rulebook


def agreed_sales(decision: Decision | None) -> SalesAgreed | None:
    """What the decision froze of a share of sales; None where no sales repay the loan."""
    kept = None if decision is None else decision.inputs.get("sales")
    return None if kept is None else msgspec.convert(kept, SalesAgreed)


def product_words(offer: Offer, rules: Rulebook, agreed: SalesAgreed | None) -> Bilingual:
    """The product's name, with the share of sales where that repays it."""
    from workstation.lending.figures import percent

    name = rules.product(offer.product).name.fill()
    if agreed is None:
        return name
    share = percent(Fraction(agreed.share))
    zh, en = f"每日销售额的 {share.zh} 用于还款", f"{share.en} of each day's sales repays it"
    return Bilingual(f"{name.zh}（{zh}）", f"{name.en} ({en})")


def late_rate(offer: Offer, rules: Rulebook) -> str:
    """The yearly decimal on what is overdue, as a draw on the schedule's first day freezes it."""
    from workstation.lending.lateness import late_terms

    product = rules.product(offer.product)
    return late_terms(product, rules.policy, offer.yearly_rate, offer.schedule.start).yearly_rate


def early_words(offer: Offer, rules: Rulebook, agreed: SalesAgreed | None = None) -> Bilingual | None:
    """What paying early costs; None where it costs nothing and is always possible."""
    if agreed is not None:
        return _early_of_sales(agreed)
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


def _early_of_sales(agreed: SalesAgreed) -> Bilingual | None:
    from workstation.lending.figures import percent

    share, day = percent(Fraction(agreed.unearned_share)), agreed.earliest_day
    owed = Bilingual(
        f"提前结清的，未摊销的固定费用收取 {share.zh}",
        f"and where it is settled early {share.en} of the fixed fee that is not earned is owed",
    )
    since = Bilingual(
        f"自放款后第 {day} 日起可提前结清", f"settled early at the soonest on day {day} after the draw"
    )
    said = [
        words for words, wanted in ((owed, Fraction(agreed.unearned_share) > 0), (since, day > 1)) if wanted
    ]
    return Bilingual("；".join(w.zh for w in said), "; ".join(w.en for w in said)) if said else None
