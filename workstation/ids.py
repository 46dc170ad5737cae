"""Ids of acts: UUIDv7 (RFC 9562), which sort by the order in which this process made them.

The id is the act's idempotency key; its time part only makes lists readable and never settles a conflict.
"""

from __future__ import annotations

import secrets
import threading
import time
import uuid
from collections.abc import Callable
from typing import Protocol


class IdMaker(Protocol):
    def __call__(self) -> str: ...


class SortableIds:
    """Makes UUIDv7 texts, each greater than the one before even within one millisecond or when the clock
    steps back. `milliseconds` and `random_bits` come from outside so that tests can fix them."""

    def __init__(
        self,
        milliseconds: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        random_bits: Callable[[int], int] = secrets.randbits,
    ) -> None:
        self._milliseconds = milliseconds
        self._random_bits = random_bits
        self._lock = threading.Lock()
        self._last = (0, 0)

    def __call__(self) -> str:
        with self._lock:
            now = self._milliseconds() & (2**48 - 1)
            last_time, last_counter = self._last
            if now > last_time:
                state = (now, self._random_bits(11))
            elif last_counter < 2**12 - 1:
                state = (last_time, last_counter + 1)
            else:
                state = (last_time + 1, self._random_bits(11))
            self._last = state
        moment, counter = state
        value = moment << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | self._random_bits(62)
        return str(uuid.UUID(int=value))
