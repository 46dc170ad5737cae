"""The words of an XPath 1.0 expression, by the grammar's own rule for telling an operator from a name.

A `*`, `and`, `or`, `div` or `mod` is an operator where something stands before it that an operator can
follow, else a name. Names may hold `-` and `.`, so `a-b` is one name and `a - b` a difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from workstation.surveys.xpath.trouble import refused

LONGEST = 32_767
"""Characters of one expression: what one cell of a workbook can hold."""


class Sort(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    NAME = "name"
    FUNCTION = "function"  # a name with a bracket behind it
    AXIS = "axis"
    OPERATOR = "operator"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    sort: Sort
    text: str
    at: int  # offset in the expression


_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<text>"[^"]*"|'[^']*')
    |(?P<axis>[a-z\-]+(?=\s*::))
    |(?P<name>{_NAME}(?::(?:{_NAME}|\*))?)
    |(?P<sign>\.\.|::|//|!=|<=|>=|[()\[\].@,/|+\-=<>*])""",
    re.VERBOSE,
)
_BLANK = re.compile(r"\s*")
_BRACKET = re.compile(r"\s*\(")
_WORDS = frozenset({"and", "or", "div", "mod"})
_SIGNS = frozenset({"|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "*"})
_OPENERS = frozenset({"@", "::", "(", "[", ",", "/", "//"})
_NODE_TESTS = frozenset({"node", "text", "comment", "processing-instruction"})


def tokens_of(text: str, where: str) -> list[Token]:
    """Every word in order, an END last. KnownError form.refused for what is no word of the language."""
    if len(text) > LONGEST:
        raise refused(f"an expression of more than {LONGEST} characters", text, 0, where)
    found: list[Token] = []
    at = _skip(text, 0)
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise refused(_what_is_wrong(text, at), text, at, where)
        found.append(_token(match, found[-1] if found else None, text))
        at = _skip(text, match.end())
    found.append(Token(Sort.END, "", len(text)))
    return found


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _token(match: re.Match[str], before: Token | None, text: str) -> Token:
    kind, word, at = str(match.lastgroup), match.group(), match.start()
    if kind == "number":
        return Token(Sort.NUMBER, word, at)
    if kind == "text":
        return Token(Sort.TEXT, word[1:-1], at)
    if kind == "axis":
        return Token(Sort.AXIS, word, at)
    after_value = before is not None and before.sort is not Sort.OPERATOR and before.text not in _OPENERS
    if before is not None and before.sort is Sort.TEXT:
        after_value = True
    if kind == "name":
        if after_value and word in _WORDS:
            return Token(Sort.OPERATOR, word, at)
        if _BRACKET.match(text, match.end()) and word not in _NODE_TESTS:
            return Token(Sort.FUNCTION, word, at)
        return Token(Sort.NAME, word, at)
    if word in _SIGNS and (word != "*" or after_value):
        return Token(Sort.OPERATOR, word, at)
    return Token(Sort.SIGN, word, at)


def _what_is_wrong(text: str, at: int) -> str:
    if text[at] in "'\"":
        return "a text without its closing quote"
    if text[at] == "$":
        return "a reference that names no question" if text[at : at + 2] == "${" else "a variable"
    return f"the sign {text[at]!r}"
