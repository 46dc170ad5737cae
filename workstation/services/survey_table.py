"""The list "file" that a survey form may ask: what is on record of the applicant, one name and value a row.

Goes in: an applicant file as it may be read, and what its ledgers show of a month. Comes out: rows that
`pulldata('file', 'value', 'name', …)` finds, as texts; empty where nothing is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.domain.records import ApplicantFile

if TYPE_CHECKING:
    from fractions import Fraction

    from workstation.surveys.checks import SeenFigures, SideUnit
    from workstation.surveys.xpath import Table

COLUMNS = ("name", "value")


def file_table(file: ApplicantFile, seen: SeenFigures) -> Table:
    """`seen` as of the day on which the survey was begun: what stands beside a question stays as it was."""
    from workstation.surveys.checks import SideUnit
    from workstation.surveys.xpath import Table

    applicant, asked = file.applicant, file.application
    rows = {
        "id": applicant.source_id,
        "name": applicant.name,
        "kind": applicant.kind.value,
        "shop_kind": applicant.shop_kind.value,
        "trade": applicant.trade,
        "region": applicant.region,
        "address": applicant.address,
        "phone": applicant.phone,
        "opened_on": applicant.opened_on.isoformat() if applicant.opened_on else "",
        "shops": "、".join(shop.name for shop in file.shops),
        "sales_month": _said(seen.sales_month, SideUnit.YUAN),
        "orders_day": _said(seen.orders_day, SideUnit.COUNT),
        "order_value": _said(seen.order_value, SideUnit.YUAN),
        "invoiced_month": _said(seen.invoiced_month, SideUnit.YUAN),
        "purchases_month": _said(seen.purchases_month, SideUnit.YUAN),
        "payments_month": _said(seen.payments_month, SideUnit.YUAN),
        "loans": "、".join(
            f"{loan.lender} {loan.outstanding // 100}" for loan in file.loans if loan.outstanding
        ),
        "amount": "" if asked is None else str(asked.amount // 100),
        "months": "" if asked is None else str(asked.months),
        "purpose": "" if asked is None else asked.purpose,
    }
    return Table(COLUMNS, tuple(rows.items()))


def _said(value: Fraction | None, unit: SideUnit) -> str:
    from workstation.surveys.checks.judged import said

    return "" if value is None else said(value, unit)
