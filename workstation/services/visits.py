"""The day's visits: where sellers are and when they are open, the route through those chosen, and its sheet.

Nothing here asks a network. A position is what the file says, else what the last visit that counts measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from workstation.domain.acts import ActKind
from workstation.domain.hours import ALWAYS, OpenHours, clock, hours_of
from workstation.domain.places import position_of
from workstation.domain.records import ApplicantFile
from workstation.domain.surveying import Position, counting, surveys_of
from workstation.domain.text import Bilingual
from workstation.domain.visit_list import VisitRow, visit_rows
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.ports import CaseStore, PickStore
from workstation.services.acting import Hand

if TYPE_CHECKING:
    from workstation.letters.model import LenderProfile
    from workstation.letters.values.working import RouteSheet
    from workstation.surveys.route import Leg, Route


@dataclass(frozen=True, slots=True)
class VisitPlace:
    """Where one seller is to be found. `measured` says that the position is a visit's and not the file's;
    hours that cannot be read count as unknown."""

    applicant_id: str
    name: str
    address: str
    phone: str
    position: Position | None
    measured: bool
    hours_text: str
    hours: OpenHours


@dataclass(frozen=True, slots=True)
class DayPlan:
    """How a day is planned: `start` is where one leaves and comes back to, `leave_at` in minutes of the day,
    `visit_minutes` what one visit takes."""

    day: date
    start: Position
    leave_at: int = 9 * 60
    visit_minutes: int = 60
    kmh: int = 30
    detour: Fraction = Fraction(13, 10)


@dataclass(frozen=True, slots=True)
class DayRoute:
    """The route found, with the places it is about in the order chosen; `unplaced` have no position."""

    plan: DayPlan
    route: Route
    places: Mapping[str, VisitPlace]
    unplaced: tuple[VisitPlace, ...]


@dataclass(frozen=True, slots=True)
class Visits:
    cases: CaseStore
    picks: PickStore
    hand: Hand

    def all(self) -> tuple[VisitRow, ...]:
        """Everything to visit, to correct and to review among the files here, and what was visited."""
        added = self.picks.all()
        return visit_rows(self.cases.visiting(added.keys()), self.hand.clock.today(), added)

    def add(self, applicant_id: str) -> Changes:
        """Put a seller on the list until a survey is made. Raises `KnownError` (`file.unknown`)."""
        self.cases.applicant_file(applicant_id, ledgers=False)
        changes = self.picks.add(applicant_id, self.hand.new_id())
        self.hand.bell.ring(changes, "visit.add")
        return changes

    def take_off(self, applicant_id: str) -> Changes:
        """Undo `add`."""
        changes = self.picks.take_off(applicant_id)
        self.hand.bell.ring(changes, "visit.take_off")
        return changes

    def places(self, applicant_ids: Sequence[str]) -> tuple[VisitPlace, ...]:
        """Raises `KnownError` (`file.unknown`)."""
        return tuple(_place(self.cases.applicant_file(one, ledgers=False)) for one in applicant_ids)

    def route(self, applicant_ids: Sequence[str], plan: DayPlan) -> DayRoute:
        """The order of the day. Raises `KnownError`: `route.many` for more than a day could ever hold,
        `file.unknown`."""
        from workstation.surveys.route import MOST_STOPS, Stop, Travel, plan_route

        chosen = tuple(dict.fromkeys(applicant_ids))
        if len(chosen) > MOST_STOPS:
            raise KnownError(
                "route.many",
                f"{len(chosen)} visits are chosen, and a day's route has at most {MOST_STOPS}",
                remedy="Choose fewer.",
            )
        places = self.places(chosen)
        stops = [
            Stop(place.applicant_id, place.position, place.hours.on(plan.day), plan.visit_minutes)
            for place in places
            if place.position is not None
        ]
        route = plan_route(plan.start, plan.leave_at, stops, Travel(plan.kmh, plan.detour))
        return DayRoute(
            plan,
            route,
            {place.applicant_id: place for place in places},
            tuple(place for place in places if place.position is None),
        )

    def paper(self, found: DayRoute, start_name: str) -> bytes:
        """The route as a PDF to take along."""
        from workstation.letters import load_fonts, load_lender
        from workstation.letters.working import render_route

        sheet = route_sheet(found, self.hand.officer.name, start_name, load_lender())
        return render_route(sheet, load_fonts())

    def note_place(
        self, applicant_id: str, *, position: str | None = None, hours: str | None = None
    ) -> Changes:
        """Write into the file where the seller is or when it is open; an act like any edit. Raises
        `KnownError` `position.unreadable`, `hours.unreadable`."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        where = file.applicant.source_id
        if position and position_of(position) is None:
            raise KnownError(
                "position.unreadable",
                "the position cannot be read",
                where=where,
                remedy="Write it as 31.2304, 121.4737: latitude, then longitude.",
            )
        if hours is not None and hours_of(hours) is None:
            raise KnownError(
                "hours.unreadable",
                "the opening hours cannot be read",
                where=where,
                remedy="Write them as 9:00-12:00 13:30-18:00, or with days as 1-5 9:00-18:00; 6 10:00-16:00.",
            )
        given = {"position": position, "open_hours": hours}
        body = msgspec.json.encode({k: v.strip() for k, v in given.items() if v is not None}, order="sorted")
        return self.hand.act(ActKind.EDIT_APPLICANT, applicant_id, body, base_version=file.version)


def _place(file: ApplicantFile) -> VisitPlace:
    who = file.applicant
    position, measured = position_of(who.position), False
    if position is None:
        last = counting(surveys_of(file.surveys, file.survey_reviews))
        if last is not None and last.survey.position is not None:
            position, measured = last.survey.position, True
    hours = hours_of(who.open_hours) or ALWAYS
    return VisitPlace(
        who.id, who.name, who.address or who.region, who.phone, position, measured, who.open_hours, hours
    )


def route_sheet(found: DayRoute, officer: str, start_name: str, lender: LenderProfile) -> RouteSheet:
    """The route as a paper's value; `letters.working.render_route` prints it."""
    from workstation.letters.values.working import RouteSheet, RouteStop
    from workstation.letters.wording_working import ROUTE

    def stop(leg: Leg) -> RouteStop:
        place = found.places[leg.stop]
        note = ROUTE["wait"] if leg.begin > leg.arrive else None
        return RouteStop(
            f"{clock(leg.begin)}–{clock(leg.leave)}",
            place.name,
            place.address,
            place.phone,
            kilometres(leg.metres),
            note,
        )

    left_out = [(found.places[one].name, _why_not(found, one, ROUTE)) for one in found.route.left_out]
    left_out += [(place.name, ROUTE["unplaced"]) for place in found.unplaced]
    return RouteSheet(
        officer=officer,
        day=found.plan.day,
        lender=lender,
        start=start_name,
        detour=f"{float(found.plan.detour):g}",
        kmh=str(found.plan.kmh),
        leaves=clock(found.plan.leave_at),
        home=clock(found.route.home),
        way=kilometres(found.route.metres),
        stops=tuple(stop(leg) for leg in found.route.legs),
        left_out=tuple(left_out),
    )


def shut_that_day(found: DayRoute, applicant_id: str) -> bool:
    """Whether a place left out is closed all that day, rather than not to be reached in time."""
    return not found.places[applicant_id].hours.on(found.plan.day)


def kilometres(metres: int) -> str:
    """`3.4 km`."""
    return f"{metres / 1000:.1f} km"


def _why_not(found: DayRoute, applicant_id: str, words: Mapping[str, Bilingual]) -> Bilingual:
    return words["shut" if shut_that_day(found, applicant_id) else "late"]
