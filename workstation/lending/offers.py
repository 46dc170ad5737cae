"""Making an offer: price by grade and tenor, schedule, all-in cost. Pure and quick enough for every key.

Goes in: a product, a policy, a case, an amount and terms. Comes out: an `Offer`. Whether the offer may be
made is another question, answered by `check_offer`.
"""

from __future__ import annotations

from workstation.domain.lending import Offer, RepaymentMethod
from workstation.errors import KnownError
from workstation.lending.case import LendingCase
from workstation.lending.cost import all_in_cost
from workstation.lending.policy import Policy
from workstation.lending.pricing import rate_of
from workstation.lending.product import Product
from workstation.lending.share_terms import expected_sales
from workstation.lending.terms import terms_of


def make_offer(
    product: Product, policy: Policy, case: LendingCase, amount: int, months: int, method: RepaymentMethod
) -> Offer:
    """The offer of `amount` fen at the case's grade, drawn on the case's draw day.

    Raises `KnownError`: `offer.no_price` where the product has no price for the grade at this tenor,
    `schedule.principal` for an amount that is not above zero, `sales.terms` and `sales.unknown` for what a
    share of sales cannot repay.
    """
    rate = rate_of(case, product, policy, months)
    if rate is None:
        raise KnownError(
            "offer.no_price",
            f"{product.name.en} has no price for grade {case.assessment.grade or '–'} at {months} months",
            where=case.applicant.source_id,
            remedy="Choose a tenor of the product, or refer the case.",
        )
    sales = expected_sales(case.cash)
    schedule = terms_of(product, policy, rate, months, method, case.draw_on, sales).schedule(amount)
    return Offer(product.code, amount, months, method, rate, schedule, all_in_cost(schedule))
