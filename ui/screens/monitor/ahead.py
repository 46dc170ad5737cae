"""What sellers will need, on the monitor: how many are expected to run short, by trade, and what came of the
invitations.

Goes in: sums over the files in the officer's scope. Comes out: figures, and a table; nothing is changed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QWidget

from ui.screens.monitor.parts import Part
from ui.screens.monitor.tables import CONTEXT
from ui.theme import tokens
from ui.translation import translate
from ui.widgets.flow import FlowLayout
from ui.widgets.format import DASH, count
from ui.widgets.pieces import KeyFigure
from ui.widgets.rows import Column
from ui.widgets.table import FittedTable
from ui.widgets.words import named
from workstation.domain.words import TRADES

if TYPE_CHECKING:
    from workstation.services.looking_ahead import BookAhead, TradeAhead

_FIGURES = ("listed", "warned", "invited", "answered", "asked")


def _expected(days: int) -> Column[TradeAhead]:
    """How many sellers of a trade are expected to run short within so many days."""

    def text(row: TradeAhead) -> str:
        number = row.within(days)
        return DASH if number is None else f"{number:.2f}"

    title = translate(CONTEXT, QT_TRANSLATE_NOOP("Monitor", "Short within {0} days")).format(days)
    return Column(title, text, 144, right=True)


def ahead_columns(horizons: tuple[int, ...]) -> tuple[Column[TradeAhead], ...]:
    return (
        Column(QT_TRANSLATE_NOOP("Monitor", "Trade"), lambda r: named(TRADES, r.trade), 0, strong=True),
        Column(
            QT_TRANSLATE_NOOP("Monitor", "Sellers"), lambda r: count(r.spoken_of), 90, right=True, spare=2
        ),
        *(_expected(days) for days in horizons),
        Column(QT_TRANSLATE_NOOP("Monitor", "In the list"), lambda r: count(r.listed), 110, right=True),
        Column(QT_TRANSLATE_NOOP("Monitor", "Invited"), lambda r: count(r.invited), 90, right=True, spare=1),
        Column(QT_TRANSLATE_NOOP("Monitor", "Want to borrow"), lambda r: count(r.taken), 130, right=True),
    )


class AheadPart(Part):
    def __init__(self, parent: QWidget | None = None) -> None:
        self._figures = {name: KeyFigure() for name in _FIGURES}
        self.table: FittedTable[TradeAhead] = FittedTable(ahead_columns(()), CONTEXT)
        line = QWidget()
        flow = FlowLayout(tokens.BROAD, tokens.ROOM)
        for figure in self._figures.values():
            flow.addWidget(figure)
        line.setLayout(flow)
        super().__init__(line, self.table, parent=parent)

    def show_ahead(self, ahead: BookAhead) -> None:
        self.set_text(
            self.tr("What sellers will need"),
            self.tr("expected numbers are the sums of what the models say of each file here"),
        )
        self.table.setAccessibleName(self.tr("What sellers will need, by trade"))
        if not ahead.looked_at:
            self.show_waiting(
                self.tr("No model has looked at a file here yet; it happens after a synchronisation.")
            )
            return
        self.show_waiting("")
        self._show_figures(ahead)
        self.table.show_rows(ahead.trades, ahead_columns(ahead.horizons))

    def _show_figures(self, ahead: BookAhead) -> None:
        invited = ahead.invited
        taken, refused = count(invited.taken), count(invited.refused)
        lapsed = self.tr("; {0} lapsed").format(count(invited.lapsed)) if invited.lapsed else ""
        shown = {
            "listed": (
                self.tr("Likely to need money"),
                count(ahead.listed),
                self.tr("of {0} files looked at").format(count(ahead.looked_at)),
            ),
            "warned": (self.tr("Models warn"), count(ahead.warned), self.tr("of running loans")),
            "invited": (
                self.tr("Invitations"),
                count(invited.made),
                self.tr("{0} wait for an answer").format(count(invited.waiting)) + lapsed,
            ),
            "answered": (
                self.tr("Answered"),
                count(invited.taken + invited.refused),
                self.tr("{0} want to borrow, {1} do not").format(taken, refused),
            ),
            "asked": (
                self.tr("Asked for a loan in time"),
                count(invited.asked),
                self.tr("{0} drew it").format(count(invited.drew)),
            ),
        }
        for name, (title, figure, note) in shown.items():
            self._figures[name].show_figure(title, figure, note)
