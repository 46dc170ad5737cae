"""A survey that is being filled in: each answer changes the form at once and goes to the disk behind it.

Goes in: a draft with its steps. Comes out: the form as it stands, its checks while one types, and what is
still missing. It opens again from its last snapshot and the steps behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from workstation.codec import encode
from workstation.crypto import sha256
from workstation.domain.consents import may_be_kept
from workstation.domain.drafting import (
    Draft,
    DraftStep,
    StepKind,
    edits_of,
    moved_by,
    next_step,
    times_of,
)
from workstation.domain.file_papers import ConsentScope
from workstation.domain.likeness import bare
from workstation.domain.records import Applicant, ApplicantFile
from workstation.domain.surveying import (
    WITH_CONSENT,
    AnswerEdit,
    Attachment,
    AttachmentKind,
    CheckResult,
    Position,
    SecondInvestigator,
    SectionTime,
    Survey,
)
from workstation.errors import KnownError
from workstation.services.keeping import Keeper, Through
from workstation.services.moments import Moments
from workstation.services.survey_judging import Span
from workstation.services.values import Officer

if TYPE_CHECKING:
    from workstation.services.survey_judging import Judge
    from workstation.surveys.form import Form
    from workstation.surveys.run import FormRun
    from workstation.surveys.views import Changed

_ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "audio/ogg": ".ogg",
    "application/pdf": ".pdf",
}  # fmt: skip


class Lack(StrEnum):
    """What a survey may lack before it can be finished; the last forbids nothing, but refers the case."""

    ANSWER = "answer"  # `ref` is the question's place
    CONSENT = "consent"
    SECOND = "second"
    EXPLANATION = "explanation"  # `ref` is the code of a check


@dataclass(frozen=True, slots=True)
class Missing:
    what: Lack
    ref: str = ""
    text: str = ""

    @property
    def forbids(self) -> bool:
        return self.what is not Lack.EXPLANATION


@dataclass(frozen=True, slots=True)
class Means:
    """What an open survey works with."""

    file: ApplicantFile
    judge: Judge
    keeper: Keeper
    moments: Moments
    officer: Officer
    finish: Callable[[OpenSurvey], Survey]


class OpenSurvey:
    """Made by `Surveys.open` and `reopen`: one a draft, however often it is opened, and for one thread at a
    time. What changes it raises `KnownError`: `survey.closed` once it is finished or dropped, `survey.place`
    for what the form does not ask now; a step that could not be kept raises too and is kept with the next.
    `unplaced` are earlier answers that the form asks no more, since the file has changed."""

    def __init__(
        self, draft: Draft, steps: Sequence[DraftStep], form: Form, run: FormRun, means: Means
    ) -> None:
        self._draft, self._means = draft, means
        self.form, self.run = form, run
        self.closed = False
        self._steps: list[DraftStep] = []
        self._places: dict[str, str] = {}  # place → name of the file that its answer holds
        self._files: dict[str, Attachment] = {}
        self._explanations: dict[str, str] = {}
        self._second: SecondInvestigator | None = None
        self.unplaced = self._begin(steps, draft.snapshot_seq)

    @property
    def id(self) -> str:
        """The draft's, and the survey's once it is finished."""
        return self._draft.id

    @property
    def draft(self) -> Draft:
        return self._draft

    @property
    def applicant(self) -> Applicant:
        return self._means.file.applicant

    @property
    def file(self) -> ApplicantFile:
        """As it could be read when the survey was opened."""
        return self._means.file

    @property
    def corrects(self) -> str:
        return self._draft.corrects

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Every file that was attached, each with the place where it is by now."""
        return tuple(replace(self._files[name], ref=ref) for ref, name in self._places.items())

    @property
    def steps(self) -> Sequence[DraftStep]:
        return self._steps

    @property
    def explanations(self) -> Mapping[str, str]:
        return dict(self._explanations)

    @property
    def second(self) -> SecondInvestigator | None:
        return self._second

    @property
    def unkept(self) -> int:
        """How many steps are not on the disk yet."""
        return self._means.keeper.unkept

    def keep_through(self, through: Through) -> None:
        """Let somebody else write, in the order in which it is handed over."""
        self._means.keeper.through = through

    # --- what is done ------------------------------------------------------------------------------

    def answer(self, ref: str, value: str) -> Changed:
        """Raises `KnownError` as `FormRun.answer` does."""
        self._require_open()
        old = self.run.value(ref)
        try:
            changed = self.run.answer(ref, value)
        except KnownError as error:
            if error.code == "form.too_large":  # the answer itself stands
                self._keep(StepKind.ANSWER, ref, value, old=old)
            raise
        self._keep(StepKind.ANSWER, ref, value, old=old)
        return changed

    def add_row(self, repeat_ref: str, after: int | None = None) -> Changed:
        self._require_open()
        changed = self.run.add_row(repeat_ref, after)
        self._keep(StepKind.ADD_ROW, repeat_ref, "" if after is None else str(after))
        return changed

    def remove_row(self, row_ref: str) -> Changed:
        """Take a row away, with the files that were attached in it."""
        self._require_open()
        changed = self.run.remove_row(row_ref)
        lost = [name for ref, name in self._places.items() if ref.startswith(f"{row_ref}/")]
        self._keep(StepKind.REMOVE_ROW, row_ref, "")
        for name in lost:
            self._keep(StepKind.DETACH, name, self._files[name].sha256)
        return changed

    def enter_section(self, ref: str) -> None:
        """Note that a section came into view; everything up to here is kept as a whole."""
        self._require_open()
        self._keep(StepKind.SECTION, ref, "", snapshot=self.run.snapshot())

    def explain(self, check: str, text: str) -> None:
        self._require_open()
        self._keep(StepKind.EXPLAIN, check, text)

    def give_reason(self, ref: str, text: str) -> None:
        """Why the newest change of an answer was made."""
        self._require_open()
        self._keep(StepKind.EDIT_REASON, ref, text)

    def attach(
        self,
        ref: str,
        kind: AttachmentKind,
        data: bytes,
        media_type: str,
        *,
        taken_at: str = "",
        position: Position | None = None,
    ) -> Changed:
        """Answer a question with a file; one that was there goes. The bytes are those to keep: photos come
        re-encoded, without the camera's words."""
        self._require_open()
        before = self._places.get(ref)
        name = self._name(ref, media_type)
        changed = self.run.answer(ref, name)
        made = Attachment(name, ref, kind, sha256(data), media_type, len(data), taken_at, position)
        words = encode(made).decode()
        self._keep(StepKind.ATTACH, ref, words, old=before or "", blob=made.sha256, data=data)
        if before is not None:
            self._keep(StepKind.DETACH, before, self._files[before].sha256)
        return changed

    def detach(self, name: str) -> Changed:
        """Take a file out: it is gone from this workstation."""
        self._require_open()
        place = next((ref for ref, held in self._places.items() if held == name), None)
        if place is None:
            raise KnownError(
                "survey.no_file", "this survey has no such file", where=name, remedy="Look at it again."
            )
        changed = self.run.answer(place, "")
        self._keep(StepKind.DETACH, name, self._files[name].sha256)
        return changed

    def set_second(self, name: str, signature: bytes) -> None:
        """Who went along, and his signature as a picture. Raises `KnownError` (`survey.second_name`)."""
        self._require_open()
        if bare(name) in ("", bare(self._means.officer.name)):
            raise KnownError(
                "survey.second_name", "the second investigator is somebody else", remedy="Enter the name."
            )
        made = SecondInvestigator(name.strip(), sha256(signature))
        self._keep(StepKind.SECOND, "", encode(made).decode(), blob=made.signature, data=signature)

    def finalise(self) -> Survey:
        """See `Surveys.finalise`."""
        return self._means.finish(self)

    def checks(self) -> tuple[CheckResult, ...]:
        """The cross-checks as the answers stand now, with what was written to explain them."""
        return self._means.judge.checks(self.run, self.span(self._means.moments.stamp()), self._explanations)

    def what_is_missing(self) -> tuple[Missing, ...]:
        """What has to come before it can be finished, and what ought to."""
        found = [Missing(Lack.ANSWER, one.ref, one.text) for one in self.run.problems(complete=True)]
        if not self.consented:
            found.append(Missing(Lack.CONSENT))
        if self._second is None and self._means.judge.needs_second(self.run, self._draft.opened_at):
            found.append(Missing(Lack.SECOND))
        found += [Missing(Lack.EXPLANATION, one.check) for one in self.checks() if one.open]
        return tuple(found)

    @property
    def consented(self) -> bool:
        """Whether the applicant allows the photos and the sound that it holds."""
        now = self._means.moments.stamp()
        return is_consented(self._means.file, self.held(), self.visited_on, now)

    @property
    def visited_on(self) -> date:
        """The day of the visit as the form says it, else the day on which the survey was begun."""
        return self._means.judge.visited_on(self.run, self._draft.opened_at)

    def held(self) -> tuple[Attachment, ...]:
        """The files that the answers hold: those of questions that are not asked any more are left out."""
        return tuple(one for one in self.attachments if self.run.value(one.ref) == one.name)

    def span(self, until: str) -> Span:
        """From when to when it was filled in, with the files that it holds."""
        return Span(self._draft.opened_at, until, self.held())

    def edits(self) -> tuple[AnswerEdit, ...]:
        return edits_of(self._steps)

    def times(self, until: str) -> tuple[SectionTime, ...]:
        return times_of(self._steps, until)

    def close(self) -> None:
        """It is finished or dropped: nothing is kept of it any more."""
        self.closed = True

    def flush(self) -> None:
        """Write whatever is not on the disk yet. Raises `KnownError` (`db.*`)."""
        self._means.keeper.flush()

    def begin_again(self) -> None:
        """Note that it was opened again."""
        if self._steps:
            self._keep(StepKind.REOPENED, "", "")

    def _require_open(self) -> None:
        if self.closed:
            raise KnownError(
                "survey.closed", "this survey is finished; it never changes", where=self.applicant.source_id,
                remedy="Correct it with a new one.",
            )  # fmt: skip

    def _keep(
        self,
        kind: StepKind,
        ref: str,
        value: str,
        *,
        old: str = "",
        blob: str = "",
        data: bytes | None = None,
        snapshot: bytes | None = None,
    ) -> None:
        last = self._steps[-1] if self._steps else None
        step = next_step(last, kind, ref, value, self._means.moments.stamp(), old, blob)
        if last is not None and step.seq == last.seq:
            self._steps.pop()
        self._steps.append(step)
        self._note(step)
        self._means.keeper.put(step, snapshot, data)

    def _begin(self, steps: Sequence[DraftStep], done: int) -> tuple[DraftStep, ...]:
        """Do what was done again, each step at its own moment; up to step `done` the form has it already."""
        unplaced = []
        for step in steps:
            self._means.moments.told = step.at
            try:
                if step.seq > done:
                    self._redo(step)
            except KnownError as error:
                if error.code != "form.too_large":
                    unplaced.append(step)
            self._steps.append(step)
            self._note(step)
        self._means.moments.told = ""
        return tuple(unplaced)

    def _redo(self, step: DraftStep) -> None:
        if step.kind is StepKind.ANSWER:
            self.run.answer(step.ref, step.value)
        elif step.kind is StepKind.ADD_ROW:
            self.run.add_row(step.ref, int(step.value) if step.value else None)
        elif step.kind is StepKind.REMOVE_ROW:
            self.run.remove_row(step.ref)
        elif step.kind is StepKind.ATTACH:
            self.run.answer(step.ref, _attachment(step).name)
        elif step.kind is StepKind.DETACH:
            for place in [ref for ref, held in self._places.items() if held == step.ref]:
                self.run.answer(place, "")

    def _note(self, step: DraftStep) -> None:
        """What a step does beside the form."""
        if step.kind is StepKind.EXPLAIN:
            self._explanations[step.ref] = step.value
        elif step.kind is StepKind.SECOND:
            self._second = msgspec.json.decode(step.value, type=SecondInvestigator)
        elif step.kind is StepKind.ATTACH:
            made = _attachment(step)
            self._files[made.name] = made
            self._places[step.ref] = made.name
        elif step.kind is StepKind.DETACH:
            self._files.pop(step.ref, None)
            self._places = {ref: name for ref, name in self._places.items() if name != step.ref}
        elif step.kind in (StepKind.ADD_ROW, StepKind.REMOVE_ROW):
            self._places = moved_by(step, self._places)

    def _name(self, ref: str, media_type: str) -> str:
        """A name that no file of this survey has had."""
        number = self._steps[-1].seq + 1 if self._steps else 1
        question = ref.rpartition("/")[2].partition("[")[0]
        return f"{question}-{number}{_ENDINGS.get(media_type, '')}"


def is_consented(file: ApplicantFile, held: Iterable[Attachment], on: date, moment: str) -> bool:
    """Whether the applicant allowed these files on the day of the visit, and still does at a moment (ISO)."""
    if not any(one.kind in WITH_CONSENT for one in held):
        return True
    given, withdrawn, today = file.authorisations, file.withdrawals, date.fromisoformat(moment[:10])
    return may_be_kept(given, withdrawn, ConsentScope.PHOTOS, taken_on=on, kept_on=today)


def _attachment(step: DraftStep) -> Attachment:
    return msgspec.json.decode(step.value, type=Attachment)
