"""What a running form shows: sections, questions, repeats and problems, as plain values in one language.

A `ref` names one place in the answers, as in `/data/stock[3]/qty`: repeats carry their row, counted from 1.
Every value is the text that the submission holds: numbers with a point, days as ISO 8601, several choices
apart by a space, a file by its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AnswerKind(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    CHOICE = "choice"  # one of a list
    CHOICES = "choices"  # several of a list
    RANK = "rank"  # a list in an order
    ACKNOWLEDGE = "acknowledge"
    POSITION = "position"
    TRACE = "trace"
    SHAPE = "shape"
    PHOTO = "photo"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    BARCODE = "barcode"
    NOTE = "note"  # shows, asks nothing


class ProblemKind(StrEnum):
    REQUIRED = "required"
    CONSTRAINT = "constraint"
    TYPE = "type"  # a text that is no number, day, choice…


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer; `text` is the form's own sentence where it has one, else empty."""

    ref: str
    kind: ProblemKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    image: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of a range: first, last and step as decimal texts."""

    start: str
    end: str
    step: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """`parameters` and `extra` are what the form says beyond the standard's own columns: `extra` holds the
    attributes of our namespace, as `figure`, `basis`, `part`, `quote`."""

    ref: str
    name: str
    kind: AnswerKind
    label: str
    hint: str = ""
    guidance: str = ""
    value: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    readonly: bool = False
    appearance: frozenset[str] = frozenset()
    bounds: Bounds | None = None
    problem: Problem | None = None
    constraint_text: str = ""
    media: tuple[tuple[str, str], ...] = ()  # image, audio, video, big-image → file name
    parameters: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[str, str], ...] = ()


SIGNED = frozenset({"signature", "draw", "annotate"})
"""Appearances of a question for a picture that is drawn, not taken."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group within a section; `items` in the order of the form, what is not relevant left out."""

    ref: str
    name: str
    label: str
    items: tuple[Item, ...]
    appearance: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RepeatView:
    """A repeat with its rows. Rows can be added and removed unless the form counts them."""

    ref: str  # without a row
    name: str
    label: str
    rows: tuple[GroupView, ...]
    counted: bool = False
    appearance: frozenset[str] = frozenset()


Item = QuestionView | GroupView | RepeatView


@dataclass(frozen=True, slots=True)
class SectionRef:
    """One section: a group of the form's top level, or what stands between two such groups. `answered` of
    `asked` relevant questions have a value; `problems` counts answers that are wrong (a required one that is
    still empty is not yet wrong)."""

    ref: str
    title: str
    asked: int
    answered: int
    problems: int


@dataclass(frozen=True, slots=True)
class SectionView:
    section: SectionRef
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What one answer changed: `refs` whose own view is to be read again (value, relevance, choices,
    problem); `structure` where items came or went in the section in view."""

    refs: frozenset[str]
    structure: bool = False
