"""What changed: the one value that use-cases return and screens listen to.

A screen looks whether a change concerns what it shows and refreshes itself; no screen knows another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of applicants whose file changed, and which kinds of things changed anywhere
    ("record", "ledger", "act", "letter", "draft", "scope", "scenario", "rules", "forecast")."""

    applicants: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.applicants | other.applicants, self.kinds | other.kinds)

    def __bool__(self) -> bool:
        return bool(self.applicants or self.kinds)


NOTHING = Changes()

Listener = Callable[[Changes, str], None]


@dataclass
class Bell:
    """Rings after a finished operation with what changed and who did it. Listeners are called in the
    ringing thread, in the order in which they came; the window's bridge hands over to its own thread."""

    _listeners: list[Listener] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Add a listener; the returned function takes it away again."""
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    def ring(self, changes: Changes, initiator: str) -> None:
        if not changes:
            return
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(changes, initiator)
