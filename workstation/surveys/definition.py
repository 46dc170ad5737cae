"""A form as the runner has it: its places, questions, words and rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workstation.surveys.blueprint import (
    Action,
    Caption,
    Control,
    Output,
    Pairs,
    Question,
    Repeat,
    Spot,
    Wording,
    questions_in,
    repeats_in,
)
from workstation.surveys.items import cell, id_path, items_of, list_name
from workstation.surveys.rules import Facet, Graph, Rule, graph_of
from workstation.surveys.xpath import Expression, compile_expression


@dataclass(frozen=True, eq=False)
class Form:
    """`sha256` is the workbook's. `languages` is empty where the form has none of its own. `namespace` is
    that of the submission, "" for none. `instances` are the lists beside the form by id; None where the file
    of one did not lie beside it. `attributes` stand on the root of every submission beside id and version."""

    id: str
    version: str
    title: str
    sha256: str
    languages: tuple[str, ...]
    default_language: str
    root: Spot
    spots: Mapping[str, Spot]
    controls: tuple[Control, ...]
    wording: Wording
    actions: tuple[Action, ...]
    instances: Mapping[str, Any]
    namespace: str = ""
    attributes: Pairs = ()

    @cached_property
    def questions(self) -> Mapping[Spot, Question]:
        """The first question on each place: a place asked about twice is one answer."""
        found: dict[Spot, Question] = {}
        for question in questions_in(self.controls):
            found.setdefault(question.spot, question)
        return found

    @cached_property
    def repeats(self) -> Mapping[Spot, Repeat]:
        return {repeat.spot: repeat for repeat in repeats_in(self.controls)}

    @cached_property
    def actions_of(self) -> Mapping[Spot, tuple[Action, ...]]:
        """The actions that stand in a question or a repeat."""
        found: dict[Spot, tuple[Action, ...]] = {}
        for action in self.actions:
            if action.source is not None:
                found[action.source] = (*found.get(action.source, ()), action)
        return found

    @cached_property
    def graph(self) -> Graph:
        """KnownError form.cycle, form.refused, form.unsupported."""
        return graph_of(_rules(self), self.spots)

    def expression(self, text: str, where: str) -> Expression:
        """An expression of the form, compiled once."""
        found = self._expressions.get(text)
        if found is None:
            found = self._expressions[text] = compile_expression(text, where=where)
        return found

    @cached_property
    def _expressions(self) -> dict[str, Expression]:
        return {}


# --- the rules that a form's binds and body amount to -----------------------------------------


def _rules(form: Form) -> Iterator[Rule]:
    for spot in form.root.down():
        bind, path = spot.bind, spot.path
        if bind.relevant:
            yield Rule(spot, Facet.RELEVANT, (form.expression(bind.relevant, path),))
        if bind.calculate:
            yield Rule(spot, Facet.CALCULATE, (form.expression(bind.calculate, path),))
        repeat = form.repeats.get(spot)
        if repeat is not None and repeat.count:
            yield Rule(spot, Facet.COUNT, (form.expression(repeat.count, path),))
        question = form.questions.get(spot)
        if question is not None:
            yield Rule(spot, Facet.JUDGE, tuple(_judging(form, question)))
    yield from _word_rules(form, form.controls)


def _judging(form: Form, question: Question) -> Iterator[Expression]:
    bind, path = question.spot.bind, question.spot.path
    for text in (bind.constraint, bind.required, bind.readonly):
        if text:
            yield form.expression(text, path)
    if question.itemset is not None:
        yield form.expression(question.itemset.nodeset, path)
        yield from _of_items(form, question)


def _of_items(form: Form, question: Question) -> Iterator[Expression]:
    """Choices that are rows of the survey itself change with the answers that their value and label show."""
    assert question.itemset is not None
    expression = form.expression(question.itemset.nodeset, question.spot.path)
    for path in expression.reads(question.spot.path):
        spot = form.spots.get(path)
        if spot is not None and spot.repeat:
            for name in (question.itemset.value, question.itemset.label):
                if f"{path}/{name}" in form.spots:
                    yield form.expression(f"{path}[true()]/{name}", path)


def _word_rules(form: Form, controls: Sequence[Control]) -> Iterator[Rule]:
    for control in controls:
        if not isinstance(control, Question):
            yield from _word_rules(form, control.items)
        if control.spot is None:
            continue
        outputs = tuple(dict.fromkeys(_outputs(form, control)))
        if outputs:
            path = control.spot.path
            yield Rule(control.spot, Facet.WORDS, tuple(form.expression(one, path) for one in outputs))


def _outputs(form: Form, control: Control) -> Iterator[str]:
    captions = [control.label]
    if isinstance(control, Question):
        bind = control.spot.bind
        captions += [control.hint, bind.constraint_text, bind.required_text]
        captions += [choice.caption for choice in control.choices]
        captions += _item_captions(form, control)
    for caption in captions:
        for phrase in _phrases(form, caption):
            yield from (part.expression for part in phrase if isinstance(part, Output))


def _item_captions(form: Form, question: Question) -> Iterator[Caption]:
    """The words of the choices that a list beside the form holds."""
    itemset = question.itemset
    instance = None if itemset is None else form.instances.get(list_name(itemset))
    if itemset is not None and instance is not None and id_path(itemset):
        for item in items_of(instance):
            yield Caption(cell(item, id_path(itemset)))


def _phrases(form: Form, caption: Caption) -> Iterator[tuple[str | Output, ...]]:
    yield caption.phrase
    for texts in form.wording.values():
        yield from texts.get(caption.text_id, {}).values()
