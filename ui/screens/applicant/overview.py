"""Who is this, at one glance: key figures, coverage, the request, shops, loans, consents, decisions so far.

Goes in: a `FileView`. It shows what the file holds and names what it does not hold; it judges nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.screens.applicant.coverage_words import age_words, freshness_mark, held_words
from ui.screens.applicant.facts import FactList, Section
from ui.screens.applicant.page import FileActs, Page, TwoColumns
from ui.theme import tokens
from ui.translation import said
from ui.widgets.badge import Mark
from ui.widgets.flow import FlowLayout
from ui.widgets.format import day, listed, moment, money, money_short
from ui.widgets.layout import clear, column
from ui.widgets.pieces import KeyFigure, button
from ui.widgets.scroll import Scroller
from ui.widgets.turns import held
from ui.widgets.words import METHODS, SCOPES, Words, named, outcome_mark
from workstation.domain.evidence import DOMAIN_NAMES
from workstation.domain.records import Loan
from workstation.domain.words import LENDERS, PLATFORMS
from workstation.features.dictionary import FEATURES

if TYPE_CHECKING:
    from workstation.services.values import FileView

_KEY_FIGURES = (
    "shop_settled_sales_365d",
    "shop_orders_365d",
    "shop_order_value_median",
    "shop_refund_share",
    "shop_late_shipment_share",
    "shop_stars_mean",
    "shop_repeat_buyer_share",
    "shop_months_trading",
    "invoice_sales_365d",
    "invoice_sale_count_365d",
    "invoice_top5_buyer_share",
    "invoice_returning_buyer_share",
    "invoice_void_share",
    "invoice_months_seen",
)
"""Shown in this order; those of the ledgers that a file has not are left out as a group."""

_LEAST_KNOWN = 2
"""Purchase invoices alone tell how long a firm is seen; that is no reason to list every sale as unknown."""


class Overview(Page):
    def __init__(self, acts: FileActs, products: Words, parent: QWidget | None = None) -> None:
        super().__init__(acts, parent)
        self._products = products
        self._view: FileView | None = None
        self._figures = FlowLayout(tokens.WIDE, tokens.ROOM, even=True)
        self.ask = button("", "note-pencil")
        self.ask.clicked.connect(acts.take_request)
        self.figures = Section()
        self.figures.body.addLayout(self._figures)
        self.coverage, self.request, self.decisions = FactList(), FactList(self.ask), FactList()
        self.shops, self.loans, self.consents = FactList(), FactList(), FactList()
        left, right = QWidget(), QWidget()
        left.setLayout(column(self.figures, self.coverage, gap=tokens.WIDE))
        right.setLayout(
            column(self.request, self.decisions, self.shops, self.loans, self.consents, gap=tokens.WIDE)
        )
        inner = QWidget()
        inner.setLayout(column(TwoColumns(left, right, (6, 5)), margin=tokens.WIDE))
        self.scroll = Scroller(inner)
        self.body.setLayout(column(self.scroll, gap=0))
        self.render_texts()

    def show_view(self, view: FileView) -> None:
        self._view = view
        self.show_body()
        self.render_texts()

    def render_texts(self) -> None:
        if not hasattr(self, "scroll"):
            return
        self.ask.setText(self.tr("Take down a request…"))
        self.scroll.setAccessibleName(self.tr("Overview of the file"))
        if self._view is None:
            return
        view = self._view
        self.turns.start(
            [
                lambda: self._show_figures(view),
                lambda: self._show_request(view),
                lambda: self._show_coverage(view),
                lambda: self._show_decisions(view),
                lambda: self._show_shops(view),
                lambda: self._show_loans(view),
                lambda: self._show_consents(view),
            ]
        )

    def _show_figures(self, view: FileView) -> None:
        with held(self.figures):
            self._fill_figures(view)

    def _fill_figures(self, view: FileView) -> None:
        clear(self._figures)
        values = view.features.values
        known = Counter(FEATURES[name].family for name in _KEY_FIGURES if values.get(name) is not None)
        families = {family for family, count in known.items() if count >= _LEAST_KNOWN}
        names = [name for name in _KEY_FIGURES if FEATURES[name].family in families]
        self.figures.set_text(self.tr("Key figures"), self.tr("as of {0}").format(day(view.as_of)))
        if view.withheld:
            words = self.tr("No authorisation to read shop and trade records is in force, so none was read.")
            self.figures.set_empty(words)
            return
        if not names:
            self.figures.set_empty(self.tr(
                "No ledger has come for this applicant yet. Sales, orders or invoices appear here once a "
                "source delivers them, or after a visit."))  # fmt: skip
            return
        self.figures.set_empty("")
        for name in names:
            feature, value = FEATURES[name], values.get(name)
            tile = KeyFigure()
            tile.show_figure(said(feature.title), said(feature.shown(value)))
            tile.setToolTip(said(feature.definition))
            self._figures.addWidget(tile)

    def _show_coverage(self, view: FileView) -> None:
        covered = len(view.coverage.covered)
        self.coverage.set_text(
            self.tr("Evidence"), self.tr("{0} of {1} domains").format(covered, len(view.coverage.domains))
        )
        self.coverage.start()
        for domain in view.coverage.domains:
            symbol, ink = freshness_mark(domain, view.as_of)
            self.coverage.add(
                said(DOMAIN_NAMES[domain.domain]),
                held_words(domain),
                age_words(domain, view.as_of),
                symbol=symbol,
                ink=ink,
            )
        self.coverage.finish()

    def _show_request(self, view: FileView) -> None:
        self.request.set_text(self.tr("Latest request"))
        self.request.start()
        asked = view.file.application
        if asked is not None:
            term = self.tr("{0} months").format(asked.months)
            terms = f"{term} · {named(METHODS, asked.method)}"
            purpose = f" · {asked.purpose}" if asked.purpose else ""
            self.request.add(
                f"{named(self._products, asked.product)} · {terms}",
                f"{day(asked.asked_on)}{purpose}",
                money(asked.amount),
                strong=True,
            )
        self.request.finish(self.tr("Nothing has been asked for. Take down amount, tenor and purpose first."))

    def _show_decisions(self, view: FileView) -> None:
        self.decisions.set_text(self.tr("Decisions so far"))
        self.decisions.start()
        for kept in view.decisions:
            decision = kept.decision
            amount = money(decision.offer.amount) if decision.offer else ""
            waiting = "" if kept.confirmed else self.tr("waiting for the hub")
            note = " · ".join(part for part in (moment(decision.decided_at), waiting) if part)
            self.decisions.add("", note, amount, mark=outcome_mark(decision.outcome))
        self.decisions.finish(self.tr("No decision yet. The tab Decide makes one."))

    def _show_shops(self, view: FileView) -> None:
        self.shops.set_text(self.tr("Shops"))
        self.shops.start()
        for shop in view.file.shops:
            opened = self.tr("open since {0}").format(day(shop.opened_on)) if shop.opened_on else ""
            note = " · ".join(part for part in (named(PLATFORMS, shop.platform), shop.level) if part)
            self.shops.add(shop.name, note, opened)
        self.shops.finish(self.tr("No shop is known. A manufacturer may have none; a visit tells."))

    def _show_loans(self, view: FileView) -> None:
        exposure = view.exposure
        total = self.tr("owed or promised {0}").format(money_short(exposure.total))
        self.loans.set_text(self.tr("Loans and exposure"), total)
        self.loans.start()
        for loan in view.file.loans:
            self._add_loan(_lender(loan), loan)
        for loan in view.file.related_loans:
            self._add_loan(self.tr("Related: {0}").format(f"{loan.applicant_id} · {_lender(loan)}"), loan)
        self.loans.finish(self.tr("No loan is known. Loans elsewhere show in a bureau report."))

    def _add_loan(self, name: str, loan: Loan) -> None:
        late = loan.days_past_due
        mark = Mark(self.tr("{0} days past due").format(late), "bad", "warning-fill") if late else None
        note = self.tr("{0} to {1}, principal {2}").format(
            day(loan.granted_on), day(loan.due_on), money(loan.principal)
        )
        self.loans.add(name, note, money(loan.outstanding + loan.undrawn), mark=mark)

    def _show_consents(self, view: FileView) -> None:
        self.consents.set_text(self.tr("Authorisations"))
        self.consents.start()
        for consent in view.file.consents:
            scopes = listed(named(SCOPES, scope.value) for scope in consent.scopes)
            if consent.withdrawn_on is not None:
                state, tone = self.tr("withdrawn {0}").format(day(consent.withdrawn_on)), "bad"
            elif consent.expires_on < view.as_of:
                state, tone = self.tr("expired {0}").format(day(consent.expires_on)), "bad"
            else:
                state, tone = self.tr("until {0}").format(day(consent.expires_on)), "good"
            symbol = "shield-check" if tone == "good" else "shield-warning"
            signed = self.tr("signed {0}").format(day(consent.signed_on))
            self.consents.add(scopes, signed, mark=Mark(state, tone, symbol))
        self.consents.finish(self.tr("No authorisation: without one nothing may be read. Have one signed."))


def _lender(loan: Loan) -> str:
    """Who lent: by a code or by its own name."""
    return said(LENDERS[loan.lender]) if loan.lender in LENDERS else loan.lender
