"""What people type → the text that a submission holds, and how that text reads on the screen.

A text that cannot be read is handed on as it was typed: the form marks it as a problem, nothing is lost.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

_UNITS = tuple(
    (end, Decimal(by))
    for end, by in (
        ("亿", 100_000_000),
        ("万", 10_000),
        ("w", 10_000),
        ("千", 1_000),
        ("k", 1_000),
        ("%", "0.01"),
    )
)
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_TODAY = ("t", "today", "今天", "今日")
_LONGEST_EXACT = 40
_EIGHT = re.compile(r"[0-9]{8}")
_DAY = re.compile(r"(?:(?:([0-9]{4})[-/.年])?([0-9]{1,2})[-/.月])?([0-9]{1,2})日?")
_SPLIT = re.compile(r"[^0-9]+")


def plain(text: str) -> str:
    """Full-width signs as narrow ones, nothing at either end."""
    return unicodedata.normalize("NFKC", text).strip()


def number_text(typed: str) -> str:
    """A number as the submission writes it: `1,234.50` → `1234.50`, `5.5万` → `55000`, `12%` → `0.12`. Its
    digits stay as they were typed. Any other text comes back as it is."""
    text = plain(typed).replace(" ", "").lower().removeprefix("¥").removesuffix("元")
    ending, factor = next(((end, by) for end, by in _UNITS if text.endswith(end)), ("", Decimal(1)))
    digits = text.removesuffix(ending)
    if _GROUPS.fullmatch(digits):
        digits = digits.replace(",", "")
    if not _PLAIN.fullmatch(digits) or len(digits) > _LONGEST_EXACT:
        return plain(typed)
    return digits if factor == 1 else format(_bare(Decimal(digits) * factor), "f")


def _bare(number: Decimal) -> Decimal:
    """Without zeros behind the point."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def number_shown(text: str) -> str:
    """`1234567.50` → `1,234,567.50`; digits are only set apart, never changed."""
    if not _PLAIN.fullmatch(text):
        return text
    sign = text[0] if text[0] in "+-" else ""
    whole, point, rest = text.removeprefix(sign).partition(".")
    grouped = f"{int(whole):,}" if whole and (whole == "0" or whole[0] != "0") else whole
    return f"{sign}{grouped}{point}{rest}"


def figure_shown(text: str, places: int = 2) -> str:
    """A figure that the form computed, rounded for the eye: `1234.5678` → `1,234.57`; other texts as they
    are."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return ""
    if number.adjusted() > _LONGEST_EXACT:
        return text
    if number == number.to_integral_value():
        return f"{number:,.0f}"
    return f"{number:,.{places}f}"


def day_text(typed: str, today: date) -> str:
    """`20261128`, `2026/11/28`, `11-28`, `28` and `today` as an ISO day; a month or day alone is read near
    `today`."""
    text = plain(typed).lower()
    if text in _TODAY:
        return today.isoformat()
    if _EIGHT.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    found = _DAY.fullmatch(text)
    if found is None:
        return plain(typed)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        return date(year or today.year, month or today.month, day).isoformat()
    except ValueError:
        return plain(typed)


def month_text(typed: str, today: date) -> str:
    """`2026-11`, `11` as the first day of that month."""
    parts = [part for part in _SPLIT.split(plain(typed).replace("年", "-").removesuffix("月")) if part]
    if len(parts) == 1 and len(parts[0]) == 6:
        parts = [parts[0][:4], parts[0][4:]]
    try:
        numbers = [int(part) for part in parts]
        year, month = (today.year, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])
        return date(year, month, 1).isoformat()
    except (ValueError, IndexError, OverflowError):
        return plain(typed)


def year_text(typed: str) -> str:
    text = plain(typed).removesuffix("年")
    return f"{text}-01-01" if re.fullmatch(r"[0-9]{4}", text) else plain(typed)


def moved_day(text: str, days: int, months: int, today: date) -> str:
    """The day so many days and months from `text`, or `today` where that is none."""
    try:
        there = date.fromisoformat(text)
    except ValueError:
        return today.isoformat()
    if months:
        place = there.year * 12 + there.month - 1 + months
        year, month = place // 12, place % 12 + 1
        there = date(year, month, min(there.day, monthrange(year, month)[1]))
    return date.fromordinal(max(there.toordinal() + days, 1)).isoformat()


def time_text(typed: str, offset: str) -> str:
    """`1403`, `14:03`, `9.30` as a time of day with the offset of this place (`+08:00`)."""
    text = plain(typed)
    parts = [part for part in _SPLIT.split(text) if part]
    if len(parts) == 1 and len(parts[0]) in (3, 4):
        parts = [parts[0][:-2], parts[0][-2:]]
    if not 1 <= len(parts) <= 3 or re.search(r"[^0-9:.时分 ]", text):
        return text
    try:
        read = time(*(int(part) for part in parts))
    except (ValueError, OverflowError):
        return text
    return f"{read.isoformat('milliseconds')}{offset}"


def time_shown(text: str) -> str:
    """`14:03:00.000+08:00` → `14:03`."""
    try:
        read = time.fromisoformat(text)
    except ValueError:
        return text
    return read.strftime("%H:%M:%S" if read.second else "%H:%M")


def moment_parts(text: str) -> tuple[str, str]:
    """Day and time of a moment, each as its own field shows it."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        day, _, rest = text.partition("T")
        return day, rest
    return read.date().isoformat(), time_shown(read.timetz().isoformat())


def position_text(latitude: str, longitude: str, altitude: str = "", accuracy: str = "") -> str:
    """A position as the submission writes it, or nothing where nothing was typed."""
    lat, lon = number_text(latitude), number_text(longitude)
    if not lat and not lon:
        return ""
    return " ".join((lat or "?", lon or "?", number_text(altitude) or "0", number_text(accuracy) or "0"))


def typed_pair(text: str) -> tuple[str, str] | None:
    """Latitude and longitude from one text, as maps copy them: `31.2304, 121.4737`."""
    parts = [part for part in re.split(r"[,;，；\s]+", plain(text)) if part]
    if len(parts) == 2 and all(_PLAIN.fullmatch(part) for part in parts):
        return parts[0], parts[1]
    return None


def points_text(lines: str, *, closed: bool) -> str:
    """One point a line as the submission writes a line; a shape ends where it began."""
    points = []
    for line in lines.splitlines():
        pair = typed_pair(line)
        if pair is not None:
            points.append(position_text(*pair))
        elif plain(line):
            points.append(" ".join(plain(line).replace(",", " ").split()))
    if closed and len(points) > 2 and points[0] != points[-1]:
        points.append(points[0])
    return "; ".join(points)


def points_shown(text: str, *, closed: bool) -> str:
    """The points of a line below one another, without altitude and accuracy."""
    points = [" ".join(point.split()[:2]) for point in text.split(";") if point.strip()]
    if closed and len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return "\n".join(points)
