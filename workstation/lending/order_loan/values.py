"""The values of an order loan (订单贷款): what happens to orders and money, on which terms, what is posted.

Amounts are fen; days are calendar days; the rate is an exact daily share of principal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from workstation.domain.money import Rounding
from workstation.errors import KnownError


class EventKind(StrEnum):
    """What may happen. On one day they count in this order, whatever order they arrive in."""

    SHIPPED = "shipped"  # the seller shipped an order of `amount`
    DISPUTE_OPENED = "dispute_opened"
    DISPUTE_CLOSED = "dispute_closed"
    CONFIRMED = "confirmed"  # the buyer confirmed; the platform keeps `commission`
    REFUNDED = "refunded"  # the buyer got `amount` back, the whole order where that is all of it
    AUTO_CONFIRMED = "auto_confirmed"  # nobody objected in time; derived, never delivered
    EXPIRED = "expired"  # an advance reached its last day; derived, never delivered
    SETTLED = "settled"  # `amount` of other sales was settled to the seller
    PAID = "paid"  # `amount` was taken from the seller's account
    DRAWN = "drawn"  # the seller drew `amount` on what is eligible


DERIVED = frozenset({EventKind.AUTO_CONFIRMED, EventKind.EXPIRED})
RANKS = {kind: rank for rank, kind in enumerate(EventKind)}
"""Where each kind counts among what happens on one day."""

_OF_AN_ORDER = frozenset(
    {
        EventKind.SHIPPED,
        EventKind.DISPUTE_OPENED,
        EventKind.DISPUTE_CLOSED,
        EventKind.CONFIRMED,
        EventKind.REFUNDED,
    }
)
_OF_MONEY = frozenset(
    {EventKind.SHIPPED, EventKind.REFUNDED, EventKind.SETTLED, EventKind.PAID, EventKind.DRAWN}
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `id` is the source's own: delivered twice, it counts once. Raises `KnownError`
    `order_loan.event` where the parts do not fit its kind."""

    id: str
    on: date
    kind: EventKind
    order_id: str = ""
    amount: int = 0
    commission: int = 0

    def __post_init__(self) -> None:
        if self.kind in DERIVED:
            raise self._refused(f"{self.kind.value} follows from the terms and is never delivered")
        if (self.kind in _OF_AN_ORDER) != bool(self.order_id):
            raise self._refused("it names an order where it may not, or none where it must")
        if self.kind in _OF_MONEY and self.amount <= 0:
            raise self._refused("its amount must be above zero")
        if self.kind not in _OF_MONEY and self.amount:
            raise self._refused("it has no amount of its own")
        if self.commission < 0 or (self.commission and self.kind is not EventKind.CONFIRMED):
            raise self._refused("a commission is kept when a buyer confirms, and is not below zero")

    def _refused(self, why: str) -> KnownError:
        return KnownError(
            "order_loan.event",
            f"a {self.kind.value} cannot be posted: {why}",
            where=self.id,
            remedy="Correct the event in its source and deliver it again.",
        )

    @property
    def key(self) -> tuple[date, int, str]:
        """Where it stands among all others: by day, on one day by kind, then by id."""
        return self.on, RANKS[self.kind], self.id


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """The terms of an order loan. `advance_rate` is the share of an order that is lent (0–1), `daily_rate`
    what a day costs, `limit` the most that may be outstanding, in fen; an advance runs `term_days`; an order
    older than `eligible_days` since shipping secures nothing new, and one that nobody objects to confirms
    itself after `confirm_days`, less `commission_share`."""

    advance_rate: Fraction
    daily_rate: Fraction
    limit: int
    term_days: int = 30
    eligible_days: int = 30
    confirm_days: int = 10
    commission_share: Fraction = Fraction(0)
    rounding: Rounding = Rounding.HALF_UP


class Account(StrEnum):
    """The accounts of an order loan. A debit is positive; the lines of every posting add up to nothing."""

    PRINCIPAL = "principal"  # what the seller owes of what was drawn
    INTEREST_DUE = "interest_due"  # interest that fell due and was not paid yet
    INTEREST = "interest"  # income, a credit
    CASH = "cash"  # the lender's money: out with a draw, in with what is taken
    BUYERS = "buyers"  # what buyers paid for orders and other sales: a credit
    COMMISSION = "commission"  # what the platform keeps
    TAKEN = "taken"  # what is held back of buyers' money for the lender
    RELEASED = "released"  # what reaches the seller


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a posting: what moved on one account, in fen, and by which order, where there is one."""

    event_id: str
    on: date
    account: Account
    amount: int
    order_id: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An event that is known and moves nothing, and why."""

    event_id: str
    code: str
    why: str
