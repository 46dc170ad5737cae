"""The process dies before each durable step in turn: what was promised is there, nothing is there by half.

Each story is killed at every point and the cache opened again. Whatever the point, the officer's acts are
there, what a screen shows fits the rows, and doing the thing again ends where an undisturbed run ends.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.db import stories
from tests.db.looks import kept_rows, look, worklist_is_in_step
from tests.helpers.caches import cache_at
from tests.helpers.crash import CrashPoint, crash_points
from workstation.crypto import sha256

STATES = {
    # How many states of the cache a story goes through: as it was, and after each of its transactions.
    "officer_keeps_an_act": 2,
    "pull_stores_a_page": 2,
    "hub_answers": 2,
    "file_is_revoked": 2,
    "hub_is_restored": 3,
}

Crashes = Callable[[str], list[CrashPoint]]


@pytest.fixture(scope="module")
def crashes(tmp_path_factory: pytest.TempPathFactory) -> Crashes:
    """What each story left at each of its points; made once and only looked at."""
    prepared = tmp_path_factory.mktemp("prepared")
    stories.prepare(prepared)
    left: dict[str, list[CrashPoint]] = {}

    def of(story: str) -> list[CrashPoint]:
        if story not in left:
            folder = tmp_path_factory.mktemp(story) / "crashes"
            left[story] = list(crash_points(f"tests.db.stories:{story}", prepared, folder))
            assert left[story][-1].finished
            assert len(left[story]) > 5, "the enumerator sees no steps"
        return left[story]

    return of


def looked_at(point: CrashPoint) -> dict[str, Any]:
    with cache_at(point.folder) as cache:
        worklist_is_in_step(cache)
        return look(cache)


@pytest.mark.parametrize("story", STATES)
def test_at_every_point_the_cache_is_between_two_transactions(story: str, crashes: Crashes) -> None:
    """As many different states as the story has transactions, in their order, and none twice."""
    states = [looked_at(point) for point in crashes(story)]
    turns = [state for place, state in enumerate(states) if place == 0 or state != states[place - 1]]
    assert len(turns) == STATES[story]
    assert len([state for place, state in enumerate(turns) if state in turns[:place]]) == 0


@pytest.mark.parametrize("story", [story for story in STATES if story != "officer_keeps_an_act"])
def test_after_any_crash_the_same_again_ends_as_if_nothing_had_happened(
    story: str, crashes: Crashes, tmp_path: Path
) -> None:
    *crashed, undisturbed = crashes(story)
    expected = looked_at(undisturbed)
    for point in crashed:
        again = Path(shutil.copytree(point.folder, tmp_path / str(point.step)))
        getattr(stories, story)(again)
        with cache_at(again) as cache:
            assert look(cache) == expected, f"step {point.step}"


@pytest.mark.parametrize("story", ["pull_stores_a_page", "hub_answers", "hub_is_restored"])
def test_my_decision_is_in_sight_once_at_every_point(story: str, crashes: Crashes) -> None:
    for point in crashes(story):
        with cache_at(point.folder) as cache:
            decisions = [kept.decision.id for kept in cache.cases.decisions(stories.SELLER.id)]
            assert decisions == ["dec-1"], f"step {point.step}"


def test_what_was_said_to_be_saved_is_there_with_its_file(crashes: Crashes) -> None:
    for point in crashes("officer_keeps_an_act"):
        with cache_at(point.folder) as cache:
            kept = "act-1" in {entry.act.id for entry in cache.acts.outbox()}
            assert kept or not (point.folder / "said-saved").exists(), f"step {point.step}"
            assert cache.blobs.has(sha256(stories.LETTER)) is kept
            if kept:
                assert cache.blobs.get(sha256(stories.LETTER)) == stories.LETTER


def test_a_crash_leaves_no_file_without_a_key_once_opened_again(crashes: Crashes) -> None:
    for point in crashes("officer_keeps_an_act"):
        with cache_at(point.folder) as cache:
            on_disk = {(path.name,) for path in (point.folder / "blobs").iterdir()}
            assert on_disk == set(kept_rows(cache, "blob", "file"))


def test_unsent_work_outlives_a_revoked_file(crashes: Crashes) -> None:
    for point in crashes("file_is_revoked"):
        with cache_at(point.folder) as cache:
            assert [entry.act.id for entry in cache.acts.outbox()] == ["act-3"]


def test_the_enumerator_notices_a_story_that_fails_by_itself(tmp_path: Path) -> None:
    (tmp_path / "prepared").mkdir()
    with pytest.raises(AssertionError, match="failed by itself"):
        list(crash_points("tests.db.stories:hub_answer", tmp_path / "prepared", tmp_path / "crashes"))
