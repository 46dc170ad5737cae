"""How a form falls into sections: each group and each repeat of its top level is one, and so is what stands
between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.surveys.blueprint import (
    Caption,
    Control,
    Group,
    Question,
    Repeat,
    Spot,
    questions_in,
    repeats_in,
)
from workstation.surveys.tree import Node, Rows, nodes_on
from workstation.surveys.views import AnswerKind, SectionRef

if TYPE_CHECKING:
    from workstation.surveys.definition import Form
    from workstation.surveys.speaking import Speaker

LOOSE = "#"
"""Stands in the ref of a section that has no place of its own, before the name of its first question."""


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    ref: str
    label: Caption
    controls: tuple[Control, ...]
    spot: Spot | None = None

    def nodes(self, root: Node) -> Iterator[tuple[Question, Node]]:
        """Its relevant questions with their nodes, question by question."""
        for question in questions_in(self.controls):
            for node in nodes_on(question.spot, root):
                if node.relevant:
                    yield question, node


def sections_of(form: Form) -> tuple[Section, ...]:
    found: list[Section] = []
    loose: list[Control] = []

    def close() -> None:
        if loose:
            first = next(questions_in(tuple(loose)), None)
            name = first.spot.name if first else str(len(found) + 1)
            found.append(Section(f"{form.root.path}{LOOSE}{name}", Caption(), tuple(loose)))
            loose.clear()

    for control in form.controls:
        if isinstance(control, Repeat):
            close()
            found.append(Section(control.spot.path, control.label, (control,), control.spot))
        elif isinstance(control, Group) and control.spot is not None:
            close()
            found.append(Section(control.spot.path, control.label, control.items, control.spot))
        else:
            loose.append(control)
    close()
    return tuple(found)


def is_shown(section: Section, root: Node) -> bool:
    """Whether anything in it can be seen now."""
    if any(True for _ in section.nodes(root)):
        return True
    return any(_repeat_shown(repeat, root) for repeat in repeats_in(section.controls))


def _repeat_shown(repeat: Repeat, root: Node) -> bool:
    above = repeat.spot.parent
    assert above is not None
    holders = (node.kids[repeat.spot.name] for node in nodes_on(above, root) if node.relevant)
    return not repeat.count and any(isinstance(rows, Rows) and rows.head.relevant for rows in holders)


def summary(section: Section, root: Node, speaker: Speaker, title: str) -> SectionRef:
    """`title` stands where the section has no label of its own."""
    asked = answered = problems = 0
    for question, node in section.nodes(root):
        if question.kind is not AnswerKind.NOTE and not node.readonly:
            asked += 1
            answered += bool(node.text)
        problems += node.problem is not None
    at = root if section.spot is None else next(nodes_on(section.spot, root), root)
    return SectionRef(section.ref, speaker.say(section.label, at) or title, asked, answered, problems)
