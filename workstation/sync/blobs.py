"""Files on their way to the hub and back: in pieces, each checked, and whole only if the hash says so."""

from __future__ import annotations

import threading

from workstation.crypto import sha256 as hash_of
from workstation.errors import KnownError, Lane
from workstation.ports import BlobStore
from workstation.sync.client import HubClient
from workstation.wire import CHUNK_BYTES


def upload(client: HubClient, blobs: BlobStore, sha256: str) -> None:
    """Make sure that the hub has a file, going on where an earlier upload stopped.

    Raises `KnownError` (`blob.missing` or `blob.damaged` where this workstation's own copy is at fault,
    `blob.stuck` where the hub takes no more of it).
    """
    state = client.blob_state(sha256)
    if state.whole:
        return
    data = blobs.get(sha256)
    try:
        _send_rest(client, sha256, data, state.have)
    except KnownError as error:
        if error.code != "blob.damaged":
            raise
        # What the hub had of it was torn by a crash; it has thrown that away.
        _send_rest(client, sha256, data, 0)


def _send_rest(client: HubClient, sha256: str, data: bytes, have: int) -> None:
    """Send what the hub lacks; where it lacks nothing, the last piece again, so that it finishes the file."""
    whole = False
    while not whole:
        start = min(have, (len(data) - 1) // CHUNK_BYTES * CHUNK_BYTES)
        state = client.upload_chunk(sha256, start, len(data), data[start : start + CHUNK_BYTES])
        if not state.whole and state.have <= have:
            raise KnownError(
                "blob.stuck",
                "the hub takes no more of a file",
                where=sha256,
                lane=Lane.NETWORK,
                remedy="Try again later.",
            )
        have, whole = state.have, state.whole


def fetch(client: HubClient, blobs: BlobStore, sha256: str, cancel: threading.Event | None = None) -> bool:
    """Bring a file from the hub unless it is here; False where it was cancelled in between.

    Raises `KnownError` (`blob.missing` where no file in the officer's scope refers to it,
    `blob.damaged` where what came is not what was named).
    """
    return blobs.has(sha256) or bring(client, blobs, sha256, cancel)


def bring(client: HubClient, blobs: BlobStore, sha256: str, cancel: threading.Event | None = None) -> bool:
    """Bring a file from the hub in place of whatever is here; as `fetch` otherwise."""
    data = bytearray()
    whole = 1
    while len(data) < whole:
        if cancel is not None and cancel.is_set():
            return False
        piece, whole = client.download_range(sha256, len(data), CHUNK_BYTES)
        if not piece:
            break
        data += piece
    if hash_of(bytes(data)) != sha256:
        raise KnownError(
            "blob.damaged", "a file came damaged from the hub", where=sha256, remedy="Fetch it again."
        )
    blobs.put(bytes(data))
    return True
