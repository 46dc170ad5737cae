"""What the questions of a finished survey and their choices are called: for who reads of edits and files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.surveys.run import FormRun
    from workstation.surveys.views import QuestionView

_ROW = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class SurveyNames:
    """By the refs of questions; of a question that the form does not know, its name in the ref is told."""

    questions: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def question(self, ref: str) -> str:
        return self.questions.get(ref) or ref.rpartition("/")[2]

    def answer(self, ref: str, value: str) -> str:
        """With the labels of what was chosen; any other answer as it is."""
        labels = self.choices.get(ref, {})
        if value in labels or not labels:
            return labels.get(value, value)
        return " ".join(labels.get(one, one) for one in value.split())


def rows_of(ref: str) -> tuple[str, ...]:
    """The numbers of the lines of repeats that a ref lies in, from without to within."""
    return tuple(_ROW.findall(ref))


def names_of(run: FormRun, refs: Iterable[str]) -> SurveyNames:
    """In the language that the run speaks."""
    views = {ref: view for ref in refs if (view := _view(run, ref)) is not None}
    return SurveyNames(
        {ref: view.label for ref, view in views.items() if view.label},
        {ref: {one.value: one.label for one in view.choices} for ref, view in views.items() if view.choices},
    )


def _view(run: FormRun, ref: str) -> QuestionView | None:
    """Where its line is gone since, the question in the first one."""
    for there in (ref, _ROW.sub("[1]", ref)):
        try:
            return run.question(there)
        except KnownError:
            continue
    return None
