"""What a compiled form consists of, as plain values: its places, its rules, its questions and its words.

A path is generic, as `/data/stock/qty`: it names the place in every row. A `Spot` is such a place with its
parent and children; the answers of one survey hang their nodes on the spots (`tree`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workstation.surveys.views import AnswerKind, Bounds


@dataclass(frozen=True, slots=True)
class Output:
    """A value shown amid words."""

    expression: str


Phrase = tuple[str | Output, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a label, hint or message: those of `text_id` in the language asked for, else `phrase`."""

    text_id: str = ""
    phrase: Phrase = ()

    def __bool__(self) -> bool:
        return bool(self.text_id or self.phrase)


Wording = Mapping[str, Mapping[str, Mapping[str, Phrase]]]
"""Language → id → form ("" for the plain text, else short, guidance, image, audio, video…) → words."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bind:
    """The rules of one place, as the form writes them; an empty expression is no rule. `extra` holds the
    attributes of our namespace, `parameters` those of the standard's own."""

    type: str = "string"
    relevant: str = ""
    constraint: str = ""
    calculate: str = ""
    required: str = ""
    readonly: str = ""
    constraint_text: Caption = Caption()
    required_text: Caption = Caption()
    preload: str = ""
    preload_parameter: str = ""
    parameters: Pairs = ()
    extra: Pairs = ()


@dataclass(slots=True, eq=False)
class Spot:
    """A place in every survey of this form. `default` is the text it starts with; the `name` of an attribute
    starts with @."""

    path: str
    name: str
    parent: Spot | None
    default: str = ""
    repeat: bool = False
    starts: int = 1  # rows of a repeat that a new survey has
    bind: Bind = Bind()
    children: list[Spot] = field(default_factory=list)
    order: int = 0  # in the form, counted from the top

    @property
    def attribute(self) -> bool:
        return self.name.startswith("@")

    @property
    def row(self) -> Spot | None:
        """The nearest repeat that holds this place, itself included."""
        at: Spot | None = self
        while at is not None and not at.repeat:
            at = at.parent
        return at

    def up(self) -> Iterator[Spot]:
        """Itself and all that hold it, the nearest first."""
        at: Spot | None = self
        while at is not None:
            yield at
            at = at.parent

    def down(self) -> Iterator[Spot]:
        """Itself and all that it holds, in the order of the form."""
        yield self
        for child in self.children:
            yield from child.down()


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices drawn from a list: `value` and `label` are read from each item that `nodeset` finds; a `label`
    as `jr:itext(itextId)` names the words of an id."""

    nodeset: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class InlineChoice:
    value: str
    caption: Caption


@dataclass(frozen=True, slots=True)
class Question:
    spot: Spot
    kind: AnswerKind
    label: Caption = Caption()
    hint: Caption = Caption()
    appearance: frozenset[str] = frozenset()
    bounds: Bounds | None = None
    itemset: Itemset | None = None
    choices: tuple[InlineChoice, ...] = ()
    parameters: Pairs = ()


@dataclass(frozen=True, slots=True)
class Group:
    """`spot` is None where a group only arranges questions and has no place of its own in the answers."""

    spot: Spot | None
    label: Caption
    items: tuple[Control, ...]
    appearance: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Repeat:
    """`count` is the path or number that says how many rows there are; `fixed` repeats neither gain nor lose
    rows by hand."""

    spot: Spot
    label: Caption
    items: tuple[Control, ...]
    appearance: frozenset[str] = frozenset()
    count: str = ""
    fixed: bool = False


Control = Question | Group | Repeat


@dataclass(frozen=True, slots=True)
class Action:
    """Fills `target` when `event` happens: with what `expression` gives, else with the text `literal`; for
    `position`, with the device's. `source` is the question or repeat in which the action stands, if any."""

    event: str
    target: Spot
    expression: str = ""
    literal: str = ""
    position: bool = False
    source: Spot | None = None


def questions_in(controls: tuple[Control, ...]) -> Iterator[Question]:
    """Every question, in the order of the form."""
    for control in controls:
        if isinstance(control, Question):
            yield control
        else:
            yield from questions_in(control.items)


def repeats_in(controls: tuple[Control, ...]) -> Iterator[Repeat]:
    for control in controls:
        if isinstance(control, Repeat):
            yield control
        if not isinstance(control, Question):
            yield from repeats_in(control.items)
