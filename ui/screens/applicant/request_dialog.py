"""Taking down what an applicant asks for: product, amount, tenor, method, purpose. Saved at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from ui.screens.screen import Navigator
from ui.tasks import Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import said
from ui.widgets.layout import column, label, row
from ui.widgets.money_field import MoneyField
from ui.widgets.notice import Notice
from ui.widgets.pieces import Field, button
from ui.widgets.segments import Segments
from ui.widgets.trouble import said_error
from ui.widgets.words import METHODS, named
from workstation.domain.lending import RepaymentMethod
from workstation.domain.records import ApplicantFile
from workstation.events import Changes

if TYPE_CHECKING:
    from workstation.services.desk import Desk

_NO_INSTALMENTS = RepaymentMethod.SINGLE_PAYMENT
"""What a request for a promise or a referral is kept with: it has no instalments."""


class RequestDialog(QDialog):
    """Opens without stopping the window. Earlier figures of the applicant are filled in."""

    def __init__(
        self, desk: Desk, tasks: Tasks, navigator: Navigator, file: ApplicantFile, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(460))
        self._desk, self._tasks, self._navigator, self._file = desk, tasks, navigator, file
        products = desk.appraisals.rules.products
        self._products = {code: product for code, product in products.items() if product.enabled}
        self.product = QComboBox()
        for code, product in self._products.items():
            self.product.addItem(said(product.name.fill()), code)
        self.amount, self.purpose = MoneyField(), QLineEdit()
        self.purpose.setMaxLength(60)
        tenors = sorted({months for product in self._products.values() for months in product.tenors})
        self.months, self.method = Segments(tenors), Segments(tuple(RepaymentMethod))
        self.notice = Notice()
        self.save, self.cancel = button("primary"), button()
        self._fields = {
            name: Field(control)
            for name, control in (
                ("product", self.product),
                ("amount", self.amount),
                ("months", self.months),
                ("method", self.method),
                ("purpose", self.purpose),
            )
        }
        self._heading = label("heading")
        parts = column(self._heading, gap=tokens.GAP, margin=tokens.WIDE)
        for field in self._fields.values():
            parts.addWidget(field)
        parts.addWidget(self.notice)
        parts.addLayout(row(None, self.cancel, self.save))
        self.setLayout(parts)
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        self._tenors = tenors
        self.product.currentIndexChanged.connect(self._product_chosen)
        self._fill(file)
        self._product_chosen()
        self._say()
        self.amount.setFocus()

    def _fill(self, file: ApplicantFile) -> None:
        earlier = file.application
        self.months.choose(earlier.months if earlier else max(self._tenors, default=0))
        wanted = earlier.method if earlier else RepaymentMethod.EQUAL_INSTALMENT.value
        self.method.choose(next((m for m in RepaymentMethod if m.value == wanted), None))
        if earlier is not None:
            self.amount.set_fen(earlier.amount)
            self.purpose.setText(earlier.purpose)
            self.product.setCurrentIndex(max(self.product.findData(earlier.product), 0))

    def _product_chosen(self) -> None:
        """Only what the product has can be chosen; one that lends no money has no repayment to choose."""
        product = self._products[str(self.product.currentData())]
        self.months.show_only(product.tenors)
        self.method.show_only(product.methods)
        self._fields["method"].setVisible(bool(product.methods))

    def _say(self) -> None:
        self.setWindowTitle(self.tr("Take down a request"))
        self._heading.setText(self.tr("What does {0} ask for?").format(self._file.applicant.name))
        self._fields["product"].set_text(self.tr("Product"))
        self._fields["amount"].set_text(self.tr("Amount (yuan)"), self.tr("For example 50,000 or 5万"))
        self._fields["months"].set_text(self.tr("Tenor"))
        self._fields["method"].set_text(self.tr("Repayment"))
        self._fields["purpose"].set_text(self.tr("Purpose"))
        self.months.set_texts([self.tr("{0} months").format(n) for n in self._tenors], self.tr("Tenor"))
        self.method.set_texts([named(METHODS, m.value) for m in RepaymentMethod], self.tr("Repayment"))
        self.save.setText(self.tr("Take down"))
        self.cancel.setText(self.tr("Cancel"))

    def _save(self) -> None:
        fen = self.amount.fen()
        if not fen:
            self._fields["amount"].set_wrong(self.tr("Enter an amount above zero"))
            self.amount.setFocus()
            return
        product = str(self.product.currentData())
        months = self.months.key()
        method = self.method.key() if self._products[product].methods else _NO_INSTALMENTS
        if not isinstance(method, RepaymentMethod) or not isinstance(months, int):
            self.notice.show_notice("warn", self.tr("Choose tenor and repayment"))
            return
        purpose = self.purpose.text().strip()
        files, applicant_id = self._desk.files, self._file.applicant.id
        self.save.setEnabled(False)
        self._tasks.write(
            lambda: files.request(
                applicant_id, product=product, amount=fen, months=months, method=method, purpose=purpose
            ),
            self._saved,
            self._not_saved,
        )

    def _saved(self, _: Changes) -> None:
        self._navigator.say(self.tr("The request is saved on this device and waits for the hub"))
        self.accept()

    def _not_saved(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        words = said_error(error)
        self.notice.show_notice("bad", words.what, words.now)
