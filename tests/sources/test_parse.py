"""Typed parsers: what a cell says becomes an exact value, or its place is marked with the reason."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.exports import at
from workstation.domain.ledger import MISSING_INTEGER
from workstation.sources.parse import (
    LARGEST_AMOUNT,
    Parser,
    amount,
    clean_text,
    count,
    key,
    moment,
    plain,
    words,
)


def read_one(parser: Parser, value: Any) -> Any:
    """The value, or the code of the reason for which it is refused."""
    parsed = parser(np.array([value], dtype=object))
    assert [fault.places.tolist() for fault in parsed.faults] in ([], [[0]])
    return parsed.faults[0].reason.code if parsed.faults else plain(parsed.values)[0]


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [
        ("113.00", 11_300),
        (" -943.4 ", -94_340),
        ("1,234,567.89", 123_456_789),
        (".5", 50),
        ("7.", 700),
        ("0.125", 12),  # half even, from the decimal text
        ("0.135", 14),
        ("1.005", 100),
        (Decimal("12.3"), 1_230),
        ("", None),
        (None, None),
        ("1e3", "amount.unreadable"),  # a spreadsheet has already rounded it
        ("NaN", "amount.unreadable"),
        ("=1+1", "amount.unreadable"),
        ("１２", "amount.unreadable"),
        ("1,23", "amount.unreadable"),
        ("12.5元", "amount.unreadable"),
        ("99999999999999999", "amount.range"),
        ("9" * 41, "amount.unreadable"),
    ],
)
def test_amounts_in_text(cell: Any, hundredths: int | str | None) -> None:
    assert read_one(amount(), cell) == hundredths


@given(st.lists(st.integers(min_value=-LARGEST_AMOUNT, max_value=LARGEST_AMOUNT), max_size=50))
def test_an_amount_survives_its_stay_in_a_float(hundredths: list[int]) -> None:
    floats = np.array([float(f"{Decimal(value) / 100:f}") for value in hundredths], dtype=np.float64)
    parsed = amount()(floats)
    assert parsed.values.tolist() == hundredths
    assert not parsed.faults


def test_a_float_with_more_places_is_rounded_as_its_text_would_be() -> None:
    cells = [1.005, 0.125, 0.135, -2.675, 12.340000000001]
    assert amount()(np.array(cells)).values.tolist() == [read_one(amount(), repr(cell)) for cell in cells]


def test_no_float_beyond_reason_becomes_an_amount() -> None:
    parsed = amount()(np.array([np.nan, np.inf, -np.inf, 1e300, 1.0]))
    assert plain(parsed.values) == [None, None, None, None, 100]
    assert [(fault.reason.code, fault.places.tolist()) for fault in parsed.faults] == [
        ("amount.range", [1, 2, 3])
    ]


def test_whole_numbers_are_whole_units() -> None:
    parsed = amount()(np.array([7, -2, 2**62], dtype=np.int64))
    assert plain(parsed.values) == [700, -200, None]
    assert [fault.reason.code for fault in parsed.faults] == ["amount.range"]


@pytest.mark.parametrize(
    ("spelling", "cell", "expected"),
    [
        ("ymd", "2019/5/6", "2019-05-06"),
        ("ymd", "2019-05-06 07:08:09", "2019-05-06 07:08:09"),
        ("ymd", "2019年5月6日", "2019-05-06"),
        ("mdy", "10/2/2017 10:56", "2017-10-02 10:56"),
        ("mdy", "2017-10-02 10:56:33", "2017-10-02 10:56:33"),
        ("ymd", "2020-02-29", "2020-02-29"),
    ],
)
def test_times_in_text(spelling: str, cell: str, expected: str) -> None:
    assert read_one(moment(spelling), cell) == at(expected)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2019-02-29", "time.unreadable"),
        ("2019-05-06 24:00", "time.unreadable"),
        ("2019-05/06", "time.unreadable"),
        ("6.5.19", "time.unreadable"),
        ("10/2/2017", "time.unreadable"),  # this column writes the year first
        ("1989-12-31", "time.range"),
        ("2101-01-01", "time.range"),
        ("0001-01-01", "time.range"),
    ],
)
def test_times_that_are_none(cell: str, code: str) -> None:
    assert read_one(moment("ymd"), cell) == code


def test_times_of_a_table_keep_their_gaps_and_their_limits() -> None:
    stamps = np.array(["2019-05-06T07:08:09", "NaT", "1800-01-01"], dtype="datetime64[s]")
    parsed = moment("ymd")(stamps)
    assert plain(parsed.values) == [at("2019-05-06 07:08:09"), None, None]
    assert [(fault.reason.code, fault.places.tolist()) for fault in parsed.faults] == [("time.range", [2])]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("\u3000晨光　 百货\u00a0", "晨光 百货"),
        ("\ufeffname", "name"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("e\u0301", "é"),
        ("欧阳𬭸", "欧阳𬭸"),
        ("two\nlines\tand\x07 a bell", "two lines and a bell"),
    ],
)
def test_text_is_cleaned_of_what_cannot_be_seen(cell: str, text: str) -> None:
    assert clean_text(cell) == text


def test_an_id_that_a_library_made_a_number_is_the_id_again() -> None:
    assert plain(key()(np.array([1001.0, np.nan])).values) == ["1001", None]
    assert plain(key()(np.array([1001, 7])).values) == ["1001", "7"]
    assert read_one(key(), "x" * 129) == "text.too_long"


def test_counts_have_limits() -> None:
    stars = count(1, 5)
    cells = ["5", "1.0", "0", "6", "4.5", ""]
    assert [read_one(stars, cell) for cell in cells] == [
        5,
        1,
        "count.range",
        "count.range",
        "count.unreadable",
        None,
    ]


def test_a_closed_list_knows_its_words_and_no_other() -> None:
    status = words({"作废发票": "void"})
    assert read_one(status, " 作废发票") == "void"
    assert read_one(status, "失控发票") == "word.unknown"


def test_missing_is_never_zero() -> None:
    parsed = amount()(np.array(["", "0"], dtype=object))
    assert parsed.values.tolist() == [MISSING_INTEGER, 0]
