"""Brings a database to the version this program was written for, or leaves it exactly as it was.

A fresh database is made from the tables and stamped; an older one is backed up, upgraded and checked
within one transaction; one from a newer program is refused with words. The migrations themselves lie
beside each tenant's tables and import nothing of ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from db.backup import back_up, restore
from db.engine import Database, check_integrity
from workstation.errors import BugError, KnownError


@dataclass(frozen=True, slots=True)
class Tenant:
    """A set of tables with its history: where its migrations lie, and what makes it from nothing.

    `create(connection)` makes all tables, views and indexes at the newest version.
    """

    name: str
    migrations: Path
    metadata: sa.MetaData
    create: Callable[[sa.Connection], None]

    def script(self) -> ScriptDirectory:
        return ScriptDirectory.from_config(self.config())

    def config(self, connection: sa.Connection | None = None) -> Config:
        config = Config()
        config.set_main_option("script_location", str(self.migrations).replace("%", "%%"))
        config.attributes["connection"] = connection
        return config

    def head(self) -> str:
        """The version this program was written for."""
        head = self.script().get_current_head()
        if head is None:
            raise BugError(f"{self.name} has no migrations")
        return head


def current(connection: sa.Connection) -> str | None:
    """The version a database says it has; None for a fresh one."""
    return MigrationContext.configure(connection).get_current_revision()


def bring_to_head(database: Database, tenant: Tenant, backups: Path | None = None) -> None:
    """Make, upgrade, or accept the database. Back-ups go to `backups` (SQLite; beside the file by default).

    Raises `KnownError`: `db.newer` for a file from a newer program, `db.upgrade_failed` where the old
    content stands unharmed, `db.foreign` where the database holds somebody else's tables.
    """
    with database.read() as connection:
        found = current(connection)
        is_empty = not sa.inspect(connection).get_table_names()
    head = tenant.head()
    if found == head:
        return
    if found is None:
        if not is_empty:
            raise KnownError(
                "db.foreign",
                "this database was not made by the workstation",
                where=_name(database),
                remedy="Choose another file.",
            )
        _create(database, tenant, head)
        return
    _refuse_newer(database, tenant, found)
    _upgrade(database, tenant, found, backups)


def _create(database: Database, tenant: Tenant, head: str) -> None:
    with database.write() as connection:
        if current(connection) is not None:
            return  # another process was first
        tenant.create(connection)
        MigrationContext.configure(connection).stamp(tenant.script(), head)


def _refuse_newer(database: Database, tenant: Tenant, found: str) -> None:
    known = {revision.revision for revision in tenant.script().walk_revisions()}
    if found not in known:
        raise KnownError(
            "db.newer",
            f"this database was written by a newer version of the program ({found})",
            where=_name(database),
            remedy="Update the program; the data is untouched.",
        )


def _upgrade(database: Database, tenant: Tenant, found: str, backups: Path | None) -> None:
    saved = None
    if database.path is not None:
        folder = backups or database.path.parent / "backups"
        saved = back_up(database, folder / f"{database.path.stem}-{found}.db")
    try:
        with database.write() as connection:
            command.upgrade(tenant.config(connection), "head")
            _check_rows(connection)
    except KnownError:
        raise
    except Exception as trouble:
        raise _failed(database, found) from trouble
    try:
        check_integrity(database)
    except KnownError as damage:
        if saved is None or database.path is None:
            raise
        database.close()
        restore(saved, database.path, database.key)
        raise _failed(database, found) from damage


def _check_rows(connection: sa.Connection) -> None:
    """Still inside the transaction, so that a migration that breaks a reference never happened."""
    if connection.dialect.name != "sqlite":
        return
    if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone() is not None:
        raise BugError("a migration left rows that refer to nothing")


def _failed(database: Database, found: str) -> KnownError:
    return KnownError(
        "db.upgrade_failed",
        f"the database could not be brought to this version; it is still at version {found}, unharmed",
        where=_name(database),
        remedy="Go on with the previous version of the program and send the report to whoever keeps it.",
    )


def _name(database: Database) -> str:
    return str(database.path or database.engine.url.render_as_string(hide_password=True))


def run_migrations(context: EnvironmentContext | Any, metadata: sa.MetaData) -> None:
    """What every tenant's `env.py` calls: run on the connection that is already in a transaction."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
    )
    context.run_migrations()
