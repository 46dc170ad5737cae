"""One or several of many: a list that is searched while one types, or a list that drops down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QListView, QWidget

from ui.screens.survey.editors.editor import Editor
from ui.theme import tokens
from ui.theme.style import holder, theme
from ui.widgets.layout import column, label
from workstation.surveys.views import AnswerKind, Choice, QuestionView

_VALUE = Qt.ItemDataRole.UserRole
_ROWS = 6


class DropEditor(Editor):
    """`minimal`: one line that drops down. The first row is no choice."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.drop = QComboBox()
        self.drop.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.drop.setMinimumContentsLength(12)
        self.drop.activated.connect(lambda _: self.answered.emit(str(self.drop.currentData() or "")))
        self._hold(column(self.drop, gap=0))
        self._fill(view.choices)
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.drop

    def retranslate(self) -> None:
        self.drop.setItemText(0, self.tr("– choose –"))

    def show_question(self, view: QuestionView) -> None:
        if view.choices != self.view.choices:
            self._fill(view.choices)
        super().show_question(view)
        self.drop.setEnabled(not view.readonly)
        self.drop.setCurrentIndex(max(self.drop.findData(view.value), 0))

    def _fill(self, choices: Sequence[Choice]) -> None:
        self.drop.clear()
        self.drop.addItem("", "")
        for choice in choices:
            self.drop.addItem(choice.label, choice.value)
        self.retranslate()


class SearchEditor(Editor):
    """Type to narrow, Down into the list, Space or Enter chooses. Several have boxes."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._several = view.kind is AnswerKind.CHOICES
        self.search, self.list, self.chosen = QLineEdit(), QListView(), label("soft", wrap=True)
        self.search.setClearButtonEnabled(True)
        self._model = QStandardItemModel(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list.setProperty("look", "field")
        self.list.setModel(self._found)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        holder().changed.connect(self._fit)
        self._hold(column(self.search, self.list, self.chosen, gap=tokens.TIGHT))
        self._fill(view.choices)
        self.retranslate()
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.search

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Type to search"))
        self._show_chosen()

    def set_name(self, name: str, more: str) -> None:
        super().set_name(name, more)
        self.list.setAccessibleName(self.tr("Choices: {0}").format(name))

    def show_question(self, view: QuestionView) -> None:
        if view.choices != self.view.choices:
            self._fill(view.choices)
        super().show_question(view)
        for widget in (self.search, self.list):
            widget.setEnabled(not view.readonly)
        chosen = self._values()
        for place in range(self._model.rowCount()):
            item = self._model.item(place)
            on = item.data(_VALUE) in chosen
            if self._several:
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            elif on and not self.list.hasFocus():
                self.list.setCurrentIndex(self._found.mapFromSource(item.index()))
        self._show_chosen()
        self._show_list()

    def _show_list(self) -> None:
        """One that is chosen needs no list any more, until somebody comes to search again."""
        here = self.list.hasFocus() or self.search.hasFocus()
        self.list.setVisible(self._several or not self.view.value or here)

    def _values(self) -> list[str]:
        return self.view.value.split() if self._several else [self.view.value] if self.view.value else []

    def _show_chosen(self) -> None:
        labels = {choice.value: choice.label for choice in self.view.choices}
        named = " · ".join(labels.get(value, value) for value in self._values())
        self.chosen.setText(self.tr("Chosen: {0}").format(named) if named else self.tr("Nothing chosen yet"))

    def _fill(self, choices: Sequence[Choice]) -> None:
        self._model.clear()
        for choice in choices:
            item = QStandardItem(choice.label)
            item.setData(choice.value, _VALUE)
            item.setCheckable(self._several)
            item.setEditable(False)
            self._model.appendRow(item)
        self._fit()

    def _fit(self) -> None:
        rows = min(max(self._model.rowCount(), 2), _ROWS)
        self.list.setFixedHeight(rows * theme().px(tokens.ROW_HEIGHT) + theme().px(2))

    def _narrow(self, text: str) -> None:
        self._found.setFilterFixedString(text.strip())
        if text.strip() and self._found.rowCount():
            self.list.setCurrentIndex(self._found.index(0, 0))

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid() or self.view.readonly:
            return
        value = str(index.data(_VALUE))
        if not self._several:
            self.answered.emit("" if value in self._values() else value)
            return
        chosen = [*self._values(), value] if value not in self._values() else self._values()
        if value in self._values():
            chosen.remove(value)
        order = [choice.value for choice in self.view.choices]
        self.answered.emit(" ".join(sorted(chosen, key=order.index)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.list.show()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.search and event.key() == Qt.Key.Key_Down:
                self.list.setFocus()
                if not self.list.currentIndex().isValid():
                    self.list.setCurrentIndex(self._found.index(0, 0))
                return True
            if watched is self.search and event.key() == Qt.Key.Key_Return and self.search.text():
                self._choose(self.list.currentIndex())
                self.search.clear()
                return False
            if watched is self.list and event.key() == Qt.Key.Key_Space:
                self._choose(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)
