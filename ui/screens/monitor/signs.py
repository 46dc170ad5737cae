"""The monitor's table of signs: what each quarter showed, and what had been gathered by its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.screens.monitor.tables import CONTEXT
from ui.translation import translate
from ui.widgets.badge import Mark
from ui.widgets.format import DASH, count, day, percent
from ui.widgets.rows import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workstation.portfolio import QuarterSigns
    from workstation.scoring.evidence import Sign

_LEAST_SHOWN, _MOST_SHOWN = 0.0001, 10_000.0
_SIGNS = {
    "together": QT_TRANSLATE_NOOP("Monitor", "all figures together"),
    "largest": QT_TRANSLATE_NOOP("Monitor", "the figure that moved most"),
    "score": QT_TRANSLATE_NOOP("Monitor", "the mean score"),
    "early": QT_TRANSLATE_NOOP("Monitor", "early arrears"),
}


def sign_names(signs: Sequence[Sign]) -> list[str]:
    return [translate(CONTEXT, _SIGNS[sign.name]) for sign in signs]


def _of(quarter: QuarterSigns, name: str) -> Sign | None:
    return next((sign for sign in quarter.signs if sign.name == name), None)


def _chance(name: str) -> Column[QuarterSigns]:
    """How often chance looks so."""

    def shown(quarter: QuarterSigns) -> str:
        sign = _of(quarter, name)
        if sign is None:
            return DASH
        return f"< {percent(_LEAST_SHOWN, 2)}" if sign.p < _LEAST_SHOWN else percent(sign.p, 2)

    heads = {
        "together": QT_TRANSLATE_NOOP("Monitor", "Figures"),
        "largest": QT_TRANSLATE_NOOP("Monitor", "Largest"),
        "score": QT_TRANSLATE_NOOP("Monitor", "Score"),
        "early": QT_TRANSLATE_NOOP("Monitor", "Early arrears"),
    }
    return Column(heads[name], shown, 104, right=True, spare=0 if name in ("together", "early") else 2)


def _late(quarter: QuarterSigns) -> str:
    sign = _of(quarter, "early")
    if sign is None:
        return DASH
    words = translate(CONTEXT, QT_TRANSLATE_NOOP("Monitor", "{0}, expected {1}"))
    return words.format(count(round(sign.found)), f"{sign.expected:.1f}")


def _so_far(quarter: QuarterSigns) -> str:
    if quarter.so_far >= _MOST_SHOWN:
        return f"> {count(int(_MOST_SHOWN))}"
    return f"{quarter.so_far:.2f}" if quarter.so_far < 100 else count(round(quarter.so_far))


def sign_columns(sounds_at: float) -> tuple[Column[QuarterSigns], ...]:
    """The columns, with the state of a quarter by what had been gathered; 0 is no alarm at all."""

    def mark(quarter: QuarterSigns) -> Mark:
        if quarter.so_far >= sounds_at > 0:
            return Mark(translate(CONTEXT, QT_TRANSLATE_NOOP("Monitor", "Alarm")), "bad", "warning-circle")
        return Mark(translate(CONTEXT, QT_TRANSLATE_NOOP("Monitor", "Quiet")), "good", "check-circle")

    return (
        Column(QT_TRANSLATE_NOOP("Monitor", "Until"), lambda q: day(q.last), 0, strong=True),
        _chance("together"),
        _chance("largest"),
        _chance("score"),
        _chance("early"),
        Column(QT_TRANSLATE_NOOP("Monitor", "Late within 90 days"), _late, 150, right=True, spare=3),
        Column(QT_TRANSLATE_NOOP("Monitor", "Gathered"), _so_far, 96, right=True),
        Column(QT_TRANSLATE_NOOP("Monitor", "State"), lambda q: mark(q).text, 110, mark=mark),
    )
