"""Every model's output by role, with what such a model may do; opened, its contributions from base to points.

Those that do not apply stand below under one line that unfolds them with their reasons; where no model of
default applies it is open, for then the reasons are what matters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui.screens.applicant.assessment.answers import ROLE_DOES, answer, by_role, uncertainty, why_not
from ui.screens.applicant.assessment.reasons import signed
from ui.screens.applicant.facts import Section
from ui.theme import tokens
from ui.theme.icons import icon
from ui.theme.style import theme
from ui.translation import said
from ui.widgets.badge import Badge, Mark
from ui.widgets.bars import StepBar
from ui.widgets.layout import clear, column, hairline, label, row
from ui.widgets.turns import held
from ui.widgets.words import MODEL_ROLES, MODELS, named
from workstation.domain.assessment import Assessment, Contribution, ModelOutput
from workstation.features.dictionary import DICTIONARY

_MOST_STEPS = 14
"""The strongest contributions are drawn one by one; the rest is one step, so that the sum still stands."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the waterfall: `feature` is empty for the rest taken together."""

    feature: str
    value: float | None
    points: float
    before: float

    @property
    def after(self) -> float:
        return self.before + self.points


def waterfall(base: float, contributions: Sequence[Contribution]) -> tuple[Step, ...]:
    """The steps from `base` on, the strongest first, the weak ones added up at the end."""
    ordered = sorted(contributions, key=lambda c: (-abs(c.points), c.feature))
    steps: list[Step] = []
    level = base
    for one in ordered[:_MOST_STEPS]:
        steps.append(Step(one.feature, one.value, one.points, level))
        level += one.points
    rest = sum(one.points for one in ordered[_MOST_STEPS:])
    if ordered[_MOST_STEPS:]:
        steps.append(Step("", None, rest, level))
    return tuple(steps)


