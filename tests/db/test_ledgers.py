"""A seller's ledgers come out as columns that nobody can change, sorted, with missing told from zero."""

from __future__ import annotations

import numpy as np
import pytest

from db.cache import Cache
from tests.helpers.caches import ledger_row, part, seller
from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, LedgerBlock

SELLER = seller()


def block(cache: Cache, kind: str) -> LedgerBlock:
    found = cache.cases.applicant_file(SELLER.id).ledgers.get(kind)
    assert found is not None
    return found


def test_rows_are_sorted_by_time_then_by_source_id(cache: Cache) -> None:
    rows = [
        ledger_row("orders", source_id, seq, ordered_at=time)
        for seq, (source_id, time) in enumerate(
            [("c", 20), ("b", 10), ("a", 20), ("z", 5), ("店", 20), ("Z", 20)]
        )
    ]
    cache.sync.store_parts([part(SELLER.id, SELLER, rows={"orders": rows})])
    assert list(block(cache, "orders").columns["source_id"]) == ["z", "b", "Z", "a", "c", "店"]


@pytest.mark.parametrize("kind", LEDGERS)
def test_missing_is_not_zero_and_not_empty(cache: Cache, kind: str) -> None:
    cache.sync.store_parts([part(SELLER.id, SELLER, rows={kind: [ledger_row(kind, "r-1", 1)]})])
    columns = block(cache, kind).columns
    for column in LEDGERS[kind].columns:
        if not column.required:
            missing = MISSING_INTEGER if column.is_integer else None
            assert columns[column.name][0] == missing, column.name


def test_columns_have_their_types_and_cannot_be_written(cache: Cache) -> None:
    row = ledger_row("orders", "o-1", 1, goods_amount=2**60, freight_amount=0, shop_id="店铺")
    cache.sync.store_parts([part(SELLER.id, SELLER, rows={"orders": [row]})])
    columns = block(cache, "orders").columns
    assert (columns["goods_amount"][0], columns["freight_amount"][0]) == (2**60, 0)
    assert columns["shop_id"][0] == "店铺"
    for column in LEDGERS["orders"].columns:
        values = columns[column.name]
        assert values.dtype == (np.int64 if column.is_integer else np.object_)
        with pytest.raises(ValueError, match="read-only"):
            values[0] = values[0]


def test_kinds_without_rows_are_absent(cache: Cache) -> None:
    cache.sync.store_parts([part(SELLER.id, SELLER)])
    assert dict(cache.cases.applicant_file(SELLER.id).ledgers.blocks) == {}


def test_a_file_can_be_opened_without_its_ledgers(cache: Cache) -> None:
    rows = {"orders": [ledger_row("orders", "o-1", 1)]}
    cache.sync.store_parts([part(SELLER.id, SELLER, rows=rows)])
    assert cache.cases.applicant_file(SELLER.id, ledgers=False).ledgers.rows == 0


def test_rows_of_another_seller_stay_out(cache: Cache) -> None:
    other = seller(2)
    for who in (SELLER, other):
        row = ledger_row("orders", "the same id", 1, shop_id=who.id)
        cache.sync.store_parts([part(who.id, who, rows={"orders": [row]})])
    assert list(block(cache, "orders").columns["shop_id"]) == [SELLER.id]
