"""A loan's account as a value: its schedules, dues, postings and balances on one day, all in fen.

What was charged = what was paid + what is owed, for each kind; what came in = what was paid + what is held
as credit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated

import msgspec

from workstation.domain.lending import SalesAgreed, Schedule
from workstation.domain.money import Rounding, round_fen
from workstation.domain.seen import Seen
from workstation.lending.allocation import DueKind
from workstation.lending.servicing.policy import LoanClass

Share = Annotated[str, msgspec.Meta(pattern=r"^\d+([./]\d*[1-9]\d*)?$")]
"""An exact share as a text: "0", "0.01", "1/300"."""


@dataclass(frozen=True, slots=True)
class Received:
    """Money of a `repayments` ledger row that was matched to the loan. `id` is the transfer's number."""

    id: str
    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Advance:
    """What a draw lends on one order. `asset` is `orders:<source id>`; `rate` the share of the order that is
    lent, haircut included, as an exact fraction ("18/25")."""

    asset: str
    amount: int
    rate: Share


@dataclass(frozen=True, slots=True)
class DrawTerms:
    """What a draw freezes, as the event's `terms`: the decision, the definitive schedule, the whole rate
    on overdue principal, the days of grace before late interest, the fees for paying early, each as a share
    of the principal that is paid before its day, for an order loan what is lent on which order, and what was
    agreed where a share of sales repays it. `seen` is how far the file had been fetched, where what was lent
    on is to be proved."""

    decision_id: str
    schedule: Schedule
    late_rate: str
    grace_days: int = 0
    early_fees: tuple[Share, ...] = ()
    advances: tuple[Advance, ...] = ()
    sales: SalesAgreed | None = None
    seen: Seen | None = None

    def early_fee(self, principal: int, rounding: Rounding = Rounding.HALF_UP) -> int:
        """What it costs to pay `principal` fen before its day, in fen."""
        return sum(round_fen(principal * Fraction(share), rounding) for share in self.early_fees)


@dataclass(frozen=True, slots=True)
class NewTerms:
    """What a rescheduling agrees, as the event's `terms`. A prepayment takes the event's amount from the
    credit held, and lends no time; anything else restructures the loan."""

    schedule: Schedule
    prepayment: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleVersion:
    """A schedule and from when on it counts. One that was `drawn` runs beside those of other draws, until a
    rescheduling puts one in the place of all; the others stay to be read."""

    since: date
    schedule: Schedule
    reason: str = ""
    prepayment: bool = False
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class PartPaid:
    on: date
    kind: DueKind
    amount: int
    receipt: str


@dataclass(frozen=True, slots=True)
class DueState:
    """One due: what was charged by kind, what of it is paid and when. `moved` is principal that a
    rescheduling put on its new schedule."""

    number: int
    day: date
    cost: int
    penalty: int
    interest: int
    principal: int
    moved: int
    paid: tuple[PartPaid, ...]

    def paid_of(self, kind: DueKind) -> int:
        return sum(part.amount for part in self.paid if part.kind is kind)

    def owed_of(self, kind: DueKind) -> int:
        charged = int(getattr(self, kind.value))
        moved = self.moved if kind is DueKind.PRINCIPAL else 0
        return charged - moved - self.paid_of(kind)

    @property
    def owed(self) -> int:
        return sum(self.owed_of(kind) for kind in DueKind)


@dataclass(frozen=True, slots=True)
class Posting:
    """A row of the statement. `amount` is what came in or was charged; `balance` the principal owed after
    it, `credit` what is held for the borrower."""

    on: date
    what: str  # draw, due, order-due, early-fee, fee, recovery-cost, receipt, credit-used, reschedule, …
    amount: int
    cost: int = 0
    penalty: int = 0
    interest: int = 0
    principal: int = 0
    balance: int = 0
    credit: int = 0
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Balances:
    """What is owed: all principal that is out, and of the rest what has fallen due."""

    principal: int
    interest: int
    penalty: int
    cost: int

    @property
    def total(self) -> int:
        return self.principal + self.interest + self.penalty + self.cost


@dataclass(frozen=True, slots=True)
class Upcoming:
    """An instalment that has not fallen due."""

    day: date
    principal: int
    interest: int
    fee: int

    @property
    def total(self) -> int:
        return self.principal + self.interest + self.fee


@dataclass(frozen=True, slots=True)
class LoanAccount:
    """`accrued` is ordinary interest of the running period that has not fallen due; `to_settle` what would
    settle the loan whole on `as_of`, credit taken off, with `early_fee` for what is paid before its day;
    `to_come` is what has not fallen due, by day, for a share of sales by when it is expected; `resting` the
    principal of it by the order on which it rests; `drawn` the sum of all draws."""

    loan_id: str
    as_of: date
    drawn_on: date
    drawn: int
    terms: DrawTerms
    schedules: tuple[ScheduleVersion, ...]
    dues: tuple[DueState, ...]
    postings: tuple[Posting, ...]
    balances: Balances
    credit: int
    accrued: int
    to_settle: int
    early_fee: int
    days_past_due: int
    bucket: str
    loan_class: LoanClass
    to_come: tuple[Upcoming, ...]
    resting: Mapping[str, int]
    settled_on: date | None
    closed_on: date | None
    written_off_on: date | None
    written_off: int
    restructured: bool

    @property
    def schedule(self) -> Schedule:
        return self.schedules[-1].schedule

    @property
    def next_due(self) -> Upcoming | None:
        return self.to_come[0] if self.to_come else None

    @property
    def settled(self) -> bool:
        return self.settled_on is not None

    @property
    def overdue(self) -> int:
        """What has fallen due and is not paid, in fen."""
        return sum(due.owed for due in self.dues)

    def statement(self, first: date, last: date) -> tuple[Posting, ...]:
        """The postings of a time, both days included."""
        return tuple(row for row in self.postings if first <= row.on <= last)
