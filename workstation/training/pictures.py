"""Pictures of figures, as SVG texts: lines with bands and marks, bars side by side, calibration, profit.

In: numbers and the words beside them. Out: one SVG text each, drawn with reportlab.graphics; the same input
gives the same text. A picture never computes what it shows, and says "no data" rather than failing where
nothing finite came in. Colours are Okabe and Ito's, which colour-blind people can tell apart, and each line
has a dash of its own for those who see none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from xml.sax.saxutils import escape

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

Point: TypeAlias = tuple[float, float]
Range: TypeAlias = tuple[float, float]

WIDTH, HEIGHT = 560, 340
_LEFT, _RIGHT, _BOTTOM, _TOP = 64, 16, 44, 34
_FONT, _FACES = "Helvetica", "Helvetica, Arial, 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
_SIZE = 10
_INK, _PALE, _PAPER = HexColor("#222222"), HexColor("#dddddd"), HexColor("#ffffff")
_COLOURS = tuple(map(HexColor, ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#666666")))
_DASHES: tuple[list[int] | None, ...] = (None, [6, 3], [2, 2], [8, 3, 2, 3], [4, 2], [1, 2], [10, 4])
_TICKS = 6
_DOT = 2.5


@dataclass(frozen=True, slots=True)
class Curve:
    """A named line through `points`; it breaks where one is not finite. `dots` marks each point."""

    name: str
    points: Sequence[Point]
    dots: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A shaded area between two heights at each place: (x, low, high)."""

    name: str
    points: Sequence[tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A dashed line across the picture with a word beside it: at a place on the x axis, or at a height."""

    at: float
    words: str
    axis: Literal["x", "y"] = "x"


@dataclass(frozen=True, slots=True)
class Bars:
    """One height for each label of a bar chart; those of several `Bars` stand side by side."""

    name: str
    heights: Sequence[float]


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """What was predicted on average and what happened, both 0–1, with the interval of the latter."""

    predicted: float
    observed: float
    low: float
    high: float


def plain(value: float) -> str:
    """A tick as a person writes it: 0.25, 1,500, 2e-06."""
    if value and not 1e-4 <= abs(value) < 1e7:
        return f"{value:.3g}"
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(value: float) -> str:
    """A share as a tick: 0.25 → 25%."""
    return plain(round(value * 100, 6)) + "%"


def line_chart(
    curves: Sequence[Curve],
    *,
    title: str,
    x: str,
    y: str,
    bands: Sequence[Band] = (),
    marks: Sequence[Mark] = (),
    x_range: Range | None = None,
    y_range: Range | None = None,
    x_ticks: Callable[[float], str] = plain,
    y_ticks: Callable[[float], str] = plain,
) -> str:
    """Curves and bands over one pair of axes. A range that is not given is that of what is drawn."""
    seen = [p for c in curves for p in c.points]
    seen += [(at, height) for b in bands for at, *pair in b.points for height in pair]
    frame = _frame(title, x, y, seen, marks, (x_range, y_range), (x_ticks, y_ticks))
    if frame is None:
        return _nothing(title)
    for number, band in enumerate(bands):
        frame.band(band, _colour(number))
    for mark in marks:
        frame.mark(mark)
    for number, curve in enumerate(curves):
        frame.curve(curve, _colour(number), _DASHES[number % len(_DASHES)])
    frame.legend([c.name for c in curves], [b.name for b in bands])
    return frame.svg()


def bar_chart(
    labels: Sequence[str],
    groups: Sequence[Bars],
    *,
    title: str,
    y: str,
    x: str = "",
    y_range: Range | None = None,
    y_ticks: Callable[[float], str] = plain,
) -> str:
    """Bars side by side over `labels`; heights start at zero. A height that is not finite has no bar."""
    heights = [h for g in groups for h in g.heights if math.isfinite(h)]
    if not labels or not heights:
        return _nothing(title)
    ends = y_range or _padded(min(0.0, *heights), max(0.0, *heights), zero=True)
    frame = _Frame(title, x, y, (0.0, float(len(labels))), ends)
    frame.axis_y(y_ticks)
    width = 0.8 / max(len(groups), 1)
    for number, group in enumerate(groups):
        for place, height in enumerate(group.heights):
            if math.isfinite(height):
                frame.bar(place + 0.1 + number * width, width, height, _colour(number))
    frame.labels(labels)
    frame.legend([], [g.name for g in groups])
    return frame.svg()


def calibration_chart(bins: Sequence[CalibrationBin], *, title: str, x: str, y: str) -> str:
    """Predicted against observed with intervals, beside the diagonal of perfect calibration."""
    kept = [b for b in bins if math.isfinite(b.predicted) and math.isfinite(b.observed)]
    if not kept:
        return _nothing(title)
    top = _padded(0.0, max(max(b.predicted, b.high) for b in kept), zero=True)[1]
    frame = _Frame(title, x, y, (0.0, top), (0.0, top))
    frame.axis_x(percent)
    frame.axis_y(percent)
    frame.stroke([(0.0, 0.0), (top, top)], _INK, [4, 3])
    for b in kept:
        frame.stroke([(b.predicted, b.low), (b.predicted, b.high)], _COLOURS[0], None)
    frame.curve(Curve("", [(b.predicted, b.observed) for b in kept], dots=True), _COLOURS[0], None)
    return frame.svg()


def profit_curve(
    points: Sequence[Point], *, title: str, x: str, y: str, in_force: Sequence[tuple[float, str]] = ()
) -> str:
    """Profit by cut-off: `points` are (highest PD accepted, profit); each point in force is marked with its
    words, and the zero of profit is drawn."""
    return line_chart(
        [Curve("", points)],
        title=title,
        x=x,
        y=y,
        marks=[Mark(at, words) for at, words in in_force] + [Mark(0.0, "", axis="y")],
        x_ticks=percent,
    )


def _colour(number: int) -> Any:
    return _COLOURS[number % len(_COLOURS)]


def _nothing(title: str) -> str:
    drawing = _sheet(title)
    drawing.add(_text(WIDTH / 2, HEIGHT / 2, "无数据 · no data", "middle"))
    return _svg(drawing, title)


def _frame(
    title: str,
    x: str,
    y: str,
    seen: Sequence[Point],
    marks: Sequence[Mark],
    ranges: tuple[Range | None, Range | None],
    ticks: tuple[Callable[[float], str], Callable[[float], str]],
) -> _Frame | None:
    finite = [p for p in seen if all(map(math.isfinite, p))]
    if not finite:
        return None
    ends = []
    for axis, given in enumerate(ranges):
        values = [p[axis] for p in finite]
        values += [m.at for m in marks if m.axis == "xy"[axis] and math.isfinite(m.at)]
        ends.append(given or _padded(min(values), max(values), zero=False, tight=axis == 0))
    frame = _Frame(title, x, y, ends[0], ends[1])
    frame.axis_x(ticks[0])
    frame.axis_y(ticks[1])
    return frame


def _padded(low: float, high: float, *, zero: bool, tight: bool = False) -> Range:
    """Ends of an axis: a little more than is drawn, never of no length."""
    if low == high:
        return (min(low, 0.0), high + (abs(high) or 1.0)) if zero else (low - 0.5, high + 0.5)
    room = 0.0 if tight else (high - low) * 0.06
    if zero:
        return (0.0 if low == 0.0 else low - room), (0.0 if high == 0.0 else high + room)
    return low - room, high + room


def ticks_of(low: float, high: float, about: int = _TICKS) -> list[float]:
    """Round numbers between the ends of an axis, steps of 1, 2 or 5 times a power of ten."""
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= rough * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    return [number * step for number in range(first, math.floor(high / step + 1e-9) + 1)]


def _sheet(title: str) -> Any:
    drawing = Drawing(WIDTH, HEIGHT)
    drawing.add(Rect(0, 0, WIDTH, HEIGHT, fillColor=_PAPER, strokeColor=None))
    drawing.add(_text(_LEFT, HEIGHT - 14, title, "start", size=12))
    return drawing


def _text(x: float, y: float, words: str, anchor: str, *, size: int = _SIZE) -> Any:
    """Words at whole units: the renderer drops what is behind the point of a text's height."""
    left = x - _width(words, size) * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    return String(round(left, 1), round(y), words, fontName=_FONT, fontSize=size, fillColor=_INK)


def _width(words: str, size: int = _SIZE) -> float:
    """Width of words; a Chinese character, which the font lacks, is as wide as it is high."""
    known = "".join(c for c in words if c < "\u2e80")
    return float(stringWidth(known, _FONT, size)) + (len(words) - len(known)) * size


def _svg(drawing: Any, title: str) -> str:
    text: str = renderSVG.drawToString(drawing)
    # A picture inside a page needs no clip of its own, and its id would be there once for each picture.
    text = re.sub(r'\s*<clipPath id="clip">.*?</clipPath>', "", text, flags=re.DOTALL)
    text = text.replace(' id="group"', "").replace(' style="clip-path: url(#clip)"', "")
    text = re.sub(r"<!DOCTYPE.*?>\s*", "", text, flags=re.DOTALL)
    text = text.replace("fill: None", "fill: none")
    text = re.sub(r"<title>.*?</desc>", lambda _: f"<title>{escape(title)}</title>", text, flags=re.DOTALL)
    return text.replace(f"font-family: {_FONT}", f"font-family: {_FACES}")


class _Frame:
    """A sheet with a pair of axes, and what is drawn between them in the axes' own units."""

    def __init__(self, title: str, x: str, y: str, x_range: Range, y_range: Range) -> None:
        self._drawing, self._title = _sheet(title), title
        self._x, self._y = x_range, y_range
        self._add(Line(_LEFT, _BOTTOM, WIDTH - _RIGHT, _BOTTOM, strokeColor=_INK))
        self._add(Line(_LEFT, _BOTTOM, _LEFT, HEIGHT - _TOP, strokeColor=_INK))
        self._add(_text((_LEFT + WIDTH - _RIGHT) / 2, 8, x, "middle"))
        # A name beside the axis would have to stand on its head; above it, it can be read.
        self._add(_text(_LEFT - 8, HEIGHT - _TOP + 6, y, "start", size=9))

    def _add(self, shape: Any) -> None:
        self._drawing.add(shape)

    def _at(self, point: Point) -> Point:
        return self._across(point[0]), self._up(point[1])

    def _across(self, value: float) -> float:
        low, high = self._x
        return round(_LEFT + (value - low) / (high - low) * (WIDTH - _LEFT - _RIGHT), 2)

    def _up(self, value: float) -> float:
        low, high = self._y
        return round(_BOTTOM + (value - low) / (high - low) * (HEIGHT - _BOTTOM - _TOP), 2)

    def axis_x(self, shown: Callable[[float], str]) -> None:
        for value in ticks_of(*self._x):
            at = self._across(value)
            self._add(Line(at, _BOTTOM, at, _BOTTOM - 4, strokeColor=_INK))
            self._add(_text(at, _BOTTOM - 15, shown(value), "middle"))

    def axis_y(self, shown: Callable[[float], str]) -> None:
        for value in ticks_of(*self._y):
            at = self._up(value)
            self._add(Line(_LEFT, at, WIDTH - _RIGHT, at, strokeColor=_PALE, strokeWidth=0.5))
            self._add(_text(_LEFT - 6, at - 3, shown(value), "end"))

    def labels(self, labels: Sequence[str]) -> None:
        """Words under bars: every one where they fit, else every second, third …"""
        room = (WIDTH - _LEFT - _RIGHT) / len(labels)
        widest = max(map(_width, labels)) + 6
        for place in range(0, len(labels), max(1, math.ceil(widest / room))):
            self._add(_text(self._across(place + 0.5), _BOTTOM - 15, labels[place], "middle"))

    def bar(self, left: float, width: float, height: float, colour: Any) -> None:
        low, high = sorted((self._up(0.0), self._up(height)))
        start = self._across(left)
        across = self._across(left + width) - start
        self._add(Rect(start, low, across, high - low, fillColor=colour, strokeColor=None))

    def band(self, band: Band, colour: Any) -> None:
        finite = [p for p in band.points if all(map(math.isfinite, p))]
        corners = [self._at((x, low)) for x, low, _ in finite]
        corners += [self._at((x, high)) for x, _, high in reversed(finite)]
        flat = [coordinate for corner in corners for coordinate in corner]
        pale = Color(colour.red, colour.green, colour.blue, alpha=0.2)
        self._add(Polygon(flat, fillColor=pale, strokeColor=None))

    def stroke(self, points: Sequence[Point], colour: Any, dash: list[int] | None, width: float = 1) -> None:
        flat = [coordinate for point in points for coordinate in self._at(point)]
        self._add(PolyLine(flat, strokeColor=colour, strokeWidth=width, strokeDashArray=dash))

    def curve(self, curve: Curve, colour: Any, dash: list[int] | None) -> None:
        for piece in _pieces(curve.points):
            if len(piece) > 1:
                self.stroke(piece, colour, dash, 1.6)
            if curve.dots or len(piece) == 1:
                for point in piece:
                    self._add(Circle(*self._at(point), _DOT, fillColor=colour, strokeColor=colour))

    def mark(self, mark: Mark) -> None:
        if not math.isfinite(mark.at):
            return
        (low, high), (start, end) = self._y, self._x
        ends = [(mark.at, low), (mark.at, high)] if mark.axis == "x" else [(start, mark.at), (end, mark.at)]
        self.stroke(ends, _INK, [3, 3], 0.8)
        x, y = self._at(ends[1])
        if mark.axis == "x":
            side = "end" if x > WIDTH * 0.7 else "start"
            self._add(_text(x + (4 if side == "start" else -4), y - 10, mark.words, side))
        else:
            self._add(_text(x, y + 3, mark.words, "end"))

    def legend(self, curves: Sequence[str], areas: Sequence[str]) -> None:
        """Names with their line or patch, right of the title, from right to left; one alone needs none."""
        named = [(n, _colour(i), _DASHES[i % len(_DASHES)], False) for i, n in enumerate(curves) if n]
        named += [(n, _colour(i), None, True) for i, n in enumerate(areas) if n]
        if len(named) < 2 and not areas[1:] and not (curves and areas):
            return
        right: float = WIDTH - _RIGHT
        for name, colour, dash, area in reversed(named):
            left = right - _width(name)
            self._add(_text(left, HEIGHT - 28, name, "start"))
            if area:
                self._add(Rect(left - 14, HEIGHT - 28, 10, 7, fillColor=colour, strokeColor=None))
            else:
                y = HEIGHT - 25
                line = Line(left - 22, y, left - 4, y, strokeColor=colour, strokeWidth=1.6)
                line.strokeDashArray = dash
                self._add(line)
            right = left - 32

    def svg(self) -> str:
        return _svg(self._drawing, self._title)


def _pieces(points: Sequence[Point]) -> list[list[Point]]:
    """Runs of finite points."""
    pieces: list[list[Point]] = [[]]
    for point in points:
        if all(map(math.isfinite, point)):
            pieces[-1].append(point)
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]
