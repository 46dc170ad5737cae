"""Kills a process before its n-th durable step, for every n, until it comes through alive.

A story is a function `module:name` that takes a folder (and words) and does one thing to what lies there.
Durable steps are the statements that write to a database, their commits, and what is done to files. The
story runs in a process of its own and ends there by `os._exit`, with no farewell to anything; where the
system can fork, one process that has loaded everything gives birth to all of them.

    for point in crash_points("tests.db.stories:officer_keeps_an_act", prepared, tmp_path / "crashes"):
        look_at(point.folder)
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

ROOT = Path(__file__).resolve().parents[2]
CRASHED = 86
"""The exit status of a process that was killed where it should be."""

_READS = ("SELECT", "PRAGMA", "EXPLAIN", "WITH")
_FILE_STEPS = ("replace", "fsync", "unlink")


@dataclass(frozen=True)
class CrashPoint:
    """What a crash left: `folder` as it lay when the process died before durable step `step`. The last
    point is `finished`: the process came through."""

    step: int
    folder: Path
    finished: bool


def crash_points(story: str, prepared: Path, folder: Path, *words: str) -> Iterator[CrashPoint]:
    """Run the story on copies of `prepared`, killed one step later each time; yields what each run left."""
    folder.mkdir(parents=True)
    together = hasattr(os, "fork")
    for step in count(1):
        target = folder / f"{step:04}"
        if not together or step == 1:
            _run([story, str(prepared), str(folder), "all" if together else str(step), *words])
        yield CrashPoint(step, target, finished := (target / "finished").exists())
        if finished:
            return


def _run(arguments: list[str]) -> None:
    command = [sys.executable, "-W", "error", "-m", "tests.helpers.crash", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in (0, CRASHED):
        raise AssertionError(f"the story failed by itself:\n{done.stdout}{done.stderr}")


class Steps:
    """Counts durable steps and ends the process instead of taking the fatal one."""

    def __init__(self, fatal: int) -> None:
        self._left = fatal

    def __call__(self) -> None:
        self._left -= 1
        if self._left == 0:
            os._exit(CRASHED)

    def watch_databases(self) -> None:
        steps, connect = self, sqlcipher.connect

        class Cursor(sqlcipher.Cursor):
            def execute(self, statement: str, *values: Any) -> Any:
                if not statement.lstrip().upper().startswith(_READS):
                    steps()
                return super().execute(statement, *values)

            def executemany(self, statement: str, rows: Any) -> Any:
                steps()
                return super().executemany(statement, rows)

        class Connection(sqlcipher.Connection):
            def cursor(self, factory: Any = Cursor) -> Any:
                return super().cursor(factory)

            def commit(self) -> None:
                if self.in_transaction:
                    steps()
                super().commit()

        sqlcipher.connect = lambda *a, **k: connect(*a, **{"factory": Connection, **k})

    def watch_files(self) -> None:
        for name in _FILE_STEPS:
            setattr(os, name, self._before(getattr(os, name)))

    def _before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self()
            return call(*arguments, **named)

        return counted


def _live_and_die(story: Callable[..., None], target: Path, step: int, words: list[str]) -> None:
    """Run the story in this process, which ends here."""
    steps = Steps(step)
    steps.watch_databases()
    steps.watch_files()
    story(target, *words)
    steps()  # dying right after the last step is a crash as well
    (target / "finished").touch()
    os._exit(0)


def _main(name: str, prepared: str, folder: str, step: str, *words: str) -> None:
    module, function = name.split(":")
    story = getattr(importlib.import_module(module), function)
    if step == "all":
        # Once undisturbed, so that what dies later need not load anything first.
        with tempfile.TemporaryDirectory() as rehearsal:
            story(Path(shutil.copytree(prepared, Path(rehearsal) / "rehearsal")), *words)
    for number in count(1) if step == "all" else [int(step)]:
        target = Path(folder) / f"{number:04}"
        shutil.copytree(prepared, target)
        status = _in_a_child(lambda t=target, n=number: _live_and_die(story, t, n, list(words)))
        if status not in (0, CRASHED):
            raise SystemExit(f"step {number} ended with {status}")
        if status == 0:
            return


def _in_a_child(run: Callable[[], None]) -> int:
    """Run in a fork; where there is none this process itself is the child, and dies in `run`."""
    if not hasattr(os, "fork"):
        run()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        run()
    finally:  # it ends in there; what comes out is trouble, and must not run on as a second parent
        traceback.print_exc()
        os._exit(1)


if __name__ == "__main__":
    _main(*sys.argv[1:])
