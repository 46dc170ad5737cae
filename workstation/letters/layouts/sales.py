"""A loan repaid by a share of sales as papers show it: payments by month, and what of them is agreed.

In: a schedule of one payment a day. Out: pieces of the schedule's table, of a row a month.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from workstation.domain.lending import Instalment, Schedule
from workstation.domain.money import yuan
from workstation.domain.text import Bilingual
from workstation.letters.layouts.parts import filled
from workstation.letters.wording import SALES_NOTE


def by_month(schedule: Schedule) -> Iterator[tuple[str, Instalment]]:
    """The rows of each calendar month as one, with the numbers that it spans ("1–27")."""
    for _, days in groupby(schedule.rows, key=lambda row: (row.due.year, row.due.month)):
        rows = tuple(days)
        first, last = rows[0], rows[-1]
        numbers = str(first.number) if first is last else f"{first.number}–{last.number}"
        yield (
            numbers,
            Instalment(
                last.number,
                last.due,
                sum(row.principal for row in rows),
                sum(row.interest for row in rows),
                sum(row.fee for row in rows),
                last.balance,
            ),
        )


def sales_note(schedule: Schedule) -> Bilingual:
    """What is agreed and what is expected, with the payment of an expected day."""
    return filled(SALES_NOTE, daily=yuan(schedule.rows[0].payment), days=len(schedule.rows))
