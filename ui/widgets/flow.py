"""A layout that fills a line and goes on in the next, for what must find room at any width and text size."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme.style import theme


class FlowLayout(QLayout):
    """Items in lines from the left. `even` gives all the same width, so that they stand in columns."""

    def __init__(self, across: int, down: int, *, even: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._across, self._down, self._even = across, down, even
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line; what stands in even columns takes what it is given."""
        if self._even:
            return self.minimumSize()
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        across = theme().px(self._across) * max(len(hints) - 1, 0)
        return QSize(sum(hint.width() for hint in hints) + across, self.minimumSize().height())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.sizeHint())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items where `move`; returns the height they take."""
        across, down = theme().px(self._across), theme().px(self._down)
        items = [item for item in self._items if not item.isEmpty()]
        hints = [item.sizeHint() for item in items]
        widest = max((hint.width() for hint in hints), default=0)
        if self._even and widest:
            many = max(min((rect.width() + across) // (widest + across), len(hints)), 1)
            widest = (rect.width() - (many - 1) * across) // many
        left, top, high = rect.left(), rect.top(), 0
        for item, hint in zip(items, hints, strict=True):
            width = widest if self._even else hint.width()
            if left > rect.left() and left + width > rect.right() + 1:
                left, top, high = rect.left(), top + high + down, 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), QSize(width, hint.height())))
            left += width + across
            high = max(high, hint.height())
        return top + high - rect.top()
