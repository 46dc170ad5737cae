"""A repeat of short questions is a table that is filled by the keyboard and from a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.surveys.questions import TODAY, choices, hands, question
from tests.ui.test_shell import nameless
from ui.screens.survey.asked import Asked
from ui.screens.survey.hands import Hands
from ui.screens.survey.items import Items
from ui.screens.survey.repeat.box import RepeatBox
from ui.screens.survey.repeat.lines import is_table
from ui.screens.survey.repeat.model import LinesModel
from ui.translation import speak
from ui.widgets.dialogs import Question
from workstation.surveys.views import AnswerKind, GroupView, Problem, ProblemKind, QuestionView, RepeatView

STOCK = "/data/stock"


def line(number: int, item: str = "", count: str = "", unit: str = "") -> GroupView:
    at = f"{STOCK}[{number}]"
    made = (
        question(AnswerKind.TEXT, item, ref=f"{at}/item", label="Item"),
        question(AnswerKind.INTEGER, count, ref=f"{at}/count", label="Count", required=True),
        question(AnswerKind.CHOICE, unit, ref=f"{at}/unit", label="Unit", choices=choices("piece", "box")),
        question(AnswerKind.DECIMAL, "", ref=f"{at}/sum", label="Sum", readonly=True),
    )
    return GroupView(at, "stock", "", made)


def stock(*lines: GroupView, counted: bool = False) -> RepeatView:
    return RepeatView(STOCK, "stock", "Stock count", lines, counted)


@dataclass
class Sheet:
    """Stands in for a form: it keeps what it is told and shows it again."""

    box: RepeatBox | None = None
    rows: list[GroupView] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, ref: str, text: str) -> None:
        self.told.append((ref, text))
        for place, row in enumerate(self.rows):
            for cell in row.items:
                if isinstance(cell, QuestionView) and cell.ref == ref:
                    problem = Problem(ref, ProblemKind.TYPE) if text == "many" else None
                    made = replace(cell, value=text, problem=problem)
                    items = tuple(made if one is cell else one for one in row.items)
                    self.rows[place] = replace(row, items=items)
                    assert self.box is not None and self.box.show_question(made)

    def add_row(self, _: str, after: int | None) -> None:
        values = [tuple(cell.value for cell in row.items[:3]) for row in self.rows]  # type: ignore[union-attr]
        values.insert(len(values) if after is None else after, ("", "", ""))
        self._renumber(values)

    def remove_row(self, ref: str) -> None:
        kept = [row for row in self.rows if row.ref != ref]
        self._renumber([tuple(cell.value for cell in row.items[:3]) for row in kept])  # type: ignore[union-attr]

    def paste(self, ref: str, first: int, lines: list[list[tuple[str, str]]]) -> None:
        for place, cells in enumerate(lines, first):
            if place == len(self.rows):
                self.add_row(ref, None)
            for path, text in cells:
                self.answer(f"{ref}[{place + 1}]{path}", text)

    def _renumber(self, values: list[tuple[str, ...]]) -> None:
        self.rows = [line(number, *one) for number, one in enumerate(values, 1)]
        assert self.box is not None
        self.box.show_repeat(stock(*self.rows))


@contextmanager
def sheet(qtbot: QtBot, *lines: GroupView) -> Iterator[tuple[RepeatBox, Sheet, Hands]]:
    speak("en")
    with hands() as (tools, _):
        made = Sheet(rows=list(lines))
        asked = Asked(made.answer, made.add_row, made.remove_row, made.paste)
        box = made.box = RepeatBox(stock(*lines), asked, tools, lambda: Items(asked, tools))
        qtbot.addWidget(box)
        box.resize(800, 500)
        box.show()
        yield box, made, tools


def test_the_model_is_sound_while_lines_come_and_go(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = LinesModel(TODAY)
    qtmodeltester.check(model)
    for lines in ((), (line(1), line(2)), (line(1, "silk"),), (line(1), line(2), line(3))):
        model.show_repeat(stock(*lines))
        assert model.rowCount() == len(lines)


def test_cells_are_typed_key_by_key_and_enter_goes_on(qtbot: QtBot) -> None:
    with sheet(qtbot, line(1), line(2)) as (box, made, _):
        box.focus()
        box.table.edit(box.table.currentIndex())
        editor = box.table.findChild(QLineEdit)
        assert editor is not None and editor.accessibleName() == "Item"
        qtbot.keyClicks(editor, "tea")
        assert made.told == [(f"{STOCK}[1]/item", text) for text in ("t", "te", "tea")]
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: box.table.currentIndex().column() == 1)
        qtbot.keyClicks(box.table, "1")
        assert made.rows[0].items[1].value == "1"  # type: ignore[union-attr]


def test_escape_brings_back_what_a_cell_held(qtbot: QtBot) -> None:
    with sheet(qtbot, line(1, "silk")) as (box, made, _):
        box.table.setCurrentIndex(box.model.index(0, 0))
        box.table.edit(box.table.currentIndex())
        editor = box.table.findChild(QLineEdit)
        assert editor is not None
        qtbot.keyClicks(editor, "x")
        assert made.rows[0].items[0].value != "silk"  # type: ignore[union-attr]
        qtbot.keyClick(editor, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: made.rows[0].items[0].value == "silk")  # type: ignore[union-attr]


def test_a_choice_in_a_cell_drops_down(qtbot: QtBot) -> None:
    with sheet(qtbot, line(1)) as (box, made, _):
        box.table.edit(box.model.index(0, 2))
        drop = box.table.findChild(QComboBox)
        assert drop is not None
        drop.setCurrentIndex(2)
        drop.activated.emit(2)
        assert made.told == [(f"{STOCK}[1]/unit", "c2")]
        assert box.model.data(box.model.index(0, 2)) == "box"


def test_enter_in_the_last_cell_adds_a_line(qtbot: QtBot) -> None:
    with sheet(qtbot, line(1, "tea", "3", "c1")) as (box, made, _):
        box.table.setCurrentIndex(box.model.index(0, 2))
        qtbot.keyClick(box.table, Qt.Key.Key_Return)
        assert len(made.rows) == 2 and box.current_line() == 2
        assert box.table.currentIndex().column() == 0


def test_the_first_line_comes_from_the_button(qtbot: QtBot) -> None:
    with sheet(qtbot) as (box, made, _):
        assert box._empty.isVisible() and not box.table.isVisible()
        box.add.click()
        assert len(made.rows) == 1 and box.table.isVisible() and nameless(box) == []


def test_lines_of_a_spreadsheet_are_pasted_and_copied(qtbot: QtBot) -> None:
    with sheet(qtbot, line(1)) as (box, made, _):
        box.table.setCurrentIndex(box.model.index(0, 0))
        QGuiApplication.clipboard().setText("tea\t1,200\tbox\nsilk\t３万\tpiece\n")
        qtbot.keyClick(box.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        values = [tuple(cell.value for cell in row.items[:3]) for row in made.rows]  # type: ignore[union-attr]
        assert values == [("tea", "1200", "c2"), ("silk", "30000", "c1")]
        assert box.table.copy_text().splitlines()[1] == "tea\t1200\tbox\t"


def test_a_problem_is_marked_in_its_cell_and_said_below(qtbot: QtBot) -> None:
    with sheet(qtbot, line(1)) as (box, made, _):
        box.table.setCurrentIndex(box.model.index(0, 1))
        made.answer(f"{STOCK}[1]/count", "many")
        assert box.model.data(box.model.index(0, 1), Qt.ItemDataRole.DecorationRole) is not None
        assert box._word.text() == "Count: This is no whole number."
        box.table.setCurrentIndex(box.model.index(0, 2))
        made.answer(f"{STOCK}[1]/unit", "many")
        assert box._word.text() == "Unit: Not among the choices: piece, box"


def test_a_line_with_answers_goes_only_after_a_question(qtbot: QtBot) -> None:
    with sheet(qtbot, line(1, "tea"), line(2)) as (box, made, _):
        box.table.setCurrentIndex(box.model.index(1, 0))
        box.remove_line()
        assert len(made.rows) == 1, "an empty one goes at once"
        box.table.setCurrentIndex(box.model.index(0, 0))
        box.remove_line()
        asked = box.window().findChild(Question)
        assert isinstance(asked, Question) and len(made.rows) == 1
        asked.yes.click()
        assert made.rows == [] and box._empty.isVisible()


@pytest.mark.parametrize("kind", [AnswerKind.PHOTO, AnswerKind.CHOICES, AnswerKind.POSITION])
def test_what_is_no_cell_gets_a_list_with_the_row_below(qtbot: QtBot, kind: AnswerKind) -> None:
    rows = tuple(
        GroupView(f"{STOCK}[{n}]", "stock", "", (
            question(AnswerKind.TEXT, f"item {n}", ref=f"{STOCK}[{n}]/item"),
            question(kind, ref=f"{STOCK}[{n}]/more", choices=choices("a", "b")),
        ))
        for n in (1, 2)
    )  # fmt: skip
    assert not is_table(stock(*rows))
    with sheet(qtbot) as (box, _, _):
        box.show_repeat(stock(*rows))
        assert [box.list.item(n).text() for n in range(2)] == ["1.  item 1", "2.  item 2"]
        assert box.focus_ref(f"{STOCK}[2]/item") and box.current_line() == 2
        assert box.rows is not None and f"{STOCK}[2]/more" in box.rows.boxes
        assert nameless(box) == []


def test_enter_on_a_line_that_nobody_filled_in_ends_the_table_as_in_a_spreadsheet(qtbot: QtBot) -> None:
    with sheet(qtbot, line(1, "silk", "3", "piece")) as (box, made, _):
        box.focus()
        for _ in range(3):
            qtbot.keyClick(box.table, Qt.Key.Key_Return)
        assert len(made.rows) == 2, "behind the last cell a line is begun"
        for _ in range(3):
            qtbot.keyClick(box.table, Qt.Key.Key_Return)
        assert [row.ref for row in made.rows] == [f"{STOCK}[1]"], "nobody has to take it away"


def test_a_line_that_was_begun_and_left_alone_goes_with_its_section_and_one_with_a_word_stays(
    qtbot: QtBot,
) -> None:
    with sheet(qtbot, line(1, "silk", "3", "piece")) as (box, made, _):
        box.focus()
        for _ in range(3):
            qtbot.keyClick(box.table, Qt.Key.Key_Return)
        assert box.drop_untouched() and len(made.rows) == 1
        box.focus()
        for _ in range(3):
            qtbot.keyClick(box.table, Qt.Key.Key_Return)
        made.answer(f"{STOCK}[2]/item", "linen")
        assert not box.drop_untouched() and len(made.rows) == 2


def test_a_line_that_somebody_asked_for_by_its_button_stays(qtbot: QtBot) -> None:
    with sheet(qtbot, line(1, "silk", "3", "piece")) as (box, made, _):
        box.add.click()
        assert not box.drop_untouched() and len(made.rows) == 2
