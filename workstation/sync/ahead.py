"""Fetches ahead: one thread brings pages while another stores what has come."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable
from typing import TypeVar

Item = TypeVar("Item")

_END = object()


def in_handfuls(items: Iterable[Item], most: int) -> Generator[list[Item], None, None]:
    """Run an iterable in a thread of its own and hand out what is ready, at least one and at most `most`
    items together.

    Whoever is slower sets the pace: a slow consumer gets full hands, a slow source single items. An error
    of the iterable comes out behind the items before it. Leaving early stops the thread at its next item.
    """
    ready: queue.Queue[object] = queue.Queue(most)
    left = threading.Event()

    def bring() -> None:
        end: object = _END
        try:
            for item in items:
                ready.put(item)
                if left.is_set():
                    break
        except BaseException as error:  # noqa: BLE001 - it is raised again where the items are used
            end = _Failed(error)
        ready.put(end)

    thread = threading.Thread(target=bring, name="sync-fetch")
    thread.start()
    ended = False
    try:
        while not ended:
            handful: list[Item] = []
            item: object = ready.get()
            while not isinstance(item, _Failed) and item is not _END:
                handful.append(item)  # type: ignore[arg-type]
                if len(handful) == most or ready.empty():
                    break
                item = ready.get()
            else:
                ended = True
            if handful:
                yield handful
            if isinstance(item, _Failed):
                raise item.error
    finally:
        left.set()
        while not ended:
            item = ready.get()
            ended = item is _END or isinstance(item, _Failed)
        thread.join()


class _Failed:
    def __init__(self, error: BaseException) -> None:
        self.error = error
