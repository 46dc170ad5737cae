"""What a test must not leave behind: a running thread, a running QTimer, a window.

Each guard compares what is alive after a test with what was alive before its own fixtures were made, so a
fixture of a wider scope (a hub for a whole module) may keep its threads. Nothing here waits for a span of
time: a thread on its way out is joined, deferred deletions are delivered.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator

import pytest

JOIN_SECONDS = 5.0
"""How long a thread that was told to stop may take to end before it counts as left behind."""


def pytest_collection_finish() -> None:
    """Take what importing the tests made out of the search for timers: it is most of what lives, and idle."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that leaves a thread, a window or a timer."""
    threads = set(threading.enumerate())
    windows = _windows()
    yield
    left = [f"window {name}" for name in _left_windows(windows)]
    if "qapp" in request.fixturenames:
        left += [f"running timer {name}" for name in _running_timers()]
    left += [f"thread {thread.name}" for thread in _left_threads(threads)]
    if left:
        pytest.fail("left behind: " + ", ".join(left), pytrace=False)


def _left_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QThreadPool

        QThreadPool.globalInstance().waitForDone(int(JOIN_SECONDS * 1000))
    started = [thread for thread in threading.enumerate() if thread not in before and not _is_foreign(thread)]
    for thread in started:
        thread.join(JOIN_SECONDS)
    return [thread for thread in started if thread.is_alive()]


def _is_foreign(thread: threading.Thread) -> bool:
    """Python's stand-in for a thread it did not start (one of Qt's) says nothing about whether that runs."""
    return isinstance(thread, threading._DummyThread)


def _left_windows(before: set[int]) -> list[str]:
    if _windows() <= before:
        return []
    _deliver_deletions()
    gc.collect()  # a window nobody refers to any more is not left behind, only not yet collected
    _deliver_deletions()
    return [name for address, name in _named_windows() if address not in before]


def _windows() -> set[int]:
    return {address for address, _ in _named_windows()}


def _named_windows() -> list[tuple[int, str]]:
    """Address and name of each window without a parent; none when no test has made an application yet."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication
    from shiboken6 import getCppPointer

    if not isinstance(QApplication.instance(), QApplication):
        return []
    return [
        (getCppPointer(widget)[0], widget.objectName() or type(widget).__name__)
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None
    ]


def _running_timers() -> list[str]:
    from PySide6.QtCore import QTimer
    from shiboken6 import isValid

    # type() rather than isinstance(): asking a lazy stand-in for its class would load what it stands for.
    kinds = {QTimer, *QTimer.__subclasses__()}
    timers = [thing for thing in gc.get_objects() if type(thing) in kinds]
    running = [timer for timer in timers if isValid(timer) and timer.isActive()]
    for timer in running:
        timer.stop()  # so that only the test that left it is blamed
    return [timer.objectName() or f"of {timer.parent()!r}" for timer in running]


def _deliver_deletions() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
