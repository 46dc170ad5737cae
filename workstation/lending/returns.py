"""Internal rates of return: of equal periods, of dated payments, and Regulation Z's annual percentage rate.

Goes in: payments with their signs. Comes out: a `Decimal` per period or per year, the same digits on every
machine. The solver brackets the root and narrows the bracket, so it cannot run away; payments without
a change of sign have no rate and are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from fractions import Fraction
from itertools import count, pairwise

from workstation.errors import KnownError

Amount = int | Fraction | Decimal

# Half-even division and multiplication of fixed precision give the same digits everywhere; binary floats
# and `pow` do not.
_CONTEXT = Context(prec=34, Emax=MAX_EMAX, Emin=MIN_EMIN)
_WIDTH = Decimal("1e-22")
_PLACES = Decimal("1e-15")
_ABSURD = Decimal("1e15")
_FAST_STEPS = 60
_OUTWARD = tuple(map(Decimal, ("1e-6", "1e-5", "1e-4", "1e-3", ".01", ".1", "1", "10", "1e3", "1e6")))
_DOWNWARD = tuple(map(Decimal, ("-1e-6", "-1e-5", "-1e-4", "-.001", "-.01", "-.1", "-.5", "-.9", "-.999")))
_BOTH = (_OUTWARD, _DOWNWARD)
_YEAR_DAYS = 365


def irr(flows: Sequence[Amount]) -> Decimal:
    """Rate per period at which the payments, one period apart, are worth nothing today.

    The root nearest to zero where there are several. Raises `KnownError` (`cost.no_sign_change`, or
    `cost.no_rate` where there is no rate above −100 %).
    """
    return _tidy(rate_of(list(enumerate(flows))))


def dated_irr(flows: Sequence[tuple[date, Amount]]) -> Decimal:
    """Effective rate per year (0.18 = 18 %) of dated payments, act/365: the convention of a spreadsheet's
    XIRR. Dates in any order. Raises as `irr`."""
    return _tidy(compounded(daily_rate(flows), _YEAR_DAYS))


def daily_rate(flows: Sequence[tuple[date, Amount]]) -> Decimal:
    """Rate per day of dated payments, in any order, to 22 decimals. Raises as `irr`."""
    first = min((day for day, _ in flows), default=date.min)
    return rate_of(sorted(((day - first).days, amount) for day, amount in flows))


def rate_of(flows: Sequence[tuple[int, Amount]]) -> Decimal:
    """Rate per unit of time of payments at whole moments, given in order of time. To
    22 decimals, so that it may be compounded over very many. Raises as `irr`."""
    if not (any(amount > 0 for _, amount in flows) and any(amount < 0 for _, amount in flows)):
        raise _no_sign_change()
    with localcontext(_CONTEXT):
        return _root(_discounter(flows), _sides([amount for _, amount in flows]))


def annual_of_span(received: Amount, paid: Amount, periods: int, per_year: int) -> tuple[Decimal, Decimal]:
    """Nominal and effective yearly rate of one sum received and one paid `periods` later, of which a year has
    `per_year`. Nominal is the rate of the whole span times the spans in a year; of a span longer than a year
    it is the effective rate, as the unit-period is never longer (12 CFR 1026 Appendix J (b)(4)(iii)). Raises
    `KnownError` (`cost.no_sign_change`) where one of the sums is not above zero."""
    with localcontext(_CONTEXT):
        one, other = _decimal(received), _decimal(paid)
        if one <= 0 or other <= 0:
            raise _no_sign_change()
        growth = other / one
        effective = growth ** (Decimal(per_year) / periods) - 1
        nominal = (growth - 1) * per_year / periods if periods <= per_year else effective
        return _tidy(nominal), _tidy(effective)


def compounded(rate: Decimal, periods: int) -> Decimal:
    """What a rate per period comes to over `periods` of them, interest on interest."""
    with localcontext(_CONTEXT):
        return (1 + rate) ** periods - 1


def reg_z_apr(
    advance: Amount,
    payments: Sequence[tuple[int, Amount]],
    first_period: int = 1,
    odd_fraction: Fraction | int = 0,
    periods_per_year: int = 12,
) -> Decimal:
    """Annual percentage rate in per cent, unrounded, by the actuarial method of 12 CFR 1026 Appendix J.

    advance = Σ P / ((1 + f·i)(1 + i)^t); APR = i × periods per year × 100. `payments` are runs of equal
    payments (how many, how much) in order; the first falls `first_period` whole unit-periods and the
    fraction `odd_fraction` of one after the advance. Raises as `irr`.
    """
    flows: list[tuple[int, Amount]] = []
    period = first_period
    for number, amount in payments:
        flows.extend((period + index, amount) for index in range(number))
        period += number
    odd = Fraction(odd_fraction)
    later = _discounter(flows)
    with localcontext(_CONTEXT):
        received, fraction = _decimal(advance), _decimal(odd)
        if received <= 0 or sum(_decimal(amount) for _, amount in flows) <= 0:
            raise _no_sign_change()
        rate = _root(lambda i: received - later(i) / (1 + fraction * i))
        return _tidy(rate * periods_per_year * 100)


def root_of(growth: Decimal, periods: int) -> Decimal:
    """The rate per period that compounds to `growth` (1.18 = 18 %) over `periods`."""
    with localcontext(_CONTEXT):
        return growth ** (Decimal(1) / periods) - 1


def _tidy(rate: Decimal) -> Decimal:
    """Fifteen decimals, which the solver reaches with room to spare; absurdly high rates stay as they are."""
    with localcontext(_CONTEXT):
        return rate.quantize(_PLACES) if abs(rate) < _ABSURD else rate


def _discounter(flows: Sequence[tuple[int, Amount]]) -> Callable[[Decimal], Decimal]:
    """Worth at moment 0 as a function of the rate, by Horner's rule from the last payment back."""
    with localcontext(_CONTEXT):
        backward = [(moment, _decimal(amount)) for moment, amount in reversed(flows)]
    gaps = [late - early for (late, _), (early, _) in pairwise([*backward, (0, Decimal(0))])]
    steps = [(amount, gap) for (_, amount), gap in zip(backward, gaps, strict=True)]

    def worth(rate: Decimal) -> Decimal:
        discount = 1 / (1 + rate)
        total = Decimal(0)
        for amount, gap in steps:
            total = (total + amount) * (discount if gap == 1 else discount**gap)
        return total

    return worth


