"""The picture of the comparison: how far apart each measure is, and its deciles side by side.

In: a `Likeness`. Out: one SVG text, small charts in a grid under a chart of the distances.
"""

from __future__ import annotations

import math
from xml.sax.saxutils import escape

from workstation.training.likeness.measures import Scale
from workstation.training.likeness.report import DECILES, Compared, Likeness
from workstation.training.pictures import HEIGHT, WIDTH, Bars, Curve, bar_chart, line_chart, percent, plain

_COLUMNS = 4
_SMALL_WIDTH = 320
_SMALL_HEIGHT = HEIGHT * _SMALL_WIDTH // WIDTH
_TOP = 2 * _SMALL_HEIGHT
_NAMES_A_COLUMN = 17
_FACES = "Helvetica, Arial, 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"


def picture_of(likeness: Likeness) -> str:
    """One SVG. Amounts, counts and times stand on a logarithmic axis."""
    spread = [row for row in likeness.rows if len(row.real.deciles) > 1]
    rows = math.ceil(len(spread) / _COLUMNS)
    width, height = _COLUMNS * _SMALL_WIDTH, _TOP + rows * _SMALL_HEIGHT
    whole = bar_chart(
        [str(number) for number in range(1, len(likeness.rows) + 1)],
        [Bars("", [row.distance for row in likeness.rows])],
        title="真实与模拟之间的距离 · distance between real and simulated",
        y="0 = the same",
    )
    names = "".join(map(_named, range(len(likeness.rows)), likeness.rows))
    small = [
        _placed(_chart(row), place % _COLUMNS * _SMALL_WIDTH, _TOP + place // _COLUMNS * _SMALL_HEIGHT, 1)
        for place, row in enumerate(spread)
    ]
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">\n<rect width="{width}" height="{height}" fill="white"/>\n'
        + _placed(whole, 0, 0, 2)
        + names
        + "\n".join(small)
        + "\n</svg>\n"
    )


def _named(place: int, row: Compared) -> str:
    """The name behind a bar's number, in two columns beside the bars."""
    column, line = divmod(place, _NAMES_A_COLUMN)
    x, y = 2 * _SMALL_WIDTH + 10 + column * _SMALL_WIDTH, 30 + 22 * line
    words = escape(f"{place + 1}. {row.measure.title.zh} · {row.measure.title.en}")
    return f'<text x="{x}" y="{y}" font-size="12" font-family="{_FACES}">{words}</text>\n'


def _chart(row: Compared) -> str:
    log = row.measure.scale is Scale.LOG
    curves = [
        Curve(name, [(d, _height(v, log)) for d, v in zip(DECILES, side.deciles, strict=True)], dots=True)
        for name, side in (("真实 real", row.real), ("模拟 simulated", row.simulated))
    ]
    return line_chart(
        curves,
        title=f"{row.measure.title.zh} · {row.measure.title.en}",
        x=f"距离 apart {row.distance:.2f}",
        y="",
        x_ticks=percent,
        y_ticks=(lambda v: plain(float(f"{10**v:.2g}"))) if log else plain,
    )


def _height(value: float, log: bool) -> float:
    return math.log10(max(value, 1e-9)) if log else value


def _placed(svg: str, x: int, y: int, times: int) -> str:
    """A whole picture as a group of a larger one: viewers for small devices know no picture in a picture."""
    inside = svg[svg.index("<title>") : svg.rindex("</svg>")]
    scale = times * _SMALL_WIDTH / WIDTH
    return f'<g transform="translate({x},{y}) scale({scale:.4f})" fill-rule="evenodd">\n{inside}</g>'
