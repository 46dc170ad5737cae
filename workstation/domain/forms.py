"""Survey forms that a hub publishes: what it says of each, and each as it keeps it."""

from __future__ import annotations

import re
from dataclasses import dataclass

FORM_ID = re.compile(r"[\w.-]{1,60}")
"""What a form is published under: letters of any script, digits, point, dash, underscore."""


@dataclass(frozen=True, slots=True)
class PublishedForm:
    """`id` is what it is offered under, `own_id`, `version` and `title` what its workbook says, `sha256` that
    of the workbook. `package` is the sha256 of the workbook packed with the lists beside it. `ended_at` says
    since when nothing new is begun with it, because it was withdrawn or another took its place; empty while
    it is offered."""

    id: str
    sha256: str
    own_id: str
    version: str
    title: str
    package: str
    published_at: str
    ended_at: str = ""

    @property
    def offered(self) -> bool:
        return not self.ended_at


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A published form as the hub keeps it; `body` is the package."""

    form: PublishedForm
    body: bytes
