"""The collector stands still while a paper is made, and never longer."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from workstation.letters.uncollected import uncollected


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_it_stands_still_and_goes_on() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error_too() -> None:
    with pytest.raises(ValueError, match="a paper"), uncollected():
        raise ValueError("a paper")
    assert gc.isenabled()


def test_of_two_threads_the_last_sets_it_going() -> None:
    inside, go = threading.Event(), threading.Event()

    def paper() -> None:
        with uncollected():
            inside.set()
            go.wait(10)

    other = threading.Thread(target=paper)
    with uncollected():
        other.start()
        assert inside.wait(10)
    assert not gc.isenabled(), "the other thread is still at it"
    go.set()
    other.join(10)
    assert gc.isenabled()


def test_what_somebody_else_turned_off_stays_off() -> None:
    gc.disable()
    with uncollected(), uncollected():
        pass
    assert not gc.isenabled()
