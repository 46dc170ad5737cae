"""A sentence in both languages of the desk. Both are always there: neither is made from the other. And texts
that go into a table for spreadsheets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    def of(self, language: Language | str) -> str:
        return self.zh if language == Language.ZH else self.en


_RISKY = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(text: str) -> str:
    """A text for a cell: what a spreadsheet would take for a formula stands behind an apostrophe."""
    return f"'{text}" if text.startswith(_RISKY) else text
