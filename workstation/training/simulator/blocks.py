"""Columns to `LedgerBlock`s: sorted by time then id, read-only, whole in every column of the ledger.

In: arrays by column name. Out: one block, or None where no row is left. It adds no rows and invents none;
columns that are not given are missing.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, LedgerBlock
from workstation.training.simulator.causes import Integers

SECONDS_PER_DAY = 86_400
_EPOCH_ORDINAL = 719_163  # date(1970, 1, 1).toordinal()

_POOL_BITS = 10

Objects = npt.NDArray[np.object_]


def day_start(ordinal: int) -> int:
    """Seconds since 1970-01-01 at which the day of this ordinal begins."""
    return (ordinal - _EPOCH_ORDINAL) * SECONDS_PER_DAY


def names(prefix: str, numbers: Integers, width: int = 6) -> Objects:
    """Ids like "o000042": one per number, of equal length, so that they sort as the numbers do."""
    return _pool(prefix, width, max(int(numbers.max(initial=0)).bit_length(), _POOL_BITS))[numbers]


@cache
def _pool(prefix: str, width: int, bits: int) -> Objects:
    """The first 2 ** bits ids, made once: writing them out again for every seller took most of the time."""
    return np.array([f"{prefix}{n:0{width}d}" for n in range(1 << bits)], dtype=object)


def pick(words: tuple[str, ...], codes: Integers) -> Objects:
    """Words by their index."""
    return np.array(words, dtype=object)[codes]


def hidden_after(times: Integers, end: int) -> Integers:
    """Times later than `end` become missing: nobody could have known them."""
    return np.where(times < end, times, MISSING_INTEGER)


def make_block(kind: str, keep: npt.NDArray[np.bool_] | None = None, **given: Any) -> LedgerBlock | None:
    """A block of `kind` with the rows that `keep` selects. Raises `KeyError` for a column it has not."""
    ledger = LEDGERS[kind]
    unknown = set(given) - set(ledger.column_names)
    if unknown:
        raise KeyError(f"{kind} has no column {sorted(unknown)}")
    chosen = np.arange(len(given["source_id"])) if keep is None else np.flatnonzero(keep)
    if not len(chosen):
        return None
    ids, times = given["source_id"][chosen], given[ledger.when][chosen]
    if (ids[1:] > ids[:-1]).all():  # as nearly always: then a stable sort by time is enough
        order = chosen[np.argsort(times, kind="stable")]
    else:
        order = chosen[np.lexsort((ids.astype(str), times))]
    columns: dict[str, Any] = {}
    for column in ledger.columns:
        if column.name not in given:
            empty: Any = MISSING_INTEGER if column.is_integer else None
            values = np.full(len(order), empty, dtype=np.int64 if column.is_integer else object)
        else:
            values = given[column.name][order]
            if column.is_integer:
                values = values.astype(np.int64)
        values.setflags(write=False)
        columns[column.name] = values
    return LedgerBlock(kind, columns)
