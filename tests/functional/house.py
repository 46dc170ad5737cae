"""A lender's house: a hub that serves from a process of its own, and officers at their workstations.

Everything is done through the command line. Only the sample sellers are put into the hub directly, as the
demonstration does, since no export holds them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from tests.functional.command import PROGRAM, ROOT, Ran, surroundings, warm
from workstation.config import load_settings, save_settings
from workstation.sync import DeviceKey, HubAddress, HubClient
from workstation.training.sample import BUSINESS_DAY

TODAY = BUSINESS_DAY.isoformat()
PASSPHRASE = "a long enough phrase"
TAKEN_ALONG = ("S001", "S002", "S003", "S007", "S015")
"""The files of the officer called traveller; at once a rare name, an approval, a counter-offer, a decline."""


@dataclass
class Hub:
    """A hub's folder and, once started, its process. `words` of the process end up in `log`."""

    folder: Path
    url: str = "http://127.0.0.1:0"
    _process: subprocess.Popen[bytes] | None = None
    _log: IO[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.log")

    def start(self) -> None:
        """Serve; after a stop or a kill, on the same port as before. Returns once requests are answered."""
        port = self.url.rpartition(":")[2]
        words = ("hub", "serve", "--data", str(self.folder), "--port", port, "--business-day", TODAY)
        self._log = self.log.open("ab")
        self._process = subprocess.Popen(
            [*PROGRAM, *words, "--until-stdin-closes"],
            cwd=ROOT,
            env=surroundings(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        assert self._process.stdout is not None
        ready = self._process.stdout.readline()
        assert ready, f"the hub did not start: {self.log.read_text(encoding='utf-8')}"
        self.url = json.loads(ready)["url"]

    def kill(self) -> None:
        """End it as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._ended()

    def stop(self) -> None:
        """End it as its parent's end does; it must have nothing to complain about."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._ended() == 0
        assert self.log.read_text(encoding="utf-8") == ""

    def _ended(self) -> int:
        assert self._process is not None and self._process.stdout is not None
        process, self._process = self._process, None
        status = process.wait(timeout=30)
        for stream in (process.stdin, process.stdout, self._log):
            if stream is not None:
                stream.close()
        return status

    def run(self, verb: str, *words: str | Path) -> Ran:
        return warm("hub", verb, "--data", self.folder, *words, "--json")

    def code(self, officer: str) -> str:
        """A one-time code for a device of this officer."""
        code: str = self.run("enrol", officer, "--business-day", TODAY).json["code"]
        return code

    def counts(self) -> dict[str, int]:
        counts: dict[str, int] = self.run("status").json["counts"]
        return counts

    def audit(self) -> Ran:
        return warm("audit", "verify", "--data", self.folder, "--json")


@dataclass(frozen=True)
class Officer:
    """Somebody at a workstation: a profile and the file with its passphrase."""

    profile: Path
    passphrase: Path

    def run(self, *words: str | Path) -> Ran:
        return warm("--profile", self.profile, "--passphrase-file", self.passphrase, *words)

    def json(self, *words: str | Path) -> Any:
        return self.run(*words, "--json").json

    def error(self, *words: str | Path) -> dict[str, str]:
        return self.run(*words, "--json").error

    def decide(self, applicant: str, *words: str) -> dict[str, Any]:
        decided: dict[str, Any] = self.json("decide", applicant, *words)
        return decided

    @property
    def waiting(self) -> int:
        """How many acts wait in the outbox."""
        waiting: int = self.json("doctor")["waiting"]
        return waiting

    def work_on(self, day: str) -> None:
        """Work on this business day instead of the calendar's."""
        settings = self.profile / "settings.json"
        save_settings(settings, replace(load_settings(settings), business_day=day))

    def line_to(self, hub: Hub) -> HubClient:
        """A signed line to the hub in this workstation's name; the caller closes it."""
        from workstation.profile import open_profile

        unlocked = open_profile(self.profile, PASSPHRASE)
        try:
            assert unlocked.hub is not None
            key = DeviceKey(unlocked.hub.device_id, unlocked.device_private_key)
        finally:
            unlocked.close()
        client = HubClient(HubAddress(hub.url), key, attempts=1)
        client.epoch = client.hello().epoch
        return client


def at_desk(folder: Path) -> Officer:
    """An officer who has not enrolled yet: a place for the profile, and a passphrase in a file."""
    folder.mkdir(parents=True, exist_ok=True)
    passphrase = folder / "passphrase.txt"
    passphrase.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return Officer(folder / "profile", passphrase)


def enrolled(hub: Hub, folder: Path, officer_id: str = "officer") -> Officer:
    """An officer with an enrolled workstation that has not synced yet."""
    officer = at_desk(folder)
    officer.json("enrol", hub.url, "--code", hub.code(officer_id))
    officer.work_on(TODAY)
    return officer


def settled_from(desk: Path, folder: Path, hub: Hub) -> Officer:
    """A copy of an enrolled officer's desk, at a copy of its hub, which listens on a port of its own."""
    shutil.copytree(desk, folder)
    officer = at_desk(folder)
    link = officer.profile / "hub.json"
    link.write_text(json.dumps(json.loads(link.read_bytes()) | {"url": hub.url}), encoding="utf-8")
    return officer
