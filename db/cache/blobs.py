"""Files of the workstation: each encrypted with a key of its own, the keys in the encrypted database.

Implements `BlobStore`. The bytes are on the disk, under a random name, before the transaction that names
them commits; a crash in between leaves a file without a key, which the next opening sweeps away. Taking a
key out of the database destroys its file, whatever a disk remembers.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from db.cache.tables import BLOB
from db.engine import Database
from workstation.errors import BugError, KnownError
from workstation.ports import Toolbox


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """An encrypted file that is durable but that no transaction names yet."""

    sha256: str
    file: str
    key: bytes
    size: int


class Blobs:
    def __init__(self, database: Database, folder: Path, tools: Toolbox) -> None:
        self._database = database
        self._folder = folder
        self._tools = tools

    def has(self, sha256: str) -> bool:
        with self._database.read() as connection:
            return self._is_there(connection, sha256)

    def put(self, data: bytes) -> str:
        """Durable when it returns; the same bytes are kept once. Heals a damaged copy."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self._is_sound(sha256):
            return sha256
        placed = self.place(data, sha256)
        with self._database.write() as connection:
            connection.execute(sa.delete(BLOB).where(BLOB.c.sha256 == sha256))
            self.register(connection, [placed])
        return sha256

    def _is_sound(self, sha256: str) -> bool:
        try:
            self.get(sha256)
        except KnownError:
            return False
        return True

    def get(self, sha256: str) -> bytes:
        """Raises `KnownError`: `blob.missing`, `blob.damaged`."""
        query = sa.select(BLOB.c.file, BLOB.c.key).where(BLOB.c.sha256 == sha256)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise _missing(sha256)
        try:
            sealed = self._path(row.file).read_bytes()
        except FileNotFoundError:
            raise _missing(sha256) from None
        try:
            data = self._tools.decrypt(row.key, sealed, sha256.encode())
        except KnownError:
            raise _damaged(sha256) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise _damaged(sha256)
        return data

    def place(self, data: bytes, sha256: str) -> PlacedFile:
        """Make the encrypted bytes durable; they count once `register` has committed."""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BugError("a file does not have the hash under which it is kept")
        placed = PlacedFile(sha256, secrets.token_hex(16), self._tools.random_key(), len(data))
        sealed = self._tools.encrypt(placed.key, data, sha256.encode())
        self._tools.write_whole(self._path(placed.file), sealed)
        return placed

    def register(self, connection: sa.Connection, placed: Iterable[PlacedFile]) -> None:
        """Name placed files within a transaction. Of two with the same content the first stays."""
        for file in placed:
            values = {"sha256": file.sha256, "file": file.file, "key": file.key, "size": file.size}
            connection.execute(insert(BLOB).values(values).on_conflict_do_nothing())

    def require(self, connection: sa.Connection, sha256: str) -> None:
        """Raises `KnownError` (`blob.missing`) where a file is named that is not here."""
        if not self._is_there(connection, sha256):
            raise _missing(sha256)

    def remove(self, files: Iterable[str]) -> None:
        """Remove files whose keys a committed transaction has destroyed."""
        for file in files:
            self._path(file).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove files whose key is gone or never came, left by a crash. Only while nobody else writes."""
        with self._database.read() as connection:
            named = set(connection.execute(sa.select(BLOB.c.file)).scalars())
        for path in self._folder.iterdir():
            if path.is_file() and path.name not in named:
                path.unlink(missing_ok=True)

    @staticmethod
    def _is_there(connection: sa.Connection, sha256: str) -> bool:
        query = sa.select(sa.exists().where(BLOB.c.sha256 == sha256))
        return bool(connection.execute(query).scalar_one())

    def _path(self, file: str) -> Path:
        return self._folder / file


def _missing(sha256: str) -> KnownError:
    return KnownError(
        "blob.missing",
        "this file is not on the workstation",
        where=sha256,
        remedy="Synchronise to fetch it again.",
    )


def _damaged(sha256: str) -> KnownError:
    return KnownError(
        "blob.damaged",
        "this file was changed or damaged on the disk",
        where=sha256,
        remedy="Synchronise to fetch it again.",
    )
