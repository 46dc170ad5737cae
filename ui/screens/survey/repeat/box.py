"""One repeat on the page: its heading with the count, its table or its list, and what adds and removes lines.

Where every question is a cell it is a table; a repeat with long questions, photos or repeats within has the
list of its rows above and the questions of the chosen one below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QItemSelectionModel
from PySide6.QtWidgets import QListWidget, QWidget

from ui.screens.survey.asked import Asked
from ui.screens.survey.hands import Hands
from ui.screens.survey.problem_words import problem_words
from ui.screens.survey.repeat.lines import Line, cell_text, entered, entered_in, is_table, line_of
from ui.screens.survey.repeat.model import LinesModel
from ui.screens.survey.repeat.table import LinesTable
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.dialogs import ask
from ui.widgets.layout import column, label, set_look
from ui.widgets.pieces import SectionHeader, button
from workstation.surveys.views import Item, QuestionView, RepeatView

_MOST_SHOWN = 6
_WORDS_IN_ROW = 3
"""So many answers name a row in the list."""


class RowItems(Protocol):
    """The questions of one row below one another, as a widget."""

    def show_items(self, items: Iterable[Item]) -> None: ...

    def show_question(self, view: QuestionView) -> bool: ...

    def focus_first(self) -> bool: ...

    def focus_ref(self, ref: str) -> bool: ...

    def current_ref(self) -> str: ...

    def close_items(self) -> None: ...


class RepeatBox(QWidget):
    """`make_items` makes what shows the questions of a row that is no line of a table."""

    def __init__(
        self,
        view: RepeatView,
        asked: Asked,
        hands: Hands,
        make_items: Callable[[], RowItems],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.view, self._asked, self._hands, self._make_items = view, asked, hands, make_items
        self.lines: list[Line] = []
        self._begun: tuple[int, list[str]] | None = None
        """The line that Enter added last: its number, and what it began with."""
        self.add, self.remove = button("quiet", "plus"), button("quiet", "trash")
        self._head = SectionHeader(self.add, self.remove)
        self._empty, self._word = label("soft", wrap=True), label("faint", wrap=True)
        self.model = LinesModel(hands.today(), self)
        self.table = LinesTable(self.model)
        self.list = QListWidget()
        self.list.setProperty("look", "field")
        self.rows: RowItems | None = None
        self._row_view = QWidget()
        self._row_view.setLayout(column(gap=0, margin=(tokens.ROOM, 0, 0, 0)))
        self._is_table = True
        parts = (self._head, self._empty, self.table, self._word, self.list, self._row_view)
        self.setLayout(column(*parts, gap=tokens.SNUG))
        self.model.answered.connect(asked.answer)
        self.table.add_asked.connect(self._go_behind)
        self.table.pasted.connect(self._paste)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_word())
        self.list.currentRowChanged.connect(lambda _: self._show_row())
        self.add.clicked.connect(lambda: self.add_line(self.current_line() or len(self.lines)))
        self.remove.clicked.connect(self.remove_line)
        self._retranslate()
        self.show_repeat(view)

    # What is shown.

    def show_repeat(self, view: RepeatView) -> None:
        self.view = view
        self.lines = [line_of(line) for line in view.rows]
        if view.rows:
            self._is_table = is_table(view)
        for part, shown in (
            (self._empty, not view.rows),
            (self.table, bool(view.rows) and self._is_table),
            (self._word, bool(view.rows) and self._is_table),
            (self.list, bool(view.rows) and not self._is_table),
            (self._row_view, bool(view.rows) and not self._is_table),
        ):
            part.setVisible(shown)
        if self._is_table:
            self.model.show_repeat(view)
            self._show_word()
        else:
            self._show_list()
        self._show_head()

    def show_question(self, view: QuestionView) -> bool:
        """One question of one row as it is now; False where it belongs elsewhere."""
        if not view.ref.startswith(f"{self.view.ref}["):
            return False
        if self._is_table:
            shown = self.model.show_question(view)
            current = self.model.view_at(self.table.currentIndex())
            if current is not None and current.ref == view.ref:
                self._show_word()
            return shown
        for place, line in enumerate(self.lines):
            path = view.ref.removeprefix(line.ref)
            if path != view.ref and path in line.cells:
                line.cells[path] = view
                self.list.item(place).setText(self._row_words(place))
        return self.rows is not None and self.rows.show_question(view)

    def _show_head(self) -> None:
        name = self.view.label or self.view.name
        self._head.set_text(name, self.tr("Lines: {0}").format(len(self.lines)))
        self.add.setVisible(not self.view.counted)
        self.remove.setVisible(not self.view.counted)
        self.remove.setEnabled(bool(self.lines))
        self.add.setAccessibleName(f"{self.add.text()}: {name}")
        self.remove.setAccessibleName(f"{self.remove.text()}: {name}")
        self.table.setAccessibleName(name)
        self.list.setAccessibleName(name)
        self.setAccessibleName(name)

    def _show_word(self) -> None:
        """What the chosen cell asks, and what is wrong with it."""
        view = self.model.view_at(self.table.currentIndex())
        if view is None:
            set_look(self._word, "faint")
            self._word.setText(
                self.tr("Type to fill a cell. Enter goes on, Ctrl+V pastes from a spreadsheet.")
            )
            return
        problem = view.problem
        words = f"{view.label or view.name}: {problem_words(view)}" if problem is not None else ""
        set_look(self._word, "warn" if problem is not None else "faint")
        parts = [view.label or view.name, view.hint, view.constraint_text]
        self._word.setText(words or " · ".join(part for part in parts if part))

    def _show_list(self) -> None:
        chosen = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        while self.list.count() > len(self.lines):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(self.lines):
            self.list.addItem("")
        for place in range(len(self.lines)):
            self.list.item(place).setText(self._row_words(place))
        if self.lines:
            self.list.setCurrentRow(min(chosen, len(self.lines) - 1))
        self.list.blockSignals(False)
        rows = min(max(len(self.lines), 1), _MOST_SHOWN)
        self.list.setFixedHeight(rows * theme().px(tokens.ROW_HEIGHT) + theme().px(4))
        self._show_row()

    def _row_words(self, place: int) -> str:
        """A row by its first answers, with its problems in words."""
        line = self.lines[place]
        told = [text for cell in line.cells.values() if (text := cell_text(cell))][:_WORDS_IN_ROW]
        own = line.label if line.label != self.view.label else ""
        words = " · ".join(told) or own or self.tr("nothing entered yet")
        words = f"{place + 1}.  {words}"
        if line.problems:
            words += "  –  " + self.tr("{0} to mend").format(line.problems)
        return words

    def _show_row(self) -> None:
        place = self.list.currentRow()
        if self._is_table or not 0 <= place < len(self.view.rows):
            return
        if self.rows is None:
            self.rows = self._make_items()
            self._row_view.layout().addWidget(self.rows)  # type: ignore[arg-type]
        self.rows.show_items(self.view.rows[place].items)

    # What is done.

    def add_line(self, after: int) -> None:
        """A new line behind line number `after`, the keyboard in its first cell."""
        if self.view.counted:
            return
        self._asked.add_row(self.view.ref, after)
        self._go_into(min(after, len(self.lines) - 1))

    def _go_behind(self, count: int) -> None:
        """Enter behind the last cell: a new line; where the last one came so and was left as it was, the end
        of the table, as in a spreadsheet."""
        if self.drop_untouched():
            self.add.setFocus()
            return
        self.add_line(count)
        if len(self.model.lines) > count:
            self._begun = (count + 1, entered_in(self.model.lines[-1]))

    def drop_untouched(self) -> bool:
        """Take the last line away that Enter added and nobody filled in: it would have to be answered."""
        begun, self._begun = self._begun, None
        lines = self.model.lines
        if begun is None or len(lines) < 2 or begun != (len(lines), entered_in(lines[-1])):
            return False
        self._asked.remove_row(lines[-1].ref)
        return True

    def remove_line(self) -> None:
        """Take the chosen line away; one with answers only after a question."""
        number = self.current_line()
        if self.view.counted or not 1 <= number <= len(self.lines):
            return
        line = self.lines[number - 1] if not self._is_table else self.model.lines[number - 1]
        if not line.answered:
            self._remove(line.ref)
            return
        told = " · ".join(text for cell in line.cells.values() if (text := cell_text(cell)))
        ask(
            self,
            self.tr("Remove line {0}?").format(number),
            told,
            self.tr("Remove"),
            lambda: self._remove(line.ref),
            danger=True,
        )

    def _remove(self, ref: str) -> None:
        number = self.current_line()
        self._asked.remove_row(ref)
        if self.lines:
            self._go_into(min(max(number, 1), len(self.lines)) - 1)
        else:
            self.add.setFocus()

    def _paste(self, first: int, place: int, grid: Sequence[Sequence[str]]) -> None:
        columns = self.model.columns[place:]
        example = self.model.lines[0].cells if self.model.lines else {}
        taken = []
        for cells in grid:
            line = []
            for column_, text in zip(columns, cells, strict=False):
                view = example.get(column_.path)
                if view is not None and not view.readonly:
                    line.append((column_.path, entered(view, text, self._hands.today())))
            taken.append(line)
        self._asked.paste(self.view.ref, first, taken)

    # The keyboard.

    def current_line(self) -> int:
        """The number of the chosen line from 1, 0 where there is none."""
        return self.table.current_line() if self._is_table else self.list.currentRow() + 1

    def current_ref(self) -> str:
        """The question at which the keyboard is; empty where it is elsewhere."""
        here = self.window().focusWidget()
        if here is None or not self.isAncestorOf(here):
            return ""
        if self._is_table:
            view = self.model.view_at(self.table.currentIndex())
            return view.ref if view is not None else ""
        return self.rows.current_ref() if self.rows is not None else ""

    def focus(self) -> bool:
        """Bring the keyboard to the first cell."""
        if not self.lines:
            self.add.setFocus()
            return not self.view.counted
        if self._is_table:
            self.table.go_into(max(self.table.currentIndex().row(), 0))
        else:
            self.list.setFocus()
        return True

    def focus_ref(self, ref: str) -> bool:
        if not ref.startswith(f"{self.view.ref}["):
            return False
        if self._is_table:
            return self.table.go_to(ref)
        for place, line in enumerate(self.lines):
            if ref.startswith(f"{line.ref}/"):
                self.list.setCurrentRow(place)
                return self.rows is not None and self.rows.focus_ref(ref)
        return False

    def _go_into(self, row_number: int) -> None:
        if self._is_table:
            self.table.clearSelection()
            self.table.go_into(row_number)
            index = self.table.currentIndex()
            self.table.scrollTo(index)
            self.table.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        else:
            self.list.setCurrentRow(row_number)
            if self.rows is not None:
                self.rows.focus_first()

    def put_away(self) -> None:
        if self.rows is not None:
            self.rows.close_items()

    def _retranslate(self) -> None:
        self.add.setText(self.tr("Add a line"))
        self.remove.setText(self.tr("Remove this line"))
        self._empty.setText(self.tr("No line yet. Add one, or press Ctrl+Enter."))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_head()
            self._show_word()
        super().changeEvent(event)
