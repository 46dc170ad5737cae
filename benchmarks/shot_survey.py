"""A visit that is half an hour old, for the pictures: a made-up seller's answers, typed by an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.services.desk import Desk
    from workstation.services.open_survey import OpenSurvey

_ANSWERS: tuple[tuple[str, str], ...] = (
    ("visit/visit_position", "22.805300 113.293200 0 8"),
    ("visit/same_address", "yes"),
    ("visit/met_name", "陈立群"),
    ("visit/met_role", "owner"),
    ("visit/owner_there", "yes"),
    ("visit/opening_hours", "9:00-20:00"),
    ("visit/months_trading", "48"),
    ("premises/tenure", "rented"),
    ("premises/area", "320"),
    ("premises/rent_month", "6800"),
    ("premises/lease_until", "2028-03-31"),
    ("premises/spaces", "office packing store"),
    ("premises/licence_shown", "yes"),
    ("premises/neighbours_confirm", "yes"),
    ("premises/premises_note", "二楼为仓库，货架整齐，有消防通道。"),
    ("shops/shop[1]/shop_platform", "tmall"),
    ("shops/shop[1]/shop_name", "乐厨小家电专营店"),
    ("shops/shop[1]/shop_live", "yes"),
    ("shops/shop[1]/shop_month", "102400"),
    ("shops/shop[1]/shop_orders", "214"),
    ("shops/shop[1]/shop_score", "4.8"),
    ("shops/shop[1]/shop_penalties", "0"),
    ("shops/shop[2]/shop_platform", "pdd"),
    ("shops/shop[2]/shop_name", "乐厨厨电专营店"),
    ("shops/shop[2]/shop_live", "yes"),
    ("shops/shop[2]/shop_month", "43900"),
    ("shops/shop[2]/shop_orders", "98"),
    ("shops/shop[2]/shop_score", "4.6"),
    ("shops/shop[2]/shop_penalties", "1"),
    ("shops/owner_is_holder", "yes"),
    ("sales/sales_month", "148000"),
    ("sales/sales_month_basis", "documented"),
    ("sales/sales_before", "151000"),
    ("sales/sales_best", "286000"),
    ("sales/sales_worst", "98000"),
    ("sales/margin", "0.28"),
    ("sales/months_best", "11 12"),
    ("sales/months_worst", "2"),
    ("sales/refund_share", "0.04"),
    ("courier/slip_day[1]/slip_date", "2026-11-17"),
    ("courier/slip_day[1]/slips", "12"),
    ("courier/slip_day[1]/slip_courier", "中通"),
    ("courier/slip_day[2]/slip_date", "2026-11-18"),
    ("courier/slip_day[2]/slips", "13"),
    ("courier/slip_day[2]/slip_courier", "中通"),
    ("courier/slip_day[3]/slip_date", "2026-11-19"),
    ("courier/slip_day[3]/slips", "14"),
    ("courier/slip_day[3]/slip_courier", "圆通"),
    ("courier/order_value", "380"),
    ("courier/packaging", "3000"),
    ("purchases/purchases_month", "108000"),
    ("purchases/stock_change", "2000"),
    ("purchases/supplier[1]/supplier_name", "顺德容桂压力锅厂"),
    ("purchases/supplier[1]/supplier_share", "0.45"),
    ("purchases/supplier[1]/supplier_days", "30"),
    ("purchases/supplier[1]/supplier_years", "5"),
    ("purchases/supplier[2]/supplier_name", "中山小榄电器配件"),
    ("purchases/supplier[2]/supplier_share", "0.2"),
    ("purchases/supplier[2]/supplier_days", "15"),
    ("purchases/supplier[2]/supplier_years", "3"),
    ("stock/has_stock", "yes"),
    ("stock/rest_pieces", "640"),
    ("stock/slow_share", "0.08"),
    ("stock/order_kept", "good"),
    ("stock/stock_note", "双十一后余货不多，积压为去年款的料理机。"),
    ("staff/staff_count", "6"),
    ("staff/packers", "2"),
    ("staff/wages_month", "12500"),
    ("owing/receivables", "69800"),
    ("owing/credit_month", "73500"),
    ("owing/credit_before", "73500"),
    ("owing/open_this", "0.7"),
    ("owing/open_before", "0.35"),
    ("owing/payables", "52000"),
    ("cash/account[1]/account_kind", "bank"),
    ("cash/account[1]/account_last", "6021"),
    ("cash/account[1]/account_balance", "46000"),
    ("cash/account[1]/account_inflow", "105000"),
    ("cash/account[1]/account_shown", "yes"),
    ("cash/cash_counted", "3200"),
    ("profit/p_rent", "6800"),
    ("profit/p_power", "1900"),
    ("profit/p_freight", "4200"),
    ("profit/p_ads", "3000"),
    ("profit/p_platform", "3100"),
    ("profit/p_tax", "1480"),
    ("profit/p_interest", "900"),
    ("profit/p_other", "600"),
    ("household/household_people", "4"),
    ("household/household_month", "6000"),
    ("household/other_income", "4500"),
    ("equity/equity_from", "2024-11-20"),
    ("equity/equity_opening", "40000"),
    ("equity/equity_profit", "300000"),
    ("equity/equity_household", "144000"),
    ("equity/equity_out", "12000"),
    ("equity/equity_in", "0"),
    ("equity/equity_revalued", "0"),
    ("plans/wants_amount", "300000"),
    ("plans/wants_months", "12"),
    ("plans/repay_from", "双十二与年货节回款。"),
    ("plans/wants_for", "stock"),
    ("plans/plan", "想增加自有品牌，少做同款比价。"),
    ("plans/worries", "推广费涨得快，退货运费也高。"),
    ("assets/has_assets", "no"),
    ("debts/has_debts", "no"),
    ("debts/has_guarantees", "no"),
    ("debts/lawsuit", "no"),
    ("soft/owner_years", "9"),
    ("soft/family", "works"),
    ("soft/records", "software"),
    ("soft/habits", "none"),
    ("soft/reputation", "good"),
    ("soft/openness", "4"),
    ("evidence/photos_allowed", "no"),
    ("stock/sample[1]/sample_name", "密封圈"),
    ("stock/sample[1]/sample_cost", "12"),
)
_STOCK = (
    ("电压力锅 5L", "126", "185"), ("破壁料理机", "84", "212"), ("电热水壶 1.7L", "340", "46"),
    ("多功能早餐机", "65", "98"), ("空气炸锅 4.5L", "92", "168"), ("不锈钢电蒸锅", "58", "119"),
    ("养生壶", "210", "62"), ("电磁炉 2100W", "47", "143"),
)  # fmt: skip
_EXPLAINED = (
    ("courier", "约三成面单为同村两家店代发，已看代发记录。"),
    ("roads", "收款流水偏低：部分货款进入配偶账户。"),
)


def begin_visit(desk: Desk, applicant_id: str) -> OpenSurvey:
    """The visit to this seller, begun and filled in as far as it goes, the stock count in view."""
    survey = desk.surveys.open(applicant_id)
    for name in ("shops/shop", "courier/slip_day", "purchases/supplier", "cash/account", "stock/item"):
        rows = max((_row(path) for path, _ in _ANSWERS if path.startswith(f"{name}[")), default=0)
        for _ in range(rows - survey.run.row_count(f"/data/{name}")):
            survey.add_row(f"/data/{name}")
    for path, value in _ANSWERS:
        _answer(survey, f"/data/{path}", value)
    items = "/data/stock/item"
    for number, (item, pieces, cost) in enumerate(_STOCK, 1):
        if number > survey.run.row_count(items):
            survey.add_row(items)
        for name, value in (("item_name", item), ("item_pieces", pieces), ("item_cost", cost)):
            _answer(survey, f"{items}[{number}]/{name}", value)
        _answer(survey, f"{items}[{number}]/item_foreign", "no")
    for check, text in _EXPLAINED:
        survey.explain(check, text)
    survey.enter_section("/data/stock")
    survey.flush()
    return survey


def _row(path: str) -> int:
    return int(path.partition("[")[2].partition("]")[0])


def _answer(survey: OpenSurvey, ref: str, value: str) -> None:
    """A question that this form does not ask is left out: pictures are no test of it."""
    try:
        survey.answer(ref, value)
    except KnownError as error:
        if error.code != "survey.place":
            raise
