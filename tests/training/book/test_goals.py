"""What a known set must show: a goal is met by what came out, and says what that was."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from workstation.scoring.explaining import ReasonFigures
from workstation.training.book.goals import Goal, goals_of_reasons, goals_of_time
from workstation.training.book.level import Level
from workstation.training.book.out_of_time import OutOfTime
from workstation.training.book.reasoning import Explained


def explained(grouped: float, by_column: float) -> Explained:
    def figures(absurd: float) -> ReasonFigures:
        return ReasonFigures(100, 400, absurd, 0.9, 0.0, 3.0)

    return Explained(0.6, 0.2, figures(grouped), figures(by_column), {})


def out_of_time(of_window: Level) -> OutOfTime:
    return OutOfTime(900, 0.66, 0.64, 0.68, of_window, of_window, of_window)


def named(goals: Iterable[Goal]) -> dict[str, Goal]:
    return {goal.name: goal for goal in goals}


@pytest.mark.parametrize(("grouped", "by_column", "worst"), [(0, 0, 0), (0.6, 0.7, 0.7), (0.1, 0, 0.1)])
def test_the_share_of_absurd_reasons_is_that_of_the_worse_way(
    grouped: float, by_column: float, worst: float
) -> None:
    found = named(goals_of_reasons(explained(grouped, by_column)))["absurd_reasons"]
    assert (found.value, found.met) == (worst, worst == 0)


def test_a_level_is_near_the_rate_or_missed_and_without_a_bad_loan_it_is_none() -> None:
    for level, ratio, met in (
        (Level(20, 80, 0.21, 0.2), 1.05, True),
        (Level(20, 80, 0.15, 0.2), 0.75, False),
        (Level(20, 80, 0.15, 0.0), None, False),
    ):
        found = named(goals_of_time(out_of_time(level)))["recalibrated_level"]
        assert found.met is met and found.value == (None if ratio is None else pytest.approx(ratio))