def _decimal(amount: Amount) -> Decimal:
    if isinstance(amount, Fraction):
        return Decimal(amount.numerator) / amount.denominator
    return Decimal(amount)


def _root(worth: Callable[[Decimal], Decimal], sides: Sequence[Sequence[Decimal]] = _BOTH) -> Decimal:
    """The root nearest to zero on these sides of it, to within 1e-22."""
    at_zero = worth(Decimal(0))
    if at_zero == 0:
        return Decimal(0)
    reached = [(Decimal(0), at_zero) for _ in sides]
    for index in range(max(map(len, sides))):  # outward from zero, above and below it by turns
        for n, side in enumerate(sides):
            if index >= len(side):
                continue
            (near, below), far = reached[n], side[index]
            above = worth(far)
            if above == 0:
                return far
            if (below > 0) != (above > 0):
                return _narrowed(worth, (near, below), (far, above))
            reached[n] = far, above
    raise KnownError(
        "cost.no_rate",
        "no rate above -100 % makes these payments balance",
        remedy="Check the amounts and their signs.",
    )


def _sides(amounts: Sequence[Amount]) -> Sequence[Sequence[Decimal]]:
    """Where a root can be. Payments that change their sign once have one root: above zero where more is paid
    back than came, for a far higher rate leaves of all payments only the first; below zero otherwise."""
    signs = [amount > 0 for amount in amounts if amount]
    if sum(one != next_one for one, next_one in pairwise(signs)) != 1:
        return _BOTH
    return (_OUTWARD,) if (sum(amounts) > 0) != signs[0] else (_DOWNWARD,)


def _narrowed(
    worth: Callable[[Decimal], Decimal], lower: tuple[Decimal, Decimal], upper: tuple[Decimal, Decimal]
) -> Decimal:
    """The root between two rates, each told with its worth, by false position with the Illinois weight (a
    bound that stays put counts half, so that both bounds move); by halving where that has not ended after so
    many steps."""
    (near, worth_near), (far, worth_far) = lower, upper
    width = _WIDTH * max(abs(far), Decimal(1))
    for step in count():
        if abs(far - near) <= width:
            break
        if step < _FAST_STEPS:
            guess = far - worth_far * (far - near) / (worth_far - worth_near)
        else:
            guess = (near + far) / 2
        found = worth(guess)
        if found == 0:
            return guess
        if (found > 0) == (worth_far > 0):
            worth_near /= 2
        else:
            near, worth_near = far, worth_far
        far, worth_far = guess, found
    return (near + far) / 2


def _no_sign_change() -> KnownError:
    return KnownError(
        "cost.no_sign_change",
        "a rate needs at least one payment in each direction",
        remedy="Money received and money paid must have opposite signs.",
    )
