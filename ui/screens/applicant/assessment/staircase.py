"""The limit as a staircase: every constraint with what it allows, the binding one named and lit.

All bars share one scale that ends somewhat above the request, so that what matters is seen; a constraint that
allows far more goes on beyond it. A constraint that cannot be reckoned says so: it is not nought.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.screens.applicant.facts import Section
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import said
from ui.widgets.bars import ReachBar
from ui.widgets.format import money, money_short
from ui.widgets.layout import clear, column, label, row
from ui.widgets.pieces import Symbol
from workstation.domain.lending import Staircase, Step

_SCALE_OVER_REQUEST = 1.5


def scale_of(steps: Staircase, requested: int) -> int:
    """Where the bars' scale ends, in fen: somewhat above the request and the limit, never nought."""
    known = [step.amount for step in steps.steps if step.amount is not None]
    wanted = int(max(requested, steps.limit) * _SCALE_OVER_REQUEST)
    return max(min(wanted, max(known, default=1)), 1)


class StaircasePanel(Section):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(tokens.GAP))
        self._grid.setVerticalSpacing(theme().px(tokens.SNUG))
        self._grid.setColumnStretch(1, 1)
        self._next = label("soft", wrap=True)
        self.body.addLayout(self._grid)
        self.body.addSpacing(theme().px(tokens.GAP))
        self.body.addWidget(self._next)

    def show_staircase(self, steps: Staircase | None, requested: int) -> None:
        clear(self._grid)
        self._next.hide()
        if steps is None:
            self.set_text(self.tr("Limit"))
            self.set_empty(self.tr("A rule decided before any limit was reckoned."))
            return
        self.set_empty("")
        self.set_text(self.tr("Limit, step by step"), self.tr("the smallest binds"))
        scale = scale_of(steps, requested)
        for place, step in enumerate(steps.steps):
            self._add(2 * place, step, steps, scale)
        binding = said(steps.step(steps.binding).name).lower()
        if steps.next_amount is None:
            return
        self._next.setText(self.tr("Without the step of {0} the next one would allow {1}.").format(
            binding, money(steps.next_amount)
        ))  # fmt: skip
        self._next.show()

    def _add(self, line: int, step: Step, steps: Staircase, scale: int) -> None:
        binds = step.code == steps.binding
        name = label("" if step.amount is not None else "soft", said(step.name))
        head = row(gap=tokens.TIGHT)
        if binds:
            head.addWidget(Symbol("target", "accent", 15))
            font = theme().font(bold=True)
            name.setFont(font)
        head.addWidget(name)
        head.addStretch(1)
        share = None if step.amount is None else step.amount / scale
        over = share is not None and share > 1
        ink = "accent" if binds else "line_strong"
        bar = ReachBar(share, ink, tick=steps.limit / scale, over=over)
        figure = money_short(step.amount) if step.amount is not None else self.tr("cannot be reckoned")
        amount = label("heading" if binds else ("" if step.amount is not None else "warn"), figure)
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addLayout(head, line, 0)
        self._grid.addWidget(bar, line, 1)
        self._grid.addWidget(amount, line, 2)
        told = [said(step.name), figure, self.tr("binding") if binds else ""]
        bar.setAccessibleName(", ".join(part for part in told if part))
        basis = label("faint", said(step.basis), wrap=True, selectable=True)
        holder = column(basis, gap=0, margin=(0, 0, 0, tokens.TIGHT))
        self._grid.addLayout(holder, line + 1, 0, 1, 3)
