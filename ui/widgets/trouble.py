"""A known error as two halves, what happened and what to do now, for notices and empty pages.

The words are those of `ui.trouble`; one that is not known is named by its kind only.
"""

from __future__ import annotations

from dataclasses import dataclass

from ui.translation import language
from ui.trouble import words_of
from workstation.domain.text import Language
from workstation.errors import KnownError


@dataclass(frozen=True, slots=True)
class Said:
    """`what` happened, with the record's name; `now` is what to do."""

    what: str
    now: str


def said_error(error: BaseException) -> Said:
    if isinstance(error, KnownError):
        what, _, now = words_of(error)
        return Said(what, now)
    kind = type(error).__name__
    if language() is Language.ZH:
        return Said(f"程序出错（{kind}）", "请再试一次；若仍出错，请报告管理员。")
    return Said(f"The program made a mistake ({kind})", "Try again; report it if it stays.")
