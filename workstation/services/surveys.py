"""Field surveys at the desk: forms to fill in, drafts, what is finished, and a supervisor's word on it.

A draft that is opened twice is one draft; its id is the survey's, so that finishing it twice makes one
survey. Finished is immutable: a correction is a survey of its own, which begins with the answers of the one
before.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from threading import RLock
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from workstation.codec import encode
from workstation.crypto import sha256
from workstation.domain.acts import ActKind
from workstation.domain.drafting import Draft, DraftState, DraftStep, StepKind
from workstation.domain.endorsing import is_barred
from workstation.domain.quoting import recognised_by
from workstation.domain.records import Applicant, ApplicantFile
from workstation.domain.surveying import (
    Attachment,
    StandingSurvey,
    Survey,
    SurveyReview,
    SurveyStanding,
    Verdict,
    is_second,
    makers_of,
    named_files,
    surveys_of,
)
from workstation.drafts import DraftStore
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.ports import BlobStore, CaseStore
from workstation.services.acting import Hand
from workstation.services.keeping import Keeper
from workstation.services.moments import Moments
from workstation.services.open_survey import Means, OpenSurvey
from workstation.services.reading import read_file
from workstation.services.survey_forms import FormInfo, Forms
from workstation.services.survey_judging import Judging
from workstation.services.survey_making import as_beginning, survey_of
from workstation.services.survey_names import SurveyNames, names_of
from workstation.services.survey_table import file_table

if TYPE_CHECKING:
    from workstation.surveys.form import Form
    from workstation.surveys.run import FormRun
    from workstation.surveys.surroundings import Surroundings

REVIEWING = "supervisor"


@dataclass(frozen=True, slots=True)
class Surveys:
    cases: CaseStore
    drafted: DraftStore
    blobs: BlobStore
    hand: Hand
    catalogue: Forms
    sign: Callable[[bytes], bytes]
    judging: Judging
    _open: WeakValueDictionary[str, OpenSurvey] = field(default_factory=WeakValueDictionary)
    _opening: RLock = field(default_factory=RLock)

    # --- forms and what there is -------------------------------------------------------------------

    def forms(self) -> tuple[FormInfo, ...]:
        """The forms in use."""
        return self.catalogue.all()

    def form_for(self, applicant: Applicant) -> FormInfo:
        """The form for the applicant's kind of shop. Raises `KnownError` (`form.unknown`)."""
        return self.catalogue.of_kind(applicant.shop_kind)

    def of(self, applicant_id: str) -> tuple[StandingSurvey, ...]:
        """The surveys of a file, the newest visit first. Raises `KnownError` (`file.unknown`)."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        return surveys_of(file.surveys, file.survey_reviews)

    def drafts(self, applicant_id: str | None = None) -> tuple[Draft, ...]:
        """What is being filled in, of one applicant or all, the newest first."""
        return self.drafted.of(applicant_id)

    # --- filling in --------------------------------------------------------------------------------

    def open(
        self, applicant_id: str, form_id: str = "", *, visit: str = "", corrects: str = "", reason: str = ""
    ) -> OpenSurvey:
        """Begin a survey with a form, by default the one for the kind of shop; or go on with the one that was
        begun. `corrects` names the survey whose place it takes, for `reason`: it begins with its answers.
        Raises `KnownError`: `file.unknown`, `form.unknown`, `form.withdrawn`, `form.damaged`,
        `survey.unknown`, `survey.corrected`, `survey.reason`, `survey.draft_open` where something else is
        being filled in with this form."""
        with self._opening:
            file = self._file(applicant_id)
            corrected = self._to_correct(file, corrects, reason) if corrects else None
            info = self._form_of(file, form_id, corrected)
            begun = next((one for one in self.drafted.of(applicant_id) if one.form_id == info.id), None)
            if begun is None:
                wanted, steps = self._new_draft(file, info, corrected, reason, visit)
                draft, _ = self.drafted.open(wanted, steps)
            else:
                draft = self.drafted.get(begun.id)
            if draft.corrects != corrects:
                raise _refused("survey.draft_open", "another survey with this form is being filled in", file)
            self.hand.bell.ring(Changes(frozenset({applicant_id}), frozenset({"draft"})), "survey.open")
            return self._opened(draft, file)

    def reopen(self, draft_id: str) -> OpenSurvey:
        """Go on with a draft. Raises `KnownError`: `survey.no_draft`, `survey.closed`, `file.unknown` where
        the file has left this workstation, `form.unknown`."""
        with self._opening:
            draft = self.drafted.get(draft_id)
            return self._opened(draft, self._file(draft.applicant_id))

    def _opened(self, draft: Draft, file: ApplicantFile) -> OpenSurvey:
        """The one open survey of this draft."""
        found = self._open.get(draft.id)
        if found is not None and not found.closed:
            return found
        if draft.state is not DraftState.OPEN:
            raise _refused("survey.closed", "this survey is finished; it never changes", file)
        form, moments = self.catalogue.form(draft.form_sha256), Moments(self.hand.clock)
        run = _resumed(form, draft.snapshot, self._surroundings(file, draft.id, draft.opened_at, moments))
        keeper = Keeper(self.drafted, draft.id)
        means = Means(file, self.judging.of(file), keeper, moments, self.hand.officer, self.finalise)
        opened = OpenSurvey(draft, self.drafted.steps(draft.id), form, run, means)
        opened.begin_again()
        self._open[draft.id] = opened
        return opened

    def drop(self, draft_id: str) -> Changes:
        """Throw a draft away, with its photos. Raises `KnownError`: `survey.no_draft`, `survey.closed`."""
        changes = self.drafted.drop(draft_id)
        if (opened := self._open.pop(draft_id, None)) is not None:
            opened.close()
        self.hand.bell.ring(changes, "survey.drop")
        return changes

    def finalise(self, open_survey: OpenSurvey) -> Survey:
        """Finish a survey: frozen, signed, and on its way to the hub. Finished twice, it is one. Raises
        `KnownError`: `survey.incomplete`, `survey.consent`, `survey.second`, `survey.too_large`; nothing is
        closed then."""
        with self._opening:
            file = self._file(open_survey.draft.applicant_id)
            made = next((one for one in file.surveys if one.id == open_survey.id), None)
            if made is None:
                open_survey.flush()
                made = survey_of(
                    open_survey, file, self.hand.officer, self.hand.moment(), self.sign, self.judging
                )
                self.hand.act(
                    ActKind.FINALISE_SURVEY,
                    made.applicant_id,
                    encode(made),
                    base_version=file.version,
                    blobs=named_files(made),
                    closes=made.id,
                )
            open_survey.close()
            self._open.pop(open_survey.id, None)
            return made

    # --- a supervisor's word -----------------------------------------------------------------------

    def review(
        self,
        applicant_id: str,
        survey_id: str,
        verdict: Verdict,
        text: str = "",
        *,
        reopened: Collection[str] = (),
        quotes: Sequence[str] = (),
    ) -> Changes:
        """Accept a survey, ask for it again, or reject it. `reopened` names checks whose explanation does not
        do, `quotes` words of the owner that may be quoted. Raises `KnownError`: `review.role`, `review.own`,
        `review.barred`, `review.text`, `review.checks`, `review.quotes`, `review.later`, `survey.unknown`."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        survey = _survey(file, survey_id)
        self._may_review(file, survey)
        if verdict is not Verdict.ACCEPTED and not text.strip():
            raise _refused("review.text", "who asks again or rejects says why", file)
        if not set(reopened) <= {one.check for one in survey.checks if not one.within}:
            raise _refused("review.checks", "this check is no contradiction of the survey", file)
        if found := next(filter(None, (recognised_by(quote, file) for quote in quotes)), ""):
            raise _refused("review.quotes", f"somebody could be recognised by “{found}”", file)
        word = SurveyReview(
            id=self.hand.new_id(),
            applicant_id=applicant_id,
            survey_id=survey_id,
            verdict=verdict,
            text=text.strip(),
            reviewed_by=self.hand.officer.id,
            reviewed_at=self.hand.moment(),
            reopened=tuple(sorted(reopened)),
            quotes=tuple(quote.strip() for quote in quotes if quote.strip()),
        )
        if any(one.survey_id == survey_id and one.id > word.id for one in file.survey_reviews):
            raise _refused("review.later", "a later word on this survey is here: your clock is behind", file)
        return self.hand.act(ActKind.REVIEW_SURVEY, applicant_id, encode(word), base_version=file.version)

    def owners_words(self, applicant_id: str, survey_id: str) -> tuple[str, ...]:
        """What the owner said where the form asks for words that may be quoted. Raises `KnownError`:
        `survey.unknown`, `form.unknown`."""
        file = self.cases.applicant_file(applicant_id, ledgers=False)
        survey = _survey(file, survey_id)
        surroundings = self._surroundings(file, survey.id, survey.started_at, Moments(self.hand.clock))
        run = _resumed(self.catalogue.form(survey.form.sha256), survey.instance.encode(), surroundings)
        return tuple(text for _, text in run.values("quote").get("yes", ()))

    def names(self, applicant_id: str, survey_id: str, code: str) -> SurveyNames:
        """What its edited answers and its files are called, in the language of this code ("zh", "en"). Raises
        `KnownError`: `survey.unknown`, `form.unknown`."""
        from workstation.services.survey_paper import spoken

        file = self.cases.applicant_file(applicant_id, ledgers=False)
        survey = _survey(file, survey_id)
        surroundings = self._surroundings(file, survey.id, survey.started_at, Moments(self.hand.clock))
        form = self.catalogue.form(survey.form.sha256)
        run = _resumed(form, survey.instance.encode(), surroundings)
        run.language = spoken(form, code)
        edited, held = survey.edits, survey.attachments
        return names_of(run, {one.ref for one in edited} | {one.ref for one in held})

    def bytes_of(self, attachment: Attachment) -> bytes:
        """A photo, recording or signature as it lies here. Raises `KnownError` (`blob.missing`)."""
        return self.blobs.get(attachment.sha256)

    def may_review(self, file: ApplicantFile, survey: Survey) -> bool:
        """Whether whoever sits here may review it."""
        try:
            self._may_review(file, survey)
        except KnownError:
            return False
        return True

    def _may_review(self, file: ApplicantFile, survey: Survey) -> None:
        if self.hand.officer.role != REVIEWING:
            raise _refused("review.role", "only a supervisor reviews surveys", file)
        officer = self.hand.officer
        if officer.id in makers_of(survey, file.surveys) or is_second(survey, officer.name):
            words = "nobody reviews his own survey, nor one on which he went along"
            raise _refused("review.own", words, file)
        if is_barred(self.hand.officer.id, file.relations):
            raise _refused("review.barred", "a declared relation to the applicant bars you", file)

    # --- within ------------------------------------------------------------------------------------

    def _file(self, applicant_id: str) -> ApplicantFile:
        """With its ledgers as far as they may be read today."""
        return read_file(self.cases, applicant_id, self.hand.clock.today())

    def _form_of(self, file: ApplicantFile, form_id: str, corrected: Survey | None) -> FormInfo:
        if corrected is not None:
            following = self.catalogue.that_follows(corrected.form.id, corrected.form.sha256)
            return following or self.form_for(file.applicant)
        return self.catalogue.info(form_id) if form_id else self.form_for(file.applicant)

    def _to_correct(self, file: ApplicantFile, survey_id: str, reason: str) -> Survey:
        survey = _survey(file, survey_id)
        if not reason.strip():
            raise _refused("survey.reason", "a correction says why", file)
        standing = surveys_of(file.surveys, file.survey_reviews)
        if any(one.survey.id == survey_id and one.standing is SurveyStanding.CORRECTED for one in standing):
            raise _refused("survey.corrected", "another survey corrects this one already", file)
        return survey

    def _new_draft(
        self, file: ApplicantFile, info: FormInfo, corrected: Survey | None, reason: str, visit: str
    ) -> tuple[Draft, list[DraftStep]]:
        """With the steps by which it takes over the files and explanations of the survey that it corrects."""
        from workstation.surveys.run import FormRun

        form, draft_id, at = self.catalogue.form(info.sha256), self.hand.new_id(), self.hand.moment()
        surroundings = self._surroundings(file, draft_id, at, Moments(self.hand.clock))
        steps: list[DraftStep] = []
        if corrected is None:
            run = FormRun.start(form, surroundings)
        else:
            run = _resumed(form, as_beginning(corrected.instance, str(uuid.uuid4())), surroundings)
            steps = self._taken_over(corrected, run, at)
        draft = Draft(
            id=draft_id,
            applicant_id=file.applicant.id,
            form_id=info.id,
            form_sha256=info.sha256,
            opened_at=at,
            snapshot=run.snapshot(),
            corrects="" if corrected is None else corrected.id,
            reason=reason.strip(),
            visit=visit,
            title=file.applicant.name,
        )
        return draft, steps

    def _taken_over(self, corrected: Survey, run: FormRun, at: str) -> list[DraftStep]:
        """Its files as far as they are here, the answers that name others taken out; and its explanations."""
        steps: list[DraftStep] = []
        for one in corrected.attachments:
            if self.blobs.has(one.sha256):
                words = encode(one).decode()
                steps.append(DraftStep(len(steps) + 1, StepKind.ATTACH, one.ref, words, at, blob=one.sha256))
            elif run.value(one.ref) == one.name:
                run.answer(one.ref, "")
        for check in corrected.checks:
            if check.explanation:
                words = check.explanation
                steps.append(DraftStep(len(steps) + 1, StepKind.EXPLAIN, check.check, words, at))
        return steps

    def _surroundings(
        self, file: ApplicantFile, draft_id: str, opened_at: str, now: Callable[[], datetime]
    ) -> Surroundings:
        from workstation.surveys.surroundings import FILE, Surroundings

        officer = self.hand.officer
        begun = day_begun(datetime.fromisoformat(opened_at))
        return Surroundings(
            now=now,
            device_id=officer.device,
            user=officer.id,
            uuid=lambda: str(uuid.uuid4()),
            tables={FILE: file_table(file, self.judging.of(file).seen(begun))},
            seed=seed_of(draft_id),
        )


