"""A survey being filled in: the live answers of one form, and what follows from each.

An answer is kept whatever it is; what is wrong with it is said beside it. Everything that depends on it is
worked out before `answer` returns, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from workstation.errors import KnownError
from workstation.surveys.acting import Actor, Preloads
from workstation.surveys.answers import LONGEST, storable
from workstation.surveys.blueprint import Question
from workstation.surveys.choosing import Chooser
from workstation.surveys.definition import Form
from workstation.surveys.instance import read_instance, write_instance
from workstation.surveys.judging import Judge, asked_nodes, problem_of
from workstation.surveys.rules import Facet
from workstation.surveys.sections import Section, is_shown, sections_of, summary
from workstation.surveys.settling import Settler
from workstation.surveys.showing import Shower
from workstation.surveys.speaking import Speaker
from workstation.surveys.surroundings import Surroundings
from workstation.surveys.tree import Node, Rows, Tree
from workstation.surveys.views import (
    AnswerKind,
    Changed,
    Problem,
    ProblemKind,
    QuestionView,
    SectionRef,
    SectionView,
)
from workstation.surveys.xpath import as_answer

_LANGUAGE = re.compile(r"\(([a-zA-Z]{2,3})(?:[-_]\w+)?\)\s*$")
_FILES = frozenset({AnswerKind.PHOTO, AnswerKind.AUDIO, AnswerKind.VIDEO, AnswerKind.FILE})
_WORDY = frozenset({AnswerKind.TEXT, AnswerKind.BARCODE})


class FormRun:
    """Made by `start` or `resume`. KnownError survey.place for a ref where no answer is taken now."""

    def __init__(self, form: Form, surroundings: Surroundings, tree: Tree) -> None:
        self.form = form
        self._tree = tree
        scope = surroundings.scope(form, tree.root.element)
        self._scope = scope
        self._speaker = Speaker(form, scope)
        self._chooser = Chooser(form, scope, self._speaker)
        self._settler = Settler(form, tree, scope, Judge(form, scope, self._chooser))
        self._actor = Actor(form, tree, scope, self._settler, surroundings.position)
        self._preloads = Preloads(surroundings.now, surroundings.uuid, surroundings.properties())
        self._shower = Shower(form, self._speaker, self._chooser)
        self._sections = {section.ref: section for section in sections_of(form)}
        self._in_view: Section | None = None
        scope.choice_name = lambda value, path: self._chooser.label(value, path, tree.root)
        scope.itext = lambda text_id: self._speaker.say_text(text_id, tree.root)
        self.language = form.default_language

    @classmethod
    def start(
        cls, form: Form, surroundings: Surroundings, *, prefill: Mapping[str, str] | None = None
    ) -> FormRun:
        """A new survey. `prefill` gives values by ref, or by the name of a question that has no namesake;
        rows that a ref names are made. KnownError form.list, form.too_large, form.cycle, survey.place."""
        run = cls(form, surroundings, Tree(form.root))
        for node, text in run._preloads.start(run._tree.root):
            node.text = text
        run._settler.everything()
        run._settler.run()
        run._actor.start()
        for ref, value in (prefill or {}).items():
            run._lay_in(ref, value)
        run._settle()
        return run

    @classmethod
    def resume(cls, form: Form, instance: bytes, surroundings: Surroundings) -> FormRun:
        """A survey from its snapshot, or a finished one from its submission. Calculated values stay what they
        were; relevance and what is wrong are worked out anew. KnownError survey.instance, form.too_large."""
        run = cls(form, surroundings, read_instance(form, instance))
        settler = run._settler
        settler.frozen = True
        settler.everything()
        settler.run()
        settler.frozen = False
        settler.fresh.clear()
        settler.events.clear()
        settler.trouble = None
        settler.take()
        return run

    # --- the language ---

    @property
    def language(self) -> str:
        return self._speaker.language

    @language.setter
    def language(self, language: str) -> None:
        """One of the form's languages; any other leaves the form's default."""
        known = language in self.form.wording
        self._speaker.language = language if known else self.form.default_language
        code = _LANGUAGE.search(self._speaker.language)
        self._scope.language = code[1].lower() if code else "en"

    # --- what is to be seen ---

    def sections(self) -> tuple[SectionRef, ...]:
        """Those in which anything can be seen now."""
        root = self._tree.root
        return tuple(
            summary(section, root, self._speaker, self.form.title)
            for section in self._sections.values()
            if is_shown(section, root)
        )

    def view(self, section_ref: str) -> SectionView:
        section = self._sections.get(section_ref)
        if section is None or not is_shown(section, self._tree.root):
            raise _no_place(section_ref)
        self._in_view = section
        root = self._tree.root
        holder = root
        if section.spot is not None and not section.spot.repeat:
            found = self._tree.find(section.spot.path)
            assert isinstance(found, Node)
            holder = found
        return SectionView(
            summary(section, root, self._speaker, self.form.title),
            self._shower.items(section.controls, holder),
        )

    def question(self, ref: str) -> QuestionView:
        node, question = self._asked(ref)
        return self._shower.question(question, node)

    def is_asked(self, ref: str) -> bool:
        """Whether a question stands here now."""
        node = self._tree.find(ref)
        return isinstance(node, Node) and node.relevant and node.spot in self.form.questions

    def constraint(self, ref: str) -> str:
        """The condition on a question's answer as the form writes it, "" without one."""
        return self._asked(ref)[0].spot.bind.constraint

    def is_question(self, ref: str) -> bool:
        """Whether a ref of `Changed` is a question's; others are groups and rows, whose label changed."""
        node = self._tree.find(ref)
        return isinstance(node, Node) and node.spot in self.form.questions

    def problems(self, *, complete: bool) -> tuple[Problem, ...]:
        """What is wrong, in the order of the form; with `complete`, also what must still be answered."""
        found = (
            problem_of(self.form.questions[node.spot], node, self._speaker, complete=complete)
            for node in asked_nodes(self.form, self._tree.root)
        )
        return tuple(problem for problem in found if problem is not None)

    def values(self, attribute: str) -> dict[str, tuple[tuple[str, str], ...]]:
        """The relevant answers, calculated ones too, by what our attribute says of their question: refs and
        texts in the order of the form, empty ones left out."""
        found: dict[str, list[tuple[str, str]]] = {}
        for node in self._tree.root.down():
            if node.relevant and node.text and node.spot.bind.extra:
                name = dict(node.spot.bind.extra).get(attribute)
                if name:
                    found.setdefault(name, []).append((node.ref, node.text))
        return {name: tuple(pairs) for name, pairs in found.items()}

    def value(self, ref: str) -> str:
        """Of any place of the form, asked about or not; "" where it is not relevant."""
        node = self._tree.find(ref)
        return node.text if isinstance(node, Node) and node.relevant else ""

    def files(self) -> tuple[tuple[str, str], ...]:
        """The relevant answers that are files: refs and names, in the order of the form."""
        return tuple(
            (node.ref, node.text)
            for node in asked_nodes(self.form, self._tree.root)
            if node.text and self.form.questions[node.spot].kind in _FILES
        )

    # --- what is done ---

    def answer(self, ref: str, value: str) -> Changed:
        """KnownError survey.place, survey.too_long beyond 64 Ki characters; form.too_large where the answer
        asks for more rows than there may be: the answer itself is then kept."""
        node, question = self._asked(ref)
        if node.readonly or question.kind is AnswerKind.NOTE:
            raise _no_place(ref)
        self._settler.set_value(node, _text(question, value, ref))
        return self._settle()

    def add_row(self, repeat_ref: str, after: int | None = None) -> Changed:
        """A new row behind row number `after`, 0 for the first place; at the end by default."""
        rows = self._rows(repeat_ref)
        if after is not None and not 0 <= after <= len(rows.rows):
            raise _no_place(f"{repeat_ref}[{after}]")
        self._settler.appeared(self._tree.add_row(rows, after))
        self._settler.rows_changed(rows)
        return self._settle()

    def remove_row(self, row_ref: str) -> Changed:
        row = self._tree.find(row_ref)
        if not isinstance(row, Node) or not row.row or not row.relevant:
            raise _no_place(row_ref)
        rows = self._rows(row_ref[: row_ref.rindex("[")])
        self._tree.remove_row(rows, row)
        self._settler.rows_changed(rows)
        return self._settle()

    def finish(self) -> bytes:
        """The submission: XML without what is not relevant. KnownError survey.incomplete names the first
        problem."""
        for node, text in self._preloads.end(self._tree.root):
            self._settler.set_value(node, text)
        self._settle()
        problems = self.problems(complete=True)
        if problems:
            raise self._incomplete(problems[0], len(problems))
        return write_instance(self.form, self._tree.root, relevant_only=True)

    def snapshot(self) -> bytes:
        """Everything, what is not relevant too, for `resume`."""
        return write_instance(self.form, self._tree.root, relevant_only=False)

    def stale(self) -> tuple[str, ...]:
        """The refs of relevant calculated values that the answers do not give: none in a survey that this
        form made. What asks for the time, an id, chance or a list outside is left out."""
        return tuple(node.ref for node in self._tree.root.down() if self._is_stale(node))

    # --- within ---

    def _is_stale(self, node: Node) -> bool:
        rule = self.form.graph.rules.get(node.spot, {}).get(Facet.CALCULATE)
        if rule is None or not node.relevant:
            return False
        expression = rule.expressions[0]
        if expression.volatile or expression.functions & {"once", "pulldata", "instance", "property"}:
            return False
        fresh = storable(as_answer(self._settler.evaluate(rule, node), node.spot.bind.type))
        return node.text != (fresh if len(fresh) <= LONGEST else "")

    def _settle(self) -> Changed:
        self._actor.settle()
        changed, moved = self._settler.take()
        refs = frozenset(node.ref for node in changed if node.relevant and self._is_shown(node))
        self._settler.raise_trouble()
        return Changed(refs, self._restructured(moved))

    def _is_shown(self, node: Node) -> bool:
        shown = node.spot in self.form.questions or Facet.WORDS in self.form.graph.rules.get(node.spot, {})
        return shown and self._is_here(node)

    def _is_here(self, node: Node) -> bool:
        """Whether a node is still among the answers: its row may be gone."""
        while node.parent is not None:
            kid = node.parent.kids[node.spot.name]
            if isinstance(kid, Rows) and node.row and node not in kid.rows:
                return False
            node = node.parent
        return True

    def _restructured(self, moved: Iterable[Node]) -> bool:
        if self._in_view is None:
            return any(True for _ in moved)
        spots = {spot for control in self._in_view.controls if control.spot for spot in control.spot.down()}
        above = {spot for control in self._in_view.controls if control.spot for spot in control.spot.up()}
        return any(node.spot in spots or node.spot in above for node in moved)

    def _lay_in(self, ref: str, value: str) -> None:
        """A value from outside, which may fill what an officer may not."""
        node = self._tree.find(self._made(ref))
        if not isinstance(node, Node):
            raise _no_place(ref)
        question = self.form.questions.get(node.spot)
        self._settler.set_value(node, storable(value) if question is None else _text(question, value, ref))
        self._actor.settle()

    def _made(self, ref: str) -> str:
        """The ref with the rows that it names made; a bare name becomes the place that bears it."""
        if not ref.startswith("/"):
            named = [spot.path for spot in self.form.root.down() if spot.name == ref]
            return named[0] if len(named) == 1 else ref
        at = ""
        for part in ref.split("/")[1:]:
            name, _, number = part.partition("[")
            rows = self._tree.find(f"{at}/{name}")
            if isinstance(rows, Rows) and number.removesuffix("]").isdecimal():
                while len(rows.rows) < int(number.removesuffix("]")):
                    self._settler.appeared(self._tree.add_row(rows))
                    self._settler.rows_changed(rows)
                    self._actor.settle()
            at = f"{at}/{part}"
        return at

    def _asked(self, ref: str) -> tuple[Node, Question]:
        node = self._tree.find(ref)
        question = self.form.questions.get(node.spot) if isinstance(node, Node) else None
        if not isinstance(node, Node) or question is None or not node.relevant:
            raise _no_place(ref)
        return node, question

    def _rows(self, ref: str) -> Rows:
        rows = self._tree.find(ref)
        repeat = self.form.repeats.get(rows.spot) if isinstance(rows, Rows) else None
        if not isinstance(rows, Rows) or repeat is None or repeat.count or repeat.fixed:
            raise _no_place(ref)
        if not rows.parent.relevant or not rows.head.relevant:
            raise _no_place(ref)
        return rows

    def _incomplete(self, problem: Problem, count: int) -> KnownError:
        node, question = self._asked(problem.ref)
        label = self._speaker.say(question.label, node) or node.spot.name
        what = problem.text or _WRONG[problem.kind]
        more = f"; {count - 1} more" if count > 1 else ""
        return KnownError(
            "survey.incomplete",
            f"“{label}”: {what}{more}",
            where=problem.ref,
            remedy="Answer it, then finish.",
        )


_WRONG = {
    ProblemKind.REQUIRED: "must be answered",
    ProblemKind.CONSTRAINT: "is outside what the form allows",
    ProblemKind.TYPE: "is no answer of the kind that is asked for",
}


def _text(question: Question, value: str, ref: str) -> str:
    """An answer as it is kept: only words keep the space around them."""
    text = storable(value)
    if question.kind not in _WORDY:
        text = text.strip()
    if question.kind in (AnswerKind.CHOICES, AnswerKind.RANK):
        text = " ".join(text.split())
    if len(text) > LONGEST:
        raise KnownError(
            "survey.too_long", f"an answer has at most {LONGEST} characters", where=ref, remedy="Shorten it."
        )
    return text


def _no_place(ref: str) -> KnownError:
    return KnownError(
        "survey.place",
        "no answer is taken here now: it is not asked, it is worked out, or the form has no such place",
        where=ref,
        remedy="Look at the section again.",
    )


__all__ = ["FormRun", "Surroundings"]
