"""How long the window is ever blocked while 400 applicants with 1,000,000 ledger rows arrive.

A watchdog timer ticks in the window's own thread as often as the event loop lets it; the longest gap between
two ticks is the longest stall that an officer could have felt. The window is the real one, drawn without a
display, on a fresh profile over a hub in a process of its own: once with nobody at the keys, once with an
officer who searches the worklist all the while. The same watchdog on the idle window tells what the machine
itself adds.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.sync import APPLICANTS, ROWS, fill_hub, new_code, server_process

NAME = "stalls"
_GOAL_MS = 50
_IDLE_SECONDS = 20
_BASELINE = "the longest on the idle window"
_PASSPHRASE = "a passphrase"
_SEARCHES = ("百货", "1", "商行2", "")


class Watchdog:
    """Gaps between ticks of the event loop, in milliseconds."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def stop(self) -> None:
        self._timer.stop()

    def over(self, milliseconds: float) -> int:
        return sum(gap > milliseconds for gap in self.gaps)


def _watch_sync(profile: Path, passphrase: str, *, typing: bool) -> tuple[Watchdog, float]:
    """Open the window on a fresh profile and sync; gives the watchdog and the seconds it took."""
    from PySide6.QtCore import QEventLoop, QTimer

    from ui.application import build_application
    from workstation.app import DesktopLauncher

    launcher = DesktopLauncher(profile)
    application, window = build_application(launcher)
    window.resize(1440, 900)
    window.show()
    desk = launcher.sign_in(passphrase)
    application.processEvents()
    loop = QEventLoop()
    started = time.perf_counter()
    window.open_desk(desk)
    view = window.desk_view
    assert view is not None
    view.sync.finished.connect(lambda report: loop.quit())
    view.sync.refused.connect(lambda error: loop.exit(1))
    words = iter(_SEARCHES * 1000)
    search = QTimer()
    search.setInterval(400)
    search.timeout.connect(lambda: view.screen("worklist").search.setText(next(words)))  # type: ignore[attr-defined]
    application.processEvents()
    watchdog = Watchdog()
    if typing:
        search.start()
    failed = loop.exec()
    watchdog.stop()
    search.stop()
    spent = time.perf_counter() - started
    window.close()
    application.processEvents()
    if failed:
        raise AssertionError("the sync did not finish")
    return watchdog, spent


def _watch_idle(seconds: float) -> Watchdog:
    from PySide6.QtCore import QEventLoop, QTimer

    watchdog, loop = Watchdog(), QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()
    watchdog.stop()
    return watchdog


def run(rounds: int) -> list[Figure]:
    """`rounds` is not used: one sync is a million ticks."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from workstation.app import enrol

    watched: dict[str, tuple[Watchdog, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _, code = fill_hub(folder / "hub")
        with server_process("hub", folder / "hub") as url:
            for words, typing in (("nobody at the keys", False), ("an officer searching", True)):
                profile = folder / words
                enrol(profile, _PASSPHRASE, url, code)
                watched[words] = _watch_sync(profile, _PASSPHRASE, typing=typing)
                code = new_code(folder / "hub")
        idle = _watch_idle(_IDLE_SECONDS)
    quiet = max(idle.gaps)
    found = []
    for words, (watchdog, spent) in watched.items():
        worst = max(watchdog.gaps)
        found += [
            Figure(f"longest stall of the window, sync with {words}", worst, "ms", worst / quiet, _BASELINE),
            Figure(f"… stalls over {_GOAL_MS} ms in {spent:.0f} s", float(watchdog.over(_GOAL_MS)), ""),
        ]
    what = f"{APPLICANTS} applicants, {ROWS:,} ledger rows"
    return [*found, Figure(f"{_BASELINE}; {what} above", quiet, "ms")]
