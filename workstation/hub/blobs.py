"""The hub's files by sha256: received in chunks, verified whole, durable before anything may refer to them.

A folder of plain files, two letters of the hash to a sub-folder. A half-received file lies apart under the
name of hash and device, so that two devices never write into one another's; only a whole and verified file
ever gets its own name. Nothing here is ever changed or overwritten; `hub.retention` alone takes files away.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from workstation.errors import KnownError
from workstation.files import sha256_file, sync_folder, write_whole
from workstation.wire import CHUNK_BYTES, BlobState

MOST_BLOB_BYTES = 64 << 20
"""The largest file a hub takes: a scan of many pages fits, a film does not."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One piece of a file on its way: where it belongs, how large the whole will be, and its own hash."""

    offset: int
    total: int
    sha256: str
    data: bytes


def checked_name(sha256: str) -> str:
    """The name, if it is one; raises `KnownError` (`blob.name`). Nothing else ever becomes a path."""
    if not _SHA256.fullmatch(sha256):
        raise KnownError("blob.name", "this is not the name of a file: 64 hex digits are", where=sha256[:80])
    return sha256


class HubBlobs:
    """Implements `workstation.ports.BlobStore` over a folder, and takes uploads by chunks."""

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BLOB_BYTES) -> None:
        self._whole = folder / "whole"
        self._parts = folder / "parts"
        self._most_bytes = most_bytes
        for place in (self._whole, self._parts):
            place.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        name = checked_name(sha256)
        return self._whole / name[:2] / name

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def put(self, data: bytes) -> str:
        """Store a file that is in memory already; durable when it returns."""
        name = hashlib.sha256(data).hexdigest()
        if not self.has(name):
            write_whole(self.path(name), data)
        return name

    def get(self, sha256: str) -> bytes:
        """Raises `KnownError` (`blob.missing`, `blob.damaged`)."""
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise KnownError("blob.missing", "the hub does not have this file", where=sha256) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise KnownError(
                "blob.damaged",
                "the hub's copy of this file is damaged",
                where=sha256,
                remedy="Put it back from a backup of the hub.",
            )
        return data

    def remove(self, sha256: str) -> None:
        """Take a file away for good; whoever has it may send it again."""
        self.path(sha256).unlink(missing_ok=True)

    def state(self, sha256: str, device_id: str) -> BlobState:
        """How much of a file is here, so that an upload goes on where it stopped."""
        path = self.path(sha256)
        if path.is_file():
            return BlobState(path.stat().st_size, whole=True)
        part = self._part(sha256, device_id)
        return BlobState(part.stat().st_size if part.is_file() else 0, whole=False)

    def receive(self, sha256: str, device_id: str, chunk: Chunk) -> BlobState:
        """Append one chunk where it belongs; the last one makes the file whole, verified and durable.

        A chunk for another place than the end of what is here changes nothing: the answer says how much
        is here. So a request that stalled and wakes up late can do no harm, whatever happened since.
        """
        self._check(sha256, chunk)
        with self._alone(sha256):
            state = self.state(sha256, device_id)
            part = self._part(sha256, device_id)
            have = state.have
            if not state.whole and chunk.offset == have:
                with part.open("ab") as stream:
                    stream.write(chunk.data)
                have += len(chunk.data)
            if state.whole or have < chunk.total:
                return BlobState(have, state.whole)
            # Also where the hub died between the last piece and this: the piece is sent again and is here.
            self._finish(sha256, part)
            return BlobState(chunk.total, whole=True)

    def _check(self, sha256: str, chunk: Chunk) -> None:
        if not 0 < chunk.total <= self._most_bytes:
            raise KnownError(
                "blob.too_large",
                f"a file of {chunk.total:,} bytes; at most {self._most_bytes:,} are taken",
                where=sha256,
                remedy="Scan it again with fewer dots per inch.",
            )
        size = len(chunk.data)
        if not 0 < size <= CHUNK_BYTES or chunk.offset < 0 or chunk.offset + size > chunk.total:
            raise KnownError("blob.chunk", "a piece of a file does not fit into it", where=sha256)
        if hashlib.sha256(chunk.data).hexdigest() != chunk.sha256:
            raise KnownError("blob.chunk", "a piece of a file changed on its way", where=sha256)

    def _finish(self, sha256: str, part: Path) -> None:
        if sha256_file(part) != sha256:
            part.unlink()
            raise KnownError(
                "blob.damaged",
                "the pieces of a file do not make the file that was named",
                where=sha256,
                remedy="Send it again.",
            )
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        path = self.path(sha256)
        path.parent.mkdir(exist_ok=True)
        os.replace(part, path)
        sync_folder(path.parent)
        sync_folder(self._whole)

    def _part(self, sha256: str, device_id: str) -> Path:
        owner = hashlib.sha256(device_id.encode()).hexdigest()[:16]
        return self._parts / f"{checked_name(sha256)}.{owner}"

    def _alone(self, sha256: str) -> FileLock:
        """The one right to append, against other threads and other processes of the hub. Sixteen locks
        serve all names, so that no lock file is left behind for each."""
        return FileLock(self._parts / f"{sha256[0]}.lock", thread_local=False)
