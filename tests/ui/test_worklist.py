"""An officer looks for what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.windows import Office, office
from ui.screens.worklist import WorklistScreen
from ui.screens.worklist.table import COLUMNS, CONTEXT, as_lines, badge_mark, decision_mark
from ui.theme.style import apply_theme
from ui.widgets.rows import ROW_ROLE, PagedModel
from ui.widgets.table import DataTable
from workstation.ports import SyncBadge, WorklistRow, WorklistSort, WorklistView

SELLERS = ("S001", "S005", "S013", "S014", "S019")


def worklist(here: Office) -> WorklistScreen:
    screen = here.open("worklist")
    assert isinstance(screen, WorklistScreen)
    return screen


def names(screen: WorklistScreen) -> list[str]:
    return [row.name for row in screen.model.rows()]


def show_all(here: Office) -> WorklistScreen:
    screen = worklist(here)
    screen.views.choose(WorklistView.ALL)
    here.rest()
    return screen


def row(number: int = 1, **values: Any) -> WorklistRow:
    usual: dict[str, Any] = {
        "applicant_id": f"test:S{number}", "source_id": f"S{number}", "name": f"测试{number}号店",
        "shop_kind": "reseller", "trade": "apparel", "region": "浙江杭州", "asked_on": date(2026, 6, 1),
        "amount": 5_000_000, "months": 12, "exposure": 0, "days_past_due": 0, "outcome": "",
        "provisional": False, "badge": SyncBadge.SYNCED,
    }  # fmt: skip
    return WorklistRow(**{**usual, **values})


def test_the_day_begins_with_what_is_to_be_decided(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, *SELLERS) as here:
        screen = worklist(here)
        assert here.view.header._title.text() == "Worklist"
        assert screen._heading.text() == "To decide"
        assert screen.model.rowCount() > 0
        assert screen.applicant_id == screen.model.rows()[0].applicant_id


def test_search_finds_while_one_types_and_enter_opens(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, *SELLERS) as here:
        screen = show_all(here)
        here.do("search")
        here.type(screen.search, "绮云")
        here.wait(lambda: len(names(screen)) == 2)
        assert all("绮云" in name for name in names(screen))
        assert screen._summary.text() == "2 found"
        here.press(screen.search, Qt.Key.Key_Return)
        here.rest()
        assert here.view.here is not None and here.view.here.screen == "applicant"


def test_escape_in_the_search_brings_everything_back(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, *SELLERS) as here:
        screen = show_all(here)
        here.type(screen.search, "nobody of this name")
        here.wait(lambda: screen.empty.isVisible())
        assert screen.empty.accessibleName() == "Nothing found"
        here.press(screen.search, Qt.Key.Key_Escape)
        here.wait(lambda: screen.model.rowCount() == len(SELLERS))
        assert not screen.empty.isVisible()


def test_a_click_on_a_head_sorts_and_the_head_says_how(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, *SELLERS) as here:
        screen = show_all(here)
        place = [column.sort for column in COLUMNS].index(WorklistSort.AMOUNT)
        screen.table.horizontalHeader().sectionClicked.emit(place)
        here.rest()
        amounts = [listed.amount or 0 for listed in screen.model.rows()]
        assert amounts == sorted(amounts, reverse=True)
        head = screen.model.headerData(place, Qt.Orientation.Horizontal)
        assert head == "Asked for ↓"
        screen.table.horizontalHeader().sectionClicked.emit(place)
        here.rest()
        assert [listed.amount or 0 for listed in screen.model.rows()] == sorted(amounts)


def test_several_rows_are_summed_and_copied(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, *SELLERS) as here:
        screen = show_all(here)
        screen.table.selectAll()
        asked = sum(listed.amount or 0 for listed in screen.model.rows())
        here.wait(lambda: f"{asked / 100:,.2f} in all" in screen._summary.text())
        here.do("copy.rows")
        lines = QGuiApplication.clipboard().text().split("\n")
        assert len(lines) == 1 + len(SELLERS) and lines[0].startswith("Name\tTrade\t")
        assert here.view.messages.text() == f"Rows copied: {len(SELLERS)}."


def test_what_one_does_shows_in_the_list_without_losing_ones_place(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, *SELLERS) as here:
        screen = show_all(here)
        screen.table.choose(2)
        chosen = screen.applicant_id
        here.desk.files.add_note(chosen, "visited today")
        here.wait(lambda: screen.model.rows()[2].badge is SyncBadge.WAITING)
        here.rest()
        assert screen.applicant_id == chosen
        assert here.desk.cases.view_counts()[WorklistView.UNSENT] == 1


def test_the_preview_tells_of_the_chosen_file(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S005") as here:
        screen = show_all(here)
        here.do("preview")
        here.rest()
        assert screen.preview.isVisible()
        assert screen.preview._name.text() == screen.model.rows()[0].name
        assert here.window.preferences.table_state("worklist.preview") == "shown"
        here.do("preview")
        assert not screen.preview.isVisible()


def test_a_device_without_files_says_how_to_get_them(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        screen = worklist(here)
        assert screen.empty.accessibleName() == "No files on this device yet"
        before = here.hub.runs
        assert screen.empty.button is not None
        screen.empty.button.click()
        here.rest()
        assert here.hub.runs == before + 1


def test_an_empty_view_leads_to_all_files(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = worklist(here)
        screen.views.choose(WorklistView.REFUSED)
        here.rest()
        assert screen.empty.accessibleName() == "Nothing in this view"
        assert screen.empty.button is not None
        screen.empty.button.click()
        here.rest()
        assert names(screen) and screen._heading.text() == "All files"


def test_the_list_speaks_chinese_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = show_all(here)
        here.do("language")
        here.rest()
        assert screen.model.headerData(0, Qt.Orientation.Horizontal) == "名称"
        assert screen._heading.text() == "全部档案"
        assert here.view.header._title.text() == "工作清单"


def test_badges_say_in_words_where_ones_work_stands() -> None:
    assert len({badge_mark(badge).text for badge in SyncBadge}) == len(SyncBadge)
    mark = decision_mark(row(outcome="approve", provisional=True))
    assert mark is not None and "·" in mark.text
    assert decision_mark(row()) is None


def test_rows_go_to_a_spreadsheet_as_they_are_read() -> None:
    lines = as_lines([row(amount=None, asked_on=None)]).split("\n")
    assert "–" in lines[1] and "0.00" in lines[1]


class ALongList:
    """200,000 applicants, a page at a time, as the cache would give them."""

    TOTAL, PAGE = 200_000, 200

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def fetch(self, after: Any, then: Callable[[Sequence[WorklistRow], Any], None]) -> None:
        self.asked.append(after)
        start = after or 0
        end = min(start + self.PAGE, self.TOTAL)
        rows = [row(number) for number in range(start, end)]
        then(rows, end if end < self.TOTAL else None)


def test_a_list_of_two_hundred_thousand_fetches_only_what_is_looked_at(qtbot: QtBot) -> None:
    apply_theme("light")
    source = ALongList()
    model: PagedModel[WorklistRow] = PagedModel(COLUMNS, CONTEXT, source.fetch)
    table = DataTable(model)  # type: ignore[arg-type]
    qtbot.addWidget(table)
    table.resize(1200, 700)
    table.show()
    model.restart()
    assert source.asked == [None]
    table.choose(model.rowCount() - 1)
    table.scrollToBottom()
    qtbot.waitUntil(lambda: model.rowCount() >= 400)
    assert model.rowCount() <= 800, "one look at the end must not fetch the whole list"
    assert model.canFetchMore()


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    source = ALongList()
    model: PagedModel[WorklistRow] = PagedModel(COLUMNS, CONTEXT, source.fetch)
    model.restart()
    qtmodeltester.check(model, force_py=True)
    assert model.index(0, 0).data(ROW_ROLE) == row(0)


def test_an_answer_to_an_old_question_is_dropped(qtbot: QtBot) -> None:
    waiting: list[Callable[[Sequence[WorklistRow], Any], None]] = []
    model: PagedModel[WorklistRow] = PagedModel(COLUMNS, CONTEXT, lambda after, then: waiting.append(then))
    model.restart()
    model.restart()
    first, second = waiting
    second([row(2)], None)
    first([row(1)], None)
    assert [listed.source_id for listed in model.rows()] == ["S2"]


def test_contents_that_change_leave_the_rows_where_they_are(qtbot: QtBot) -> None:
    model: PagedModel[WorklistRow] = PagedModel(COLUMNS, CONTEXT, lambda after, then: None)
    model.set_rows([row(1), row(2)])
    with qtbot.assertNotEmitted(model.modelReset):
        model.replace_rows([row(1), replace(row(2), exposure=100)])
    assert model.rows()[1].exposure == 100
