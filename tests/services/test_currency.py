"""Ledgers in another currency: a dated rate that the lender sets, and a table that is right or refused."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from workstation.errors import KnownError
from workstation.paths import resources
from workstation.services.currency import CurrencyTable, load_currencies

TABLE = CurrencyTable(
    "CNY",
    (
        ("BRL", date(2026, 3, 1), Fraction("1.30")),
        ("USD", date(2026, 1, 1), Fraction("7.10")),
        ("BRL", date(2026, 1, 1), Fraction("1.25")),
    ),
)


@pytest.mark.parametrize(
    ("on", "rate"),
    [
        (date(2026, 2, 28), "1.25"),
        (date(2026, 3, 1), "1.30"),
        (date(2030, 1, 1), "1.30"),
        (date(2020, 1, 1), "1.25"),  # before any row: the first known
    ],
)
def test_the_newest_row_in_force_on_the_day_counts(on: date, rate: str) -> None:
    assert TABLE.rate("BRL", on) == Fraction(rate)


def test_the_lender_s_own_currency_needs_no_row() -> None:
    assert TABLE.rate("CNY", date(2026, 1, 1)) == 1


def test_a_currency_without_a_row_cannot_be_lent_against() -> None:
    with pytest.raises(KnownError) as caught:
        TABLE.rate("EUR", date(2026, 1, 1))
    assert (caught.value.code, caught.value.where) == ("currency.unknown", "currencies.toml")


def test_the_bundled_table_is_read_exactly() -> None:
    table = load_currencies(resources() / "policies" / "currencies.toml")
    assert table.lending == "CNY"
    assert table.rate("BRL", date(2018, 8, 31)) == Fraction(165, 100)


SOUND = 'lending = "CNY"\n[[rate]]\ncurrency = "BRL"\nsince = 2026-01-01\nrate = "1.30"\n'


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ('lending = "CNY"\n', ""),
        ("[[rate]]", "[rate]"),
        ('currency = "BRL"\n', ""),
        ("since = 2026-01-01", 'since = "2026-01-01"'),
        ("since = 2026-01-01", "since = 2026-01-01T00:00:00"),
        ('rate = "1.30"', 'rate = "dear"'),
        ('rate = "1.30"', "rate = 0"),
        ('rate = "1.30"', "rate = -1.30"),
        ('rate = "1.30"', 'rate = "1/0"'),
        ('rate = "1.30"', "rate ="),
    ],
)
def test_a_damaged_table_is_refused_by_its_name(tmp_path: Path, find: str, put: str) -> None:
    path = tmp_path / "currencies.toml"
    path.write_text(SOUND, encoding="utf-8")
    assert load_currencies(path).rate("BRL", date(2026, 1, 1)) == Fraction(13, 10)
    assert find in SOUND
    path.write_text(SOUND.replace(find, put), encoding="utf-8")
    with pytest.raises(KnownError) as caught:
        load_currencies(path)
    assert (caught.value.code, caught.value.where) == ("policy.damaged", "currencies.toml")


def test_a_table_that_is_missing_or_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "currencies.toml"
    for content in (None, "# 汇率\n".encode("gbk")):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(KnownError) as caught:
            load_currencies(path)
        assert caught.value.code == "policy.damaged"
