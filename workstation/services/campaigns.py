"""Campaigns of visits at the hub: drawn, handed out, followed, called off, and reported upward.

A campaign is what its visits say: each is a record of its seller's file, which the officer's desk fetches
like any other. Nothing else is kept, so that nothing else can contradict it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from workstation import codec
from workstation.clock import Clock, iso
from workstation.crypto import sha256
from workstation.domain.records import ShopKind
from workstation.domain.surveying import StandingSurvey, Survey, Visit, counting, surveys_of
from workstation.domain.visiting import PlannedVisit, VisitStep, planned_visits
from workstation.domain.workshop import Role
from workstation.errors import KnownError
from workstation.hub.ports import Workshop, Writing
from workstation.hub.stamps import by_hub

if TYPE_CHECKING:
    from workstation.surveys.campaigns import CampaignPlan, Candidate, Stratum
    from workstation.surveys.upward import Upward

_FILES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Started:
    """A campaign that was drawn: its strata, and whose each visit is."""

    strata: tuple[Stratum, ...]
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a campaign has come on a day: visits by step, in all and by officer."""

    campaign: str
    title_zh: str
    title_en: str
    starts_on: date
    due_on: date
    steps: Mapping[VisitStep, int]
    by_officer: Mapping[str, Mapping[VisitStep, int]]


@dataclass(frozen=True, slots=True)
class CampaignFound:
    """What a campaign found: how many were to be visited, and what may be said of those who were."""

    progress: Progress
    upward: Upward


class Campaigns:
    """`by` is who gives the orders, for the audit chain."""

    def __init__(self, workshop: Workshop, clock: Clock, by: str) -> None:
        self._workshop, self._clock, self._by = workshop, clock, by

    def draw(self, plan: CampaignPlan, officers: Sequence[str] = ()) -> Started:
        """What `start` would do; nothing is changed. Raises as `surveys.campaigns.draw` and `allot`, and
        `campaign.exists`, `campaign.form`, `officer.unknown`, `officer.role`."""
        with self._workshop.writing() as writing:
            return self._drawn(writing, plan, officers)

    def start(self, plan: CampaignPlan, officers: Sequence[str] = ()) -> Started:
        """Draw it and hand the visits out: each goes into its seller's file, and the file into its officer's
        scope. One transaction."""
        now = iso(self._clock.now())
        with self._workshop.writing() as writing:
            started = self._drawn(writing, plan, officers)
            for visit in started.visits:
                body = codec.encode(visit)
                writing.records.put(visit.applicant_id, "visit", visit.id, body, by_hub(now))
                writing.staff.assign(visit.assigned_to, [visit.applicant_id])
                self._note(writing, now, "campaign.visit", visit.applicant_id, visit.id, sha256(body))
            self._note(writing, now, "campaign.start", "", plan.id, sha256(codec.encode(plan)))
        return started

    def call_off(self, campaign: str) -> int:
        """Take back the visits that somebody still has to make; returns how many. Raises
        `campaign.unknown`."""
        now = iso(self._clock.now())
        with self._workshop.writing() as writing:
            open_ones = [one.visit for one in self._visits(writing, campaign) if one.to_go]
            for visit in open_ones:
                writing.records.put(visit.applicant_id, "visit", visit.id, None, by_hub(now))
            self._note(writing, now, "campaign.call_off", "", campaign, str(len(open_ones)))
        return len(open_ones)

    def campaigns(self) -> tuple[Progress, ...]:
        """Every campaign, the one that is due last first."""
        with self._workshop.writing() as writing:
            found = sorted(self._all_visits(writing), key=lambda one: one.visit.campaign)
        groups = [_progress(name, list(group)) for name, group in groupby(found, lambda v: v.visit.campaign)]
        return tuple(sorted(groups, key=lambda one: (one.due_on, one.campaign), reverse=True))

    def progress(self, campaign: str) -> Progress:
        """Raises `KnownError` `campaign.unknown`."""
        with self._workshop.writing() as writing:
            return _progress(campaign, self._visits(writing, campaign))

    def found(self, campaign: str, least: int) -> CampaignFound:
        """Only surveys that were accepted speak. Raises `KnownError` `campaign.unknown`."""
        from workstation.surveys.upward import SurveyedFirm, upward

        firms: list[SurveyedFirm] = []
        with self._workshop.writing() as writing:
            planned = self._visits(writing, campaign)
            done = [one for one in planned if one.step is VisitStep.DONE]
            applicants = _applicants(writing, [one.visit.applicant_id for one in done])
            standing = _surveys(writing, [one.visit.applicant_id for one in done])
        for one in done:
            who = applicants[one.visit.applicant_id]
            spoken = next(s for s in standing[who.id] if s.survey.id == one.survey_id)
            figures = {figure.figure: figure.value for figure in spoken.survey.figures}
            quotes = spoken.review.quotes if spoken.review is not None else ()
            firms.append(SurveyedFirm(who.trade, who.region, figures, quotes))
        return CampaignFound(_progress(campaign, planned), upward(firms, least))

    def _drawn(self, writing: Writing, plan: CampaignPlan, officers: Sequence[str]) -> Started:
        from workstation.surveys.campaigns import allot, draw, visit_for

        for name in officers:
            _check_officer(writing, name)
        _check_form(writing, plan.form)
        if any(one.visit.campaign == plan.id for one in self._all_visits(writing)):
            raise KnownError(
                "campaign.exists",
                "there is a campaign of this name already",
                where=plan.id,
                remedy="Choose another name; a campaign is drawn once.",
            )
        strata = draw(plan, self._candidates(writing))
        chosen = allot(plan, strata, officers)
        drawn = [one for stratum in strata for one in stratum.drawn]
        return Started(strata, tuple(visit_for(plan, one, chosen[one.applicant_id]) for one in drawn))

    def _candidates(self, writing: Writing) -> Iterator[Candidate]:
        from workstation.surveys.campaigns import Candidate

        for ids in _in_parts(writing.records.files_with("applicant")):
            applicants, surveys = _applicants(writing, ids), _surveys(writing, ids)
            holders: dict[str, list[str]] = {}
            for member, applicant_id in writing.staff.holders(ids):
                if member.role is Role.OFFICER:
                    holders.setdefault(applicant_id, []).append(member.id)
            for applicant_id, who in applicants.items():
                last = counting(surveys.get(applicant_id, ()))
                yield Candidate(
                    applicant_id,
                    who.shop_kind,
                    who.trade,
                    who.region,
                    tuple(holders.get(applicant_id, ())),
                    None if last is None else last.survey.visited_on,
                )

    def _visits(self, writing: Writing, campaign: str) -> list[PlannedVisit]:
        found = [one for one in self._all_visits(writing) if one.visit.campaign == campaign]
        if not found:
            raise KnownError(
                "campaign.unknown",
                "the hub knows no such campaign",
                where=campaign,
                remedy="See `campaign list`.",
            )
        return found

    def _all_visits(self, writing: Writing) -> Iterator[PlannedVisit]:
        today = self._clock.today()
        for ids in _in_parts(writing.records.files_with("visit")):
            surveys = _surveys(writing, ids)
            for applicant_id, visits in _grouped(writing, ids, "visit").items():
                yield from planned_visits(visits, surveys.get(applicant_id, ()), today)

    def _note(
        self, writing: Writing, at: str, what: str, applicant_id: str, subject: str, detail: str
    ) -> None:
        writing.audit.append(
            at=at, who=self._by, what=what, applicant_id=applicant_id, subject=subject, detail=detail
        )


