"""Figures as they stand in wordings, and which figures each finding, step and note gives to its wording.

The tables are the contract between the rules and the reason table: the loader refuses a table that lacks a
code or asks for a figure that the rule does not give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from workstation.domain.evidence import DOMAIN_NAMES, EvidenceDomain
from workstation.domain.lending import RepaymentMethod
from workstation.domain.money import yuan
from workstation.domain.text import Bilingual
from workstation.lending.wording import same

Figures = dict[str, Bilingual]

FINDING_FIGURES: Mapping[str, frozenset[str]] = {
    code: frozenset(names.split())
    for code, names in {
        # Hard rules: they decline, whatever a model says.
        "hard.no_consent": "",
        "hard.dishonest_debtor": "",
        "hard.sanctioned": "",
        "hard.fraud": "",
        "hard.past_due": "days most",
        "hard.shop_young": "opened months",
        # The product's own bounds.
        "product.not_for": "product",
        "product.disabled": "product",
        "product.platform": "product platforms",
        "product.under_minimum": "amount minimum product",
        "product.over_maximum": "amount maximum product",
        "product.tenor": "months tenors product",
        "product.method": "method product",
        "product.price": "rate listed",
        # The model.
        "decline.score": "probability cutoff days",
        # What sends a case to somebody else.
        "refer.listed": "listings",
        "refer.no_model": "why",
        "refer.missing_evidence": "domains",
        "refer.no_cash": "months",
        "refer.stale": "last age most",
        "refer.brushing": "probability most",
        "refer.survey": "probability most",
        "refer.contradiction": "checks day",
        "refer.no_price": "grade months",
        "refer.no_base": "product",
        "refer.commitment": "product limit binding",
        "refer.referral": "product",
        "refer.related_exposure": "related names ceiling headroom",
        "refer.partner_bank": "amount ceiling",
        "refer.authority": "amount total role",
        # The limit and the cap.
        "limit.request": "amount limit",
        "limit.product": "amount limit",
        "limit.ceiling": "amount limit own related",
        "limit.single_borrower": "amount limit own",
        "limit.related_group": "amount limit own related",
        "limit.review": "amount limit basis",
        "limit.collateral": "amount limit basis",
        "limit.capacity": "amount limit basis",
        "limit.turnover": "amount limit basis",
        "limit.expected_loss": "amount limit basis",
        "limit.below_minimum": "limit minimum binding basis",
        "price.below_floor": "rate floor short",
        "cap.over": "cost cap over measure when source passing price",
    }.items()
}

STEP_FIGURES: Mapping[str, frozenset[str]] = {
    code: frozenset(names.split())
    for code, names in {
        "request": "day months method",
        "product": "product",
        "ceiling": "ceiling own related",
        "single_borrower": "share capital own",
        "related_group": "share capital own related",
        "review": "former up down",
        "collateral": "gross haircut concentration explanation",
        "capacity": "inflow goods operating tax household cover service monthly factor grade domains by",
        "turnover": "turnover share",
        "expected_loss": "budget grade probability days loss factor by",
    }.items()
}
"""The steps of the limit staircase, in the order in which they are shown."""

NOTE_FIGURES: Mapping[str, frozenset[str]] = {
    code: frozenset(names.split())
    for code, names in {
        "goods_from_table": "share trade",
        "opening_unknown": "",
        "evidence_ended": "day age",
        "method": "",
        "method_against": "",
        "scenario_points": "scenario",
        "full_loop": "name",
        "not_full_loop": "name domains",
        "limit_binds": "step limit next amount",
        "macro": "points before after",
        "loss_by_model": "loss said least ordinary",
        "early_repayment": "share use",
        "eased": "step reckoned least down",
        "of_visit": "figure day",
        "visit": "day",
    }.items()
}

LATER_NOTES = frozenset(
    {
        "method_against",
        "scenario_points",
        "macro",
        "loss_by_model",
        "early_repayment",
        "of_visit",
        "visit",
    }
)
"""Notes that came after tables which decisions were made under: those tables read without them."""

LATER_FINDINGS = frozenset({"refer.brushing", "refer.survey", "refer.contradiction"})
"""Findings that did."""

METHOD_NAMES: Mapping[RepaymentMethod, Bilingual] = {
    RepaymentMethod.EQUAL_INSTALMENT: Bilingual("等额本息", "equal instalments"),
    RepaymentMethod.EQUAL_PRINCIPAL: Bilingual("等额本金", "equal principal"),
    RepaymentMethod.BULLET: Bilingual("先息后本", "interest monthly, principal at the end"),
    RepaymentMethod.SINGLE_PAYMENT: Bilingual("一次还本付息", "one payment at the end"),
    RepaymentMethod.ON_DEMAND: Bilingual("随借随还", "on demand, interest by the day"),
    RepaymentMethod.SHARE_OF_SALES: Bilingual("按销售额还款", "a share of daily sales"),
    RepaymentMethod.ORDER: Bilingual("随订单确认还款", "as each order is confirmed"),
}


def money(fen: int) -> Bilingual:
    """12,345.67 元 / 12,345.67 yuan."""
    return Bilingual(f"{yuan(fen)} 元", f"{yuan(fen)} yuan")


def percent(value: Fraction | Decimal, places: int = 2) -> Bilingual:
    """A share in per cent, rounded half up: 0.1625 → "16.25%"."""
    exact = Fraction(value) * 100
    scaled = Decimal(exact.numerator) / Decimal(exact.denominator)
    return same(f"{scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}%")


def number(value: object) -> Bilingual:
    return same(str(value))


def day(value: date) -> Bilingual:
    return same(value.isoformat())


def listed(texts: list[Bilingual]) -> Bilingual:
    """Several texts in a row, joined as each language joins them."""
    return Bilingual("、".join(t.zh for t in texts), ", ".join(t.en for t in texts))


def either(domains: Sequence[EvidenceDomain]) -> Bilingual:
    """The names of domains of which one is enough."""
    names = [DOMAIN_NAMES[domain] for domain in domains]
    return Bilingual("或".join(n.zh for n in names), " or ".join(n.en for n in names))


def plain_decimal(value: Fraction) -> Bilingual:
    """A factor as a short decimal: 4/5 → "0.8"."""
    return same(f"{(Decimal(value.numerator) / value.denominator).normalize():f}")
