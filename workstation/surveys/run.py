"""A survey being filled in: the live answers of one form, and what follows from each.

An answer is kept whatever it is; what is wrong with it is said beside it. Everything that depends on it is
worked out before `answer` returns, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workstation.errors import KnownError
from workstation.surveys.answers import LONGEST, storable
from workstation.surveys.blueprint import Question
from workstation.surveys.definition import Form
from workstation.surveys.instance import read_instance, write_instance
from workstation.surveys.live import LiveSurvey, no_place
from workstation.surveys.rules import Facet
from workstation.surveys.surroundings import FILE, Surroundings
from workstation.surveys.tree import Node, Rows, Tree
from workstation.surveys.views import AnswerKind, Changed, Problem, ProblemKind
from workstation.surveys.xpath import as_answer

_WORDY = frozenset({AnswerKind.TEXT, AnswerKind.BARCODE})


class FormRun(LiveSurvey):
    """Made by `start` or `resume`. KnownError survey.place for a ref where no answer is taken now."""

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

    # --- what is done ---

    def answer(self, ref: str, value: str) -> Changed:
        """KnownError survey.place, survey.too_long beyond 64 Ki characters; form.too_large where the answer
        asks for more rows than there may be: the answer itself is then kept."""
        node, question = self._asked(ref)
        if not self.is_open(ref):
            raise no_place(ref)
        self._settler.set_value(node, _text(question, value, ref))
        return self._settle()

    def add_row(self, repeat_ref: str, after: int | None = None) -> Changed:
        """A new row behind row number `after`, 0 for the first place; at the end by default."""
        rows = self._rows(repeat_ref)
        if after is not None and not 0 <= after <= len(rows.rows):
            raise no_place(f"{repeat_ref}[{after}]")
        self._settler.appeared(self._tree.add_row(rows, after))
        self._settler.rows_changed(rows)
        return self._settle()

    def remove_row(self, row_ref: str) -> Changed:
        row = self._tree.find(row_ref)
        if not isinstance(row, Node) or not row.row or not row.relevant:
            raise no_place(row_ref)
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
            raise self.incomplete(problems)
        return self.submission()

    def submission(self) -> bytes:
        """What `finish` would give, complete or not."""
        return write_instance(self.form, self._tree.root, relevant_only=True)

    def snapshot(self) -> bytes:
        """Everything, what is not relevant too, for `resume`."""
        return write_instance(self.form, self._tree.root, relevant_only=False)

    def stale(self) -> tuple[str, ...]:
        """The refs of relevant calculated values that the answers do not give: none in a survey that this
        form made. What asks for the time, an id, chance or the applicant's file is left out."""
        return tuple(node.ref for node in self._tree.root.down() if self._is_stale(node))

    # --- within ---

    def _is_stale(self, node: Node) -> bool:
        rule = self.form.graph.rules.get(node.spot, {}).get(Facet.CALCULATE)
        if rule is None or not node.relevant:
            return False
        expression = rule.expressions[0]
        if (
            expression.volatile
            or expression.functions & {"once", "property"}
            or expression.lists & {FILE, ""}
        ):
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
            raise no_place(ref)
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

    def incomplete(self, problems: Sequence[Problem]) -> KnownError:
        """KnownError survey.incomplete, which names the first of the problems."""
        problem, count = problems[0], len(problems)
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


__all__ = ["FormRun", "Surroundings"]
