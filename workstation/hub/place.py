"""Where a hub lies: its folder, what is in it, and the right to be the only one who serves or restores it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from workstation import crypto
from workstation.domain.workshop import HubIdentity
from workstation.errors import KnownError
from workstation.files import write_whole
from workstation.hub.blobs import HubBlobs
from workstation.hub.ports import Workshop

DATABASE_NAME = "workshop.db"


@dataclass(frozen=True, slots=True)
class HubPlace:
    """A hub's folder. `database_url` is empty for the SQLite file in it."""

    folder: Path
    database_url: str = ""

    @property
    def database(self) -> Path | str:
        return self.database_url or self.folder / DATABASE_NAME

    @property
    def recovery_key(self) -> Path:
        return self.folder / "recovery.key"

    def blobs(self) -> HubBlobs:
        return HubBlobs(self.folder / "blobs")

    @property
    def exists(self) -> bool:
        return bool(self.database_url) or (self.folder / DATABASE_NAME).is_file()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the place against a second hub process and against a restore; raises `KnownError`
        (`hub.running`). Importing and enrolling beside a running hub are fine and do not ask."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(self.folder / "hub.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise KnownError(
                "hub.running", "a hub is running here", where=str(self.folder), remedy="Stop it first."
            ) from None
        try:
            yield
        finally:
            lock.release()


OpenWorkshop = Callable[[Path | str, HubIdentity | None], Workshop]
"""Opens a workshop, or founds it where an identity is given (the composition root's, over `db.workshop`)."""

RestoreDatabase = Callable[[Path, Path], None]
"""Puts a checked copy of a database in the place of another (`db.backup.restore` without a key)."""


def create_hub(place: HubPlace, open_workshop: OpenWorkshop) -> Workshop:
    """Found a hub with its own epoch and keys; raises `KnownError` (`hub.exists`).

    The private recovery key is written to `place.recovery_key` and kept nowhere else: the administrator
    takes it away to a safe place. Copies of every profile's key are sealed to it.
    """
    if not place.database_url and place.exists:
        raise KnownError(
            "hub.exists",
            "there is a hub here already",
            where=str(place.folder),
            remedy="Choose another folder.",
        )
    place.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    recovery_private, recovery_public = crypto.new_box()
    signing_private, _ = crypto.new_keypair()
    write_whole(place.recovery_key, recovery_private.hex().encode() + b"\n")
    return open_workshop(place.database, HubIdentity(new_epoch(), signing_private, recovery_public))


def open_hub(place: HubPlace, open_workshop: OpenWorkshop) -> Workshop:
    """Raises `KnownError` (`hub.missing`)."""
    return open_workshop(place.database, None)


def new_epoch() -> str:
    return uuid4().hex


def back_up_hub(place: HubPlace, workshop: Workshop, target: Path) -> Path:
    """Copy database and blobs to the folder `target` while the hub may be running; returns the folder.

    The database goes first: whatever its copy refers to was durable before, and blobs never go away.
    Blobs that `target` holds already are not copied again.
    """
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    workshop.back_up(target / DATABASE_NAME)
    _copy_new(place.folder / "blobs" / "whole", target / "blobs" / "whole")
    return target


def restore_hub(
    place: HubPlace, source: Path, open_workshop: OpenWorkshop, restore_database: RestoreDatabase
) -> None:
    """Put a backup made by `back_up_hub` in the place of the hub, under a new epoch.

    The epoch is renewed in a copy before that copy takes the place of the database: at no moment does an
    older memory pose as the present one. Raises `KnownError` (`hub.running`, `hub.no_backup`).
    """
    saved = source / DATABASE_NAME
    if not saved.is_file():
        raise KnownError("hub.no_backup", "there is no backup of a hub here", where=str(source))
    with place.alone():
        _copy_new(source / "blobs" / "whole", place.folder / "blobs" / "whole")
        renewed = place.folder / "restoring.db"
        try:
            restore_database(saved, renewed)
            workshop = open_workshop(renewed, None)
            try:
                workshop.new_epoch(new_epoch())
            finally:
                workshop.close()
            restore_database(renewed, place.folder / DATABASE_NAME)
        finally:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{renewed}{suffix}").unlink(missing_ok=True)


def _copy_new(source: Path, target: Path) -> None:
    """Copy files that `target` lacks, each whole or not at all."""
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_file() and not copy.exists():
            write_whole(copy, path.read_bytes())
