"""Ids of acts sort in the order in which this process made them, whatever the computer's clock does."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from workstation.ids import SortableIds


def test_twenty_thousand_in_one_millisecond_are_different_and_in_order() -> None:
    make = SortableIds(milliseconds=lambda: 1_780_000_000_000)
    ids = [make() for _ in range(20_000)]
    assert ids == sorted(set(ids))


@given(st.lists(st.integers(0, 2**47), min_size=2, max_size=60))
def test_they_stay_in_order_while_the_clock_jumps_to_and_fro(moments: list[int]) -> None:
    clock = iter(moments)
    make = SortableIds(milliseconds=lambda: next(clock))
    ids = [make() for _ in moments]
    assert ids == sorted(set(ids))


def test_a_clock_that_steps_back_is_waited_for_in_the_last_known_millisecond() -> None:
    clock = iter([5_000, 1_000, 6_000])
    make = SortableIds(milliseconds=lambda: next(clock))
    moments = [uuid.UUID(make()).int >> 80 for _ in range(3)]
    assert moments == [5_000, 5_000, 6_000]


def test_threads_never_make_the_same_one_and_each_sees_its_own_rise() -> None:
    make = SortableIds()
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: [make() for _ in range(2_000)], range(8)))
    assert all(ids == sorted(ids) for ids in made)
    assert len({one for ids in made for one in ids}) == 16_000


def test_they_are_uuids_of_version_seven_that_tell_when_they_were_made() -> None:
    now = datetime(2026, 6, 30, 9, tzinfo=UTC)
    made = uuid.UUID(SortableIds(milliseconds=lambda: int(now.timestamp() * 1000))())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert datetime.fromtimestamp((made.int >> 80) / 1000, UTC) == now


def test_the_same_clock_and_the_same_chance_make_the_same_ids() -> None:
    def maker() -> SortableIds:
        return SortableIds(milliseconds=lambda: 7, random_bits=lambda bits: 2**bits - 1)

    first, second = maker(), maker()
    assert [first() for _ in range(5_000)] == [second() for _ in range(5_000)]
