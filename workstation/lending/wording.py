"""Wordings in both languages with places for figures, as definition files hold them.

A place is a name in braces ({amount}); the loader refuses names that the rule does not give, so that a
wording can never fail when it is shown.
"""

from __future__ import annotations

from string import Formatter

import msgspec

from workstation.domain.text import Bilingual


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence in Chinese and English; neither may be empty."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        if not self.zh.strip() or not self.en.strip():
            raise ValueError("a wording needs both languages")
        self.places()

    def places(self) -> frozenset[str]:
        """The names of figures that either language asks for. Raises `ValueError` for broken braces."""
        parts = [*Formatter().parse(self.zh), *Formatter().parse(self.en)]
        return frozenset(name for _, name, _, _ in parts if name is not None)

    def fill(self, figures: dict[str, Bilingual] | None = None) -> Bilingual:
        """The sentence with its figures. Raises `KeyError` where one is not given."""
        given = figures or {}
        return Bilingual(
            self.zh.format_map({name: text.zh for name, text in given.items()}),
            self.en.format_map({name: text.en for name, text in given.items()}),
        )


def same(text: str) -> Bilingual:
    """A figure that reads alike in both languages."""
    return Bilingual(text, text)
