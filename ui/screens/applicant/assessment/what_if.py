"""What if: set one figure to another value and see probability and limit at once. Imagined, never kept.

Goes in: an appraisal. The question is answered in a worker; while keys come quickly only the last one counts.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from ui.screens.applicant.assessment.wording import chance_in_words
from ui.screens.applicant.facts import Section
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import said
from ui.widgets.badge import Badge, Mark
from ui.widgets.format import DASH, money, percent
from ui.widgets.layout import column, label, row
from ui.widgets.number_field import NumberField
from ui.widgets.pieces import Field, button
from ui.widgets.trouble import said_error
from ui.widgets.words import outcome_name
from workstation.features.dictionary import FEATURES
from workstation.features.feature import Feature, Unit

if TYPE_CHECKING:
    from workstation.services.desk import Desk
    from workstation.services.values import Appraisal

_SETTLE_MS = 60
_PERCENT_UNITS = (Unit.SHARE, Unit.CHANGE)
_BOUNDS: dict[Unit, tuple[float, float, float, int]] = {
    Unit.YUAN: (0, 1e9, 1_000, 0),
    Unit.DAYS: (0, 3_650, 1, 0),
    Unit.HOURS: (0, 2_000, 1, 1),
    Unit.MONTHS: (0, 600, 1, 0),
    Unit.SHARE: (0, 100, 1, 1),
    Unit.CHANGE: (-100, 500, 5, 1),
    Unit.RATIO: (-1, 5, 0.05, 2),
    Unit.COUNT: (0, 1e7, 10, 0),
    Unit.STARS: (1, 5, 0.1, 2),
}
"""Lowest, highest, step and decimals of the field, in the unit as it is shown (per cent for shares)."""


class WhatIfPanel(Section):
    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        self.back = button("quiet", "arrow-counter-clockwise")
        super().__init__(self.back, parent=parent)
        self._desk, self._tasks = desk, tasks
        self._appraisal: Appraisal | None = None
        self._names: list[str] = []
        self._task: Task[Appraisal] | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self.feature, self.value = QComboBox(), NumberField()
        self.feature.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.feature.setMinimumContentsLength(12)
        self._feature_field, self._value_field = Field(self.feature), Field(self.value)
        self.imagined = Badge()
        self.answer, self.words = label("heading", wrap=True), label("soft", wrap=True)
        fields = row(gap=tokens.ROOM)
        fields.addWidget(self._feature_field, 3, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self._value_field, 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(fields)
        self.body.addSpacing(theme().px(tokens.GAP))
        self.body.addLayout(column(row(self.imagined, None), self.answer, self.words, gap=tokens.TIGHT))
        self.feature.currentIndexChanged.connect(self._feature_changed)
        self.value.number_changed.connect(lambda _: self._settle.start())
        self.back.clicked.connect(self._feature_changed)

    def show_appraisal(self, appraisal: Appraisal) -> None:
        """Offer the features of the model that decides, the strongest first."""
        self._appraisal = appraisal
        self.set_text(self.tr("What if"))
        self.back.setText(self.tr("Back to the real value"))
        self._feature_field.set_text(self.tr("Figure"))
        self._value_field.set_text(self.tr("Value"))
        output = appraisal.assessment.output
        self._names = [
            one.feature
            for one in sorted(output.contributions if output else (), key=lambda c: -abs(c.points))
            if one.feature in FEATURES
        ]
        for widget in (self._feature_field, self._value_field, self.back):
            widget.setVisible(bool(self._names))
        self.set_empty("" if self._names else self.tr("No model applies, so there is nothing to try."))
        chosen = self.feature.currentData()
        with QSignalBlocker(self.feature):
            self.feature.clear()
            for name in self._names:
                self.feature.addItem(said(FEATURES[name].title), name)
            self.feature.setCurrentIndex(max(self.feature.findData(chosen), 0))
        self._feature_changed()

    def stop(self) -> None:
        self._settle.stop()
        if self._task is not None:
            self._task.cancel()

    @property
    def _feature(self) -> Feature | None:
        name = self.feature.currentData()
        return FEATURES.get(name) if name else None

    def _feature_changed(self) -> None:
        """Show the real value of the chosen feature, with the field's bounds in its unit."""
        self.stop()
        self._say_nothing()
        feature, appraisal = self._feature, self._appraisal
        if feature is None or appraisal is None:
            return
        low, high, step, places = _BOUNDS[feature.unit]
        real = appraisal.assessment.features.get(feature.name)
        percents = feature.unit in _PERCENT_UNITS
        self.value.set_bounds(low, high, step, places, "%" if percents else "")
        self.value.set_number((real or 0.0) * (100 if percents else 1))
        told = self.tr("In the file: {0}").format(said(feature.shown(real)))
        self._value_field.set_text(self.tr("Value"), told)

    def _say_nothing(self) -> None:
        self.imagined.hide()
        self._show_answer("")
        self.words.setText(
            self.tr("Change the value: probability and limit answer at once. Nothing of it is kept.")
        )
        self.words.setVisible(bool(self._names))

    def _ask(self) -> None:
        feature, appraisal = self._feature, self._appraisal
        if feature is None or appraisal is None:
            return
        factor = 100 if feature.unit in _PERCENT_UNITS else 1
        value = feature.rounded(self.value.number() / factor)
        if self._task is not None:
            self._task.cancel()
        ask = partial(self._desk.appraisals.what_if, appraisal, {feature.name: value})
        self._task = self._tasks.read(ask, self._answered, self._not_answered)

    def _answered(self, imagined: Appraisal) -> None:
        real = self._appraisal
        if real is None:
            return
        self.imagined.show_mark(Mark(self.tr("imagined, not in the file"), "warn", "lightbulb"))
        self.imagined.show()
        before, after = self._told(real), self._told(imagined)
        self._show_answer(after)
        output = imagined.assessment.output
        chance = ""
        if output is not None and output.probability is not None:
            chance = chance_in_words(output.probability, output.horizon_days)
        now = self.tr("Now: {0}").format(before)
        self.words.setText(f"{chance}\n{now}" if chance else now)
        self.setAccessibleDescription(after)

    def _show_answer(self, words: str) -> None:
        self.answer.setText(words)
        self.answer.setVisible(bool(words))

    def _told(self, appraisal: Appraisal) -> str:
        proposal, assessment = appraisal.proposal, appraisal.assessment
        steps = proposal.staircase
        limit = money(steps.limit) if steps is not None else DASH
        return self.tr("Probability {0}, grade {1}, limit {2}: {3}").format(
            percent(assessment.probability, 2),
            assessment.grade or DASH,
            limit,
            outcome_name(proposal.outcome),
        )

    def _not_answered(self, error: BaseException) -> None:
        words = said_error(error)
        self._show_answer(words.what)
        self.words.setText(words.now)
