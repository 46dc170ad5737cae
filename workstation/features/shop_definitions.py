"""The dictionary's rows for shops: what is read out of orders, items, payments, shipments and reviews.

A window of N days ends with the day of the assessment and includes it; months are runs of thirty days
counted back from that day. An order is settled when it is confirmed; refunds are taken off its amount.
"""

from __future__ import annotations

from workstation.domain.evidence import EvidenceDomain
from workstation.domain.text import Bilingual
from workstation.features.feature import Direction, Family, Feature, Unit

_RAISES, _LOWERS, _FREE = Direction.RAISES_RISK, Direction.LOWERS_RISK, Direction.FREE
_QUANTILE = "Linear-interpolation quantile, type 7 of Hyndman and Fan (1996), doi:10.2307/2684934"
_HHI = "Herfindahl–Hirschman index: the sum of squared shares"


def _shop(
    name: str,
    unit: Unit,
    places: int,
    direction: Direction,
    title_zh: str,
    title_en: str,
    definition_zh: str,
    definition_en: str,
    source: str = "",
    domain: EvidenceDomain = EvidenceDomain.TRADING,
) -> Feature:
    return Feature(
        f"shop_{name}",
        Family.SHOP,
        unit,
        places,
        domain,
        direction,
        Bilingual(title_zh, title_en),
        Bilingual(definition_zh, definition_en),
        source,
    )


