"""What a question offers to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workstation.errors import KnownError
from workstation.surveys.blueprint import Caption, Question
from workstation.surveys.items import cell, id_path, items_of, list_name
from workstation.surveys.speaking import Speaker
from workstation.surveys.views import Choice
from workstation.surveys.xpath import Scope

if TYPE_CHECKING:
    from workstation.surveys.definition import Form
    from workstation.surveys.tree import Node


class Chooser:
    """Lists that no answer filters are drawn once, and said once in each language."""

    def __init__(self, form: Form, scope: Scope, speaker: Speaker) -> None:
        self._form = form
        self._scope = scope
        self._speaker = speaker
        self._filtered: dict[Question, bool] = {}
        self._drawn: dict[Question, list[Any]] = {}
        self._offered: dict[Question, frozenset[str]] = {}
        self._said: dict[tuple[Question, str], tuple[Choice, ...]] = {}
        self._labels: dict[tuple[Question, str], dict[str, str]] = {}

    def is_filtered(self, question: Question) -> bool:
        """Whether what is on offer depends on the answers."""
        found = self._filtered.get(question)
        if found is None:
            found = self._filtered[question] = self._depends(question)
        return found

    def values(self, question: Question, node: Node) -> frozenset[str]:
        """The values on offer. KnownError form.too_large from a filter that takes too much."""
        if self.is_filtered(question):
            return frozenset(self._values(question, node))
        if question not in self._offered:
            self._offered[question] = frozenset(self._values(question, node))
        return self._offered[question]

    def choices(self, question: Question, node: Node) -> tuple[Choice, ...]:
        """With their labels and pictures in the language in use; none where the filter takes too much."""
        key = question, self._speaker.language
        if key in self._said:
            return self._said[key]
        try:
            items = [] if question.itemset is None else self._items(question, node)
        except KnownError:
            return ()
        said = self._say(question, items, node)
        if not self.is_filtered(question) and not self._is_live(question, items):
            self._said[key] = said
        return said

    def label(self, value: str, path: str, node: Node) -> str:
        """The label of a value in the list of the question at `path`, whatever filters there are."""
        spot = self._form.spots.get(path)
        question = None if spot is None else self._form.questions.get(spot)
        if question is None:
            return ""
        key = question, self._speaker.language
        labels = self._labels.get(key)
        if labels is None:
            items = self._whole_list(question)
            drawn = self._items(question, node) if items is None and question.itemset else items or []
            labels = {one.value: one.label for one in reversed(self._say(question, drawn, node))}
            if items is not None and not self._is_live(question, items):
                self._labels[key] = labels
        return labels.get(value, "")

    def _depends(self, question: Question) -> bool:
        if question.itemset is None:
            return False
        expression = self._form.expression(question.itemset.nodeset, question.spot.path)
        return expression.volatile or bool(expression.reads(question.spot.path))

    def _is_live(self, question: Question, items: Sequence[Any]) -> bool:
        """Whether a label shows the value of an answer."""
        if question.itemset is None:
            return any(self._speaker.is_live(one.caption) for one in question.choices)
        at = id_path(question.itemset)
        return bool(at) and any(self._speaker.is_live(Caption(cell(one, at))) for one in items)

    def _say(self, question: Question, items: Sequence[Any], node: Node) -> tuple[Choice, ...]:
        speak = self._speaker.say
        if question.itemset is None:
            return tuple(
                Choice(one.value, speak(one.caption, node) or one.value, speak(one.caption, node, "image"))
                for one in question.choices
            )
        itemset, at = question.itemset, id_path(question.itemset)
        if not at:
            pairs = ((cell(one, itemset.value), cell(one, itemset.label)) for one in items)
            return tuple(Choice(value, label or value) for value, label in pairs)
        captions = ((cell(one, itemset.value), Caption(cell(one, at))) for one in items)
        return tuple(
            Choice(value, speak(caption, node) or value, speak(caption, node, "image"))
            for value, caption in captions
        )

    def _values(self, question: Question, node: Node) -> list[str]:
        if question.itemset is None:
            return [one.value for one in question.choices]
        return [cell(item, question.itemset.value) for item in self._items(question, node)]

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

    def _whole_list(self, question: Question) -> list[Any] | None:
        """Every item of the list beside the form that a question draws from; None where it has none."""
        if question.itemset is None:
            return []
        instance = self._scope.instances.get(list_name(question.itemset))
        return None if instance is None else items_of(instance)
