"""The words of a form: labels, hints and messages with the values shown amid them, in each language."""

from __future__ import annotations

import re
from typing import Any

from workstation.surveys.blueprint import Caption, Output, Phrase, Wording
from workstation.surveys.names import XFORMS, local_name

_ITEXT = re.compile(r"\s*jr:itext\(\s*(['\"])(.*)\1\s*\)\s*", re.DOTALL)
_MEDIA = re.compile(r"jr://(?:images|audio|video|file|file-csv)/")


def read_wording(model: Any) -> tuple[Wording, str]:
    """The texts by language, id and form, and the default language ("" where the form has no languages)."""
    found: dict[str, dict[str, dict[str, Phrase]]] = {}
    default = ""
    for translation in model.iterfind(f"{XFORMS}itext/{XFORMS}translation"):
        language = translation.get("lang", "")
        if translation.get("default") is not None or not found:
            default = language
        texts = found.setdefault(language, {})
        for text in translation.iterfind(f"{XFORMS}text"):
            forms = texts.setdefault(text.get("id", ""), {})
            for value in text.iterfind(f"{XFORMS}value"):
                forms[value.get("form", "")] = _without_scheme(read_phrase(value))
    return found, default


def read_caption(parent: Any, tag: str) -> Caption:
    """The label or hint of a control."""
    element = parent.find(f"{XFORMS}{tag}")
    if element is None:
        return Caption()
    reference = element.get("ref")
    return caption_of(reference) if reference else Caption(phrase=read_phrase(element))


def caption_of(words: str) -> Caption:
    """Of an attribute's words, which may name a text of the form."""
    named = _ITEXT.fullmatch(words)
    if named:
        return Caption(text_id=named[2])
    return Caption(phrase=(words,) if words else ())


def read_phrase(element: Any) -> Phrase:
    """Text and outputs in their order. Any other markup within is plain text, never obeyed."""
    parts: list[str | Output] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and local_name(child) == "output":
            parts.append(Output(child.get("value") or child.get("ref") or ""))
        else:
            parts.append("".join(child.itertext()))
        parts.append(child.tail or "")
    return _trimmed(parts)


def _trimmed(parts: list[str | Output]) -> Phrase:
    """Without the space that the compiler lays around a text with outputs, and without empty parts."""
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return tuple(part for part in parts if part != "")


def _without_scheme(phrase: Phrase) -> Phrase:
    return tuple(_MEDIA.sub("", part) if isinstance(part, str) else part for part in phrase)
