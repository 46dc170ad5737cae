"""The dictionary's rows for firms seen through their VAT invoices, on both sides.

Void invoices count only where the rule is about them. Negative (red) invoices reduce what they correct.
Amounts are net of tax. Windows and months are those of the shop rows.
"""

from __future__ import annotations

from workstation.domain.evidence import EvidenceDomain
from workstation.domain.text import Bilingual
from workstation.features.feature import Direction, Family, Feature, Unit

_RAISES, _LOWERS, _FREE = Direction.RAISES_RISK, Direction.LOWERS_RISK, Direction.FREE
_QUANTILE = "Linear-interpolation quantile, type 7 of Hyndman and Fan (1996), doi:10.2307/2684934"
_CHAIN = EvidenceDomain.SUPPLY_CHAIN


def _invoice(
    name: str,
    unit: Unit,
    places: int,
    direction: Direction,
    title_zh: str,
    title_en: str,
    definition_zh: str,
    definition_en: str,
    source: str = "",
    domain: EvidenceDomain = EvidenceDomain.TRADES_AROUND,
) -> Feature:
    return Feature(
        f"invoice_{name}",
        Family.INVOICE,
        unit,
        places,
        domain,
        direction,
        Bilingual(title_zh, title_en),
        Bilingual(definition_zh, definition_en),
        source,
    )


