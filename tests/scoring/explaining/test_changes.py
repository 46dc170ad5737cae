"""The smallest plausible change that turns a score, alone or with a second one, or what comes nearest."""

from __future__ import annotations

import numpy as np
import pytest

from workstation.scoring.explaining import Option, Step, ways_out
from workstation.scoring.explaining.forest import Floats

CASE = np.array([5.0, 5.0, 5.0])


def added(rows: Floats) -> Floats:
    """Risk is the sum of the figures."""
    return np.asarray(rows.sum(axis=1))


def lowering(column: int, steps: int, size: float = 1.0) -> Option:
    values = np.array([[5.0 - size * (n + 1)] for n in range(steps)])
    return Option((column,), values, tuple((n + 1) / steps for n in range(steps)))


def test_one_thing_is_taken_only_as_far_as_it_must_go() -> None:
    found = ways_out(added, CASE, [lowering(0, 5)], target=12.0)
    assert [way.steps for way in found.reaching] == [(Step(0, 2),)]
    assert found.reaching[0].margin == 12.0
    assert found.reaching[0].effort == pytest.approx(0.6)
    assert found.nearest is None


def test_the_smaller_share_of_what_is_plausible_comes_first() -> None:
    found = ways_out(added, CASE, [lowering(0, 3), lowering(1, 5)], target=13.0)
    assert found.reaching[0].steps == (Step(1, 1),)
    assert found.reaching[1].steps == (Step(0, 1),)


def test_two_things_together_where_neither_suffices() -> None:
    found = ways_out(added, CASE, [lowering(0, 2), lowering(1, 2), lowering(2, 1, size=0.1)], target=11.5)
    assert [step.option for step in found.reaching[0].steps] == [0, 1]
    assert all(way.margin <= 11.5 for way in found.reaching)
    assert all(len(way.steps) == 2 for way in found.reaching)


def test_a_pair_is_not_named_where_one_of_it_suffices_as_far_as_it_goes() -> None:
    found = ways_out(added, CASE, [lowering(0, 2), lowering(1, 2)], target=14.0)
    assert [len(way.steps) for way in found.reaching] == [1, 1]


def test_a_second_thing_has_its_price() -> None:
    """A little of two is asked for only where it is clearly less than much of one."""
    found = ways_out(added, CASE, [lowering(0, 10), lowering(1, 10)], target=6.0)
    assert [len(way.steps) for way in found.reaching] == [1, 1, 2]
    pair = found.reaching[2]
    assert pair.effort == pytest.approx(1.0 + 0.25)


def test_where_nothing_suffices_the_nearest_is_told() -> None:
    found = ways_out(added, CASE, [lowering(0, 2), lowering(1, 1)], target=0.0)
    assert found.reaching == ()
    assert found.nearest is not None
    assert found.nearest.steps == (Step(0, 1), Step(1, 0))
    assert found.nearest.margin == 12.0


def test_what_does_not_help_is_not_told() -> None:
    harmful = Option((0,), np.array([[9.0]]), (1.0,))
    found = ways_out(added, CASE, [harmful], target=0.0)
    assert (found.reaching, found.nearest) == ((), None)


def test_nothing_to_move_is_no_way() -> None:
    found = ways_out(added, CASE, [], target=0.0)
    assert (found.reaching, found.nearest) == ((), None)


def test_figures_of_one_thing_move_together() -> None:
    both = Option((0, 2), np.array([[4.0, 3.0], [3.0, 1.0]]), (0.5, 1.0))
    found = ways_out(added, CASE, [both], target=12.0)
    assert found.reaching[0].margin == 12.0


def test_every_row_is_scored_in_two_calls_beside_the_case() -> None:
    calls: list[int] = []

    def counting(rows: Floats) -> Floats:
        calls.append(len(rows))
        return added(rows)

    ways_out(counting, CASE, [lowering(n, 10) for n in range(3)], target=6.0)
    assert calls == [1, 30, 75]


def test_the_same_question_has_the_same_answer() -> None:
    options = [lowering(n, 10, size=0.3 + n / 10) for n in range(3)]
    first = ways_out(added, CASE, options, target=11.0)
    assert all(ways_out(added, CASE, options, target=11.0) == first for _ in range(3))
