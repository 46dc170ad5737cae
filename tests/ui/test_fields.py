"""Fields that read what people type, and parts that fit what they hold."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.translation import speak
from ui.widgets.date_field import DateField
from ui.widgets.flow import FlowLayout
from ui.widgets.layout import column
from ui.widgets.money_field import MoneyField, read_money
from ui.widgets.number_field import NumberField
from ui.widgets.scroll import Scroller
from ui.widgets.segments import Segments
from ui.widgets.turns import Turns, held
from ui.widgets.words import METHODS, named
from workstation.domain.words import TRADES


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("50000", 5_000_000),
        ("50,000.00", 5_000_000),
        ("5万", 5_000_000),
        ("5.5 万", 5_500_000),
        ("５万元", 5_000_000),
        ("¥1,234.5", 123_450),
        ("0.3亿", 3_000_000_000),
        ("20k", 2_000_000),
        ("", None),
        ("five", None),
        ("5,00", None),
        ("1.234", None),
        ("-5", None),
        ("1.23456789万", None),
        ("1/0万", None),
        ("999999999999999", None),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, fen: int | None) -> None:
    assert read_money(typed) == fen


def test_leaving_an_amount_prints_it_in_full(qtbot: QtBot) -> None:
    field = MoneyField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "5w")
    assert field.fen() == 5_000_000
    field.clearFocus()
    field.focusOutEvent(_focus_out())
    assert field.text() == "50,000.00"


def test_a_number_moves_by_keys_and_stays_within_its_bounds(qtbot: QtBot) -> None:
    field = NumberField()
    qtbot.addWidget(field)
    field.set_bounds(0, 100, 1, 1, "%")
    field.set_number(99.5)
    assert field.text() == "99.5%"
    with qtbot.waitSignal(field.number_changed) as told:
        qtbot.keyClick(field, Qt.Key.Key_Up)
    assert told.args == [100.0]
    field.clear()
    qtbot.keyClicks(field, "abc")
    assert field.property("wrong") is True
    field.focusOutEvent(_focus_out())
    assert (field.text(), field.property("wrong")) == ("100.0%", False)


def test_a_day_is_typed_or_stepped(qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    field.set_day(date(2026, 3, 1))
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.day() == date(2026, 2, 28)
    field.setText("31.12.2026")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "2026-02-28", "what is no day is taken back"


def test_enter_on_what_is_no_day_does_not_go_on_to_the_default_button(qtbot: QtBot) -> None:
    dialog, field, save = QDialog(), DateField(), QPushButton("Save")
    qtbot.addWidget(dialog)
    dialog.setLayout(column(field, save))
    save.setDefault(True)
    saved: list[date] = []
    save.clicked.connect(lambda: saved.append(field.day()))
    dialog.show()
    field.set_day(date(2026, 3, 1))
    field.setText("2026-13-45")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), saved) == ("2026-03-01", [])
    field.setText("2026-04-05")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert saved == [date(2026, 4, 5)]
    field.setText("2026-04-06")
    assert field.day() == date(2026, 4, 6), "asked for before the field is left"


def test_segments_keep_one_choice_and_the_arrows_move_it(qtbot: QtBot) -> None:
    segments = Segments((6, 12, 24))
    qtbot.addWidget(segments)
    segments.set_texts(["6 months", "12 months", "24 months"], "Tenor")
    segments.choose(12)
    assert segments.key() == 12
    segments.choose("a tenor that is not offered")
    assert segments.key() is None
    segments.choose(6)
    segments.show()
    segments.focus()
    with qtbot.waitSignal(segments.chosen) as told:
        qtbot.keyClick(segments.focusWidget() or segments, Qt.Key.Key_Space)
    assert told.args == [6]


def test_what_nobody_has_named_is_shown_as_it_is() -> None:
    speak("en")
    assert named(TRADES, "garden_tools") == "Garden tools"
    assert named(TRADES, "signaling_and_security") == "signaling and security"
    speak("zh")
    assert named(METHODS, "bullet") == "先息后本"


def test_a_flow_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    room, flow = QWidget(), FlowLayout(10, 10)
    qtbot.addWidget(room)
    room.setLayout(flow)
    for _ in range(4):
        part = QWidget()
        part.setMinimumSize(100, 20)
        flow.addWidget(part)
    assert flow.heightForWidth(430) == 20
    assert flow.heightForWidth(320) == 50
    assert flow.heightForWidth(90) == 110


def test_a_page_is_as_high_as_its_texts_need_at_its_width(qtbot: QtBot) -> None:
    content, text = QWidget(), QLabel("words " * 200)
    text.setWordWrap(True)
    content.setLayout(column(text))
    page = Scroller(content)
    qtbot.addWidget(page)
    page.resize(600, 80)
    page.show()
    qtbot.waitUntil(lambda: content.width() == page.viewport().width())
    wide = content.height()
    page.resize(300, 80)
    qtbot.waitUntil(lambda: content.height() > wide)


def test_pieces_come_one_a_turn_and_starting_anew_drops_the_rest(qtbot: QtBot) -> None:
    owner = QWidget()
    done: list[str] = []
    qtbot.addWidget(owner)
    turns = Turns(owner)
    turns.start([lambda: done.append("old"), lambda: done.append("older")])
    turns.start([lambda: done.append("one"), lambda: done.append("two")])
    assert done == [] and turns.busy
    qtbot.waitUntil(lambda: not turns.busy)
    assert done == ["one", "two"]


def test_what_is_held_comes_back_even_after_an_error(qtbot: QtBot) -> None:
    part = QWidget()
    qtbot.addWidget(part)
    part.show()

    def break_off() -> None:
        with held(part):
            assert part.isHidden()
            raise KeyError("no such figure")

    with pytest.raises(KeyError):
        break_off()
    assert not part.isHidden()


def _focus_out() -> object:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent

    return QFocusEvent(QEvent.Type.FocusOut)
