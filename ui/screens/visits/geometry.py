"""Where things stand on the plan of a day: positions to scale, north up, and a bar that says how far is how
far. Plain numbers in and out; nothing is drawn here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from workstation.domain.places import MILLION
from workstation.domain.surveying import Position

Point = tuple[float, float]
_METRES_A_DEGREE = 111_195.0
"""On the sphere that ways are measured on."""
_LEAST_METRES = 500.0
"""Two doors in one street do not fill the plan."""
_STEPS = 24


@dataclass(frozen=True, slots=True)
class Projection:
    """Metres east and north of the middle, turned into pixels; good over the distances of a day."""

    latitude: float
    longitude: float
    scale: float  # pixels a metre
    middle: Point

    def point(self, position: Position) -> Point:
        east, north = _metres(position, self.latitude, self.longitude)
        return self.middle[0] + east * self.scale, self.middle[1] - north * self.scale


def fitted(positions: Sequence[Position], width: float, height: float, margin: float) -> Projection:
    """All of them within the margins, in the same scale both ways."""
    latitudes = [one.latitude / MILLION for one in positions]
    longitudes = [one.longitude / MILLION for one in positions]
    latitude, longitude = _middle(latitudes), _middle(longitudes)
    metres = [_metres(one, latitude, longitude) for one in positions]
    across = max(max(abs(east) for east, _ in metres) * 2, _LEAST_METRES)
    down = max(max(abs(north) for _, north in metres) * 2, _LEAST_METRES)
    room = max(width - 2 * margin, 1.0), max(height - 2 * margin, 1.0)
    return Projection(latitude, longitude, min(room[0] / across, room[1] / down), (width / 2, height / 2))


def scale_bar(scale: float, most: float) -> tuple[int, float]:
    """The longest round way (1, 2 or 5 and zeros, in metres) that is no longer than `most` pixels, and its
    length in pixels."""
    wanted = most / scale
    power = 10 ** math.floor(math.log10(wanted))
    metres = max(step * power for step in (1, 2, 5) if step * power <= wanted)
    return round(metres), metres * scale


def apart(points: Sequence[Point], least: float) -> list[Point]:
    """The points, moved as little as it takes that no two are nearer than `least`: marks of neighbours can
    then be told apart."""
    moved = [list(point) for point in points]
    for _ in range(_STEPS):
        still = True
        for one in range(len(moved)):
            for other in range(one):
                x, y, short = _parting(moved[one], moved[other], least, one)
                if short > 0.01:
                    still = False
                    for place, sign in ((one, 1), (other, -1)):
                        moved[place][0] += sign * x * short / 2
                        moved[place][1] += sign * y * short / 2
        if still:
            break
    return [(x, y) for x, y in moved]


def _parting(
    one: Sequence[float], other: Sequence[float], least: float, turn: int
) -> tuple[float, float, float]:
    """The direction from `other` to `one`, and how much they are too near. Those in one place part in turn by
    the golden angle, so that many make a flower."""
    x, y = one[0] - other[0], one[1] - other[1]
    distance = math.hypot(x, y)
    if distance < 0.01:
        return math.cos(2.4 * turn), math.sin(2.4 * turn), least
    return x / distance, y / distance, least - distance


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2


def _metres(position: Position, latitude: float, longitude: float) -> Point:
    east = (position.longitude / MILLION - longitude) * math.cos(math.radians(latitude)) * _METRES_A_DEGREE
    return east, (position.latitude / MILLION - latitude) * _METRES_A_DEGREE
