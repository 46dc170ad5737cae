"""What every story before a window stands on."""

from __future__ import annotations

from importlib import import_module

import pytest

from db.cache.search import pinyin
from ui.translation import speak

LOADED_LATE = (
    "lightgbm", "pandas", "pyarrow.parquet", "pypdfium2", "reportlab.pdfgen.canvas", "workstation.lending",
    "workstation.letters", "workstation.services.desk_making",
    "ui.screens.applicant.history.charts",
)  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def libraries_are_loaded() -> None:
    """The program loads in its workers what is heavy. The patience of a story is meant for answers: on a busy
    machine the loading alone took the first story longer."""
    for name in LOADED_LATE:
        import_module(name)
    pinyin("店")


@pytest.fixture(autouse=True)
def the_window_speaks_chinese(request: pytest.FixtureRequest) -> None:
    """Each story begins in the program's own language, whatever the one before it spoke."""
    if "qapp" in request.fixturenames:
        request.getfixturevalue("qapp")
        speak("zh")
