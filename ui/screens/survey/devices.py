"""Cameras, cards, microphones and receivers, each asked when it is needed and not before.

A worker calls what reads; a test puts another object of the same shape in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStorageInfo

from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.domain.surveying import Position
    from workstation.surveys.media.cards import CardPicture
    from workstation.surveys.media.photos import Photo
    from workstation.surveys.media.sound import Recorder, Sound

MOST_FILE_BYTES = 20 << 20
"""Of a file that is kept as it is."""


class Devices:
    """Those of this computer."""

    def photo(self, path: Path) -> Photo:
        """Raises `KnownError` (`photo.*`, `document.unreadable`)."""
        from workstation.surveys.media.photos import MOST_BYTES, photo_of

        return photo_of(read_file(path, MOST_BYTES + 1), path.name)

    def thumbnail(self, data: bytes, side: int) -> bytes:
        from workstation.surveys.media.photos import thumbnail_of

        return thumbnail_of(data, side)

    def card_pictures(self) -> tuple[CardPicture, ...]:
        """The newest pictures on the camera cards that are plugged in."""
        from workstation.surveys.media.cards import pictures_on

        mounted = [one for one in QStorageInfo.mountedVolumes() if one.isReady() and not one.isRoot()]
        return pictures_on(Path(one.rootPath()) for one in mounted)

    def signature(self, strokes: Sequence[Sequence[tuple[float, float]]]) -> bytes:
        """Raises `KnownError` (`signature.empty`)."""
        from workstation.surveys.media.signatures import signature_of

        return signature_of(strokes)

    def recorder(self) -> Recorder:
        """A recording that runs. Raises `KnownError` (`audio.none`)."""
        from workstation.surveys.media.sound import Recorder

        return Recorder()

    def sound(self, path: Path) -> Sound:
        """Raises `KnownError` (`audio.*`, `document.unreadable`)."""
        from workstation.surveys.media.sound import MOST_BYTES, sound_of

        return sound_of(read_file(path, MOST_BYTES + 1), path.name)

    def barcodes(self, path: Path) -> tuple[str, ...]:
        """Raises `KnownError` (`barcode.none`, `photo.*`, `document.unreadable`)."""
        from workstation.surveys.media.barcodes import barcodes_in

        return barcodes_in(self.photo(path).data, path.name)

    def ports(self) -> tuple[str, ...]:
        from workstation.surveys.media.receiver import ports

        return ports()

    def position(self, port: str, cancelled: Callable[[], bool]) -> Position:
        """Raises `KnownError` (`position.none`, `position.port`)."""
        from workstation.surveys.media.receiver import read_position

        return read_position(port, cancelled=cancelled)

    def file(self, path: Path) -> bytes:
        """Raises `KnownError` (`document.size`, `document.unreadable`)."""
        data = read_file(path, MOST_FILE_BYTES + 1)
        if len(data) > MOST_FILE_BYTES:
            raise KnownError(
                "document.size", f"the file has more than {MOST_FILE_BYTES >> 20} MB", where=path.name,
                remedy="Choose a smaller one.",
            )  # fmt: skip
        return data


def read_file(path: Path, most: int) -> bytes:
    """At most so many bytes of a file. Raises `KnownError` (`document.unreadable`)."""
    try:
        with path.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        raise KnownError(
            "document.unreadable", f"the file cannot be read: {error.strerror or error}", where=path.name,
            remedy="Choose another file.",
        ) from error  # fmt: skip
