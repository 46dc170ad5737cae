"""Hand-made questions and hands: what an editor is tested against, without a form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ui.screens.survey.devices import Devices
from ui.screens.survey.hands import Hands, Taken
from ui.tasks import Tasks
from workstation.domain.surveying import Attachment
from workstation.surveys.views import AnswerKind, Choice, QuestionView

TODAY = date(2026, 11, 28)


def question(kind: AnswerKind, value: str = "", **more: Any) -> QuestionView:
    """Of the name `q`, at `/data/q`, labelled as its kind."""
    more.setdefault("ref", "/data/q")
    more.setdefault("label", f"The {kind.value}")
    return QuestionView(name="q", kind=kind, value=value, **more)


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{number}", label) for number, label in enumerate(labels, 1))


@dataclass
class Drawer:
    """Where taken files lie."""

    files: dict[str, tuple[Attachment, bytes]] = field(default_factory=dict)
    errors: list[BaseException] = field(default_factory=list)

    def keep(self, ref: str, taken: Taken) -> None:
        name = f"file{len(self.files)}{taken.ending}"
        sha256, size = f"{len(taken.data):064x}", len(taken.data)
        made = Attachment(
            name, ref, taken.kind, sha256, taken.media_type, size, taken.taken_at, taken.position
        )
        self.files[ref] = (made, taken.data)

    def drop(self, ref: str) -> None:
        self.files.pop(ref, None)

    def held(self, ref: str) -> Attachment | None:
        return self.files[ref][0] if ref in self.files else None

    def read(self, held: Attachment) -> bytes:
        return self.files[held.ref][1]


@contextmanager
def hands(devices: Devices | None = None) -> Iterator[tuple[Hands, Drawer]]:
    drawer, tasks = Drawer(), Tasks()
    tasks.failed.connect(drawer.errors.append)
    try:
        held, read, say = drawer.held, drawer.read, drawer.errors.append
        here = devices or Devices()
        yield (
            Hands(tasks, lambda: TODAY, here, drawer.keep, drawer.drop, held, read, say),
            drawer,
        )
    finally:
        tasks.close()
    assert not drawer.errors, drawer.errors


def photo_at(path: Path, *, size: tuple[int, int] = (640, 480), taken: str = "") -> Path:
    """A photo as a camera writes it."""
    from PIL import Image

    picture, exif = Image.new("RGB", size, (120, 90, 60)), Image.Exif()
    if taken:
        exif[0x0132] = taken
        exif.get_ifd(0x8769)[0x9003] = taken
    picture.save(path, "JPEG", exif=exif)
    return path
