"""A line, several lines, and what the form itself filled in."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.screens.survey.editors.editor import Editor
from ui.screens.survey.typed import figure_shown
from ui.theme import tokens
from ui.theme.style import holder, theme
from ui.widgets.layout import column, label, set_look
from workstation.surveys.views import AnswerKind, QuestionView

_ROWS = 3
_FRACTION = re.compile(r"-?[0-9]+\.[0-9]+")
_NUMBERS = (AnswerKind.INTEGER, AnswerKind.DECIMAL, AnswerKind.RANGE)


class LineEditor(Editor):
    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.line = QLineEdit()
        if "numbers" in view.appearance:
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        if "masked" in view.appearance:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.textEdited.connect(self.answered)
        self.parts = column(self.line, gap=tokens.TIGHT)
        self._hold(self.parts)
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.line

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        self.line.setReadOnly(view.readonly)
        if self.line.text() != view.value:
            self.line.setText(view.value)


class LinesEditor(Editor):
    """Several lines. Tab leaves it; Enter makes a new line."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.lines = QPlainTextEdit()
        self.lines.setTabChangesFocus(True)
        self.lines.textChanged.connect(self._typed)
        holder().changed.connect(self._fit)
        self._showing = False
        self.parts = column(self.lines, gap=tokens.TIGHT)
        self._hold(self.parts)
        self._fit()
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.lines

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        self.lines.setReadOnly(view.readonly)
        if self.lines.toPlainText() != view.value:
            self._showing = True
            self.lines.setPlainText(view.value)
            self.lines.moveCursor(QTextCursor.MoveOperation.End)  # who comes back goes on writing
            self._showing = False

    def _typed(self) -> None:
        if not self._showing:
            self.answered.emit(self.lines.toPlainText())

    def _fit(self) -> None:
        asked = dict(self.view.parameters).get("rows", "")
        rows = min(max(int(asked), 2), 12) if asked.isdecimal() else _ROWS
        line = QFontMetrics(theme().font()).lineSpacing()
        self.lines.setFixedHeight(rows * line + theme().px(2 * tokens.SNUG + 6))


class ShownEditor(Editor):
    """What the form knows or computes: read, never typed. Figures have thousands."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.shown = label("", wrap=not is_figure(view), selectable=True)
        self._hold(column(self.shown, gap=0))
        self.show_question(view)

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        figure = is_figure(view)
        side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
        set_look(self.shown, "heading" if figure else "")
        self.shown.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.shown.setText(shown_value(view))

    def set_name(self, name: str, more: str) -> None:
        super().set_name(name, more)
        self.shown.setAccessibleName(f"{name}: {self.shown.text()}")


def is_figure(view: QuestionView) -> bool:
    """Whether the answer is a number that people compare. What a list laid in as a text is one where it has a
    fraction: no telephone number does."""
    named = any(name in ("figure", "part") for name, _ in view.extra)
    laid_in = view.readonly and _FRACTION.fullmatch(view.value) is not None
    return view.kind in _NUMBERS or named or laid_in


def shown_value(view: QuestionView) -> str:
    """The value for the eye: figures with thousands, choices by their labels, a dash where there is none."""
    if not view.value:
        return "–"
    if view.choices:
        labels = {choice.value: choice.label for choice in view.choices}
        return " · ".join(labels.get(one, one) for one in view.value.split())
    return figure_shown(view.value) if is_figure(view) else view.value
