"""One line of a file's trail."""

from __future__ import annotations

from dataclasses import dataclass

from ui.widgets.badge import Mark


@dataclass(frozen=True, slots=True)
class Happening:
    """`when` sorts: an ISO moment, or a day for what came without an hour."""

    when: str
    mark: Mark
    text: str
    note: str
    figure: str = ""
