"""Reasons for and against with their points as diverging bars, and the evidence that is missing.

The wording is the officer's; what a rule decided stands first and has no points, because no model gave any.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.screens.applicant.facts import FactList, Section
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import said
from ui.widgets.bars import PullBar
from ui.widgets.format import listed, with_minus
from ui.widgets.layout import clear, label
from ui.widgets.pieces import Symbol
from workstation.domain.assessment import MissingEvidence, ModelOutput, Rationale, Reason
from workstation.domain.evidence import DOMAIN_NAMES, Coverage
from workstation.features.dictionary import DICTIONARY
from workstation.services.comparing import points_by_domain
from workstation.services.explained import EvidenceCost

_BAR_WIDTH = 150


def signed(points: float) -> str:
    """+6.9 or −2.4, with a real minus."""
    return with_minus(f"{points:+.1f}")


class ReasonsPanel(Section):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(tokens.GAP))
        self._grid.setVerticalSpacing(theme().px(tokens.GAP))
        self._grid.setColumnStretch(0, 1)
        self._notes = label("faint", wrap=True, selectable=True)
        self.body.addLayout(self._grid)
        self.body.addSpacing(theme().px(tokens.GAP))
        self.body.addWidget(self._notes)

    def show_rationale(self, rationale: Rationale, output: ModelOutput | None = None) -> None:
        """`output` is that of the model that decides; its points are told by kind of evidence too."""
        clear(self._grid)
        self.set_text(self.tr("Reasons"), self.tr("points, for and against"))
        reasons = (*rationale.against, *rationale.in_favour)
        self.set_empty("" if reasons else self.tr("No model spoke, so there is nothing to weigh."))
        most = max((abs(reason.points) for reason in reasons), default=0.0) or 1.0
        for place, reason in enumerate(reasons):
            self._add(place, reason, most)
        domains = [
            f"{said(DOMAIN_NAMES[domain])} {signed(points)}" for domain, points in points_by_domain(output)
        ]
        by_domain = self.tr("By evidence: {0}").format("  ·  ".join(domains)) if domains and reasons else ""
        lines = [by_domain, *(said(note) for note in rationale.notes)]
        told = "\n".join(filter(None, lines))
        self._notes.setText(told)
        self._notes.setVisible(bool(told))

    def _add(self, line: int, reason: Reason, most: float) -> None:
        words = said(reason.officer)
        if reason.remedy is not None:
            words += "\n" + self.tr("What would help: {0}").format(said(reason.remedy))
        text = label("", words, wrap=True, selectable=True)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(text, line, 0, top)
        if reason.points == 0:
            rule = label("bad", self.tr("a rule"))
            symbol = Symbol("prohibit", "bad", 15)
            self._grid.addWidget(symbol, line, 1, top | Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(rule, line, 2, top | Qt.AlignmentFlag.AlignRight)
            return
        bar = PullBar(reason.points / most)
        bar.setFixedWidth(theme().px(_BAR_WIDTH))
        bar.setAccessibleName(f"{said(reason.officer)}: {signed(reason.points)}")
        points = label("good" if reason.points > 0 else "bad", signed(reason.points))
        self._grid.addWidget(bar, line, 1, top)
        self._grid.addWidget(points, line, 2, top | Qt.AlignmentFlag.AlignRight)


class MissingPanel(FactList):
    """Each domain without records: what its absence means, and how to get it."""

    def show_missing(
        self,
        missing: tuple[MissingEvidence, ...],
        coverage: Coverage,
        costs: tuple[EvidenceCost, ...] = (),
    ) -> None:
        """`missing` may be silent where nothing may be read; what is not covered is named all the same.
        `costs` say in points what sellers who have a record usually have; they come a moment later."""
        priced = {cost.domain: cost for cost in costs}
        self.set_text(self.tr("Missing evidence"), self.tr("missing is never counted as nought"))
        self.start()
        for one in missing:
            note = self.tr("To get it: {0}").format(said(one.how_to_get))
            text = f"{said(DOMAIN_NAMES[one.domain])} – {said(one.consequence)}"
            self._add(text, note, priced.get(one.domain))
        told = {one.domain for one in missing}
        for domain in coverage.missing:
            if domain not in told:
                self._add(said(DOMAIN_NAMES[domain]), "", priced.get(domain))
        for cost in costs:
            if cost.covered:
                names = listed(said(DICTIONARY[name].title) for name in cost.features)
                text = self.tr("{0} – no record of: {1}").format(said(DOMAIN_NAMES[cost.domain]), names)
                self._add(text, "", cost)
        if any(cost.usual is None for cost in costs):
            unread = self.tr("No points: the model that decides reads nothing of it; coverage and limit do.")
            self.add("", unread)
        self.finish(self.tr("Nothing is missing: every domain has records."))

    def _add(self, text: str, note: str, cost: EvidenceCost | None) -> None:
        lines, figure = [note] if note else [], ""
        if cost is not None and cost.usual is not None and cost.weak is not None and cost.strong is not None:
            figure = self.tr("{0} points").format(signed(cost.usual))
            lines.append(
                self.tr(
                    "With what sellers who have it usually have; {0} with the weakest tenth's, {1} with the "
                    "strongest's."
                ).format(signed(cost.weak), signed(cost.strong))
            )
        self.add(text, "\n".join(lines), figure, symbol="circle-dashed", ink="text_faint")
