"""Writes the four shipped survey forms, one for each kind of shop, out of the sections that they share.

    python resources/forms/make_forms.py [FOLDER]

The workbooks are XLSForms; the same sections give the same bytes on every machine (stored, not deflated,
since builds of zlib differ). A form that changes gets another version; what was shipped before stays
readable, since a finished survey names its form by the workbook's hash.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent.parent))

from resources.forms.sections import closing, making, money, trade, visit  # noqa: E402
from resources.forms.sections.choices import CHOICES  # noqa: E402
from resources.forms.sections.rows import EN, ZH, Row, flat  # noqa: E402

NAMESPACE = "http://workstation/forms"
VERSION = "1"
COLUMNS = (
    "type", "name", f"label::{ZH}", f"label::{EN}", f"hint::{ZH}", f"hint::{EN}", "required", "relevant", "constraint",
    f"constraint_message::{ZH}", f"constraint_message::{EN}", "calculation", "default", "read_only", "appearance",
    "parameters", "choice_filter", "bind::ws:figure", "bind::ws:basis", "bind::ws:part", "bind::ws:quote",
)  # fmt: skip
_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Shipped:
    id: str
    zh: str
    en: str
    sections: Sequence[list[Row]]

    @property
    def rows(self) -> list[Row]:
        rows = flat(list(self.sections))
        names = {row.get("name") for row in rows}
        assert all(name in names for row in rows for name in _named(row)), self.id
        return [{"type": "start", "name": "start"}, {"type": "end", "name": "end"},
                {"type": "deviceid", "name": "device"}, *rows]  # fmt: skip


def _money(*, machines: bool, parcels: bool, exports: bool = False) -> list[list[Row]]:
    """What is earned, owed and owned: alike in all forms but for what was asked before."""
    return [money.OWING, money.CASH, money.assets(machines=machines), money.DEBTS, money.profit(machines=machines, parcels=parcels),
            money.HOUSEHOLD, money.equity(machines=machines, exports=exports)]  # fmt: skip


_BEGIN = [visit.VISIT, visit.PREMISES]
_GOODS = [trade.PURCHASES, trade.STOCK]
_TALK = [closing.PLAN, closing.SOFT, closing.DOUBTS]
_END = [*_TALK, closing.EVIDENCE, closing.OPINION]
_END_OF_A_MAKER = [*_TALK, closing.EVIDENCE_OF_A_MAKER, closing.OPINION]

FORMS = (
    Shipped("reseller", "进货卖货型走访", "Visit to a reseller",
            [*_BEGIN, visit.SHOPS, trade.SALES, trade.COURIER, *_GOODS, trade.STAFF,
             *_money(machines=False, parcels=True), *_END]),
    Shipped("workshop", "前店后厂型走访", "Visit to a shop with a workshop",
            [*_BEGIN, visit.SHOPS, trade.SALES, trade.COURIER, *_GOODS, trade.STAFF, making.MACHINES, making.ORDERS,
             *_money(machines=True, parcels=True), *_END_OF_A_MAKER]),
    Shipped("exporter", "出口型走访", "Visit to an exporter",
            [*_BEGIN, visit.SHOPS, trade.SALES, making.EXPORT, making.ORDERS, *_GOODS, trade.COURIER, trade.STAFF,
             *_money(machines=False, parcels=True, exports=True), *_END]),
    Shipped("manufacturer", "单纯生产型走访", "Visit to a manufacturer",
            [*_BEGIN, making.MACHINES, making.ORDERS, trade.SALES, *_GOODS, trade.STAFF_WITHOUT_PARCELS,
             *_money(machines=True, parcels=False), *_END_OF_A_MAKER]),
)  # fmt: skip


def workbook(form: Shipped) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    survey, choices, settings = (
        book.worksheets[0],
        book.create_sheet("choices"),
        book.create_sheet("settings"),
    )
    survey.title = "survey"
    survey.append(COLUMNS)
    for row in form.rows:
        assert row.keys() <= set(COLUMNS), row
        survey.append([row.get(column) for column in COLUMNS])
    choices.append(("list_name", "name", f"label::{ZH}", f"label::{EN}"))
    used = {row["type"].split()[1] for row in form.rows if row["type"].startswith("select")}
    for name in sorted(used):
        for choice in CHOICES[name]:
            choices.append((name, *choice))
    settings.append(("form_title", "form_id", "version", "default_language", "namespaces", "instance_name"))
    settings.append((f"{form.zh} {form.en}", form.id, VERSION, ZH, f'ws="{NAMESPACE}"',
                     "concat(${known_name}, ' ', ${visit_day})"))  # fmt: skip
    for sheet in book.worksheets:
        sheet.freeze_panes = "C2" if sheet is survey else "A2"
    return _fixed(book)


def _fixed(book: object) -> bytes:
    """The archive with no moment in it: neither in its parts nor in its table of contents."""
    import datetime as dt

    book.properties.creator = "Loan workstation"  # type: ignore[attr-defined]
    book.properties.created = book.properties.modified = dt.datetime(*_MOMENT)  # type: ignore[attr-defined]  # noqa: DTZ001
    made = io.BytesIO()
    book.save(made)  # type: ignore[attr-defined]
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for part in sorted(old.infolist(), key=lambda one: one.filename):
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                data = _without_saving_moment(data)
            new.writestr(zipfile.ZipInfo(part.filename, _MOMENT), data)
    return out.getvalue()


def _without_saving_moment(data: bytes) -> bytes:
    """`modified` is written at the moment of saving, whatever the properties say."""
    import re

    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)


def _named(row: Row) -> list[str]:
    import re

    return [name for text in row.values() for name in re.findall(r"\$\{(\w+)\}", text)]


def main(folder: Path = HERE) -> None:
    for form in FORMS:
        (folder / f"{form.id}.xlsx").write_bytes(workbook(form))
        print(f"{form.id}: {sum(row['type'] not in ('begin_group', 'end_group') for row in form.rows)} rows")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
