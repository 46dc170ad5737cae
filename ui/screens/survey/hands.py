"""What editors of files need of their surroundings: workers, today, devices, a place for what was taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ui.screens.survey.devices import Devices
from ui.tasks import Tasks
from workstation.domain.surveying import Attachment, AttachmentKind, Position


@dataclass(frozen=True, slots=True)
class Taken:
    """Bytes made anew within limits, with the ending that their name gets, and what the device said of time
    and place."""

    kind: AttachmentKind
    data: bytes
    ending: str
    media_type: str
    taken_at: str = ""
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Hands:
    """`keep(ref, taken)` puts a file under a question and answers it, `drop(ref)` takes it away again; `held`
    is what lies there, `read` its bytes (for a worker; raises `KnownError`)."""

    tasks: Tasks
    today: Callable[[], date]
    devices: Devices
    keep: Callable[[str, Taken], None]
    drop: Callable[[str], None]
    held: Callable[[str], Attachment | None]
    read: Callable[[Attachment], bytes]
    say_error: Callable[[BaseException], None]
