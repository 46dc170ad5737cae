"""From nodes to what a window shows of them, in the language in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workstation.surveys.blueprint import Control, Group, Question, Repeat
from workstation.surveys.choosing import Chooser
from workstation.surveys.judging import CHOSEN, problem_of
from workstation.surveys.speaking import Speaker
from workstation.surveys.tree import Node, Rows
from workstation.surveys.views import GroupView, Item, QuestionView, RepeatView

if TYPE_CHECKING:
    from workstation.surveys.definition import Form


class Shower:
    def __init__(self, form: Form, speaker: Speaker, chooser: Chooser) -> None:
        self._form = form
        self._speaker = speaker
        self._chooser = chooser

    def question(self, question: Question, node: Node) -> QuestionView:
        say, bind = self._speaker.say, node.spot.bind
        return QuestionView(
            ref=node.ref,
            name=node.spot.name,
            kind=question.kind,
            label=say(question.label, node),
            hint=say(question.hint, node),
            guidance=say(question.hint, node, "guidance"),
            value=node.text,
            choices=self._chooser.choices(question, node) if question.kind in CHOSEN else (),
            required=node.required,
            readonly=node.readonly,
            appearance=question.appearance,
            bounds=question.bounds,
            problem=problem_of(question, node, self._speaker, complete=False),
            constraint_text=say(bind.constraint_text, node),
            media=self._speaker.media(question.label, node),
            parameters=question.parameters,
            extra=bind.extra,
        )

    def items(self, controls: Iterable[Control], holder: Node) -> tuple[Item, ...]:
        """What is relevant of `controls`, which stand in `holder`."""
        return tuple(self._items(controls, holder))

    def _items(self, controls: Iterable[Control], holder: Node) -> Iterator[Item]:
        for control in controls:
            if isinstance(control, Question):
                for node in _nodes(control, holder):
                    yield self.question(control, node)
            elif isinstance(control, Repeat):
                yield from self._repeat(control, holder)
            else:
                yield from self._group(control, holder)

    def _group(self, group: Group, holder: Node) -> Iterator[Item]:
        node = holder if group.spot is None else next(_nodes(group, holder), None)
        if node is None:
            return
        items = self.items(group.items, node)
        if items:
            name = "" if group.spot is None else group.spot.name
            label = self._speaker.say(group.label, node)
            yield GroupView(node.ref, name, label, items, group.appearance)

    def _repeat(self, repeat: Repeat, holder: Node) -> Iterator[RepeatView]:
        rows = holder.kids.get(repeat.spot.name)
        if not isinstance(rows, Rows) or not holder.relevant or not rows.head.relevant:
            return
        shown = tuple(
            GroupView(row.ref, repeat.spot.name, self._speaker.say(repeat.label, row),
                      self.items(repeat.items, row), repeat.appearance)
            for row in rows.rows
            if row.relevant
        )  # fmt: skip
        yield RepeatView(
            rows.ref,
            repeat.spot.name,
            self._speaker.say(repeat.label, rows.head),
            shown,
            counted=bool(repeat.count) or repeat.fixed,
            appearance=repeat.appearance,
        )


def _nodes(control: Question | Group, holder: Node) -> Iterator[Node]:
    """The node of a control that stands in `holder`, wherever within it its place is, if it is relevant."""
    assert control.spot is not None
    node: Node | None = holder
    names = []
    for spot in control.spot.up():
        if spot is holder.spot:
            break
        names.append(spot.name)
    for name in reversed(names):
        kid = node.kids.get(name) if node is not None else None
        node = kid if isinstance(kid, Node) else None
    if node is not None and node.relevant:
        yield node
