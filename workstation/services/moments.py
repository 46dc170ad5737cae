"""What a survey takes for now: the clock's moment, but that of a step while the step is done again."""

from __future__ import annotations

from datetime import datetime

from workstation.clock import Clock, iso


class Moments:
    """What the form takes for the present moment: the clock's, but while steps are done again theirs."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.told = ""

    def __call__(self) -> datetime:
        """Aware, in the zone of this computer."""
        now = datetime.fromisoformat(self.told) if self.told else self._clock.now()
        return now.astimezone()

    def stamp(self) -> str:
        """For a step."""
        return iso(self._clock.now())
