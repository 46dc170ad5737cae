"""Comparable cases: who is near, what became of them, and that the set says no more than it must."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from workstation.scoring.explaining.neighbours import (
    MISSING,
    Neighbours,
    knots_of,
    neighbours_text,
    ranks_of,
    read_neighbours,
)

NAN = float("nan")


def of(rows: list[list[float]], bad: list[bool], weights: list[float]) -> Neighbours:
    table = np.array(rows)
    knots = knots_of(table)
    return Neighbours(True, knots, ranks_of(table, knots), np.array(bad), np.array(weights))


@pytest.fixture
def line() -> Neighbours:
    """A hundred sellers on a line; from the 80th on they defaulted. The last fifty lack the second figure."""
    rows = [[float(n), 1.0 if n < 50 else NAN] for n in range(100)]
    return of(rows, [n >= 80 for n in range(100)], [0.8, 0.2])


def test_the_nearest_stand_where_the_applicant_stands(line: Neighbours) -> None:
    found = line.nearest(np.array([91.0, NAN]), 5)
    assert [n.distance for n in found] == [0.0] * 5
    assert all(89 <= n.place < 94 and n.bad for n in found)


def test_of_two_at_one_distance_the_earlier_comes_first(line: Neighbours) -> None:
    assert [n.place for n in line.nearest(np.array([2.0, 1.0]), 3)] == [0, 1, 2]


def test_a_figure_that_only_one_of_two_has_is_far_apart(line: Neighbours) -> None:
    with_it, without = line.nearest(np.array([49.0, 1.0]), 1)[0], line.nearest(np.array([51.0, 1.0]), 60)
    assert with_it.distance == 0.0
    assert min(n.distance for n in without if n.place >= 50) >= 0.2


def test_both_without_a_figure_are_alike(line: Neighbours) -> None:
    assert line.nearest(np.array([70.0, NAN]), 1)[0].distance == 0.0


def test_a_figure_that_counts_nothing_parts_nobody() -> None:
    rows = [[0.0, 5.0], [0.0, 1.0], [9.0, 5.0]]
    found = of(rows, [False] * 3, [1.0, 0.0]).nearest(np.array([0.0, 5.0]), 3)
    assert [n.distance for n in found[:2]] == [0.0, 0.0]


def test_the_usual_is_a_value_that_occurs_among_those_who_have_it(line: Neighbours) -> None:
    assert line.usual(0, 0.5) == 49.0
    assert line.usual(1, 0.5) == 1.0
    assert of([[NAN], [NAN]], [False, True], [1.0]).usual(0, 0.5) is None


def test_of_a_neighbour_only_a_twentieth_is_known(line: Neighbours) -> None:
    assert line.about(91, 0) == (89.0, 94.0)
    assert line.about(91, 1) is None


def test_the_file_is_read_as_it_was_written(line: Neighbours) -> None:
    again = read_neighbours(neighbours_text(line).encode(), 2)
    assert again.simulated
    assert (again.ranks == line.ranks).all()
    assert (again.bad == line.bad).all()
    assert np.array_equal(again.knots, line.knots, equal_nan=True)
    assert (again.ranks == MISSING).sum() == 50
    assert neighbours_text(again) == neighbours_text(line)


def test_the_file_holds_ranks_and_no_values_of_a_seller(line: Neighbours) -> None:
    plain = json.loads(neighbours_text(line))
    assert set(plain) == {"simulated", "knots", "ranks", "bad", "weights"}
    assert {len(row) for row in plain["ranks"]} == {2}


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain["ranks"].pop(),
        lambda plain: plain["knots"].pop(),
        lambda plain: plain["knots"].__setitem__(0, [1.0] * 20),
        lambda plain: plain["knots"].__setitem__(0, [float(-n) for n in range(21)]),
        lambda plain: plain["ranks"].__setitem__(0, "zz"),
        lambda plain: plain["weights"].__setitem__(0, -1.0),
        lambda plain: plain.update(bad="2" * 100),
    ],
)
def test_a_file_that_does_not_fit_is_refused(line: Neighbours, change: Callable[[Any], None]) -> None:
    plain = json.loads(neighbours_text(line))
    change(plain)
    with pytest.raises((ValueError, KeyError, TypeError)):
        read_neighbours(json.dumps(plain).encode(), 2)
