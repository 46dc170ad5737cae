"""A seller's rows come in pieces and stand together again, one seller in memory at a time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.factories import applicant, ledgers, moment
from tests.portfolio.exports import delivery, two_firms
from workstation.domain.records import Applicant, Shop
from workstation.portfolio import Gathered, gathering
from workstation.sources import ImportReport, SellerBatch, read_source

BEFORE = ledgers(orders=[{"ordered_at": moment(day), "buyer_id": f"b{day}"} for day in (9, 3, 7)])
SOLD = ledgers(invoices=[{"issued_at": moment(day)} for day in (1, 5)])


def other() -> Applicant:
    return applicant(id="test:S2", source_id="S2")


def test_pieces_of_one_seller_among_anothers_become_one_file() -> None:
    pieces = [delivery(applicant(), BEFORE), delivery(other(), SOLD), delivery(applicant(), SOLD)]
    with Gathered.of(pieces) as gathered:
        first, second = gathered.files()
        assert len(gathered) == 2
    assert (first.applicant.source_id, second.applicant.source_id) == ("S1", "S2")
    assert set(first.ledgers.blocks) == {"orders", "invoices"}
    assert set(second.ledgers.blocks) == {"invoices"}
    for kind, block in first.ledgers.blocks.items():
        wanted = (BEFORE if kind == "orders" else SOLD).blocks[kind]
        for name, column in wanted.columns.items():
            assert np.array_equal(block.columns[name], column), name
            assert block.columns[name].dtype == column.dtype


def test_a_row_that_comes_twice_counts_once_and_as_it_came_last() -> None:
    again = ledgers(orders=[{"ordered_at": moment(9), "buyer_id": "somebody else"}])
    with Gathered.of([delivery(applicant(), BEFORE), delivery(applicant(), again)]) as gathered:
        (file,) = gathered.files()
    orders = file.ledgers.blocks["orders"].columns
    assert orders["buyer_id"].tolist() == ["somebody else", "b7", "b3"]


def test_shops_and_sellers_without_any_row_are_kept() -> None:
    shop = Shop("shop-1", "test:S1", "小店", "olist")
    with Gathered.of([SellerBatch(applicant(), (shop,)), SellerBatch(other())]) as gathered:
        first, second = gathered.files()
    assert first.shops == (shop,)
    assert second.ledgers.rows == 0


def test_more_than_memory_should_hold_goes_to_the_disk_and_comes_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with Gathered.of(read_source("cumcm", two_firms(tmp_path / "book"), ImportReport())) as kept:
        in_memory = list(kept.files())
    monkeypatch.setattr(gathering, "_SPILLS_AT", 64)
    with Gathered.of(read_source("cumcm", tmp_path / "book", ImportReport())) as spilt:
        on_disk = list(spilt.files())
    assert [f.applicant for f in on_disk] == [f.applicant for f in in_memory]
    for left, right in zip(on_disk, in_memory, strict=True):
        for kind, block in right.ledgers.blocks.items():
            for name, column in block.columns.items():
                assert np.array_equal(left.ledgers.blocks[kind].columns[name], column)
