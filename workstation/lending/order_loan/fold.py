"""The rules of an order loan as one fold: all events of a loan up to a day, in their order, give its state.

Goes in: terms, events in any order of arrival, a day. Comes out: lines whose every posting adds up to
nothing, what is owed, what may still be drawn, and which events moved nothing. The same events give the same
result however they came; what time alone brings (automatic confirmation, expiry) is derived here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from workstation.domain.money import round_fen
from workstation.lending.order_loan.values import RANKS, Account, Event, EventKind, Line, OrderTerms, Refusal


@dataclass
class _Advance:
    """Principal lent against one order on one day; interest runs from `since`. `fallen` once it is due now,
    whatever becomes of the order; `interest` is what fell due and was not paid."""

    order_id: str
    drawn_on: date
    principal: int
    since: date
    fallen: bool = False
    interest: int = 0


@dataclass
class _Order:
    shipped_on: date
    gross: int
    refunded: int = 0
    disputed: bool = False
    closed: bool = False  # confirmed, or refunded whole

    @property
    def net(self) -> int:
        return self.gross - self.refunded


@dataclass(frozen=True, slots=True)
class OrderLoanState:
    """A loan at the end of a day. `outstanding` principal includes `fallen_due`, which is what should have
    been paid already; `interest_due` fell due and is unpaid; `accrued` has not fallen due yet;
    `available` may still be drawn; `base` is what the eligible orders carry."""

    on: date
    outstanding: int
    fallen_due: int
    interest_due: int
    accrued: int
    base: int
    available: int
    lines: tuple[Line, ...]
    refusals: tuple[Refusal, ...]

    def balance(self, account: Account) -> int:
        return sum(line.amount for line in self.lines if line.account is account)


def fold(
    terms: OrderTerms,
    events: Iterable[Event],
    until: date,
    haircuts: Mapping[str, Fraction] | None = None,
) -> OrderLoanState:
    """The state at the end of `until`. An event id that comes twice counts once. `haircuts` are shares taken
    off single orders by the confirmation model (0–1); an order that is not named has none."""
    known = {event.id: event for event in events if event.on <= until}
    book = _Book(terms, haircuts or {})
    for event in sorted(known.values(), key=lambda event: event.key):
        book.pass_time(*event.key[:2])
        book.apply(event)
    book.pass_time(until)
    return book.state(until)


@dataclass
class _Book:
    """`open` are the orders that were neither confirmed nor refunded whole, `owing` the advances on which
    something is owed, `on_order` all advances by order: most of a long life is neither."""

    terms: OrderTerms
    haircuts: Mapping[str, Fraction]
    orders: dict[str, _Order] = field(default_factory=dict)
    open: dict[str, _Order] = field(default_factory=dict)
    owing: list[_Advance] = field(default_factory=list)
    on_order: defaultdict[str, list[_Advance]] = field(default_factory=lambda: defaultdict(list))
    lines: list[Line] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    # --- time ------------------------------------------------------------------------------------------

    def pass_time(self, until: date, before: int = len(RANKS)) -> None:
        """Do what the days bring by themselves, the earliest first: up to `until`, and on that day what
        counts before the rank `before`, which is all of it where none is said."""
        while (found := min(self._timed(), default=None)) and found[:2] < (until, before):
            on, rank, name = found
            if rank == RANKS[EventKind.AUTO_CONFIRMED]:
                order = self.orders[name]
                commission = round_fen(order.net * self.terms.commission_share, self.terms.rounding)
                self._confirm(f"auto:{name}", on, name, commission)
            else:
                self._expire(on)

    def _timed(self) -> Iterator[tuple[date, int, str]]:
        """Everything that time will bring as things stand, as (day, rank, order)."""
        waits = timedelta(days=self.terms.confirm_days)
        for name, order in self.open.items():
            if not order.disputed:
                yield order.shipped_on + waits, RANKS[EventKind.AUTO_CONFIRMED], name
        runs = timedelta(days=self.terms.term_days)
        for advance in self.owing:
            if advance.principal and not advance.fallen:
                yield advance.drawn_on + runs, RANKS[EventKind.EXPIRED], advance.order_id

    def _expire(self, on: date) -> None:
        runs = timedelta(days=self.terms.term_days)
        for advance in tuple(self.owing):
            if advance.principal and not advance.fallen and advance.drawn_on + runs <= on:
                self._fall(f"expiry:{advance.order_id}:{advance.drawn_on}", on, advance, advance.principal)

    # --- events ----------------------------------------------------------------------------------------

    def apply(self, event: Event) -> None:
        _RULES[event.kind](self, event)

    def _shipped(self, event: Event) -> None:
        if event.order_id in self.orders:
            self._refuse(event, "order_loan.known", "the order was shipped before")
            return
        self.orders[event.order_id] = self.open[event.order_id] = _Order(event.on, event.amount)

    def _order_of(self, event: Event) -> _Order | None:
        """The order that is still open; otherwise the event moves nothing, and that is said."""
        order = self.orders.get(event.order_id)
        if order is None:
            self._refuse(event, "order_loan.unknown", "no such order was shipped")
        elif order.closed:
            self._refuse(event, "order_loan.closed", "the order was confirmed or refunded whole before")
            return None
        return order

    def _dispute_opened(self, event: Event) -> None:
        if (order := self._order_of(event)) is not None:
            order.disputed = True

    def _dispute_closed(self, event: Event) -> None:
        if (order := self._order_of(event)) is not None:
            order.disputed = False

    def _confirmed(self, event: Event) -> None:
        if (order := self._order_of(event)) is None:
            return
        if event.commission > order.net:
            self._refuse(event, "order_loan.commission", "the commission is more than the order")
            return
        self._confirm(event.id, event.on, event.order_id, event.commission)

    def _confirm(self, event_id: str, on: date, name: str, commission: int) -> None:
        """The buyer's money comes: commission first, then this order's advances, then what has fallen due
        elsewhere; the rest is the seller's. What it does not cover of its own advances falls due."""
        order = self.orders[name]
        self._close(name)
        own = [a for a in self.on_order[name] if a.principal and not a.fallen]
        for advance in own:
            self._fall(event_id, on, advance, advance.principal)
        left = order.net - commission
        taken = self._take(event_id, on, left, own)
        taken += self._take(event_id, on, left - taken, self._fallen(on))
        self._post(event_id, on, name, {
            Account.BUYERS: -order.net,
            Account.COMMISSION: commission,
            Account.TAKEN: taken,
            Account.RELEASED: left - taken,
        })  # fmt: skip

    def _refunded(self, event: Event) -> None:
        """What the order no longer carries of its advances falls due at once, the oldest first."""
        if (order := self._order_of(event)) is None:
            return
        if event.amount > order.net:
            self._refuse(event, "order_loan.refund", "more was refunded than the order has left")
            return
        order.refunded += event.amount
        if order.net == 0:
            self._close(event.order_id)
        excess = self._lent_on(event.order_id) - self._carries(event.order_id, order)
        for advance in tuple(self.on_order[event.order_id]):
            if excess <= 0:
                break
            if advance.principal and not advance.fallen:
                part = min(advance.principal, excess)
                self._fall(event.id, event.on, advance, part)
                excess -= part

    def _settled(self, event: Event) -> None:
        taken = self._take(event.id, event.on, event.amount, self._fallen(event.on))
        self._post(event.id, event.on, "", {
            Account.BUYERS: -event.amount,
            Account.TAKEN: taken,
            Account.RELEASED: event.amount - taken,
        })  # fmt: skip

    def _paid(self, event: Event) -> None:
        """From the account: what has fallen due, then advances before their day, the oldest first. What is
        too much is not taken."""
        running = [a for a in self.owing if a.principal and not a.fallen]
        due = self._fallen(event.on)
        owed = sum(a.principal + a.interest + self._interest(a, event.on) for a in self.owing)
        if event.amount > owed:
            self._refuse(event, "order_loan.overpaid", f"only {owed} fen are owed; nothing was taken")
            return
        left = event.amount - self._take(event.id, event.on, event.amount, due)
        for advance in running:
            if left <= 0:
                break
            left -= self._prepay(event.id, event.on, advance, left)

    def _prepay(self, event_id: str, on: date, advance: _Advance, money: int) -> int:
        """Interest of the whole advance to the day, then principal; returns what was used."""
        self._accrue(event_id, on, advance)
        used = min(money, advance.interest)
        advance.interest -= used
        principal = min(money - used, advance.principal)
        advance.principal -= principal
        self._post(event_id, on, advance.order_id, {
            Account.CASH: used + principal,
            Account.INTEREST_DUE: -used,
            Account.PRINCIPAL: -principal,
        })  # fmt: skip
        return used + principal

    def _drawn(self, event: Event) -> None:
        """Shared out over the eligible orders, the oldest first."""
        if event.amount > self.available(event.on):
            self._refuse(event, "order_loan.over_base", "the eligible orders do not carry so much")
            return
        left = event.amount
        for name, order in sorted(self.open.items(), key=lambda pair: (pair[1].shipped_on, pair[0])):
            room = self._room(name, order, event.on)
            part = min(room, left)
            if part:
                self._lend(_Advance(name, event.on, part, event.on))
                self._post(event.id, event.on, name, {Account.PRINCIPAL: part, Account.CASH: -part})
                left -= part

    def _lend(self, advance: _Advance, behind: _Advance | None = None) -> None:
        """As the youngest; what stays of an advance of which a part fell due keeps its age, `behind` that."""
        for advances in (self.owing, self.on_order[advance.order_id]):
            place = next((n for n, one in enumerate(advances, 1) if one is behind), len(advances))
            advances.insert(place, advance)

    def _close(self, name: str) -> None:
        self.orders[name].closed = True
        del self.open[name]

    def _refuse(self, event: Event, code: str, why: str) -> None:
        self.refusals.append(Refusal(event.id, code, why))

    # --- what orders carry -----------------------------------------------------------------------------

    def _carries(self, name: str, order: _Order) -> int:
        """The advance that an open order carries, in whole fen rounded down."""
        if order.closed:
            return 0
        return floor(order.net * self.terms.advance_rate * (1 - self.haircuts.get(name, Fraction(0))))

    def _eligible(self, order: _Order, on: date) -> bool:
        young = (on - order.shipped_on).days <= self.terms.eligible_days
        return not order.closed and not order.disputed and young

    def _lent_on(self, name: str) -> int:
        return sum(a.principal for a in self.on_order[name] if not a.fallen)

    def _room(self, name: str, order: _Order, on: date) -> int:
        if not self._eligible(order, on):
            return 0
        return max(self._carries(name, order) - self._lent_on(name), 0)

    def base(self, on: date) -> int:
        return sum(self._carries(name, o) for name, o in self.open.items() if self._eligible(o, on))

    def available(self, on: date) -> int:
        """Nothing while anything that fell due is unpaid."""
        if self._fallen(on):
            return 0
        room = sum(self._room(name, order, on) for name, order in self.open.items())
        return max(min(room, self.terms.limit - self._outstanding()), 0)

    def _outstanding(self) -> int:
        return sum(advance.principal for advance in self.owing)

    # --- money -----------------------------------------------------------------------------------------

    def _interest(self, advance: _Advance, on: date) -> int:
        """Of the days since interest last fell due: the first day counts, this one does not."""
        days = (on - advance.since).days
        return round_fen(advance.principal * days * self.terms.daily_rate, self.terms.rounding)

    def _accrue(self, event_id: str, on: date, advance: _Advance) -> None:
        """Interest to this day falls due."""
        interest = self._interest(advance, on)
        advance.since = on
        advance.interest += interest
        self._post(event_id, on, advance.order_id, {
            Account.INTEREST_DUE: interest,
            Account.INTEREST: -interest,
        })  # fmt: skip

    def _fall(self, event_id: str, on: date, advance: _Advance, principal: int) -> None:
        """`principal` of an advance, with its interest, is due from this day on. A part that stays behind
        goes on as it was, its own interest still running from its first day."""
        if principal < advance.principal:
            rest = _Advance(advance.order_id, advance.drawn_on, advance.principal - principal, advance.since)
            rest.interest, advance.interest = advance.interest, 0
            self._lend(rest, behind=advance)
            advance.principal = principal
        advance.fallen = True
        self._accrue(event_id, on, advance)

    def _fallen(self, on: date) -> list[_Advance]:
        """What has fallen due and is not paid, the oldest first; unpaid interest of running ones too. What is
        paid is owed no longer."""
        self.owing = [a for a in self.owing if a.principal or a.interest]
        return [a for a in self.owing if (a.fallen and a.principal) or a.interest]

    def _take(self, event_id: str, on: date, money: int, advances: list[_Advance]) -> int:
        """Pay fallen advances out of `money`, each one's interest to the day before its principal. Returns
        what was used."""
        used = 0
        for advance in advances:
            if used >= money:
                break
            if advance.fallen:
                self._accrue(event_id, on, advance)
            interest = min(advance.interest, money - used)
            advance.interest -= interest
            used += interest
            principal = min(advance.principal, money - used) if advance.fallen else 0
            advance.principal -= principal
            used += principal
            self._post(event_id, on, advance.order_id, {
                Account.CASH: interest + principal,
                Account.INTEREST_DUE: -interest,
                Account.PRINCIPAL: -principal,
            })  # fmt: skip
        return used

    def _post(self, event_id: str, on: date, order_id: str, amounts: Mapping[Account, int]) -> None:
        self.lines += [
            Line(event_id, on, account, amount, order_id) for account, amount in amounts.items() if amount
        ]

    def state(self, on: date) -> OrderLoanState:
        fallen = [a for a in self.owing if a.fallen]
        return OrderLoanState(
            on=on,
            outstanding=self._outstanding(),
            fallen_due=sum(a.principal for a in fallen),
            interest_due=sum(a.interest for a in self.owing),
            accrued=sum(self._interest(a, on) for a in self.owing),
            base=self.base(on),
            available=self.available(on),
            lines=tuple(self.lines),
            refusals=tuple(self.refusals),
        )


_RULES: Mapping[EventKind, Callable[[_Book, Event], None]] = {
    EventKind.SHIPPED: _Book._shipped,
    EventKind.DISPUTE_OPENED: _Book._dispute_opened,
    EventKind.DISPUTE_CLOSED: _Book._dispute_closed,
    EventKind.CONFIRMED: _Book._confirmed,
    EventKind.REFUNDED: _Book._refunded,
    EventKind.SETTLED: _Book._settled,
    EventKind.PAID: _Book._paid,
    EventKind.DRAWN: _Book._drawn,
}
