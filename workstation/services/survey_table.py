"""The list "file" that a survey form may ask: what is on record of the applicant, one name and value a row.

Goes in: an applicant file as it may be read. Comes out: rows that `pulldata('file', 'value', 'name', …)`
finds, as texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.domain.records import ApplicantFile

if TYPE_CHECKING:
    from workstation.surveys.xpath import Table

COLUMNS = ("name", "value")


def file_table(file: ApplicantFile) -> Table:
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
        "amount": "" if asked is None else str(asked.amount // 100),
        "months": "" if asked is None else str(asked.months),
        "purpose": "" if asked is None else asked.purpose,
    }
    return Table(COLUMNS, tuple(rows.items()))
