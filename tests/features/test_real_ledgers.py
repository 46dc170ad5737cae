"""Real sellers and firms: every figure is within its unit's bounds, and some are reckoned a second way."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.factories import applicant, block, ledgers
from workstation.domain.evidence import EvidenceDomain
from workstation.domain.ledger import LEDGERS, Ledgers
from workstation.domain.records import Applicant, ApplicantFile
from workstation.features import FEATURES, Unit, compute_features, coverage_of
from workstation.sources import ImportReport, read_source

NOT_BELOW_ZERO = {Unit.SHARE, Unit.DAYS, Unit.HOURS, Unit.MONTHS, Unit.COUNT, Unit.STARS}


@pytest.fixture(scope="module")
def marketplace(shared: Path) -> list[ApplicantFile]:
    """All sellers of a real marketplace export."""
    sellers: dict[str, Applicant] = {}
    rows: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for batch in read_source("olist", shared / "data" / "olist" / "subset5000", ImportReport()):
        sellers[batch.applicant.id] = batch.applicant
        for kind, found in batch.rows.items():
            rows[batch.applicant.id][kind] += found
    return [ApplicantFile(seller, ledgers=_ledgers(rows[name])) for name, seller in sellers.items()]


def _ledgers(rows: dict[str, list[Any]]) -> Ledgers:
    named = {
        kind: [dict(zip(LEDGERS[kind].column_names, row, strict=True)) for row in found]
        for kind, found in rows.items()
    }
    return Ledgers({kind: block(kind, found) for kind, found in named.items() if found})


def values(files: list[ApplicantFile]) -> Iterator[tuple[str, float]]:
    for file in files:
        assert file.applicant.observed_until is not None
        vector = compute_features(file.ledgers, file.applicant, file.applicant.observed_until)
        yield from ((name, value) for name, value in vector.values.items() if value is not None)


def test_a_marketplaces_sellers_have_figures_within_bounds(marketplace: list[ApplicantFile]) -> None:
    seen = set()
    for name, value in values(marketplace):
        feature = FEATURES[name]
        seen.add(name)
        assert math.isfinite(value), name
        assert value == feature.rounded(value), name
        assert value >= 0 or feature.unit not in NOT_BELOW_ZERO, name
        assert value <= 1 or feature.unit is not Unit.SHARE, name
        assert feature.unit is not Unit.STARS or 1 <= value <= 5
    assert {"shop_late_shipment_share", "shop_ship_hours_median", "shop_item_concentration"} <= seen


def test_a_marketplace_that_tells_of_no_refunds_leaves_them_unknown(marketplace: list[ApplicantFile]) -> None:
    seen = {name for name, _ in values(marketplace)}
    assert "shop_refund_share" not in seen
    assert "shop_dispute_share" not in seen
    assert "shop_cancel_share" in seen


def test_a_marketplace_covers_trading_and_payments_alone(marketplace: list[ApplicantFile]) -> None:
    largest = max(marketplace, key=lambda file: file.ledgers.rows)
    assert largest.applicant.observed_until is not None
    found = coverage_of(largest, largest.applicant.observed_until)
    assert found.covered == (EvidenceDomain.TRADING, EvidenceDomain.PAYMENT_ACCOUNT)


def test_a_firms_invoices_add_up_as_they_do_in_its_own_table(shared: Path) -> None:
    """The same figures straight from the published table, without any of our own code."""
    day = date(2019, 12, 31)
    sold = pd.read_parquet(shared / "data" / "cumcm2020c" / "invoices_out_302.parquet")
    sold = sold[sold["企业代号"] == sold["企业代号"].value_counts().index[150]].drop_duplicates()
    issued = pd.to_datetime(sold["开票日期"])
    void = sold["发票状态"].str.strip() == "作废发票"
    fen = (sold["金额"].astype(float) * 100).round().astype("int64")
    held = ledgers(
        invoices=[
            {
                "source_id": str(number),
                "issued_at": int(moment.timestamp()),
                "status": "void" if cancelled else "valid",
                "counterparty_id": buyer,
                "net_amount": net,
            }
            for number, (moment, cancelled, buyer, net) in enumerate(
                zip(issued, void, sold["购方单位代号"], fen, strict=True)
            )
        ]
    )
    found = compute_features(held, applicant(), day)
    year = (issued > "2018-12-31") & (issued < "2020-01-01")
    positive = fen[year & ~void & (fen > 0)]
    per_buyer = positive.groupby(sold["购方单位代号"]).sum().sort_values(ascending=False)
    assert len(positive) > 50
    assert found.get("invoice_sales_365d") == round(int(fen[year & ~void].sum()) / 100, 2)
    assert found.get("invoice_sale_count_365d") == len(positive)
    assert found.get("invoice_void_share") == round(int((void & year).sum()) / int(year.sum()), 4)
    assert found.get("invoice_buyers_365d") == len(per_buyer)
    assert found.get("invoice_top5_buyer_share") == round(per_buyer.head(5).sum() / per_buyer.sum(), 4)
    assert found.get("invoice_value_median") == round(positive.median() / 100, 2)
