"""The lender's round seal (公章): a ring, a star, and the lender's words around and under it, as one shape.

In: the words of a seal. Out: a piece of 38 mm, a size that companies use, in the seal's colour. Its
characters are outlines and not text: it is a picture, and who hears the paper hears its description.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator

from workstation.letters.fonts import glyph
from workstation.letters.model import Seal
from workstation.letters.pen import Pen
from workstation.letters.piece import Piece
from workstation.letters.typeset import BODY_BOLD, Typesetter

SIZE = 38 / 25.4 * 72

_ALT = "印章：{seal.name}，{seal.kind}，{seal.number} The lender's seal"
_RADIUS = SIZE / 2
_RING = 3.4  # 1.2 mm
_STAR = 19.8  # to its points: 14 mm across
_NAME_AT, _NAME_SIZE, _NAME_WIDEST = 35.0, 13.4, 21.0  # baseline from the centre; points; degrees a character
_NAME_SPAN = 236.0  # degrees
_KIND_AT, _KIND_SIZE, _KIND_SPAN = 28.5, 10.0, 54.0
_NUMBER_AT, _NUMBER_SIZE, _NUMBER_STEP, _NUMBER_SPAN = 47.4, 5.2, 5.4, 90.0
_CIRCLE = 0.5523  # a quarter of a circle as a cubic: how far its handles reach

Place = Callable[[float, float], tuple[float, float]]
"""From a point of a character (in shares of its size, y up from the baseline) to one of the seal (y down)."""


def seal_piece(setter: Typesetter, seal: Seal) -> Piece:
    """The seal as a figure that says its words. Raises `KnownError` `letter.no_glyph`."""
    setter.width(f"{seal.name}{seal.kind}{seal.number}", BODY_BOLD)  # a missing character is told

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.figure(_ALT.format(seal=seal), x, top, SIZE, SIZE):
            pen.stamp(x, top, _commands(seal), seal.colour)

    return Piece(SIZE, draw)


@functools.lru_cache(maxsize=16)
def _commands(seal: Seal) -> str:
    name = seal.name
    step = min(_NAME_WIDEST, _NAME_SPAN / max(len(name) - 1, 1))
    broad = min(_NAME_SIZE, math.radians(step) * _NAME_AT * 1.02)
    parts = [_circle(_RADIUS), _circle(_RADIUS - _RING, -1.0), _star()]
    for number, character in enumerate(name):
        turn = (number - (len(name) - 1) / 2) * step
        parts.append(_outline(character, _above(turn, broad)))
    width = min(_KIND_SIZE, _KIND_SPAN / len(seal.kind))
    for number, character in enumerate(seal.kind):
        parts.append(_outline(character, _flat(_RADIUS + (number - len(seal.kind) / 2) * width, width)))
    step = min(_NUMBER_STEP, _NUMBER_SPAN / max(len(seal.number) - 1, 1))
    for number, character in enumerate(seal.number):
        turn = ((len(seal.number) - 1) / 2 - number) * step
        parts.append(_outline(character, _below(turn)))
    return " ".join(parts)


def _above(turn: float, broad: float) -> Place:
    """On the upper arc, feet towards the centre."""
    sine, cosine = math.sin(math.radians(turn)), math.cos(math.radians(turn))

    def place(x: float, y: float) -> tuple[float, float]:
        across, out = (x - 0.5) * broad, _NAME_AT + (y + 0.12) * _NAME_SIZE
        return _RADIUS + out * sine + across * cosine, _RADIUS - out * cosine + across * sine

    return place


def _below(turn: float) -> Place:
    """On the lower arc, heads towards the centre; a figure is about half as broad as it is high."""
    sine, cosine = math.sin(math.radians(turn)), math.cos(math.radians(turn))

    def place(x: float, y: float) -> tuple[float, float]:
        across, out = (x - 0.28) * _NUMBER_SIZE, _NUMBER_AT - y * _NUMBER_SIZE
        return _RADIUS + out * sine * -1 + across * cosine, _RADIUS + out * cosine + across * sine

    return place


def _flat(left: float, broad: float) -> Place:
    return lambda x, y: (left + x * broad, _RADIUS + _KIND_AT - y * _KIND_SIZE)


def _outline(character: str, place: Place) -> str:
    """A character's outline, its quadratic curves as cubic ones."""
    words: list[str] = []
    for contour in glyph(character, "bold"):
        points = [(*place(x, y), on) for x, y, on in contour]
        words.extend(_contour(points))
    return " ".join(words)


def _contour(points: list[tuple[float, float, bool]]) -> Iterator[str]:
    """Between two handles lies a point of the curve half way, as TrueType has it."""
    whole: list[tuple[float, float, bool]] = []
    for here, after in zip(points, [*points[1:], points[0]], strict=True):
        whole.append(here)
        if not here[2] and not after[2]:
            whole.append(((here[0] + after[0]) / 2, (here[1] + after[1]) / 2, True))
    first = next(number for number, point in enumerate(whole) if point[2])
    whole = [*whole[first:], *whole[: first + 1]]
    x, y, _ = whole[0]
    yield f"M {_written(x, y)}"
    handle: tuple[float, float] | None = None
    for to_x, to_y, on in whole[1:]:
        if not on:
            handle = to_x, to_y
            continue
        if handle is None:
            yield f"L {_written(to_x, to_y)}"
        else:
            near = x + (handle[0] - x) * 2 / 3, y + (handle[1] - y) * 2 / 3
            far = to_x + (handle[0] - to_x) * 2 / 3, to_y + (handle[1] - to_y) * 2 / 3
            yield f"C {_written(*near)} {_written(*far)} {_written(to_x, to_y)}"
        x, y, handle = to_x, to_y, None
    yield "Z"


def _circle(radius: float, way: float = 1.0) -> str:
    """With the hand of a clock, or against it where `way` is -1: a hole."""
    reach = radius * _CIRCLE
    corners = ((0.0, -radius), (radius, 0.0), (0.0, radius), (-radius, 0.0))
    words = [f"M {_written(_RADIUS, _RADIUS - radius)}"]
    for (x, y), (to_x, to_y) in zip(corners, [*corners[1:], corners[0]], strict=True):
        out = x - y / radius * reach, y + x / radius * reach
        back = to_x + to_y / radius * reach, to_y - to_x / radius * reach
        ends = (_written(_RADIUS + way * a, _RADIUS + b) for a, b in (out, back, (to_x, to_y)))
        words.append(f"C {' '.join(ends)}")
    return " ".join([*words, "Z"])


def _star() -> str:
    """Five points, the first upwards."""
    inner = _STAR * math.sin(math.radians(18)) / math.sin(math.radians(126))
    corners = []
    for number in range(10):
        turn, far = math.radians(36 * number), inner if number % 2 else _STAR
        corners.append(_written(_RADIUS + far * math.sin(turn), _RADIUS - far * math.cos(turn)))
    return f"M {' L '.join(corners)} Z"


def _written(x: float, y: float) -> str:
    """To a hundredth of a point, so that no computer's last digit of a sine shows."""
    return f"{x:.2f} {y:.2f}"
