"""Files on the workstation: encrypted one by one, whole or refused, and worthless without their key."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.cache import Cache
from tests.helpers.caches import act, cache_at, note, seller
from workstation.crypto import sha256
from workstation.errors import BugError, KnownError

LETTER = b"%PDF-1.7 " + "授信批准通知书 ".encode() * 200


def encrypted_files(folder: Path) -> list[Path]:
    return sorted((folder / "blobs").iterdir())


def test_what_is_put_comes_back_and_lies_once(cache: Cache, folder: Path) -> None:
    name = cache.blobs.put(LETTER)
    assert name == sha256(LETTER) == cache.blobs.put(LETTER)
    assert cache.blobs.get(name) == LETTER
    assert len(encrypted_files(folder)) == 1


def test_nothing_readable_lies_on_the_disk(cache: Cache, folder: Path) -> None:
    """Neither the content nor its hash, by which somebody with the same paper could tell it is here."""
    cache.blobs.put(LETTER)
    cache.acts.keep_act(act(note(seller(), "见过店主"), blobs=(sha256(LETTER),)))
    cache.close()
    files = [path for path in folder.rglob("*") if path.is_file()]
    written = b"".join(path.read_bytes() for path in files)
    for plain in (b"%PDF", "授信".encode(), "见过店主".encode(), b"SQLite format", sha256(LETTER).encode()):
        assert plain not in written
    assert not [path for path in files if sha256(LETTER)[:16] in path.name]


def test_two_files_never_share_a_key(cache: Cache) -> None:
    cache.blobs.put(b"one")
    cache.blobs.put(b"two")
    with cache.database.read() as connection:
        keys = connection.exec_driver_sql("SELECT DISTINCT key FROM blob").fetchall()
    assert len(keys) == 2


@pytest.mark.parametrize("damage", ["a bit", "cut short", "emptied"])
def test_a_damaged_file_is_refused_and_can_be_fetched_again(cache: Cache, folder: Path, damage: str) -> None:
    name = cache.blobs.put(LETTER)
    (path,) = encrypted_files(folder)
    raw = bytearray(path.read_bytes())
    raw[100] ^= 1
    path.write_bytes({"a bit": bytes(raw), "cut short": raw[:50], "emptied": b""}[damage])
    with pytest.raises(KnownError, match=r"blob\.damaged") as caught:
        cache.blobs.get(name)
    assert (caught.value.where, bool(caught.value.remedy)) == (name, True)
    assert cache.blobs.put(LETTER) == name
    assert cache.blobs.get(name) == LETTER


def test_two_encrypted_files_that_were_swapped_are_both_refused(cache: Cache, folder: Path) -> None:
    names = [cache.blobs.put(b"one"), cache.blobs.put(b"two")]
    first, second = encrypted_files(folder)
    (one, two) = (first.read_bytes(), second.read_bytes())
    first.write_bytes(two)
    second.write_bytes(one)
    for name in names:
        with pytest.raises(KnownError, match=r"blob\.damaged"):
            cache.blobs.get(name)


def test_a_file_that_is_not_here_says_so(cache: Cache, folder: Path) -> None:
    with pytest.raises(KnownError, match=r"blob\.missing"):
        cache.blobs.get("0" * 64)
    name = cache.blobs.put(LETTER)
    encrypted_files(folder)[0].unlink()
    with pytest.raises(KnownError, match=r"blob\.missing"):
        cache.blobs.get(name)


def test_an_act_is_not_kept_without_the_files_it_names(cache: Cache) -> None:
    with pytest.raises(KnownError, match=r"blob\.missing"):
        cache.acts.keep_act(act(note(seller()), blobs=(sha256(LETTER),)))
    assert cache.acts.outbox() == ()


def test_a_file_under_a_wrong_name_is_our_own_fault(cache: Cache) -> None:
    with pytest.raises(BugError):
        cache.acts.keep_act(act(note(seller()), blobs=("0" * 64,)), {"0" * 64: LETTER})
    assert cache.acts.outbox() == ()


def test_what_a_crash_left_behind_is_swept_away(folder: Path) -> None:
    with cache_at(folder) as cache:
        name = cache.blobs.put(LETTER)
    orphan = folder / "blobs" / "abcd"
    orphan.write_bytes(b"without a key")
    with cache_at(folder) as cache:
        assert not orphan.exists()
        assert cache.blobs.get(name) == LETTER
