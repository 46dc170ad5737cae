"""The dictionary's rows for one order that is on its way: what may become of it before it is confirmed.

They are no part of an applicant's figures. Signs are those of an order that comes back or is disputed.
"""

from __future__ import annotations

from functools import partial

from workstation.domain.evidence import EvidenceDomain
from workstation.features.feature import Direction, Family, Feature, Unit

_FREE, _RAISES, _LOWERS = Direction.FREE, Direction.RAISES_RISK, Direction.LOWERS_RISK
_order = partial(Feature.row, Family.ORDER, EvidenceDomain.TRADING)

ORDER_FEATURES: tuple[Feature, ...] = (
    _order("value_ratio", Unit.RATIO, 4, _FREE, "金额与客单价之比", "Value over the median",
           "订单货款÷近 365 天客单价中位数,上限 50",
           "Goods amount over the median of the last 365 days' orders, at most 50"),
    _order("days_open", Unit.DAYS, 1, _FREE, "下单后天数", "Days since ordered",
           "下单至评估日末的天数", "Days from the order to the end of the assessment's day"),
    _order("days_on_road", Unit.DAYS, 1, _RAISES, "发货后天数", "Days since shipped",
           "首次发货至评估日末的天数", "Days from the first shipment to the end of the assessment's day"),
    _order("shipped_late", Unit.COUNT, 0, _RAISES, "发货超时", "Shipped after its due moment",
           "首次发货晚于时限为 1,否则为 0;无时限时不计算",
           "1 where the first shipment left after its due moment, else 0; none without a due moment"),
    _order("ship_hours", Unit.HOURS, 1, _RAISES, "发货小时", "Hours to ship",
           "下单至首次发货的小时数", "Hours from the order to its first shipment"),
    _order("delivered", Unit.COUNT, 0, _FREE, "已送达", "Delivered",
           "评估日末已送达为 1,否则为 0", "1 where it was delivered by the end of the day, else 0"),
    _order("late_days", Unit.DAYS, 1, _RAISES, "送达超时天数", "Days late to arrive",
           "承诺送达时刻后的天数(至送达或评估日末),未超时为 0;无承诺时不计算",
           "Days past the promised moment, up to delivery or the end of the day, 0 where in time; none "
           "without a promise"),
    _order("buyer_orders", Unit.COUNT, 0, _LOWERS, "买家以往订单", "Buyer's earlier orders",
           "同一买家此前的订单数", "Orders of the same buyer before this one"),
    _order("buyer_trouble_share", Unit.SHARE, 4, _RAISES, "买家以往退款率", "Buyer's earlier trouble",
           "同一买家此前订单中退款或纠纷的比例,此前无订单为 0",
           "Share of the buyer's earlier orders that were refunded or disputed, 0 where there is none"),
    _order("shop_trouble_share", Unit.SHARE, 4, _RAISES, "店铺退款率", "The shop's trouble",
           "店铺近 180 天有结果的订单中退款或纠纷的比例",
           "Share refunded or disputed of the shop's orders of the last 180 days that are confirmed, "
           "refunded or disputed"),
    _order("shop_late_share", Unit.SHARE, 4, _RAISES, "店铺送达超时率", "The shop's late deliveries",
           "店铺近 180 天已送达且有承诺的包裹中超时的比例",
           "Share of the shop's shipments of the last 180 days that came after the promised moment"),
    _order("shop_stars", Unit.STARS, 3, _LOWERS, "店铺平均评分", "The shop's rating",
           "店铺近 365 天评价的平均星级", "Mean stars of the shop's reviews of the last 365 days"),
)  # fmt: skip
