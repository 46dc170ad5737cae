"""The window speaks Chinese and English completely: nothing is left out, nothing stands in the code alone."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

TS = "resources/translations/workstation_zh_CN.ts"
_SHOWING = {
    "setText", "setToolTip", "setPlaceholderText", "setWindowTitle", "setAccessibleName", "setStatusTip",
    "setAccessibleDescription", "setTitle", "addTab", "setTabText", "QLabel", "QPushButton", "QCheckBox",
    "QRadioButton", "say", "show_notice", "set_text", "show_step", "set_words",
}  # fmt: skip
"""What puts a text on the screen: none of these may be given a sentence as it stands."""
_SAME_IN_EVERY_LANGUAGE = {"中文", "English", "https://"}
_A_WORD = re.compile(r"[A-Za-z]{2,}|[一-鿿]")


Texts = set[tuple[str, str]]


def modules(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((root / "ui").rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def messages(root: Path) -> Iterator[tuple[str, ET.Element]]:
    for context in ET.parse(root / TS).getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name", ""), message


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def said_in_code(tree: ast.Module) -> Texts:
    """(context, text) of every text that the code asks a translation for."""
    found: Texts = set()
    for holder in ast.walk(tree):
        for node in ast.iter_child_nodes(holder):
            if isinstance(node, ast.Call) and called(node) in ("translate", "QT_TRANSLATE_NOOP"):
                context, text = (literal(argument) for argument in node.args[:2])
                if context is not None and text is not None:
                    found.add((context, text))
    for cls in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for node in ast.walk(cls):
            if isinstance(node, ast.Call) and called(node) == "tr" and (text := literal(node.args[0])):
                found.add((cls.name, text))
    return found


def test_every_text_in_the_code_is_in_the_book(root: Path) -> None:
    """`python3 dev.py translate` gathers them; a text it cannot see (in an f-string, or with a context that
    is not spelled out) would stay English for ever."""
    known = {(context, message.findtext("source", "")) for context, message in messages(root)}
    missing = {
        f"{path.relative_to(root)}: {context}: {text}"
        for path, tree in modules(root)
        for context, text in said_in_code(tree) - known
    }
    assert not missing


def test_a_text_with_a_context_that_only_the_program_knows_is_never_translated(root: Path) -> None:
    wrong = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path, tree in modules(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and called(node) == "translate"
        and len(node.args) > 1
        and literal(node.args[1]) is not None
        and literal(node.args[0]) is None
    ]
    assert not wrong


def test_nothing_waits_for_its_chinese(root: Path) -> None:
    waiting = [
        f"{context}: {message.findtext('source')}"
        for context, message in messages(root)
        if (found := message.find("translation")) is None
        or found.get("type") == "unfinished"
        or not found.text
    ]
    assert not waiting


def test_a_translation_keeps_the_places_where_figures_go(root: Path) -> None:
    for context, message in messages(root):
        source, chinese = message.findtext("source", ""), message.findtext("translation", "")
        if chinese:
            places = re.findall(r"\{[^}]*\}", source)
            assert sorted(places) == sorted(re.findall(r"\{[^}]*\}", chinese)), f"{context}: {source}"


def test_the_compiled_book_says_what_the_written_one_says(root: Path, qapp: QApplication) -> None:
    translator = QTranslator()
    assert translator.load(str((root / TS).with_suffix(".qm")))
    for context, message in messages(root):
        source, found = message.findtext("source", ""), message.find("translation")
        if found is not None and found.text and found.get("type") != "unfinished":
            assert translator.translate(context, source) == found.text, f"{context}: {source}"


def test_no_sentence_is_put_on_the_screen_as_it_stands(root: Path) -> None:
    bare = [
        f"{path.relative_to(root)}:{node.lineno}: {text}"
        for path, tree in modules(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in _SHOWING
        for argument in node.args
        if (text := literal(argument)) and _A_WORD.search(text) and text not in _SAME_IN_EVERY_LANGUAGE
        and " " in text
    ]  # fmt: skip
    assert not bare


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_screen_has_its_help(root: Path, language: str) -> None:
    for name in ("worklist", "applicant", "sync", "letters", "settings", "survey"):
        text = (root / "resources" / "help" / f"{name}.{language}.md").read_text(encoding="utf-8")
        assert text.startswith("## ") and len(text) > 100
