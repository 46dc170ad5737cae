"""The header over every screen: where one is, the way back, search, who sits here, which day, what waits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from ui.actions import row_of, shown_keys
from ui.theme import tokens
from ui.theme.icons import icon
from ui.theme.style import holder, theme
from ui.widgets.badge import Mark, badge_size, paint_badge
from ui.widgets.layout import column, frame, label, row
from ui.widgets.pieces import Symbol, tool
from ui.widgets.words import ROLES, named


class StateChip(QAbstractButton):
    """The sync's state as a badge that can be clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = Mark("")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        holder().changed.connect(self.updateGeometry)

    def show_mark(self, mark: Mark) -> None:
        if mark != self._mark:
            self._mark = mark
            self.updateGeometry()
            self.update()

    def mark(self) -> Mark:
        return self._mark

    def sizeHint(self) -> QSize:
        width, height = badge_size(self._mark)
        return QSize(round(width) + theme().px(6), round(height) + theme().px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        area = QRectF(self.rect())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setColor(look.colour("focus"))
            pen.setWidthF(2)
            painter.setPen(pen)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), tokens.RADIUS, tokens.RADIUS)
        inner = area.adjusted(look.px(3), 0, -look.px(2), 0)
        paint_badge(painter, inner, self._mark, Qt.AlignmentFlag.AlignLeft)
        painter.end()


class Header(QWidget):
    """Signals name what was asked for by the id of an action."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = tool("arrow-left")
        self.back.clicked.connect(lambda: self.asked.emit("back"))
        self.back.hide()
        self._title = label("title")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.find = QPushButton()
        self.find.setProperty("look", "find")
        self.find.setIcon(icon("magnifying-glass"))
        self.find.setIconSize(QSize(theme().px(20), theme().px(16)))
        self.find.clicked.connect(lambda: self.asked.emit("palette"))
        self._day_symbol, self._day = Symbol("calendar-blank", "text_soft", 16), label("soft")
        self._officer_symbol, self._officer = Symbol("user-circle", "text_soft", 16), label("soft")
        self.chip = StateChip()
        self.chip.clicked.connect(lambda: self.asked.emit("go.sync"))
        self.sync = tool("arrows-clockwise")
        self.sync.clicked.connect(lambda: self.asked.emit("sync.now"))
        line = row(self.back, gap=tokens.SNUG, margin=(tokens.WIDE, tokens.GAP, tokens.ROOM, tokens.GAP))
        line.addWidget(self._title, 1)
        line.addWidget(self.find)
        line.addSpacing(theme().px(tokens.ROOM))
        for piece in (self._day_symbol, self._day, tokens.GAP, self._officer_symbol, self._officer):
            if isinstance(piece, int):
                line.addSpacing(theme().px(piece))
            else:
                line.addWidget(piece)
        line.addSpacing(theme().px(tokens.GAP))
        line.addWidget(self.chip)
        line.addWidget(self.sync)
        self._line = line
        self.setLayout(column(frame("bar", line), gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._who = ("", "")
        self.retranslate()

    def show_desk(self, name: str, role: str, day: str) -> None:
        self._who = (name, role)
        self._day.setText(day)
        self.retranslate()

    def show_title(self, title: str, *, can_go_back: bool) -> None:
        self._title.setText(title)
        self.back.setVisible(can_go_back)
        self._make_room()

    def show_state(self, mark: Mark, *, running: bool) -> None:
        self.chip.show_mark(mark)
        self.chip.setAccessibleName(self.tr("Sync: {state}").format(state=mark.text))
        self.sync.setEnabled(not running)
        self._make_room()

    def retranslate(self) -> None:
        name, role = self._who
        self._officer.setText(f"{name} · {named(ROLES, role)}" if name else "")
        self._officer.setAccessibleName(self.tr("Officer: {name}").format(name=name))
        self._day.setAccessibleName(self.tr("Business day: {day}").format(day=self._day.text()))
        self._day.setToolTip(self.tr("Business day"))
        self.find.setText(self.tr("Find anything") + "   " + shown_keys(row_of("palette")))
        self.find.setAccessibleName(self.tr("Find a command or an applicant"))
        for button, words, keys in (
            (self.back, self.tr("Back"), "Esc"),
            (self.sync, self.tr("Synchronise now"), shown_keys(row_of("sync.now"))),
        ):
            button.setAccessibleName(words)
            button.setToolTip(f"{words}  {keys}")
        self.chip.setToolTip(self.tr("Is my work safe? Open the sync centre"))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        """Where it is narrow or the text large, what is known anyway makes room for the title: the day first,
        then who works here. It is reckoned before anything is shown, which would make the window wider."""
        officer, day = (self._officer_symbol, self._officer), (self._day_symbol, self._day)
        taken = sum(self._width_of(widget) for widget in (*officer, *day) if not widget.isHidden())
        others = self._line.minimumSize().width() - taken
        room = self.width() - others - self._title.sizeHint().width()
        for pair in (officer, day):
            room -= sum(map(self._width_of, pair))
            for widget in pair:
                widget.setVisible(room >= 0)

    def _width_of(self, widget: QWidget) -> int:
        """What a widget of the line takes, with the distance to its neighbour."""
        return widget.sizeHint().width() + self._line.spacing()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
