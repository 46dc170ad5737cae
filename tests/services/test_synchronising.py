"""The sync centre: is my work safe, what did the last run do, and what was refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from workstation.clock import FixedClock
from workstation.domain.acts import Act, ActKind, ActState, OutboxEntry
from workstation.errors import KnownError, Lane
from workstation.events import NOTHING, Bell, Changes
from workstation.services.synchronising import Synchronising
from workstation.sync.report import SyncProgress, SyncReport

FETCHED = SyncReport(files=2, rows=30, sent=1, changes=Changes(frozenset({"test:S1"}), frozenset({"ledger"})))


@dataclass
class Outbox:
    """What waits, and what the officer did with it; also the store's two counts."""

    waiting: tuple[OutboxEntry, ...] = ()
    done: list[str] = field(default_factory=list)

    def outbox(self) -> tuple[OutboxEntry, ...]:
        return self.waiting

    def retry_act(self, act_id: str) -> Changes:
        self.done.append(f"retry {act_id}")
        return Changes(frozenset({"test:S1"}), frozenset({"act"}))

    def drop_act(self, act_id: str) -> Changes:
        if act_id == "sent":
            raise KnownError("act.sent", "this was sent")
        self.done.append(f"drop {act_id}")
        return Changes(frozenset({"test:S1"}), frozenset({"act"}))

    def cursors(self) -> dict[str, int]:
        return {"test:S1": 5, "test:S2": 9}

    def letter_numbers_left(self) -> int:
        return 12


@dataclass
class Loop:
    """A sync loop that does as it is told."""

    answer: SyncReport | KnownError
    closed: bool = False
    changes: Changes = NOTHING
    given: list[Any] = field(default_factory=list)

    def run(self, progress: Callable[[SyncProgress], None], cancel: threading.Event | None) -> SyncReport:
        self.given = [progress, cancel]
        progress(SyncProgress("pull", 1, 2, 30))
        if isinstance(self.answer, KnownError):
            raise self.answer
        return self.answer

    def fetch_blob(self, sha256: str) -> bytes:
        return sha256.encode()

    def close(self) -> None:
        self.closed = True


@dataclass
class Centre:
    outbox: Outbox
    loop: Loop
    rung: list[tuple[Changes, str]]
    connected: list[Loop]
    sync: Synchronising


@pytest.fixture
def centre() -> Centre:
    outbox, loop, bell = Outbox(), Loop(FETCHED), Bell()
    rung: list[tuple[Changes, str]] = []
    connected: list[Loop] = []
    bell.listen(lambda changes, by: rung.append((changes, by)))

    def connect() -> Any:
        connected.append(loop)
        return loop

    clock = FixedClock(date(2026, 6, 30))
    sync = Synchronising(outbox, outbox, bell, clock, "https://hub.example", connect)  # type: ignore[arg-type]
    return Centre(outbox, loop, rung, connected, sync)


def test_what_a_broken_run_brought_is_shown(centre: Centre) -> None:
    """The network went away after two files had come: the screens refresh, the error is told."""
    came = Changes(frozenset({"test:S1", "test:S2"}), frozenset({"ledger"}))
    centre.loop.answer, centre.loop.changes = KnownError("hub.unreachable", "the hub does not answer"), came
    with pytest.raises(KnownError, match="does not answer"):
        centre.sync.run()
    assert centre.rung == [(came, "sync")]


class TestStatus:
    def test_is_told_offline_and_before_anything_ran(self, centre: Centre) -> None:
        act = Act("1", ActKind.ADD_NOTE, "test:S1", 1, b"{}", "officer", "2026-06-30T09:00:00Z")
        centre.outbox.waiting = (OutboxEntry(act, ActState.WAITING),)
        status = centre.sync.status()
        assert (status.files, status.numbers_left, status.hub_url) == (2, 12, "https://hub.example")
        assert status.outbox == centre.outbox.waiting
        assert (status.last, status.finished_at) == (None, "")
        assert centre.connected == [], "nobody asked the network"

    def test_remembers_what_the_last_run_did_and_when(self, centre: Centre) -> None:
        centre.sync.run()
        status = centre.sync.status()
        assert (status.last, status.finished_at) == (FETCHED, "2026-06-30T12:00:00Z")

    def test_does_not_take_a_failed_run_for_a_finished_one(self, centre: Centre) -> None:
        centre.sync.run()
        centre.loop.answer = KnownError("hub.unreachable", "the hub does not answer", lane=Lane.NETWORK)
        with pytest.raises(KnownError, match=r"hub\.unreachable"):
            centre.sync.run()
        assert centre.sync.status().last == FETCHED
        assert len(centre.rung) == 1


class TestRun:
    def test_tells_everybody_what_came(self, centre: Centre) -> None:
        assert centre.sync.run() == FETCHED
        assert centre.rung == [(Changes(frozenset({"test:S1"}), frozenset({"ledger", "sync"})), "sync")]

    def test_rings_also_where_nothing_was_new(self, centre: Centre) -> None:
        """The foot of the window shows when the last one was."""
        centre.loop.answer = replace(FETCHED, changes=Changes())
        centre.sync.run()
        assert centre.rung == [(Changes(kinds=frozenset({"sync"})), "sync")]

    def test_shows_its_progress_and_can_be_stopped(self, centre: Centre) -> None:
        seen: list[SyncProgress] = []
        stop = threading.Event()
        centre.sync.run(seen.append, stop)
        assert seen == [SyncProgress("pull", 1, 2, 30)]
        assert centre.loop.given[1] is stop

    def test_connects_once_and_only_when_needed(self, centre: Centre) -> None:
        centre.sync.run()
        centre.sync.run()
        assert centre.sync.fetch_blob("ab") == b"ab"
        assert len(centre.connected) == 1
        centre.sync.close()
        assert centre.loop.closed

    def test_what_never_connected_has_nothing_to_close(self, centre: Centre) -> None:
        centre.sync.close()
        assert centre.connected == []


class TestRefused:
    def test_is_sent_again_or_put_away_and_everybody_sees_it(self, centre: Centre) -> None:
        centre.sync.retry("act-1")
        centre.sync.put_away("act-2")
        assert centre.outbox.done == ["retry act-1", "drop act-2"]
        assert [by for _, by in centre.rung] == ["retry", "put_away"]

    def test_what_is_on_its_way_cannot_be_taken_back(self, centre: Centre) -> None:
        with pytest.raises(KnownError, match=r"act\.sent"):
            centre.sync.put_away("sent")
        assert centre.rung == []


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (SyncReport(), "Nothing new."),
        (SyncReport(files=1, rows=1), "Fetched 1 row of 1 file."),
        (FETCHED, "Sent 1 act. Fetched 30 rows of 2 files."),
        (SyncReport(revoked=("test:S1",)), "1 file left your scope."),
    ],
)
def test_a_report_says_in_words_what_was_done(report: SyncReport, words: str) -> None:
    assert report.words.en == words
    assert report.words.zh
