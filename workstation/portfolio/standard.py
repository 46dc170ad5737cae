"""What every applicant of an export is taken to have asked for, since an export holds no requests.

One request a product, the same for all, so that limits can be compared: the most that the product lends, at
its longest tenor, by the first method that its file names. It is an assumption and is stated beside the
result; so is that the applicant allows its records to be read, which whoever runs this must hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from workstation.domain.file_papers import ConsentScope
from workstation.domain.ledger import LEDGERS, Ledgers, day_of
from workstation.domain.records import Application, Authorisation
from workstation.errors import KnownError
from workstation.lending import Product
from workstation.lending.product_parts import ProductKind


@dataclass(frozen=True, slots=True)
class StandardRequest:
    """`amount` in fen."""

    product: str
    amount: int
    months: int
    method: str

    def application(self, applicant_id: str, on: date) -> Application:
        return Application(
            "standard", applicant_id, self.product, self.amount, self.months, self.method, "", on
        )


def standard_request(product: Product) -> StandardRequest:
    """Raises `KnownError` (`portfolio.product`) for a product that lends nothing itself."""
    if product.kind is not ProductKind.LOAN:
        raise KnownError(
            "portfolio.product",
            f"{product.code} is no loan, so there is no limit to reckon",
            remedy="Name a product that lends, such as credit.",
        )
    return StandardRequest(product.code, product.maximum, max(product.tenors), product.methods[0].value)


def assumed_consent(applicant_id: str, on: date) -> Authorisation:
    """An authorisation for trade records, in force on that day alone. It is kept nowhere."""
    return Authorisation("assumed", applicant_id, (ConsentScope.DATA,), on, on + timedelta(days=1))


def last_record(ledgers: Ledgers) -> date | None:
    """The day of the newest row of any ledger; None where there is none."""
    newest = [
        int(block.columns[LEDGERS[kind].when][-1]) for kind, block in ledgers.blocks.items() if len(block)
    ]
    return day_of(max(newest)) if newest else None
