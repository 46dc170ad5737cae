"""A day, a time of day, or both. Typed in any usual way; Up and Down move by a day, with Shift by a month."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction

from ui.screens.survey.editors.editor import Editor
from ui.screens.survey.typed import (
    day_text,
    moment_parts,
    month_text,
    moved_day,
    time_shown,
    time_text,
    year_text,
)
from ui.theme.style import theme
from ui.widgets.layout import row
from ui.widgets.pieces import tool
from workstation.surveys.views import QuestionView

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class DayEditor(Editor):
    def __init__(self, view: QuestionView, today: date, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._today = today
        self.line, self.choose = QLineEdit(), tool("calendar-blank")
        self.line.setMaxLength(16)
        self.line.setFixedWidth(theme().px(128))
        self.line.textEdited.connect(lambda text: self.answered.emit(self._read(text)))
        self.line.installEventFilter(self)
        self.choose.clicked.connect(self._open_calendar)
        self.choose.setVisible(not view.appearance & {"no-calendar", "year", "month-year"})
        self._hold(row(self.line, self.choose, None, gap=4))
        self.retranslate()
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.line

    def retranslate(self) -> None:
        self.choose.setAccessibleName(self.tr("Choose a day"))

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        self.line.setReadOnly(view.readonly)
        self.choose.setEnabled(not view.readonly)
        if self._read(self.line.text()) != view.value:
            self.line.setText(self._shown(view.value))

    def set_day(self, day: str) -> None:
        """As if a person had typed it."""
        self.line.setText(self._shown(day))
        self.answered.emit(day)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.line.setText(self._shown(self._read(self.line.text())))
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step and not self.view.readonly:
                self._move(step, by_month=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int, *, by_month: bool) -> None:
        now = self._read(self.line.text())
        if "year" in self.view.appearance:
            self.set_day(moved_day(now, 0, 12 * step, self._today))
        elif by_month or "month-year" in self.view.appearance:
            self.set_day(moved_day(now, 0, step, self._today))
        else:
            self.set_day(moved_day(now, step, 0, self._today))

    def _read(self, text: str) -> str:
        if not text.strip():
            return ""
        if "year" in self.view.appearance:
            return year_text(text)
        if "month-year" in self.view.appearance:
            return month_text(text, self._today)
        return day_text(text, self._today)

    def _shown(self, value: str) -> str:
        if "year" in self.view.appearance:
            return value.removesuffix("-01-01")
        if "month-year" in self.view.appearance:
            return value.removesuffix("-01") if len(value) == 10 else value
        return value

    def _open_calendar(self) -> None:
        menu, calendar = QMenu(self), QCalendarWidget()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setAccessibleName(self.choose.accessibleName())
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = QDate.fromString(self._read(self.line.text()), Qt.DateFormat.ISODate)
        today = QDate(self._today.year, self._today.month, self._today.day)
        calendar.setSelectedDate(shown if shown.isValid() else today)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def take(day: QDate) -> None:
            menu.close()
            self.set_day(day.toString(Qt.DateFormat.ISODate))

        calendar.activated.connect(take)
        calendar.clicked.connect(take)
        menu.popup(self.choose.mapToGlobal(self.choose.rect().bottomLeft()))
        calendar.setFocus()


class TimeEditor(Editor):
    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.line = QLineEdit()
        self.line.setMaxLength(16)
        self.line.setFixedWidth(theme().px(96))
        self.line.textEdited.connect(lambda text: self.answered.emit(self._read(text)))
        self.line.installEventFilter(self)
        self._hold(row(self.line, None))
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.line

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        self.line.setReadOnly(view.readonly)
        if self._read(self.line.text()) != view.value:
            self.line.setText(time_shown(view.value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.line.setText(time_shown(self._read(self.line.text())))
        return super().eventFilter(watched, event)

    @staticmethod
    def _read(text: str) -> str:
        return time_text(text, local_offset()) if text.strip() else ""


class MomentEditor(Editor):
    """Day and time side by side; the answer is whole once both are there."""

    def __init__(self, view: QuestionView, today: date, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._sent = view.value
        self.day, self.time = DayEditor(view, today), TimeEditor(view)
        self.day.answered.connect(lambda _: self._tell())
        self.time.answered.connect(lambda _: self._tell())
        self._hold(row(self.day, self.time, None))
        self._split(view)
        self.retranslate()

    def entry(self) -> QWidget:
        return self.day.line

    def retranslate(self) -> None:
        self.day.retranslate()
        self.time.set_name(self.tr("Time of day"), "")

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        if view.value != self._sent:
            self._split(view)

    def _split(self, view: QuestionView) -> None:
        day, time = moment_parts(view.value) if view.value else ("", "")
        self._sent = view.value
        self.day.line.setText(day)
        self.time.line.setText(time)
        for line in (self.day.line, self.time.line):
            line.setReadOnly(view.readonly)

    def _tell(self) -> None:
        day = self.day._read(self.day.line.text())
        time = self.time._read(self.time.line.text())
        self._sent = f"{day}T{time}" if day and time else day or time
        self.answered.emit(self._sent)


def local_offset() -> str:
    """This computer's distance from UTC, as `+08:00`."""
    minutes = int((datetime.now().astimezone().utcoffset() or datetime.resolution).total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
