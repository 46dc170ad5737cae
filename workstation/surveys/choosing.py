"""What a question offers to choose from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from workstation.surveys.blueprint import Question
from workstation.surveys.names import local_name
from workstation.surveys.speaking import Speaker
from workstation.surveys.views import Choice
from workstation.surveys.xpath import Scope

if TYPE_CHECKING:
    from workstation.surveys.definition import Form
    from workstation.surveys.tree import Node

_NAMED = re.compile(r"jr:itext\(\s*(.+?)\s*\)")


class Chooser:
    """Lists that no answer filters are drawn once."""

    def __init__(self, form: Form, scope: Scope, speaker: Speaker) -> None:
        self._form = form
        self._scope = scope
        self._speaker = speaker
        self._drawn: dict[Question, list[Any]] = {}
        self._offered: dict[Question, frozenset[str]] = {}

    def is_filtered(self, question: Question) -> bool:
        """Whether what is on offer depends on the answers."""
        if question.itemset is None:
            return False
        expression = self._form.expression(question.itemset.nodeset, question.spot.path)
        return expression.volatile or bool(expression.reads(question.spot.path))

    def values(self, question: Question, node: Node) -> frozenset[str]:
        """The values on offer. KnownError form.too_large from a filter that takes too much."""
        if self.is_filtered(question):
            return frozenset(self._values(question, node))
        if question not in self._offered:
            self._offered[question] = frozenset(self._values(question, node))
        return self._offered[question]

    def choices(self, question: Question, node: Node) -> tuple[Choice, ...]:
        """With their labels and pictures in the language in use."""
        speak = self._speaker.say
        if question.itemset is None:
            return tuple(
                Choice(one.value, speak(one.caption, node) or one.value, speak(one.caption, node, "image"))
                for one in question.choices
            )
        itemset = question.itemset
        named = _NAMED.fullmatch(itemset.label)
        return tuple(
            self._choice(item, itemset.value, itemset.label, named[1] if named else "", node)
            for item in self._items(question, node)
        )

    def label(self, value: str, path: str, node: Node) -> str:
        """The label of a value in the list of the question at `path`, whatever filters there are."""
        question = next((one for spot, one in self._form.questions.items() if spot.path == path), None)
        if question is None:
            return ""
        if question.itemset is None:
            found = (self._speaker.say(one.caption, node) for one in question.choices if one.value == value)
            return next(found, "")
        named = _NAMED.fullmatch(question.itemset.label)
        for item in self._unfiltered(question, node):
            if _cell(item, question.itemset.value) == value:
                id_path = named[1] if named else ""
                return self._choice(item, question.itemset.value, question.itemset.label, id_path, node).label
        return ""

    def _choice(self, item: Any, value: str, label: str, id_path: str, node: Node) -> Choice:
        text = _cell(item, value)
        if id_path:
            text_id = _cell(item, id_path)
            said = self._speaker.say_text(text_id, node)
            return Choice(text, said or text, self._speaker.say_text(text_id, node, "image"))
        return Choice(text, (_cell(item, label) if label else "") or text)

    def _values(self, question: Question, node: Node) -> list[str]:
        if question.itemset is None:
            return [one.value for one in question.choices]
        return [_cell(item, question.itemset.value) for item in self._items(question, node)]

    def _items(self, question: Question, node: Node) -> list[Any]:
        drawn = self._drawn.get(question)
        if drawn is not None:
            return drawn
        assert question.itemset is not None
        expression = self._form.expression(question.itemset.nodeset, question.spot.path)
        found = expression.evaluate(node.element, self._scope)
        items = [one for one in found if not isinstance(one, str)] if isinstance(found, list) else []
        if not self.is_filtered(question):
            self._drawn[question] = items
        return items

    def _unfiltered(self, question: Question, node: Node) -> list[Any]:
        assert question.itemset is not None
        name = re.search(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)", question.itemset.nodeset)
        instance = self._scope.instances.get(name[1]) if name else None
        if instance is None:
            return self._items(question, node)
        return [item for root in instance.iterchildren("*") for item in root.iterchildren("*")]


def _cell(item: Any, path: str) -> str:
    """The text of a child, or of a child's child."""
    at = item
    for name in path.removeprefix("./").split("/"):
        at = next((child for child in at.iterchildren("*") if local_name(child) == name), None)
        if at is None:
            return ""
    return at.text or ""
