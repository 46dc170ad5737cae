"""What of a ledger was there at the end of the day of the assessment, and how old each row was then.

Goes in: a column block sorted by time, and a day. Comes out: the rows before the end of that day, as slices
without a copy. This is the one place where the future is cut off; no rule looks at a block in any other way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workstation.domain.ledger import DAY, LEDGERS, MISSING_INTEGER, LedgerBlock, Ledgers, end_of

Integers: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]
Words: TypeAlias = NDArray[Any]  # object arrays: texts, None where missing

MONTH_DAYS = 30


def present(values: Integers) -> Mask:
    """Where a value is not missing."""
    mask: Mask = values != MISSING_INTEGER
    return mask


def filled(values: Integers) -> Integers:
    """Zero where the ledger leaves a *part* of an amount out (no freight, no refund), not for evidence."""
    return np.where(present(values), values, 0)


def masks_of(words: Words, *expected: str) -> tuple[Mask, ...]:
    """Where each of `expected` stands, the commonest first: every text is compared only until it is known."""
    masks = []
    open_rows: Integers | slice = slice(None)
    for word in expected:
        hits: Mask = words[open_rows] == word
        mask = np.zeros(len(words), dtype=np.bool_)
        mask[open_rows] = hits
        masks.append(mask)
        missed = np.flatnonzero(~hits)
        open_rows = missed if isinstance(open_rows, slice) else open_rows[missed]
    return tuple(masks)


@dataclass(frozen=True, slots=True)
class Seen:
    """The rows of one ledger dated before `end`; `times` dates them, in rising order."""

    block: LedgerBlock
    times: Integers
    end: int

    def __len__(self) -> int:
        return len(self.times)

    @property
    def ages(self) -> Integers:
        """Whole days between each row's day and the day of the assessment: 0 on the day itself."""
        return self.age_of(self.times)

    def age_of(self, times: Integers) -> Integers:
        return (self.end - 1 - times) // DAY

    @property
    def history_days(self) -> int:
        """Days from the first row's day to the day of the assessment, both counted; 0 without rows."""
        return int(self.end - 1 - self.times[0]) // DAY + 1 if len(self) else 0

    def since(self, days: int) -> slice:
        """The rows of the last `days` days."""
        return slice(int(np.searchsorted(self.times, self.end - days * DAY)), len(self))

    def integers(self, column: str, rows: slice | None = None) -> Integers:
        values: Integers = self.block.columns[column][: len(self)]
        return values if rows is None else values[rows]

    def words(self, column: str, rows: slice | None = None) -> Words:
        values: Words = self.block.columns[column][: len(self)]
        return values if rows is None else values[rows]

    def moments(self, column: str, rows: slice | None = None) -> tuple[Integers, Mask]:
        """A second time of each row and where it had come by `end`; one in the future has not."""
        times = self.integers(column, rows)
        return times, present(times) & (times < self.end)


def seen(ledgers: Ledgers, kind: str, as_of: date) -> Seen | None:
    """The rows of one ledger up to the end of `as_of`; None where there is none."""
    block = ledgers.get(kind)
    if block is None:
        return None
    end = end_of(as_of)
    times: Integers = block.columns[LEDGERS[kind].when]
    count = int(np.searchsorted(times, end))
    return Seen(block, times[:count], end) if count else None
