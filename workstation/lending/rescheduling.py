"""The schedules a loan has had, one after the other: each stays as it was, and a new one names the one it
replaces.

Goes in: the schedule drawn, then new ones with the day and the ground. Comes out: a history that answers
which schedule was in force on a day. What rescheduling does to class and days past due is no question of
schedules: it resets neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workstation.domain.lending import Schedule
from workstation.errors import KnownError
from workstation.lending.prepayment import balance_on


class Ground(StrEnum):
    """Why a schedule was made."""

    DRAWN = "drawn"  # the first, at the draw
    PREPAID = "prepaid"  # a part was paid before its day
    EXTENDED = "extended"  # more time, by agreement
    REPRICED = "repriced"  # another rate, by agreement
    RESTRUCTURED = "restructured"  # other terms, because the old could not be kept


@dataclass(frozen=True, slots=True)
class Version:
    """One schedule of a loan, in force from a day on. `replaces` is the number of the one before, None for
    the first."""

    number: int
    schedule: Schedule
    since: date
    ground: Ground
    replaces: int | None


@dataclass(frozen=True, slots=True)
class ScheduleHistory:
    """All schedules of a loan, the oldest first. `drawn` begins one."""

    versions: tuple[Version, ...]

    @classmethod
    def drawn(cls, schedule: Schedule) -> ScheduleHistory:
        return cls((Version(1, schedule, schedule.start, Ground.DRAWN, None),))

    @property
    def current(self) -> Version:
        return self.versions[-1]

    def on(self, day: date) -> Version:
        """The version in force on a day, the later of two that began on it. Raises `KnownError`
        (`reschedule.day`) before the draw."""
        found = [version for version in self.versions if version.since <= day]
        if not found:
            raise _refused("reschedule.day", f"the loan was drawn after {day.isoformat()}")
        return found[-1]

    def owed(self, day: date) -> int:
        """Principal owed on a day in fen, where everything due by then is paid."""
        return balance_on(self.on(day).schedule, day)

    def rescheduled(self, schedule: Schedule, ground: Ground, owed: int) -> ScheduleHistory:
        """The history with a new schedule of the `owed` fen of principal, in force from its start on.

        `owed` is what the account says, instalments missed included. Interest, late interest and costs that
        are due stay due beside it: none becomes principal. Raises `KnownError`: `reschedule.principal` where
        the new schedule repays another sum, `reschedule.day` where it starts before the one it replaces,
        `reschedule.ground` for a second draw.
        """
        if ground is Ground.DRAWN:
            raise _refused("reschedule.ground", "a loan is drawn once")
        if schedule.principal != owed:
            raise _refused(
                "reschedule.principal",
                f"{owed} fen of principal are owed and the schedule repays {schedule.principal}",
            )
        if schedule.start < self.current.since:
            raise _refused(
                "reschedule.day", f"the schedule before begins only on {self.current.since.isoformat()}"
            )
        number = self.current.number
        return ScheduleHistory(
            (*self.versions, Version(number + 1, schedule, schedule.start, ground, number))
        )


def _refused(code: str, message: str) -> KnownError:
    return KnownError(code, message, remedy="Correct the new schedule.")
