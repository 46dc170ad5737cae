"""What the parts of a page ask of whoever holds the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """Each changes the form and shows it again before it returns; what the form does not take is said there.
    A row is named by its ref, a repeat by its ref without a row."""

    answer: Callable[[str, str], None]
    add_row: Callable[[str, int | None], None]
    remove_row: Callable[[str], None]
    paste: Callable[[str, int, Sequence[Sequence[tuple[str, str]]]], None]
    """Repeat, its first line (from 0), and what the cells of each line are given: the path behind the line's
    ref and the text. Lines that there are not yet are added."""
