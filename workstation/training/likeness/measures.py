"""What is compared between real and simulated sellers: one row a measure, with its source and its unit.

A measure is a set of numbers, one for each shop, firm, order, customer or loan, or a single number. It says
nothing about who repaid a loan: the firms' default labels and ratings are read by nobody here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workstation.domain.text import Bilingual


class Scale(StrEnum):
    """How two sets are held against each other."""

    LOG = "log"  # amounts, counts and times: in ratios
    PLAIN = "plain"  # shares: in differences
    NUMBER = "number"  # a single number on each side: their ratio


@dataclass(frozen=True, slots=True)
class Measure:
    """`source` is a key of `SOURCES`."""

    id: str
    title: Bilingual
    source: str
    scale: Scale


SOURCES: Mapping[str, str] = {
    "koubei": "daily payments of 2,000 merchants with doors on a street, 493 days (IJCAI-17, Koubei)",
    "jdd2017": "3,000 shops of JD.com, 90-day sales at eight month-ends (JDD 2017); one shop day by day",
    "olist": "5,000 orders and 19,199 deliveries of a Brazilian marketplace (Olist, CC BY-NC-SA 4.0)",
    "uci_online_retail": "one British gift e-tailer, a year complete (UCI Online Retail, CC BY 4.0)",
    "cumcm2020c": "VAT invoices of 425 small Chinese firms (CUMCM 2020, problem C), labels unread",
    "credit": "4,664 loans to small firms charged off in the United States (SBA national sample)",
    "book": "figures published of a platform's own book: 67,000 yuan a loan, 0.72 % not performing",
}
"""Where the real figures come from."""

PUBLISHED: Mapping[str, float] = {"mean_loan": 67_000.0, "not_repaid": 0.0072}
"""Figures of the published book: a reference, never a target to be forced."""


def _row(id: str, zh: str, en: str, source: str, scale: Scale) -> Measure:
    return Measure(id, Bilingual(zh, en), source, scale)


_LOG, _PLAIN, _NUMBER = Scale.LOG, Scale.PLAIN, Scale.NUMBER

MEASURES: tuple[Measure, ...] = (
    _row("empty_days", "无成交日占比", "days without a sale", "koubei", _PLAIN),
    _row("week_swing", "与上周同日相差", "swing against last week's day", "koubei", _LOG),
    _row("weekend_share", "周末占比", "share of the weekend", "koubei", _PLAIN),
    _row("online_swing", "同上（网店）", "the same of an online shop", "jdd2017", _NUMBER),
    _row("sales_90d", "90 天销售额（元）", "sales of 90 days, yuan", "jdd2017", _LOG),
    _row("orders_90d", "90 天订单数", "orders of 90 days", "jdd2017", _LOG),
    _row("order_value", "客单价（元）", "order value, yuan", "jdd2017", _LOG),
    _row("change_90d", "90 天销售额环比", "sales over the 90 days before", "jdd2017", _LOG),
    _row("halved", "一个季度减半的店铺", "shops that lose over half", "jdd2017", _NUMBER),
    _row("ship_hours", "发货小时数", "hours until handed over", "olist", _LOG),
    _row("transit_days", "在途天数", "days on the way", "olist", _LOG),
    _row("late_ship_share", "迟发率（每店）", "shipped late, by shop", "olist", _PLAIN),
    _row("late_delivery", "迟到的订单", "orders delivered late", "olist", _NUMBER),
    _row("mean_stars", "平均星级", "mean stars", "olist", _NUMBER),
    _row("one_star", "一星占比", "reviews of one star", "olist", _NUMBER),
    _row("five_stars", "五星占比", "reviews of five stars", "olist", _NUMBER),
    _row("refund_share", "退货单占比", "orders sent back", "uci_online_retail", _NUMBER),
    _row("returning", "月度老客占比", "returning customers in a month", "uci_online_retail", _NUMBER),
    _row("orders_a_buyer", "每客年订单数", "orders of a customer, a year", "uci_online_retail", _LOG),
    _row("days_between", "两次购买间隔（天）", "days between two orders", "uci_online_retail", _LOG),
    _row("invoices_a_year", "年销项发票数", "sale invoices a year", "cumcm2020c", _LOG),
    _row("invoiced_a_year", "年开票额（元）", "invoiced a year, yuan", "cumcm2020c", _LOG),
    _row("invoice_value", "每张发票金额（元）", "median invoice, yuan", "cumcm2020c", _LOG),
    _row("buyers", "年客户数", "buyers in a year", "cumcm2020c", _LOG),
    _row("largest_buyer", "最大客户占比", "largest buyer's share", "cumcm2020c", _PLAIN),
    _row("suppliers", "年供应商数", "suppliers in a year", "cumcm2020c", _LOG),
    _row("void_share", "作废占比", "void sale invoices", "cumcm2020c", _PLAIN),
    _row("negative_share", "红字占比", "negative sale invoices", "cumcm2020c", _PLAIN),
    _row("purchases_over_sales", "进项与销项之比", "purchases over sales", "cumcm2020c", _LOG),
    _row("quarter_change", "季度间变动倍数", "factor between two quarters", "cumcm2020c", _LOG),
    _row("loss_share", "违约损失率", "loss given default", "credit", _PLAIN),
    _row("mean_loan", "平均贷款额（元）", "mean loan, yuan", "book", _NUMBER),
    _row("not_repaid", "未能归还的贷款", "loans that fail", "book", _NUMBER),
)
