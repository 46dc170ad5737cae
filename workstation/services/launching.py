"""What happens before there is a desk: is a profile set up, sign in, enrol this device, or look at the demo.

The composition root implements `Launcher`; the window's first-run and sign-in screens call it from workers.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workstation.config import Settings
from workstation.domain.text import Bilingual

if TYPE_CHECKING:
    from workstation.services.desk import Desk


class ProfileState(StrEnum):
    EMPTY = "empty"  # nothing set up: first run
    LOCKED = "locked"  # set up: sign in


Progress = Callable[[Bilingual], None]
"""Called with one short sentence at each step of a long start."""


class Launcher(Protocol):
    @property
    def profile_folder(self) -> Path: ...

    def state(self) -> ProfileState: ...

    def settings(self) -> Settings: ...

    def save_settings(self, settings: Settings) -> None: ...

    def sign_in(self, passphrase: str) -> Desk:
        """Raises `KnownError`: `sign_in.passphrase`, `profile.in_use`, `profile.damaged`, `db.newer`."""
        ...

    def enrol(self, hub_url: str, code: str, passphrase: str, progress: Progress) -> Desk:
        """Set up this device with a one-time code. Raises `KnownError`: `enrol.code`, `hub.unreachable`,
        `profile.folder`; after an error nothing is left behind."""
        ...

    def open_demo(self, progress: Progress) -> Desk:
        """An embedded hub with sample sellers on this computer alone, and a profile enrolled with it."""
        ...

    def close(self) -> None:
        """Lock the profile and stop an embedded hub."""
        ...
