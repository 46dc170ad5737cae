"""Figures of how a running loan is repaid: how often, how lately, how much of sales it takes."""

from __future__ import annotations

import numpy as np

from workstation.features.arithmetic import held, share
from workstation.features.course import QUARTER, Course
from workstation.features.shop_sales import Figures
from workstation.features.windows import Seen

_WINDOW = 180
_MONTH = 35  # a month and the days of grace in it
_MOST = 5.0


def borrower_figures(repayments: Seen, sales: Course | None) -> Figures:
    """The family BORROWER; `repayments` holds at least one."""
    recent = repayments.since(_WINDOW)
    ages = repayments.ages[recent]
    amounts = repayments.integers("amount", recent)
    marks = np.unique(np.concatenate(([0], ages))) if len(ages) else np.array([0, _WINDOW])
    lately = int(amounts[ages < _MONTH].sum())
    before = int(amounts[(ages >= _MONTH) & (ages < 4 * _MONTH)].sum())
    known = repayments.history_days >= 4 * _MONTH and before > 0
    paid = int(amounts[ages < QUARTER].sum())
    return {
        "borrower_payments_180d": float(len(ages)),
        "borrower_days_since_payment": float(repayments.ages[-1]),
        "borrower_longest_gap_180d": float(np.diff(marks).max()) if len(marks) > 1 else 0.0,
        "borrower_month_over_before": held(3 * lately / before, 0.0, _MOST) if known else None,
        "borrower_paid_of_sales_90d": (
            None if sales is None else held(share(paid, sales.total(QUARTER)), 0.0, 2.0)
        ),
    }
