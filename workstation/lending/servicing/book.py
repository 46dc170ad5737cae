"""Many accounts at once: principal by bucket and class, and the non-performing share of it, four ways.

Goes in: accounts as of one day. Comes out: a `Book`; amounts in fen, shares exact, None where nothing is out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from workstation.lending.servicing.account import LoanAccount


@dataclass(frozen=True, slots=True)
class Book:
    """The ratio leaves written-off loans out; `with_write_offs` puts them back, above and below the line;
    `with_restructured` counts every restructured loan as non-performing; `with_both` does both."""

    by_bucket: dict[str, int]
    by_class: dict[str, int]
    ratio: Fraction | None
    with_write_offs: Fraction | None
    with_restructured: Fraction | None
    with_both: Fraction | None


def book_of(accounts: Iterable[LoanAccount]) -> Book:
    every = tuple(accounts)
    kept = tuple(account for account in every if account.written_off_on is None)
    buckets: dict[str, int] = {}
    classes: dict[str, int] = {}
    for account in kept:
        owed = account.balances.principal
        buckets[account.bucket] = buckets.get(account.bucket, 0) + owed
        classes[account.loan_class.value] = classes.get(account.loan_class.value, 0) + owed
    return Book(
        buckets, classes, _share(kept, False), _share(every, False), _share(kept, True), _share(every, True)
    )


def _share(accounts: Iterable[LoanAccount], restructured: bool) -> Fraction | None:
    every = tuple(accounts)
    whole = sum(account.balances.principal for account in every)
    bad = sum(
        account.balances.principal
        for account in every
        if account.loan_class.non_performing
        or account.written_off_on is not None
        or (restructured and account.restructured)
    )
    return Fraction(bad, whole) if whole else None
