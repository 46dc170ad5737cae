"""The route of the day: chosen visits in an order that wastes little way and finds doors open. No map is
asked: ways are straight lines, lengthened by what streets usually add.

As many visits as the opening hours allow, then the earliest end, then the shortest way. Up to ten stops the
answer is the best there is (over subsets, after Held and Karp); beyond that stops are put in one by one where
they cost least, and moved as long as that helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from workstation.domain.hours import DAY_MINUTES, Window
from workstation.domain.places import metres_between
from workstation.domain.surveying import Position

MOST_EXACT = 10
MOST_STOPS = 60


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit of `minutes`, wholly within one of the day's windows; no window means closed that day."""

    id: str
    position: Position
    windows: tuple[Window, ...] = ((0, DAY_MINUTES),)
    minutes: int = 60


@dataclass(frozen=True, slots=True)
class Travel:
    """How one gets about: streets are `detour` times the straight line (1.3 is usual in towns; a lender may
    measure his own), driven at `kmh` including lights and parking."""

    kmh: int = 30
    detour: Fraction = Fraction(13, 10)

    def way(self, one: Position, other: Position) -> int:
        """Metres by street."""
        return round(metres_between(one, other) * self.detour)

    def minutes(self, metres: int) -> int:
        """Whole minutes, rounded up."""
        return -(-metres * 60 // (self.kmh * 1000))


@dataclass(frozen=True, slots=True)
class Leg:
    """The way to one stop and the visit there; moments in minutes of the day. `begin` may be later than
    `arrive`: one waits until the door opens."""

    stop: str
    metres: int
    arrive: int
    begin: int
    leave: int


@dataclass(frozen=True, slots=True)
class Route:
    """`left_out` are the stops that no order of the others leaves time for; `home` is when one is back."""

    legs: tuple[Leg, ...]
    left_out: tuple[str, ...]
    metres: int
    home: int


class _State(NamedTuple):
    """Where one stands after some stops; smaller is better."""

    time: int
    metres: int
    order: tuple[int, ...]


class _Ways:
    """Metres and minutes between all places, the start at the end."""

    def __init__(self, start: Position, stops: Sequence[Stop], travel: Travel) -> None:
        places = [*(stop.position for stop in stops), start]
        self.stops = stops
        self.start = len(stops)
        self.metres = [[travel.way(one, other) for other in places] for one in places]
        self.minutes = [[travel.minutes(way) for way in row] for row in self.metres]

    def step(self, state: _State, to: int) -> _State | None:
        """The visit at `to` after `state`; None where its doors are shut by then."""
        at = state.order[-1] if state.order else self.start
        begin = _begin(self.stops[to], state.time + self.minutes[at][to])
        if begin is None:
            return None
        end = begin + self.stops[to].minutes
        return _State(end, state.metres + self.metres[at][to], (*state.order, to))

    def follow(self, leave_at: int, order: Sequence[int]) -> _State | None:
        state: _State | None = _State(leave_at, 0, ())
        for to in order:
            if state is None:
                return None
            state = self.step(state, to)
        return state

    def home(self, state: _State) -> tuple[int, int, int]:
        """What is compared: how few are visited, when one is back, how far it was."""
        at = state.order[-1] if state.order else self.start
        back = state.time + self.minutes[at][self.start]
        return (-len(state.order), back, state.metres + self.metres[at][self.start])


def plan_route(start: Position, leave_at: int, stops: Sequence[Stop], travel: Travel | None = None) -> Route:
    """Leave `start` at a minute of the day, and come back to it. At most `MOST_STOPS` stops with ids of their
    own: more are a fault of the caller."""
    if len(stops) > MOST_STOPS or len({stop.id for stop in stops}) < len(stops):
        raise ValueError("a route has at most sixty stops, each once")
    ways = _Ways(start, stops, travel or Travel())
    best = _exact(ways, leave_at) if len(stops) <= MOST_EXACT else _improved(ways, leave_at)
    return _route(ways, best, leave_at)


def _begin(stop: Stop, arrive: int) -> int | None:
    """The first minute from `arrive` on at which the whole visit fits into a window."""
    for opens, closes in stop.windows:
        begin = max(arrive, opens)
        if begin + stop.minutes <= closes:
            return begin
    return None


def _exact(ways: _Ways, leave_at: int) -> _State:
    """Of all ways to visit a subset that end at the same stop, only the one that ends first can lead to the
    best whole: who is earlier may wait."""
    none = _State(leave_at, 0, ())
    best, layer = none, {(0, ways.start): none}
    for _ in ways.stops:
        reached: dict[tuple[int, int], _State] = {}
        for (visited, _at), state in layer.items():
            for to in range(len(ways.stops)):
                if visited >> to & 1 or (after := ways.step(state, to)) is None:
                    continue
                key = (visited | 1 << to, to)
                if key not in reached or after < reached[key]:
                    reached[key] = after
        best = min((best, *reached.values()), key=ways.home)
        layer = reached
    return best


def _improved(ways: _Ways, leave_at: int) -> _State:
    """Put in the stop that costs least where it costs least, until none fits; then move single stops and turn
    stretches round as long as that is better, and try again to put in what was left out."""
    best = _State(leave_at, 0, ())
    while True:
        grown = _grown(ways, leave_at, best)
        moved = _moved(ways, leave_at, grown)
        if ways.home(moved) >= ways.home(best):
            return best
        best = moved


def _grown(ways: _Ways, leave_at: int, state: _State) -> _State:
    while True:
        missing = [to for to in range(len(ways.stops)) if to not in state.order]
        orders = (
            (*state.order[:place], to, *state.order[place:])
            for to in missing
            for place in range(len(state.order) + 1)
        )
        found = [after for order in orders if (after := ways.follow(leave_at, order)) is not None]
        if not found:
            return state
        state = min(found, key=ways.home)


def _moved(ways: _Ways, leave_at: int, state: _State) -> _State:
    while True:
        orders = [
            order
            for first in range(len(state.order))
            for last in range(first + 1, len(state.order) + 1)
            for order in _neighbours(state.order, first, last)
        ]
        found = [after for order in orders if (after := ways.follow(leave_at, order)) is not None]
        better = min((state, *found), key=ways.home)
        if ways.home(better) >= ways.home(state):
            return state
        state = better


def _neighbours(order: tuple[int, ...], first: int, last: int) -> tuple[tuple[int, ...], ...]:
    """A stretch turned round, and the stop at its start moved to its end and the other way."""
    head, stretch, tail = order[:first], order[first:last], order[last:]
    return (
        head + stretch[::-1] + tail,
        head + stretch[1:] + stretch[:1] + tail,
        head + stretch[-1:] + stretch[:-1] + tail,
    )


def _route(ways: _Ways, state: _State, leave_at: int) -> Route:
    legs, now, at = [], leave_at, ways.start
    for to in state.order:
        stop, arrive = ways.stops[to], now + ways.minutes[at][to]
        begin = _begin(stop, arrive)
        assert begin is not None  # the order was found by the same rule
        now = begin + stop.minutes
        legs.append(Leg(stop.id, ways.metres[at][to], arrive, begin, now))
        at = to
    _, home, metres = ways.home(state)
    left_out = tuple(stop.id for number, stop in enumerate(ways.stops) if number not in state.order)
    return Route(tuple(legs), left_out, metres, home)
