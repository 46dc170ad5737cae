"""What is to be visited, over many files: planned visits, referrals to a visit, surveys begun or asked again,
and what waits for a supervisor. Pure: what the files say goes in, rows and progress come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from workstation.domain.lending import Outcome
from workstation.domain.records import Applicant
from workstation.domain.surveying import (
    StandingSurvey,
    Survey,
    SurveyReview,
    SurveyStanding,
    Visit,
    counting,
    surveys_of,
)
from workstation.domain.text import Bilingual
from workstation.domain.visiting import PlannedVisit, VisitStep, planned_visits

ASKS_FOR_A_VISIT = frozenset({"refer.missing_evidence", "refer.no_model", "refer.no_cash", "refer.stale"})
"""Findings for which a case is referred that somebody answers by going there."""


@dataclass(frozen=True, slots=True)
class BegunSurvey:
    """A survey that is being filled in on this workstation; `visit` and `corrects` as in `Survey`."""

    id: str
    visit: str = ""
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class LastDecision:
    """Of a file's newest decision what a list of visits asks."""

    id: str
    outcome: str
    findings: tuple[str, ...]

    @property
    def asks_for_a_visit(self) -> bool:
        return self.outcome == Outcome.REFER and not ASKS_FOR_A_VISIT.isdisjoint(self.findings)


@dataclass(frozen=True, slots=True)
class SellerVisits:
    """What one file says of visits. The surveys come without answers, figures and checks."""

    applicant: Applicant
    visits: tuple[Visit, ...] = ()
    surveys: tuple[Survey, ...] = ()
    reviews: tuple[SurveyReview, ...] = ()
    begun: tuple[BegunSurvey, ...] = ()
    decision: LastDecision | None = None


class ListedStep(StrEnum):
    """Where a listed visit stands, the most pressing first."""

    ASKED_AGAIN = "asked_again"
    OVERDUE = "overdue"
    BEGUN = "begun"
    OPEN = "open"
    TO_REVIEW = "to_review"
    DONE = "done"


TO_GO = frozenset({ListedStep.ASKED_AGAIN, ListedStep.OVERDUE, ListedStep.BEGUN, ListedStep.OPEN})
"""Steps at which somebody still has work there."""


