"""The part of a book's report that is about later rows: the figures in words, the level by period."""

from __future__ import annotations

from html import escape

from workstation.training import metrics
from workstation.training.book.later import Later
from workstation.training.book.report import calibration_bins, inside
from workstation.training.pictures import Curve, calibration_chart, line_chart, percent

_FEWEST = 20
"""Rows of a period whose rate is worth a point of the picture."""


def later_section(later: Later) -> list[str]:
    """HTML, with its pictures inside."""
    return [
        "<h2>Out of time · 时间外检验</h2>",
        *(f"<p>{escape(line)}.</p>" for line in later.lines()),
        *map(inside, (_levels(later), _calibration(later))),
        "<p>Earlier rows are judged by trees of other earlier rows, later ones at the newest level.</p>",
    ]


def _levels(later: Later) -> str:
    shown = [p for p in later.periods if p.rows >= _FEWEST]
    places = {name: float(place) for place, name in enumerate(dict.fromkeys(p.name for p in shown))}
    names = list(places)
    return line_chart(
        [
            Curve("bad rate", [(places[p.name], p.bad_rate) for p in shown]),
            Curve(
                "mean PD, earlier",
                [(places[p.name], p.mean_probability) for p in shown if not p.later],
            ),
            Curve("mean PD, later", [(places[p.name], p.mean_probability) for p in shown if p.later]),
        ],
        title="Level by period · 各期水平",
        x="period",
        y="share bad",
        x_ticks=lambda place: names[int(place)] if place in places.values() else "",
        y_ticks=percent,
    )


def _calibration(later: Later) -> str:
    bins = calibration_bins(later.bad, metrics.probability(later.margins))
    return calibration_chart(bins, title="Later rows · 时间外校准", x="predicted probability", y="bad rate")
