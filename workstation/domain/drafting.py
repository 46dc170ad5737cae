"""A survey that is not finished yet: a draft, and the steps in which it was filled in.

Each keystroke is one step in the order of its number. Typing replaces the last step where it is of the same
kind and place, so that what is kept is always all but the character being typed. A draft opens again from its
last snapshot and the steps behind it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from workstation.domain.surveying import AnswerEdit, SectionTime


class StepKind(StrEnum):
    ANSWER = "answer"
    ADD_ROW = "add_row"  # `value` is the number of the row before it, empty behind the last
    REMOVE_ROW = "remove_row"
    SECTION = "section"  # entered
    EXPLAIN = "explain"  # `ref` is the code of a check
    EDIT_REASON = "edit_reason"
    ATTACH = "attach"  # `value` is the attachment as JSON
    DETACH = "detach"  # `ref` is the attachment's name, `value` its sha256
    SECOND = "second"  # `value` is the second investigator as JSON
    REOPENED = "reopened"  # the program was closed in between


REPLACED_BY_TYPING = frozenset({StepKind.ANSWER, StepKind.EXPLAIN, StepKind.EDIT_REASON})
"""Steps that the next one of the same kind and place takes the place of."""


class DraftState(StrEnum):
    OPEN = "open"
    FINALISED = "finalised"  # its survey waits in the outbox, or was refused


@dataclass(frozen=True, slots=True)
class Draft:
    """`snapshot` holds everything up to step `snapshot_seq`. `title` is the applicant's name, to show it
    under where the file has left this workstation. `corrects` names the survey whose place it takes, for
    `reason`; `visit` the planned visit it fulfils. Its id becomes the survey's."""

    id: str
    applicant_id: str
    form_id: str
    form_sha256: str
    opened_at: str
    snapshot: bytes
    snapshot_seq: int = 0
    corrects: str = ""
    reason: str = ""
    visit: str = ""
    title: str = ""
    state: DraftState = DraftState.OPEN


@dataclass(frozen=True, slots=True)
class DraftStep:
    """One step; `at` is an ISO moment in UTC, `old` what an answer took the place of. `blob` names the file
    that the step brought, as long as the draft has it, and is empty for most."""

    seq: int
    kind: StepKind
    ref: str
    value: str
    at: str
    old: str = ""
    blob: str = ""


def next_step(
    last: DraftStep | None, kind: StepKind, ref: str, value: str, at: str, old: str = "", blob: str = ""
) -> DraftStep:
    """The step behind `last`, or the one that takes its place while somebody types: what stood there before
    the first keystroke stays what it was."""
    if last is not None and kind in REPLACED_BY_TYPING and (last.kind, last.ref) == (kind, ref):
        return replace(last, value=value, at=at)
    return DraftStep(1 if last is None else last.seq + 1, kind, ref, value, at, old, blob)


def edits_of(steps: Iterable[DraftStep]) -> tuple[AnswerEdit, ...]:
    """Answers that were there, given by the officer or laid in by the form, and later changed; files that
    were taken out or replaced, by their names. What was answered first is no edit. What was answered in a row
    that was removed is gone."""
    answers, edits = dict[str, str](), list[AnswerEdit]()
    for step in steps:
        if step.kind is StepKind.ANSWER:
            if step.old and step.old != step.value:
                edits.append(AnswerEdit(step.ref, step.old, step.value, step.at))
            answers[step.ref] = step.value
        elif step.kind is StepKind.ATTACH:
            name = str(json.loads(step.value)["name"])
            if step.old:
                edits.append(AnswerEdit(step.ref, step.old, name, step.at))
            answers[step.ref] = name
        elif step.kind is StepKind.DETACH:
            for ref in [ref for ref, name in answers.items() if name == step.ref]:
                edits.append(AnswerEdit(ref, step.ref, "", step.at))
                answers[ref] = ""
        elif step.kind is StepKind.REMOVE_ROW:
            gone = [(ref, old) for ref, old in answers.items() if ref.startswith(f"{step.ref}/") and old]
            edits += [AnswerEdit(ref, old, "", step.at) for ref, old in gone]
            answers = moved_by(step, answers)
        elif step.kind is StepKind.ADD_ROW:
            answers = moved_by(step, answers)
        elif step.kind is StepKind.EDIT_REASON:
            _give_reason(edits, step)
    return tuple(edits)


