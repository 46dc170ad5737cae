"""Figures of the newest visit, and how well what it measured agrees with itself and with the ledgers."""

from __future__ import annotations

import math
from collections.abc import Mapping

from workstation.features.arithmetic import held
from workstation.features.course import YEAR
from workstation.features.shop_sales import Figures
from workstation.features.windows import Seen

_RANK = {"stated": 0, "counted": 1, "documented": 2}
_PROVEN = frozenset({"counted", "documented"})
_MOST_LOG = 3.0
_RUNNING = ("wages_month", "rent_month", "power_bill_month", "household_month")


def visit_of(rows: Seen) -> tuple[dict[str, float], dict[str, str], int] | None:
    """Figures (in yuan, pieces or shares) and their bases of the newest visit of the last 365 days, and how
    many days ago it was; of two rows of one figure the better proven counts, then the later."""
    recent = rows.since(YEAR)
    if recent.start == recent.stop:
        return None
    visits = rows.words("survey_id", recent).tolist()
    newest = visits[-1]
    chosen = [i for i, visit in enumerate(visits) if visit == newest]
    figures = rows.words("figure", recent).tolist()
    bases = rows.words("basis", recent).tolist()
    values = rows.integers("value", recent).tolist()
    found: dict[str, float] = {}
    basis: dict[str, str] = {}
    for i in chosen:
        name = figures[i]
        if name not in found or _RANK[bases[i]] >= _RANK[basis[name]]:
            found[name], basis[name] = values[i] / 100, bases[i]
    ages = rows.ages[recent]
    return found, basis, int(ages[chosen[-1]])


def survey_figures(
    rows: Seen, seen_month: float | None, bought_month: float | None, order_value: float | None
) -> Figures:
    """The family SURVEY. `seen_month` are mean monthly sales by the ledgers, `bought_month` purchases by
    invoices, `order_value` the median order, all in yuan, None where no ledger shows them."""
    visit = visit_of(rows)
    if visit is None:
        return {}
    found, basis, days = visit
    sales, bought, margin = found.get("sales_month"), found.get("purchases_month"), found.get("gross_margin")
    parcels = found.get("parcels_day")
    return {
        "survey_figures": float(len(found)),
        "survey_days_since": float(days),
        "survey_proven_share": sum(b in _PROVEN for b in basis.values()) / len(basis),
        "survey_sales_month": sales,
        "survey_gross_margin": held(margin, -1.0, 1.0),
        "survey_free_cash_share": _free_cash(found),
        "survey_cash_months": _over(found.get("cash"), _running(found), 24.0),
        "survey_debt_months": _over(found.get("debts"), sales, 60.0),
        "survey_receivable_months": _over(found.get("receivables"), sales, 24.0),
        "survey_payable_months": _over(found.get("payables"), bought, 24.0),
        "survey_stock_months": _over(found.get("stock"), bought, 24.0),
        "survey_orders_months": _over(found.get("orders_on_hand"), sales, 24.0),
        "survey_running_share": _over(found.get("machines_running"), found.get("machines"), 1.0),
        "survey_months_trading": found.get("months_trading"),
        "survey_margin_apart": _apart(margin, sales, bought),
        "survey_sales_over_seen": _log_ratio(sales, seen_month),
        "survey_sales_over_parcels": _log_ratio(sales, _times(parcels, order_value)),
        "survey_bought_over_seen": _log_ratio(bought, bought_month),
        "survey_power_of_sales": _over(found.get("power_bill_month"), sales, 1.0),
        "survey_wages_of_sales": _over(found.get("wages_month"), sales, 2.0),
        "survey_sales_per_head": _over(sales, found.get("staff"), math.inf),
    }


def _over(part: float | None, whole: float | None, most: float) -> float | None:
    return held(part / whole, 0.0, most) if part is not None and whole is not None and whole > 0 else None


def _running(found: Mapping[str, float]) -> float | None:
    """What a month costs whether or not anything is sold; None where no part of it was asked."""
    parts = [found[name] for name in _RUNNING if name in found]
    return math.fsum(parts) if parts else None


def _free_cash(found: Mapping[str, float]) -> float | None:
    sales, margin = found.get("sales_month"), found.get("gross_margin")
    if sales is None or margin is None or sales <= 0:
        return None
    return held((sales * margin - (_running(found) or 0.0)) / sales, -2.0, 1.0)


def _apart(margin: float | None, sales: float | None, bought: float | None) -> float | None:
    if margin is None or sales is None or bought is None or sales <= 0:
        return None
    return held(abs(margin - (1 - bought / sales)), 0.0, 2.0)


def _times(parcels: float | None, order_value: float | None) -> float | None:
    return None if parcels is None or order_value is None else parcels * 30 * order_value


def _log_ratio(part: float | None, whole: float | None) -> float | None:
    if part is None or whole is None or part <= 0 or whole <= 0:
        return None
    return held(math.log(part / whole), -_MOST_LOG, _MOST_LOG)
