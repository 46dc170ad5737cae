"""The dictionary's rows for the pace of sales: what the forecast reads, and the season ahead.

All but the level and what the season makes of it know no scale. Ratios are natural logarithms, each side
divided by the season of its own days (`domain.seasons`), held within ±3: 0 is "as the season has it", +0.69
twice as much.
"""

from __future__ import annotations

from functools import partial

from workstation.domain.evidence import EvidenceDomain
from workstation.features.feature import Direction, Family, Feature, Unit

_FREE, _RAISES, _LOWERS = Direction.FREE, Direction.RAISES_RISK, Direction.LOWERS_RISK
_LEDGERS = (
    "Settled orders, else takings of days, else takings of about 90 days, else valid sale invoices; counts "
    "of payments where the source tells no amounts"
)


_pace = partial(Feature.row, Family.PACE, EvidenceDomain.TRADING)


def _back(days: int, zh: str, en: str) -> Feature:
    return _pace(
        f"back_{days}d", Unit.RATIO, 4, _FREE, f"{zh}前的销售水平", f"Level {en} earlier",
        f"{days} 天前为止的 90 天与近 90 天的每季节日销售额之比的对数",
        f"Logarithm of sales a seasonal day in the 90 days that ended {days} days earlier over those of the "
        "last 90 days",
    )  # fmt: skip


def _year(days: int, zh: str, en: str) -> Feature:
    return _pace(
        f"year_{days}d", Unit.RATIO, 4, _FREE, f"去年此后{zh}的偏离", f"Course of the {en} after, a year ago",
        f"去年此日之后 {days} 天与之前 90 天的每季节日销售额之比的对数",
        f"A year ago: logarithm of sales a seasonal day in the following {days} days over those of the 90 "
        "days before",
    )  # fmt: skip


PACE_FEATURES: tuple[Feature, ...] = (
    _pace("record_days", Unit.DAYS, 0, _LOWERS, "销售记录天数", "Days of record",
          "自首笔销售记录至评估日的天数，至多 455", "Days from the first row to the assessment, at most 455",
          _LEDGERS),
    _pace("settled", Unit.COUNT, 0, _FREE, "实际成交来源", "Sales that were settled",
          "来源为订单或营收时为 1；销项发票只记开票，不适用",
          "1 where orders or takings show sales; none where sale invoices do, which say what was billed"),
    _pace("level_90d", Unit.YUAN, 2, _LOWERS, "近 90 天销售水平", "Level of sales",
          "近 90 天的销售额；来源只计笔数时为笔数；记录为 30 至 89 天时按日均折算",
          "Sales of the last 90 days, payments where the source only counts them; a record of 30 to 89 days "
          "counts at its daily mean", _LEDGERS),
    _pace("counted_90d", Unit.COUNT, 0, _LOWERS, "近 90 天成交笔数", "Sales counted in 90 days",
          "近 90 天的下单笔数或收款笔数",
          "Orders placed or payments taken in the last 90 days"),
    _pace("expected_30d", Unit.YUAN, 2, _LOWERS, "按季节推算的下月销售", "Next month by the season",
          "近 90 天的销售水平按行业季节推算至此后 30 天",
          "The level of the last 90 days carried over to the next 30 by the season of the trade"),
    _pace("expected_90d", Unit.YUAN, 2, _LOWERS, "按季节推算的下季销售", "Next quarter by the season",
          "近 90 天的销售水平按行业季节推算至此后 90 天",
          "The level of the last 90 days carried over to the next 90 by the season of the trade"),
    _pace("season_30d", Unit.RATIO, 4, _FREE, "下月季节", "Season of the next month",
          "此后 30 天与近 90 天行业季节系数均值之比的对数",
          "Logarithm of the mean seasonal factor of the next 30 days over that of the last 90"),
    _pace("season_90d", Unit.RATIO, 4, _FREE, "下季季节", "Season of the next quarter",
          "此后 90 天与近 90 天行业季节系数均值之比的对数",
          "Logarithm of the mean seasonal factor of the next 90 days over that of the last 90"),
    _pace("peak_120d", Unit.RATIO, 4, _FREE, "未来旺季幅度", "Height of the peak ahead",
          "此后 120 天内开始的最旺 30 天与近 90 天行业季节系数均值之比的对数",
          "Logarithm of the mean seasonal factor of the best 30 days that begin within 120, in steps of ten, "
          "over that of the last 90"),
    _pace("days_to_peak", Unit.DAYS, 0, _FREE, "距旺季天数", "Days to the peak ahead",
          "距此后 120 天内最旺 30 天开始的天数", "Days until the best 30 days that begin within 120"),
    _back(30, "一个月", "a month"),
    _back(60, "两个月", "two months"),
    _back(90, "三个月", "three months"),
    _back(120, "四个月", "four months"),
    _back(365, "一年", "a year"),
    _pace("month", Unit.RATIO, 4, _FREE, "近月对近季", "Last month against the quarter",
          "近 30 天与近 90 天的每季节日销售额之比的对数",
          "Logarithm of sales a seasonal day in the last 30 days over those of the last 90"),
    _pace("week", Unit.RATIO, 4, _FREE, "近周对近季", "Last week against the quarter",
          "近 7 天与近 90 天的每季节日销售额之比的对数",
          "Logarithm of sales a seasonal day in the last 7 days over those of the last 90"),
    _pace("variation", Unit.RATIO, 4, _RAISES, "周销售波动", "Variation of the weeks",
          "近 13 周（记录较短时为其整周）每季节日销售额的标准差与均值之比，上限 5",
          "Standard deviation over mean of sales a seasonal day by week, last 13 weeks or the whole weeks of "
          "the record, at most 5", "Coefficient of variation, population form"),
    _pace("active_share", Unit.SHARE, 4, _LOWERS, "有销售天数占比", "Share of days with sales",
          "近 90 天中有销售的天数占比", "Days with sales over the last 90 days, or over the record"),
    _pace("silent_days", Unit.DAYS, 0, _RAISES, "无销售天数", "Days without a sale",
          "最近一个有销售之日距评估日的天数，至多 455",
          "Days from the last day with sales to the assessment, at most 455"),
    _year(30, "一个月", "month"),
    _year(90, "一季", "quarter"),
)  # fmt: skip
