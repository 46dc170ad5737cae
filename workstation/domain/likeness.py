"""When two names say the same: whatever stands between the letters, in whichever form, and what nobody sees.

Letters and digits alone are held against each other, in their plain form (Unicode NFKC), capitals as small
letters. Letters of different scripts that look alike stay different.
"""

from __future__ import annotations

import unicodedata


def bare(text: str) -> str:
    """The letters and digits of a text, as they are compared."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())


def says_something(text: str) -> bool:
    """Whether there is a letter or digit in it: spaces, points and signs that nobody sees say nothing."""
    return bool(bare(text))


def is_same_name(one: str, other: str) -> bool:
    return bare(one) == bare(other)
