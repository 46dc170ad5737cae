"""How each repayment method splits a principal over its periods: principal and interest of each instalment.

Goes in: principal in fen and the rates of the periods. Comes out: whole fen by period. Reckoning is in whole
numbers over one common denominator; a figure is rounded once, where it becomes payable. A method is one row
of `METHODS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from workstation.domain.lending import RepaymentMethod
from workstation.domain.money import Rounding


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

    @classmethod
    def even(cls, rate: Fraction, units: Sequence[int], a_year: int, rounding: Rounding) -> PeriodRates:
        """Of a yearly rate and periods of so many units, of which a year has `a_year`."""
        numerators = [rate.numerator * number for number in units]
        denominator = rate.denominator * a_year
        common = gcd(denominator, *numerators)
        return cls(tuple(n // common for n in numerators), denominator // common, rounding)

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
    """等额本息. EMI = P·∏(1+rₖ) / fn with fnₖ = fnₖ₋₁(1+rₖ) + 1 over the true lengths of the periods; of all
    whole-fen instalments the one whose last differs least, the nearest to the exact EMI where two do equally
    well.

    A fen more on each leaves no balance higher and so no interest either: the last minus the others falls by
    a fen at least. So the least gap lies at one side or the other of where that changes its sign: usually
    next to the exact EMI; further off where the interest of a period is more than an instalment, as principal
    never grows.
    """
    growth, annuity, power = 1, 0, 1
    for numerator in rates.numerators:
        power *= rates.denominator
        growth *= rates.denominator + numerator
        annuity = annuity * (rates.denominator + numerator) + power
    exact = principal * growth  # over `annuity`
    tried: dict[int, tuple[int, Parts]] = {}

    def gap(fen: int) -> int:
        """The last instalment minus the others, which are `fen`."""
        if fen not in tried:
            parts = _repaid_at(fen, principal, rates)
            tried[fen] = (sum(parts[-1]) - fen, parts)
        return tried[fen][0]

    low = high = exact // annuity
    width = 1
    if gap(low) > 0:
        while gap(high) > 0:
            low, high, width = high, high + width, width * 2
    else:
        while low > 0 and gap(low) < 0:
            low, high, width = max(low - width, 0), low, width * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if gap(middle) > 0 else (low, middle)
    best = min(low, high, key=lambda fen: (abs(gap(fen)), abs(fen * annuity - exact)))
    return tried[best][1]


def _repaid_at(instalment: int, principal: int, rates: PeriodRates) -> Parts:
    """Each instalment pays its interest first; the last takes what is left. A tiny loan may be repaid early
    and then owes nothing, and principal never grows."""
    parts: Parts = []
    balance = principal
    last = len(rates.numerators) - 1
    twice = 2 * rates.denominator
    half_up = rates.rounding is Rounding.HALF_UP
    for period, numerator in enumerate(rates.numerators):
        # The commonest rounding is written out: this loop is most of what a schedule costs.
        if half_up:
            interest = (2 * balance * numerator + rates.denominator) // twice
        else:
            interest = rates.interest(balance, period)
        part = instalment - interest
        if period == last or part > balance:
            part = balance
        elif part < 0:
            part = 0
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
