"""What the monitor compares, and what each part of it still waits for, in sentences.

Goes in: a report. Comes out: texts in the language in force; an empty one where the part has figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.screens.monitor.tables import CONTEXT
from ui.translation import translate
from ui.widgets.format import count, day
from workstation.domain.decided import LEAST_ROWS

if TYPE_CHECKING:
    from workstation.portfolio import Monitor


def compared(found: Monitor) -> str:
    """Which decisions are watched, and against which; where nothing came before, that."""
    now, before = found.now, found.before
    if found.watched.of_bundle:
        words = QT_TRANSLATE_NOOP(
            "Monitor",
            "{n} decisions of {first} to {last} against those for whom the models were trained",
        )
    elif not found.watched.before:
        words = QT_TRANSLATE_NOOP(
            "Monitor", "{n} decisions of {first} to {last}; nothing earlier to hold them against"
        )
    else:
        words = QT_TRANSLATE_NOOP("Monitor", "{n} decisions of {first} to {last} against {m} of {a} to {b}")
    return translate(CONTEXT, words).format(
        n=count(found.watched.now), first=day(now.first), last=day(now.last),
        m=count(found.watched.before), a=day(before.first), b=day(before.last),
    )  # fmt: skip


def waits_for_drift(found: Monitor) -> str:
    watched, since = found.watched, found.awaited.drift_from
    if watched.score is not None or watched.figures:
        return ""
    words = translate(
        CONTEXT,
        QT_TRANSLATE_NOOP(
            "Monitor",
            "Waits for {least} decisions in the time watched and as many before it: {n} and {m} are here.",
        ),
    ).format(least=LEAST_ROWS, n=count(watched.now), m=count(watched.before))
    if since is None:
        return words
    then = translate(
        CONTEXT, QT_TRANSLATE_NOOP("Monitor", "Those that are here are enough before it from {day} on.")
    )
    return f"{words}\n{then.format(day=day(since))}"


def waits_for_outcomes(found: Monitor) -> str:
    if found.calibration:
        return ""
    since = found.awaited.outcomes_from
    if since is None:
        return translate(
            CONTEXT,
            QT_TRANSLATE_NOOP(
                "Monitor", "Waits for loans: none was drawn yet. After a year it shows how one fared."
            ),
        )
    words = translate(
        CONTEXT,
        QT_TRANSLATE_NOOP("Monitor", "Waits until the first loan has had its year, on {day}."),
    )
    return words.format(day=day(since))


def waits_for_curves(found: Monitor) -> str:
    if any(vintage.shares for vintage in found.vintages):
        return ""
    since = found.awaited.vintages_from
    if since is None:
        return translate(
            CONTEXT,
            QT_TRANSLATE_NOOP(
                "Monitor", "Waits for loans: a curve begins a month after a quarter's last draw."
            ),
        )
    words = translate(
        CONTEXT,
        QT_TRANSLATE_NOOP(
            "Monitor", "Waits until each loan of a quarter is a month old: {day} at the earliest."
        ),
    )
    return words.format(day=day(since))
