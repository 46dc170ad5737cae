"""One or several of a few: a button for each, chosen with its digit.

A digit chooses at once where it stands before the label (1–9); Delete or Backspace takes one back.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QLabel, QLayout, QRadioButton, QWidget

from ui.screens.survey.editors.editor import Editor
from ui.theme import tokens
from ui.widgets.flow import FlowLayout
from ui.widgets.layout import clear, column, row
from workstation.surveys.views import AnswerKind, QuestionView

_LONG = 34
"""From so many characters on a label goes on in a second line."""
_SHORT, _FEW, _DIGITS = 14, 6, 9
"""So short and so few stand side by side where the form does not say otherwise; more than there are digits in
even columns."""
_SIDE_BY_SIDE = {"horizontal", "horizontal-compact", "likert", "quickcompact", "list", "list-nolabel"}


class OptionLabel(QLabel):
    """A long label beside its button; a click on it is one on the button."""

    def __init__(self, text: str, button: QAbstractButton) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._button = button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._button.click()
        event.accept()


class ButtonsEditor(Editor):
    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._several = view.kind is AnswerKind.CHOICES
        self._group: QButtonGroup | None = None
        self._buttons: dict[str, QAbstractButton] = {}
        self._name, self._more = "", ""
        self._has_digits = False
        self._box = column(gap=0)
        self.setLayout(self._box)
        self._build(view)
        self.show_question(view)

    def entry(self) -> QWidget | None:
        chosen = [one for one in self._buttons.values() if one.isChecked()]
        return next(iter(chosen or self._buttons.values()), None)

    def set_name(self, name: str, more: str) -> None:
        self._name, self._more = name, more
        self.setAccessibleName(name)
        self.setAccessibleDescription(more)
        labels = {choice.value: choice.label for choice in self.view.choices}
        for value, made in self._buttons.items():
            made.setAccessibleName(f"{name}: {labels.get(value, value)}")
            made.setAccessibleDescription(more)

    def show_question(self, view: QuestionView) -> None:
        if view.choices != self.view.choices:
            self._build(view)
        super().show_question(view)
        chosen = view.value.split() if self._several else [view.value]
        if self._group is not None:
            self._group.setExclusive(False)
        for value, made in self._buttons.items():
            made.setChecked(value in chosen)
            made.setEnabled(not view.readonly)
        if self._group is not None:
            self._group.setExclusive(True)

    def _build(self, view: QuestionView) -> None:
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        clear(self._box)
        self._buttons.clear()
        self._group = None if self._several else QButtonGroup(self)
        labels = [choice.label for choice in view.choices]
        self._has_digits = len(labels) <= _DIGITS and not any(one[:1].isdigit() for one in labels)
        place: QLayout = self._arrangement(view)
        for number, choice in enumerate(view.choices, 1):
            made: QAbstractButton = QCheckBox() if self._several else QRadioButton()
            made.clicked.connect(partial(self._clicked, choice.value))
            made.installEventFilter(self)
            if self._group is not None:
                self._group.addButton(made)
            self._buttons[choice.value] = made
            place.addWidget(self._option(made, number, choice.label))
        self._box.addLayout(place)
        self.view = view
        self.set_name(self._name, self._more)
        if had_focus and (entry := self.entry()) is not None:
            entry.setFocus()

    def _option(self, made: QAbstractButton, number: int, text: str) -> QWidget:
        digit = f"{number}  " if self._has_digits else ""
        if len(text) <= _LONG:
            made.setText(f"{digit}{text}".replace("&", "&&"))
            return made
        whole, line = QWidget(), row(made)
        line.addWidget(OptionLabel(f"{digit}{text}", made), 1)
        whole.setLayout(line)
        return whole

    @staticmethod
    def _arrangement(view: QuestionView) -> QLayout:
        looks = view.appearance
        columns = any(one.startswith("columns") for one in looks)
        if columns or "likert" in looks:
            return FlowLayout(tokens.ROOM, tokens.TIGHT, even="columns-pack" not in looks)
        if len(view.choices) > _DIGITS:
            return FlowLayout(tokens.ROOM, tokens.TIGHT, even=True)
        short = len(view.choices) <= _FEW and all(len(choice.label) <= _SHORT for choice in view.choices)
        if looks & _SIDE_BY_SIDE or short:
            return FlowLayout(tokens.WIDE, tokens.TIGHT)
        return column(gap=tokens.TIGHT)

    def _clicked(self, value: str, *_: object) -> None:
        if self._several:
            chosen = [one for one, made in self._buttons.items() if made.isChecked()]
            self.answered.emit(" ".join(chosen))
            return
        self.answered.emit(value)
        if self.view.appearance & {"quick", "quickcompact"}:
            self.onward.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if self.view.readonly:
            return False
        digit = event.text() if self._has_digits and event.text() in tuple("123456789") else ""
        if digit and int(digit) <= len(self._buttons):
            made = list(self._buttons.values())[int(digit) - 1]
            made.setFocus()
            made.click()
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._several:
            self.answered.emit("")
            return True
        return False
