"""Pictures on a camera or a memory card that the system has mounted: the newest first."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_MOST_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class CardPicture:
    path: Path
    modified: float
    """Seconds since 1970, by the card's own clock."""
    size: int


def pictures_on(roots: Iterable[Path], limit: int = 60) -> tuple[CardPicture, ...]:
    """Pictures below the `DCIM` folder of each root (the standard of camera makers), newest first. A card
    that is pulled out meanwhile gives what was read until then."""
    found: list[CardPicture] = []
    for root in roots:
        for number, entry in enumerate(_below(root / "DCIM")):
            if number >= _MOST_LOOKED_AT:
                break
            if os.path.splitext(entry.name)[1].lower() in _ENDINGS and not entry.name.startswith("."):
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                found.append(CardPicture(Path(entry.path), status.st_mtime, status.st_size))
    return tuple(sorted(found, key=lambda picture: (-picture.modified, picture.path.name))[:limit])


def _below(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Files of a folder and the folders in it; cameras go no deeper."""
    try:
        with os.scandir(folder) as entries:
            inner = [entry for entry in entries if not entry.is_symlink()]
    except OSError:
        return
    for entry in inner:
        if entry.is_dir(follow_symlinks=False):
            try:
                with os.scandir(entry.path) as files:
                    yield from [file for file in files if file.is_file(follow_symlinks=False)]
            except OSError:
                continue
        elif entry.is_file(follow_symlinks=False):
            yield entry
