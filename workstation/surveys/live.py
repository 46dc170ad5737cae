"""A survey as it stands: what can be seen of the live answers of one form, and what can be asked of them."""

from __future__ import annotations

import re

from workstation.errors import KnownError
from workstation.surveys.acting import Actor, Preloads
from workstation.surveys.blueprint import Question
from workstation.surveys.choosing import Chooser
from workstation.surveys.definition import Form
from workstation.surveys.judging import Judge, asked_nodes, problem_of
from workstation.surveys.sections import Section, is_shown, sections_of, summary
from workstation.surveys.settling import Settler
from workstation.surveys.showing import Shower
from workstation.surveys.speaking import Speaker
from workstation.surveys.surroundings import Surroundings
from workstation.surveys.tree import Node, Rows, Tree
from workstation.surveys.views import AnswerKind, Problem, QuestionView, SectionRef, SectionView

_LANGUAGE = re.compile(r"\(([a-zA-Z]{2,3})(?:[-_]\w+)?\)\s*$")
_FILES = frozenset({AnswerKind.PHOTO, AnswerKind.AUDIO, AnswerKind.VIDEO, AnswerKind.FILE})


class LiveSurvey:
    """KnownError survey.place for a ref where nothing is asked now."""

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

    # --- the language ---

    @property
    def language(self) -> str:
        return self._speaker.language

    @language.setter
    def language(self, language: str) -> None:
        """One of the form's languages; any other leaves the form's default."""
        known = language in self.form.wording
        self._speaker.language = language if known else self.form.default_language
        self._scope.language = _code(self._speaker.language)

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
            raise no_place(section_ref)
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

    def is_open(self, ref: str) -> bool:
        """Whether an officer may answer here now."""
        if not self.is_asked(ref):
            return False
        node, question = self._asked(ref)
        return not node.readonly and question.kind is not AnswerKind.NOTE

    def row_count(self, repeat_ref: str) -> int:
        """How many rows a repeat has, those out of sight too; 0 where there is no such repeat."""
        rows = self._tree.find(repeat_ref)
        return len(rows.rows) if isinstance(rows, Rows) else 0

    def is_growing(self, repeat_ref: str) -> bool:
        """Whether rows can be added by hand to this repeat now."""
        try:
            self._rows(repeat_ref)
        except KnownError:
            return False
        return True

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

    # --- where things are ---

    def _asked(self, ref: str) -> tuple[Node, Question]:
        node = self._tree.find(ref)
        question = self.form.questions.get(node.spot) if isinstance(node, Node) else None
        if not isinstance(node, Node) or question is None or not node.relevant:
            raise no_place(ref)
        return node, question

    def _rows(self, ref: str) -> Rows:
        rows = self._tree.find(ref)
        repeat = self.form.repeats.get(rows.spot) if isinstance(rows, Rows) else None
        if not isinstance(rows, Rows) or repeat is None or repeat.count or repeat.fixed:
            raise no_place(ref)
        if not rows.parent.relevant or not rows.head.relevant:
            raise no_place(ref)
        return rows


def _code(language: str) -> str:
    """Of a language as forms name it: `中文 (zh)`, `Chinese`, `English (en-GB)`; "en" where none is told."""
    code = _LANGUAGE.search(language)
    if code:
        return code[1].lower()
    return "zh" if "中文" in language or "chinese" in language.lower() else "en"


def no_place(ref: str) -> KnownError:
    """KnownError survey.place."""
    return KnownError(
        "survey.place",
        "no answer is taken here now: it is not asked, it is worked out, or the form has no such place",
        where=ref,
        remedy="Look at the section again.",
    )
