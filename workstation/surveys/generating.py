"""Answers made up for trying out a form: of each question's kind, within its constraint where one is found.

What a constraint allows is not known, so numbers, days and texts that stand in it are tried first, then
others of the kind. The same seed gives the same answers.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from workstation.surveys.answers import ACKNOWLEDGED
from workstation.surveys.run import FormRun
from workstation.surveys.views import AnswerKind, GroupView, Item, QuestionView, RepeatView

MOST_ROWS = 3
PASSES = 6
"""Answers bring further questions; a form that asks on beyond this is left unfinished."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_FIRST_DAY = date(2020, 1, 1)
_FILES = {AnswerKind.PHOTO: "jpg", AnswerKind.AUDIO: "wav", AnswerKind.VIDEO: "mp4", AnswerKind.FILE: "pdf"}


def generate(run: FormRun, seed: int) -> None:
    """Answer what is asked and still empty or wrong, question by question, in the order of the form."""
    chance = random.Random(seed)
    grown: set[str] = set()
    for _ in range(PASSES):
        before = run.snapshot()
        for section in run.sections():
            _rows(run, _items(run, section.ref), chance, grown)
            for question in _questions(_items(run, section.ref)):
                _answer(run, question.ref, chance)
        if run.snapshot() == before:
            return


def _items(run: FormRun, section: str) -> tuple[Item, ...]:
    """Of a section, none if an answer before it took it away."""
    return run.view(section).items if any(one.ref == section for one in run.sections()) else ()


def _rows(run: FormRun, items: tuple[Item, ...], chance: random.Random, grown: set[str]) -> None:
    for item in items:
        if isinstance(item, RepeatView):
            if not item.counted and item.ref not in grown:
                grown.add(item.ref)
                for _ in range(chance.randint(0, MOST_ROWS - 1) + (not item.rows)):
                    if run.is_growing(item.ref):
                        run.add_row(item.ref)
            for row in item.rows:
                _rows(run, row.items, chance, grown)
        elif isinstance(item, GroupView):
            _rows(run, item.items, chance, grown)


def _questions(items: tuple[Item, ...]) -> Iterator[QuestionView]:
    for item in items:
        if isinstance(item, QuestionView):
            yield item
        elif isinstance(item, GroupView):
            yield from _questions(item.items)
        else:
            for row in item.rows:
                yield from _questions(row.items)


def _answer(run: FormRun, ref: str, chance: random.Random) -> None:
    if not run.is_asked(ref):
        return  # an answer before it took it away
    view = run.question(ref)
    if view.readonly or view.kind is AnswerKind.NOTE or (view.value and view.problem is None):
        return
    for text in candidates(view, run.constraint(ref), chance):
        run.answer(ref, text)
        if not run.is_asked(ref) or run.question(ref).problem is None:
            return
    run.answer(ref, "")


def candidates(view: QuestionView, constraint: str, chance: random.Random) -> Iterator[str]:
    """Answers to try, the likely ones first."""
    match view.kind:
        case AnswerKind.CHOICE:
            yield from _shuffled([choice.value for choice in view.choices], chance)
        case AnswerKind.CHOICES:
            values = [choice.value for choice in view.choices]
            if values:
                yield " ".join(chance.sample(values, chance.randint(1, min(3, len(values)))))
                yield from _shuffled(values, chance)
        case AnswerKind.RANK:
            if view.choices:
                yield " ".join(_shuffled([choice.value for choice in view.choices], chance))
        case AnswerKind.ACKNOWLEDGE:
            yield ACKNOWLEDGED
        case AnswerKind.RANGE:
            yield from _steps(view, chance)
        case AnswerKind.INTEGER | AnswerKind.DECIMAL:
            yield from _numbers(constraint, view.kind is AnswerKind.DECIMAL, chance)
        case AnswerKind.DATE | AnswerKind.MOMENT | AnswerKind.TIME:
            yield from _times(view.kind, constraint, chance)
        case AnswerKind.POSITION | AnswerKind.TRACE | AnswerKind.SHAPE:
            yield _place(view.kind, chance)
        case kind if kind in _FILES:
            yield f"{view.name}-{chance.randrange(10**6)}.{_FILES[kind]}"
        case _:
            yield from _texts(view, constraint, chance)


def _shuffled(values: list[str], chance: random.Random) -> list[str]:
    return chance.sample(values, len(values))


def _steps(view: QuestionView, chance: random.Random) -> Iterator[str]:
    if view.bounds is None:
        return
    try:
        start, end = Decimal(view.bounds.start), Decimal(view.bounds.end)
        step = abs(Decimal(view.bounds.step)) or Decimal(1)
        count = int(abs(end - start) / step)
    except ArithmeticError:
        return  # the form's bounds are no numbers
    way = step if end >= start else -step
    for _ in range(5):
        yield str(start + way * chance.randint(0, count))


def _numbers(constraint: str, decimal: bool, chance: random.Random) -> Iterator[str]:
    named = [Decimal(one) for one in _NUMBER.findall(constraint)][:10]
    tried = [Decimal(chance.randint(1, 60))]
    if len(named) > 1:
        tried.append((min(named) + max(named)) / 2)
    for one in named:
        tried += [one, one + 1, one - 1, one + Decimal("0.5")]
    tried += [Decimal(0), Decimal(1), Decimal(-1), Decimal(1000), Decimal(chance.randint(1, 10**6))]
    for one in tried:
        yield format(one.normalize() if decimal else one.to_integral_value(), "f")


def _times(kind: AnswerKind, constraint: str, chance: random.Random) -> Iterator[str]:
    quoted = re.findall(r"\d{4}-\d{2}-\d{2}", constraint)
    days = [_FIRST_DAY + timedelta(days=chance.randint(0, 3000))]
    for one in quoted:
        try:
            days += [date.fromisoformat(one) + timedelta(days=step) for step in (0, 1, -1)]
        except ValueError:
            continue
    days += [date(1990, 6, 15), date(2030, 6, 15)]
    clock = f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:00.000+08:00"
    for day in days:
        if kind is AnswerKind.TIME:
            yield clock
        else:
            yield day.isoformat() if kind is AnswerKind.DATE else f"{day.isoformat()}T{clock}"


def _place(kind: AnswerKind, chance: random.Random) -> str:
    north, east = chance.uniform(20, 40), chance.uniform(100, 120)
    corners = [(0.0, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.0)]
    points = [f"{north + up:.6f} {east + on:.6f} 0 5" for up, on in corners]
    return points[0] if kind is AnswerKind.POSITION else "; ".join(points)


def _texts(view: QuestionView, constraint: str, chance: random.Random) -> Iterator[str]:
    if "numbers" in view.appearance:
        yield str(chance.randint(1, 999))
    yield chance.choice(["Li Wei", "万达百货", "a & b <c>", "O'Brien", "No 5, Gate 2"])
    for single, double in _QUOTED.findall(constraint):
        yield single or double
    for length in sorted({min(int(one), 40) for one in re.findall(r"\d{1,2}", constraint)})[:8]:
        yield "1" * length
        yield "a" * length
        yield "A" * length
    yield from ("user@example.org", "13800138000", "+86 571 8888", "A1", "x")
