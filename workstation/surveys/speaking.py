"""The words of a form in one language, with the values of the answers amid them. Markup in a label stays what
it is: text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.errors import KnownError
from workstation.surveys.blueprint import Caption, Output, Phrase
from workstation.surveys.xpath import Scope, as_text

if TYPE_CHECKING:
    from workstation.surveys.definition import Form
    from workstation.surveys.tree import Node

MEDIA = ("image", "audio", "video", "big-image")
_UNTRANSLATED: Phrase = ("-",)  # what the compiler writes where a language lacks a text


class Speaker:
    """`language` is one of the form's, "" in a form without."""

    def __init__(self, form: Form, scope: Scope) -> None:
        self._form = form
        self._scope = scope
        self.language = form.default_language
        self._live = frozenset(
            text_id
            for texts in form.wording.values()
            for text_id, forms in texts.items()
            if any(isinstance(part, Output) for phrase in forms.values() for part in phrase)
        )

    def is_live(self, caption: Caption) -> bool:
        """Whether its words show the value of an answer."""
        return caption.text_id in self._live or any(isinstance(part, Output) for part in caption.phrase)

    def say(self, caption: Caption, node: Node, form: str = "") -> str:
        """A caption's words as they are seen from a node; `form` as "guidance" or "image"."""
        if caption.text_id:
            return self.say_text(caption.text_id, node, form)
        return "" if form or not caption.phrase else self._spoken(caption.phrase, node)

    def say_text(self, text_id: str, node: Node, form: str = "") -> str:
        """The text of an id in the language in use, else in the default, else in any that has it."""
        wording = self._form.wording
        for language in (self.language, self._form.default_language, *wording):
            phrase = wording.get(language, {}).get(text_id, {}).get(form)
            if phrase and phrase != _UNTRANSLATED:
                return self._spoken(phrase, node)
        return ""

    def media(self, caption: Caption, node: Node) -> tuple[tuple[str, str], ...]:
        """The files that go with a label: kind and name."""
        if not caption.text_id:
            return ()
        found = ((kind, self.say_text(caption.text_id, node, kind)) for kind in MEDIA)
        return tuple((kind, name) for kind, name in found if name)

    def _spoken(self, phrase: Phrase, node: Node) -> str:
        return "".join(self._shown(part, node) if isinstance(part, Output) else part for part in phrase)

    def _shown(self, output: Output, node: Node) -> str:
        try:
            expression = self._form.expression(output.expression, node.spot.path)
            return as_text(expression.evaluate(node.element, self._scope, current=node.element))
        except KnownError:
            return ""
