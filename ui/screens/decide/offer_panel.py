"""What an offer comes to: price, instalment, interest, all-in cost under its cap, and the schedule.

It says what forbids the offer and who may approve it; it reckons nothing itself.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.screens.applicant.assessment.wording import authority_sentence
from ui.screens.applicant.facts import Section
from ui.screens.decide.price_line import PriceLine
from ui.screens.decide.terms import Cap
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import said
from ui.widgets.bars import ReachBar
from ui.widgets.format import day, money, percent
from ui.widgets.layout import clear, column, label, row
from ui.widgets.notice import Notice
from ui.widgets.pieces import KeyFigure
from ui.widgets.rows import Column
from ui.widgets.table import FittedTable
from workstation.domain.lending import Instalment, Offer, RepaymentMethod, SalesAgreed

if TYPE_CHECKING:
    from workstation.services.values import OfferPreview

_COST_SCALE = 1.25
"""The bar of the cost ends a quarter above the highest cap, so that a breach is seen as one."""

_COLUMNS: tuple[Column[Instalment], ...] = (
    Column(QT_TRANSLATE_NOOP("ScheduleModel", "No."), lambda r: str(r.number), width=52, right=True),
    Column(QT_TRANSLATE_NOOP("ScheduleModel", "Due"), lambda r: day(r.due), width=112),
    Column(QT_TRANSLATE_NOOP("ScheduleModel", "Payment"), lambda r: money(r.payment), 104, True, strong=True),
    Column(QT_TRANSLATE_NOOP("ScheduleModel", "Principal"), lambda r: money(r.principal), 104, True),
    Column(QT_TRANSLATE_NOOP("ScheduleModel", "Interest"), lambda r: money(r.interest), 92, True),
    Column(QT_TRANSLATE_NOOP("ScheduleModel", "Balance"), lambda r: money(r.balance), 108, True),
)


class OfferPanel(QWidget):
    """Told an `OfferPreview`; `show_none` says why there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = {name: KeyFigure() for name in ("rate", "payment", "interest", "cost")}
        figures = QGridLayout()
        figures.setHorizontalSpacing(theme().px(tokens.WIDE))
        for place, figure in enumerate(self._figures.values()):
            figures.addWidget(figure, 0, place)
            figures.setColumnStretch(place, 1)
        self._caps = column(gap=tokens.TIGHT)
        self.price = PriceLine()
        self._findings = column(gap=tokens.SNUG)
        self.authority = Notice()
        self.schedule_section = Section()
        self.schedule = FittedTable(_COLUMNS, "ScheduleModel")
        self.schedule_section.body.addWidget(self.schedule)
        self.setLayout(
            column(
                figures,
                self.price,
                self._caps,
                self._findings,
                self.authority,
                self.schedule_section,
                gap=tokens.ROOM,
            )
        )
        self.schedule.setAccessibleName(self.tr("Schedule"))

    def show_preview(self, preview: OfferPreview, caps: tuple[Cap, ...]) -> None:
        self._show_figures(preview.offer)
        if preview.sales is not None:
            self._show_sales(preview.offer, preview.sales)
        self.price.show_price(preview.price)
        self._show_caps(preview.offer, caps)
        self._show_findings(preview)
        need = preview.authority
        self.authority.show_notice(
            "good" if preview.within_authority else "bad", authority_sentence(need.role, need.why)
        )
        self._show_schedule(preview.offer, preview.unannounced)

    def findings(self) -> list[str]:
        widgets = (self._findings.itemAt(n).widget() for n in range(self._findings.count()))
        return [widget.text() for widget in widgets if isinstance(widget, Notice)]

    def _show_figures(self, offer: Offer) -> None:
        schedule, show = offer.schedule, {name: f.show_figure for name, f in self._figures.items()}
        show["rate"](self.tr("Yearly rate"), percent(float(offer.yearly_rate), 2), schedule.day_count.value)
        last = offer.method is RepaymentMethod.BULLET
        note = (
            self.tr("and the principal at the end")
            if last
            else self.tr("{0} times").format(len(schedule.rows))
        )
        first = schedule.rows[0].payment
        show["payment"](self.tr("Instalment"), money(first), note)
        fees = self.tr("fees {0}").format(money(schedule.total_fees))
        show["interest"](self.tr("Total interest"), money(schedule.total_interest), fees)
        effective = self.tr("effective {0}%").format(_two(offer.cost.effective))
        show["cost"](self.tr("All-in cost a year"), f"{_two(offer.cost.nominal)}%", effective)

    def _show_sales(self, offer: Offer, sales: SalesAgreed) -> None:
        """A share of sales has no instalments: what is agreed is the share and a fixed fee."""
        rows = offer.schedule.rows
        daily = self.tr("about {0} a day").format(money(rows[0].payment))
        share = percent(float(Fraction(sales.share)), 2)
        self._figures["payment"].show_figure(self.tr("Share of each day's sales"), share, daily)
        days = self.tr("repaid in about {0} days").format(len(rows))
        fee = money(offer.schedule.total_interest)
        self._figures["interest"].show_figure(self.tr("Fixed fee"), fee, days)

    def _show_caps(self, offer: Offer, caps: tuple[Cap, ...]) -> None:
        clear(self._caps)
        top = max((cap.percent for cap in caps), default=0.0) * _COST_SCALE
        for cap in caps:
            cost = cap.cost(offer.cost)
            over = cost > cap.percent
            bar = ReachBar(cost / top, "bad" if over else "good", tick=cap.percent / top)
            measure = self.tr("nominal") if cap.nominal else self.tr("effective")
            words = self.tr("{0} {1}% of at most {2}%").format(measure, f"{cost:.2f}", f"{cap.percent:g}")
            bar.setAccessibleName(words)
            line = row(gap=tokens.GAP)
            line.addWidget(bar, 1)
            line.addWidget(label("bad" if over else "soft", words))
            self._caps.addLayout(line)
            self._caps.addWidget(label("faint", cap.source, wrap=True))

    def _show_findings(self, preview: OfferPreview) -> None:
        clear(self._findings)
        for finding in preview.findings:
            notice = Notice()
            notice.show_notice("bad", said(finding.text), said(finding.remedy))
            self._findings.addWidget(notice)

    def _show_schedule(self, offer: Offer, unannounced: date | None) -> None:
        start = self.tr("drawn on {0}, {1} in all").format(
            day(offer.schedule.start), money(offer.schedule.total_payment)
        )
        if unannounced is not None:
            holidays = self.tr("holidays of {0} are not announced yet: due days may move")
            start = f"{start} · {holidays.format(unannounced.year)}"
        self.schedule_section.set_text(self.tr("Schedule"), start)
        self.schedule.setAccessibleName(self.tr("Schedule"))
        self.schedule.show_rows(offer.schedule.rows)
        self.schedule.rows_model.retranslate()


def _two(percent_text: str) -> str:
    return f"{float(percent_text):.2f}"
