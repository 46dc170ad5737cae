"""Work happens elsewhere; answers arrive in the window's own thread, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from tests.ui.windows import PATIENCE_MS
from ui.bridge import Bridge
from ui.tasks import Tasks
from workstation.errors import KnownError
from workstation.events import Bell, Changes


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_the_work_is_elsewhere_and_the_answer_is_here(qtbot: QtBot, tasks: Tasks) -> None:
    here = threading.current_thread()
    seen: list[threading.Thread] = []
    tasks.read(threading.current_thread, lambda there: seen.extend([there, threading.current_thread()]))
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=PATIENCE_MS)
    assert seen[0] is not here and seen[1] is here


def test_writes_follow_one_another(qtbot: QtBot, tasks: Tasks) -> None:
    done: list[int] = []
    for number in range(50):
        tasks.write(lambda number=number: done.append(number), lambda _: None)  # type: ignore[misc]
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE_MS)
    assert done == list(range(50))


def test_a_cancelled_answer_never_arrives(qtbot: QtBot, tasks: Tasks) -> None:
    go_on, answers = threading.Event(), []
    task = tasks.read(lambda: go_on.wait(PATIENCE_MS / 1000), answers.append)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE_MS)
    assert answers == []


def test_long_work_reports_and_can_be_asked_to_stop(qtbot: QtBot, tasks: Tasks) -> None:
    steps: list[int] = []

    def work(cancelled: threading.Event, report: object) -> str:
        report(1)  # type: ignore[operator]
        assert cancelled.wait(PATIENCE_MS / 1000)
        return "stopped"

    task = tasks.long(work, lambda _: pytest.fail("its answer was dropped"), steps.append)
    qtbot.waitUntil(lambda: steps == [1], timeout=PATIENCE_MS)
    task.cancel()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE_MS)


def test_an_error_goes_to_whoever_asked_else_to_everybody(qtbot: QtBot, tasks: Tasks) -> None:
    def fail() -> None:
        raise KnownError("file.unknown", "no such file")

    mine: list[BaseException] = []
    with qtbot.waitSignal(tasks.failed, timeout=PATIENCE_MS) as heard:
        tasks.read(fail, lambda _: None, mine.append)
        tasks.read(fail, lambda _: None)
    qtbot.waitUntil(lambda: len(mine) == 1, timeout=PATIENCE_MS)
    assert isinstance(heard.args[0], KnownError)


def test_closing_waits_for_what_is_being_written(qtbot: QtBot) -> None:
    tasks, saved = Tasks(), []
    tasks.write(lambda: saved.append("settings"), lambda _: pytest.fail("nothing comes back after closing"))
    tasks.close()
    assert saved == ["settings"]


def test_a_bell_rung_in_a_worker_is_heard_in_the_window(qtbot: QtBot) -> None:
    bell = Bell()
    bridge = Bridge(bell)
    heard: list[tuple[object, str, threading.Thread]] = []
    bridge.operation_finished.connect(
        lambda changes, who: heard.append((changes, who, threading.current_thread()))
    )
    changes = Changes(applicants=frozenset({"test:S1"}))
    ringer = threading.Thread(target=bell.ring, args=(changes, "note"))
    ringer.start()
    ringer.join()
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=PATIENCE_MS)
    assert heard[0] == (changes, "note", threading.current_thread())
    bell.ring(changes, "under way")
    bridge.close()
    bell.ring(changes, "again")
    QCoreApplication.sendPostedEvents(bridge)
    assert len(heard) == 1
