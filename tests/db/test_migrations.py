"""Every version of the cache can be made, upgraded and taken back, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command

from db.cache.store import TENANT
from db.engine import Database, open_database
from db.migrate import Tenant, bring_to_head, current
from tests.helpers.caches import KEY, act, cache_at, decision, part, seller
from workstation.errors import KnownError

REVISIONS = [revision.revision for revision in reversed(list(TENANT.script().walk_revisions()))]
SELLER = seller()


@contextmanager
def database_at(path: Path) -> Iterator[Database]:
    database = open_database(path, KEY)
    try:
        yield database
    finally:
        database.close()


def schema(database: Database) -> dict[str, str]:
    """Every table, index, view and trigger with its text, blanks apart."""
    query = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    with database.read() as connection:
        return {name: "".join(sql.split()) for name, sql in connection.exec_driver_sql(query)}


def upgrade(database: Database, revision: str) -> None:
    with database.write() as connection:
        command.upgrade(TENANT.config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    with database.write() as connection:
        command.downgrade(TENANT.config(connection), revision)


def version(database: Database) -> str | None:
    with database.read() as connection:
        return current(connection)


def a_kept_cache(folder: Path) -> None:
    with cache_at(folder) as cache:
        cache.sync.store_parts([part(SELLER.id, SELLER)])
        cache.acts.keep_act(act(decision(SELLER)))


def next_version(folder: Path, upgrade_body: str) -> Tenant:
    """The cache as a later program would know it: one more migration behind ours."""
    migrations = folder / "migrations"
    shutil.copytree(TENANT.migrations, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / "9999_next.py").write_text(
        f"from alembic import op\nrevision = '9999'\ndown_revision = {REVISIONS[-1]!r}\n"
        f"branch_labels = depends_on = None\n\n\ndef upgrade():\n    {upgrade_body}\n"
    )
    return replace(TENANT, migrations=migrations)


def test_the_head_of_the_migrations_is_the_tables(tmp_path: Path) -> None:
    with database_at(tmp_path / "made.db") as made, database_at(tmp_path / "migrated.db") as migrated:
        bring_to_head(made, TENANT)
        upgrade(migrated, "head")
        assert schema(migrated) == schema(made)
        assert version(migrated) == version(made) == TENANT.head()


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_step_up_works(tmp_path: Path, revision: str) -> None:
    with database_at(tmp_path / "a.db") as database:
        upgrade(database, revision)
        assert version(database) == revision


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_step_down_and_up_again_changes_nothing(tmp_path: Path, revision: str) -> None:
    with database_at(tmp_path / "a.db") as database:
        upgrade(database, revision)
        before = schema(database)
        downgrade(database, "-1")
        assert schema(database) != before
        upgrade(database, revision)
        assert schema(database) == before


def test_all_the_way_down_leaves_nothing(tmp_path: Path) -> None:
    with database_at(tmp_path / "a.db") as database:
        upgrade(database, "head")
        downgrade(database, "base")
        assert schema(database) == {}


def test_an_upgrade_keeps_what_the_officer_did_and_a_backup_of_before(tmp_path: Path) -> None:
    a_kept_cache(tmp_path)
    later = next_version(tmp_path, "op.execute('ALTER TABLE blob ADD COLUMN thumbnail BLOB')")
    with database_at(tmp_path / "cache.db") as database:
        bring_to_head(database, later)
        assert version(database) == "9999"
        assert "thumbnail" in schema(database)["blob"]
        with database.read() as connection:
            assert connection.exec_driver_sql("SELECT id FROM act").scalars().all() == ["act-1"]
    (saved,) = (tmp_path / "backups").iterdir()
    with database_at(saved) as before:
        assert version(before) == REVISIONS[-1]


def test_an_upgrade_that_fails_half_way_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    a_kept_cache(tmp_path)
    later = next_version(tmp_path, "op.execute('DROP TABLE outbox'); op.execute('DROP TABLE nonsense')")
    with database_at(tmp_path / "cache.db") as database:
        before = schema(database)
        with pytest.raises(KnownError, match=r"db\.upgrade_failed.*unharmed"):
            bring_to_head(database, later)
        assert (schema(database), version(database)) == (before, REVISIONS[-1])
    with cache_at(tmp_path) as cache:
        assert [entry.act.id for entry in cache.acts.outbox()] == ["act-1"]


def test_an_upgrade_that_breaks_a_reference_never_happened(tmp_path: Path) -> None:
    a_kept_cache(tmp_path)
    lose_the_acts = "op.execute('PRAGMA defer_foreign_keys = ON'); op.execute('DELETE FROM act')"
    with (
        database_at(tmp_path / "cache.db") as database,
        pytest.raises(KnownError, match=r"db\.upgrade_failed"),
    ):
        bring_to_head(database, next_version(tmp_path, lose_the_acts))
    with cache_at(tmp_path) as cache:
        assert [entry.act.id for entry in cache.acts.outbox()] == ["act-1"]


def test_an_upgraded_file_that_turns_out_damaged_gives_way_to_its_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_kept_cache(tmp_path)

    def finds_damage(database: Database) -> None:
        raise KnownError("db.damaged", "a page cannot be read")

    monkeypatch.setattr("db.migrate.check_integrity", finds_damage)
    later = next_version(tmp_path, "op.execute('DROP TABLE blob')")
    with database_at(tmp_path / "cache.db") as database:
        with pytest.raises(KnownError, match=r"db\.upgrade_failed.*unharmed"):
            bring_to_head(database, later)
        assert version(database) == REVISIONS[-1]
    with cache_at(tmp_path) as cache:
        assert [entry.act.id for entry in cache.acts.outbox()] == ["act-1"]


def test_a_file_from_a_newer_program_is_refused_with_words_and_not_touched(tmp_path: Path) -> None:
    a_kept_cache(tmp_path)
    with database_at(tmp_path / "cache.db") as database, database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = (tmp_path / "cache.db").read_bytes()
    with pytest.raises(KnownError, match=r"db\.newer.*newer version.*Update the program"), cache_at(tmp_path):
        pass
    assert (tmp_path / "cache.db").read_bytes() == before


def test_somebody_elses_database_is_not_written_into(tmp_path: Path) -> None:
    with database_at(tmp_path / "cache.db") as database, database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(KnownError, match=r"db\.foreign"), cache_at(tmp_path):
        pass


def test_opening_what_is_up_to_date_makes_no_backup(tmp_path: Path) -> None:
    a_kept_cache(tmp_path)
    with cache_at(tmp_path):
        pass
    assert not (tmp_path / "backups").exists()
