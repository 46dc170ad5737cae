"""Any error in the language in force, for a notice in its place: what happened, what to do now.

A known error has its words in `ui.trouble`; a fault of the program is named by its kind only, its details
stay out of the screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from ui.translation import said
from ui.trouble import words_of
from workstation.domain.text import Bilingual
from workstation.errors import KnownError

_FAULT = Bilingual("程序出错", "The program made a mistake")
_AGAIN = Bilingual("请再试一次；若仍出错，请报告管理员。", "Try again; report it if it stays.")


@dataclass(frozen=True, slots=True)
class Said:
    """`what` happened, with the record's name; `tone` is warn or bad; `now` is what to do."""

    what: str
    tone: str
    now: str


def said_error(error: BaseException) -> Said:
    if isinstance(error, KnownError):
        return Said(*words_of(error))
    return Said(f"{said(_FAULT)} ({type(error).__name__})", "bad", said(_AGAIN))
