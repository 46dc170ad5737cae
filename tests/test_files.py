"""A file is whole under its name or it is not there: also when the machine stops between two steps."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workstation import files
from workstation.files import sha256_file, write_whole

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")

STEPS = ("fchmod", "fdopen", "fsync", "replace")
"""What a write asks of the system, in its order (the first only for files that all may read)."""


class PowerCut(BaseException):
    """The machine stops here."""


def stop(*_: object, **__: object) -> None:
    raise PowerCut


def stop_after(real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> None:
        real(*arguments, **options)
        raise PowerCut

    return call


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_read_again_in_a_folder_made_for_it(tmp_path: Path) -> None:
    path = tmp_path / "made" / "for it" / "授信.bin"
    write_whole(path, b"\x00whole\xff")
    assert path.read_bytes() == b"\x00whole\xff"
    write_whole(path, b"")
    assert path.read_bytes() == b""
    assert list(path.parent.iterdir()) == [path]


@posix
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("old", [b"old", None])
def test_a_stop_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, old: bytes | None
) -> None:
    path = tmp_path / "keys.json"
    if old is not None:
        path.write_bytes(old)
    with monkeypatch.context() as machine:
        machine.setattr(files.os, step, stop)
        with pytest.raises(PowerCut):
            write_whole(path, b"new", private=False)
    assert (path.read_bytes() if path.exists() else None) == old
    assert list(tmp_path.iterdir()) == ([] if old is None else [path]), "an unfinished file was left"


def test_a_stop_before_anything_can_be_cleared_away_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(b"old")
    with monkeypatch.context() as machine:
        machine.setattr(files.os, "replace", stop)
        machine.setattr(files.os, "unlink", stop)
        with pytest.raises(PowerCut):
            write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    write_whole(path, b"next time")
    assert path.read_bytes() == b"next time"


def test_a_stop_after_the_rename_leaves_the_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(b"old")
    with monkeypatch.context() as machine:
        machine.setattr(files.os, "replace", stop_after(os.replace))
        with pytest.raises(PowerCut):
            write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "keys.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@posix
class TestRights:
    @pytest.fixture(autouse=True)
    def careless_surroundings(self) -> Any:
        before = os.umask(0)
        yield
        os.umask(before)

    def test_are_the_owner_s_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "cache.key"
        path.write_bytes(b"old")
        path.chmod(0o666)
        write_whole(path, b"new")
        assert mode(path) == 0o600

    def test_let_others_read_what_is_meant_for_them(self, tmp_path: Path) -> None:
        path = tmp_path / "letter.pdf"
        write_whole(path, b"paper", private=False)
        assert mode(path) == 0o644

    def test_are_set_before_the_first_byte(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[tuple[int, int]] = []
        real = os.fdopen

        def watched(descriptor: int, *arguments: Any) -> Any:
            found = os.fstat(descriptor)
            seen.append((stat.S_IMODE(found.st_mode), found.st_size))
            return real(descriptor, *arguments)

        monkeypatch.setattr(files.os, "fdopen", watched)
        write_whole(tmp_path / "cache.key", b"secret")
        assert seen == [(0o600, 0)]


@posix
def test_bytes_name_and_folder_are_made_durable_in_this_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    synced, replaced = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "bytes")
        synced(descriptor)

    def replace(*names: Any) -> None:
        steps.append("name")
        replaced(*names)

    monkeypatch.setattr(files.os, "fsync", fsync)
    monkeypatch.setattr(files.os, "replace", replace)
    write_whole(tmp_path / "act", b"kept")
    assert steps == ["bytes", "name", "folder"]


def test_a_file_is_hashed_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    path.write_bytes(b"row\n" * 500_000)
    assert sha256_file(path) == hashlib.sha256(b"row\n" * 500_000).hexdigest()
