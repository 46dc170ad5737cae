"""What the ledgers say about cash, for the limit: the weak month, the year's turnover, the goods share, and
what the owner's household costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np

from workstation.domain.ledger import Ledgers
from workstation.domain.lending import CashInputs
from workstation.features.arithmetic import held, share
from workstation.features.course import YEAR, Course
from workstation.features.invoice_figures import Invoices
from workstation.features.money import Conversion
from workstation.features.shop_sales import settled_course
from workstation.features.survey_figures import visit_of
from workstation.features.windows import Seen, seen

_GOODS_SHARE_PLACES = 4


def cash(ledgers: Ledgers, as_of: date, rate: float | Fraction) -> CashInputs:
    """See `workstation.features.cash_inputs`. Orders are the basis where there are any: they are settled
    through the platform, while an invoice says what was billed and not what was paid."""
    money = Conversion.at(rate)
    orders, invoices = seen(ledgers, "orders", as_of), seen(ledgers, "invoices", as_of)
    ledger = None if invoices is None else Invoices.of(invoices)
    found = _of_sales(orders, ledger, money)
    return replace(found, household_month=_household(ledgers, as_of))


def _of_sales(orders: Seen | None, ledger: Invoices | None, money: Conversion) -> CashInputs:
    goods_share = None if ledger is None else _goods_share(ledger)
    if orders is not None:
        return _inputs("orders", settled_course(orders), goods_share, money)
    if ledger is not None and ledger.sales.any():
        return _inputs("invoices", ledger.course(ledger.sales), goods_share, money)
    return CashInputs(goods_share=goods_share)


def _household(ledgers: Ledgers, as_of: date) -> int | None:
    """A month's spending in fen; a visit speaks in yuan, whatever the ledgers' currency."""
    rows = seen(ledgers, "survey_figures", as_of)
    visit = None if rows is None else visit_of(rows)
    spent = None if visit is None else visit[0].get("household_month")
    return None if spent is None else max(round(spent * 100), 0)


def _inputs(basis: str, course: Course, goods_share: float | None, money: Conversion) -> CashInputs:
    return CashInputs(
        basis,
        monthly_inflow_q10=money.fen(course.weak_month),
        turnover_12m=money.fen(course.total(YEAR)),
        months_seen=len(course.months),
        goods_share=goods_share,
    )


def _goods_share(ledger: Invoices) -> float | None:
    """Net purchases over net sales of the last 365 days, both by invoice, held to 0–1."""
    year = ledger.ages < YEAR
    bought, sold = ledger.purchases & year, ledger.sales & year
    if not np.any(bought) or not np.any(sold):
        return None
    found = held(share(ledger.total(bought), ledger.total(sold)), 0.0, 1.0)
    return None if found is None else round(found, _GOODS_SHARE_PLACES)
