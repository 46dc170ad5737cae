"""What a source is, without the libraries that read it: its name, its words, and where its reading lives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workstation.domain.text import Bilingual
from workstation.sources.batch import SellerBatch
from workstation.sources.report import ImportReport

Reading = Callable[[Path, ImportReport, date | None], Iterator[SellerBatch]]
"""(folder or file, report, as_of) → batches."""


@dataclass(frozen=True, slots=True)
class Source:
    """`title` is shown, `holds` says what the folder must hold, or
    what the file must be where the source is `one_file`; `load` imports the reading when it is wanted,
    so that listing the sources loads neither pyarrow nor numpy."""

    name: str
    title: Bilingual
    holds: Bilingual
    load: Callable[[], Reading]
    one_file: bool = False
