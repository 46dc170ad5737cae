"""Ctrl-C in the middle of many: what was begun is finished, and what was made is told."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SAID = b"stopping after this one; once more breaks it off\n"


@contextmanager
def stop_when_interrupted() -> Iterator[Callable[[], bool]]:
    """Gives a function that says whether somebody asked to stop; asked a second time, the work breaks off."""
    asked = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()
        os.write(
            sys.stderr.fileno(), _SAID
        )  # the work may be in the middle of a print, which lets in no other

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)
