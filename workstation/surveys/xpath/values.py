"""The four kinds of value and how each becomes another, as XPath 1.0 says, with two additions of ODK's: a
text that is an ISO day or moment becomes a number of days, and a number becomes a text without an exponent.

A node is an lxml element, or the plain text of an attribute or a text node.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workstation.surveys.xpath.days import days_of, instant, iso_moment, moment_from, moment_of

if TYPE_CHECKING:
    from collections.abc import Iterable

Element = Any  # lxml ships no types
Node = Any  # an element, or a text
Value = float | str | bool | list[Node]

DIGITS = 15
"""Significant digits of a number as a text: 0.1 + 0.2 reads 0.3, as libxml2 writes it."""

_NUMBER = re.compile(r"[ \t\r\n]*-?(?:\d+(?:\.\d*)?|\.\d+)[ \t\r\n]*")
_SHORTEST_DAY = 8


def node_text(node: Node) -> str:
    """An element's text with that of all within it, comments left out."""
    if isinstance(node, str):
        return node
    if len(node) == 0:
        return node.text or ""
    return "".join(one for one in node.itertext("*"))


def as_text(value: Value) -> str:
    """A list of nodes is the text of its first, in the order in which it stands."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return node_text(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value)


def number_text(number: float) -> str:
    if number != number:
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) < 10**DIGITS:
        return str(int(number))
    plain = format(Decimal(f"{number:.{DIGITS}g}"), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def text_number(text: str) -> float:
    """A decimal as XPath writes it, or the days of an ISO day or moment; an empty text is NaN."""
    if not text:
        return math.nan
    if _NUMBER.fullmatch(text):
        return float(text)
    return days_of(text) if len(text) >= _SHORTEST_DAY else math.nan


def as_number(value: Value) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, list):
        return text_number(node_text(value[0])) if value else math.nan
    if isinstance(value, str):
        return text_number(value)
    return 1.0 if value else 0.0


def as_boolean(value: Value) -> bool:
    """NaN, zero, the empty text and no nodes are false; a node is true, even an empty one."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value == value and value != 0.0
    return bool(value)


_NUMBERS = frozenset({"int", "integer", "decimal", "long", "double", "float"})
_DAYS = frozenset({"date"})
_MOMENTS = frozenset({"dateTime", "datetime"})


def as_answer(value: Value, kind: str) -> str:
    """What a submission holds for a value in a bind of type `kind`: no NaN and no infinity; days counted from
    the epoch as a date or a moment; the whole part in a whole number."""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    if kind == "int" and isinstance(value, float):
        return number_text(float(math.trunc(value)))
    if kind in _DAYS | _MOMENTS:
        return _dated(value, kind in _MOMENTS)
    text = as_text(value)
    return "" if kind in _NUMBERS and text in ("NaN", "Infinity", "-Infinity") else text


def _dated(value: Value, with_time: bool) -> str:
    text = as_text(value)
    moment = moment_of(text)
    if moment is None and not isinstance(value, bool):
        moment = moment_from(as_number(value))
    if moment is None:
        return text if text != "NaN" else ""
    return iso_moment(moment) if with_time else moment.date().isoformat()


def equal(left: Value, right: Value) -> bool:
    """XPath's `=`: true if any pair is; as numbers where a side is one, as truths likewise, else as texts."""
    if isinstance(left, list) or isinstance(right, list):
        return _any_equal(left, right)
    if isinstance(left, bool) or isinstance(right, bool):
        return as_boolean(left) == as_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return as_number(left) == as_number(right)
    return same_text(left, right)


def unequal(left: Value, right: Value) -> bool:
    """XPath's `!=`: true if any pair differs, so of two lists both it and `=` may hold."""
    if isinstance(left, list) or isinstance(right, list):
        if isinstance(left, bool) or isinstance(right, bool):
            return as_boolean(left) != as_boolean(right)
        return any(not equal(a, b) for a in _members(left) for b in _members(right))
    return not equal(left, right)


def _any_equal(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return as_boolean(left) == as_boolean(right)
    return any(equal(a, b) for a in _members(left) for b in _members(right))


def _members(value: Value) -> Iterable[Any]:
    return [node_text(node) for node in value] if isinstance(value, list) else (value,)


def same_text(left: str, right: str) -> bool:
    """Letter by letter, or two moments that name their offsets and are one instant."""
    if left == right:
        return True
    if "T" not in left or "T" not in right:
        return False
    one, other = moment_of(left), moment_of(right)
    return one is not None and other is not None and instant(one) == instant(other)


def compared(left: Value, right: Value) -> Iterable[tuple[float, float]]:
    """The pairs of numbers that `<` and its kin look at; two moments with offsets as instants."""
    if not isinstance(left, list) and not isinstance(right, list):
        return (_pair(left, right),)
    if isinstance(left, bool) or isinstance(right, bool):
        return ((float(as_boolean(left)), float(as_boolean(right))),)
    return [_pair(a, b) for a in _members(left) for b in _members(right)]


def _pair(left: Value, right: Value) -> tuple[float, float]:
    if isinstance(left, str) and isinstance(right, str) and "T" in left and "T" in right:
        one, other = moment_of(left), moment_of(right)
        if one is not None and other is not None and one.tzinfo and other.tzinfo:
            return instant(one), instant(other)
    return as_number(left), as_number(right)
