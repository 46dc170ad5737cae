"""What the answers of a survey amount to: its figures, its cross-checks, its day and place. Pure.

Goes in: a form as it stands, and the file that it is checked against. The desk asks while somebody types, the
hub once more of the finished survey.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from workstation.domain.ledger import Ledgers
from workstation.domain.places import position_in
from workstation.domain.records import ApplicantFile
from workstation.domain.surveying import (
    Attachment,
    AttachmentKind,
    CheckResult,
    Position,
    PositionSource,
    VisitFigure,
)
from workstation.errors import KnownError
from workstation.services.currency import CurrencyTable
from workstation.services.reading import as_of_day

if TYPE_CHECKING:
    from workstation.surveys.checks import SeenFigures, Visited
    from workstation.surveys.policy import SurveyPolicy, SurveyRules
    from workstation.surveys.run import FormRun

DAY, PLACE, OPINION = "visit.day", "visit.position", "opinion"
"""What a form says by our attribute `part` of the visit itself."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a survey was filled in (ISO 8601), and the files attached to it."""

    started_at: str
    finished_at: str
    attachments: Iterable[Attachment] = ()


@dataclass(frozen=True, slots=True)
class Judging:
    """What every judge goes by."""

    policy: SurveyPolicy
    currencies: CurrencyTable

    def of(self, file: ApplicantFile) -> Judge:
        return Judge(file, self)


@dataclass(frozen=True)
class Judge:
    """Judges surveys of one file, as it could be read on the day."""

    file: ApplicantFile
    by: Judging

    def checks(
        self, run: FormRun, span: Span, explanations: Mapping[str, str] | None = None
    ) -> tuple[CheckResult, ...]:
        """The cross-checks by the policy of the visit's day, with what the officer wrote of each."""
        from workstation.surveys.checks import cross_checks, parts_of, with_explanations

        day = self.visited_on(run, span.started_at)
        rules = self.by.policy.on(day)
        found = cross_checks(parts_of(run), self.seen(day), rules, _visited(day, rules, span))
        return with_explanations(found, explanations or {})

    def seen(self, day: date) -> SeenFigures:
        """What the ledgers show up to the day, or up to the one on which their source was read last: it shows
        nothing of the days since. Without a rate for the file's currency, no amounts."""
        day = as_of_day(self.file, None, day)
        if day not in self._seen_by_day:
            self._seen_by_day[day] = self._look(day)
        return self._seen_by_day[day]

    def _look(self, day: date) -> SeenFigures:
        from workstation.surveys.checks import seen_of

        file = self.file
        try:
            rate = self.by.currencies.rate(file.applicant.currency, day)
        except KnownError:
            return seen_of(replace(file, ledgers=Ledgers()), day, Fraction(1))
        return seen_of(file, day, rate)

    @cached_property
    def _seen_by_day(self) -> dict[date, SeenFigures]:
        return {}

    @staticmethod
    def figures(run: FormRun) -> tuple[VisitFigure, ...]:
        from workstation.surveys.figures import figures_of

        return figures_of(run)

    def needs_second(self, run: FormRun, opened_at: str) -> bool:
        """Whether two investigators sign, by the newest request and the kind of shop."""
        asked, who = self.file.application, self.file.applicant
        rules = self.by.policy.on(self.visited_on(run, opened_at))
        return rules.needs_second(None if asked is None else asked.amount, who.shop_kind)

    def visited_on(self, run: FormRun, opened_at: str) -> date:
        """The day of the visit as the form says it, else the day on which the survey was begun, in the
        policy's zone: the hub may stand in another."""
        zone = self.by.policy.rows[-1].time.zone
        return self.day_said(run) or datetime.fromisoformat(opened_at).astimezone(zone).date()

    @staticmethod
    def day_said(run: FormRun) -> date | None:
        """The day of the visit as the answers give it."""
        try:
            return date.fromisoformat(_part(run, DAY)[:10])
        except ValueError:
            return None


def _visited(day: date, rules: SurveyRules, span: Span) -> Visited:
    """The part of the visit's day in which the survey was filled in; the whole day where it was another
    time."""
    from workstation.surveys.checks import Visited

    zone = rules.time.zone
    midnight = datetime.combine(day, time(), zone)
    began = max(midnight, datetime.fromisoformat(span.started_at).astimezone(zone))
    ended = min(midnight + timedelta(days=1), datetime.fromisoformat(span.finished_at).astimezone(zone))
    if began > ended:
        began, ended = midnight, midnight + timedelta(days=1)
    photos = (one.taken_at for one in span.attachments if one.kind is AttachmentKind.PHOTO)
    return Visited(began, ended, tuple(sorted(filter(_is_moment, photos))))


def position_of(run: FormRun) -> Position | None:
    """Where the visit was, as the form says it. What a device said has an accuracy."""
    found = position_in(_part(run, PLACE))
    return replace(found, source=PositionSource.DEVICE) if found is not None and found.accuracy else found


def opinion_of(run: FormRun) -> str:
    return _part(run, OPINION)


def _part(run: FormRun, name: str) -> str:
    return next((text for _, text in run.values("part").get(name, ())), "")


def _is_moment(text: str) -> bool:
    """A time that no camera writes is none."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
