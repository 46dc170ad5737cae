"""Pictures of every screen, as the demonstration leaves them: whole, and no page half built."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer, qInstallMessageHandler, qWarning
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.words_of_models import models_with
from tests.services.test_foreseen import WORDS
from tests.ui.desks import desk_at, sample
from tests.ui.windows import StandInHub
from ui.application import build_application
from ui.pictures import HEIGHT, IDLE_WORDS, WIDTH, StillLauncher, settle, take_pictures, without_idle_words
from ui.shell.window import MainWindow
from workstation.config import Settings
from workstation.services.launching import ProfileState

SCREENS = {
    "first-run",
    "sign-in",
    "worklist",
    "visits",
    "sync",
    "letters",
    "scenarios",
    "monitor",
    "settings",
}
LISTS = {"worklist-warned", "worklist-needs_money"}
TABS = {
    f"file-S003-{tab}"
    for tab in ("overview", "history", "assessment", "decide", "trail", "loans", "documents", "surveys")
}


def _window_over(profile: Path, launcher: StillLauncher) -> tuple[QApplication, MainWindow]:
    """The window, which shows where the profile lies, not where the pictures go."""
    assert launcher.profile_folder == profile
    return build_application(launcher)


@pytest.fixture(scope="module")
def pictures(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    profile, folder = tmp_path_factory.mktemp("desk"), tmp_path_factory.mktemp("pictures")
    with desk_at(profile, [sample()["S003"]]) as desk, pytest.MonkeyPatch.context() as patch:
        hub = StandInHub(desk.sync.store)
        desk.sync.connect = lambda: hub  # type: ignore[assignment,return-value]
        patch.setattr("ui.pictures.build_application", partial(_window_over, profile))
        taken = take_pictures(desk, profile, folder, ["sample:S003"], languages=("en",), looks=("dark",))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return {path.name.removesuffix("-en-dark.png"): path for path in taken}


def test_every_screen_and_every_tab_has_its_picture(pictures: dict[str, Path]) -> None:
    assert set(pictures) == SCREENS | LISTS | TABS
    for path in pictures.values():
        image = QImage(str(path))
        assert (image.width(), image.height()) == (WIDTH, HEIGHT), path.name


def test_a_page_is_pictured_when_it_is_built(pictures: dict[str, Path]) -> None:
    """Where the chain of the history stands, and where the letter is drawn, more than one colour shows."""
    for name, left, top, width, height in (
        ("file-S003-history", 120, 235, 900, 40),
        ("file-S003-decide", 900, 300, 400, 500),
    ):
        part = QImage(str(pictures[name])).copy(left, top, width, height)
        colours = {part.pixel(x, y) for x in range(0, width, 3) for y in range(0, height, 3)}
        assert len(colours) > 8, name


def test_only_the_pictures_that_are_named_are_taken(qapp: QApplication, tmp_path: Path) -> None:
    with desk_at(tmp_path / "desk", [sample()["S003"]]) as desk:
        hub = StandInHub(desk.sync.store)
        desk.sync.connect = lambda: hub  # type: ignore[assignment,return-value]
        taken = take_pictures(
            desk, tmp_path / "desk", tmp_path, ["sample:S003"], languages=("en",), looks=("light",),
            only=("monitor", "S003-loans"), height=1200,
        )  # fmt: skip
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [path.name for path in taken] == ["monitor-en-light.png", "file-S003-loans-en-light.png"]
    assert QImage(str(taken[0])).height() == 1200


def test_a_dialog_is_pictured_by_its_own_name(qapp: QApplication, tmp_path: Path) -> None:
    own = models_with(tmp_path / "models", *WORDS)
    with desk_at(tmp_path / "desk", [sample()["S001"]], own_models=own) as desk:
        hub = StandInHub(desk.sync.store)
        desk.sync.connect = lambda: hub  # type: ignore[assignment,return-value]
        taken = take_pictures(
            desk, tmp_path / "desk", tmp_path, [], languages=("en",), looks=("light",), only=("dialog",)
        )
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [path.name for path in taken] == ["dialog-invitation-en-light.png"]


def test_of_what_qt_says_meanwhile_only_its_idle_words_are_left_out() -> None:
    heard: list[str] = []
    before = qInstallMessageHandler(lambda kind, context, text: heard.append(text))
    try:
        with without_idle_words():
            qWarning(IDLE_WORDS)
            qWarning("a font is missing")
        qWarning(IDLE_WORDS)
    finally:
        qInstallMessageHandler(before)
    assert heard == ["a font is missing", IDLE_WORDS]


def test_what_the_last_piece_of_a_page_added_is_shown_before_the_picture(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt shows what is added to a widget in view a turn later, and both may fall into one turn."""
    monkeypatch.setattr("ui.pictures._QUIET_MS", 0)
    _, window = build_application(StillLauncher(Path("nowhere"), ProfileState.EMPTY, Settings()))
    qtbot.addWidget(window)
    page, added = QWidget(window), QLabel("added")
    page.setLayout(QVBoxLayout())
    window.show()
    page.show()
    QTimer.singleShot(0, lambda: page.layout().addWidget(added))
    settle(window)
    assert added.isVisible()