def day_begun(moment: datetime) -> date:
    """The day, by universal time, on which a survey was begun: the same at the hub."""
    return moment.astimezone(UTC).date()


def seed_of(draft_id: str) -> int:
    """What is drawn by chance in a form is the same at every opening, and at the hub."""
    return int(sha256(draft_id.encode())[:8], 16)


def _resumed(form: Form, snapshot: bytes, surroundings: Surroundings) -> FormRun:
    from workstation.surveys.run import FormRun

    return FormRun.resume(form, snapshot, surroundings)


def _survey(file: ApplicantFile, survey_id: str) -> Survey:
    found = next((one for one in file.surveys if one.id == survey_id), None)
    if found is None:
        raise _refused("survey.unknown", "this file has no such survey", file)
    return found


_REMEDIES = {
    "survey.draft_open": "Finish it, or drop it, first.",
    "survey.closed": "Correct it with a new one.",
    "survey.unknown": "Look at the file's surveys again.",
    "survey.reason": "Write it down.",
    "survey.corrected": "Correct the newest one.",
    "review.role": "Leave it to a supervisor.",
    "review.own": "Leave it to another supervisor.",
    "review.barred": "Leave it to another supervisor.",
    "review.later": "Set the clock of this workstation, then say it again.",
    "review.text": "Write it down.",
    "review.checks": "Look at the survey again.",
    "review.quotes": "Leave out names, shops, phones and addresses.",
}


def _refused(code: str, message: str, file: ApplicantFile) -> KnownError:
    return KnownError(code, message, where=file.applicant.source_id, remedy=_REMEDIES[code])
