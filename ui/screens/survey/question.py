"""One question on the page: its words, its editor, and what is wrong with the answer.

Labels and hints come from a form that anybody may have written: they are shown as plain text, never as more.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.screens.survey.editors.editor import Editor
from ui.screens.survey.editors.table import editor_for, editor_name, stands_beside
from ui.screens.survey.hands import Hands
from ui.screens.survey.problem_words import problem_words
from ui.theme import tokens
from ui.theme.style import holder, theme
from ui.widgets.format import listed
from ui.widgets.layout import column, label, row, set_look
from ui.widgets.pieces import Symbol, tool
from workstation.surveys.views import AnswerKind, QuestionView

_EDITOR_WIDTH = 260
_LEAST_WIDTH_OF_TWO = 520


class QuestionBox(QWidget):
    """`answered(ref, text)` with every keystroke; `onward(ref)` when the next question may be asked."""

    answered = Signal(str, str)
    onward = Signal(str)

    def __init__(self, view: QuestionView, hands: Hands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self._hands = view, hands
        self._label, self._hint = label("", wrap=True), label("faint", wrap=True)
        self._guidance, self._media = label("soft", wrap=True), label("faint", wrap=True)
        self._more = tool("question")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._guidance.setVisible)
        self._guidance.hide()
        self._word, self._word_mark = label("faint", wrap=True), Symbol("warning", "warn", 15)
        self.editor = self._made(view)
        self._beside = stands_beside(view)
        self._line = row(gap=tokens.ROOM)
        head = row(gap=tokens.TIGHT)
        head.addWidget(self._label, 1)
        head.addWidget(self._more)
        said = row(column(self._word_mark, None, margin=(0, 1, 0, 0)), gap=tokens.TIGHT)
        said.addWidget(self._word, 1)
        self._words = column(head, self._hint, self._guidance, self._media, gap=2)
        self._words.addLayout(said)
        if self._beside:
            self._words.addStretch(1)
            self._line.addLayout(self._words, 1)
            self._line.addWidget(self.editor)
        else:
            self._line.setDirection(QBoxLayout.Direction.TopToBottom)
            self._line.setSpacing(theme().px(tokens.SNUG))
            self._line.addLayout(self._words)
            self._line.addWidget(self.editor)
        self.setLayout(self._line)
        holder().changed.connect(self._fit)
        self._fit()
        self.show_question(view)

    def _made(self, view: QuestionView) -> Editor:
        made = editor_for(view, self._hands)
        made.answered.connect(lambda text: self.answered.emit(self.view.ref, text))
        made.onward.connect(lambda: self.onward.emit(self.view.ref))
        return made

    @staticmethod
    def name_of(view: QuestionView) -> str:
        """A box can show another view of the same name."""
        return f"{view.ref} {editor_name(view)} {stands_beside(view)}"

    def show_question(self, view: QuestionView) -> None:
        """The question as it is now. Only what differs is drawn again."""
        self.view = view
        mark = " *" if view.required and not view.readonly else ""
        self._label.setText(f"{view.label or view.name}{mark}")
        self._hint.setText(view.hint)
        self._hint.setVisible(bool(view.hint))
        self._guidance.setText(view.guidance)
        self._more.setVisible(bool(view.guidance))
        self._show_media()
        self.editor.setVisible(view.kind is not AnswerKind.NOTE or bool(view.value))
        self.editor.show_question(view)
        self._show_word()

    def _show_word(self) -> None:
        view, problem = self.view, self.view.problem
        word = problem_words(self.view) if problem is not None else view.constraint_text
        set_look(self._word, "warn" if problem is not None else "faint")
        self._word.setText(word)
        self._word.setVisible(bool(word))
        self._word_mark.setVisible(problem is not None)
        parts = (
            self.tr("must be answered") if view.required and not view.readonly else "",
            view.hint,
            self.tr("Problem: {0}").format(word) if problem is not None else word,
        )
        name = (view.label or view.name).strip()
        self.editor.set_name(name, ". ".join(part for part in parts if part))
        self.setAccessibleName(name)
        self._more.setAccessibleName(self.tr("More on: {0}").format(name))

    def _show_media(self) -> None:
        """A form's own pictures and films lie beside its workbook: which one goes with it is said."""
        names = listed(name for _, name in self.view.media)
        self._media.setText(self.tr("Goes with it, beside the form: {0}").format(names) if names else "")
        self._media.setVisible(bool(names))

    def focus(self) -> bool:
        """Bring the keyboard here; False where nothing can be entered."""
        entry = self.editor.entry()
        if entry is None or self.view.readonly or self.editor.isHidden():
            return False
        entry.setFocus()
        if hasattr(entry, "selectAll") and self.view.kind in (AnswerKind.INTEGER, AnswerKind.DECIMAL):
            entry.selectAll()
        return True

    def _fit(self) -> None:
        if self._beside:
            self.editor.setFixedWidth(theme().px(_EDITOR_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._beside:
            wide = event.size().width() >= theme().px(_LEAST_WIDTH_OF_TWO)
            ways = QBoxLayout.Direction
            way = ways.LeftToRight if wide else ways.TopToBottom
            if self._line.direction() != way:
                self._line.setDirection(way)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.editor.retranslate()
            self._show_media()
            self._show_word()
        super().changeEvent(event)
