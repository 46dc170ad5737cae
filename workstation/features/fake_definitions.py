"""The dictionary's rows for marks of fake orders (刷单): each alone proves nothing.

They are read by the brushing model alone. Most have no sign for default: fakes look well.
"""

from __future__ import annotations

from functools import partial

from workstation.domain.evidence import EvidenceDomain
from workstation.features.feature import Direction, Family, Feature, Unit

_FREE = Direction.FREE
_fake = partial(Feature.row, Family.FAKE, EvidenceDomain.TRADING)

FAKE_FEATURES: tuple[Feature, ...] = (
    _fake("burst_share_365d", Unit.SHARE, 4, _FREE, "年内突增订单占比", "Orders in bursts, year",
          "近 365 天订单中,落在订单数至少 5 笔且超过有单日中位数 4 倍之日的比例",
          "Orders of the last 365 days on days with at least 5 orders and over 4 times the median of "
          "days with orders"),
    _fake("burst_days", Unit.COUNT, 0, _FREE, "突增天数", "Days of bursts",
          "近 365 天中上述突增之日的天数", "Days of such bursts in the last 365"),
    _fake("burst_off_season_share", Unit.SHARE, 4, _FREE, "非大促突增占比", "Bursts outside promotions",
          "上述突增订单中不在 3、6、11、12 月的比例;无突增为 0",
          "Part of those orders outside March, June, November and December; 0 where there is none"),
    _fake("pool_buyer_share", Unit.SHARE, 4, _FREE, "只在突增日下单的买家", "Buyers seen only in bursts",
          "近 365 天订单中,买家下过至少 2 单且全部在突增日的比例",
          "Orders of the last 365 days of buyers with two orders or more, all of them on burst days"),
    _fake("new_buyer_burst_share", Unit.SHARE, 4, _FREE, "突增日新买家", "New buyers in bursts",
          "突增日订单中买家从未在非突增日下单的比例;无突增为 0",
          "Orders on burst days whose buyer never ordered on another day, over all on burst days; 0 where "
          "there is no burst"),
    _fake("repeat_in_days_share", Unit.SHARE, 4, _FREE, "数日内重复下单", "Back within days",
          "近 365 天订单中,同一买家 4 天内曾下单的比例",
          "Orders of the last 365 days whose buyer had ordered within 4 days before"),
    _fake("top_item_share", Unit.SHARE, 4, Direction.RAISES_RISK, "前两名商品占比", "Two best items' share",
          "近 365 天商品行中最畅销两种商品的行数占比",
          "Lines of the two items that sell most over all item lines of the last 365 days"),
    _fake("five_star_share", Unit.SHARE, 4, _FREE, "五星占比", "Share of five stars",
          "近 365 天评价中五星的比例", "Reviews of five stars over reviews of the last 365 days"),
    _fake("reviewed_share", Unit.SHARE, 4, _FREE, "评价率", "Share reviewed",
          "近 365 天评价数与未取消订单数之比,上限 1",
          "Reviews over orders not cancelled, both of the last 365 days, at most 1"),
    _fake("burst_reviewed_lift", Unit.CHANGE, 4, _FREE, "突增日评价率差", "Reviews of bursts",
          "突增日订单评价率与其余订单评价率之差;任一侧无订单时不计算",
          "Share of burst-day orders that were reviewed less that of the others; none where either is "
          "empty"),
    _fake("burst_five_star_lift", Unit.CHANGE, 4, _FREE, "突增日五星率差", "Five stars of bursts",
          "突增日订单评价的五星占比与其余评价之差;任一侧无评价时不计算",
          "Share of five stars among reviews of burst-day orders less that among others; none where either "
          "is empty"),
    _fake("ship_speed_ratio", Unit.RATIO, 4, _FREE, "突增日发货速度比", "Speed of bursts",
          "突增日订单与其余订单的发货小时中位数之比,上限 5",
          "Median hours to ship of burst-day orders over that of the others, at most 5; a real burst slows "
          "a packer, a fake parcel is a label"),
    _fake("burst_clean_lift", Unit.CHANGE, 4, _FREE, "突增日退款率差", "Refunds outside bursts",
          "其余订单退款与取消率减突增日退款与取消率;任一侧无订单时不计算",
          "Share refunded, disputed or cancelled outside bursts less that within; none where either is "
          "empty"),
)  # fmt: skip