SHOP_FEATURES: tuple[Feature, ...] = (
    # Level and course of sales
    _shop("months_trading", Unit.MONTHS, 1, _LOWERS, "经营时长", "Time trading",
          "自首笔订单(或更早的开业日)至评估日的月数",
          "Months from the first order, or from the opening day where that is earlier, to the assessment"),
    _shop("orders_90d", Unit.COUNT, 0, _LOWERS, "近 90 天订单数", "Orders in 90 days",
          "近 90 天下单的订单数",
          "Orders placed in the last 90 days, whatever became of them"),
    _shop("orders_365d", Unit.COUNT, 0, _LOWERS, "近一年订单数", "Orders in a year",
          "近 365 天下单的订单数",
          "Orders placed in the last 365 days, whatever became of them"),
    _shop("settled_sales_90d", Unit.YUAN, 2, _LOWERS, "近 90 天结算销售额", "Settled sales in 90 days",
          "近 90 天确认收货的货款与运费,扣除退款",
          "Goods and freight of orders confirmed in the last 90 days, less refunds"),
    _shop("settled_sales_365d", Unit.YUAN, 2, _LOWERS, "近一年结算销售额", "Settled sales in a year",
          "近 365 天确认收货的货款与运费,扣除退款",
          "Goods and freight of orders confirmed in the last 365 days, less refunds"),
    _shop("monthly_sales_q10", Unit.YUAN, 2, _LOWERS, "淡月销售额", "Sales of a weak month",
          "近 12 个月(至少 3 个整月)每月结算销售额的 10% 分位数",
          "10 % quantile of settled sales per month over the last 12 whole months, at least 3", _QUANTILE),
    _shop("active_days_share_90d", Unit.SHARE, 4, _LOWERS, "活跃天数占比", "Share of days with orders",
          "近 90 天(不足则自首笔订单起)有订单的天数占比",
          "Days with an order over days in the last 90, or since the first order where that is shorter"),
    _shop("sales_growth_90d", Unit.CHANGE, 4, _LOWERS, "销售环比增长", "Sales growth",
          "近 90 天结算销售额相对前 90 天的变化,限于 −100% 至 +500%;有 180 天记录时才计算",
          "Change of settled sales of the last 90 days against the 90 before, held between −100 and +500 %; "
          "needs 180 days of record"),
    _shop("sales_drop_yoy", Unit.SHARE, 4, _RAISES, "较去年同季下降", "Drop against last year's quarter",
          "近 90 天结算销售额较 365 天前同期减少的比例,未减少为 0;有 455 天记录时才计算",
          "Share of settled sales lost against the same 90 days 365 days earlier, 0 where none is lost; "
          "needs 455 days of record"),
    _shop("sales_volatility", Unit.RATIO, 4, _RAISES, "月销售波动", "Volatility of monthly sales",
          "近 12 个整月(至少 3 个)结算销售额的标准差与均值之比,上限 5",
          "Standard deviation over mean of settled sales per month, last 12 whole months, at least 3; "
          "at most 5",
          "Coefficient of variation, population form"),
    _shop("days_since_last_order", Unit.DAYS, 0, _RAISES, "距最近订单天数", "Days since the last order",
          "评估日与最近一笔未取消订单相隔的天数",
          "Days between the last order that was not cancelled and the assessment"),
    _shop("peak_quarter_share", Unit.SHARE, 4, _FREE, "旺季占比", "Share of the best quarter",
          "近 12 个整月中连续 3 个月最高销售额占全部的比例;12 个月齐全时才计算",
          "Best three months in a row over all of the last 12 whole months; needs all 12"),
    # The order itself
    _shop("order_value_median", Unit.YUAN, 2, _FREE, "客单价中位数", "Median order value",
          "近 365 天未取消订单货款的中位数",
          "Median goods amount of the last 365 days' orders, cancelled ones out",
          _QUANTILE),
    _shop("order_value_spread", Unit.RATIO, 4, _FREE, "客单价离散度", "Dispersion of order value",
          "近 365 天订单货款的四分位距与中位数之比",
          "Interquartile range over median of the same order values",
          _QUANTILE),
    # Conduct
    _shop("refund_share", Unit.SHARE, 4, _RAISES, "退款率", "Refund share",
          "近 180 天下单的订单中发生退款的比例；来源从不提供退款信息时不计算",
          "Orders refunded, in whole or part, over orders of the last 180 days; needs a source that tells of "
          "refunds or disputes"),
    _shop("dispute_share", Unit.SHARE, 4, _RAISES, "纠纷率", "Dispute share",
          "近 180 天下单的订单中发生纠纷的比例；来源从不提供退款信息时不计算",
          "Disputed orders over orders of the last 180 days; needs a source that tells of refunds or "
          "disputes"),
    _shop("cancel_share", Unit.SHARE, 4, _RAISES, "取消率", "Cancel share",
          "近 180 天下单的订单中被取消的比例",
          "Cancelled orders over orders of the last 180 days"),
    _shop("late_shipment_share", Unit.SHARE, 4, _RAISES, "发货超时率", "Late-shipment share",
          "近 180 天有发货时限的包裹中,发货时刻晚于时限的比例",
          "Shipments handed over after their due moment, by time stamp, over those of the last 180 days "
          "that have one"),
    _shop("ship_hours_median", Unit.HOURS, 1, _RAISES, "发货时长中位数", "Median hours to ship",
          "近 180 天发出、近 240 天下单的包裹自下单至发货的小时数中位数,早于下单的记录不计",
          "Median hours from order to hand-over of the last 180 days' shipments, orders of the last 240 "
          "days; times before the order are left out", _QUANTILE),
    _shop("late_delivery_share", Unit.SHARE, 4, _RAISES, "送达超时率", "Late-delivery share",
          "近 180 天已送达且有承诺时间的包裹中,晚于承诺送达的比例",
          "Shipments delivered after the promised moment over those delivered, of the last 180 days"),
    _shop("settlement_days_median", Unit.DAYS, 1, _RAISES, "回款天数中位数", "Median days to settle",
          "近 180 天确认的订单自下单至确认的天数中位数",
          "Median days from order to confirmation of orders confirmed in the last 180 days", _QUANTILE),
    # What buyers say
    _shop("stars_mean", Unit.STARS, 3, _LOWERS, "平均评分", "Mean rating",
          "近 365 天评价的平均星级",
          "Mean stars of the last 365 days' reviews"),
    _shop("negative_review_share", Unit.SHARE, 4, _RAISES, "差评率", "Negative-review share",
          "近 365 天评价中 1–2 星的比例",
          "Reviews of one or two stars over reviews of the last 365 days"),
    _shop("answered_review_share", Unit.SHARE, 4, _FREE, "评价回复率", "Share of reviews answered",
          "近 365 天评价中已回复的比例",
          "Reviews answered by the assessment over reviews of the last 365 days"),
    # Who buys and what
    _shop("buyers_365d", Unit.COUNT, 0, _LOWERS, "近一年买家数", "Buyers in a year",
          "近 365 天下单的不同买家数",
          "Distinct buyers of the last 365 days' orders"),
    _shop("repeat_buyer_share", Unit.SHARE, 4, _LOWERS, "老顾客占比", "Returning buyers' share",
          "近 365 天订单中,买家此前已下过单的比例",
          "Orders of the last 365 days whose buyer had ordered before, over those with a known buyer"),
    _shop("top_buyer_share", Unit.SHARE, 4, _RAISES, "最大买家占比", "Largest buyer's share",
          "近 365 天货款中最大买家的比例",
          "Largest buyer's part of goods amount of the last 365 days"),
    _shop("item_concentration", Unit.RATIO, 4, _RAISES, "商品集中度", "Item concentration",
          "近 365 天各商品金额占比的平方和",
          "Sum of squared item shares of amount, last 365 days", _HHI),
    _shop("category_count", Unit.COUNT, 0, _FREE, "类目数", "Categories",
          "近 365 天售出的不同类目数",
          "Distinct categories of items sold in the last 365 days"),
    _shop("burst_order_share", Unit.SHARE, 4, _FREE, "突增订单占比", "Share of orders in bursts",
          "近 90 天订单中,落在订单数至少 5 笔且超过近 365 天有单日中位数 4 倍之日的比例;"
          "大促也会触发,故不限方向",
          "Orders of the last 90 days that fall on days with at least 5 orders and over 4 times the "
          "median of active days in 365; promotions burst too, so no direction is set"),
    # Payment account
    _shop("payments_over_orders", Unit.RATIO, 4, _FREE, "收款与订单之比", "Payments over orders",
          "近 365 天收款金额与未取消订单应付金额之比,上限 5",
          "Payments over goods and freight of orders not cancelled, last 365 days, at most 5",
          domain=EvidenceDomain.PAYMENT_ACCOUNT),
    _shop("instalment_payment_share", Unit.SHARE, 4, _FREE, "分期付款占比", "Share paid by instalments",
          "近 365 天注明期数的收款金额中买家分期付款的比例",
          "Amount that buyers paid in more than one instalment over payments that state their number, "
          "last 365 days",
          domain=EvidenceDomain.PAYMENT_ACCOUNT),
)  # fmt: skip
