"""Functions of positions. The Earth is a ball as large as in ODK's own runners; height is not looked at."""

from __future__ import annotations

import math
from itertools import pairwise

from workstation.surveys.xpath.functions.signature import Function
from workstation.surveys.xpath.functions.texts import members
from workstation.surveys.xpath.values import Value

RADIUS_METRES = 6_378_100.0
MOST_POINTS = 10_000

Point = tuple[float, float]  # latitude, longitude in degrees


def points_of(*values: Value) -> list[Point] | None:
    """From positions or from a trace or shape, its points apart by semicolons; None if one is no position."""
    points: list[Point] = []
    for text in members(values):
        for part in text.split(";"):
            if not part.strip():
                continue
            point = _point(part.split())
            if point is None or len(points) >= MOST_POINTS:
                return None
            points.append(point)
    return points


def _point(numbers: list[str]) -> Point | None:
    try:
        latitude, longitude = float(numbers[0]), float(numbers[1])
    except (IndexError, ValueError):
        return None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return latitude, longitude


def metres_between(one: Point, other: Point) -> float:
    """Along the great circle, by the haversine formula."""
    latitudes = math.radians(one[0]), math.radians(other[0])
    half_up = math.sin((latitudes[1] - latitudes[0]) / 2)
    half_on = math.sin(math.radians(other[1] - one[1]) / 2)
    part = half_up**2 + math.cos(latitudes[0]) * math.cos(latitudes[1]) * half_on**2
    return 2 * RADIUS_METRES * math.asin(min(1.0, math.sqrt(part)))


def _distance(*values: Value) -> float:
    points = points_of(*values)
    if points is None:
        return math.nan
    return float(sum(metres_between(one, other) for one, other in pairwise(points)))


def _area(*values: Value) -> float:
    """In square metres, whichever way round the points go."""
    points = points_of(*values)
    if points is None:
        return math.nan
    if len(points) < 3:
        return 0.0
    total = 0.0
    for one, other in zip(points, points[1:] + points[:1], strict=True):
        width = math.radians(other[1] - one[1])
        total += width * (2 + math.sin(math.radians(one[0])) + math.sin(math.radians(other[0])))
    return abs(total * RADIUS_METRES**2 / 2)


def _geofence(point: Value, shape: Value) -> bool:
    """Whether a position lies within a shape: an odd number of its sides is crossed on the way out."""
    at, corners = points_of(point), points_of(shape)
    if not at or not corners or len(corners) < 3:
        return False
    latitude, longitude = at[0]
    inside = False
    for one, other in zip(corners, corners[1:] + corners[:1], strict=True):
        if (one[0] > latitude) != (other[0] > latitude):
            part = (latitude - one[0]) / (other[0] - one[0])
            if longitude < one[1] + part * (other[1] - one[1]):
                inside = not inside
    return inside


_MOST_CROSSED = 1_000


def _intersects(line: Value) -> bool:
    """Whether a trace or a shape crosses itself; neighbouring sides only touch."""
    points = points_of(line)
    if not points or len(points) > _MOST_CROSSED:
        return False
    sides = list(pairwise(points))
    closed = points[0] == points[-1]
    for at, side in enumerate(sides):
        for later in range(at + 2, len(sides)):
            if closed and at == 0 and later == len(sides) - 1:
                continue
            if _crosses(*side, *sides[later]):
                return True
    return False


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _turn(a, b, c) * _turn(a, b, d) <= 0 and _turn(c, d, a) * _turn(c, d, b) <= 0


PLACES = {
    "area": Function("vv*", _area),
    "enclosed-area": Function("vv*", _area),
    "distance": Function("vv*", _distance),
    "geofence": Function("vv", _geofence),
    "intersects": Function("v", _intersects),
}
