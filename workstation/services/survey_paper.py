"""The report of one survey (线下调研报告): a finished survey and its form go in, the paper's value comes out.

Every answer that was given is on it, section by section, each with how it was come by; rows of a repeat are a
line each. Photos are named by what they show, when and where; pictures themselves stay in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from workstation.domain.places import MILLION
from workstation.domain.surveying import (
    Attachment,
    AttachmentKind,
    CheckResult,
    Position,
    StandingSurvey,
    Survey,
    SurveyStanding,
)
from workstation.domain.text import Bilingual
from workstation.surveys.run import FormRun
from workstation.surveys.surroundings import Surroundings
from workstation.surveys.views import AnswerKind, GroupView, Item, QuestionView, RepeatView

if TYPE_CHECKING:
    from workstation.letters.values import CrossCheck, PaperHead, SurveyPhoto, SurveyReport, SurveySection
    from workstation.surveys.form import Form

_CHOSEN = frozenset({AnswerKind.CHOICE, AnswerKind.CHOICES, AnswerKind.RANK})
_NUMBERS = frozenset({AnswerKind.INTEGER, AnswerKind.DECIMAL, AnswerKind.RANGE})
_FILES = frozenset({AnswerKind.PHOTO, AnswerKind.AUDIO, AnswerKind.VIDEO, AnswerKind.FILE})
_PLACES = frozenset({AnswerKind.POSITION, AnswerKind.TRACE, AnswerKind.SHAPE})
_CODE = re.compile(r"\((\w{2,3})(?:[-_]\w+)?\)\s*$")
_BASIS_OF = "_basis"
_LONG = 60
"""A text longer than this, or of several lines, is a note below the figures."""
_BASES: Mapping[str, Bilingual] = {
    "stated": Bilingual("自述", "as stated"),
    "counted": Bilingual("清点", "counted"),
    "documented": Bilingual("有凭证", "documented"),
}


@dataclass(frozen=True, slots=True)
class CheckWords:
    """What a check and its roads are called, how the value of a road prints, and how its deviation does."""

    name: Bilingual
    roads: Mapping[str, Bilingual]
    value: Callable[[str, str], str]
    measure: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What the form does not know: names of people by id, of the kind of shop, and of the checks."""

    person: Callable[[str], str]
    shop_kind: Bilingual
    place: str
    checks: Mapping[str, CheckWords]


def survey_paper(found: StandingSurvey, form: Form, head: PaperHead, words: ReportWords) -> SurveyReport:
    """Raises `KnownError` where the instance is not of this form, and as the value does."""
    from workstation.letters.values import SurveyReport

    survey = found.survey
    chinese, english = (_run(form, survey, code) for code in ("zh", "en"))
    reviewed = found.review is not None and found.standing is SurveyStanding.ACCEPTED
    investigators = [words.person(survey.made_by), *([survey.second.name] if survey.second else [])]
    return SurveyReport(
        head=head,
        visited_on=survey.visited_on,
        place=_placed(words.place, survey.position),
        shop_kind=words.shop_kind,
        investigators=tuple(investigators),
        sections=tuple(_sections(chinese, english)),
        checks=tuple(
            check for result in survey.checks for check in _checks(result, words.checks.get(result.check))
        ),
        photos=tuple(_photos(survey.attachments, chinese)),
        opinion=survey.opinion,
        reviewed_by=words.person(found.review.reviewed_by) if reviewed and found.review else "",
    )


def _run(form: Form, survey: Survey, code: str) -> FormRun:
    """The finished survey, to be read in one language; nothing outside is asked."""
    quiet = Surroundings(lambda: datetime.fromtimestamp(0, UTC), survey.device_id, survey.made_by, str)
    run = FormRun.resume(form, survey.instance.encode(), quiet)
    run.language = spoken(form, code)
    return run


def spoken(form: Form, code: str) -> str:
    """The form's language of this code ("zh", "en"), else the one that it speaks of itself."""
    return next((name for name in form.languages if _is(name, code)), form.default_language)


def _is(language: str, code: str) -> bool:
    named = _CODE.search(language)
    return (named[1] if named else language).lower().startswith(code)


def _sections(chinese: FormRun, english: FormRun) -> Iterator[SurveySection]:
    from workstation.letters.values import SurveyFigure, SurveySection

    for section, other in zip(chinese.sections(), english.sections(), strict=True):
        pairs = zip(chinese.view(section.ref).items, english.view(other.ref).items, strict=True)
        lines = _with_bases([line for zh, en in pairs for line in _lines(zh, en)])
        figures = tuple(SurveyFigure(line.name, line.value, line.how) for line in lines if not line.is_note)
        notes = tuple(f"{line.name.zh}：{line.value}" for line in lines if line.is_note)
        if figures or notes:
            yield SurveySection(Bilingual(section.title, other.title), figures, notes)


@dataclass(frozen=True, slots=True)
class _Line:
    """`key` is the question's name in the form, and `english` its value in English where that differs."""

    name: Bilingual
    value: str
    how: Bilingual | None = None
    key: str = ""
    english: str = ""

    @property
    def is_note(self) -> bool:
        return self.how is None and (len(self.value) > _LONG or "\n" in self.value)


