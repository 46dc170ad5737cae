"""The QR code of a verification code, as runs of dark squares that a pen fills as one path."""

from __future__ import annotations

import segno

_MASK = 2
"""Any of the eight can be read. Of codes like ours this one scores best more often than not; to try and score
them all costs as much as to lay out a page."""

Runs = tuple[tuple[int, int, int], ...]


def qr_runs(text: str) -> tuple[Runs, int]:
    """Runs of dark modules (row, first column, length) and how many modules a side has, quiet zone left out.

    Error correction M: a stamp or a fold may cover about 15 % of the code.
    """
    code = segno.make_qr(text, error="m", boost_error=False, mask=_MASK)
    rows = [[bool(module) for module in row] for row in code.matrix]
    runs: list[tuple[int, int, int]] = []
    for number, row in enumerate(rows):
        start: int | None = None
        for column, dark in enumerate([*row, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                runs.append((number, start, column - start))
                start = None
    return tuple(runs), len(rows)
