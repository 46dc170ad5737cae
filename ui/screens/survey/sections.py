"""The sections at the left: how far each is, what is wrong in it, and the way to the end.

A section is told apart by more than colour: a tick where all is answered, a count of what is to be mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import tokens
from ui.theme.icons import paint_symbol
from ui.theme.style import holder, theme
from ui.translation import translate
from workstation.surveys.views import SectionRef

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
FINISH = "finish"
"""The key of the last line, which is no section of the form."""
_HEIGHT = 33


@dataclass(frozen=True, slots=True)
class SectionLine:
    """`key` is a section's ref or `FINISH`; `open` counts what stands in the way, for the last line only."""

    key: str
    title: str
    asked: int = 0
    answered: int = 0
    problems: int = 0

    @property
    def complete(self) -> bool:
        return self.answered >= self.asked and not self.problems

    def words(self) -> str:
        """How far it is, in words."""
        if self.key == FINISH:
            if not self.problems:
                return translate("SectionLine", "nothing stands in the way")
            return translate("SectionLine", "{0} still to do").format(self.problems)
        parts = []
        if self.asked:
            told = translate("SectionLine", "{0} of {1} answered")
            parts.append(told.format(self.answered, self.asked))
        if self.problems:
            parts.append(translate("SectionLine", "{0} to mend").format(self.problems))
        return ", ".join(parts)


class SectionsModel(QAbstractListModel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[SectionLine] = []

    def show_lines(self, lines: Sequence[SectionLine]) -> None:
        """Only lines that differ are drawn again, as long as no section comes or goes."""
        if [line.key for line in lines] != [line.key for line in self.lines]:
            self.beginResetModel()
            self.lines = list(lines)
            self.endResetModel()
            return
        before, self.lines = self.lines, list(lines)
        for place, (old, new) in enumerate(zip(before, self.lines, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (line.title, line.words()) if part)
        return line if role == LINE_ROLE else None


class SectionDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(160), theme().px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, SectionLine):
            return
        look, rect = theme(), QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        view = option.widget
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = (
            "accent_soft" if chosen else "raised" if option.state & QStyle.StateFlag.State_MouseOver else ""
        )
        if ground:
            painter.fillRect(rect, look.colour(ground))
        if chosen:
            ink = "focus" if isinstance(view, QWidget) and view.hasFocus() else "accent"
            painter.fillRect(QRectF(rect.left(), rect.top(), look.px(3), rect.height()), look.colour(ink))
        inner = rect.adjusted(look.px(tokens.ROOM), 0, -look.px(tokens.GAP), -look.px(3))
        symbol, ink, count = self._at_right(line)
        size, small = look.px(15), look.font(tokens.SMALL)
        room = QFontMetricsF(small).horizontalAdvance(count) if count else 0
        if symbol:
            spot = QRectF(inner.right() - size, inner.center().y() - size / 2, size, size)
            paint_symbol(painter, spot, symbol, look.colour(ink))
            inner.setRight(spot.left() - look.px(4))
        painter.setFont(small)
        painter.setPen(look.colour(ink if line.problems and line.key != FINISH else "text_faint"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        font = look.font(bold=chosen)
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        inner.setRight(inner.right() - room - look.px(6))
        title = QFontMetricsF(font).elidedText(line.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        if line.asked:
            left, wide = rect.left() + look.px(tokens.ROOM), rect.width() - look.px(tokens.ROOM + tokens.GAP)
            self._paint_bar(painter, QRectF(left, rect.bottom() - look.px(4), wide, look.px(2)), line)
        painter.restore()

    @staticmethod
    def _at_right(line: SectionLine) -> tuple[str, str, str]:
        """Symbol, ink and count: a tick where all is answered, a triangle with how many are to be mended."""
        if line.key == FINISH:
            return ("lock", "accent", "") if not line.problems else ("", "text_faint", str(line.problems))
        if line.problems:
            return "warning", "warn", str(line.problems)
        if line.asked and line.complete:
            return "check-circle", "good", ""
        return "", "text_faint", f"{line.answered}/{line.asked}" if line.asked else ""

    @staticmethod
    def _paint_bar(painter: QPainter, bar: QRectF, line: SectionLine) -> None:
        look = theme()
        painter.fillRect(bar, look.colour("line"))
        share = min(line.answered / line.asked, 1.0)
        ink = "good" if line.complete else "accent"
        painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()), look.colour(ink))


class SectionList(QListView):
    """`chosen(key)` when a person chooses a section."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = SectionsModel(self)
        self.setModel(self.sections)
        self.setItemDelegate(SectionDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._tell)
        self.activated.connect(self._tell)
        holder().changed.connect(self.doItemsLayout)

    def show_lines(self, lines: Sequence[SectionLine], current: str) -> None:
        self.sections.show_lines(lines)
        keys = [line.key for line in lines]
        if current in keys and self.currentIndex().row() != keys.index(current):
            self.setCurrentIndex(self.sections.index(keys.index(current)))

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.sections.lines[index.row()].key)


def lines_of(sections: Sequence[SectionRef], finish: str, missing: int) -> list[SectionLine]:
    """The form's sections, and the line for the end with what stands in the way."""
    made = [SectionLine(s.ref, s.title, s.asked, s.answered, s.problems) for s in sections]
    return [*made, SectionLine(FINISH, finish, problems=missing)]
