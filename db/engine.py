"""The one place that opens a database: SQLite through SQLCipher, with a key or without, or PostgreSQL.

In goes a path (and a raw key of 32 bytes) or a URL; out comes a `Database` with read and write sessions
over SQLAlchemy Core connections. A session is one transaction. The standard library's `sqlite3` is never
used: two copies of SQLite in one process break each other's locks on the same file.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from db.faults import known
from workstation.errors import KnownError

BUSY_MILLISECONDS = 30_000
READERS = 8

_WRITES = "writes"


class Database:
    """An open database. Any thread may ask for sessions; on SQLite one writer at a time gets one.

    `key` is None where the file is not encrypted; `path` is None on PostgreSQL.
    """

    def __init__(self, engine: sa.Engine, path: Path | None, key: bytes | None) -> None:
        self.engine = engine
        self.path = path
        self.key = key
        self._writer = threading.Lock()

    @property
    def is_sqlite(self) -> bool:
        return self.path is not None

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One reading transaction: everything read in it is of one moment, whatever is written meanwhile."""
        with known(self._name), self.engine.connect() as connection:
            if not self.is_sqlite:  # there each statement else sees what was committed before it
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One writing transaction: committed, and on disk, when the block ends; undone if it raises."""
        with known(self._name):
            if not self.is_sqlite:
                with self.engine.begin() as connection:
                    yield connection
                return
            with self._writer, self.engine.connect() as plain:
                connection = plain.execution_options(**{_WRITES: True})
                with connection.begin():
                    yield connection

    def close(self) -> None:
        """Close every connection. The last one to go folds the write-ahead log into the file."""
        self.engine.dispose()

    @property
    def _name(self) -> str:
        return str(self.path or self.engine.url.render_as_string(hide_password=True))


def open_database(target: Path | str, key: bytes | None = None) -> Database:
    """Open a SQLite file (made where it is missing, not its folder) or the database behind a URL.

    Raises `KnownError` from the first session on: `db.key`, `db.damaged`, `db.unreachable`.
    """
    if isinstance(target, str) and "://" in target:
        if not target.startswith("sqlite"):
            return Database(sa.create_engine(target, pool_pre_ping=True), None, None)
        target = Path(sa.make_url(target).database or "")
    path = Path(target)
    engine = sa.create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: _connect(path, key),
        poolclass=QueuePool,
        pool_size=READERS,
        max_overflow=READERS,
    )
    sa.event.listen(engine, "begin", _begin)
    return Database(engine, path, key)


def connect_file(path: Path, key: bytes | None) -> Any:
    """A bare SQLCipher connection without journal settings, for work on whole files."""
    connection = sqlcipher.connect(
        str(path), check_same_thread=False, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000
    )
    connection.execute("PRAGMA cipher_log_level = NONE")  # its complaints would go to stderr past our own
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def _connect(path: Path, key: bytes | None) -> Any:
    connection = connect_file(path, key)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # NORMAL loses acknowledged transactions in a power cut; FULL lost none.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cache_size = -16000")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: sa.Connection) -> None:
    """Begin by hand: the driver's own way would leave DDL outside the transaction, and a writer that began
    as a reader can fail half-way."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def check_integrity(database: Database) -> None:
    """Read the whole file and check every page and row reference. Raises `KnownError` (`db.damaged`)."""
    if not database.is_sqlite:
        return
    with database.read() as connection:
        if database.key is not None:
            findings = connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
            _refuse_damage(database, [row[0] for row in findings])
        findings = connection.exec_driver_sql("PRAGMA quick_check").fetchall()
        _refuse_damage(database, [row[0] for row in findings if row[0] != "ok"])
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        _refuse_damage(database, [f"row of {row[0]} refers to nothing in {row[2]}" for row in broken])


def _refuse_damage(database: Database, findings: list[str]) -> None:
    if findings:
        raise KnownError(
            "db.damaged",
            f"the database is damaged: {findings[0]}",
            where=str(database.path),
            remedy="Restore the last back-up, or fetch the files again from the hub.",
        )
