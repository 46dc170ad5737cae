"""Field surveys (线下调研): what a visit found, what was made of it, and who looked at it afterwards.

A survey is frozen when it is finalised: its answers, figures, checks and the hashes of its photos are signed
by the device and never change. A correction is a survey of its own that names the one it corrects. At the hub
a survey is to be reviewed until a supervisor has said something of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workstation.domain.likeness import is_same_name, says_something
from workstation.domain.seen import Seen
from workstation.domain.text import Bilingual


class Basis(StrEnum):
    """How a figure of a visit was come by, the weakest first."""

    STATED = "stated"  # the owner said so
    COUNTED = "counted"  # the officer counted it
    DOCUMENTED = "documented"  # a paper shows it


@dataclass(frozen=True, slots=True)
class VisitFigure:
    """One figure of the closed list `ledger.VISIT_FIGURES`; `value` in hundredths of a yuan, of one piece or
    person, of the whole, like that ledger's rows."""

    figure: str
    value: int
    basis: Basis


class PositionSource(StrEnum):
    TYPED = "typed"
    DEVICE = "device"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Position:
    """A place on the earth (WGS 84) in millionths of a degree; `accuracy` in metres, 0 where nobody knows."""

    latitude: int
    longitude: int
    accuracy: int = 0
    source: PositionSource = PositionSource.TYPED


class AttachmentKind(StrEnum):
    PHOTO = "photo"
    SIGNATURE = "signature"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a survey: `name` is what the answer `ref` holds; the bytes are a blob named by `sha256`. Time
    and position of a photo are kept here, never in the picture; `taken_at` is the camera's local time."""

    name: str
    ref: str
    kind: AttachmentKind
    sha256: str
    media_type: str
    size: int
    taken_at: str = ""
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class CheckSide:
    """One road to a figure: its code in the table of checks, and its value as a decimal text in the check's
    unit."""

    road: str
    value: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one cross-check found: its sides, how far they lie apart, and how far they may. `deviation` and
    `tolerance` are decimal texts in the check's own measure. `explanation` is what the officer wrote."""

    check: str
    sides: tuple[CheckSide, ...]
    deviation: str
    tolerance: str
    within: bool
    explanation: str = ""

    @property
    def open(self) -> bool:
        """A contradiction that nobody has explained."""
        return not self.within and not says_something(self.explanation)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A check of a visit that is open, as a case freezes it: whose day and which check, with the check's name
    as it was shown."""

    survey_id: str
    visited_on: date
    check: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class SectionTime:
    """How long a section was in view, in seconds."""

    section: str
    seconds: int


@dataclass(frozen=True, slots=True)
class AnswerEdit:
    """An answer that was given and later changed, with the officer's reason where one was asked for."""

    ref: str
    old: str
    new: str
    at: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FormRef:
    """The form that was filled in; `sha256` is that of the workbook."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SecondInvestigator:
    """Who went along (双人调查) and signed on the device; `signature` is the hash of that picture."""

    name: str
    signature: str


@dataclass(frozen=True, slots=True)
class Survey:
    """A finalised survey. `instance` is the OpenRosa submission, as text. `content_sha256` is the hash of the
    canonical record with itself and `signature` left empty, `signature` the device's over that hash (base64).
    `corrects` names the survey whose place it takes, for `reason`; `visit` the planned visit it fulfils.
    `seen` is how far the file had been fetched when it was finished, and `policy` the hash of the survey
    policy: by both the hub proves the checks."""

    id: str
    applicant_id: str
    form: FormRef
    visited_on: date
    started_at: str
    finalised_at: str
    made_by: str
    device_id: str
    instance: str
    figures: tuple[VisitFigure, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    position: Position | None = None
    sections: tuple[SectionTime, ...] = ()
    edits: tuple[AnswerEdit, ...] = ()
    second: SecondInvestigator | None = None
    opinion: str = ""
    visit: str = ""
    corrects: str = ""
    reason: str = ""
    seen: Seen | None = None
    policy: str = ""
    content_sha256: str = ""
    signature: str = ""


WITH_CONSENT = frozenset({AttachmentKind.PHOTO, AttachmentKind.AUDIO, AttachmentKind.VIDEO})
"""What is taken only of who agreed to photos and sound."""


def named_files(survey: Survey) -> frozenset[str]:
    """The sha256 of every file that the survey rests on."""
    second = {survey.second.signature} if survey.second is not None else set[str]()
    return frozenset({one.sha256 for one in survey.attachments} | second)


def is_second(survey: Survey, name: str) -> bool:
    """Whether somebody of this name went along."""
    return survey.second is not None and is_same_name(survey.second.name, name)


class Verdict(StrEnum):
    """What a supervisor says of a survey."""

    ACCEPTED = "accepted"
    ASKED_AGAIN = "asked_again"  # it is to be corrected; until then it counts, with what is open in it
    REJECTED = "rejected"  # it counts for nothing


@dataclass(frozen=True, slots=True)
class SurveyReview:
    """A supervisor's word on a survey, the last one counts. `reopened` names checks whose explanation does
    not do. `quotes` are words of the owner that may be quoted upward, nobody recognisable in them."""

    id: str
    applicant_id: str
    survey_id: str
    verdict: Verdict
    text: str
    reviewed_by: str
    reviewed_at: str
    reopened: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that a campaign asks for: whose it is, by when, with which form. The hub alone makes it."""

    id: str
    applicant_id: str
    campaign: str
    title_zh: str
    title_en: str
    form: str
    assigned_to: str
    starts_on: date
    due_on: date


