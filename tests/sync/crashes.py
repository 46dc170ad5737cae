"""Kills the workstation, or the hub, at its n-th durable step of a sync, for every n; then syncs again.

A durable step is what leaves something else on the disk: the moment before a commit, the moment after it,
and each thing done to a file. (What lies between is the same to the disk; `HYPOTHESIS_PROFILE=thorough`
tries every single write all the same.)

Each point has copies of a prepared hub and a prepared workstation, a hub process of its own and a
workstation process of its own. Where the system can fork, one process that has loaded everything gives birth
to all of them; elsewhere each is started anew, and only some of the points are tried.

    python -m tests.sync.crashes PREPARED FOLDER hub|station
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from db.cache.search import pinyin
from db.workshop import open_workshop
from tests.helpers.crash import CRASHED, ROOT, Steps
from tests.hub.process import services
from tests.sync.station import Station
from workstation.errors import KnownError
from workstation.hub.app import create_app
from workstation.hub.place import HubPlace
from workstation.hub.serve import Listen, serve
from workstation.sync import DeviceKey, HubAddress
from workstation.toolbox import TOOLBOX

CAN_FORK = hasattr(os, "fork")
STRIDE = 1 if CAN_FORK else 13
NO_HUB = 3
"""The exit status of a workstation whose hub died under it."""

EVERY_WRITE = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"

Role = Callable[[Path, str], None]


@dataclass(frozen=True)
class Point:
    """What lies there after a crash before durable step `step` of `victim` and a sync thereafter."""

    step: int
    folder: Path

    @property
    def finished(self) -> bool:
        """The victim came through alive: there are no more steps."""
        return (self.folder / "finished").exists()


def points(prepared: Path, folder: Path, victim: str) -> Iterator[Point]:
    """Run them all, then hand out what each left."""
    command = [sys.executable, "-W", "error", "-m", "tests.sync.crashes", str(prepared), str(folder), victim]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"the enumerator failed:\n{done.stdout}{done.stderr}")
    for place in sorted(folder.iterdir()):
        yield Point(int(place.name), place)


# --- the two roles ---------------------------------------------------------------------------------


def station_at(folder: Path, url: str) -> Station:
    """Open the prepared workstation; its keys lie beside it, which only a test may do."""
    facts = json.loads((folder / "station.json").read_text())
    return Station(
        folder / "station",
        DeviceKey(facts["device"], bytes.fromhex(facts["private"])),
        facts["officer"],
        "officer",
        HubAddress(url),
        bytes.fromhex(facts["cache_key"]),
    )


def remember(station: Station, folder: Path) -> None:
    facts = {
        "device": station.key.device_id,
        "private": station.key.private.hex(),
        "officer": station.officer_id,
        "cache_key": station.cache_key.hex(),
    }
    (folder / "station.json").write_text(json.dumps(facts))


def be_the_hub(folder: Path, answer: str) -> None:
    """Serve, and write the address to the file descriptor `answer` once requests are answered."""
    place = HubPlace(folder / "hub")
    workshop = open_workshop(place.database, TOOLBOX)
    app = create_app(workshop, services(place))
    serve(app, Listen(), ready=lambda url: tell(int(answer), url))


def tell(descriptor: int, url: str) -> None:
    with open(descriptor, "w") as line:
        line.write(f"{url}\n")


def be_the_station(folder: Path, url: str) -> None:
    station = station_at(folder, url)
    try:
        station.sync()
    except KnownError as error:
        sys.exit(NO_HUB if error.code == "hub.unreachable" else str(error))
    station.close()


ROLES: dict[str, Role] = {"hub": be_the_hub, "station": be_the_station}


class DurableSteps(Steps):
    """Counts commits that change something, twice, and what is done to files."""

    def watch_databases(self) -> None:
        steps, connect = self, sqlcipher.connect

        class Connection(sqlcipher.Connection):
            changes = 0

            def commit(self) -> None:
                if self.total_changes == self.changes:
                    super().commit()
                    return
                self.changes = self.total_changes
                steps()
                super().commit()
                steps()

        sqlcipher.connect = lambda *a, **k: connect(*a, **{"factory": Connection, **k})


def play(role: str, folder: Path, word: str, fatal: int) -> None:
    """Be the hub or the workstation in this process; a `fatal` step is the last, 0 means none is."""
    steps = (Steps if EVERY_WRITE else DurableSteps)(fatal)
    steps.watch_databases()
    steps.watch_files()
    ROLES[role](folder, word)
    if fatal:
        steps()  # dying right after the last step is a crash as well


# --- processes -------------------------------------------------------------------------------------


class Child:
    """A process that plays one role."""

    def __init__(self, role: str, folder: Path, word: str, fatal: int = 0) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        if not CAN_FORK:
            command = [
                sys.executable,
                "-m",
                "tests.sync.crashes",
                "play",
                role,
                str(folder),
                word,
                str(fatal),
            ]
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
            return
        self.pid = os.fork()
        if self.pid == 0:
            status = 1
            try:
                play(role, folder, word, fatal)
                status = 0
            except SystemExit as leaving:
                status = leaving.code if isinstance(leaving.code, int) else 1
            except BaseException:  # noqa: BLE001 - whatever it was, the parent hears of it
                sys.excepthook(*sys.exc_info())
            finally:
                os._exit(status)

    def end(self) -> int:
        """Wait for it; its exit status."""
        if self.process is not None:
            return self.process.wait()
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def kill(self) -> int:
        """End it without a word, unless it is dead already; its exit status."""
        if self.process is not None:
            self.process.kill()
        else:
            os.kill(self.pid, signal.SIGKILL)
        return self.end()


def start_hub(folder: Path, fatal: int = 0) -> tuple[Child, str]:
    """A hub that answers requests, and its address; empty where it died before it could."""
    if not CAN_FORK:
        child = Child("hub", folder, "1", fatal)
        assert child.process is not None
        assert child.process.stdout is not None
        return child, child.process.stdout.readline().decode().strip()
    reader, writer = os.pipe()
    child = Child("hub", folder, str(writer), fatal)
    os.close(writer)
    with open(reader) as line:
        return child, line.readline().strip()


def live_through(prepared: Path, folder: Path, victim: str, step: int) -> bool:
    """One point: crash, start what died, sync again. True where nothing died."""
    shutil.copytree(prepared, folder)
    hub, url = start_hub(folder, step if victim == "hub" else 0)
    status = Child("station", folder, url, step if victim == "station" else 0).end() if url else NO_HUB
    hub_status = hub.kill()
    if status not in {"station": (0, CRASHED), "hub": (0, NO_HUB)}[victim]:
        raise SystemExit(f"at step {step} the workstation ended with {status}")
    survived = CRASHED not in (status, hub_status)
    hub, url = start_hub(folder)
    again = Child("station", folder, url).end()
    hub.kill()
    if again:
        raise SystemExit(f"after a crash at step {step} the next sync ended with {again}")
    if survived:
        (folder / "finished").touch()
    return survived


def main(arguments: list[str]) -> None:
    if arguments[0] == "play":
        _, role, folder, word, fatal = arguments
        play(role, Path(folder), word, int(fatal))
        return
    prepared, target, victim = arguments
    pinyin("测试百货店")  # loads its table, before it would be loaded in every child
    for step in count(1, STRIDE):
        if live_through(Path(prepared), Path(target) / f"{step:04}", victim, step):
            return


if __name__ == "__main__":
    main(sys.argv[1:])
