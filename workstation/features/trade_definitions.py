"""The dictionary's rows for the course of sales, whichever ledger shows it, and for buying against selling.

Sales are those of settled orders where there is an order, else of valid sale invoices. Goods bought are
those of valid purchase invoices. Windows are those of the shop rows.
"""

from __future__ import annotations

from functools import partial

from workstation.domain.evidence import EvidenceDomain
from workstation.features.feature import Direction, Family, Feature, Unit

_FREE, _RAISES, _LOWERS = Direction.FREE, Direction.RAISES_RISK, Direction.LOWERS_RISK
_trade = partial(Feature.row, Family.TRADE, EvidenceDomain.TRADING)
_stock = partial(Feature.row, Family.STOCK, EvidenceDomain.SUPPLY_CHAIN)

TRADE_FEATURES: tuple[Feature, ...] = (
    _trade("history_days", Unit.DAYS, 0, _LOWERS, "可见天数", "Days of record",
           "自首行记录至评估日的天数", "Days from the first row of the ledger to the assessment"),
    _trade("sales_30d", Unit.YUAN, 2, _LOWERS, "近 30 天销售", "Sales in 30 days",
           "近 30 天的结算销售额(无订单时为销项开票净额)",
           "Settled sales of the last 30 days; net of sale invoices where there is no order"),
    _trade("sales_90d", Unit.YUAN, 2, _LOWERS, "近 90 天销售", "Sales in 90 days",
           "近 90 天的结算销售额(无订单时为销项开票净额)",
           "Settled sales of the last 90 days; net of sale invoices where there is no order"),
    _trade("sales_365d", Unit.YUAN, 2, _LOWERS, "近一年销售", "Sales in a year",
           "近 365 天的结算销售额(无订单时为销项开票净额)",
           "Settled sales of the last 365 days; net of sale invoices where there is no order"),
    _trade("month_over_quarter", Unit.CHANGE, 4, _FREE, "月对季变化", "Month against quarter",
           "近 30 天日均销售较近 90 天日均的变化,至多 +500%",
           "Change of mean daily sales of the last 30 days against the last 90, at most +500 %"),
    _trade("growth_90d", Unit.CHANGE, 4, _LOWERS, "销售环比", "Growth of sales",
           "近 90 天销售较前 90 天的变化,限于 −100% 至 +500%;有 180 天记录时才计算",
           "Change of the last 90 days against the 90 before, held between −100 and +500 %; needs 180 days "
           "of record"),
    _trade("growth_365d", Unit.CHANGE, 4, _LOWERS, "销售同比", "Growth on the year",
           "近 90 天销售较 365 天前同期的变化,限于 −100% 至 +500%;有 455 天记录时才计算",
           "Change of the last 90 days against the same 90 days 365 days earlier, held between −100 and "
           "+500 %; needs 455 days of record"),
    _trade("own_season_30d", Unit.CHANGE, 4, _FREE, "自身下月季节", "Own season, next month",
           "去年此后 30 天日均销售较去年此前 90 天日均的变化,限于 −100% 至 +500%;有 455 天记录时才计算",
           "A year ago: change of mean daily sales of the following 30 days against the 90 before, held "
           "between −100 and +500 %; needs 455 days of record"),
    _trade("own_season_90d", Unit.CHANGE, 4, _FREE, "自身下季季节", "Own season, next quarter",
           "去年此后 90 天销售较去年此前 90 天的变化,限于 −100% 至 +500%;有 455 天记录时才计算",
           "A year ago: change of sales of the following 90 days against the 90 before, held between −100 "
           "and +500 %; needs 455 days of record"),
    _trade("volatility", Unit.RATIO, 4, _RAISES, "销售波动", "Volatility of sales",
           "近 12 个整月(至少 3 个)销售的标准差与均值之比,上限 5",
           "Standard deviation over mean of sales per month, last 12 whole months, at least 3; at most 5",
           "Coefficient of variation, population form"),
    _trade("weak_month_share", Unit.SHARE, 4, _LOWERS, "淡月占比", "A weak month's share",
           "近 12 个整月(至少 3 个)每月销售的 10% 分位数与月均之比,限于 0 至 1",
           "10 % quantile of monthly sales over their mean, last 12 whole months, at least 3; held to 0–1",
           "Linear-interpolation quantile, type 7 of Hyndman and Fan (1996), doi:10.2307/2684934"),
    _trade("silent_days", Unit.DAYS, 0, _RAISES, "无销售天数", "Days without a sale",
           "评估日与最近一个有销售之日相隔的天数,至多 455",
           "Days between the last day with sales and the assessment, at most 455"),
)  # fmt: skip

STOCK_FEATURES: tuple[Feature, ...] = (
    _stock("bought_over_sold_90d", Unit.RATIO, 4, _FREE, "近季进销比", "Bought over sold, quarter",
           "近 90 天进项净额与销售额之比,上限 5", "Net purchases over sales, last 90 days, at most 5"),
    _stock("bought_over_sold_365d", Unit.RATIO, 4, _FREE, "近年进销比", "Bought over sold, year",
           "近 365 天进项净额与销售额之比,上限 5", "Net purchases over sales, last 365 days, at most 5"),
    _stock("buying_growth_90d", Unit.CHANGE, 4, _FREE, "进货环比", "Growth of buying",
           "近 90 天进项净额较前 90 天的变化,限于 −100% 至 +500%;有 180 天记录时才计算",
           "Change of net purchases of the last 90 days against the 90 before, held between −100 and "
           "+500 %; needs 180 days of record"),
    _stock("days_since_purchase", Unit.DAYS, 0, _RAISES, "距最近进货天数", "Days since a purchase",
           "评估日与最近一张有效正数进项发票相隔的天数",
           "Days between the last valid positive purchase invoice and the assessment"),
    _stock("ordered_unpaid_months", Unit.RATIO, 4, _RAISES, "未付采购", "Unpaid purchase orders",
           "未取消采购订单的未付金额与月均销售之比,上限 12",
           "What is unpaid of purchase orders not cancelled, placed in the last 180 days, over mean monthly "
           "sales of the year; at most 12"),
    _stock("ordered_growth", Unit.RATIO, 4, _FREE, "采购订单变化", "Course of purchase orders",
           "近 60 天采购订单金额与前 120 天每 60 天均额之比,上限 5",
           "Purchase orders of the last 60 days over the mean of the two 60 days before, at most 5"),
    _stock("days_of_money", Unit.DAYS, 1, _RAISES, "回款天数", "Days until money comes",
           "近 180 天确认的订单自下单至确认的平均天数,上限 120",
           "Mean days from order to confirmation of orders confirmed in the last 180 days, at most 120"),
)  # fmt: skip
