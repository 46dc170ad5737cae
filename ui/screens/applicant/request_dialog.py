"""Taking down what an applicant asks for: product, amount, tenor, method, purpose. Saved at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.screens.act_dialog import ActDialog, ActWords, Work
from ui.screens.screen import Navigator
from ui.tasks import Tasks
from ui.translation import said
from ui.widgets.money_field import MoneyField
from ui.widgets.segments import Segments
from ui.widgets.words import METHODS, named
from workstation.domain.lending import RepaymentMethod
from workstation.domain.records import ApplicantFile

if TYPE_CHECKING:
    from workstation.services.desk import Desk

_NO_INSTALMENTS = RepaymentMethod.SINGLE_PAYMENT
"""What a request for a promise or a referral is kept with: it has no instalments."""


class RequestDialog(ActDialog):
    """Earlier figures of the applicant are filled in."""

    def __init__(
        self, desk: Desk, tasks: Tasks, navigator: Navigator, file: ApplicantFile, parent: QWidget
    ) -> None:
        product, amount, purpose = QComboBox(), MoneyField(), QLineEdit()
        products = {code: one for code, one in desk.appraisals.rules.products.items() if one.enabled}
        tenors = sorted({count for one in products.values() for count in one.tenors})
        months, method = Segments(tenors), Segments(tuple(RepaymentMethod))
        words = ActWords(
            self.tr("What does {0} ask for?").format(file.applicant.name),
            self.tr("Take down"),
            done=self.tr("The request is saved on this device and waits for the hub"),
        )
        fields = (
            (self.tr("Product"), product),
            (self.tr("Amount (yuan)"), amount),
            (self.tr("Tenor"), months),
            (self.tr("Repayment"), method),
            (self.tr("Purpose"), purpose),
        )
        super().__init__(tasks, navigator, words, fields, self._request, parent)
        self.setWindowTitle(self.tr("Take down a request"))
        self._desk, self._file, self._products, self._tenors = desk, file, products, tenors
        self.product, self.amount, self.purpose = product, amount, purpose
        self.months, self.method = months, method
        _, self._amount_field, _, self._method_field, _ = self.fields
        self._amount_field.set_text(self.tr("Amount (yuan)"), self.tr("For example 50,000 or 5万"))
        for code, one in products.items():
            product.addItem(said(one.name.fill()), code)
        purpose.setMaxLength(60)
        months.set_texts([self.tr("{0} months").format(count) for count in tenors], self.tr("Tenor"))
        method.set_texts([named(METHODS, one.value) for one in RepaymentMethod], self.tr("Repayment"))
        product.currentIndexChanged.connect(self._product_chosen)
        self._fill(file)
        self._product_chosen()
        amount.setFocus()

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
        self._method_field.setVisible(bool(product.methods))

    def _request(self) -> Work | None:
        fen = self.amount.fen()
        if not fen:
            self._amount_field.set_wrong(self.tr("Enter an amount above zero"))
            self.amount.setFocus()
            return None
        product = str(self.product.currentData())
        months = self.months.key()
        method = self.method.key() if self._products[product].methods else _NO_INSTALMENTS
        if not isinstance(method, RepaymentMethod) or not isinstance(months, int):
            self.notice.show_notice("warn", self.tr("Choose tenor and repayment"))
            return None
        purpose = self.purpose.text().strip()
        files, applicant_id = self._desk.files, self._file.applicant.id
        return lambda: files.request(
            applicant_id, product=product, amount=fen, months=months, method=method, purpose=purpose
        )
