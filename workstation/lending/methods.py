"""How each repayment method splits a principal over its periods: principal and interest of each instalment.

Goes in: principal in fen and the rates of the periods. Comes out: whole fen by period. Reckoning is in whole
numbers over one common denominator; a figure is rounded once, where it becomes payable. A method is one row
of `METHODS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from workstation.domain.lending import RepaymentMethod
from workstation.domain.money import Rounding

_SEARCH_FEN = 3
"""How far around the exact equal instalment the least gap is sought. One fen more on each instalment moves
the last by about as many fen as there are instalments, which exceeds all that rounding can add up to, so
the least gap lies within one fen; three leaves room."""


@dataclass(frozen=True, slots=True)
class PeriodRates:
    """Rate of each period as whole numbers over one denominator, and how interest is rounded to the fen."""

    numerators: tuple[int, ...]
    denominator: int
    rounding: Rounding

    @classmethod
    def of(cls, rates: Sequence[Fraction], rounding: Rounding) -> PeriodRates:
        denominator = lcm(*(rate.denominator for rate in rates))
        numerators = tuple(rate.numerator * (denominator // rate.denominator) for rate in rates)
        return cls(numerators, denominator, rounding)

    def interest(self, balance: int, period: int) -> int:
        """Interest of one period (from 0) on `balance`, in whole fen; neither is ever below zero."""
        product = balance * self.numerators[period]
        whole, doubled_rest = divmod(2 * product + self.denominator, 2 * self.denominator)
        tie_to_even = self.rounding is Rounding.HALF_EVEN and doubled_rest == 0 and whole % 2 == 1
        return whole - 1 if tie_to_even else whole

    def after(self, periods: int) -> PeriodRates:
        """The rates without the first `periods`."""
        return PeriodRates(self.numerators[periods:], self.denominator, self.rounding)


Parts = list[tuple[int, int]]
"""Principal and interest of each instalment, in fen."""


def split(method: RepaymentMethod, principal: int, rates: PeriodRates, grace: int = 0) -> Parts:
    """Principal and interest of each period; in the first `grace` periods interest alone is paid, and the
    method begins after them."""
    resting = [(0, rates.interest(principal, period)) for period in range(grace)]
    return resting + METHODS[method](principal, rates.after(grace) if grace else rates)


def _equal_instalments(principal: int, rates: PeriodRates) -> Parts:
    """等额本息. EMI = P·∏(1+rₖ) / fn with fnₖ = fnₖ₋₁(1+rₖ) + 1 over the true lengths of the periods; of the
    whole-fen instalments around it the one whose last differs least, the nearest to the exact EMI where two
    do equally well."""
    growth, annuity, power = 1, 0, 1
    for numerator in rates.numerators:
        power *= rates.denominator
        growth *= rates.denominator + numerator
        annuity = annuity * (rates.denominator + numerator) + power
    exact = principal * growth  # over `annuity`
    low = exact // annuity
    candidates = range(max(low - _SEARCH_FEN, 0), low + _SEARCH_FEN + 2)
    tried = {fen: _repaid_at(fen, principal, rates) for fen in candidates}

    def gap(fen: int) -> tuple[int, int]:
        part, interest = tried[fen][-1]
        return abs(part + interest - fen), abs(fen * annuity - exact)

    return tried[min(candidates, key=gap)]


def _repaid_at(instalment: int, principal: int, rates: PeriodRates) -> Parts:
    """Each instalment pays its interest first; the last takes what is left. A tiny loan may be repaid early
    and then owes nothing, and principal never grows."""
    parts: Parts = []
    balance = principal
    last = len(rates.numerators) - 1
    for period in range(last + 1):
        interest = rates.interest(balance, period)
        part = balance if period == last else min(max(instalment - interest, 0), balance)
        parts.append((part, interest))
        balance -= part
    return parts


def repaid_early(target: int, principal: int, rates: PeriodRates, *, principal_only: bool) -> Parts:
    """Periods at an instalment of `target` fen (of which interest is a part, or beside interest where it is
    `principal_only`) until nothing is owed: fewer than there are periods where the target allows it."""
    parts: Parts = []
    balance = principal
    last = len(rates.numerators) - 1
    for period in range(last + 1):
        interest = rates.interest(balance, period)
        usual = target if principal_only else max(target - interest, 0)
        part = balance if period == last else min(usual, balance)
        parts.append((part, interest))
        balance -= part
        if balance == 0:
            break
    return parts


def _equal_principal(principal: int, rates: PeriodRates) -> Parts:
    """等额本金. round(P/n) each time, half up; the last takes the rest. A loan of fewer fen than periods may
    be repaid early."""
    periods = len(rates.numerators)
    usual = (2 * principal + periods) // (2 * periods)
    parts: Parts = []
    balance = principal
    for period in range(periods):
        part = balance if period == periods - 1 else min(usual, balance)
        parts.append((part, rates.interest(balance, period)))
        balance -= part
    return parts


def _bullet(principal: int, rates: PeriodRates) -> Parts:
    """先息后本. Interest every period, the whole principal with the last."""
    last = len(rates.numerators) - 1
    return [(principal if p == last else 0, rates.interest(principal, p)) for p in range(last + 1)]


METHODS: Mapping[RepaymentMethod, Callable[[int, PeriodRates], Parts]] = {
    RepaymentMethod.EQUAL_INSTALMENT: _equal_instalments,
    RepaymentMethod.EQUAL_PRINCIPAL: _equal_principal,
    RepaymentMethod.BULLET: _bullet,
    # Of one period only, which their schedules see to: everything with interest at its end.
    RepaymentMethod.SINGLE_PAYMENT: _bullet,
    RepaymentMethod.ON_DEMAND: _bullet,
    RepaymentMethod.ORDER: _bullet,
}
"""Methods whose instalments follow from the terms alone; a share of sales follows from the sales
(`share_of_sales.py`)."""

AT_ONCE = frozenset({RepaymentMethod.SINGLE_PAYMENT, RepaymentMethod.ON_DEMAND, RepaymentMethod.ORDER})
"""Methods that repay principal and interest in one sum."""

DAILY = frozenset({RepaymentMethod.ON_DEMAND, RepaymentMethod.ORDER})
"""Methods whose interest runs by the day and that may be repaid on any day."""
