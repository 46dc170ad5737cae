"""Functions of days and moments. See `xpath.days` for what a moment's number is."""

from __future__ import annotations

import math
from datetime import datetime

from workstation.surveys.xpath.days import instant, iso_moment, moment_from, moment_of, part_of_text
from workstation.surveys.xpath.frame import Frame
from workstation.surveys.xpath.functions.signature import Function
from workstation.surveys.xpath.values import Value, as_number, as_text

_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "zh": tuple(f"{month}月" for month in range(1, 13)),
}
_WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
}


def _moment(value: Value) -> datetime | None:
    if isinstance(value, float):
        return moment_from(value)
    text = as_text(value)
    return moment_of(text) or moment_from(as_number(text))


def _date(value: Value) -> str:
    moment = _moment(value)
    return "" if moment is None else moment.date().isoformat()


def _date_time(value: Value) -> str:
    moment = _moment(value)
    return "" if moment is None else iso_moment(moment)


def _decimal_date_time(value: Value) -> float:
    """Days since the epoch in UTC where the moment names its offset, else by its own clock."""
    if isinstance(value, float):
        return value
    moment = moment_of(as_text(value))
    return as_number(value) if moment is None else instant(moment)


def _decimal_time(value: Value) -> float:
    if isinstance(value, float):
        return value - math.floor(value) if math.isfinite(value) else math.nan
    return part_of_text(as_text(value))


def format_moment(moment: datetime, pattern: str, language: str = "en") -> str:
    """By the reference's own identifiers; what is none stands as it is written."""
    tongue = "zh" if language.lower().startswith(("zh", "chinese", "中文")) else "en"
    parts = {
        "Y": f"{moment.year:04d}",
        "y": f"{moment.year % 100:02d}",
        "m": f"{moment.month:02d}",
        "n": str(moment.month),
        "b": _MONTHS[tongue][moment.month - 1],
        "d": f"{moment.day:02d}",
        "e": str(moment.day),
        "a": _WEEKDAYS[tongue][moment.weekday()],
        "H": f"{moment.hour:02d}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02d}",
        "S": f"{moment.second:02d}",
        "3": f"{moment.microsecond // 1000:03d}",
        "%": "%",
    }
    out: list[str] = []
    at = 0
    while at < len(pattern):
        if pattern[at] == "%" and at + 1 < len(pattern):
            out.append(parts.get(pattern[at + 1], pattern[at : at + 2]))
            at += 2
        else:
            out.append(pattern[at])
            at += 1
    return "".join(out)


def _format(frame: Frame, value: Value, pattern: str) -> str:
    moment = _moment(value)
    return "" if moment is None else format_moment(moment, pattern, frame.scope.language)


TIMES = {
    "today": Function("", lambda frame: frame.scope.now().date().isoformat(), framed=True),
    "now": Function("", lambda frame: iso_moment(frame.scope.now()), framed=True),
    "date": Function("v", _date),
    "date-time": Function("v", _date_time),
    "decimal-date-time": Function("v", _decimal_date_time),
    "decimal-date": Function("v", _decimal_date_time),
    "decimal-time": Function("v", _decimal_time),
    "format-date": Function("vt", _format, framed=True),
    "format-date-time": Function("vt", _format, framed=True),
}