class Fold(QToolButton):
    """A caret that opens what stands below it; its words are for those who do not see the caret."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setIcon(icon("caret-right"))
        self.toggled.connect(lambda opened: self.setIcon(icon("caret-down" if opened else "caret-right")))

    def set_text(self, words: str, *, shown: bool = False) -> None:
        self.setAccessibleName(words)
        if shown:
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.setText(words)
        else:
            self.setToolTip(words)


class ModelPanel(QWidget):
    """One model. Its waterfall is made when it is first opened."""

    def __init__(self, output: ModelOutput, leading: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._output = output
        self.fold = Fold()
        policy = self.fold.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.fold.setSizePolicy(policy)
        self.fold.setVisible(output.applies and bool(output.contributions))
        self.fold.toggled.connect(self._toggle)
        head = row(self.fold, label("", named(MODELS, output.model)), gap=tokens.SNUG)
        head.addWidget(label("faint", f"v{output.version}"))
        if leading:
            head.addWidget(Badge(Mark(self.tr("decides"), "accent", "target")))
        head.addStretch(1)
        head.addWidget(self._figures())
        more = uncertainty(output) if output.why_not is None else why_not(output)
        self._steps = QWidget()
        self._steps.hide()
        whole = column(head, gap=tokens.TIGHT, margin=(0, tokens.TIGHT))
        if more:
            note = label("faint", more, wrap=True, selectable=True)
            inset = self.fold.sizeHint().width() + theme().px(tokens.SNUG)
            note.setContentsMargins(inset, 0, 0, 0)
            whole.addWidget(note)
        whole.addWidget(self._steps)
        self.setLayout(whole)
        self.fold.set_text(self.tr("Contributions of {0}").format(named(MODELS, output.model)))

    def _figures(self) -> QWidget:
        if not self._output.applies:
            return Badge(Mark(self.tr("does not apply"), "plain", "circle-dashed"))
        return label("", answer(self._output), selectable=True)

    def _toggle(self, opened: bool) -> None:
        if opened and self._steps.layout() is None:
            self._fill()
        self._steps.setVisible(opened)

    def _fill(self) -> None:
        base = self._output.base_points or 0.0
        steps = waterfall(base, self._output.contributions)
        levels = [base, *(step.after for step in steps)]
        low, high = min(levels), max(levels)
        reach = (high - low) or 1.0
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(tokens.GAP))
        grid.setVerticalSpacing(theme().px(3))
        grid.setColumnStretch(2, 1)
        grid.setContentsMargins(theme().px(tokens.BROAD), 0, 0, 0)
        self._line(grid, 0, self.tr("Base: the average of all sellers"), "", None, f"{base:.1f}")
        for place, step in enumerate(steps, 1):
            name, value = self._named(step)
            share = ((step.before - low) / reach, (step.after - low) / reach)
            bar = StepBar(*share, "good" if step.points >= 0 else "bad")
            self._line(grid, place, name, value, bar, signed(step.points))
        total = self._output.points
        words = "" if total is None else f"{total:.1f}"
        self._line(grid, len(steps) + 1, self.tr("Points"), self._output.grade, None, words, strong=True)
        self._steps.setLayout(grid)

    def _named(self, step: Step) -> tuple[str, str]:
        if not step.feature:
            return self.tr("All others together"), ""
        feature = DICTIONARY.get(step.feature)
        if feature is None:
            return step.feature, "" if step.value is None else f"{step.value:g}"
        return said(feature.title), said(feature.shown(step.value))

    @staticmethod
    def _line(
        grid: QGridLayout,
        place: int,
        name: str,
        value: str,
        bar: QWidget | None,
        figure: str,
        *,
        strong: bool = False,
    ) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        shown, number = label("soft", value), label("heading" if strong else "", figure)
        shown.setAlignment(right)
        number.setAlignment(right)
        grid.addWidget(label("" if strong else "soft", name), place, 0)
        grid.addWidget(shown, place, 1)
        if bar is not None:
            bar.setAccessibleName(f"{name} {value}: {figure}")
            grid.addWidget(bar, place, 2)
        grid.addWidget(number, place, 3)


class ModelsPanel(Section):
    """All models, and at the foot what spoke: bundle, rules, day, milliseconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._list: QVBoxLayout = column(gap=0)
        self.others = Fold()
        self._rest = QWidget()
        self._rest_list: QVBoxLayout = column(gap=0)
        self._rest.setLayout(self._rest_list)
        self._rest.hide()
        self._unmade: list[ModelOutput] = []
        self._foot = label("faint", wrap=True, selectable=True)
        self.body.addLayout(self._list)
        self.body.addSpacing(theme().px(tokens.SNUG))
        self.body.addLayout(row(self.others, None))
        self.body.addWidget(self._rest)
        self.body.addSpacing(theme().px(tokens.GAP))
        self.body.addWidget(self._foot)
        self.models: list[ModelPanel] = []
        self.others.toggled.connect(self._show_others)

    def pieces(
        self, assessment: Assessment, rules: str, spent: Mapping[str, float]
    ) -> list[Callable[[], None]]:
        """What to do to show the models, the one that leads first, a role at a time: all at
        once would hold the window up."""
        groups = by_role(tuple(output for output in assessment.outputs if output.applies))
        shown = [partial(self._add, role, own, assessment.leading, len(groups) > 1) for role, own in groups]
        groups = by_role(tuple(output for output in assessment.outputs if not output.applies))
        silent = [output for _, own in groups for output in own]
        pieces = [partial(self._begin, assessment, rules, spent, silent), *shown]
        pieces.append(partial(self._end, len(silent)))
        if silent and not assessment.leading:
            pieces += [self._make_next] * len(silent)
            pieces.append(partial(self.others.setChecked, True))
        return pieces

    def _add(self, role: str, outputs: Sequence[ModelOutput], leading: str, headed: bool) -> None:
        with held(self):
            if headed:
                self._list.addLayout(self._role_head(role))
            first = sorted(outputs, key=lambda output: output.model != leading)
            for place, output in enumerate(first):
                if place or headed:
                    self._list.addWidget(hairline())
                self._list.addWidget(self._panel(output, output.model == leading))

    @staticmethod
    def _role_head(role: str) -> QHBoxLayout:
        """The role and what a model of it may do."""
        does = label("faint", named(ROLE_DOES, role), wrap=True)
        does.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = row(label("soft", named(MODEL_ROLES, role)), gap=tokens.GAP, margin=(0, tokens.GAP, 0, 2))
        line.addWidget(does, 1)
        return line

    def _panel(self, output: ModelOutput, leads: bool) -> ModelPanel:
        panel = ModelPanel(output, leads)
        self.models.append(panel)
        return panel

    def _end(self, silent: int) -> None:
        """The line for those that do not apply; they themselves when it is opened."""
        self.others.setVisible(bool(silent))
        self.others.set_text(self.tr("{0} do not apply, and why").format(silent), shown=True)

    def _make_next(self) -> None:
        """One more of those that do not apply, unless the line was opened meanwhile and made them all."""
        if self._unmade:
            self._rest_list.addWidget(hairline())
            self._rest_list.addWidget(self._panel(self._unmade.pop(0), False))

    def _show_others(self, opened: bool) -> None:
        if opened and self._unmade:
            with held(self._rest):
                while self._unmade:
                    self._make_next()
        self._rest.setVisible(opened)

    def _begin(
        self, assessment: Assessment, rules: str, spent: Mapping[str, float], silent: Sequence[ModelOutput]
    ) -> None:
        clear(self._list)
        clear(self._rest_list)
        self._unmade = list(silent)
        self.others.setChecked(False)
        applying = sum(output.applies for output in assessment.outputs)
        self.set_text(
            self.tr("Models"), self.tr("{0} of {1} apply").format(applying, len(assessment.outputs))
        )
        self.models = []
        bundle = assessment.bundle
        times = " + ".join(f"{spent[part]:.1f}" for part in ("features", "models", "rules") if part in spent)
        lines = [
            self.tr("Models {0}-{1} ({2}), rules {3}").format(
                bundle.name, bundle.version, bundle.sha256[:12], rules[:12]
            ),
            self.tr("Data as of {0}").format(assessment.as_of.isoformat()),
        ]
        if times:
            lines.append(self.tr("{0} ms (features, models, rules)").format(times))
        self._foot.setText("  ·  ".join(lines))
