"""A hub that lives: founded in a folder, served by a process of its own, administered from the test."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from db.backup import restore
from db.workshop import open_workshop
from tests.hub.process import RESERVATIONS, SHARE_DAYS
from tests.hub.sellers import Delivery
from tests.services.publishing import MAKERS
from workstation.clock import SystemClock
from workstation.domain.workshop import HubIdentity
from workstation.hub.admin import HubAdmin
from workstation.hub.place import HubPlace, back_up_hub, create_hub, restore_hub
from workstation.hub.ports import Workshop
from workstation.lending import load_rulebook
from workstation.paths import resources
from workstation.services.hub_scenarios import scenario_rules
from workstation.toolbox import TOOLBOX

ROOT = Path(__file__).resolve().parent.parent.parent


def opened(target: Path | str, identity: HubIdentity | None) -> Workshop:
    return open_workshop(target, TOOLBOX, identity)


@dataclass
class LivingHub:
    """`admin` works on the same folder as the serving process, as the command line does. `papers` are a TLS
    certificate and its key."""

    place: HubPlace
    workshop: Workshop
    admin: HubAdmin
    process: subprocess.Popen[bytes] | None = None
    url: str = ""
    papers: tuple[Path, ...] = ()

    def __enter__(self) -> LivingHub:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.workshop.close()

    def start(self) -> None:
        """Serve; after a stop, on the same port as before. Returns once requests are answered."""
        port = self.url.rpartition(":")[2] or "0"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.hub.process", str(self.place.folder), port, *map(str, self.papers)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout is not None
        self.url = json.loads(self.process.stdout.readline())["url"]

    def stop(self) -> int | None:
        """Close the process's standard input, as a parent that ends does; returns its exit status."""
        return self._end(lambda process: process.stdin and process.stdin.close())

    def kill(self) -> None:
        self._end(subprocess.Popen.kill)

    def ask_to_end(self) -> int | None:
        """As a service manager does; returns the exit status."""
        return self._end(subprocess.Popen.terminate)

    def _end(self, how: Callable[[subprocess.Popen[bytes]], object]) -> int | None:
        process, self.process = self.process, None
        if process is None:
            return None
        how(process)
        status = process.wait(timeout=30)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        return status

    def deliver(self, deliveries: Iterable[Delivery]) -> None:
        self.admin.take_in(deliveries)

    def officer(self, officer_id: str, files: Sequence[str] | None = None, role: str = "officer") -> str:
        """Add a person with these files, or with all that are known; returns a one-time code for a device."""
        self.admin.add_officer(officer_id, "王丽", role)
        self.admin.assign(officer_id, files)
        return self.admin.enrolment_code(officer_id)

    def back_up(self, target: Path) -> Path:
        return back_up_hub(self.place, self.workshop, target)

    def restore(self, source: Path) -> None:
        """Put a backup in the place of the hub, which must not be serving."""
        self.workshop.close()
        restore_hub(self.place, source, opened, lambda a, b: restore(a, b, None))
        self.workshop = opened(self.place.database, None)
        self.admin = administrator(self.workshop)


def administrator(workshop: Workshop) -> HubAdmin:
    return HubAdmin(
        workshop,
        SystemClock(),
        reservations=lambda: RESERVATIONS,
        scenarios=lambda: scenario_rules(load_rulebook(resources()), lambda: MAKERS, SHARE_DAYS),
    )


def reopened(folder: Path) -> LivingHub:
    """A hub that was founded before and lies closed in this folder. It does not serve yet."""
    place = HubPlace(folder)
    workshop = opened(place.database, None)
    return LivingHub(place, workshop, administrator(workshop), url="http://hub")


def found(folder: Path) -> LivingHub:
    """A new hub that does not serve yet."""
    place = HubPlace(folder)
    workshop = create_hub(place, opened)
    return LivingHub(place, workshop, administrator(workshop))
