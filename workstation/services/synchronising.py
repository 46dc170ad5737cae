"""The sync centre's use-cases: is my work safe, send and fetch now, deal with what was refused.

Goes in: the sync loop of an enrolled device. Comes out: a status at any time, and a report with words for
the officer after each run. Offline, everything but `run` works.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.clock import Clock, iso
from workstation.events import Bell, Changes
from workstation.ports import ActStore, SyncStore
from workstation.services.values import SyncStatus
from workstation.sync.report import SyncProgress, SyncReport

if TYPE_CHECKING:
    from workstation.sync import Synchroniser


def _unwatched(progress: SyncProgress) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class Synchronising:
    """`connect` makes the loop when it is first needed: the network library is not loaded at start."""

    store: SyncStore
    acts: ActStore
    bell: Bell
    clock: Clock
    hub_url: str
    connect: Callable[[], Synchroniser]
    _loop: Synchroniser | None = None
    _last: SyncReport | None = None
    _finished_at: str = ""

    def status(self) -> SyncStatus:
        return SyncStatus(
            outbox=self.acts.outbox(),
            files=len(self.store.cursors()),
            numbers_left=self.store.letter_numbers_left(),
            hub_url=self.hub_url,
            last=self._last,
            finished_at=self._finished_at,
        )

    def run(
        self,
        progress: Callable[[SyncProgress], None] = _unwatched,
        cancel: threading.Event | None = None,
    ) -> SyncReport:
        """Send what waits, fetch what is new, compare both sides. Raises `KnownError` in its lane
        (`hub.unreachable`, `sign_in.device_unknown`, …); what was done until then stays done."""
        loop = self._connected()
        try:
            report = loop.run(progress, cancel)
        except BaseException:
            self.bell.ring(loop.changes, "sync")  # what came before the run broke off is here to stay
            raise
        self._last, self._finished_at = report, iso(self.clock.now())
        self.bell.ring(report.changes | Changes(kinds=frozenset({"sync"})), "sync")
        return report

    def fetch_blob(self, sha256: str) -> bytes:
        """A file that another workstation made. Raises `KnownError` (`blob.missing`, network)."""
        return self._connected().fetch_blob(sha256)

    def retry(self, act_id: str) -> None:
        """Put a refused act back in line, unchanged."""
        self.bell.ring(self.acts.retry_act(act_id), "retry")

    def put_away(self, act_id: str) -> None:
        """Undo an unsent act, or put away a refused one. Raises `KnownError` (`act.sent`)."""
        self.bell.ring(self.acts.drop_act(act_id), "put_away")

    def close(self) -> None:
        if self._loop is not None:
            self._loop.close()

    def _connected(self) -> Synchroniser:
        if self._loop is None:
            self._loop = self.connect()
        return self._loop
