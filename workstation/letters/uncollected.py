"""Keeps the garbage collector out of a short burst of work.

A paper is tens of thousands of small objects, nearly all of which live until it is made. The collector would
look through them, and through everything else that the program holds, dozens of times for nothing: a sixth of
the time of a letter. It comes right after.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LOCK = threading.Lock()
_inside = 0
_was_on = False


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection while this lasts, in whatever thread; where several last at once, until the last ends. A
    collector that somebody else has turned off stays off."""
    global _inside, _was_on
    with _LOCK:
        if not _inside:
            _was_on = gc.isenabled()
            gc.disable()
        _inside += 1
    try:
        yield
    finally:
        with _LOCK:
            _inside -= 1
            if not _inside and _was_on:
                gc.enable()
