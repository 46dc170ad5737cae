"""How the day is planned: where one leaves and when, how long a visit takes, how fast one gets about. What
was typed is remembered, the day is not: it begins with today."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ui.preferences import Preferences
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.date_field import DateField
from ui.widgets.number_field import NumberField
from ui.widgets.pieces import Field
from workstation.domain.hours import clock, minute_of
from workstation.domain.places import position_of
from workstation.services.visits import DayPlan

_KEPT = "visits.plan"
_LONGEST = 60
_LEAVE, _MINUTES, _KMH = "09:00", 60, 30


def remembered(text: str) -> dict[str, Any]:
    """What was kept, as far as it makes sense."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


class PlanForm(QWidget):
    """`changed` comes with every entry that makes another plan, or none."""

    changed = Signal()

    def __init__(self, preferences: Preferences, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.name, self.position, self.leave = QLineEdit(), QLineEdit(), QLineEdit()
        self.day, self.minutes, self.kmh = DateField(), NumberField(), NumberField()
        self.name.setMaxLength(_LONGEST)
        self.position.setMaxLength(_LONGEST)
        self.leave.setMaxLength(5)
        self.minutes.set_bounds(5, 600, 5, 0, "")
        self.kmh.set_bounds(1, 150, 5, 0, "")
        controls = (self.name, self.position, self.day, self.leave, self.minutes, self.kmh)
        self._fields = {control: Field(control) for control in controls}
        self._fill(today)
        self._lay_out()
        for line in (self.name, self.position, self.leave):
            line.textEdited.connect(lambda _: self._entered())
        for number in (self.minutes, self.kmh):
            number.number_changed.connect(lambda _: self._entered())
        self.day.day_chosen.connect(lambda _: self._entered())
        self.retranslate()

    def _fill(self, today: date) -> None:
        kept = remembered(self._preferences.table_state(_KEPT))
        self.name.setText(str(kept.get("name", ""))[:_LONGEST])
        self.position.setText(str(kept.get("position", ""))[:_LONGEST])
        leave = str(kept.get("leave", _LEAVE))
        self.leave.setText(leave if minute_of(leave) is not None else _LEAVE)
        self.minutes.set_number(_number(kept.get("minutes"), _MINUTES))
        self.kmh.set_number(_number(kept.get("kmh"), _KMH))
        self.day.set_day(today)

    def turn_day(self, today: date) -> None:
        """A day that has passed is planned no more."""
        if self.day.day() < today:
            self.day.set_day(today)

    def begin_with(self, name: str, position: str, leave: str, minutes: int, kmh: int) -> None:
        """As if a person had typed it all."""
        for line, text in ((self.name, name), (self.position, position), (self.leave, leave)):
            line.setText(text)
        self.minutes.set_number(minutes)
        self.kmh.set_number(kmh)
        self._entered()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(tokens.GAP))
        grid.setVerticalSpacing(theme().px(tokens.SNUG))
        fields = list(self._fields.values())
        for place, field in enumerate(fields[:2]):
            grid.addWidget(field, 0, 2 * place, 1, 2)
        for place, field in enumerate(fields[2:]):
            grid.addWidget(field, 1, place)
        for place in range(4):
            grid.setColumnStretch(place, 1)
        self.setLayout(grid)

    def retranslate(self) -> None:
        self._fields[self.name].set_text(self.tr("You leave from"))
        self._fields[self.position].set_text(self.tr("Its position"))
        self.position.setPlaceholderText("31.2304, 121.4737")
        self._fields[self.day].set_text(self.tr("Day"))
        self._fields[self.leave].set_text(self.tr("Leave at"))
        self._fields[self.minutes].set_text(self.tr("Minutes a visit"))
        self._fields[self.kmh].set_text(self.tr("km/h, lights included"))
        self._mark()

    @property
    def start_name(self) -> str:
        return self.name.text().strip() or self.position.text().strip()

    @property
    def has_start(self) -> bool:
        return position_of(self.position.text()) is not None

    def plan(self) -> DayPlan | None:
        """None while it is not said where or when one leaves."""
        start, leave = position_of(self.position.text()), minute_of(self.leave.text())
        if start is None or leave is None:
            return None
        return DayPlan(
            self.day.day(), start, leave, round(self.minutes.number()), round(self.kmh.number())
        )  # fmt: skip

    def _entered(self) -> None:
        self._mark()
        if self.plan() is not None:
            self._preferences.remember_table(_KEPT, json.dumps(self._kept(), ensure_ascii=False))
        self.changed.emit()

    def _kept(self) -> dict[str, Any]:
        leave = minute_of(self.leave.text())
        return {
            "name": self.name.text().strip(),
            "position": self.position.text().strip(),
            "leave": clock(leave) if leave is not None else _LEAVE,
            "minutes": round(self.minutes.number()),
            "kmh": round(self.kmh.number()),
        }

    def _mark(self) -> None:
        """Say what cannot be read; an empty position is asked for elsewhere."""
        typed = self.position.text().strip()
        wrong = self.tr("Latitude, then longitude: 31.2304, 121.4737")
        self._fields[self.position].set_wrong(wrong if typed and not self.has_start else "")
        readable = minute_of(self.leave.text()) is not None
        self._fields[self.leave].set_wrong("" if readable else self.tr("Like 09:00"))


def _number(value: object, usual: int) -> float:
    return float(value) if isinstance(value, int) else float(usual)
