"""The account's running state: days in order, what falls due on them, what comes in, where it goes.

Late interest is reckoned by the day on each due's overdue principal and rounded once over the time it runs
(cumulative sums are rounded, so no day loses or gains a fen). On one day dues fall due first, then what
orders no longer carry and what a share of sales brings, then costs, then money comes in, then more is drawn,
then new terms count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor

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
    Upcoming,
)
from workstation.lending.servicing.policy import ServicingPolicy
from workstation.lending.servicing.sales_tranche import SalesTranche
from workstation.lending.servicing.tranche import Tranche


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
    settled: Counter[DueKind] = field(default_factory=Counter)

    def frozen(self) -> DueState:
        return DueState(
            self.number, self.day, self.cost, self.penalty, self.interest, self.principal, self.moved,
            tuple(self.paid),
        )  # fmt: skip

    def pay(self, part: PartPaid) -> None:
        self.paid.append(part)
        self.settled[part.kind] += part.amount

    @property
    def overdue_principal(self) -> int:
        return self.principal - self.moved - self.settled[DueKind.PRINCIPAL]

    @property
    def owing(self) -> Due:
        """What is left of it, by kind."""
        paid = self.settled
        return Due(
            self.number,
            self.day,
            self.cost - paid[DueKind.COST],
            self.penalty - paid[DueKind.PENALTY],
            self.interest - paid[DueKind.INTEREST],
            self.overdue_principal,
        )

    @property
    def owed(self) -> int:
        charged = self.cost + self.penalty + self.interest + self.principal
        return charged - self.moved - self.settled.total()


@dataclass(slots=True)
class Running:
    """The state of one account. `terms` are those of the first draw; `by_sales` is what a share of sales
    repays, which is drawn once; `left` what is left of an order, where something became of it, and `shares`
    the highest share of it that was lent so far; `dues` are every due there was, and `unpaid` those on which
    something is owed."""

    terms: DrawTerms
    policy: ServicingPolicy
    rounding: Rounding
    balance: int = 0
    credit: int = 0
    tranches: list[Tranche] = field(default_factory=list)
    by_sales: SalesTranche | None = None
    left: dict[str, int] = field(default_factory=dict)
    shares: dict[str, Fraction] = field(default_factory=dict)
    dues: list[_Open] = field(default_factory=list)
    unpaid: list[_Open] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    schedules: list[ScheduleVersion] = field(default_factory=list)
    settled_on: date | None = None

    @property
    def undue(self) -> int:
        """Principal that has not fallen due."""
        by_sales = self.by_sales.undue if self.by_sales else 0
        return by_sales + sum(tranche.undue for tranche in self.tranches)

    @property
    def to_come(self) -> tuple[Upcoming, ...]:
        """What has not fallen due, by day."""
        rows = [row for tranche in self.tranches for row in tranche.rows]
        rows += self.by_sales.to_come if self.by_sales else ()
        return tuple(sorted(rows, key=lambda row: row.day))

    @property
    def resting(self) -> Mapping[str, int]:
        """Principal that has not fallen due, by the order on which it rests."""
        sums: dict[str, int] = {}
        for tranche in self.tranches:
            for order, lent in tranche.resting.items():
                if lent:
                    sums[order] = sums.get(order, 0) + lent
        return sums

    # --- what the lender does

    def draw(self, on: date, terms: DrawTerms) -> None:
        plan = terms.schedule
        self.balance += plan.principal
        self.settled_on = None
        self._post(on, "draw", plan.principal)
        self.schedules.append(ScheduleVersion(on, plan, drawn=True))
        if terms.sales is not None:
            self.by_sales = SalesTranche(plan, terms.sales, self.rounding)
            return
        resting = {advance.asset: advance.amount for advance in terms.advances}
        self.tranches = [tranche for tranche in self.tranches if tranche.rows]
        self.tranches.append(Tranche.of(plan, plan.principal, self.rounding, resting))
        for advance in terms.advances:
            highest = self.shares.get(advance.asset, Fraction(0))
            self.shares[advance.asset] = max(highest, Fraction(advance.rate))
        self.carry(on, {order: self.left[order] for order in resting if order in self.left})

    def charge(self, on: date, amount: int, what: str, reference: str) -> None:
        self._due(on, cost=amount)
        self._post(on, what, amount, cost=amount, reference=reference)
        self._use_credit(on)

    def reschedule(self, on: date, version: ScheduleVersion, prepaid: int) -> None:
        """Interest of the running period falls due today; a prepayment and its fee are taken from the
        credit, any other rescheduling moves overdue principal to the new schedule too. Where a row of the
        ledger that came late lowered the principal since, the new schedule bears what there is."""
        self._charge_late(on)
        principal = min(prepaid, self.undue) if version.prepayment else 0
        self._fall_due_early(on, principal, self.terms.early_fee(principal, self.rounding))
        self._use_credit(on)
        if not version.prepayment:
            for due in self.unpaid:
                due.moved += due.overdue_principal
            self._forget_paid()
        left = self.balance - sum(due.overdue_principal for due in self.unpaid)
        self.tranches, self.by_sales = [Tranche.of(version.schedule, left, self.rounding)], None
        self.schedules.append(version)
        self._post(on, "reschedule", version.schedule.principal)
        self._use_credit(on)

    def _fall_due_early(self, on: date, principal: int, fee: int) -> None:
        """Principal before its day, with what it costs, and the interest of the running periods."""
        interest = self.accrued(on)
        if not interest and not principal:
            return
        self._due(on, cost=fee, interest=interest, principal=principal)
        self._post(on, "due", interest + principal, interest=interest, principal=principal)
        if fee:
            self._post(on, "early-fee", fee, cost=fee)

    # --- what happens by itself

    def fall_due(self, on: date) -> None:
        """Every instalment whose day has come, the earliest first; what falls due on one day is one due."""
        while (day := self._next_day()) is not None and day <= on:
            rows = [t.next_due() for t in self.tranches for _ in t.rows[:1] if t.rows[0].day == day]
            interest, cost, principal = (
                sum(getattr(row, name) for row in rows) for name in ("interest", "fee", "principal")
            )
            self._due(day, cost=cost, interest=interest, principal=principal)
            self._post(
                day, "due", interest + cost + principal, cost=cost, interest=interest, principal=principal
            )
            self._use_credit(day)

    def _next_day(self) -> date | None:
        return min((tranche.rows[0].day for tranche in self.tranches if tranche.rows), default=None)

    def carry(self, on: date, left: Mapping[str, int]) -> None:
        """From this day on so much is left of each order, which carries the share of it that was lent; what
        rests on it beyond falls due now, of the oldest draw first. All of a day is one due. What was learnt
        late of an order counts at its draw."""
        self.left.update(left)
        interest = principal = 0
        for order, value in left.items():
            carried = floor(value * self.shares.get(order, Fraction(0)))
            excess = sum(tranche.resting.get(order, 0) for tranche in self.tranches) - carried
            for tranche in self.tranches:
                part = min(tranche.resting.get(order, 0), excess)
                if part > 0:
                    interest += tranche.call(on, order, part)
                    principal += part
                    excess -= part
        if principal:
            self._due(on, interest=interest, principal=principal)
            self._post(on, "order-due", interest + principal, interest=interest, principal=principal)
            self._use_credit(on)

    def remit(self, on: date, sold: int) -> None:
        """A day's remittance falls due, where a share of sales repays the loan."""
        if self.by_sales is not None:
            interest, principal = self.by_sales.remit(sold)
            if interest or principal:
                self._due(on, interest=interest, principal=principal)
                self._post(on, "due", interest + principal, interest=interest, principal=principal)
                self._use_credit(on)

    def receive(self, money: Received) -> None:
        """Money that with the credit covers everything settles the loan early: what is not due falls due. So
        does what any day may repay, as far as the money goes, where paying early costs nothing."""
        self.credit += money.amount
        early = self.by_sales is None or self.by_sales.may_settle(money.on)
        enough = self.credit >= self.undue  # or nothing more need be reckoned
        if early and enough and self.to_come and self.to_settle(money.on) == 0:
            self._fall_due_early(money.on, self.undue, self.early_fee)
            self.tranches, self.by_sales = [], None
        elif not self.terms.early_fees:
            self._repay_early(money.on)
        self._pay(money.on, money.id, "receipt", money.amount)
        self._note_settled(money.on)

    def _repay_early(self, on: date) -> None:
        """What the money leaves over repays the oldest draw first."""
        self._charge_late(on)
        over = self.credit - sum(due.owed for due in self.unpaid)
        for tranche in self.tranches:
            if tranche.by_day and tranche.rows and over > 0:
                interest, principal = tranche.repay(on, over)
                over -= interest + principal
                if principal:
                    self._due(on, interest=interest, principal=principal)
                    self._post(on, "due", interest + principal, interest=interest, principal=principal)

    def accrued(self, on: date) -> int:
        """Ordinary interest of the running periods on principal that is not due, to `on`, in fen."""
        return sum(tranche.accrued(on) for tranche in self.tranches)

    @property
    def early_fee(self) -> int:
        """What it costs to pay everything that is not due, in fen."""
        by_sales = self.by_sales.settling_cost if self.by_sales else 0
        return by_sales + self.terms.early_fee(self.undue, self.rounding)

    def to_settle(self, on: date) -> int:
        """What settles the loan whole on a day, credit taken off; never below zero."""
        self._charge_late(on)
        owed = sum(due.owed for due in self.unpaid)
        return max(owed + self.undue + self.early_fee + self.accrued(on) - self.credit, 0)

    def _note_settled(self, on: date) -> None:
        owes = bool(self.to_come or self.unpaid)
        if self.settled_on is None and not owes:
            self.settled_on = on
            self._post(on, "settled", 0)
        elif self.settled_on and self.unpaid:
            self.settled_on = None

    # --- the small parts

    def _due(self, day: date, *, cost: int = 0, interest: int = 0, principal: int = 0) -> None:
        due = _Open(len(self.dues) + 1, day, cost, interest, principal, accrued_to=day)
        self.dues.append(due)
        if due.owed:
            self.unpaid.append(due)

    def _forget_paid(self) -> None:
        self.unpaid = [due for due in self.unpaid if due.owed]

    def _charge_late(self, on: date) -> None:
        """Late interest to `on`: nothing within the days of grace, then from the due day."""
        rate, count = parse_rate(self.terms.late_rate), self.terms.schedule.day_count
        for due in self.unpaid:
            overdue = due.overdue_principal
            if on <= due.day + timedelta(days=self.terms.grace_days) or on <= due.accrued_to:
                continue
            if overdue:
                due.late += overdue * rate * year_fraction(count, due.accrued_to, on)
                due.penalty = round_fen(due.late, self.rounding)
            due.accrued_to = on

    def _use_credit(self, on: date) -> None:
        if self.credit and self.unpaid:
            self._pay(on, "", "credit-used", 0)
        self._note_settled(on)

    def _pay(self, on: date, receipt: str, what: str, amount: int) -> None:
        self._charge_late(on)
        row = self.policy.on(on)
        went = allocate(self.credit, [due.owing for due in self.unpaid], row.order, row.sweep)
        for share in went.shares:
            self.dues[share.number - 1].pay(PartPaid(on, share.kind, share.amount, receipt))
        self._forget_paid()
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
