"""The workshop's migrations make the very tables that the program works with."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from db.engine import Database, open_database
from db.migrate import bring_to_head
from db.workshop.forms import PublishedForms
from db.workshop.workshop import TENANT
from tests.hub.living import opened
from workstation.domain.forms import KeptForm, PublishedForm
from workstation.domain.workshop import HubIdentity
from workstation.errors import KnownError

IDENTITY = HubIdentity("e" * 32, b"p" * 32, b"r" * 32)


def schema(database: Database) -> list[tuple[str, ...]]:
    with database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT type, name, replace(replace(sql, char(10), ''), char(9), '') FROM sqlite_schema "
            "WHERE name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite%' ORDER BY name"
        )
        return [tuple(row) for row in rows]


def test_the_newest_migration_equals_the_tables(tmp_path: Path) -> None:
    made, migrated = open_database(tmp_path / "made.db"), open_database(tmp_path / "migrated.db")
    bring_to_head(made, TENANT)
    with migrated.write() as connection:
        command.upgrade(TENANT.config(connection), "head")
    assert schema(made) == schema(migrated)
    with migrated.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, TENANT.metadata) == []
    made.close()
    migrated.close()


def test_each_migration_can_be_taken_back(tmp_path: Path) -> None:
    database = open_database(tmp_path / "hub.db")
    with database.write() as connection:
        command.upgrade(TENANT.config(connection), "head")
        command.downgrade(TENANT.config(connection), "base")
        left = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
    assert left == set()
    database.close()


def test_what_was_reserved_for_a_person_is_kept_for_each_workstation(tmp_path: Path) -> None:
    database = open_database(tmp_path / "hub.db")
    with database.write() as connection:
        command.upgrade(TENANT.config(connection), "0008")
        for statement in (
            "INSERT INTO officer VALUES ('a', '王丽', 'officer')",
            "INSERT INTO device VALUES ('laptop', 'a', '', x'00', 'L', '')",
            "INSERT INTO device VALUES ('tablet', 'a', '', x'00', 'T', '')",
            "INSERT INTO scenario_share VALUES ('d11', 'a', 200000, '2026-11-30')",
        ):
            connection.exec_driver_sql(statement)
        command.upgrade(TENANT.config(connection), "head")
        kept = connection.exec_driver_sql("SELECT * FROM scenario_share ORDER BY device_id").fetchall()
    assert kept == [("d11", name, 200_000, "2026-11-30") for name in ("laptop", "tablet")]
    database.close()


def test_a_hub_from_before_there_were_forms_keeps_them_after_its_upgrade(tmp_path: Path) -> None:
    form = PublishedForm("own", "a" * 64, "own_visit", "1", "Own", "b" * 64, "2026-12-01T08:00:00Z")
    database = open_database(tmp_path / "hub.db")
    with database.write() as connection:
        command.upgrade(TENANT.config(connection), "0009")
        connection.exec_driver_sql("INSERT INTO officer VALUES ('a', '王丽', 'officer')")
    bring_to_head(database, TENANT)
    with database.write() as connection:
        shelf = PublishedForms(connection)
        assert shelf.all() == ()
        shelf.put(KeptForm(form, b"packed"))
        assert shelf.called(form.sha256) == KeptForm(form, b"packed")
        assert (shelf.package(form.package), shelf.package(form.sha256)) == (b"packed", None)
        shelf.end(form.sha256, "2026-12-02T08:00:00Z")
        assert [one.offered for one in shelf.all()] == [False]
        assert connection.exec_driver_sql("SELECT name FROM officer").scalar_one() == "王丽"
    database.close()


def test_a_hub_of_a_newer_program_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "hub.db"
    opened(path, IDENTITY).close()
    database = open_database(path)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(KnownError, match=r"db\.newer.*Update the program"):
        opened(path, None)


def test_a_hub_is_found_again_as_it_was_founded(tmp_path: Path) -> None:
    path = tmp_path / "hub.db"
    opened(path, IDENTITY).close()
    again = opened(path, None)
    assert again.identity() == IDENTITY
    again.close()
    with pytest.raises(KnownError, match=r"hub\.exists"):
        opened(path, IDENTITY)
