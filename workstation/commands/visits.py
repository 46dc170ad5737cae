"""The day's visits from the command line: the route through chosen sellers, and where a seller is to be
found."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.commands.desk import desk_of
from workstation.commands.reading import read_count, read_day
from workstation.commands.verb import Answer, Verb
from workstation.domain.hours import clock, minute_of
from workstation.domain.places import position_of
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.services.visits import DayRoute


def _route_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID", help="the sellers to visit")
    parser.add_argument("--start", required=True, metavar="POSITION", help="where you leave, as 31.23,121.47")
    parser.add_argument("--start-name", default="", metavar="NAME", help="what that place is called")
    parser.add_argument("--day", metavar="DATE", help="today where none is named")
    parser.add_argument("--leave", default="09:00", metavar="HH:MM")
    parser.add_argument("--minutes", type=read_count, default=60, help="what one visit takes")
    parser.add_argument("--kmh", type=read_count, default=30, help="how fast one gets about, lights included")
    parser.add_argument("--detour", default="1.3", help="how much longer streets are than the straight line")
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="print the route into this PDF")


def _route(arguments: Namespace) -> Answer:
    from workstation.files import write_whole
    from workstation.services.visits import DayPlan

    start = position_of(arguments.start)
    if start is None:
        raise KnownError(
            "position.unreadable",
            "the position cannot be read",
            where=arguments.start,
            remedy="Write it as 31.2304, 121.4737: latitude, then longitude.",
        )
    with desk_of(arguments) as desk:
        day = read_day(arguments.day) if arguments.day else desk.clock.today()
        plan = DayPlan(
            day, start, _minute(arguments.leave), arguments.minutes, arguments.kmh, _detour(arguments.detour)
        )
        found = desk.visits.route([desk.cases.resolve(one) for one in arguments.ids], plan)
        if arguments.out:
            pdf = desk.visits.paper(found, arguments.start_name or arguments.start)
            write_whole(arguments.out, pdf, private=True)
    return Answer(_route_json(found), _route_lines(found))


def _minute(text: str) -> int:
    minute = minute_of(text)
    if minute is None:
        raise KnownError("usage.time", f"{text} is not a time of day", remedy="Write it like 09:00.")
    return minute


def _detour(text: str) -> Fraction:
    try:
        detour = Fraction(text)
    except (ValueError, ZeroDivisionError):
        detour = Fraction(0)
    if not 1 <= detour <= 5:
        raise KnownError(
            "usage.detour", f"{text} is no such factor", remedy="Write it like 1.3, from 1 to 5."
        )
    return detour


def _route_json(found: DayRoute) -> Any:
    def source_id(applicant_id: str) -> str:
        return applicant_id.partition(":")[2]

    return {
        "day": found.plan.day.isoformat(),
        "legs": [
            {
                "applicant": source_id(leg.stop),
                "metres": leg.metres,
                "arrive": clock(leg.arrive),
                "begin": clock(leg.begin),
                "leave": clock(leg.leave),
            }
            for leg in found.route.legs
        ],
        "left_out": [source_id(one) for one in found.route.left_out],
        "no_position": [source_id(place.applicant_id) for place in found.unplaced],
        "metres": found.route.metres,
        "home": clock(found.route.home),
    }


def _route_lines(found: DayRoute) -> list[str]:
    from workstation.services.visits import kilometres, shut_that_day

    lines = [
        f"{clock(leg.begin)}–{clock(leg.leave)}  {kilometres(leg.metres):>9}  {found.places[leg.stop].name}"
        for leg in found.route.legs
    ]
    lines.append(f"back at {clock(found.route.home)}, {kilometres(found.route.metres)} in all")
    for one in found.route.left_out:
        why = "closed that day" if shut_that_day(found, one) else "cannot be reached while it is open"
        lines.append(f"left out: {found.places[one].name}, {why}")
    return lines + [f"left out: {place.name}, no position known" for place in found.unplaced]


def _place_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", help="the applicant's id")
    parser.add_argument("--position", metavar="POSITION", help="as 31.23,121.47; empty to forget it")
    parser.add_argument("--hours", metavar="HOURS", help="as '1-5 9:00-18:00; 6 10:00-16:00'")


def _place(arguments: Namespace) -> Answer:
    if arguments.position is None and arguments.hours is None:
        raise KnownError("usage.place", "nothing is said of the place", remedy="Add --position or --hours.")
    with desk_of(arguments) as desk:
        applicant_id = desk.cases.resolve(arguments.id)
        desk.visits.note_place(applicant_id, position=arguments.position, hours=arguments.hours)
        (place,) = desk.visits.places([applicant_id])
    data = {"applicant": arguments.id, "hours": place.hours_text, "placed": place.position is not None}
    return Answer(data, [f"{place.name}: noted; it is sent at the next sync."])


VERBS = (
    Verb(("route",), "order the day's visits by way and opening hours", _route_arguments, _route),
    Verb(("place",), "note where a seller is and when it is open", _place_arguments, _place),
)
