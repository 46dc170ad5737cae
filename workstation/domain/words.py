"""The trade's words for codes that screens and papers show alike: trades, platforms, sources.

Goes in: a code. Comes out: its name in both languages; a code nobody has named yet is shown as it is, with
spaces for its underscores, so that nothing is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping

from workstation.domain.text import Bilingual

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
    # shops in the street
    "bakery": Bilingual("烘焙糕点", "Bakery"),
    "convenience_store": Bilingual("便利店", "Convenience store"),
    "restaurant": Bilingual("餐饮", "Restaurant"),
    "supermarket": Bilingual("超市", "Supermarket"),
    "tea_coffee": Bilingual("茶饮咖啡", "Tea and coffee"),
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

LENDERS: Words = {"us": Bilingual("本机构", "This lender")}
"""Lenders that are told by a code; every other stands by its own name."""

PLATFORMS: Words = {
    "taobao": Bilingual("淘宝", "Taobao"),
    "tmall": Bilingual("天猫", "Tmall"),
    "aliexpress": Bilingual("速卖通", "AliExpress"),
    "1688": Bilingual("1688", "1688"),
    "alibaba": Bilingual("阿里巴巴国际站", "Alibaba.com"),
    "olist": Bilingual("Olist", "Olist"),
    "jdd": Bilingual("京东", "JD.com"),
    "koubei": Bilingual("口碑", "Koubei"),
    **LENDERS,
}

SOURCES: Words = {
    "sample": Bilingual("示例平台", "sample platform"),
    "olist": Bilingual("Olist", "Olist"),
    "cumcm": Bilingual("增值税发票", "VAT invoices"),
    "jdd": Bilingual("京东", "JD.com"),
    "koubei": Bilingual("口碑", "Koubei"),
    "visit": Bilingual("实地调研", "a visit"),
}

VISIT_FIGURES: Words = {
    "sales_month": Bilingual("月销售额", "Sales a month"),
    "purchases_month": Bilingual("月采购额", "Purchases a month"),
    "gross_margin": Bilingual("毛利率", "Gross margin"),
    "stock": Bilingual("库存", "Stock"),
    "receivables": Bilingual("应收款", "Receivables"),
    "payables": Bilingual("应付款", "Payables"),
    "orders_on_hand": Bilingual("在手订单", "Orders on hand"),
    "cash": Bilingual("现金及存款", "Cash and deposits"),
    "debts": Bilingual("全部负债", "All debts"),
    "wages_month": Bilingual("月工资", "Wages a month"),
    "rent_month": Bilingual("月租金", "Rent a month"),
    "power_bill_month": Bilingual("月电费", "Power bill a month"),
    "household_month": Bilingual("家庭月支出", "Household a month"),
    "machines": Bilingual("设备台数", "Machines"),
    "machines_running": Bilingual("在开设备", "Machines running"),
    "staff": Bilingual("人数", "Staff"),
    "parcels_day": Bilingual("日均包裹", "Parcels a day"),
    "months_trading": Bilingual("经营月数", "Months trading"),
}
"""What a visit measures (`domain.ledger.VISIT_FIGURES`)."""


def named(words: Words, code: str) -> Bilingual:
    """The name of a code, or the code itself made readable."""
    plain = code.replace("_", " ")
    return words.get(code, Bilingual(plain, plain))