def _progress(campaign: str, planned: Sequence[PlannedVisit]) -> Progress:
    first = planned[0].visit
    by_officer: dict[str, Counter[VisitStep]] = {}
    for one in planned:
        by_officer.setdefault(one.visit.assigned_to, Counter())[one.step] += 1
    return Progress(
        campaign,
        first.title_zh,
        first.title_en,
        first.starts_on,
        first.due_on,
        Counter(one.step for one in planned),
        dict(sorted(by_officer.items())),
    )


def _check_form(writing: Writing, form_id: str) -> None:
    """One of the program's, by the kind of shop, or one that the hub offers."""
    if form_id in {"", *ShopKind} - {ShopKind.UNKNOWN.value}:
        return
    if not any(one.id == form_id and one.offered for one in writing.forms.all()):
        raise KnownError(
            "campaign.form",
            "no form is offered under this id",
            where=form_id,
            remedy="workstation form list --data DIR names those that are.",
        )


def _check_officer(writing: Writing, name: str) -> None:
    member = writing.staff.get(name)
    if member is None:
        raise KnownError("officer.unknown", "the hub knows no such person", where=name)
    if member.role is not Role.OFFICER:
        raise KnownError(
            "officer.role",
            "only officers visit sellers",
            where=name,
            remedy="Name an officer.",
        )


def _applicants(writing: Writing, ids: Sequence[str]) -> dict[str, Any]:
    found = _grouped(writing, ids, "applicant")
    return {applicant_id: records[0] for applicant_id, records in found.items()}


def _surveys(writing: Writing, ids: Sequence[str]) -> dict[str, tuple[StandingSurvey, ...]]:
    reviews = _grouped(writing, ids, "survey_review")
    made: Mapping[str, list[Survey]] = _grouped(writing, ids, "survey")
    return {one: surveys_of(surveys, reviews.get(one, ())) for one, surveys in made.items()}


def _grouped(writing: Writing, ids: Sequence[str], kind: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for version in writing.records.of_kind(list(ids), kind):
        if version.body is not None:
            record = codec.decode(kind, version.body)
            owner = record.id if kind == "applicant" else record.applicant_id
            found.setdefault(owner, []).append(record)
    return found


def _in_parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _FILES_AT_ONCE] for start in range(0, len(ids), _FILES_AT_ONCE))