class SurveyStanding(StrEnum):
    TO_REVIEW = "to_review"
    ACCEPTED = "accepted"
    ASKED_AGAIN = "asked_again"
    REJECTED = "rejected"
    CORRECTED = "corrected"  # another survey took its place


@dataclass(frozen=True, slots=True)
class StandingSurvey:
    """A survey and what holds of it now."""

    survey: Survey
    standing: SurveyStanding
    review: SurveyReview | None = None

    @property
    def counts(self) -> bool:
        return self.standing not in (SurveyStanding.REJECTED, SurveyStanding.CORRECTED)

    @property
    def contradictions(self) -> tuple[CheckResult, ...]:
        """The checks that are open: not explained, or explained in a way that the supervisor did not take."""
        reopened = self.review.reopened if self.review is not None else ()
        return tuple(c for c in self.survey.checks if not c.within and (c.open or c.check in reopened))


_SAID = {
    Verdict.ACCEPTED: SurveyStanding.ACCEPTED,
    Verdict.ASKED_AGAIN: SurveyStanding.ASKED_AGAIN,
    Verdict.REJECTED: SurveyStanding.REJECTED,
}


def surveys_of(surveys: Iterable[Survey], reviews: Iterable[SurveyReview]) -> tuple[StandingSurvey, ...]:
    """Every survey with its standing, the newest visit first; ids sort by when a record was made. A
    takes the place of all that the one which it corrects took the place of."""
    last = {review.survey_id: review for review in sorted(reviews, key=lambda one: one.id)}
    ordered = sorted(surveys, key=lambda one: (one.visited_on, one.id), reverse=True)
    standing = [one for one in ordered if not _is_rejected(last.get(one.id))]
    replaced = {earlier.id for one in standing for earlier in _corrected_by(one, ordered)}
    return tuple(_standing(one, last.get(one.id), one.id in replaced) for one in ordered)


def feeds(survey: Survey) -> bool:
    """Whether there is anything in it for an assessment; a form of a lender's own need not say anything."""
    return bool(survey.figures or survey.checks)


_SAME_VISIT = timedelta(days=31)


def is_same_visit(correction: date, corrected: date) -> bool:
    """Whether a correction may give that day for the visit: later where somebody went again, or a little
    earlier. Long ago it would count no more, and what was open in the other would be gone with it."""
    return correction >= corrected - _SAME_VISIT


def makers_of(survey: Survey, surveys: Iterable[Survey]) -> tuple[str, ...]:
    """Whose work a survey is: its maker's, and theirs whose survey it corrects, since it began with their
    answers."""
    earlier = _corrected_by(survey, tuple(surveys))
    return tuple(sorted({survey.made_by, *(one.made_by for one in earlier)}))


def _corrected_by(survey: Survey, surveys: Iterable[Survey]) -> list[Survey]:
    """The survey that it corrects, the one that this corrects, and so on."""
    known = {one.id: one for one in surveys}
    found: list[Survey] = []
    while (earlier := known.pop(survey.corrects, None)) is not None:
        found.append(earlier)
        survey = earlier
    return found


def counting(surveys: Sequence[StandingSurvey]) -> StandingSurvey | None:
    """The newest survey that counts, None where there is none."""
    return next((one for one in surveys if one.counts), None)


def open_visits(visits: Iterable[Visit], surveys: Iterable[StandingSurvey]) -> tuple[Visit, ...]:
    """The planned visits that no survey fulfils yet, the one due first at the front. A rejected survey
    fulfils none; a correction fulfils what it says."""
    done = {one.survey.visit for one in surveys if one.counts}
    return tuple(sorted((v for v in visits if v.id not in done), key=lambda v: (v.due_on, v.id)))


def visit_for(visits: Iterable[Visit], surveys: Iterable[StandingSurvey], on: date) -> str:
    """The planned visit that a survey of a day fulfils where it names none; empty where there is none."""
    return next((one.id for one in open_visits(visits, surveys) if one.starts_on <= on), "")


def _is_rejected(review: SurveyReview | None) -> bool:
    return review is not None and review.verdict is Verdict.REJECTED


def _standing(survey: Survey, review: SurveyReview | None, replaced: bool) -> StandingSurvey:
    if replaced:
        return StandingSurvey(survey, SurveyStanding.CORRECTED, review)
    said = SurveyStanding.TO_REVIEW if review is None else _SAID[review.verdict]
    return StandingSurvey(survey, said, review)
