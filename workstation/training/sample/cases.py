"""The sellers of the demonstration, one row each: who they are, what makes them, what they ask, what is meant
to come of it.

They are invented, as are their names, addresses and telephone numbers. `outcome` and `because` say what the
lending rules are expected to propose; a test runs every one of them through the real models and rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from workstation.domain.lending import Outcome
from workstation.domain.records import ShopKind

BUSINESS_DAY = date(2026, 11, 20)
"""The day on which the demonstration plays; the ledgers end with it."""

_R, _W, _E, _M = ShopKind.RESELLER, ShopKind.WORKSHOP, ShopKind.EXPORTER, ShopKind.MANUFACTURER


class Consent(StrEnum):
    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Seen(StrEnum):
    """What the lender has of the seller's trade."""

    SHOP = "shop"
    SHOP_AND_PURCHASES = "shop_and_purchases"
    SHOP_AND_INVOICES = "shop_and_invoices"
    INVOICES = "invoices"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Owed:
    """A loan that the seller has: whose, how much in yuan, how late."""

    lender: str
    principal: int
    outstanding: int
    granted_on: date
    due_on: date
    days_past_due: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One seller of the demonstration.

    `sales` is genuine sales per day and `price` the median order, both yuan; `invoice_*` the same for the
    invoiced side. `health` shifts diligence; `causes` overrides what else the simulator would draw; `days`
    is how long the ledgers reach back; `opened` years the seller has traded; `lacks` ledgers that its
    platform does not hand over.
    """

    id: str
    name: str
    person: bool
    kind: ShopKind
    trade: str
    region: str
    address: str
    shops: tuple[str, ...]
    seed: int
    sales: float
    price: float
    days: int
    request: int
    months: int
    purpose: str
    outcome: Outcome
    because: str
    method: str = "equal-instalment"
    product: str = "credit"
    platform: str = "taobao"
    seen: Seen = Seen.SHOP
    invoice_sales: float = 0.0
    invoice_price: float = 0.0
    health: float = 1.0
    opened: float = 4.0
    ends: date = BUSINESS_DAY
    causes: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    owes: tuple[Owed, ...] = ()
    consent: Consent = Consent.GIVEN
    listed_as: tuple[str, ...] = ()
    controller: str = ""
    lacks: tuple[str, ...] = ()


_OURS = "us"
"""A loan of the lender itself, known by its record."""
_STRETCHED = {"buffer": 2.0, "ahead": 6, "growth": 0.9, "volatility": 1.5, "dispersion": 20.0}
"""Grows faster than its cash: pays for material long before its buyers pay."""

_APPROVE, _COUNTER, _REFER, _DECLINE = Outcome.APPROVE, Outcome.COUNTER, Outcome.REFER, Outcome.DECLINE

CASES: tuple[Case, ...] = (
    Case("S001", "欧阳𬭸", True, _W, "crafts_gifts", "浙江义乌", "浙江省义乌市示例街道工艺路 1 号",
         ("欧阳手作",), 1, 1800, 438, 520, 10_000, 12, "备春节礼品原料", _APPROVE, ""),
    Case("S002", "杭州青禾服饰有限公司", False, _R, "apparel", "浙江杭州", "浙江省杭州市示例区衣裳街 2 号",
         ("青禾女装旗舰店",), 2, 1900, 329, 460, 25_000, 12, "备冬装库存", _APPROVE, "",
         platform="tmall", seen=Seen.SHOP_AND_PURCHASES),
    Case("S003", "汕头市小木马玩具商行", False, _R, "toys", "广东汕头", "广东省汕头市澄海区示例路 3 号",
         ("小木马玩具店", "小木马益智馆"), 3, 1500, 259, 470, 12_000, 6, "备年货节玩具", _APPROVE, ""),
    Case("S004", "南通云眠家纺有限公司", False, _W, "home_textiles", "江苏南通",
         "江苏省南通市示例区织造路 4 号",
         ("云眠家纺旗舰店",), 304, 2600, 489, 480, 45_000, 12, "采购面料", _APPROVE, "",
         platform="tmall", seen=Seen.SHOP_AND_INVOICES, invoice_sales=21_000, invoice_price=26_000),
    Case("S005", "广州花信美妆科技有限公司", False, _R, "cosmetics", "广东广州",
         "广东省广州市示例区粉黛路 5 号",
         ("花信美妆旗舰店",), 5, 6600, 268, 730, 100_000, 12, "备双旦促销", _APPROVE, "",
         platform="tmall", seen=Seen.SHOP_AND_PURCHASES),
    Case("S006", "佛山市顺德区乐厨电器有限公司", False, _R, "small_appliances", "广东佛山",
         "广东省佛山市顺德区示例大道 6 号", ("乐厨小家电专营店",), 6, 3100, 459, 470, 150_000, 12,
         "备双十二库存",
         _COUNTER, "limit.capacity", platform="tmall"),
    Case("S007", "马晓棠", True, _R, "snacks", "湖南长沙", "湖南省长沙市示例区零食街 7 号",
         ("晓棠零食铺",), 7, 2400, 168, 400, 40_000, 12, "备年货", _COUNTER, "limit.capacity"),
    Case("S008", "深圳市凌讯数码配件有限公司", False, _R, "phone_accessories", "广东深圳",
         "广东省深圳市示例区华强路 8 号", ("凌讯配件店",), 8, 1300, 168, 460, 100_000, 6, "采购新机配件",
         _COUNTER, "limit.capacity", health=0.0),
    Case("S009", "泉州市晋江恒步鞋材制造有限公司", False, _M, "shoes_hats", "福建泉州",
         "福建省晋江市示例工业区 9 号", (), 9, 0, 0, 720, 400_000, 12, "采购原料、支付工资",
         _REFER, "refer.authority", platform="", seen=Seen.INVOICES, invoice_sales=62_000,
         invoice_price=36_000, health=1.4),
    Case("S010", "宁波远帆箱包进出口有限公司", False, _E, "luggage", "浙江宁波",
         "浙江省宁波市示例区港口路 10 号",
         ("Yuanfan Luggage",), 10, 9500, 1680, 480, 240_000, 12, "备出口订单", _REFER, "refer.authority",
         platform="aliexpress", seen=Seen.SHOP_AND_INVOICES, invoice_sales=42_000, invoice_price=60_000,
         health=1.4),
    Case("S011", "温州市铭泰五金制造厂", False, _M, "hardware", "浙江温州", "浙江省温州市示例工业园 11 号",
         (), 11, 0, 0, 0, 150_000, 12, "更新机床", _REFER, "refer.missing_evidence", platform="",
         seen=Seen.NOTHING),
    Case("S012", "成都锦里母婴用品店", False, _R, "mother_baby", "四川成都", "四川省成都市示例区童乐路 12 号",
         ("锦里母婴",), 12, 1300, 259, 470, 15_000, 12, "备货", _REFER, "refer.stale",
         ends=date(2026, 10, 3)),
    Case("S013", "苏州绮云丝绸有限公司", False, _W, "home_textiles", "江苏苏州",
         "江苏省苏州市示例区桑园路 13 号",
         ("绮云丝绸旗舰店",), 13, 2600, 489, 470, 40_000, 12, "采购蚕丝", _REFER, "refer.related_exposure",
         platform="tmall", seen=Seen.SHOP_AND_PURCHASES, controller="K001",
         owes=(Owed("示例城市商业银行", 650_000, 580_000, date(2026, 3, 12), date(2029, 3, 12)),)),
    Case("S014", "苏州绮云服饰贸易有限公司", False, _R, "apparel", "江苏苏州",
         "江苏省苏州市示例区桑园路 15 号",
         ("绮云服饰",), 14, 2300, 339, 465, 30_000, 12, "备春装", _REFER, "refer.related_exposure",
         controller="K001",
         owes=(Owed("示例农村商业银行", 480_000, 450_000, date(2026, 6, 3), date(2029, 6, 3)),)),
    Case("S015", "常州星尚鞋帽商行", False, _R, "shoes_hats", "江苏常州", "江苏省常州市示例区步行街 16 号",
         ("星尚鞋帽",), 315, 450, 149, 460, 20_000, 12, "周转", _DECLINE, "decline.score", health=-1.3,
         causes={"growth": -0.8, "buffer": 4.0, "debt": 60_000, "margin": 0.20, "fixed_cost": 0.12}),
    Case("S016", "赵一帆", True, _R, "phone_accessories", "河南郑州", "河南省郑州市示例区电子路 17 号",
         ("一帆数码",), 816, 240, 69, 400, 15_000, 6, "还清欠款", _DECLINE, "decline.score", health=-2.8,
         causes={"growth": -1.3, "buffer": 1.0, "debt": 60_000, "brushing": 0.35, "margin": 0.15}),
    Case("S017", "金华市恒信礼品有限公司", False, _R, "crafts_gifts", "浙江金华",
         "浙江省金华市示例区礼品街 18 号",
         ("恒信礼品",), 17, 1100, 189, 460, 15_000, 12, "备货", _DECLINE, "hard.dishonest_debtor",
         listed_as=("dishonest_debtor",)),
    Case("S018", "青岛海悦母婴有限公司", False, _R, "mother_baby", "山东青岛",
         "山东省青岛市示例区海悦路 19 号",
         ("海悦母婴专营店",), 18, 1300, 229, 460, 15_000, 12, "备货", _DECLINE, "hard.no_consent",
         consent=Consent.WITHDRAWN),
    Case("S019", "徐州德胜五金商行", False, _R, "hardware", "江苏徐州", "江苏省徐州市示例区五金城 20 号",
         ("德胜五金",), 19, 1200, 199, 460, 15_000, 12, "周转", _DECLINE, "hard.past_due", health=0.2,
         owes=(Owed("远舟示范小额贷款有限公司", 40_000, 21_000, date(2025, 12, 2), date(2026, 12, 2), 45),)),
    Case("S020", "保定市拓途箱包店", False, _R, "luggage", "河北保定", "河北省保定市白沟示例市场 21 号",
         ("拓途箱包",), 320, 1100, 189, 460, 8_000, 6, "备货", _COUNTER, "cap.over", health=-2.4,
         causes={"growth": -0.8, "buffer": 8.0}),
    Case("S021", "孙小满", True, _W, "crafts_gifts", "江西景德镇", "江西省景德镇市示例区陶瓷街 22 号",
         ("小满陶作",), 21, 12, 150, 60, 10_000, 12, "添置窑炉", _REFER, "refer.no_model", opened=0.7),
    Case("S022", "青州市四方帽业有限公司", False, _E, "shoes_hats", "山东潍坊",
         "山东省青州市示例区帽业路 23 号",
         ("Sifang Hats",), 22, 4200, 920, 480, 85_000, 12, "采购毛呢", _APPROVE, "",
         product="ali", platform="aliexpress"),
    Case("S023", "林知夏", True, _R, "apparel", "浙江湖州", "浙江省湖州市织里示例路 24 号",
         ("知夏童装",), 23, 900, 129, 100, 10_000, 12, "备货", _DECLINE, "hard.shop_young", opened=0.27),
    Case("S024", "内蒙古自治区呼和浩特市敕勒川草原情民族特色休闲食品电子商务进出口贸易有限责任公司",
         False, _R,
         "snacks", "内蒙古呼和浩特", "内蒙古自治区呼和浩特市示例区草原路 25 号",
         ("草原情食品旗舰店",), 24, 2400, 218, 470, 20_000, 1, "备奶制品年货", _APPROVE, "",
         method="order", product="order", platform="tmall", seen=Seen.SHOP_AND_PURCHASES, lacks=("reviews",)),
    Case("S025", "东莞市华锦毛织制造有限公司", False, _M, "apparel", "广东东莞",
         "广东省东莞市大朗示例路 26 号",
         (), 25, 0, 0, 730, 1_500_000, 12, "扩建车间", _REFER, "refer.partner_bank", platform="",
         seen=Seen.INVOICES, invoice_sales=95_000, invoice_price=52_000, health=1.4),
    Case("S026", "嘉兴市海宁宏远皮具制造有限公司", False, _M, "luggage", "浙江嘉兴",
         "浙江省海宁市示例路 27 号",
         (), 426, 0, 0, 700, 180_000, 12, "采购皮料", _APPROVE, "", platform="", seen=Seen.INVOICES,
         invoice_sales=48_000, invoice_price=24_000, health=1.4),
    Case("S027", "温岭市鸿泽鞋材制造有限公司", False, _M, "shoes_hats", "浙江温岭",
         "浙江省温岭市示例路 28 号",
         (), 509, 0, 0, 700, 160_000, 12, "备年后订单原料", _COUNTER, "limit.capacity",
         platform="", seen=Seen.INVOICES, invoice_sales=48_000, invoice_price=24_000, health=1.4,
         causes=_STRETCHED),
    Case("S028", "中山市小榄晨光五金制造有限公司", False, _M, "hardware", "广东中山",
         "广东省中山市小榄示例路 29 号",
         (), 503, 0, 0, 700, 120_000, 12, "采购钢材", _APPROVE, "", platform="", seen=Seen.INVOICES,
         invoice_sales=48_000, invoice_price=24_000, health=1.4, causes=_STRETCHED),
    Case("S029", "漯河市麦香园食品商行", False, _R, "snacks", "河南漯河", "河南省漯河市示例区食品街 30 号",
         ("麦香园零食店",), 701, 2400, 218, 470, 20_000, 1, "备年货", _COUNTER, "limit.collateral",
         health=0.0, method="order", product="order", platform="tmall", seen=Seen.SHOP_AND_PURCHASES,
         causes={"refunds": 0.2, "ship_within": 24.0}),
    Case("S030", "芜湖市佳宝母婴用品店", False, _R, "mother_baby", "安徽芜湖",
         "安徽省芜湖市示例区佳宝路 31 号",
         ("佳宝母婴",), 601, 1300, 259, 470, 10_000, 12, "周转", _DECLINE, "limit.below_minimum", health=-0.8,
         causes={"growth": -0.6, "buffer": 6.0},
         owes=(Owed(_OURS, 40_000, 24_000, date(2026, 2, 11), date(2027, 2, 11)),)),
    Case("S031", "廊坊市行远箱包商行", False, _R, "luggage", "河北廊坊", "河北省廊坊市示例区市场街 32 号",
         ("行远箱包",), 602, 1100, 189, 460, 8_000, 6, "备货", _DECLINE, "limit.below_minimum", health=-1.4,
         causes={"growth": -0.8, "buffer": 8.0},
         owes=(Owed(_OURS, 30_000, 19_000, date(2026, 3, 5), date(2027, 3, 5)),)),
)  # fmt: skip

CASE_BY_ID: Mapping[str, Case] = MappingProxyType({case.id: case for case in CASES})
