"""What is wrong with an answer, in words: the form's own sentence, or ours for the kind of problem."""

from __future__ import annotations

from ui.translation import language, translate
from workstation.domain.text import Language
from workstation.surveys.views import AnswerKind, ProblemKind, QuestionView

_MOST_CHOICES = 12
_CHOSEN = (AnswerKind.CHOICE, AnswerKind.CHOICES, AnswerKind.RANK)


def problem_words(view: QuestionView) -> str:
    """Empty where nothing is wrong. A text of the wrong kind is told together with what the form asks for."""
    problem = view.problem
    if problem is None:
        return ""
    if problem.text:
        return problem.text
    if problem.kind is ProblemKind.REQUIRED:
        return translate("SurveyProblems", "This must be answered.")
    if problem.kind is ProblemKind.TYPE:
        return " ".join(part for part in (_of_kind(view), view.constraint_text) if part)
    return view.constraint_text or translate("SurveyProblems", "The form does not take this answer.")


def _of_kind(view: QuestionView) -> str:
    if view.kind in _CHOSEN and view.choices:
        return translate("SurveyProblems", "Not among the choices: {0}").format(_choices(view))
    return {
        AnswerKind.INTEGER: translate("SurveyProblems", "This is no whole number."),
        AnswerKind.DECIMAL: translate("SurveyProblems", "This is no number."),
        AnswerKind.RANGE: translate("SurveyProblems", "This is no number on the scale."),
        AnswerKind.DATE: translate("SurveyProblems", "This is no day, as in 2026-11-28."),
        AnswerKind.TIME: translate("SurveyProblems", "This is no time of day, as in 14:30."),
        AnswerKind.MOMENT: translate("SurveyProblems", "Both a day and a time are needed."),
        AnswerKind.POSITION: translate("SurveyProblems", "Latitude is -90 to 90, longitude -180 to 180."),
        AnswerKind.TRACE: translate("SurveyProblems", "A line has at least two points."),
        AnswerKind.SHAPE: translate("SurveyProblems", "An area has at least three corners."),
    }.get(view.kind, translate("SurveyProblems", "This is no answer of the kind that is asked for."))


def _choices(view: QuestionView) -> str:
    labels = [choice.label or choice.value for choice in view.choices[:_MOST_CHOICES]]
    more = "…" if len(view.choices) > _MOST_CHOICES else ""
    return ("、" if language() is Language.ZH else ", ").join(labels) + more
