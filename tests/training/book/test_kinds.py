"""What cells mean: money, shares, terms, dates, words, codes and blanks."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from workstation.training.book.kinds import Kind, Reading, understood
from workstation.training.book.reading import TextColumn
from workstation.training.book.sentinels import codes_of


def column(name: str, cells: list[str]) -> TextColumn:
    levels = sorted(set(cells))
    return TextColumn(name, tuple(levels), np.array([levels.index(cell) for cell in cells]))


def read(name: str, *cells: str) -> Reading:
    return understood(column(name, list(cells)))


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (("12", "-3.5", "1e3"), (12.0, -3.5, 1000.0)),
        (("$12,000", "$1,500.50", "($300)"), (12000.0, 1500.5, -300.0)),
        (("13.5%", "7%", "0.25%"), (0.135, 0.07, 0.0025)),
        (("36 months", "60 months", "36 months"), (36.0, 60.0, 36.0)),
        (("< 1 year", "3 years", "10+ years"), (0.5, 3.0, 10.0)),
        (("1.234,50", "12,5", "7,25"), (1234.5, 12.5, 7.25)),
        (("3.5万", "1200元", "2万元"), (35000.0, 1200.0, 20000.0)),
        (("￥1,200", "¥80", "人民币"), None),
        (("12个月", "24个月", "6个月"), (12.0, 24.0, 6.0)),
    ],
)
def test_numbers_as_lenders_write_them(cells: tuple[str, ...], values: tuple[float, ...] | None) -> None:
    found = read("amount", *cells)
    if values is None:
        assert found.kind is Kind.CATEGORY
    else:
        assert found.kind is Kind.NUMBER and found.numbers.tolist() == pytest.approx(values)


def test_blank_words_among_numbers_are_blank_and_units_are_told() -> None:
    found = read("rate", "13.5%", "", "NA", "none", "unknown", "-", "?", "9%")
    assert [math.isnan(v) for v in found.numbers] == [False, True, True, True, True, True, True, False]
    assert "%" in found.note


def test_none_among_words_is_a_level_of_its_own() -> None:
    found = read("guarantor", "none", "guarantor", "none", "", "NA")
    assert found.kind is Kind.CATEGORY and found.levels == ("guarantor", "none")
    assert found.blank.tolist() == [False, False, False, True, True]


@pytest.mark.parametrize(
    "cell",
    ["2011-12-31", "2011/12/31", "12/31/2011", "31/12/2011", "31.12.2011", "31-Dec-11", "2011年12月31日"],
)
def test_days_in_many_spellings(cell: str) -> None:
    found = read("issue_d", cell, cell, "")
    day = (date(2011, 12, 31) - date(1970, 1, 1)).days
    assert found.kind is Kind.DATE and found.numbers[0] == day and math.isnan(found.numbers[2])


def test_months_and_eight_digits_are_days_where_they_can_be() -> None:
    assert read("issue_d", "Dec-2011", "Jan-2012").numbers.tolist() == [15309.0, 15340.0]
    assert read("open_date", "20111201", "20120101").kind is Kind.DATE
    assert read("amount", "20111201", "20120101").kind is Kind.NUMBER


def test_a_postal_code_is_a_word() -> None:
    assert read("zip_code", "94105", "10001").kind is Kind.CATEGORY


def test_an_order_of_words_makes_ranks() -> None:
    found = understood(column("grade", ["A", "C", "B", "?"]), ["C", "B", "A"])
    assert found.numbers[:3].tolist() == [2.0, 0.0, 1.0] and math.isnan(found.numbers[3])


def values(*groups: tuple[float, int]) -> np.ndarray:
    return np.concatenate([np.full(count, value) for value, count in groups]).astype(float)


SPREAD = [(float(v), 3) for v in range(100)]


@pytest.mark.parametrize(
    ("held", "codes"),
    [
        (values(*SPREAD, (-9.0, 20), (-8.0, 9), (-7.0, 6)), {-9.0: 20, -8.0: 9, -7.0: 6}),
        (values((0.0, 900), (1.0, 60), (2.0, 20), (3.0, 9), (98.0, 8), (96.0, 5)), {96.0: 5, 98.0: 8}),
        (values(*SPREAD, (9999.0, 12)), {9999.0: 12}),
        (values(*[(-float(v), 3) for v in range(1, 500)], (365243.0, 300)), {365243.0: 300}),
        (values((-2.0, 50), (-1.0, 80), (0.0, 300), (1.0, 40), (2.0, 30), (8.0, 3)), {}),
        (values(*SPREAD, (-5.5, 8)), {}),
        (values(*[(v * 1000.0, 3) for v in range(100)], (-99.0, 1)), {}),
        (values(*[(1.3**v, 2) for v in range(60)]), {}),
        (values((0.0, 50), (1.0, 50)), {}),
    ],
)
def test_codes_are_told_from_figures(held: np.ndarray, codes: dict[float, int]) -> None:
    assert dict(codes_of(held)) == codes
