"""Fetching ahead: everything in its order, errors behind what came before them, and no thread left over."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from workstation.sync.ahead import in_handfuls


def test_everything_comes_in_order_and_in_bounded_handfuls() -> None:
    handfuls = list(in_handfuls(range(50), 4))
    assert [n for handful in handfuls for n in handful] == list(range(50))
    assert all(1 <= len(handful) <= 4 for handful in handfuls)


def test_a_slow_consumer_gets_full_hands() -> None:
    full = threading.Event()

    def items() -> Iterator[int]:
        yield from range(3)
        full.set()

    handfuls = in_handfuls(items(), 3)
    first = next(handfuls)
    full.wait(5)
    assert first + [n for handful in handfuls for n in handful] == [0, 1, 2]


def test_nothing_is_nothing() -> None:
    assert list(in_handfuls([], 3)) == []


def test_an_error_comes_out_behind_what_came_before_it() -> None:
    def items() -> Iterator[int]:
        yield 1
        yield 2
        raise OSError("the line broke")

    got: list[int] = []

    def take_all() -> None:
        for handful in in_handfuls(items(), 2):
            got.extend(handful)

    with pytest.raises(OSError, match="the line broke"):
        take_all()
    assert got == [1, 2]


def test_leaving_early_stops_the_thread() -> None:
    """The guard against threads left behind watches this test too."""
    asked = []

    def items() -> Iterator[int]:
        for n in range(1_000):
            asked.append(n)
            yield n

    handfuls = in_handfuls(items(), 2)
    next(handfuls)
    handfuls.close()
    assert len(asked) < 10
