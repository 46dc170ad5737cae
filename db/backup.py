"""Back-ups of a SQLite database: made while it is in use, encrypted with the same key, put back whole.

A back-up appears under its name only once it is complete and on the disk. PostgreSQL has its own tools
for this, which are better than anything here could be.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from db.durable import make_folder, put_in_place
from db.engine import Database, check_integrity, connect_file, open_database
from db.faults import known
from workstation.errors import BugError, KnownError


def back_up(database: Database, target: Path) -> Path:
    """Write a compact copy of one moment of the database to `target`, under the same key; returns it.

    Readers and writers go on meanwhile. Raises `KnownError` (`db.full`, `db.damaged`).
    """
    if database.path is None:
        raise BugError("back_up is for SQLite files")
    make_folder(target.parent)
    unfinished = _unfinished(target)
    try:
        with known(str(target)):
            connection = connect_file(database.path, database.key)
            try:
                connection.execute("VACUUM INTO ?", (str(unfinished),))
            finally:
                connection.close()
        put_in_place(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def restore(source: Path, path: Path, key: bytes | None) -> None:
    """Put a back-up in the place of the database at `path`, which must be closed.

    The back-up is checked first: a damaged one raises `KnownError` and leaves everything as it is.
    """
    if not source.is_file():
        raise KnownError("db.no_backup", "there is no such back-up", where=str(source))
    unfinished = _unfinished(path)
    try:
        shutil.copyfile(source, unfinished)
        copy = open_database(unfinished, key)
        try:
            check_integrity(copy)
        finally:
            copy.close()
        for suffix in ("-wal", "-shm"):  # they belong to the file that goes
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        put_in_place(unfinished, path)
    finally:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{unfinished}{suffix}").unlink(missing_ok=True)


def _unfinished(target: Path) -> Path:
    """A name beside `target` that nobody has: private by being in the same folder under the same rights."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(descriptor)
    return Path(name)