class WhyListed(StrEnum):
    CAMPAIGN = "campaign"
    REFERRED = "referred"  # the newest decision asks for a visit, and none was made since
    SURVEY = "survey"  # a survey that no campaign asked for
    REJECTED = "rejected"  # the last survey counts for nothing
    ADDED = "added"  # the officer put it on the list


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One line of the list. `why` has every reason, the first one made the line; `survey_id` and `draft_id`
    name the survey made or begun, `officer` who goes or went; `placed` says that a position is known."""

    applicant: Applicant
    step: ListedStep
    why: tuple[WhyListed, ...]
    visit: Visit | None = None
    survey_id: str = ""
    draft_id: str = ""
    officer: str = ""
    placed: bool = False

    @property
    def key(self) -> str:
        """What tells it from all others, the same after every reading."""
        return f"{self.applicant.id} {self.visit.id if self.visit else self.survey_id or self.why[0]}"

    @property
    def due_on(self) -> date | None:
        return self.visit.due_on if self.visit else None

    @property
    def to_go(self) -> bool:
        return self.step in TO_GO


@dataclass(frozen=True, slots=True)
class CampaignProgress:
    """How far a campaign has come among the files at hand."""

    campaign: str
    title: Bilingual
    due_on: date
    steps: Mapping[ListedStep, int]

    @property
    def total(self) -> int:
        return sum(self.steps.values())

    @property
    def visited(self) -> int:
        """Those where nobody has to go any more."""
        return self.total - sum(self.steps.get(step, 0) for step in TO_GO)

    def days_left(self, today: date) -> int:
        """Whole days until it is due, below zero once that is past."""
        return (self.due_on - today).days


_PLANNED = {
    VisitStep.OVERDUE: ListedStep.OVERDUE,
    VisitStep.OPEN: ListedStep.OPEN,
    VisitStep.ASKED_AGAIN: ListedStep.ASKED_AGAIN,
    VisitStep.TO_REVIEW: ListedStep.TO_REVIEW,
    VisitStep.DONE: ListedStep.DONE,
}
_LOOSE = {
    SurveyStanding.TO_REVIEW: ListedStep.TO_REVIEW,
    SurveyStanding.ASKED_AGAIN: ListedStep.ASKED_AGAIN,
}
_NOBODY: Mapping[str, str] = MappingProxyType({})
_ORDER = {step: place for place, step in enumerate(ListedStep)}


def visit_rows(
    sellers: Iterable[SellerVisits], today: date, added: Mapping[str, str] = _NOBODY
) -> tuple[VisitRow, ...]:
    """Every line, the most pressing first, then the soonest due. A seller of `added` gets one of its own
    where there is no other reason to go there, until a survey is made of a greater id than it has there."""
    rows = [row for one in sellers for row in _rows_of(one, today, added.get(one.applicant.id))]
    return tuple(
        sorted(rows, key=lambda row: (_ORDER[row.step], row.due_on or date.max, row.applicant.name, row.key))
    )


def campaign_progress(rows: Iterable[VisitRow]) -> tuple[CampaignProgress, ...]:
    """Of every campaign in the list, the soonest due first."""
    visits: dict[str, Visit] = {}
    steps: dict[str, Counter[ListedStep]] = {}
    for row in rows:
        if row.visit is not None:
            visits.setdefault(row.visit.campaign, row.visit)
            steps.setdefault(row.visit.campaign, Counter())[row.step] += 1
    found = [
        CampaignProgress(name, Bilingual(one.title_zh, one.title_en), one.due_on, steps[name])
        for name, one in visits.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.campaign)))


def _rows_of(seller: SellerVisits, today: date, added: str | None) -> Iterator[VisitRow]:
    surveys = surveys_of(seller.surveys, seller.reviews)
    last = counting(surveys)
    placed = bool(seller.applicant.position) or (last is not None and last.survey.position is not None)
    reasons = (
        (WhyListed.REFERRED, _is_referred(seller, surveys)),
        (WhyListed.REJECTED, bool(surveys) and last is None),
        (WhyListed.ADDED, added is not None and not _answered(added, surveys)),
    )
    why = tuple(reason for reason, holds in reasons if holds)
    rows = [*_planned_rows(seller, surveys, today), *_loose_rows(seller, surveys)]
    to_go = next((place for place, row in enumerate(rows) if row.to_go), None)
    begun = _unlisted(seller.begun, rows)
    if to_go is None and (why or begun):
        to_go = len(rows)
        rows.append(VisitRow(seller.applicant, ListedStep.OPEN, why or (WhyListed.SURVEY,)))
    elif to_go is not None:
        rows[to_go] = replace(rows[to_go], why=(*rows[to_go].why, *why))
    if to_go is not None and begun:
        rows[to_go] = replace(rows[to_go], step=ListedStep.BEGUN, draft_id=begun[0].id)
    for row in rows:
        yield replace(row, placed=placed)


def _planned_rows(seller: SellerVisits, surveys: Sequence[StandingSurvey], today: date) -> Iterator[VisitRow]:
    for planned in planned_visits(seller.visits, surveys, today):
        draft = _draft_for(planned, seller.begun)
        yield VisitRow(
            seller.applicant,
            ListedStep.BEGUN if draft else _PLANNED[planned.step],
            (WhyListed.CAMPAIGN,),
            planned.visit,
            planned.survey_id,
            draft,
            planned.visit.assigned_to,
        )


def _draft_for(planned: PlannedVisit, begun: Iterable[BegunSurvey]) -> str:
    """The draft that fulfils a planned visit, or corrects the survey that did."""
    names = (one.id for one in begun if one.visit == planned.visit.id or _corrects(one, planned.survey_id))
    return next(names, "")


def _loose_rows(seller: SellerVisits, surveys: Sequence[StandingSurvey]) -> Iterator[VisitRow]:
    """Surveys beside any planned visit that somebody has to do something with; one that was asked for again
    is answered by a newer one that counts."""
    planned = {visit.id for visit in seller.visits}
    newest = counting(surveys)
    for one in surveys:
        survey = one.survey
        is_old = one.standing is SurveyStanding.ASKED_AGAIN and one is not newest
        if survey.visit in planned or one.standing not in _LOOSE or is_old:
            continue
        draft = next((begun.id for begun in seller.begun if _corrects(begun, survey.id)), "")
        step = ListedStep.BEGUN if draft else _LOOSE[one.standing]
        yield VisitRow(
            seller.applicant, step, (WhyListed.SURVEY,), None, survey.id, draft, officer=survey.made_by
        )


def _corrects(begun: BegunSurvey, survey_id: str) -> bool:
    return bool(survey_id) and begun.corrects == survey_id


def _unlisted(begun: Iterable[BegunSurvey], rows: Iterable[VisitRow]) -> list[BegunSurvey]:
    listed = {row.draft_id for row in rows}
    return [one for one in begun if one.id not in listed]


def _is_referred(seller: SellerVisits, surveys: Iterable[StandingSurvey]) -> bool:
    """Whether the newest decision asks for a visit, and none was made since."""
    decision = seller.decision
    if decision is None or not decision.asks_for_a_visit:
        return False
    return not _answered(decision.id, surveys)


def _answered(since: str, surveys: Iterable[StandingSurvey]) -> bool:
    """Whether a survey that counts was begun after `since`: ids sort by when they were made."""
    return any(one.counts and one.survey.id > since for one in surveys)
