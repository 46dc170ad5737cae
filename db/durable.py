"""Making names on the disk outlast a power cut; a rename or a new folder is not safe before its parent is."""

from __future__ import annotations

import os
from pathlib import Path


def put_in_place(unfinished: Path, target: Path) -> None:
    """Give a finished file its name: the bytes first, then the name, then the folder that holds it."""
    with unfinished.open("r+b") as stream:
        os.fsync(stream.fileno())
    os.replace(unfinished, target)
    sync_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where they are missing."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Windows has no such call and makes a rename durable by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
