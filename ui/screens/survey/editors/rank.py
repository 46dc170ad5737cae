"""A list in an order: Alt+Up and Alt+Down move the row, the mouse drags it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from ui.screens.survey.editors.editor import Editor
from ui.theme import tokens
from ui.theme.style import holder, theme
from ui.widgets.layout import column, row
from ui.widgets.pieces import button
from workstation.surveys.views import QuestionView

_VALUE = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RankEditor(Editor):
    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.list, self.settle = QListWidget(), button("quiet", "check")
        self.up, self.down = button("", "arrow-up"), button("", "arrow-down")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setProperty("look", "field")
        self.list.installEventFilter(self)
        self.list.model().rowsMoved.connect(lambda *_: self._tell())
        self.settle.clicked.connect(self._tell)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        holder().changed.connect(self._fit)
        self._hold(column(self.list, row(self.up, self.down, self.settle, None), gap=tokens.TIGHT))
        self.retranslate()
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.list

    def retranslate(self) -> None:
        self.up.setText(self.tr("Up"))
        self.down.setText(self.tr("Down"))
        self.settle.setText(self.tr("This is the order"))

    def set_name(self, name: str, more: str) -> None:
        super().set_name(name, more)
        for made in (self.up, self.down, self.settle):
            made.setAccessibleName(f"{made.text()}: {name}")

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        self.settle.setVisible(not view.value and not view.readonly)
        for widget in (self.list, self.up, self.down):
            widget.setEnabled(not view.readonly)
        ordered = view.value.split()
        ordered += [choice.value for choice in view.choices if choice.value not in ordered]
        labels = {choice.value: choice.label for choice in view.choices}
        if ordered == self._values() and [labels.get(one, one) for one in ordered] == self._labels():
            return
        current = self.list.currentItem().data(_VALUE) if self.list.currentItem() else None
        self.list.clear()
        for value in ordered:
            item = QListWidgetItem(labels.get(value, value))
            item.setData(_VALUE, value)
            self.list.addItem(item)
        self.list.setCurrentRow(ordered.index(current) if current in ordered else 0)
        self._fit()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _values(self) -> list[str]:
        return [str(item.data(_VALUE)) for item in self._items()]

    def _labels(self) -> list[str]:
        return [item.text() for item in self._items()]

    def _fit(self) -> None:
        self.list.setFixedHeight(max(self.list.count(), 2) * theme().px(tokens.ROW_HEIGHT) + theme().px(4))

    def _move(self, step: int) -> None:
        place = self.list.currentRow()
        if 0 <= place + step < self.list.count():
            item = self.list.takeItem(place)
            self.list.insertItem(place + step, item)
            self.list.setCurrentRow(place + step)
            self._tell()

    def _tell(self) -> None:
        self.answered.emit(" ".join(self._values()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
            and Qt.Key(event.key()) in _STEPS
            and not self.view.readonly
        ):
            self._move(_STEPS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)
