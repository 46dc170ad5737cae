"""A second reckoning of a survey, slow and plain: everything from the answers alone, over and over until
nothing changes, with what is not relevant cut out of a copy. It shares the expressions, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from workstation.surveys.answers import among, is_answer
from workstation.surveys.blueprint import Question, Spot
from workstation.surveys.form import Form
from workstation.surveys.judging import CHOSEN
from workstation.surveys.names import local_name
from workstation.surveys.run import Surroundings
from workstation.surveys.views import ProblemKind
from workstation.surveys.xpath import as_answer, as_boolean, as_number, compile_expression

PASSES = 60


@dataclass
class Reckoned:
    """By ref: the values of what is relevant, what is wrong, and what must be answered and is not."""

    values: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, ProblemKind] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)


class Naive:
    def __init__(self, form: Form, snapshot: bytes, surroundings: Surroundings) -> None:
        from lxml import etree

        self.form = form
        self.root = etree.fromstring(snapshot)
        for element in self.root.iter("*"):
            element.tag = local_name(element)
        self.scope = surroundings.scope(form, self.root)
        self.counts = {repeat.spot.path: repeat.count for repeat in form.repeats.values()}
        self.irrelevant: set[str] = set()
        self._usual: dict[str, Any] | None = None

    def reckon(self) -> Reckoned:
        for _ in range(PASSES):
            moved = self._calculate()
            gone = {ref for ref, spot, element in self._all(self.root) if self._is_gone(ref, spot, element)}
            if gone == self.irrelevant and not moved:
                return self._judged()
            self.irrelevant, self._usual = gone, None
        raise AssertionError("the form does not come to rest")

    # --- one pass ---

    def _all(self, root: Any) -> Iterator[tuple[str, Spot, Any]]:
        def walk(element: Any, ref: str, path: str) -> Iterator[tuple[str, Spot, Any]]:
            yield ref, self.form.spots[path], element
            numbers: dict[str, int] = {}
            for child in element.iterchildren("*"):
                name = local_name(child)
                numbers[name] = numbers.get(name, 0) + 1
                spot = self.form.spots[f"{path}/{name}"]
                row = f"[{numbers[name]}]" if spot.repeat else ""
                yield from walk(child, f"{ref}/{name}{row}", spot.path)

        yield from walk(root, f"/{local_name(root)}", self.form.root.path)

    def _holds(self, ref: str) -> bool:
        """Whether nothing above is irrelevant."""
        parts = ref.split("/")
        return not any("/".join(parts[:at]) in self.irrelevant for at in range(2, len(parts)))

    def _is_gone(self, ref: str, spot: Spot, element: Any) -> bool:
        if not self._holds(ref):
            return True
        if spot.bind.relevant and not as_boolean(self._value(spot.bind.relevant, ref)):
            return True
        count = self.counts.get(spot.path)
        if not count:
            return False
        number = as_number(self._value(count, ref))
        return int(ref.rpartition("[")[2][:-1]) > (int(number) if number == number else 0)

    def _calculate(self) -> bool:
        moved = False
        for ref, spot, element in list(self._all(self.root)):
            if spot.bind.calculate and ref not in self.irrelevant and self._holds(ref):
                text = as_answer(self._value(spot.bind.calculate, ref), spot.bind.type)
                if text != (element.text or ""):
                    element.text = text
                    moved = True
                    self._usual = None
        return moved

    def _value(self, text: str, ref: str) -> Any:
        """In a copy without what is irrelevant; the place in hand and what holds it stay."""
        seen = ref not in self.irrelevant and self._holds(ref)
        copy = (self._usual or self._cut("")) if seen else self._cut(ref)
        if seen:
            self._usual = copy
        self.scope.root = copy["/" + self.form.root.name]
        return compile_expression(text, where=ref).evaluate(copy[ref], self.scope)

    def _cut(self, kept: str) -> dict[str, Any]:
        copy = deepcopy(self.root)
        places = {one: element for one, _, element in self._all(copy)}
        for one, element in places.items():
            if one in self.irrelevant and one != kept and not kept.startswith(f"{one}/"):
                element.getparent().remove(element)
        return places

    # --- what is wrong ---

    def _judged(self) -> Reckoned:
        out = Reckoned()
        for ref, spot, element in self._all(self.root):
            if ref in self.irrelevant or not self._holds(ref):
                continue
            text = element.text or ""
            if not spot.children:
                out.values[ref] = text
            question = self.form.questions.get(spot)
            if question is None:
                continue
            if not text:
                if spot.bind.required and as_boolean(self._value(spot.bind.required, ref)):
                    out.missing.add(ref)
                continue
            out.wrong.update(self._wrong(question, ref, text))
        return out

    def _wrong(self, question: Question, ref: str, text: str) -> dict[str, ProblemKind]:
        bind = question.spot.bind
        typed = is_answer(question.kind, bind.type, text, question.bounds)
        if not typed or (
            question.kind in CHOSEN and not among(question.kind, text, self._offered(question, ref))
        ):
            return {ref: ProblemKind.TYPE}
        if bind.constraint and not as_boolean(self._value(bind.constraint, ref)):
            return {ref: ProblemKind.CONSTRAINT}
        return {}

    def _offered(self, question: Question, ref: str) -> list[str]:
        if question.itemset is None:
            return [choice.value for choice in question.choices]
        items = self._value(question.itemset.nodeset, ref)
        return [item.findtext(f"{{*}}{question.itemset.value}") or "" for item in items]
