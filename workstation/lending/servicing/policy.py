"""What a lender has settled for loans after approval, as dated data: allocation, buckets, classes, contacts.

Goes in: `servicing.toml`. Comes out: a frozen `ServicingPolicy`, of which one row counts on a day. Nothing
here decides.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path

from workstation.errors import KnownError
from workstation.lending.allocation import DueKind, Sweep
from workstation.lending.definitions import Part, read_definition


class LoanClass(StrEnum):
    """五级分类, the best first."""

    NORMAL = "normal"  # 正常
    SPECIAL_MENTION = "special-mention"  # 关注
    SUBSTANDARD = "substandard"  # 次级
    DOUBTFUL = "doubtful"  # 可疑
    LOSS = "loss"  # 损失

    @property
    def non_performing(self) -> bool:
        return self in (LoanClass.SUBSTANDARD, LoanClass.DOUBTFUL, LoanClass.LOSS)


class Classes(Part, frozen=True, kw_only=True):
    """Days past due from which a loan is in each class."""

    special_mention: int
    substandard: int
    doubtful: int
    loss: int

    def __post_init__(self) -> None:
        if not 0 < self.special_mention < self.substandard < self.doubtful < self.loss:
            raise ValueError("the days of the classes must rise from above zero")

    def of(self, days: int) -> LoanClass:
        steps = (
            (self.loss, LoanClass.LOSS),
            (self.doubtful, LoanClass.DOUBTFUL),
            (self.substandard, LoanClass.SUBSTANDARD),
            (self.special_mention, LoanClass.SPECIAL_MENTION),
        )
        return next((name for least, name in steps if days >= least), LoanClass.NORMAL)


class ContactRules(Part, frozen=True, kw_only=True):
    first_hour: int
    end_hour: int
    most_a_day: int

    def __post_init__(self) -> None:
        if not 0 <= self.first_hour < self.end_hour <= 24:
            raise ValueError("0 <= first_hour < end_hour <= 24 does not hold")
        if self.most_a_day < 1:
            raise ValueError("most_a_day must be at least 1")


class FundsCheckRules(Part, frozen=True, kw_only=True):
    within_days: int


class Reminders(Part, frozen=True, kw_only=True):
    stages: tuple[int, ...]

    def stage(self, days: int) -> int:
        """How many stages a loan so many days past due has reached."""
        return sum(days >= stage for stage in self.stages)


class RescheduleRules(Part, frozen=True, kw_only=True):
    role: str


class WriteOffRules(Part, frozen=True, kw_only=True):
    days_past_due: int
    contacts: int
    role: str


class ServicingRow(Part, frozen=True, kw_only=True):
    """What counts from `since` on."""

    since: date
    order: tuple[DueKind, ...]
    sweep: Sweep
    buckets: tuple[int, ...]
    classes: Classes
    contact: ContactRules
    funds_check: FundsCheckRules
    reminders: Reminders
    reschedule: RescheduleRules
    write_off: WriteOffRules

    def __post_init__(self) -> None:
        if sorted(self.order) != sorted(DueKind):
            raise ValueError("order must name each kind once")
        if not self.buckets or self.buckets[0] != 0 or list(self.buckets) != sorted(set(self.buckets)):
            raise ValueError("buckets must rise from 0")

    def bucket(self, days: int) -> str:
        """The bucket's name: "0", "1-30", …, ">360"."""
        low = 0
        for end in self.buckets:
            if days <= end:
                return f"{low}-{end}" if end else "0"
            low = end + 1
        return f">{self.buckets[-1]}"


class ServicingPolicy(Part, frozen=True, kw_only=True):
    version: int
    rows: tuple[ServicingRow, ...]
    version_hash: str

    def __post_init__(self) -> None:
        days = [row.since for row in self.rows]
        if not days or days != sorted(set(days)):
            raise ValueError("rows need rising days in `since`")

    def on(self, day: date) -> ServicingRow:
        """The row in force. Raises `KnownError` (`servicing.no_row`) before the first."""
        found = [row for row in self.rows if row.since <= day]
        if not found:
            raise KnownError(
                "servicing.no_row",
                f"no row of the servicing policy is in force on {day.isoformat()}",
                remedy="Add a row that begins earlier.",
            )
        return found[-1]


def load_servicing(path: Path) -> ServicingPolicy:
    """Raises `KnownError` (`servicing.unreadable`, `servicing.damaged`)."""
    return read_definition(path, ServicingPolicy, "servicing")
