"""The trade's words for codes that files hold: trades, platforms, kinds, roles, methods, outcomes.

Goes in: a code. Comes out: its name in the language in force; a code nobody has named yet is shown as it
is, with spaces for its underscores, so that nothing is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ui.translation import said
from ui.widgets.badge import Mark
from workstation.domain.lending import Outcome
from workstation.domain.text import Bilingual

if TYPE_CHECKING:
    from workstation.lending import Product

Words = Mapping[str, Bilingual]

TRADES: Words = {
    # sellers of consumer goods
    "apparel": Bilingual("服装", "Apparel"),
    "apparel_shoes": Bilingual("服装鞋帽", "Apparel and shoes"),
    "cosmetics": Bilingual("美妆", "Cosmetics"),
    "crafts_gifts": Bilingual("工艺礼品", "Crafts and gifts"),
    "hardware": Bilingual("五金机电", "Hardware"),
    "home_textiles": Bilingual("家纺", "Home textiles"),
    "luggage": Bilingual("箱包", "Luggage"),
    "mother_baby": Bilingual("母婴", "Mother and baby"),
    "phone_accessories": Bilingual("手机配件", "Phone accessories"),
    "shoes_hats": Bilingual("鞋帽", "Shoes and hats"),
    "small_appliances": Bilingual("小家电", "Small appliances"),
    "snacks": Bilingual("零食", "Snacks"),
    "toys": Bilingual("玩具", "Toys"),
    # firms seen through their invoices
    "agriculture": Bilingual("农业", "Agriculture"),
    "automotive": Bilingual("汽车", "Automotive"),
    "building_materials": Bilingual("建材", "Building materials"),
    "chemicals_materials": Bilingual("化工材料", "Chemicals and materials"),
    "construction": Bilingual("建筑工程", "Construction"),
    "food": Bilingual("食品", "Food"),
    "household": Bilingual("家居用品", "Household goods"),
    "information_technology": Bilingual("信息技术", "Information technology"),
    "landscaping": Bilingual("园林", "Landscaping"),
    "logistics": Bilingual("物流", "Logistics"),
    "media_advertising": Bilingual("广告传媒", "Media and advertising"),
    "pharmacy_medical": Bilingual("医药", "Pharmacy and medical"),
    "professional_services": Bilingual("商务服务", "Professional services"),
    "real_estate": Bilingual("房地产", "Real estate"),
    "technology": Bilingual("科技", "Technology"),
    "trading": Bilingual("商贸", "Trading"),
    # categories of a foreign marketplace
    "auto": Bilingual("汽车用品", "Car supplies"),
    "baby": Bilingual("婴童用品", "Baby goods"),
    "bed_bath_table": Bilingual("床品卫浴餐桌", "Bed, bath and table"),
    "computers_accessories": Bilingual("电脑配件", "Computer accessories"),
    "consoles_games": Bilingual("游戏机", "Consoles and games"),
    "cool_stuff": Bilingual("新奇好物", "Cool stuff"),
    "electronics": Bilingual("电子产品", "Electronics"),
    "fashion_bags_accessories": Bilingual("时尚箱包配饰", "Bags and accessories"),
    "furniture_decor": Bilingual("家具装饰", "Furniture and decoration"),
    "garden_tools": Bilingual("园艺工具", "Garden tools"),
    "health_beauty": Bilingual("健康美容", "Health and beauty"),
    "housewares": Bilingual("家居用品", "Housewares"),
    "office_furniture": Bilingual("办公家具", "Office furniture"),
    "perfumery": Bilingual("香水", "Perfumery"),
    "pet_shop": Bilingual("宠物用品", "Pet supplies"),
    "sports_leisure": Bilingual("运动休闲", "Sports and leisure"),
    "stationery": Bilingual("文具", "Stationery"),
    "telephony": Bilingual("电话通讯", "Telephony"),
    "watches_gifts": Bilingual("钟表礼品", "Watches and gifts"),
}

PLATFORMS: Words = {
    "taobao": Bilingual("淘宝", "Taobao"),
    "tmall": Bilingual("天猫", "Tmall"),
    "aliexpress": Bilingual("速卖通", "AliExpress"),
    "1688": Bilingual("1688", "1688"),
    "alibaba": Bilingual("阿里巴巴国际站", "Alibaba.com"),
    "olist": Bilingual("Olist", "Olist"),
}

SOURCES: Words = {
    "sample": Bilingual("示例平台", "sample platform"),
    "olist": Bilingual("Olist", "Olist"),
    "cumcm": Bilingual("增值税发票", "VAT invoices"),
}

SHOP_KINDS: Words = {
    "reseller": Bilingual("进货卖货型", "Buys and resells"),
    "workshop": Bilingual("前店后厂型", "Shop with workshop"),
    "exporter": Bilingual("出口型", "Exporter"),
    "manufacturer": Bilingual("单纯生产型", "Manufacturer"),
    "unknown": Bilingual("店铺类型未知", "Kind of shop unknown"),
}

APPLICANT_KINDS: Words = {"person": Bilingual("个人", "Person"), "firm": Bilingual("企业", "Firm")}

ROLES: Words = {
    "officer": Bilingual("信贷员", "Loan officer"),
    "supervisor": Bilingual("主管", "Supervisor"),
    "committee": Bilingual("贷审会", "Credit committee"),
    "nobody": Bilingual("无人", "Nobody"),
}

METHODS: Words = {
    "equal-instalment": Bilingual("等额本息", "Equal instalments"),
    "equal-principal": Bilingual("等额本金", "Equal principal"),
    "bullet": Bilingual("先息后本", "Interest first, principal at the end"),
    "single-payment": Bilingual("一次还本付息", "One payment at the end"),
    "on-demand": Bilingual("随借随还", "On demand, by the day"),
    "share-of-sales": Bilingual("按销售额还款", "Share of sales"),
    "order": Bilingual("随订单确认还款", "As orders are confirmed"),
}

SCOPES: Words = {
    "data": Bilingual("经营数据", "trading data"),
    "bureau": Bilingual("征信查询", "bureau enquiry"),
    "photos": Bilingual("拍照留存", "photographs"),
    "referral": Bilingual("转介银行", "referral to a bank"),
}

LISTINGS: Words = {
    "dishonest_debtor": Bilingual("失信被执行人", "Listed as a dishonest debtor"),
    "sanctioned": Bilingual("制裁名单", "On a sanctions list"),
    "fraud_confirmed": Bilingual("已确认欺诈", "Confirmed fraud"),
}

MODELS: Words = {
    "pd_shop": Bilingual("店铺违约概率模型", "Default model for shops"),
    "pd_invoice": Bilingual("开票企业违约概率模型", "Default model for invoicing firms"),
}

STATUSES: Words = {
    "placed": Bilingual("已下单", "Placed"),
    "paid": Bilingual("已付款", "Paid"),
    "shipped": Bilingual("已发货", "Shipped"),
    "confirmed": Bilingual("已确认", "Confirmed"),
    "refunded": Bilingual("已退款", "Refunded"),
    "disputed": Bilingual("有纠纷", "Disputed"),
    "cancelled": Bilingual("已取消", "Cancelled"),
    "valid": Bilingual("有效", "Valid"),
    "void": Bilingual("作废", "Void"),
    "sale": Bilingual("销项", "Sale"),
    "purchase": Bilingual("进项", "Purchase"),
}

_OUTCOMES: dict[Outcome, tuple[Bilingual, str, str]] = {
    Outcome.APPROVE: (Bilingual("批准", "Approve"), "good", "check-circle"),
    Outcome.COUNTER: (Bilingual("还价", "Counter-offer"), "accent", "scales"),
    Outcome.REFER: (Bilingual("转交", "Refer"), "warn", "arrow-up-right"),
    Outcome.DECLINE: (Bilingual("拒绝", "Decline"), "bad", "x-circle"),
}


def product_names(products: Mapping[str, Product]) -> Words:
    """The products' names as their files give them."""
    return {code: product.name.fill() for code, product in products.items()}


def named(words: Words, code: str) -> str:
    """The name of `code` in the language in force, else the code with spaces for underscores."""
    known = words.get(code)
    return said(known) if known is not None else code.replace("_", " ")


def outcome_mark(outcome: Outcome) -> Mark:
    """The badge of an outcome: its word, its symbol, its tone."""
    name, tone, symbol = _OUTCOMES[outcome]
    return Mark(said(name), tone, symbol)


def outcome_name(outcome: Outcome) -> str:
    return said(_OUTCOMES[outcome][0])


def paper_name(kind: str) -> str:
    """The title of a paper by its kind, as it stands on the paper itself."""
    from workstation.letters import PAPERS

    return said(PAPERS[kind].title) if kind in PAPERS else kind.replace("_", " ")
