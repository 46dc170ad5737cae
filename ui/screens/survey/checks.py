"""The cross-checks beside the section, live: both sides of each, and room to explain what contradicts.

A card keeps its place and its cursor while its figures change; those that contradict stand first when the
section changes, never while one types.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QTextCursor
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from ui.screens.survey.check_words import apart_words, check_mark, check_meaning, check_name, side_words
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.badge import Badge
from ui.widgets.layout import column, frame, label, row
from ui.widgets.scroll import Scroller
from workstation.domain.surveying import CheckResult

_WIDTH = 320


class CheckCard(QWidget):
    """`explained(check, text)` with every key."""

    explained = Signal(str, str)

    def __init__(self, result: CheckResult, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.result = result
        self._name, self._badge = label("heading", wrap=True), Badge()
        self._apart, self._means = label("soft", wrap=True), label("faint", wrap=True)
        self.text = QPlainTextEdit(result.explanation)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._typed)
        self._sides = QGridLayout()
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setVerticalSpacing(theme().px(2))
        self._sides.setColumnStretch(0, 1)
        head = row(gap=tokens.SNUG)
        head.addWidget(self._name, 1)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        inner = column(
            head, self._sides, self._apart, self._means, self.text, gap=tokens.SNUG, margin=tokens.GAP
        )
        self.setLayout(column(frame("surface", inner), gap=0))
        self.show_result(result)

    def show_result(self, result: CheckResult, *, locked: bool = False) -> None:
        self.result = result
        self._name.setText(check_name(result.check))
        self._badge.show_mark(check_mark(result))
        self._show_sides(result)
        self._apart.setText(apart_words(result))
        means, ask = check_meaning(result.check)
        told = [means, self.tr("Ask: {0}").format(ask) if ask else ""]
        self._means.setText("\n".join(part for part in told if part))
        self._means.setVisible(not result.within)
        self.text.setVisible(not result.within)
        self.text.setReadOnly(locked)
        line = QFontMetrics(theme().font()).lineSpacing()
        self.text.setFixedHeight(3 * line + theme().px(2 * tokens.SNUG))
        if not self.text.hasFocus() and result.explanation and not self.text.toPlainText().strip():
            self.text.setPlainText(result.explanation)
        name = self._name.text()
        self.text.setAccessibleName(self.tr("Explanation: {0}").format(name))
        self.text.setPlaceholderText(self.tr("What explains the difference?"))
        self.setAccessibleName(f"{name}: {self._badge.mark().text}, {self._apart.text()}")

    def _show_sides(self, result: CheckResult) -> None:
        for place in range(max(len(result.sides), self._sides.rowCount())):
            if place >= len(result.sides):
                for at in (0, 1):
                    item = self._sides.itemAtPosition(place, at)
                    if item is not None:
                        item.widget().hide()
                continue
            for at, text in enumerate(side_words(result.check, result.sides[place])):
                item = self._sides.itemAtPosition(place, at)
                if item is None:
                    made = label("soft" if at == 0 else "", selectable=at == 1)
                    made.setAlignment(Qt.AlignmentFlag.AlignRight if at else Qt.AlignmentFlag.AlignLeft)
                    self._sides.addWidget(made, place, at)
                    item = self._sides.itemAtPosition(place, at)
                assert item is not None
                item.widget().setText(text)  # type: ignore[attr-defined]
                item.widget().show()

    def _typed(self) -> None:
        self.explained.emit(self.result.check, self.text.toPlainText())


class ChecksPanel(QWidget):
    """`explained(check, text)`; `show_results` after every change."""

    explained = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, CheckCard] = {}
        self._head, self._note = label("heading"), label("faint", wrap=True)
        self._empty = label("soft", wrap=True)
        self._list = column(gap=tokens.GAP, margin=tokens.ROOM)
        inner = QWidget()
        head = column(self._head, self._note, self._empty)
        self._list.addLayout(head)
        self._list.addStretch(1)
        inner.setLayout(self._list)
        self.scroller = Scroller(inner)
        self.setLayout(column(frame("help", column(self.scroller, gap=0)), gap=0))
        self.setFixedWidth(theme().breadth(_WIDTH))
        self._results: tuple[CheckResult, ...] = ()
        self._retranslate()

    def show_results(self, results: Sequence[CheckResult]) -> None:
        self._results = tuple(results)
        codes = [one.check for one in results]
        for code in [code for code in self.cards if code not in codes]:
            card = self.cards.pop(code)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for result in results:
            card = self.cards.get(result.check)
            if card is None:
                card = self.cards[result.check] = CheckCard(result)
                card.explained.connect(self.explained)
                self._list.insertWidget(len(self.cards), card)
            elif card.result != result:
                card.show_result(result)
        self._show_note()

    def arrange(self) -> None:
        """Contradictions first."""
        ordered = sorted(self._results, key=lambda one: (one.within, not one.open))
        for place, result in enumerate(ordered, 1):
            card = self.cards[result.check]
            if self._list.indexOf(card) != place:
                self._list.removeWidget(card)
                self._list.insertWidget(place, card)

    def focus_check(self, code: str) -> bool:
        """Bring the keyboard to a check's explanation."""
        card = self.cards.get(code)
        if card is None or not card.text.isVisibleTo(self):
            return False
        self.scroller.ensureWidgetVisible(card)
        card.text.setFocus()
        return True

    def _show_note(self) -> None:
        open_ones = sum(one.open for one in self._results)
        self._empty.setVisible(not self._results)
        self._note.setVisible(bool(self._results))
        if open_ones:
            self._note.setText(self.tr("Contradictions to explain: {0}").format(open_ones))
        elif any(not one.within for one in self._results):
            self._note.setText(self.tr("Every contradiction is explained"))
        else:
            self._note.setText(self.tr("Nothing contradicts"))

    def _retranslate(self) -> None:
        self.setFixedWidth(theme().breadth(_WIDTH))
        self._head.setText(self.tr("Cross-checks"))
        self._empty.setText(
            self.tr("As soon as a figure can be held against another, both stand here with their distance.")
        )
        self.scroller.setAccessibleName(self._head.text())
        for card in self.cards.values():
            card.show_result(card.result)
        self._show_note()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
