"""What is done to a draft on its way to the disk: in order, one transaction each, and never forgotten.

`through` says who writes: whoever called, or a worker of the window's. What could not be written (a full
disk) stays at the head of the line and is tried again before anything behind it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from workstation.domain.drafting import DraftStep
from workstation.drafts import DraftStore

Through = Callable[[Callable[[], None]], None]


def at_once(write: Callable[[], None]) -> None:
    """Whoever called writes."""
    write()


@dataclass(frozen=True, slots=True)
class _Waiting:
    step: DraftStep
    snapshot: bytes | None
    data: bytes | None


class Keeper:
    """Keeps the steps of one draft."""

    def __init__(self, store: DraftStore, draft_id: str) -> None:
        self._store = store
        self._draft_id = draft_id
        self._line: deque[_Waiting] = deque()
        self._lining_up, self._writing = Lock(), Lock()
        self.through: Through = at_once

    @property
    def unkept(self) -> int:
        """How many steps are not on the disk yet: "saved" is shown where there are none."""
        return len(self._line)

    def put(self, step: DraftStep, snapshot: bytes | None = None, data: bytes | None = None) -> None:
        """Line a step up. Raises what `flush` raises where the caller writes."""
        with self._lining_up:
            if self._line and self._line[-1].step.seq == step.seq:
                self._line[-1] = _Waiting(step, snapshot, data)
            else:
                self._line.append(_Waiting(step, snapshot, data))
        self.through(self.flush)

    def flush(self) -> None:
        """Write all that waits. Raises `KnownError` (`db.*`, `survey.closed`, `survey.step`); what was not
        written waits on."""
        with self._writing:
            while self._line:
                first = self._line[0]
                self._store.keep(self._draft_id, first.step, snapshot=first.snapshot, data=first.data)
                with self._lining_up:
                    if self._line[0] is first:  # else it was typed on meanwhile, and is written anew
                        self._line.popleft()
