"""Positions as people and devices write them, and the way between two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.places import as_answer, metres_between, position_in, position_of
from workstation.domain.surveying import Position

BUND = Position(31_240_300, 121_490_500)


@pytest.mark.parametrize(
    "text",
    [
        "31.2403, 121.4905",
        " 31.2403 121.4905 ",
        "31.2403，121.4905",
        "北纬31.2403 东经121.4905",
        "31.2403N 121.4905E",
        "31°14′25.08″N 121°29′25.8″E",
        "东经121°29′25.8″，北纬31°14′25.08″",
        "E121.4905 N31.2403",
    ],
)
def test_a_position_is_read_as_people_write_it(text: str) -> None:
    assert position_of(text) == BUND


@pytest.mark.parametrize(
    "text", ["", "here", "31.24", "91, 0", "0, 181", "31N 121N", "31.2 121.4 7", "nan nan", "N E", "31°N"]
)
def test_what_is_no_position_is_none(text: str) -> None:
    assert position_of(text) is None


@pytest.mark.parametrize("answer", ["", "31", "a b", "inf 0", "91 0 0 0", "1 2 3 4 5", "1 2 3 -4"])
def test_an_answer_that_holds_no_position_is_none(answer: str) -> None:
    assert position_in(answer) is None


def test_a_thousandth_of_a_degree_north_is_a_hundred_and_eleven_metres() -> None:
    assert metres_between(BUND, Position(31_241_300, 121_490_500)) == 111


def test_from_shanghai_to_beijing_it_is_a_thousand_kilometres_and_a_bit() -> None:
    assert metres_between(BUND, Position(39_904_200, 116_407_400)) == pytest.approx(1_068_000, rel=0.005)


places = st.builds(
    Position,
    st.integers(-90_000_000, 90_000_000),
    st.integers(-180_000_000, 180_000_000),
    st.integers(0, 9_999),
)


@given(places, places)
def test_the_way_back_is_as_long_and_half_the_earth_is_the_most(one: Position, other: Position) -> None:
    assert metres_between(one, other) == metres_between(other, one) <= 20_015_115
    assert metres_between(one, one) == 0


@given(places)
def test_what_an_answer_holds_is_the_position_again(place: Position) -> None:
    assert position_in(as_answer(place)) == place
