"""The dictionary's rows for what kind of firm a file is of, and for the economy around its trade.

The first decide which model speaks and say nothing of risk. The second come from a dated table of ours and
not from the file.
"""

from __future__ import annotations

from functools import partial

from workstation.domain.evidence import EvidenceDomain
from workstation.features.feature import Direction, Family, Feature, Unit

_FREE, _RAISES, _LOWERS = Direction.FREE, Direction.RAISES_RISK, Direction.LOWERS_RISK
_firm = partial(Feature.row, Family.FIRM, EvidenceDomain.TRADING)
_economy = partial(Feature.row, Family.ECONOMY, EvidenceDomain.ECONOMY)
_TABLE = "resources/economy/outlook.toml"

FIRM_FEATURES: tuple[Feature, ...] = (
    _firm("sells_at_home", Unit.COUNT, 0, _FREE, "内销", "Sells at home",
          "店铺类型不是出口型为 1,否则为 0",
          "1 where the kind of shop is not exporter, else 0"),
    _firm("exports", Unit.COUNT, 0, _FREE, "出口", "Exports",
          "店铺类型为出口型为 1,否则为 0", "1 where the kind of shop is exporter, else 0"),
    _firm("makes", Unit.COUNT, 0, _FREE, "自产", "Makes what it sells",
          "店铺类型为前店后厂型或单纯生产型为 1,否则为 0",
          "1 where the kind of shop is workshop or manufacturer, else 0"),
    _firm("led_by_survey", Unit.COUNT, 0, _FREE, "以实地调查为主", "Judged by a visit",
          "近一年有实地调查数据,且店铺类型为单纯生产型,或既无订单也无销项发票为 1,否则为 0",
          "1 where a visit of the last 365 days left figures and the kind is manufacturer, or there is "
          "neither an order nor a sale invoice; else 0"),
    _firm("takes_orders", Unit.COUNT, 0, _FREE, "有平台订单", "Takes orders on a platform",
          "评估日前有平台订单记录为 1,否则为 0", "1 where there is an order up to the day, else 0"),
    _firm("only_invoices", Unit.COUNT, 0, _FREE, "无平台订单", "No order on a platform",
          "评估日前没有任何平台订单为 1,否则为 0", "1 where there is no order up to the day, else 0"),
)  # fmt: skip

ECONOMY_FEATURES: tuple[Feature, ...] = (
    _economy("outlook", Unit.CHANGE, 4, _LOWERS, "行业需求预期", "Outlook of the trade",
             "行业需求未来一年的预期对数变化,取评估日当日有效的表行;行业未列入时取全行业",
             "Expected log change of the trade's demand over the coming year, from the table's row in force "
             "on the day; of all trades where the trade is not listed", _TABLE),
)  # fmt: skip
