"""A form with every kind of question, and desks that can fill it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.surveys.workbooks import workbook
from tests.ui.desks import desk_at, sample
from workstation.services.desk import Desk
from workstation.services.survey_forms import Forms

_HEAD = (
    "type", "name", "label::中文 (zh)", "label::English (en)", "hint::中文 (zh)", "hint::English (en)",
    "required", "relevant", "constraint", "constraint_message::中文 (zh)", "constraint_message::English (en)",
    "calculation", "readonly", "appearance", "choice_filter", "parameters", "default",
    "bind::ws:figure", "bind::ws:basis", "bind::ws:part", "guidance_hint::中文 (zh)",
    "guidance_hint::English (en)",
)  # fmt: skip


def row(kind: str, name: str, zh: str = "", en: str = "", **more: str) -> Sequence[str]:
    cells = {"type": kind, "name": name, "label::中文 (zh)": zh, "label::English (en)": en}
    for key, value in more.items():
        head = _SHORT.get(key, key)
        cells[head] = value
    return [cells.get(head, "") for head in _HEAD]


_SHORT = {
    "hint_zh": "hint::中文 (zh)", "hint_en": "hint::English (en)",
    "wrong_zh": "constraint_message::中文 (zh)",
    "wrong_en": "constraint_message::English (en)", "figure": "bind::ws:figure", "basis": "bind::ws:basis",
    "part": "bind::ws:part", "more_zh": "guidance_hint::中文 (zh)", "more_en": "guidance_hint::English (en)",
}  # fmt: skip

_FORM = (
    row("begin group", "visit", "走访", "The visit"),
    row("date", "day", "走访日期", "Day of the visit", required="yes", part="visit.day", default="today()"),
    row("text", "met", "与谁见面", "Whom you met", required="yes",
        hint_zh="姓名与身份", hint_en="Name and role", more_zh="与店主本人见面为宜。",
        more_en="Best is the owner in person."),
    row("select_one premises", "premises", "经营场所", "Premises", required="yes"),
    row("text", "landlord", "房东", "Landlord", relevant="${premises} = 'rented'"),
    row("integer", "staff", "员工人数", "Staff", constraint=". < 1000", wrong_zh="少于一千人",
        wrong_en="fewer than a thousand", figure="staff", basis="counted"),
    row("select_multiple channels", "channels", "销售渠道", "Where it sells"),
    row("select_one trades", "trade", "行业", "Trade"),
    row("text", "remarks", "备注", "Remarks", appearance="multiline"),
    row("end group", "visit"),
    row("begin group", "counting", "存货盘点", "Stock count"),
    row("note", "how", "最贵的全数清点，其余抽样。", "Count the dearest in full, the rest by sample."),
    row("begin repeat", "stock", "商品", "Goods"),
    row("text", "item", "品名", "Item", required="yes"),
    row("integer", "qty", "数量", "Count", constraint=". >= 0", wrong_zh="不能为负",
        wrong_en="not below zero"),
    row("decimal", "price", "单价（元）", "Price (yuan)"),
    row("decimal", "worth", "金额（元）", "Worth (yuan)", calculation="${qty} * ${price}", readonly="yes"),
    row("select_one owned", "whose", "归属", "Whose"),
    row("end repeat", "stock"),
    row("decimal", "counted", "盘点合计（元）", "Counted (yuan)", calculation="sum(${worth})",
        readonly="yes"),
    row("decimal", "stock_all", "推算存货（元）", "Stock, extrapolated (yuan)", calculation="${counted} * 2",
        readonly="yes", figure="stock", basis="counted", part="stock"),
    row("end group", "counting"),
    row("begin group", "sales", "销售", "Sales"),
    row("decimal", "stated", "店主自述月销售（元）", "Sales of a month, as stated (yuan)", required="yes",
        figure="sales_month", basis="stated", part="roads.stated"),
    row("decimal", "cost", "进货成本（元）", "Purchases (yuan)"),
    row("range", "confidence", "店主对数字的把握", "How sure the owner is",
        parameters="start=0 end=10 step=1"),
    row("time", "opens", "开门时间", "Opens at"),
    row("dateTime", "seen_at", "看账时间", "When the books were seen"),
    row("rank growth", "growth", "增长来源（排序）", "Where growth comes from, in order"),
    row("acknowledge", "shown", "已出示后台", "The shop's back office was shown"),
    row("end group", "sales"),
    row("begin group", "evidence", "证据", "Evidence"),
    row("geopoint", "place", "走访位置", "Where the visit was", part="visit.position"),
    row("image", "shelf", "货架照片", "Photo of the shelves"),
    row("audio", "talk", "谈话录音", "Recording of the talk"),
    row("barcode", "code", "商品条码", "A code on the goods"),
    row("image", "signed", "店主签名", "The owner's signature", appearance="signature"),
    row("geoshape", "yard", "厂区范围", "The yard"),
    row("file", "paper", "其他文件", "Another file"),
    row("end group", "evidence"),
    row("begin repeat", "debts", "负债", "Debts"),
    row("text", "to", "债权人", "Owed to"),
    row("decimal", "owed", "金额（元）", "Owed (yuan)"),
    row("text", "terms", "条件与用途", "Terms and use", appearance="multiline"),
    row("image", "note", "借条照片", "Photo of the note"),
    row("end repeat", "debts"),
    row("begin group", "closing", "结论", "Closing"),
    row("text", "opinion", "调研意见", "Opinion", required="yes", appearance="multiline", part="opinion"),
    row("end group", "closing"),
)  # fmt: skip
_CHOICES = [("list_name", "name", "label::中文 (zh)", "label::English (en)")] + [
    (group, name, zh, en)
    for group, rows in {
        "premises": [("owned", "自有", "Owned"), ("rented", "租赁", "Rented"), ("home", "家中", "At home")],
        "channels": [("taobao", "淘宝", "Taobao"), ("douyin", "抖音", "Douyin"), ("store", "门店", "Shop")],
        "trades": [(f"t{n}", f"行业 {n}", f"Trade {n}") for n in range(1, 25)],
        "owned": [("own", "自有", "Own"), ("consigned", "代销", "Consigned")],
        "growth": [
            ("new", "新客", "New buyers"),
            ("price", "提价", "Prices"),
            ("goods", "新品", "New goods"),
        ],
    }.items()
    for name, zh, en in rows
]
_SETTINGS = [
    ("form_title", "form_id", "version", "default_language", "namespaces"),
    ("店铺走访", "visit", "1", "中文 (zh)", 'ws="http://workstation/forms"'),
]

VISIT, COUNTING, SALES, EVIDENCE, DEBTS, CLOSING = (
    "/data/visit", "/data/counting", "/data/sales", "/data/evidence", "/data/debts", "/data/closing",
)  # fmt: skip
STOCK = f"{COUNTING}/stock"


def rich_form() -> bytes:
    """Sections of every kind: words, choices, a stock table, places, files, a repeat with long questions."""
    return workbook({"survey": [_HEAD, *_FORM], "choices": _CHOICES, "settings": _SETTINGS})


def forms_in(folder: Path) -> Forms:
    """Only the form above, for every kind of shop."""
    where = folder / "forms"
    where.mkdir(exist_ok=True)
    data = rich_form()
    for kind in ("reseller", "workshop", "exporter", "manufacturer"):
        path = where / f"{kind}.xlsx"
        if not path.exists():
            path.write_bytes(data)
    return Forms(where)


@contextmanager
def surveying_desk(folder: Path, *source_ids: str, **more: Any) -> Iterator[Desk]:
    """A desk whose surveys use the form above."""
    with desk_at(folder, [sample()[one] for one in source_ids], **more) as desk:
        yield replace(desk, surveys=replace(desk.surveys, catalogue=forms_in(folder)))
