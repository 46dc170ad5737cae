"""What is known of the visit itself beside the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Visited:
    """When the visit began and ended, as aware moments in the officer's zone, and when each photo was taken,
    as its camera wrote it (ISO 8601, with or without a zone)."""

    began: datetime | None = None
    ended: datetime | None = None
    photos: tuple[str, ...] = ()
