"""What of the list is shown: a stage, a search that answers at once, a region, trade, campaign, officer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.screens.visits.words import Stage, campaign_title, is_in, stage_name
from ui.theme import tokens
from ui.theme.icons import icon
from ui.theme.style import theme
from ui.widgets.flow import FlowLayout
from ui.widgets.segments import Segments
from ui.widgets.words import named
from workstation.domain.visit_list import VisitRow
from workstation.domain.words import TRADES

_STAGES = (Stage.TO_GO, Stage.TO_REVIEW, Stage.DONE, Stage.ALL)


def says(listed: VisitRow, text: str) -> bool:
    """Whether every word typed is in what is known of the seller."""
    who = listed.applicant
    known = f"{who.name} {who.source_id} {who.address} {who.region} {who.phone} {campaign_title(listed)}"
    return all(word in known.casefold() for word in text.casefold().split())


class FilterBar(QWidget):
    """`changed` comes with every key and choice; `passes(listed)` is what is asked for."""

    changed = Signal()

    def __init__(self, stage: Stage, *aside: QWidget, parent: QWidget | None = None) -> None:
        """`aside` stands behind the choices."""
        super().__init__(parent)
        self.stages = Segments(_STAGES)
        self.stages.choose(stage)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setFixedWidth(theme().px(256))
        self.region, self.trade, self.campaign, self.officer = (QComboBox() for _ in range(4))
        for box in self._boxes():
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        line = FlowLayout(tokens.SNUG, tokens.SNUG)
        for part in (self.stages, self.search, *self._boxes(), *aside):
            line.addWidget(part)
        self.setLayout(line)
        self.stages.chosen.connect(lambda _: self.changed.emit())
        self.search.textChanged.connect(lambda _: self.changed.emit())
        for box in self._boxes():
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.retranslate()

    def _boxes(self) -> tuple[QComboBox, ...]:
        return self.region, self.trade, self.campaign, self.officer

    @property
    def stage(self) -> Stage:
        stage = self.stages.key()
        return stage if isinstance(stage, Stage) else Stage.ALL

    @property
    def narrows(self) -> bool:
        """Whether anything but the stage is asked for."""
        return bool(self.search.text().strip()) or any(box.currentData() for box in self._boxes())

    def is_of_officer(self, listed: VisitRow) -> bool:
        """Whether it is whose visits are asked for."""
        return self.officer.currentData() in (None, "", listed.officer)

    def passes(self, listed: VisitRow) -> bool:
        return is_in(self.stage, listed) and self._narrow(listed)

    def _narrow(self, listed: VisitRow) -> bool:
        asked = (
            (self.region, listed.applicant.region),
            (self.trade, listed.applicant.trade),
            (self.campaign, listed.visit.campaign if listed.visit else ""),
        )
        chosen = all(not box.currentData() or box.currentData() == value for box, value in asked)
        return chosen and self.is_of_officer(listed) and says(listed, self.search.text())

    def clear(self) -> None:
        """Ask for nothing but the stage."""
        self.search.clear()
        for box in self._boxes():
            box.setCurrentIndex(0)

    def show_rows(self, rows: Sequence[VisitRow]) -> None:
        """Offer what the rows have, and say how many each stage holds; what was chosen stays chosen."""
        self._count(rows)
        campaigns = {row.visit.campaign: campaign_title(row) for row in rows if row.visit}
        regions = {row.applicant.region: row.applicant.region for row in rows}
        trades = {row.applicant.trade: named(TRADES, row.applicant.trade) for row in rows}
        for box, every, found in (
            (self.region, self.tr("All regions"), regions),
            (self.trade, self.tr("All trades"), trades),
            (self.campaign, self.tr("All campaigns"), campaigns),
            (self.officer, self.tr("All officers"), {row.officer: row.officer for row in rows}),
        ):
            _offer(box, every, found)

    def _count(self, rows: Sequence[VisitRow]) -> None:
        names = [stage_name(stage, sum(is_in(stage, row) for row in rows)) for stage in _STAGES]
        self.stages.set_texts(names, self.tr("Show"))

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search names, places, phones"))
        self.search.setAccessibleName(self.tr("Search the visits"))
        self.region.setAccessibleName(self.tr("Region"))
        self.trade.setAccessibleName(self.tr("Trade"))
        self.campaign.setAccessibleName(self.tr("Campaign"))
        self.officer.setAccessibleName(self.tr("Officer"))


def _offer(box: QComboBox, every: str, found: Mapping[str, str]) -> None:
    """Fill a list anew without a signal; one that offers no choice goes away."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(every, "")
    for code, name in sorted(found.items(), key=lambda pair: pair[1]):
        if code:
            box.addItem(name, code)
    box.setCurrentIndex(max(box.findData(chosen), 0) if chosen else 0)
    box.blockSignals(False)
    box.setVisible(box.count() > 2 or bool(box.currentData()))
