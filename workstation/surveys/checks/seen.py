"""What the ledgers show of a month, to hold a visit against: sales, orders, purchases, money that came in.

Means of the last ninety days, or of as many as there are, if these are at least four weeks. Amounts in yuan,
exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from workstation.domain.ledger import Ledgers
from workstation.domain.places import position_of
from workstation.domain.records import ApplicantFile
from workstation.domain.surveying import Position
from workstation.features.windows import MONTH_DAYS, Seen, filled, seen

_WINDOW = 90
_LEAST_DAYS = 28
_CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class SeenFigures:
    """None where no ledger shows it. `declared` is where the file says the shop is; `trade` its trade's
    code."""

    sales_month: Fraction | None = None
    orders_day: Fraction | None = None
    order_value: Fraction | None = None
    invoiced_month: Fraction | None = None
    purchases_month: Fraction | None = None
    payments_month: Fraction | None = None
    declared: Position | None = None
    trade: str = ""


NOTHING_SEEN = SeenFigures()


def seen_of(file: ApplicantFile, as_of: date, rate: Fraction) -> SeenFigures:
    """`rate` in yuan per unit of the file's currency. Rows later than `as_of` are not looked at."""
    ledgers, who = file.ledgers, file.applicant
    orders = _orders(ledgers, as_of, rate)
    return SeenFigures(
        *orders,
        invoiced_month=_invoices(ledgers, as_of, rate, "sale"),
        purchases_month=_invoices(ledgers, as_of, rate, "purchase"),
        payments_month=_payments(ledgers, as_of, rate),
        declared=position_of(who.position),
        trade=who.trade,
    )


def _orders(
    ledgers: Ledgers, as_of: date, rate: Fraction
) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """Sales of a month, orders a day, value of an order: goods and freight of all that was not cancelled."""
    rows = seen(ledgers, "orders", as_of)
    days = _days(rows)
    if rows is None or days is None:
        return None, None, None
    last = rows.since(days)
    kept = rows.words("status", last) != _CANCELLED
    amounts = rows.integers("goods_amount", last) + filled(rows.integers("freight_amount", last))
    count, total = int(kept.sum()), int(amounts[kept].sum())
    value = Fraction(total, count) * rate / 100 if count else None
    return Fraction(total * MONTH_DAYS, days) * rate / 100, Fraction(count, days), value


def _invoices(ledgers: Ledgers, as_of: date, rate: Fraction, direction: str) -> Fraction | None:
    rows = seen(ledgers, "invoices", as_of)
    days = _days(rows)
    if rows is None or days is None:
        return None
    last = rows.since(days)
    ours = (rows.words("direction", last) == direction) & (rows.words("status", last) == "valid")
    if not ours.any():
        return None
    total = int(rows.integers("gross_amount", last)[ours].sum())
    return Fraction(total * MONTH_DAYS, days) * rate / 100


def _payments(ledgers: Ledgers, as_of: date, rate: Fraction) -> Fraction | None:
    rows = seen(ledgers, "payments", as_of)
    days = _days(rows)
    if rows is None or days is None:
        return None
    total = int(rows.integers("amount", rows.since(days)).sum())
    return Fraction(total * MONTH_DAYS, days) * rate / 100


def _days(rows: Seen | None) -> int | None:
    """Over how many days the mean is taken."""
    days = 0 if rows is None else min(rows.history_days, _WINDOW)
    return days if days >= _LEAST_DAYS else None
