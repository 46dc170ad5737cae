"""The head of an applicant file: name, what kind of seller, what is owed, and what the file covers.

The strip shows all nine evidence domains at a glance. A domain without records is drawn hollow and says
"missing"; it is never shown as nought.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.screens.applicant.coverage_words import age_words, freshness_mark, held_words
from ui.theme import tokens
from ui.theme.icons import paint_symbol
from ui.theme.style import holder, theme
from ui.translation import said
from ui.widgets.badge import Badge, Mark
from ui.widgets.format import day, money, money_short
from ui.widgets.format import listed as in_a_row
from ui.widgets.layout import column, label, row
from ui.widgets.words import APPLICANT_KINDS, LISTINGS, SHOP_KINDS, named
from workstation.domain.evidence import DOMAIN_NAMES, Coverage, DomainCoverage, EvidenceDomain
from workstation.domain.text import Bilingual
from workstation.domain.words import TRADES

if TYPE_CHECKING:
    from workstation.services.values import FileView

_LINE_HEIGHT, _LEAST_CELL = 40, 108

_SHORT_NAMES: dict[EvidenceDomain, Bilingual] = {
    EvidenceDomain.TRADING: Bilingual("平台交易", "Trading"),
    EvidenceDomain.FIRM_CREDIT: Bilingual("第三方征信", "Firm credit"),
    EvidenceDomain.BANK_LOANS: Bilingual("银行贷款", "Bank loans"),
    EvidenceDomain.PERSONAL_LOANS: Bilingual("个人贷款", "Personal loans"),
    EvidenceDomain.PAYMENT_ACCOUNT: Bilingual("支付账户", "Payments"),
    EvidenceDomain.FINANCIALS: Bilingual("财务信息", "Financials"),
    EvidenceDomain.SUPPLY_CHAIN: Bilingual("供应链", "Supply chain"),
    EvidenceDomain.TRADES_AROUND: Bilingual("上下游", "Trades around"),
    EvidenceDomain.ECONOMY: Bilingual("经济环境", "Economy"),
}


class CoverageStrip(QWidget):
    """Nine cells in a row, one for each evidence domain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coverage: Coverage | None = None
        self._as_of = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        holder().changed.connect(self.updateGeometry)

    def show_coverage(self, coverage: Coverage, as_of: date) -> None:
        self._coverage, self._as_of = coverage, as_of
        self.updateGeometry()
        self.retranslate()

    def retranslate(self) -> None:
        if self._coverage is None:
            return
        covered = len(self._coverage.covered)
        self.setAccessibleName(self.tr("Evidence: {0} of {1} domains covered").format(
            covered, len(self._coverage.domains)
        ))  # fmt: skip
        self.setAccessibleDescription("; ".join(self._told(held) for held in self._coverage.domains))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(900), self._lines() * theme().px(_LINE_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(480), self._lines() * theme().px(_LINE_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != self.sizeHint().height():
            self.updateGeometry()

    def _lines(self) -> int:
        """One line, or two where a cell would be too narrow for its words."""
        domains = len(self._coverage.domains) if self._coverage else 1
        return 1 if self.width() >= domains * theme().px(_LEAST_CELL) else 2

    def _told(self, held: DomainCoverage) -> str:
        return f"{said(DOMAIN_NAMES[held.domain])}: {age_words(held, self._as_of)}"

    def _cells(self) -> list[tuple[QRectF, DomainCoverage]]:
        if self._coverage is None:
            return []
        a_line = -(-len(self._coverage.domains) // self._lines())
        width, height = self.width() / a_line, theme().px(_LINE_HEIGHT)
        return [
            (QRectF(n % a_line * width, n // a_line * height, width, height), held)
            for n, held in enumerate(self._coverage.domains)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        body, small = look.font(tokens.SMALL + 0.5), look.font(tokens.SMALL)
        for cell, held in self._cells():
            symbol, ink = freshness_mark(held, self._as_of)
            spot = QRectF(cell.left(), cell.top() + look.px(3), look.px(15), look.px(15))
            paint_symbol(painter, spot, symbol, look.colour(ink))
            left = spot.right() + look.px(5)
            words = QRectF(left, cell.top(), cell.right() - left - look.px(6), cell.height() / 2)
            below = words.translated(0, cell.height() / 2 - look.px(1))
            for font, colour, text, place in (
                (body, "text" if held.covered else "text_soft", said(_SHORT_NAMES[held.domain]), words),
                (small, ink, age_words(held, self._as_of), below),
            ):
                painter.setFont(font)
                painter.setPen(look.colour(colour))
                fitting = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            here = next((h for cell, h in self._cells() if cell.contains(event.pos())), None)
            if here is not None:
                QToolTip.showText(event.globalPos(), f"{self._told(here)}\n{held_words(here)}".strip(), self)
            return True
        return super().event(event)


class FileHeader(QWidget):
    """Name and standing at the left, what is owed and as of when at the right, coverage beneath."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: FileView | None = None
        self._name = label("title", wrap=True, selectable=True)
        self._facts = label("soft", wrap=True, selectable=True)
        self._listed = Badge()
        self._owed_name, self._owed = label("faint"), label("heading")
        self._day_name, self._day = label("faint"), label("heading")
        for text in (self._owed_name, self._owed, self._day_name, self._day):
            text.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.strip = CoverageStrip()
        title = row()
        title.addWidget(self._name, 1)
        title.addWidget(self._listed, 0, Qt.AlignmentFlag.AlignTop)
        names = column(title, self._facts, gap=2)
        top = row(gap=tokens.WIDE)
        top.addLayout(names, 1)
        top.addLayout(column(self._owed_name, self._owed, gap=2))
        top.addLayout(column(self._day_name, self._day, gap=2))
        self.setLayout(column(top, self.strip, gap=tokens.GAP, margin=(tokens.WIDE, tokens.GAP)))

    def show_view(self, view: FileView) -> None:
        self._view = view
        self.strip.show_coverage(view.coverage, view.as_of)
        self.retranslate()

    def show_name(self, name: str) -> None:
        """While the file is being read, only its name or id is known."""
        self._view = None
        self._name.setText(name)
        self._facts.setText("")
        self._owed.setText("")
        self._day.setText("")

    def retranslate(self) -> None:
        self._owed_name.setText(self.tr("Owed or promised"))
        self._day_name.setText(self.tr("Seen up to"))
        self.strip.retranslate()
        if self._view is None:
            return
        applicant, exposure = self._view.file.applicant, self._view.exposure
        self._name.setText(applicant.name)
        self._name.setToolTip(applicant.name)
        facts = [
            applicant.source_id,
            named(APPLICANT_KINDS, applicant.kind),
            named(SHOP_KINDS, applicant.shop_kind),
            named(TRADES, applicant.trade),
            applicant.region,
            applicant.phone,
        ]
        self._facts.setText("  ·  ".join(fact for fact in facts if fact))
        listed = [named(LISTINGS, code) for code in applicant.listed_as]
        self._listed.show_mark(Mark(in_a_row(listed), "bad", "warning-fill") if listed else Mark(""))
        self._listed.setVisible(bool(listed))
        self._owed.setText(money_short(exposure.total))
        related = self.tr("own {0}, related {1}").format(money(exposure.own), money(exposure.related))
        self._owed.setToolTip(related)
        self._day.setText(day(self._view.as_of))
