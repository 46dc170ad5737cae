"""Every error an officer can meet is said in Chinese too, and never as a code alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui.translation import speak
from ui.trouble import answer_words, chinese_errors, words_of
from workstation.errors import KnownError, Lane

REACHED_FROM_THE_WINDOW = (
    "workstation/services", "workstation/sync", "workstation/scoring", "workstation/letters",
    "workstation/features", "workstation/profile.py", "workstation/keyslots.py",
    "workstation/local_folder.py", "workstation/crypto.py", "db/cache", "db/engine.py", "db/faults.py",
    "db/migrate.py", "workstation/hub/acts.py", "workstation/hub/rules.py", "workstation/hub/edits.py",
    "workstation/hub/gate.py", "workstation/hub/enrolment.py", "workstation/hub/file_rules.py",
    "workstation/hub/survey_rules.py",
    "workstation/hub/scenarios.py", "ui",
)  # fmt: skip
_CODE = re.compile(r"[a-z_]+\.[a-z_]+")


@pytest.fixture(autouse=True)
def _chinese(qapp: QApplication) -> Iterator[None]:
    speak("zh")
    yield
    speak("zh")


def raised(root: Path) -> Iterator[tuple[str, str]]:
    """Code and place of every known error and every refusal that the window can be told of."""
    for place in REACHED_FROM_THE_WINDOW:
        start = root / place
        for path in [start] if start.is_file() else sorted(start.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("KnownError", "Refusal"):
                    first = node.args[0] if node.args else None
                    if isinstance(first, ast.Constant) and _CODE.fullmatch(str(first.value)):
                        yield str(first.value), f"{path.relative_to(root)}:{node.lineno}"


def test_each_code_has_its_chinese(root: Path) -> None:
    found = dict(raised(root))
    assert len(found) > 80
    assert {code: place for code, place in found.items() if code not in chinese_errors()} == {}


def test_chinese_errors_end_as_notices_do() -> None:
    """What happened may be followed by the record; what to do is a whole sentence or nothing."""
    for code, (what, now) in chinese_errors().items():
        assert re.search("[一-鿿]", what), code
        assert not now or now.endswith("。"), code


def test_an_error_names_its_record_and_what_to_do() -> None:
    error = KnownError("hub.unreachable", "the hub does not answer", where="https://hub", lane=Lane.NETWORK)
    text, tone, remedy = words_of(error)
    assert text == "中心没有响应 · https://hub" and tone == "warn" and "离线" in remedy
    speak("en")
    assert words_of(error) == ("The hub does not answer · https://hub", "warn", "")


def test_an_error_nobody_translated_is_said_as_it_was_raised() -> None:
    error = KnownError("new.kind", "something else happened", where="E1", remedy="Do this.")
    assert words_of(error) == ("something else happened · E1", "bad", "Do this.")


def test_the_hubs_answer_is_said_by_its_code() -> None:
    assert answer_words("decision.stale", "the file changed").startswith("评估之后")
    speak("en")
    assert answer_words("decision.stale", "the file changed") == "the file changed"
