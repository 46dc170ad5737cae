"""The ledger of an order loan: entries are only ever added, also when an event comes late.

A late event changes what all later ones should have posted. Nothing that was posted is touched: the
difference between what stands there and what the fold now says is added as a correction that names the event
which brought it. So the ledger's sums are at every moment those of the fold, and its past stays readable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from workstation.lending.order_loan.fold import OrderLoanState, fold
from workstation.lending.order_loan.values import Account, Event, Line, OrderTerms


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as it was posted. `because_of` is the event whose arrival posted it; where that is another than
    the line's own event, the entry is a correction."""

    number: int
    line: Line
    because_of: str

    @property
    def correction(self) -> bool:
        return self.line.event_id != self.because_of


Key = tuple[str, date, Account, str]
"""Event, day, account, order."""


@dataclass
class OrderLedger:
    """One loan's ledger as events arrive. `receive` answers with the entries that an arrival posted."""

    terms: OrderTerms
    haircuts: Mapping[str, Fraction] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    _events: dict[str, Event] = field(default_factory=dict)
    _posted: Counter[Key] = field(default_factory=Counter)

    def receive(self, event: Event, today: date) -> tuple[Entry, ...]:
        """Post what follows from an event that arrived; one that is known already posts nothing."""
        self._events.setdefault(event.id, event)
        return self._catch_up(event.id, max(today, event.on))

    def pass_time(self, today: date) -> tuple[Entry, ...]:
        """Post what the days up to `today` bring by themselves."""
        return self._catch_up("time", today)

    def state(self, on: date) -> OrderLoanState:
        return fold(self.terms, self._events.values(), on, self.haircuts)

    def balances(self) -> dict[Account, int]:
        """What stands on each account, in fen."""
        sums: Counter[Account] = Counter()
        for entry in self.entries:
            sums[entry.line.account] += entry.line.amount
        return {account: sums[account] for account in Account}

    def _catch_up(self, because_of: str, today: date) -> tuple[Entry, ...]:
        wanted, posted = _sums(self.state(today).lines), self._posted
        differing = [key for key in {*wanted, *posted} if wanted[key] != posted[key]]
        new: list[Entry] = []
        for key in sorted(differing, key=lambda k: (k[1], k[0], k[3], k[2])):
            event_id, on, account, order_id = key
            line = Line(event_id, on, account, wanted[key] - posted[key], order_id)
            new.append(Entry(len(self.entries) + len(new) + 1, line, because_of))
        self.entries += new
        self._posted = wanted
        return tuple(new)


def _sums(lines: Iterable[Line]) -> Counter[Key]:
    sums: Counter[Key] = Counter()
    for line in lines:
        sums[line.event_id, line.on, line.account, line.order_id] += line.amount
    return sums
