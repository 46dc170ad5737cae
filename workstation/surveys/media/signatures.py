"""Signatures drawn on a pad: strokes of points, made into a picture of black ink on white."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from itertools import pairwise

from workstation.errors import KnownError

Point = tuple[float, float]
Stroke = Sequence[Point]

WIDTH, HEIGHT = 900, 300
_FINER = 2  # drawn so many times larger, for smooth edges
_PEN = 5
_LEAST_WAY = 0.15
_MOST_POINTS = 20_000


def signature_of(strokes: Sequence[Stroke]) -> bytes:
    """PNG bytes of 900 × 300. Points run from 0 to 1 in both directions, `(0, 0)` at the upper left. Raises
    `KnownError` `signature.empty` where hardly anything was drawn."""
    from PIL import Image, ImageDraw

    if sum(len(stroke) for stroke in strokes) > _MOST_POINTS or _way(strokes) < _LEAST_WAY:
        raise KnownError(
            "signature.empty",
            "this is no signature yet",
            remedy="Sign with the pen, the finger or the mouse.",
        )
    size = WIDTH * _FINER, HEIGHT * _FINER
    picture = Image.new("L", size, 255)
    ink = ImageDraw.Draw(picture)
    for stroke in strokes:
        points = [(_held(x) * size[0], _held(y) * size[1]) for x, y in stroke]
        ink.line(points, fill=0, width=_PEN * _FINER, joint="curve")
        for x, y in points[:1] + points[-1:]:
            half = _PEN * _FINER / 2
            ink.ellipse((x - half, y - half, x + half, y + half), fill=0)
    stream = io.BytesIO()
    picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _way(strokes: Sequence[Stroke]) -> float:
    """How far the pen went, in widths of the pad."""
    return math.fsum(math.dist(one, other) for stroke in strokes for one, other in pairwise(stroke))


def _held(value: float) -> float:
    return min(1.0, max(0.0, value))
