"""The views by which an officer follows borrowers, driven in the real window by names and keys."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.helpers.caches import part
from tests.helpers.following import draw, promise
from tests.ui.desks import BUSINESS_DAY, sample
from tests.ui.windows import Office, office
from ui.actions import ACTIONS
from ui.screens.worklist import WorklistScreen
from ui.screens.worklist.table import columns_of
from ui.screens.worklist.views import VIEWS, empty_words, view_name
from ui.screens.worklist.why import missing_words, why_mark
from ui.translation import speak
from workstation.ports import SyncBadge, Why, WorklistRow, WorklistView

SELLERS = ("S001", "S005", "S013")


def day(number: int) -> date:
    """So many days after the desk's."""
    return BUSINESS_DAY + timedelta(days=number)


def lend(here: Office, source_id: str, drawn: date, *more: Any) -> None:
    """What the hub would send of a loan of this seller."""
    who = sample()[source_id].applicant
    here.desk.sync.store.store_parts([part(who.id, draw(who, drawn), *more, seq=900)])


def opened(here: Office, view: WorklistView) -> WorklistScreen:
    screen = here.open("worklist")
    assert isinstance(screen, WorklistScreen)
    screen.refresh()
    here.rest()
    screen.views.choose(view)
    here.rest()
    return screen


def cells(screen: WorklistScreen) -> list[dict[str, str]]:
    """Each row: head → text, whether there is room for the column or not."""
    model = screen.model
    places = range(model.columnCount())
    heads = {p: str(model.headerData(p, Qt.Orientation.Horizontal)) for p in places}
    return [{heads[p]: str(model.index(row, p).data()) for p in places} for row in range(model.rowCount())]


def test_what_falls_due_is_listed_the_soonest_first_with_day_sum_and_word(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with office(qtbot, tmp_path, *SELLERS) as here:
        lend(here, "S001", date(2026, 10, 23))
        lend(here, "S005", date(2026, 10, 20))
        screen = opened(here, WorklistView.DUE_SOON)
        assert screen._heading.text() == "Due in three days"
        assert screen._summary.text() == "2 in this view"
        rows = cells(screen)
        assert [(row["Due on ↑"], row["Falls due"], row["When"]) for row in rows] == [
            ("2026-11-20", "1,000.00", "Today"),
            ("2026-11-23", "1,000.00", "In 3 days"),
        ]
        screen.views.choose(WorklistView.ALL)
        here.rest()
        assert "Asked on ↓" in cells(screen)[0] and "When" not in cells(screen)[0]


def test_a_promise_taken_at_the_desk_is_in_its_view_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, *SELLERS) as here:
        who = sample()["S013"].applicant
        lend(here, "S013", day(-80), promise(who, day(-9), day(-2)))
        lend(here, "S001", day(-80))
        screen = opened(here, WorklistView.PROMISES)
        assert [row["When"] for row in cells(screen)] == ["Broken"]
        here.desk.loans.take_promise("sample:S001", "app-1", day(1), 45_000)
        here.wait(lambda: screen.model.rowCount() == 2)
        here.rest()
        [_, taken] = cells(screen)
        assert (taken["Promised for ↑"], taken["Promised"], taken["When"], taken["State"]) == (
            day(1).isoformat(), "450.00", "Tomorrow", "Waiting",
        )  # fmt: skip


def test_the_keyboard_goes_through_the_views_and_opens_a_row(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, *SELLERS) as here:
        lend(here, "S001", day(-20))
        screen = opened(here, WorklistView.PROMISES)
        screen.views.setFocus()
        here.press(screen.views, Qt.Key.Key_Down)
        here.rest()
        assert screen._heading.text() == "Use of money to check"
        screen.table.setFocus()
        assert QApplication.focusWidget() is screen.table
        here.press(screen.table, Qt.Key.Key_Return)
        here.rest()
        assert here.view.here is not None
        assert (here.view.here.screen, here.view.here.applicant_id) == ("applicant", "sample:S001")


