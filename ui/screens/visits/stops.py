"""The stops of a day in their order, and those that are left out with why: two tables as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.screens.visits.words import CONTEXT
from ui.translation import translate
from ui.widgets.badge import Mark
from ui.widgets.format import DASH, count
from ui.widgets.rows import Column
from workstation.domain.hours import clock
from workstation.services.visits import DayRoute, VisitPlace, kilometres, shut_that_day

if TYPE_CHECKING:
    from workstation.surveys.route import Leg


@dataclass(frozen=True, slots=True)
class StopLine:
    """One stop: its number in the day, the way to it and the visit there, and whose it is."""

    number: int
    leg: Leg
    place: VisitPlace

    @property
    def waits(self) -> int:
        """Minutes before the door opens."""
        return self.leg.begin - self.leg.arrive


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A seller who is not in the day: `why` is unplaced, shut or late."""

    place: VisitPlace
    why: str


def stop_lines(found: DayRoute) -> tuple[StopLine, ...]:
    return tuple(
        StopLine(number, leg, found.places[leg.stop]) for number, leg in enumerate(found.route.legs, start=1)
    )


def left_out_lines(found: DayRoute) -> tuple[LeftOut, ...]:
    """Those without a position first: that can be mended at once."""
    unplaced = [LeftOut(place, "unplaced") for place in found.unplaced]
    return (
        *unplaced,
        *(
            LeftOut(found.places[one], "shut" if shut_that_day(found, one) else "late")
            for one in found.route.left_out
        ),
    )


def stop_words(line: StopLine) -> str:
    """Where one goes and whom one rings up, and how long one waits at the door."""
    parts = [line.place.name, line.place.address, line.place.phone]
    if line.waits:
        words = translate("Visits", "there at {time}, {n} minutes before it opens")
        parts.append(words.format(time=clock(line.leg.arrive), n=count(line.waits)))
    return " · ".join(filter(None, parts))


_WHY_NOT = {
    "unplaced": (QT_TRANSLATE_NOOP("Visits", "no position"), "warn", "map-pin"),
    "shut": (QT_TRANSLATE_NOOP("Visits", "closed that day"), "plain", "prohibit"),
    "late": (QT_TRANSLATE_NOOP("Visits", "no time while it is open"), "plain", "clock"),
}


def why_not_mark(line: LeftOut) -> Mark:
    text, tone, symbol = _WHY_NOT[line.why]
    return Mark(translate(CONTEXT, text), tone, symbol)


def _waiting(line: StopLine) -> str:
    return translate("Visits", "{n} min").format(n=count(line.waits)) if line.waits else ""


STOPS: tuple[Column[StopLine], ...] = (
    Column(QT_TRANSLATE_NOOP("Visits", "#"), lambda s: str(s.number), 40, right=True),
    Column(QT_TRANSLATE_NOOP("Visits", "There"), lambda s: f"{clock(s.leg.begin)}–{clock(s.leg.leave)}", 112),
    Column(QT_TRANSLATE_NOOP("Visits", "Seller"), lambda s: s.place.name, 0, strong=True),
    Column(QT_TRANSLATE_NOOP("Visits", "Phone"), lambda s: s.place.phone or DASH, 126, spare=2),
    Column(QT_TRANSLATE_NOOP("Visits", "Way"), lambda s: kilometres(s.leg.metres), 84, right=True),
    Column(QT_TRANSLATE_NOOP("Visits", "Wait"), _waiting, 68, right=True, spare=1),
)

LEFT_OUT: tuple[Column[LeftOut], ...] = (
    Column(QT_TRANSLATE_NOOP("Visits", "Seller"), lambda s: s.place.name, 0, strong=True),
    Column(QT_TRANSLATE_NOOP("Visits", "Why not"), lambda s: why_not_mark(s).text, 196, mark=why_not_mark),
)
