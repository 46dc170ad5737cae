"""Places on the earth: written, read and measured. Everything here is exact to a millionth of a degree."""

from __future__ import annotations

import math
import re

from workstation.domain.surveying import Position, PositionSource

MILLION = 1_000_000
_RADIUS = 6_371_008.8
"""Mean radius of the earth in metres (IUGG)."""

_NUMBER = r"[+-]?\d{1,3}(?:\.\d+)?"
_PLAIN = re.compile(rf"\s*({_NUMBER})\s*[,;，、\s]\s*({_NUMBER})\s*")
_TURNED = re.compile(
    r"""(?P<word>北纬|南纬|东经|西经|[NSEW])?\s*
        (?P<deg>\d{1,3}(?:\.\d+)?)\s*[°度º]?\s*
        (?:(?P<min>\d{1,2}(?:\.\d+)?)\s*['′分]\s*)?
        (?:(?P<sec>\d{1,2}(?:\.\d+)?)\s*["″秒]\s*)?
        (?(word)|(?P<after>[NSEW])?)""",
    re.VERBOSE | re.IGNORECASE,
)
_NORTH = {"N": 1, "北纬": 1, "S": -1, "南纬": -1}
_EAST = {"E": 1, "东经": 1, "W": -1, "西经": -1}


def position_of(text: str, source: PositionSource = PositionSource.TYPED) -> Position | None:
    """A position as people write it: `31.2304, 121.4737`, `31°13′49″N 121°28′25″E`,
    `北纬31.2304 东经121.4737`; None where it is none."""
    if (plain := _PLAIN.fullmatch(text)) is not None:
        return _position(float(plain[1]), float(plain[2]), 0, source)
    turned = {"lat": 0.0, "lon": 0.0}
    rest = text.strip()
    while rest:
        found = _TURNED.match(rest)
        if found is None:
            return None
        word = (found["word"] or found["after"] or "").upper()
        value = float(found["deg"]) + float(found["min"] or 0) / 60 + float(found["sec"] or 0) / 3600
        axis, signs = ("lat", _NORTH) if word in _NORTH else ("lon", _EAST)
        if word not in signs or turned[axis]:
            return None
        turned[axis] = signs[word] * value
        rest = rest[found.end() :].strip(" ,;，、\t")
    return _position(turned["lat"], turned["lon"], 0, source) if all(turned.values()) else None


def position_in(answer: str, source: PositionSource = PositionSource.TYPED) -> Position | None:
    """The position in a form's answer: latitude, longitude, altitude, accuracy, apart by spaces; None where
    it holds none."""
    try:
        parts = [float(part) for part in answer.split()]
    except ValueError:
        return None
    if not 2 <= len(parts) <= 4 or not all(map(math.isfinite, parts)):
        return None
    accuracy = parts[3] if len(parts) == 4 else 0.0
    return _position(parts[0], parts[1], accuracy, source)


def as_answer(position: Position) -> str:
    """The same the other way: what a form's answer holds. The altitude is not kept, and so it is 0."""
    latitude, longitude = _degrees(position.latitude), _degrees(position.longitude)
    return f"{latitude} {longitude} 0 {position.accuracy}"


def as_written(position: Position) -> str:
    """`31.2304, 121.4737`: as people write it, and as `position_of` reads it again."""
    return ", ".join(_degrees(one).rstrip("0").rstrip(".") for one in (position.latitude, position.longitude))


def metres_between(one: Position, other: Position) -> int:
    """The way over the surface of a sphere, in whole metres: within half a per cent of the true way."""
    lat, lat2 = (math.radians(p.latitude / MILLION) for p in (one, other))
    lon, lon2 = (math.radians(p.longitude / MILLION) for p in (one, other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return round(2 * _RADIUS * math.asin(math.sqrt(min(1.0, half))))


def _position(latitude: float, longitude: float, accuracy: float, source: PositionSource) -> Position | None:
    if abs(latitude) > 90 or abs(longitude) > 180 or accuracy < 0:
        return None
    return Position(round(latitude * MILLION), round(longitude * MILLION), round(accuracy), source)


def _degrees(millionths: int) -> str:
    sign, size = "-" if millionths < 0 else "", abs(millionths)
    return f"{sign}{size // MILLION}.{size % MILLION:06d}"
