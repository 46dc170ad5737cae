"""What lateness costs on a product, and whether an offer of it is over a cap, default and every day of
repayment included.

Goes in: a product, its rate, the day of the draw. Comes out: `LateTerms`, and the worst breach. The late rate
is the contract's times the product's factor, but never more than the caps in force on that day leave room
for, and never less than the contract's own: default is held to the caps like everything else.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import floor

from workstation.domain.lending import Offer
from workstation.lending.caps import Breach, cap_breach
from workstation.lending.overdue import LateTerms
from workstation.lending.passing import PRICE_STEP, rate_text
from workstation.lending.policy import Policy
from workstation.lending.pricing import capped_rates
from workstation.lending.product import Product
from workstation.lending.schedule import parse_rate

_ROOM = Fraction(98, 100)
"""Late interest is simple and by the day, a cap compounds by the month: over half a month simple interest at
a rate weighs a hundredth more than the cap does. Two hundredths below a cap, no number of days is over it."""


def late_terms(product: Product, policy: Policy, yearly_rate: str, start: date) -> LateTerms:
    """The terms of lateness of a loan at `yearly_rate` that is drawn on `start`."""
    rate = parse_rate(yearly_rate)
    allowed = [capped * _ROOM for capped in capped_rates(product, policy, start)]
    wanted = min([rate * product.late.rate_factor, *allowed])
    late = max(rate, floor(wanted / PRICE_STEP) * PRICE_STEP)
    return LateTerms(rate_text(Fraction(late)), product.late.grace_days, product.fees.terms)


def offer_breach(offer: Offer, product: Product, policy: Policy) -> Breach | None:
    """The breach of a cap that is furthest over it; None where the offer is within all.

    Where default costs interest alone, its rate is within the caps by what it is, and no day of it is tried;
    where it brings fees, or the loan has borne some, every day is."""
    late = None
    if product.fees.terms:
        late = late_terms(product, policy, offer.yearly_rate, offer.schedule.start)
    return cap_breach(offer.schedule, offer.cost, product.family, policy, late, product.sales)
