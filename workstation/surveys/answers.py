"""Whether a text is an answer of its kind, as the submission writes such answers.

Texts are as XForms has them: numbers with a point, ISO 8601 days, a position as `latitude longitude altitude
accuracy`, a line as positions apart by a semicolon, several choices apart by a space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime, time
from decimal import Decimal

from workstation.surveys.views import AnswerKind, Bounds

LONGEST = 64 * 1024
"""Characters of one answer."""

ACKNOWLEDGED = "OK"

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,}(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}[0-9:.]*(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?")
_FILE = re.compile(r"[^/\\\x00-\x1f]{1,255}")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def storable(text: str) -> str:
    """Without the control characters that no XML can hold."""
    return _NOT_XML.sub("", text)


def is_answer(kind: AnswerKind, type_name: str, text: str, bounds: Bounds | None = None) -> bool:
    """Whether `text`, which is not empty, is of this kind; what choices there are is asked elsewhere. A range
    also asks that the number lies on one of its steps."""
    if kind is AnswerKind.RANGE:
        return is_typed(type_name, text) and (bounds is None or _on_step(text, bounds))
    if kind is AnswerKind.ACKNOWLEDGE:
        return text == ACKNOWLEDGED
    if kind in (AnswerKind.CHOICE, AnswerKind.CHOICES, AnswerKind.RANK):
        return True
    return is_typed(type_name, text)


def is_typed(type_name: str, text: str) -> bool:
    """Whether `text` is of a bind's type; a type without a form of its own takes any text."""
    check = _TYPES.get(type_name)
    return check is None or check(text)


def among(kind: AnswerKind, text: str, values: Collection[str]) -> bool:
    """Whether what is chosen is on offer, nothing twice."""
    if kind is AnswerKind.CHOICE:
        return text in values
    chosen = text.split()
    return bool(chosen) and len(set(chosen)) == len(chosen) and all(one in values for one in chosen)


def _on_step(text: str, bounds: Bounds) -> bool:
    try:
        value, start, end, step = (Decimal(one) for one in (text, bounds.start, bounds.end, bounds.step))
        inside = min(start, end) <= value <= max(start, end)
        return inside and (not step or (value - start) % abs(step) == 0)
    except ArithmeticError:
        return False  # bounds that are no numbers, or too far apart to be counted in steps


def _is_integer(text: str) -> bool:
    return _INTEGER.fullmatch(text) is not None


def _is_decimal(text: str) -> bool:
    return len(text) <= 100 and _DECIMAL.fullmatch(text) is not None


def _is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None and _reads(date.fromisoformat, text)


def _is_moment(text: str) -> bool:
    return _MOMENT.fullmatch(text) is not None and _reads(datetime.fromisoformat, text)


def _is_time(text: str) -> bool:
    return _TIME.fullmatch(text) is not None and _reads(time.fromisoformat, text)


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _is_position(text: str) -> bool:
    parts = text.split()
    if not 2 <= len(parts) <= 4 or not all(map(_is_decimal, parts)):
        return False
    latitude, longitude = float(parts[0]), float(parts[1])
    return abs(latitude) <= 90 and abs(longitude) <= 180 and (len(parts) < 4 or float(parts[3]) >= 0)


def _points(text: str) -> list[str]:
    return [point.strip() for point in text.strip().removesuffix(";").split(";")]


def _is_trace(text: str) -> bool:
    points = _points(text)
    return len(points) > 1 and all(map(_is_position, points))


def _is_shape(text: str) -> bool:
    """Three corners and the first again."""
    points = _points(text)
    return len(points) > 3 and points[0] == points[-1] and all(map(_is_position, points))


def _is_truth(text: str) -> bool:
    return text in ("true", "false", "1", "0")


def _is_file(text: str) -> bool:
    return _FILE.fullmatch(text) is not None and text not in (".", "..")


_TYPES: dict[str, Callable[[str], bool]] = {
    "int": _is_integer,
    "integer": _is_integer,
    "decimal": _is_decimal,
    "date": _is_day,
    "dateTime": _is_moment,
    "time": _is_time,
    "geopoint": _is_position,
    "geotrace": _is_trace,
    "geoshape": _is_shape,
    "boolean": _is_truth,
    "binary": _is_file,
}
