"""The dictionary's rows for how a loan that runs is repaid, from what came in on it."""

from __future__ import annotations

from functools import partial

from workstation.domain.evidence import EvidenceDomain
from workstation.features.feature import Direction, Family, Feature, Unit

_RAISES, _LOWERS = Direction.RAISES_RISK, Direction.LOWERS_RISK
_borrower = partial(Feature.row, Family.BORROWER, EvidenceDomain.BANK_LOANS)

BORROWER_FEATURES: tuple[Feature, ...] = (
    _borrower("payments_180d", Unit.COUNT, 0, _LOWERS, "近半年还款次数", "Repayments in half a year",
              "近 180 天的还款笔数", "Repayments that came in the last 180 days, by number"),
    _borrower("days_since_payment", Unit.DAYS, 0, _RAISES, "距最近还款天数", "Days since a repayment",
              "评估日与最近一笔还款相隔的天数", "Days between the last repayment and the assessment"),
    _borrower("longest_gap_180d", Unit.DAYS, 0, _RAISES, "还款最长间隔", "Longest gap between repayments",
              "近 180 天相邻还款之间最长的天数,含至评估日",
              "Longest run of days between repayments of the last 180 days, the run up to the assessment "
              "included"),
    _borrower("month_over_before", Unit.RATIO, 4, _LOWERS, "还款变化", "Course of repayments",
              "近 35 天还款额与此前 105 天每 35 天均额之比,上限 5;有 140 天还款记录时才计算",
              "Repaid in the last 35 days over the mean of the three 35 days before, at most 5; needs 140 "
              "days since the first repayment"),
    _borrower("paid_of_sales_90d", Unit.SHARE, 4, _RAISES, "还款占销售", "Repaid of sales",
              "近 90 天还款额与销售额之比,上限 2",
              "Repaid over sales, last 90 days, at most 2"),
)  # fmt: skip