def _with_bases(lines: list[_Line]) -> list[_Line]:
    """A figure and the answer to how it was come by (`<figure>_basis`) are one line."""
    found: list[_Line] = []
    for line in lines:
        if found and line.key and line.key == f"{found[-1].key}{_BASIS_OF}":
            found[-1] = replace(found[-1], how=Bilingual(line.value, line.english))
        else:
            found.append(line)
    return found


def _lines(zh: Item, en: Item) -> Iterator[_Line]:
    if isinstance(zh, RepeatView) and isinstance(en, RepeatView):
        for number, (row, other) in enumerate(zip(zh.rows, en.rows, strict=True), 1):
            yield from _row(Bilingual(zh.label, en.label), number, row, other)
    elif isinstance(zh, GroupView) and isinstance(en, GroupView):
        for one, other_one in zip(zh.items, en.items, strict=True):
            yield from _lines(one, other_one)
    elif isinstance(zh, QuestionView) and isinstance(en, QuestionView) and _is_told(zh):
        name = Bilingual(zh.label or zh.name, en.label or en.name)
        yield _Line(name, _value(zh), _how(zh, en), zh.name, _value(en))


def _row(title: Bilingual, number: int, zh: GroupView, en: GroupView) -> Iterator[_Line]:
    """One line: called by its first words, its last figure at the right, all else as how it came about."""
    pairs = [(a, b) for a, b in _questions(zh, en) if _is_told(a)]
    if not pairs:
        return
    name = next((a.value for a, _ in pairs if a.kind is AnswerKind.TEXT), "") or f"{title.zh} {number}"
    figure = next((a for a, _ in reversed(pairs) if a.kind in _NUMBERS), pairs[-1][0])
    rest = [(a, b) for a, b in pairs if a is not figure and a.value != name]
    how = Bilingual(
        "；".join(f"{a.label} {_value(a)}" for a, _ in rest),
        "; ".join(f"{b.label} {_value(b)}" for _, b in rest),
    )
    yield _Line(Bilingual(name, name), _value(figure), how)


def _questions(zh: GroupView, en: GroupView) -> Iterator[tuple[QuestionView, QuestionView]]:
    for one, other in zip(zh.items, en.items, strict=True):
        if isinstance(one, GroupView) and isinstance(other, GroupView):
            yield from _questions(one, other)
        elif isinstance(one, QuestionView) and isinstance(other, QuestionView):
            yield one, other


def _is_told(question: QuestionView) -> bool:
    """Files are told of among the photos; notes and what was left empty not at all."""
    return bool(question.value) and question.kind not in _FILES | {AnswerKind.NOTE}


def _how(zh: QuestionView, en: QuestionView) -> Bilingual | None:
    """By its basis where the form names one; what is worked out by the form says how in its hint."""
    basis = _BASES.get(dict(zh.extra).get("basis", ""))
    if basis is not None:
        return basis
    return Bilingual(zh.hint, en.hint) if zh.readonly and zh.hint else None


def _value(question: QuestionView) -> str:
    if question.kind in _CHOSEN:
        labels = {choice.value: choice.label for choice in question.choices}
        values = [question.value] if question.kind is AnswerKind.CHOICE else question.value.split()
        return "、".join(labels.get(value, value) for value in values)
    if question.kind in _NUMBERS or question.readonly:
        return _grouped(question.value)
    if question.kind in _PLACES:
        return "; ".join(" ".join(point.split()[:2]) for point in question.value.split(";"))
    return "✓" if question.kind is AnswerKind.ACKNOWLEDGE else question.value


def _grouped(text: str) -> str:
    """A number with its thousands apart; any other text as it is."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return f"{number:,f}" if number.is_finite() else text


def _checks(result: CheckResult, words: CheckWords | None) -> Iterator[CrossCheck]:
    """The first road against each other one; a check that this program has no words for is told by its
    codes."""
    from workstation.letters.values import CrossCheck

    first, *others = result.sides
    plain = words or CheckWords(
        Bilingual(result.check, result.check), {}, lambda _, text: _grouped(text), _grouped
    )
    for other in others or [first]:
        yield CrossCheck(
            name=plain.name,
            one=plain.roads.get(first.road) or Bilingual(first.road, first.road),
            one_value=plain.value(first.road, first.value),
            other=plain.roads.get(other.road) or Bilingual(other.road, other.road),
            other_value=plain.value(other.road, other.value),
            deviation=plain.measure(result.deviation),
            tolerance=plain.measure(result.tolerance),
            within=result.within,
            explanation=result.explanation,
        )


def _photos(attachments: tuple[Attachment, ...], run: FormRun) -> Iterator[SurveyPhoto]:
    from workstation.letters.values import SurveyPhoto

    for one in attachments:
        if one.kind is not AttachmentKind.PHOTO:
            continue
        caption = run.question(one.ref).label or one.name
        yield SurveyPhoto(caption, one.taken_at.replace("T", " "), _placed("", one.position), one.sha256)


def _placed(address: str, position: Position | None) -> str:
    if position is None:
        return address
    where = f"{position.latitude / MILLION:.5f}, {position.longitude / MILLION:.5f}"
    return f"{address} ({where})" if address else where
