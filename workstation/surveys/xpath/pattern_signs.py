"""What one sign of a pattern stands for: a letter, a class in square brackets, an escape."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

Sign = Callable[[str], bool]


class PatternError(Exception):
    """A pattern that cannot be read, or that says what no machine of states can follow."""


def _is_word(one: str) -> bool:
    return one == "_" or (one.isascii() and one.isalnum())


def _is_digit(one: str) -> bool:
    return one.isascii() and one.isdecimal()


_KINDS: dict[str, Sign] = {"d": _is_digit, "w": _is_word, "s": str.isspace}
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "0": "\0", "a": "\a", "e": "\x1b"}
_NAMED: dict[str, Sign] = {
    "alpha": lambda one: one.isascii() and one.isalpha(),
    "digit": _is_digit,
    "alnum": lambda one: one.isascii() and one.isalnum(),
    "upper": lambda one: one.isascii() and one.isupper(),
    "lower": lambda one: one.isascii() and one.islower(),
    "punct": lambda one: one.isascii() and one.isprintable() and not one.isalnum() and one != " ",
    "space": str.isspace,
    "ascii": str.isascii,
    "ishan": lambda one: "CJK" in unicodedata.name(one, ""),
    "script=han": lambda one: "CJK" in unicodedata.name(one, ""),
}


def escape_of(text: str, at: int) -> tuple[Sign, int]:
    """What a backslash and what follows it stands for; `at` is behind the backslash. With the place after."""
    letter = text[at : at + 1]
    if not letter:
        raise PatternError("it ends with a backslash")
    if letter.lower() in _KINDS:
        kind = _KINDS[letter.lower()]
        return (kind if letter.islower() else lambda one: not kind(one)), at + 1
    if letter in "pP":
        sign, at = _property(text, at + 1)
        return (sign if letter == "p" else lambda one: not sign(one)), at
    if letter.isdecimal() and letter != "0":
        raise PatternError("it refers back to a group")
    if letter in "bBAZzGkQE":
        raise PatternError(f"\\{letter} cannot be followed")
    value, at = literal_of(text, at)
    return (lambda one: one == value), at


def literal_of(text: str, at: int) -> tuple[str, int]:
    """The one character that an escape stands for; `at` is behind the backslash."""
    letter = text[at : at + 1]
    for mark, width in (("x", 2), ("u", 4)):
        if letter == mark:
            digits = text[at + 1 : at + 1 + width]
            if len(digits) < width or not all(one in "0123456789abcdefABCDEF" for one in digits):
                raise PatternError(f"\\{mark} without its {width} digits")
            return chr(int(digits, 16)), at + 1 + width
    return _PLAIN.get(letter, letter), at + 1


def _property(text: str, at: int) -> tuple[Sign, int]:
    if text[at : at + 1] != "{":
        name, at = text[at : at + 1], at + 1
    else:
        end = text.find("}", at)
        if end < 0:
            raise PatternError("\\p without its name")
        name, at = text[at + 1 : end], end + 1
    if name.lower() in _NAMED:
        return _NAMED[name.lower()], at
    category = name.removeprefix("Is") if len(name) > 2 else name
    if not category or category[0] not in "LMNPSZC" or len(category) > 2:
        raise PatternError(f"\\p{{{name}}} is not known")
    return (lambda one: unicodedata.category(one).startswith(category)), at


def class_of(text: str, at: int, folded: bool) -> tuple[Sign, int]:
    """A class; `at` is behind its opening bracket. With the place after its closing one."""
    negated = text[at : at + 1] == "^"
    at += negated
    signs: list[Sign] = []
    ranges: list[tuple[str, str]] = []
    first = True
    while first or text[at : at + 1] != "]":
        if at >= len(text):
            raise PatternError("a square bracket is not closed")
        if text.startswith(("[:", "&&"), at) or (text[at] == "[" and not first):
            raise PatternError("a class within a class")
        first = False
        low, sign, at = _member(text, at)
        if sign is not None:
            signs.append(sign)
            continue
        high = low
        if text[at : at + 1] == "-" and text[at + 1 : at + 2] not in ("]", ""):
            high, sign, at = _member(text, at + 1)
            if sign is not None or high < low:
                raise PatternError("a range in square brackets that runs backwards")
        ranges.append((low, high))

    def holds(one: str) -> bool:
        forms = (one, one.upper()) if folded else (one,)
        found = any(low <= form <= high for form in forms for low, high in ranges)
        return (found or any(sign(form) for form in forms for sign in signs)) is not negated

    return holds, at + 1


def _member(text: str, at: int) -> tuple[str, Sign | None, int]:
    if text[at] != "\\":
        return text[at], None, at + 1
    letter = text[at + 1 : at + 2]
    if letter and (letter in "pP" or letter.lower() in _KINDS):
        sign, at = escape_of(text, at + 1)
        return "", sign, at
    if not letter:
        raise PatternError("it ends with a backslash")
    value, at = literal_of(text, at + 1)
    return value, None, at
