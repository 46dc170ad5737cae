"""Which series share a panel, and how a panel's figures read on its axis and under the crosshair.

Goes in: a `History`. Comes out: panels in order; a series nobody placed gets a panel of its own, so that a
new one is never hidden.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.translation import language, said
from ui.widgets.format import percent
from workstation.domain.text import Bilingual, Language

if TYPE_CHECKING:
    from workstation.services.values import Series

# Series that are read against each other stand in one panel; the rest stand alone, in this order.
_TOGETHER = (
    ("sales",),
    ("refunds",),
    ("orders",),
    ("ship_hours",),
    ("order_value",),
    ("late_share",),
    ("new_buyers", "returning_buyers"),
    ("stars",),
    ("invoiced_sales", "invoiced_purchases"),
    ("invoices",),
    ("void_share",),
    ("taken_sales",),
    ("taken_payments",),
)

_CURRENCY_SIGNS = {"CNY": "¥", "BRL": "R$", "USD": "$", "EUR": "€"}


@dataclass(frozen=True, slots=True)
class PanelPlan:
    """One panel: its series have one unit; `stacked` bars stand on each other."""

    series: tuple[Series, ...]

    @property
    def unit(self) -> str:
        return self.series[0].unit

    @property
    def form(self) -> str:
        return self.series[0].form

    @property
    def stacked(self) -> bool:
        return self.series[0].code == "new_buyers"

    def title(self) -> str:
        return " · ".join(said(one.name) for one in self.series)


def plan_panels(series: Sequence[Series]) -> tuple[PanelPlan, ...]:
    by_code = {one.code: one for one in series}
    groups = [tuple(by_code.pop(code) for code in codes if code in by_code) for codes in _TOGETHER]
    alone = [(one,) for one in by_code.values()]
    return tuple(PanelPlan(group) for group in (*groups, *alone) if group)


def currency_sign(currency: str) -> str:
    return _CURRENCY_SIGNS.get(currency, f"{currency} ")


def shown(value: float, unit: str, currency: str) -> str:
    """A value under the crosshair, in full; a dash where there is no evidence."""
    if math.isnan(value):
        return "–"
    if unit == "money":
        return f"{currency_sign(currency)}{value / 100:,.2f}"
    if unit == "share":
        return percent(value)
    if unit == "stars":
        return f"{value:.2f}"
    if unit == "hours":
        return said(Bilingual(f"{value:,.1f} 小时", f"{value:,.1f} h"))
    return f"{value:,.0f}"


def tick(value: float, unit: str) -> str:
    """A value at an axis, short: 12.5万 or 125k, per cent, hours."""
    if unit == "share":
        return f"{value * 100:g}%"
    if unit == "money":
        value /= 100
    if unit in ("stars", "hours"):
        return f"{value:g}"
    return _short(value)


def _short(value: float) -> str:
    size = abs(value)
    if language() is Language.ZH:
        steps = ((1e8, "亿"), (1e4, "万"))
    else:
        steps = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))
    for step, name in steps:
        if size >= step:
            return f"{value / step:g}{name}"
    return f"{value:g}"


def total_of(one: Series, first: int, last: int) -> float:
    """What a series comes to over buckets `first`..`last`: a sum for bars, a plain mean for lines."""
    import numpy as np

    part = one.values[first : last + 1]
    known = part[~np.isnan(part)]
    if not len(known):
        return math.nan
    return float(known.sum() if one.form == "bar" else known.mean())
