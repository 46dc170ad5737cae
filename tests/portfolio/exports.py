"""Small exports of firms, and deliveries as a source hands them out, for stories about many applicants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.sources.exports import cumcm
from workstation.domain.ledger import LEDGERS, LedgerBlock, Ledgers
from workstation.domain.records import Applicant
from workstation.sources.batch import SellerBatch

FIRST = date(2018, 1, 5)


def invoices_of(firm: str, days: int = 400, every: int = 4, **changes: str) -> list[dict[str, str]]:
    """A firm that sells every few days to five buyers, as rows of the published table."""
    return [
        {
            "企业代号": firm,
            "发票号码": f"{firm}-{day}",
            "开票日期": f"{on.year}/{on.month}/{on.day}",
            "购方单位代号": f"B{day % 5}",
            **changes,
        }
        for day in range(0, days, every)
        for on in (FIRST + timedelta(days=day),)
    ]


def two_firms(folder: Path) -> Path:
    """E1 trades for more than a year; of E2 three invoices are known; E3 is only named."""
    big = {"金额": "20000.00", "税额": "2600.00", "价税合计": "22600.00"}
    return cumcm(
        folder,
        sales=[*invoices_of("E1", **big), *invoices_of("E2", 12)],
        purchases=[{"发票号码": f"p{n}", **big, "金额": "9000.00", "价税合计": "11600.00"} for n in range(3)],
        firms=[{"企业代号": f"E{n}", "企业名称": "***商贸有限公司"} for n in (1, 2, 3)],
    )


def delivery(applicant: Applicant, ledgers: Ledgers) -> SellerBatch:
    """What a source would hand out of these ledgers."""
    return SellerBatch(applicant, rows={kind: rows_of(block) for kind, block in ledgers.blocks.items()})


def rows_of(block: LedgerBlock) -> Sequence[tuple[Any, ...]]:
    columns: Mapping[str, Any] = block.columns
    names = LEDGERS[block.kind].column_names
    return list(zip(*(columns[name].tolist() for name in names), strict=True))