def moved_by(step: DraftStep, places: Mapping[str, str]) -> dict[str, str]:
    """What stands at each place after a row came or went: those below it move, those in it are gone."""
    if step.kind is StepKind.REMOVE_ROW:
        repeat, _, number = step.ref.rpartition("[")
        return _moved(places, repeat, int(number.rstrip("]")), -1)
    if step.kind is StepKind.ADD_ROW and step.value:
        return _moved(places, step.ref, int(step.value) + 1, 1)
    return dict(places)


def _moved(places: Mapping[str, str], repeat: str, number: int, by: int) -> dict[str, str]:
    """Rows from `number` on move `by` one; where they move up, the one that stood there is gone."""
    moved: dict[str, str] = {}
    for ref, value in places.items():
        row, rest = _number_in(ref, repeat)
        if row == number and by < 0:
            continue
        moved[f"{repeat}[{row + by}]{rest}" if row >= number else ref] = value
    return moved


def _give_reason(edits: list[AnswerEdit], step: DraftStep) -> None:
    """The reason is of the newest change of that answer."""
    for place in range(len(edits) - 1, -1, -1):
        if edits[place].ref == step.ref:
            edits[place] = replace(edits[place], reason=step.value)
            return


def _number_in(ref: str, repeat: str) -> tuple[int, str]:
    """Which row of the repeat a place lies in, 0 for one outside, and what stands behind the row."""
    if not ref.startswith(f"{repeat}["):
        return 0, ""
    number, _, rest = ref[len(repeat) + 1 :].partition("]")
    return int(number), rest


def left_at(steps: Sequence[DraftStep]) -> tuple[str, str]:
    """The section that came into view last, and the place that was answered last in it; empty where there is
    none."""
    place = ""
    for step in reversed(steps):
        if step.kind is StepKind.SECTION:
            return step.ref, place
        if not place and step.kind in (StepKind.ANSWER, StepKind.ATTACH):
            place = step.ref
    return "", ""


def answer_left(steps: Sequence[DraftStep], ref: str) -> str | None:
    """What an answer was when its section was left, where the newest step changes it; None where it does not,
    where nothing was answered, and where the answer was given since the section came into view."""
    if not steps or (steps[-1].kind, steps[-1].ref) != (StepKind.ANSWER, ref):
        return None
    old, left = steps[-1].old, False
    for step in reversed(steps[:-1]):
        if step.kind is StepKind.SECTION:
            left = True
        elif step.kind in (StepKind.ADD_ROW, StepKind.REMOVE_ROW) and ref.startswith(f"{_repeat(step)}["):
            return None  # the rows have other numbers since
        elif step.kind is StepKind.ANSWER and step.ref == ref:
            return old if left and old and old != steps[-1].value else None
    return None


def _repeat(step: DraftStep) -> str:
    return step.ref if step.kind is StepKind.ADD_ROW else step.ref.rpartition("[")[0]


_AWAY = timedelta(minutes=30)
"""Nobody looks at one answer for longer than that: whoever is away longer was not at it."""


def times_of(steps: Sequence[DraftStep], until: str) -> tuple[SectionTime, ...]:
    """Seconds in each section, in the order in which they were first entered, `until` the moment in which the
    survey was finished. A pause counts for half an hour at most, and a time when the program was closed not
    at all."""
    seconds: dict[str, float] = {}
    section, before = "", None
    for step in steps:
        at = _moment(step.at)
        if section and before is not None and step.kind is not StepKind.REOPENED:
            seconds[section] += _held(at - before)
        if step.kind is StepKind.SECTION:
            section = step.ref
            seconds.setdefault(section, 0.0)
        before = at
    if section and before is not None:
        seconds[section] += _held(_moment(until) - before)
    return tuple(SectionTime(name, round(value)) for name, value in seconds.items())


def _held(spent: timedelta) -> float:
    """A clock that was put back counts for nothing."""
    return max(min(spent, _AWAY), timedelta()).total_seconds()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
