"""The history: one time axis, one crosshair, one range that the ledger follows."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.factories import applicant_file, ledgers, moment
from tests.ui.applicants import Room, room
from ui.screens.applicant.history.export import series_lines
from ui.screens.applicant.history.ledger import LedgerModel, span_of
from ui.screens.applicant.history.page import HistoryPage
from ui.screens.applicant.history.panels import plan_panels, shown, tick, total_of
from ui.translation import speak
from workstation.domain.ledger import LEDGERS
from workstation.services.history import history_of
from workstation.services.values import History, LedgerTable


def opened(here: Room, source_id: str) -> HistoryPage:
    page = here.open(source_id, "history")
    assert isinstance(page, HistoryPage)
    return page


def orders(days: int, **values: object) -> History:
    rows = [{"ordered_at": moment(ago), "buyer_id": f"b{ago % 7}", **values} for ago in range(days, 0, -1)]
    return history_of(applicant_file(ledgers(orders=rows)))


def test_every_series_has_a_panel_and_customers_share_one(qtbot: QtBot, tmp_path: Path) -> None:
    history = orders(100)
    panels = plan_panels(history.series)
    assert sum(len(panel.series) for panel in panels) == len(history.series)
    together = next(panel for panel in panels if len(panel.series) == 2)
    assert [one.code for one in together.series] == ["new_buyers", "returning_buyers"]
    assert together.stacked


def test_all_charts_show_the_same_time(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S006") as here:
        charts = opened(here, "S006").charts
        assert charts is not None and len(charts.panels) == 8
        first, second = charts.panels[0].box, charts.panels[5].box
        low, high = (float(x) for x in first.viewRange()[0])
        first.setXRange(low, (low + high) / 2, padding=0)
        here.wait(lambda: np.allclose(first.viewRange()[0], second.viewRange()[0]))


def test_the_crosshair_stands_in_every_chart_and_is_moved_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S006") as here:
        charts = opened(here, "S006").charts
        assert charts is not None
        charts.setFocus()
        qtbot.keyClick(charts, Qt.Key.Key_Left)
        last = charts.bucket
        qtbot.keyClick(charts, Qt.Key.Key_Left)
        assert charts.bucket == (last or 0) - 1
        assert all(panel.cross.isVisible() for panel in charts.panels)
        charts.point_at(None)
        assert not any(panel.cross.isVisible() for panel in charts.panels)


def test_a_range_keeps_to_whole_buckets_and_filters_the_ledger(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S006") as here:
        page = opened(here, "S006")
        charts, history = page.charts, page.history
        assert charts is not None and history is not None
        every = page.models[0].rowCount()
        middle = int(history.starts[3]) + 5 * 86_400
        charts.choose_range((middle, middle + 86_400))
        assert charts.bounds == (int(history.starts[3]), int(history.starts[4]) - 1)
        inside = page.models[0].rowCount()
        orders_then = next(one for one in history.series if one.code == "orders").values[3]
        assert 0 < inside < every
        assert inside >= orders_then, "cancelled orders are rows, not sales"
        assert page.tools.first.day() == date(2025, 11, 1)
        qtbot.keyClick(charts, Qt.Key.Key_Escape)
        assert page.models[0].rowCount() == every


def test_a_range_can_be_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S006") as here:
        page = opened(here, "S006")
        every = page.models[0].rowCount()
        page.tools.first.setFocus()
        page.tools.first.setText("2026-06-01")
        qtbot.keyClick(page.tools.first, Qt.Key.Key_Return)
        assert 0 < page.models[0].rowCount() < every
        page.tools.whole.click()
        assert page.models[0].rowCount() == every


def test_a_firm_seen_through_invoices_has_charts_of_both_sides(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S009") as here:
        page = opened(here, "S009")
        assert page.charts is not None
        assert [len(panel.plan.series) for panel in page.charts.panels] == [2, 1, 1]
        assert page.loop.accessibleName() == "Loop open. 2 of 5 links evidenced"
        assert "Cash: missing" in page.loop.accessibleDescription()


def test_charts_are_copied_and_saved_as_picture_and_figures(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S006") as here:
        page = opened(here, "S006")
        page.tools.export_asked.emit("copy")
        assert not QGuiApplication.clipboard().image().isNull()
        for what, name in (("png", "charts.png"), ("csv", "figures.csv"), ("ledger", "orders.csv")):
            page.save(what, tmp_path / name)
        here.wait(lambda: len(here.said.words) == 4)
        QGuiApplication.clipboard().clear()
        rows = page.models[0].rowCount()
    assert QImage(str(tmp_path / "charts.png")).width() > 1_000
    figures = list(csv.reader(io.StringIO((tmp_path / "figures.csv").read_text("utf-8-sig"))))
    assert figures[0][:3] == ["month", "Sales (CNY)", "Orders"]
    assert figures[1][0] == "2025-08-01"
    assert len((tmp_path / "orders.csv").read_text("utf-8-sig").splitlines()) == rows + 1


def test_what_has_no_evidence_is_empty_in_a_file_and_a_dash_on_the_screen() -> None:
    speak("en")
    history = orders(40, goods_amount=0, refund_amount=0)
    refunds = next(one for one in history.series if one.code == "refunds")
    assert np.isnan(refunds.values).all()
    assert shown(float(refunds.values[0]), "share", "CNY") == "–"
    assert np.isnan(total_of(refunds, 0, len(refunds.values) - 1))
    column = series_lines(history)[0].index("Refund share (0-1)")
    assert {line[column] for line in series_lines(history)[1:]} == {""}
    speak("zh")


def test_a_source_that_never_tells_of_refunds_has_no_chart_of_them() -> None:
    assert "refunds" not in {one.code for one in orders(40, refund_amount=None).series}


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (12_500_000, "money", "12.5万", "125k"),
        (0.05, "share", "5%", "5%"),
        (4.5, "stars", "4.5", "4.5"),
        (200, "count", "200", "200"),
    ],
)
def test_axes_speak_the_language(value: float, unit: str, zh: str, en: str) -> None:
    speak("zh")
    assert tick(value, unit) == zh
    speak("en")
    assert tick(value, unit) == en
    speak("zh")


def big_table(rows: int) -> LedgerTable:
    times = np.arange(rows, dtype=np.int64) * 60
    columns = {
        "source_id": np.array([f"p{n}" for n in range(rows)], dtype=object),
        "order_id": np.array([None] * rows, dtype=object),
        "paid_at": times,
        "method": np.array(["account"] * rows, dtype=object),
        "instalments": np.full(rows, -(2**63), dtype=np.int64),
        "amount": np.arange(rows, dtype=np.int64),
    }
    from workstation.services.history import LEDGER_NAMES

    return LedgerTable("payments", LEDGER_NAMES["payments"], columns, times)


def test_a_ledger_of_two_hundred_thousand_rows_is_read_cell_by_cell(
    qtmodeltester: ModelTester, qtbot: QtBot
) -> None:
    table = big_table(200_000)
    model = LedgerModel(table, "CNY")
    assert model.rowCount() == 200_000
    newest = [model.index(0, column).data() for column in range(model.columnCount())]
    assert newest[1:] == ["p199999", "–", "account", "–", "1,999.99"]
    span = model.filter((600, 1_199))
    assert len(span) == 10
    assert model.index(9, 1).data() == "p10"
    model.filter((0, 60 * 30))
    qtmodeltester.check(model)
    model.deleteLater()


@pytest.mark.parametrize("kind", LEDGERS)
def test_every_ledger_has_a_title_for_each_column_in_both_languages(kind: str) -> None:
    ledger = LEDGERS[kind]
    held = history_of(applicant_file(ledgers(**{kind: [{ledger.when: moment(3)}]}))).tables
    model = LedgerModel(held[0], "CNY")

    def titles() -> set[str]:
        return {model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())}

    speak("en")
    english = titles()
    speak("zh")
    assert not titles() & english
    assert "" not in titles() | english


def test_a_range_between_two_rows_holds_none() -> None:
    assert len(span_of(big_table(10), (61, 119))) == 0


@pytest.mark.parametrize("kind", LEDGERS)
def test_every_ledger_has_a_table_with_a_head_over_each_column(kind: str) -> None:
    when = {column.name: moment(5) for column in LEDGERS[kind].columns if column.name.endswith("_at")}
    history = history_of(applicant_file(ledgers(**{kind: [when]})))
    model = LedgerModel(history.tables[0], "CNY")
    assert len(model.as_lines([0])[0]) == len(LEDGERS[kind].columns)