def test_the_palette_leads_to_a_view_from_any_screen(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, *SELLERS) as here:
        lend(here, "S001", day(-20))
        screen = opened(here, WorklistView.TO_DECIDE)
        here.type(screen.search, "nobody of this name")
        here.open("settings")
        here.do("list.funds_checks")
        here.rest()
        assert here.view.here is not None and here.view.here.screen == "worklist"
        assert (screen._heading.text(), screen.search.text()) == ("Use of money to check", "")
        assert [row["When"] for row in cells(screen)] == ["In 10 days"]
        assert QApplication.focusWidget() in (screen.table, screen.search)


def test_what_a_file_lacks_is_said_in_the_list_and_in_the_preview(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = opened(here, WorklistView.INCOMPLETE)
        [row] = cells(screen)
        assert row["Missing"].startswith("Identity not checked: Identity card, Met in person")
        [consent] = here.desk.cases.applicant_file("sample:S001", ledgers=False).consents
        here.desk.people.withdraw_authorisation("sample:S001", consent.id)
        here.wait(lambda: "Authorisation withdrawn" in cells(screen)[0]["Missing"])
        here.do("preview")
        here.rest()
        shown = [label.text() for label in screen.preview.findChildren(QLabel)]
        assert cells(screen)[0]["Missing"] in shown


@pytest.mark.parametrize("view", [view for view, _, _ in VIEWS])
def test_every_view_says_what_would_be_in_it_and_has_a_name_in_both_languages(
    qtbot: QtBot, tmp_path: Path, view: WorklistView
) -> None:
    speak("en")
    english = (view_name(view), *empty_words(view), *(column.title for column in columns_of(view)))
    speak("zh")
    chinese = (view_name(view), *empty_words(view))
    assert all(english) and all(chinese) and not set(english) & set(chinese)


def test_the_list_of_views_holds_each_once() -> None:
    assert sorted(view for view, _, _ in VIEWS) == sorted(WorklistView)
    lists = [action.id.removeprefix("list.") for action in ACTIONS if action.id.startswith("list.")]
    assert lists == [view.value for view, _, _ in VIEWS], "the palette has them in the same order"


def row(view: WorklistView, **values: Any) -> WorklistRow:
    why = Why(**{"day": BUSINESS_DAY, "days_left": 0, "amount": None, "what": (), **values})
    return WorklistRow(
        "test:S1", "S1", "店", "reseller", "", "", None, None, None, 0, 0, "", False, SyncBadge.SYNCED, why
    )


@pytest.mark.parametrize(
    ("view", "left", "word"),
    [
        (WorklistView.PROMISES, -1, "Broken"),
        (WorklistView.FUNDS_CHECKS, -1, "Late"),
        (WorklistView.DUE_SOON, 0, "Today"),
        (WorklistView.PROMISES, 1, "Tomorrow"),
        (WorklistView.FUNDS_CHECKS, 20, "In 20 days"),
    ],
)
def test_how_near_a_day_is_stands_in_words(
    qapp: QApplication, view: WorklistView, left: int, word: str
) -> None:
    speak("en")
    mark = why_mark(view, row(view, days_left=left))
    assert mark is not None and mark.text == word


@pytest.mark.parametrize(
    ("codes", "word"),
    [
        (("second", "contested"), "Contested"),
        (("authority",), "Above authority"),
        (("second",), "Second person"),
    ],
)
def test_the_most_pressing_of_what_is_waited_for_is_said(
    qapp: QApplication, codes: tuple[str, ...], word: str
) -> None:
    speak("en")
    mark = why_mark(WorklistView.SUPERVISOR, row(WorklistView.SUPERVISOR, what=codes))
    assert mark is not None and mark.text == word


def test_every_code_of_what_is_missing_has_words(qapp: QApplication) -> None:
    speak("en")
    codes = ("unreadable", "application", "consent.none", "consent.expired", "identity.face.failed",
             "identity.phone.missing", "identity.spouse.missing", "identity.id_card.expired")  # fmt: skip
    said = missing_words(codes)
    assert "Identity not checked: Phone in own name, Identity of the spouse" in said
    assert len(said) == 7 and not any("." in words for words in said)
