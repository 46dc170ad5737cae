"""Figures of a firm seen through its VAT invoices: sales, conduct, buyers, suppliers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workstation.features.arithmetic import (
    MEDIAN,
    codes_of,
    distinct,
    held,
    largest_share,
    quantile,
    share,
    share_where,
    totals_by,
)
from workstation.features.course import YEAR, Course
from workstation.features.money import Conversion
from workstation.features.shop_sales import Figures
from workstation.features.windows import MONTH_DAYS, Integers, Mask, Seen, filled, present

_TINY_YUAN = 1_000
_RETURNING_DAYS = 180
_TOP_BUYERS = 5
_MOST_PURCHASES = 5.0


@dataclass(frozen=True, slots=True)
class Invoices:
    """Columns that the rules share; masks mark valid sales and valid purchases."""

    seen: Seen
    ages: Integers
    net: Integers
    sale_side: Mask
    sales: Mask
    purchases: Mask

    @classmethod
    def of(cls, seen: Seen) -> Invoices:
        sale_side = seen.words("direction") == "sale"
        valid = seen.words("status") == "valid"
        return cls(
            seen, seen.ages, seen.integers("net_amount"), sale_side, sale_side & valid, ~sale_side & valid
        )

    def course(self, rows: Mask) -> Course:
        return Course.of(self.ages[rows], self.net[rows], self.seen.history_days)

    def total(self, rows: Mask) -> int:
        return int(self.net[rows].sum())

    def parties(self, rows: Mask) -> Integers:
        return codes_of(self.seen.words("counterparty_id")[rows])


def invoice_figures(ledger: Invoices, money: Conversion) -> Figures:
    """All figures of the family; `ledger` holds at least one invoice."""
    figures: Figures = {"invoice_months_seen": ledger.seen.history_days / MONTH_DAYS}
    if ledger.sale_side.any():
        figures |= _sales(ledger, money) | _conduct(ledger, money) | _gaps(ledger) | _buyers(ledger)
    if ledger.purchases.any():
        figures |= _suppliers(ledger)
    if ledger.sales.any() and ledger.purchases.any():
        figures |= _both_sides(ledger)
    return figures


def _sales(ledger: Invoices, money: Conversion) -> Figures:
    course = ledger.course(ledger.sales)
    return {
        "invoice_sales_90d": money.yuan(course.total(90)),
        "invoice_sales_365d": money.yuan(course.total(YEAR)),
        "invoice_monthly_sales_q10": money.yuan(course.weak_month),
        "invoice_active_months_share": course.active_months_share,
        "invoice_sales_growth_90d": course.growth,
        "invoice_sales_drop_yoy": course.drop_on_year,
        "invoice_sales_volatility": course.variation,
        "invoice_peak_quarter_share": course.best_quarter_share,
    }


def _conduct(ledger: Invoices, money: Conversion) -> Figures:
    year = ledger.ages < YEAR
    issued, valid = ledger.sale_side & year, ledger.sales & year
    positive, negative = valid & (ledger.net > 0), valid & (ledger.net < 0)
    values = ledger.net[positive]
    tiny = values < _TINY_YUAN * 100 / float(money.rate)
    return {
        "invoice_sale_count_365d": float(len(values)),
        "invoice_void_share": share_where((issued & ~valid)[issued]),
        "invoice_negative_share": held(share(-ledger.total(negative), ledger.total(positive)), 0.0, 1.0),
        "invoice_value_median": money.yuan(quantile(values, MEDIAN)),
        "invoice_tiny_share": share_where(tiny),
    }


def _gaps(ledger: Invoices) -> Figures:
    """Days without a sale, the run up to the assessment included; an older sale opens the first run."""
    ages = ledger.ages[ledger.sales & (ledger.net > 0)]
    if not len(ages):
        return {}
    marks = np.unique(np.concatenate(([0], np.minimum(ages, YEAR))))
    return {
        "invoice_days_since_last_sale": float(ages.min()),
        "invoice_longest_gap_365d": float(np.diff(marks).max()) if len(marks) > 1 else 0.0,
    }


def _buyers(ledger: Invoices) -> Figures:
    rows = ledger.sales & (ledger.net > 0)
    ages, net, codes = ledger.ages[rows], ledger.net[rows], ledger.parties(rows)
    year = (ages < YEAR) & (codes >= 0)
    figures: Figures = {
        "invoice_buyers_365d": float(distinct(codes[year])) if year.any() else None,
        "invoice_top5_buyer_share": largest_share(totals_by(codes[year], net[year]), _TOP_BUYERS),
    }
    if ledger.seen.history_days >= 2 * _RETURNING_DAYS:
        recent = (ages < _RETURNING_DAYS) & (codes >= 0)
        returning = recent & np.isin(codes, codes[ages >= _RETURNING_DAYS])
        figures["invoice_returning_buyer_share"] = share(int(net[returning].sum()), int(net[recent].sum()))
    return figures


def _suppliers(ledger: Invoices) -> Figures:
    rows = ledger.purchases & (ledger.net > 0) & (ledger.ages < YEAR)
    codes = ledger.parties(rows)
    return {
        "invoice_suppliers_365d": float(distinct(codes)) if (codes >= 0).any() else None,
        "invoice_top_supplier_share": largest_share(totals_by(codes, ledger.net[rows])),
        "invoice_purchase_drop_90d": ledger.course(ledger.purchases).drop,
    }


def _both_sides(ledger: Invoices) -> Figures:
    year = ledger.ages < YEAR
    sales, purchases = ledger.sales & year, ledger.purchases & year
    sold = ledger.total(sales)
    figures: Figures = {
        "invoice_purchases_over_sales": held(share(ledger.total(purchases), sold), 0.0, _MOST_PURCHASES)
    }
    tax = ledger.seen.integers("tax_amount")
    stated = present(tax)
    if (stated & sales).any() and (stated & purchases).any():
        tax = filled(tax)
        burden = int(tax[sales].sum()) - int(tax[purchases].sum())
        figures["invoice_tax_burden"] = held(share(burden, sold), -1.0, 1.0)
    return figures
