"""Some rows of one file as canonical columns, each row with its line, ready for a source's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from workstation.errors import BugError
from workstation.sources.parse import Flags, Ints, Raw
from workstation.sources.reasons import Reason
from workstation.sources.report import ImportReport


@dataclass(frozen=True, slots=True)
class Chunk:
    """`columns` by field name, all as long as `lines`; a chunk is never changed, only narrowed."""

    file: str
    lines: Ints
    columns: Mapping[str, Raw]

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, name: str) -> Raw:
        return self.columns[name]

    def where(self, good: Flags) -> Chunk:
        return self if good.all() else self.take(np.flatnonzero(good))

    def take(self, places: npt.NDArray[np.int64] | slice) -> Chunk:
        return Chunk(self.file, self.lines[places], {name: c[places] for name, c in self.columns.items()})

    def refuse(
        self,
        bad: Flags,
        reason: Reason,
        report: ImportReport,
        detail: Callable[[int], str] | None = None,
    ) -> Chunk:
        """The chunk without the rows marked `bad`, which the report gets; `detail`: position here → words."""
        if not bad.any():
            return self
        self.name_refused(np.flatnonzero(bad), reason, report, detail)
        return self.where(~bad)

    def name_refused(
        self,
        places: Ints,
        reason: Reason,
        report: ImportReport,
        detail: Callable[[int], str] | None = None,
    ) -> None:
        """Tell the report of rows that are refused, without leaving them out here."""

        def words(at: int) -> str:
            return detail(int(places[at])) if detail else ""

        report.refuse(self.file, reason, self.lines[places].tolist(), words)

    @staticmethod
    def join(chunks: Sequence[Chunk]) -> Chunk:
        """One chunk from several of the same file."""
        if len({chunk.file for chunk in chunks}) != 1:
            raise BugError("only chunks of one file are joined")
        if len(chunks) == 1:
            return chunks[0]
        names = chunks[0].columns
        return Chunk(
            chunks[0].file,
            np.concatenate([chunk.lines for chunk in chunks]),
            {name: np.concatenate([chunk.columns[name] for chunk in chunks]) for name in names},
        )


def grouped(chunks: Iterator[Chunk], by: str) -> Iterator[Chunk]:
    """The same rows, each run of one value in column `by` as a chunk of its own: with a file whose rows
    stand together by seller, one seller's rows are in memory at a time."""
    pending: list[Chunk] = []
    for chunk in chunks:
        values = chunk[by]
        if not len(chunk):
            continue
        changes = np.flatnonzero(values[1:] != values[:-1]) + 1
        edges = [0, *changes.tolist(), len(chunk)]
        for start, stop in pairwise(edges):
            piece = chunk.take(slice(start, stop))
            if pending and pending[0][by][0] != piece[by][0]:
                yield Chunk.join(pending)
                pending = []
            pending.append(piece)
    if pending:
        yield Chunk.join(pending)


def brought_together(chunks: Iterator[Chunk], by: str) -> Chunk | None:
    """All rows in one chunk, those of one value of `by` together and otherwise in the file's order: for a
    file that is not sorted by seller. None without rows."""
    whole = [chunk for chunk in chunks if len(chunk)]
    if not whole:
        return None
    joined = Chunk.join(whole)
    _, groups = np.unique(joined[by].astype(str), return_inverse=True)
    return joined.take(np.argsort(groups, kind="stable"))
