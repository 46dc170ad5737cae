"""Opening, locking, damage and back-ups of a database file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from db.backup import back_up, restore
from db.engine import Database, check_integrity, open_database
from tests.helpers.caches import KEY
from workstation.errors import KnownError, Lane

WRONG_KEY = bytes(32)


def with_rows(path: Path, key: bytes | None = KEY) -> Database:
    database = open_database(path, key)
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE seller (name TEXT NOT NULL, story TEXT)")
        rows = [(f"seller {n}", "a long story " * 20) for n in range(500)]
        connection.exec_driver_sql("INSERT INTO seller VALUES (?, ?)", rows)
    return database


def count(database: Database) -> int:
    with database.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM seller WHERE story <> ''").scalar_one())


def test_a_wrong_key_is_refused_on_the_sign_in_lane(tmp_path: Path) -> None:
    with_rows(tmp_path / "a.db").close()
    for key in (WRONG_KEY, None):
        database = open_database(tmp_path / "a.db", key)
        with pytest.raises(KnownError, match=r"db\.key") as caught:
            count(database)
        database.close()
        assert caught.value.lane is Lane.SIGN_IN


def test_a_wrong_key_says_nothing_beside_the_error(root: Path, tmp_path: Path) -> None:
    """SQLCipher would write its own complaints to stderr, where one line is promised."""
    with_rows(tmp_path / "a.db").close()
    code = (
        "import sys; from pathlib import Path; from db.engine import open_database; "
        "from workstation.errors import KnownError\n"
        "try:\n    with open_database(Path(sys.argv[1]), bytes(32)).read(): pass\n"
        "except KnownError as error: print(error.code)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.db")]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("db.key\n", "")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"Dear officer, " * 1000)
    database = open_database(tmp_path / "a.db", KEY)
    with pytest.raises(KnownError, match=r"db\.key"):
        count(database)
    database.close()


@pytest.mark.parametrize("place", [0.2, 0.4, 0.6, 0.8, 0.99])
def test_a_flipped_bit_is_noticed(tmp_path: Path, place: float) -> None:
    path = tmp_path / "a.db"
    with_rows(path).close()
    raw = bytearray(path.read_bytes())
    raw[int(len(raw) * place)] ^= 1
    path.write_bytes(raw)
    database = open_database(path, KEY)
    with pytest.raises(KnownError, match=r"db\.damaged"):
        check_integrity(database)
    with pytest.raises(KnownError, match=r"db\.damaged"):
        count(database)
    database.close()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    database = open_database(tmp_path / "nowhere" / "a.db", KEY)
    with pytest.raises(KnownError, match=r"db\.unreachable.*nowhere"):
        count(database)
    database.close()


def test_what_goes_wrong_in_a_transaction_undoes_all_of_it_tables_too(tmp_path: Path) -> None:
    database = with_rows(tmp_path / "a.db")

    def go_wrong() -> None:
        with database.write() as connection:
            connection.exec_driver_sql("CREATE TABLE other (name TEXT)")
            connection.exec_driver_sql("DELETE FROM seller")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        go_wrong()
    with database.read() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars().all()
    assert (tables, count(database)) == (["seller"], 500)
    database.close()


def test_a_commit_is_on_the_disk(tmp_path: Path) -> None:
    """FULL and a write-ahead log; NORMAL loses what was acknowledged when the power goes."""
    database = with_rows(tmp_path / "a.db")
    with database.read() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    database.close()


@pytest.mark.parametrize("key", [KEY, None], ids=["encrypted", "plain"])
def test_a_backup_made_while_in_use_comes_back_whole(tmp_path: Path, key: bytes | None) -> None:
    database = with_rows(tmp_path / "a.db", key)
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO seller VALUES ('unfinished', 'business')")
        saved = back_up(database, tmp_path / "saved" / "a.db")
    assert count(database) == 501
    database.close()
    assert saved.read_bytes().startswith(b"SQLite format 3") is (key is None)

    restore(saved, tmp_path / "a.db", key)
    database = open_database(tmp_path / "a.db", key)
    assert count(database) == 500
    database.close()


def test_a_damaged_backup_does_not_replace_anything(tmp_path: Path) -> None:
    database = with_rows(tmp_path / "a.db")
    saved = back_up(database, tmp_path / "saved.db")
    database.close()
    raw = bytearray(saved.read_bytes())
    raw[len(raw) // 2] ^= 1
    saved.write_bytes(raw)
    with pytest.raises(KnownError, match=r"db\.damaged"):
        restore(saved, tmp_path / "a.db", KEY)
    with pytest.raises(KnownError, match=r"db\.no_backup"):
        restore(tmp_path / "nothing.db", tmp_path / "a.db", KEY)
    database = open_database(tmp_path / "a.db", KEY)
    assert count(database) == 500
    database.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "saved.db"]


def test_a_url_opens_sqlite_without_a_key(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'hub.db'}")
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE seller (name TEXT)")
    database.close()
    assert (tmp_path / "hub.db").read_bytes().startswith(b"SQLite format 3")