INVOICE_FEATURES: tuple[Feature, ...] = (
    # Level and course of sales
    _invoice("months_seen", Unit.MONTHS, 1, _LOWERS, "开票时长", "Time seen invoicing",
             "自首张发票至评估日的月数",
             "Months from the first invoice of either side to the assessment"),
    _invoice("sale_count_365d", Unit.COUNT, 0, _LOWERS, "近一年销项发票数", "Sale invoices in a year",
             "近 365 天有效正数销项发票的张数",
             "Valid positive sale invoices of the last 365 days, by number"),
    _invoice("sales_90d", Unit.YUAN, 2, _LOWERS, "近 90 天开票销售额", "Invoiced sales in 90 days",
             "近 90 天有效销项发票不含税净额",
             "Net amount of valid sale invoices of the last 90 days"),
    _invoice("sales_365d", Unit.YUAN, 2, _LOWERS, "近一年开票销售额", "Invoiced sales in a year",
             "近 365 天有效销项发票不含税净额",
             "Net amount of valid sale invoices of the last 365 days"),
    _invoice("monthly_sales_q10", Unit.YUAN, 2, _LOWERS, "淡月开票额", "Invoiced sales of a weak month",
             "近 12 个整月(至少 3 个)每月开票净额的 10% 分位数",
             "10 % quantile of net sales per month over the last 12 whole months, at least 3", _QUANTILE),
    _invoice("active_months_share", Unit.SHARE, 4, _LOWERS, "有销售月份占比", "Share of months with sales",
             "近 12 个整月中开票净额为正的月份占比",
             "Months with net sales above zero over the last 12 whole months, at least 3"),
    _invoice("sales_growth_90d", Unit.CHANGE, 4, _LOWERS, "开票环比增长", "Growth of invoiced sales",
             "近 90 天开票净额相对前 90 天的变化,限于 −100% 至 +500%;有 180 天记录时才计算",
             "Change of net sales of the last 90 days against the 90 before, held between −100 and +500 %; "
             "needs 180 days of record"),
    _invoice("sales_drop_yoy", Unit.SHARE, 4, _RAISES, "较去年同季下降", "Drop against last year's quarter",
             "近 90 天开票净额较 365 天前同期减少的比例,未减少为 0,最多为 1;有 455 天记录时才计算",
             "Share of net sales lost against the same 90 days 365 days earlier, between 0 and 1; "
             "needs 455 days of record"),
    _invoice("sales_volatility", Unit.RATIO, 4, _RAISES, "月开票波动", "Volatility of monthly sales",
             "近 12 个整月(至少 3 个)开票净额的标准差与均值之比,上限 5",
             "Standard deviation over mean of net sales per month, last 12 whole months, at least 3; "
             "at most 5",
             "Coefficient of variation, population form"),
    _invoice("peak_quarter_share", Unit.SHARE, 4, _FREE, "旺季占比", "Share of the best quarter",
             "近 12 个整月中连续 3 个月最高开票净额占全部的比例;12 个月齐全时才计算",
             "Best three months in a row over all of the last 12 whole months; needs all 12"),
    _invoice("days_since_last_sale", Unit.DAYS, 0, _RAISES, "距最近开票天数", "Days since the last sale",
             "评估日与最近一张有效正数销项发票相隔的天数",
             "Days between the last valid positive sale invoice and the assessment"),
    _invoice("longest_gap_365d", Unit.DAYS, 0, _RAISES, "最长断票天数", "Longest gap between sales",
             "近 365 天相邻有效正数销项发票之间最长的间隔天数,含至评估日",
             "Longest run of days between valid positive sale invoices of the last 365 days, the run "
             "up to "
             "the assessment included"),
    # Conduct
    _invoice("void_share", Unit.SHARE, 4, _RAISES, "作废率", "Void share",
             "近 365 天销项发票中作废的张数占比",
             "Void sale invoices over sale invoices of the last 365 days, by number"),
    _invoice("negative_share", Unit.SHARE, 4, _RAISES, "红冲率", "Red-invoice share",
             "近 365 天负数销项发票金额与正数金额之比,最多为 1",
             "Amount of negative sale invoices over positive ones, last 365 days, at most 1"),
    _invoice("value_median", Unit.YUAN, 2, _FREE, "单张开票额中位数", "Median invoice",
             "近 365 天有效正数销项发票净额的中位数",
             "Median net amount of valid positive sale invoices, last 365 days",
             _QUANTILE),
    _invoice("tiny_share", Unit.SHARE, 4, _FREE, "小额发票占比", "Share of small invoices",
             "近 365 天有效正数销项发票中净额不足 1,000 元的张数占比",
             "Valid positive sale invoices under 1,000 yuan over all such, last 365 days, by number"),
    _invoice("tax_burden", Unit.RATIO, 4, _FREE, "增值税税负", "VAT burden",
             "近 365 天销项税额减进项税额后与销售净额之比,限于 −1 与 1 之间;两侧均有发票时才计算",
             "Output tax less input tax over net sales, last 365 days, held between −1 and 1; "
             "needs invoices of both sides"),
    # Buyers
    _invoice("buyers_365d", Unit.COUNT, 0, _LOWERS, "近一年客户数", "Buyers in a year",
             "近 365 天有效正数销项发票的不同客户数",
             "Distinct buyers on valid positive sale invoices of the last 365 days"),
    _invoice("top5_buyer_share", Unit.SHARE, 4, _RAISES, "前五大客户占比", "Five largest buyers' share",
             "近 365 天有效正数开票额中前五大客户的比例",
             "Five largest buyers' part of valid positive sales, last 365 days"),
    _invoice("returning_buyer_share", Unit.SHARE, 4, _LOWERS, "老客户占比", "Returning buyers' share",
             "近 180 天有效正数开票额中,180 天前已有交易的客户的比例;有 360 天记录时才计算",
             "Part of valid positive sales of the last 180 days to buyers seen before them; "
             "needs 360 days of record"),
    # The chain behind
    _invoice("suppliers_365d", Unit.COUNT, 0, _FREE, "近一年供应商数", "Suppliers in a year",
             "近 365 天有效正数进项发票的不同供应商数",
             "Distinct suppliers on valid positive purchase invoices of the last 365 days", domain=_CHAIN),
    _invoice("top_supplier_share", Unit.SHARE, 4, _RAISES, "最大供应商占比", "Largest supplier's share",
             "近 365 天有效正数进项金额中最大供应商的比例",
             "Largest supplier's part of valid positive purchases, last 365 days", domain=_CHAIN),
    _invoice("purchases_over_sales", Unit.RATIO, 4, _RAISES, "进销比", "Purchases over sales",
             "近 365 天进项净额与销项净额之比,上限 5;两侧均有发票时才计算",
             "Net purchases over net sales, last 365 days, at most 5; needs invoices of both sides",
             domain=_CHAIN),
    _invoice("purchase_drop_90d", Unit.SHARE, 4, _RAISES, "进货下降", "Drop of purchases",
             "近 90 天进项净额较前 90 天减少的比例,未减少为 0,最多为 1;有 180 天记录时才计算",
             "Share of net purchases lost against the 90 days before, between 0 and 1; "
             "needs 180 days of record", domain=_CHAIN),
)  # fmt: skip
