"""Fees beside interest: when each falls due, and what it is reckoned on.

Goes in: fees as the terms name them and the sums they rest on. Comes out: whole fen. A fee is a fixed sum, a
share of a sum, or both together; it is rounded once, where it becomes payable.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from workstation.domain.money import Rounding, round_fen
from workstation.errors import KnownError


class FeeWhen(StrEnum):
    UPFRONT = "upfront"  # once, at the draw
    PER_PERIOD = "per-period"  # with every instalment
    ON_EVENT = "on-event"  # when something happens that `Fee.event` names


class FeeBasis(StrEnum):
    """What a share is a share of."""

    PRINCIPAL = "principal"  # what was drawn
    BALANCE = "balance"  # what is owed before the instalment or the event
    AMOUNT = "amount"  # the sum that the event moves: what is prepaid, what is overdue


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee of the terms. `share` is exact, `fixed` is in fen; `event` names what it is charged on
    ("prepayment", "recovery") where it is charged on an event. Raises `KnownError` (`fee.terms`)."""

    when: FeeWhen
    share: Fraction = Fraction(0)
    fixed: int = 0
    basis: FeeBasis = FeeBasis.PRINCIPAL
    event: str = ""

    def __post_init__(self) -> None:
        if self.share < 0 or self.fixed < 0:
            raise _no_fee("a fee is never below zero")
        if (self.when is FeeWhen.ON_EVENT) is not bool(self.event):
            raise _no_fee("a fee on an event names it, and no other fee does")
        if self.basis is FeeBasis.AMOUNT and self.when is not FeeWhen.ON_EVENT:
            raise _no_fee("only an event moves an amount that a fee can be a share of")

    def charged(
        self, principal: int, balance: int, amount: int = 0, rounding: Rounding = Rounding.HALF_UP
    ) -> int:
        """The fee in fen on these sums, each in fen."""
        sums = {FeeBasis.PRINCIPAL: principal, FeeBasis.BALANCE: balance, FeeBasis.AMOUNT: amount}
        return self.fixed + round_fen(sums[self.basis] * self.share, rounding)


def upfront_fees(fees: Iterable[Fee], principal: int, rounding: Rounding = Rounding.HALF_UP) -> int:
    """Everything that is charged at the draw, in fen."""
    return sum(f.charged(principal, principal, 0, rounding) for f in fees if f.when is FeeWhen.UPFRONT)


def period_fees(
    fees: Iterable[Fee], principal: int, balance: int, rounding: Rounding = Rounding.HALF_UP
) -> int:
    """Everything that is charged with one instalment, before which `balance` is owed, in fen."""
    return sum(f.charged(principal, balance, 0, rounding) for f in fees if f.when is FeeWhen.PER_PERIOD)


def event_fees(
    fees: Iterable[Fee],
    event: str,
    principal: int,
    balance: int,
    amount: int,
    rounding: Rounding = Rounding.HALF_UP,
) -> int:
    """Everything that is charged where `event` happens to a loan of `principal` of which `balance` is owed
    and `amount` is moved, in fen."""
    return sum(f.charged(principal, balance, amount, rounding) for f in fees if f.event == event)


def _no_fee(message: str) -> KnownError:
    return KnownError("fee.terms", message, remedy="Correct the fee.")
