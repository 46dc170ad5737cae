"""How far each campaign has come: a bar, how many of all were visited, how many days are left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from ui.screens.visits.words import days_words
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import said
from ui.widgets.bars import ReachBar
from ui.widgets.flow import FlowLayout
from ui.widgets.format import count, day
from ui.widgets.layout import clear, column, label, row, set_look
from workstation.domain.visit_list import CampaignProgress, ListedStep

_MOST = 4
"""So many campaigns are shown, the soonest due first; the others are in the list."""


class CampaignCard(QWidget):
    def __init__(self, progress: CampaignProgress, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.words = label("soft"), label("")
        self.bar, self.due = ReachBar(0.0), label("faint")
        self.setLayout(column(row(self.title, None, self.due), self.bar, self.words, gap=tokens.TIGHT))
        self.setFixedWidth(theme().px(264))
        self._show(progress, today)

    def _show(self, progress: CampaignProgress, today: date) -> None:
        title = said(progress.title)
        self.title.setText(title)
        self.due.setText(self.tr("by {day}").format(day=day(progress.due_on)))
        done = progress.visited == progress.total
        late = progress.days_left(today) < 0 and not done
        share = progress.visited / progress.total
        self.bar.show_share(share, "good" if done else "bad" if late else "accent")
        parts = [
            self.tr("{n} of {all} visited").format(n=count(progress.visited), all=count(progress.total)),
            "" if done else days_words(progress.due_on, today),
        ]
        again = progress.steps.get(ListedStep.ASKED_AGAIN, 0)
        if again:
            parts.append(self.tr("{n} asked again").format(n=count(again)))
        self.words.setText(" · ".join(filter(None, parts)))
        set_look(self.words, "bad" if late else "")
        self.setAccessibleName(f"{title}: {self.words.text()}")


class CampaignStrip(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = FlowLayout(tokens.BROAD, tokens.GAP)
        self.setLayout(self._line)
        self.cards: list[CampaignCard] = []
        self._shown: tuple[Sequence[CampaignProgress], date] | None = None
        self.hide()

    def forget(self) -> None:
        """What is shown is told anew, in another language."""
        self._shown = None

    def show_campaigns(self, found: Sequence[CampaignProgress], today: date) -> None:
        if self._shown == (found, today):
            return
        self._shown = (found, today)
        clear(self._line)
        self.cards = [CampaignCard(one, today) for one in found[:_MOST]]
        for card in self.cards:
            self._line.addWidget(card)
        self.setVisible(bool(self.cards))
