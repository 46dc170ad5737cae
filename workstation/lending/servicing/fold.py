"""The account's running state: days in order, what falls due on them, what comes in, where it goes.

Late interest is reckoned by the day on each due's overdue principal and rounded once over the time it runs
(cumulative sums are rounded, so no day loses or gains a fen). On one day dues fall due first, then costs,
then money comes in, then new terms count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from workstation.domain.money import Rounding, round_fen
from workstation.lending.allocation import Due, DueKind, allocate
from workstation.lending.daycount import year_fraction
from workstation.lending.schedule import parse_rate
from workstation.lending.servicing.account import (
    DrawTerms,
    DueState,
    PartPaid,
    Posting,
    Received,
    ScheduleVersion,
)
from workstation.lending.servicing.policy import ServicingPolicy


@dataclass(slots=True)
class _Open:
    """A due while the account runs."""

    number: int
    day: date
    cost: int
    interest: int
    principal: int
    accrued_to: date
    late: Fraction = Fraction(0)
    penalty: int = 0
    moved: int = 0
    paid: list[PartPaid] = field(default_factory=list)

    def frozen(self) -> DueState:
        return DueState(
            self.number, self.day, self.cost, self.penalty, self.interest, self.principal, self.moved,
            tuple(self.paid),
        )  # fmt: skip

    @property
    def overdue_principal(self) -> int:
        return self.frozen().owed_of(DueKind.PRINCIPAL)


@dataclass(slots=True)
class Running:
    """The state of one account. `rows` are what has not fallen due: day, interest, fee, principal."""

    terms: DrawTerms
    policy: ServicingPolicy
    rounding: Rounding
    balance: int = 0
    credit: int = 0
    period_start: date = date.min
    rate: Fraction = Fraction(0)
    rows: list[tuple[date, int, int, int]] = field(default_factory=list)
    dues: list[_Open] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    schedules: list[ScheduleVersion] = field(default_factory=list)
    settled_on: date | None = None

    @property
    def undue(self) -> int:
        return sum(row[3] for row in self.rows)

    # --- what the lender does

    def draw(self, on: date) -> None:
        self.balance = self.terms.schedule.principal
        self._post(on, "draw", self.balance)
        self._install(ScheduleVersion(on, self.terms.schedule))

    def _install(self, version: ScheduleVersion) -> None:
        """Put what is not due on a schedule. Where a row of the ledger that came late lowered the principal
        since the schedule was agreed, its last instalments fall away; where there is more, the last bears
        it."""
        left = self.balance - sum(due.overdue_principal for due in self.dues)
        rows: list[tuple[date, int, int, int]] = []
        for row in version.schedule.rows:
            last = row is version.schedule.rows[-1]
            principal = left if last else min(row.principal, left)
            if left:
                rows.append((row.due, row.interest, row.fee, principal))
            left -= principal
        self.rows = rows
        self.period_start, self.rate = version.schedule.start, parse_rate(version.schedule.yearly_rate)
        self.schedules.append(version)

    def charge(self, on: date, amount: int, what: str, reference: str) -> None:
        self._due(on, cost=amount)
        self._post(on, what, amount, cost=amount, reference=reference)
        self._use_credit(on)

    def reschedule(self, on: date, version: ScheduleVersion, prepaid: int) -> None:
        """Interest of the running period falls due today; a prepayment and its fee are taken from the
        credit, any other rescheduling moves overdue principal to the new schedule too."""
        self._charge_late(on)
        self._fall_due_early(on, min(prepaid, self.undue) if version.prepayment else 0)
        self._use_credit(on)
        if not version.prepayment:
            for due in self.dues:
                due.moved += due.overdue_principal
        self._install(version)
        self._post(on, "reschedule", version.schedule.principal)
        self._use_credit(on)

    def _fall_due_early(self, on: date, principal: int) -> None:
        """Principal before its day, with what it costs, and the interest of the running period."""
        interest, fee = self.accrued(on), self.terms.early_fee(principal, self.rounding)
        if not interest and not principal:
            return
        self._due(on, cost=fee, interest=interest, principal=principal)
        self._post(on, "due", interest + principal, interest=interest, principal=principal)
        if fee:
            self._post(on, "early-fee", fee, cost=fee)

    # --- what happens by itself

    def fall_due(self, on: date) -> None:
        while self.rows and self.rows[0][0] <= on:
            day, interest, fee, principal = self.rows.pop(0)
            self._due(day, cost=fee, interest=interest, principal=principal)
            self._post(
                day, "due", interest + fee + principal, cost=fee, interest=interest, principal=principal
            )
            self.period_start = day
            self._use_credit(day)

    def receive(self, money: Received) -> None:
        """Money that with the credit covers everything settles the loan early: what is not due falls due."""
        self.credit += money.amount
        if self.rows and self.to_settle(money.on) == 0:
            self._fall_due_early(money.on, self.undue)
            self.rows = []
        self._pay(money.on, money.id, "receipt", money.amount)
        self._note_settled(money.on)

    def accrued(self, on: date) -> int:
        """Ordinary interest of the running period on principal that is not due, to `on`, in fen."""
        if not self.rows or on <= self.period_start:
            return 0
        part = year_fraction(self.terms.schedule.day_count, self.period_start, on)
        return round_fen(self.undue * self.rate * part, self.rounding)

    @property
    def early_fee(self) -> int:
        """What it costs to pay everything that is not due, in fen."""
        return self.terms.early_fee(self.undue, self.rounding)

    def to_settle(self, on: date) -> int:
        """What settles the loan whole on a day, credit taken off; never below zero."""
        self._charge_late(on)
        owed = sum(due.frozen().owed for due in self.dues)
        return max(owed + self.undue + self.early_fee + self.accrued(on) - self.credit, 0)

    def _note_settled(self, on: date) -> None:
        if self.settled_on is None and not self.rows and not any(due.frozen().owed for due in self.dues):
            self.settled_on = on
            self._post(on, "settled", 0)
        elif self.settled_on and any(due.frozen().owed for due in self.dues):
            self.settled_on = None

    # --- the small parts

    def _due(self, day: date, *, cost: int = 0, interest: int = 0, principal: int = 0) -> None:
        number = len(self.dues) + 1
        self.dues.append(_Open(number, day, cost, interest, principal, accrued_to=day))

    def _charge_late(self, on: date) -> None:
        """Late interest to `on`: nothing within the days of grace, then from the due day."""
        rate, count = parse_rate(self.terms.late_rate), self.terms.schedule.day_count
        for due in self.dues:
            overdue = due.overdue_principal
            if on <= due.day + timedelta(days=self.terms.grace_days) or on <= due.accrued_to:
                continue
            if overdue:
                due.late += overdue * rate * year_fraction(count, due.accrued_to, on)
                due.penalty = round_fen(due.late, self.rounding)
            due.accrued_to = on

    def _use_credit(self, on: date) -> None:
        if self.credit and any(due.frozen().owed for due in self.dues):
            self._pay(on, "", "credit-used", 0)
        self._note_settled(on)

    def _pay(self, on: date, receipt: str, what: str, amount: int) -> None:
        self._charge_late(on)
        row = self.policy.on(on)
        states = [due.frozen() for due in self.dues]
        open_dues = [
            Due(s.number, s.day, **{kind.value: s.owed_of(kind) for kind in DueKind}) for s in states
        ]
        went = allocate(self.credit, open_dues, row.order, row.sweep)
        for share in went.shares:
            self.dues[share.number - 1].paid.append(PartPaid(on, share.kind, share.amount, receipt))
        self.credit = went.left_over
        parts = {kind.value: went.paid(kind) for kind in DueKind}
        self.balance -= parts["principal"]
        if amount or went.total:
            self._post(on, what, amount or went.total, reference=receipt, **parts)

    def _post(
        self, on: date, what: str, amount: int, *, cost: int = 0, penalty: int = 0, interest: int = 0,
        principal: int = 0, reference: str = "",
    ) -> None:  # fmt: skip
        self.postings.append(
            Posting(
                on, what, amount, cost, penalty, interest, principal, self.balance, self.credit, reference
            )
        )

    def note(self, on: date, what: str, amount: int, reference: str) -> None:
        """A row of the statement that moves no money."""
        self._post(on, what, amount, reference=reference)

    def finish(self, as_of: date) -> None:
        self.fall_due(as_of)
        self._charge_late(as_of)
