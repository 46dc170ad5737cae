"""A known error in the officer's language: what happened, in which record, what to do now.

The core says it in English. Chinese stands in `resources/help/errors.zh.toml` by the error's code, written
so that it is true for every place that raises it; the record is always named beside it.
"""

from __future__ import annotations

import tomllib
from functools import cache

from ui.translation import language
from workstation.domain.text import Language
from workstation.errors import KnownError, Lane
from workstation.paths import resources


@cache
def chinese_errors() -> dict[str, tuple[str, str]]:
    """Code → (what happened, what to do)."""
    path = resources() / "help" / "errors.zh.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {code: (said[0], said[1]) for code, said in table["errors"].items()}


def answer_words(code: str, reason: str) -> str:
    """Why the hub did not take an act, in the language in force."""
    if language() is not Language.ZH:
        return reason or code
    what, now = chinese_errors().get(code, (reason or code, ""))
    return f"{what}。{now}" if now else what


def words_of(error: KnownError) -> tuple[str, str, str]:
    """What happened with its record, the tone (warn for the network, else bad), and what to do."""
    tone = "warn" if error.lane is Lane.NETWORK else "bad"
    message, remedy = error.message, error.remedy
    if language() is Language.ZH:
        message, remedy = chinese_errors().get(error.code, (message, remedy))
    else:
        message = message[:1].upper() + message[1:]
    where = f" · {error.where}" if error.where else ""
    return f"{message}{where}", tone, remedy
