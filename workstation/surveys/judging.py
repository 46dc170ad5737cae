"""Whether an answer is right (of its type, on offer, within its constraint), and whether one is due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workstation.errors import KnownError
from workstation.surveys.answers import among, is_answer
from workstation.surveys.blueprint import Question
from workstation.surveys.choosing import Chooser
from workstation.surveys.speaking import Speaker
from workstation.surveys.views import AnswerKind, Problem, ProblemKind
from workstation.surveys.xpath import Scope, as_boolean

if TYPE_CHECKING:
    from workstation.surveys.definition import Form
    from workstation.surveys.tree import Node

CHOSEN = frozenset({AnswerKind.CHOICE, AnswerKind.CHOICES, AnswerKind.RANK})


class Judge:
    """Keeps on each node what is wrong with it, whether it must be answered, and whether it may be."""

    def __init__(self, form: Form, scope: Scope, chooser: Chooser) -> None:
        self._form = form
        self._scope = scope
        self._chooser = chooser

    def __call__(self, node: Node) -> bool:
        """Work out a node's standing; True if it is another than before, or its choices may be."""
        question = self._form.questions[node.spot]
        bind = node.spot.bind
        before = node.problem, node.required, node.readonly
        node.required = bool(bind.required) and self._holds(bind.required, node)
        node.readonly = bool(bind.calculate) or (bool(bind.readonly) and self._holds(bind.readonly, node))
        node.problem = self._wrong(question, node) if node.relevant and node.text else None
        return before != (node.problem, node.required, node.readonly) or self._chooser.is_filtered(question)

    def _wrong(self, question: Question, node: Node) -> ProblemKind | None:
        text, bind = node.text, node.spot.bind
        if not is_answer(question.kind, bind.type, text, question.bounds):
            return ProblemKind.TYPE
        if question.kind in CHOSEN and not self._on_offer(question, node):
            return ProblemKind.TYPE
        if bind.constraint and not self._holds(bind.constraint, node):
            return ProblemKind.CONSTRAINT
        return None

    def _on_offer(self, question: Question, node: Node) -> bool:
        try:
            return among(question.kind, node.text, self._chooser.values(question, node))
        except KnownError:
            return False

    def _holds(self, text: str, node: Node) -> bool:
        """What takes too much to be worked out does not hold."""
        if text in _PLAIN:
            return _PLAIN[text]
        expression = self._form.expression(text, node.spot.path)
        try:
            return as_boolean(expression.evaluate(node.element, self._scope))
        except KnownError:
            return False


_PLAIN = {"true()": True, "false()": False}


def problem_of(question: Question, node: Node, speaker: Speaker, *, complete: bool) -> Problem | None:
    """A node's problem in words; with `complete`, also that it is still to be answered."""
    bind = node.spot.bind
    if not node.relevant:
        return None
    if node.problem is not None:
        said = speaker.say(bind.constraint_text, node) if node.problem is ProblemKind.CONSTRAINT else ""
        return Problem(node.ref, node.problem, said)
    if complete and node.required and not node.text:
        return Problem(node.ref, ProblemKind.REQUIRED, speaker.say(bind.required_text, node))
    return None


def asked_nodes(form: Form, root: Node) -> Iterator[Node]:
    """Every relevant node that a question asks about, in the order of the form."""
    return (node for node in root.down() if node.relevant and node.spot in form.questions)
