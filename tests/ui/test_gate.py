"""Before the desk: the first run on a new device, and signing in."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desks import desk_at, sample
from tests.ui.windows import HUB_IS_DOWN, PATIENCE_MS, StandInHub, StandInLauncher, gate
from ui.screens.first_run import FirstRun
from ui.screens.first_run.enrol_form import SHORTEST_PASSPHRASE
from ui.screens.sign_in import SignIn
from ui.shell.window import MainWindow
from ui.translation import language
from workstation import keyslots
from workstation.config import Settings
from workstation.domain.text import Bilingual, Language
from workstation.errors import KnownError, Lane
from workstation.services.launching import ProfileState


def first_run(window: MainWindow) -> FirstRun:
    assert isinstance(window.gate.form, FirstRun)
    return window.gate.form


def sign_in(window: MainWindow) -> SignIn:
    assert isinstance(window.gate.form, SignIn)
    return window.gate.form


def new_device(folder: Path, **values: object) -> StandInLauncher:
    return StandInLauncher(folder, there=ProfileState.EMPTY, **values)  # type: ignore[arg-type]


def test_a_new_device_offers_the_demo_first_and_opens_it(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_at(tmp_path, [sample()["S001"]]) as desk:
        hub = StandInHub(desk.sync.store)
        desk.sync.connect = lambda: hub  # type: ignore[assignment,return-value]
        launcher = new_device(tmp_path, opens=lambda: desk, steps=(Bilingual("导入", "Importing sellers…"),))
        with gate(qtbot, launcher) as window:
            assert window.focusWidget() is first_run(window).demo
            with qtbot.waitSignal(window.desk_opened, timeout=PATIENCE_MS):
                first_run(window).demo.click()
            assert window.desk_view is not None
            qtbot.waitUntil(lambda: not window.tasks.busy, timeout=PATIENCE_MS)
    assert launcher.asked == [("demo",), ("close",)]


def test_enrolling_asks_for_everything_and_says_what_is_missing(qtbot: QtBot, tmp_path: Path) -> None:
    launcher = new_device(tmp_path)
    with gate(qtbot, launcher) as window:
        form = first_run(window).form
        first_run(window).enrol.click()
        assert window.focusWidget() is form.hub
        form.passphrase.setText("short")
        form.again.setText("shirt")
        form.go.click()
        assert window.focusWidget() is form.hub
        wrong = [line.accessibleDescription() for line in (form.hub, form.code, form.passphrase, form.again)]
    assert wrong == [
        "Enter the address your administrator gave you.",
        "Enter the one-time code.",
        f"At least {SHORTEST_PASSPHRASE} characters.",
        "This is not the same as above.",
    ]
    assert launcher.asked == [("close",)]


def test_the_form_knows_how_short_a_passphrase_may_be() -> None:
    assert SHORTEST_PASSPHRASE == keyslots.SHORTEST_PASSPHRASE


def test_hub_down_while_enrolling_says_so_and_keeps_what_was_typed(qtbot: QtBot, tmp_path: Path) -> None:
    def fail() -> None:
        raise HUB_IS_DOWN

    launcher = new_device(tmp_path, opens=fail)
    with gate(qtbot, launcher) as window:
        form = first_run(window).form
        first_run(window).enrol.click()
        for line, text in (
            (form.hub, "hub.example"), (form.code, "K7-QX"), (form.passphrase, "a long secret"),
            (form.again, "a long secret"),
        ):  # fmt: skip
            line.setText(text)
        form.go.click()
        qtbot.waitUntil(lambda: form.notice.text() != "", timeout=PATIENCE_MS)
        assert form.notice.text().startswith("The hub does not answer")
        assert form.hub.text() == "hub.example" and form.isVisible()
    assert launcher.asked[0] == ("enrol", "https://hub.example", "K7-QX", "a long secret")


def test_a_wrong_passphrase_is_said_beside_the_field(qtbot: QtBot, tmp_path: Path) -> None:
    def fail() -> None:
        raise KnownError(
            "sign_in.passphrase", "the passphrase is wrong", remedy="Type it again.", lane=Lane.SIGN_IN
        )

    with gate(qtbot, StandInLauncher(tmp_path, opens=fail)) as window:
        form = sign_in(window)
        qtbot.keyClicks(form.passphrase, "wrong one")
        form.submit()
        qtbot.waitUntil(lambda: form.passphrase.isEnabled(), timeout=PATIENCE_MS)
        assert form.passphrase.accessibleDescription() == "The passphrase is wrong Type it again."
        assert window.focusWidget() is form.passphrase and form.passphrase.hasSelectedText()


def test_a_profile_open_elsewhere_is_said_above_the_button(qtbot: QtBot, tmp_path: Path) -> None:
    def fail() -> None:
        raise KnownError("profile.in_use", "another program has this profile open", where="folder")

    with gate(qtbot, StandInLauncher(tmp_path, opens=fail)) as window:
        form = sign_in(window)
        form.passphrase.setText("secret")
        form.submit()
        qtbot.waitUntil(lambda: form.notice.text() != "", timeout=PATIENCE_MS)
        assert form.notice.text() == "Another program has this profile open · folder"


def test_an_empty_passphrase_asks_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    launcher = StandInLauncher(tmp_path)
    with gate(qtbot, launcher) as window:
        sign_in(window).submit()
        assert sign_in(window).passphrase.accessibleDescription() == "Type your passphrase."
    assert launcher.asked == [("close",)]


def test_the_sign_in_speaks_the_officers_language_and_can_change_it(qtbot: QtBot, tmp_path: Path) -> None:
    launcher = StandInLauncher(tmp_path, now=Settings(language="zh", theme="dark"))
    with gate(qtbot, launcher) as window:
        assert sign_in(window).go.text() == "登录" and window.gate.language.text() == "English"
        window.gate.language.click()
        qtbot.waitUntil(lambda: sign_in(window).go.text() == "Sign in", timeout=PATIENCE_MS)
        assert language() is Language.EN
        window.gate.look.click()
        qtbot.waitUntil(lambda: not window.tasks.busy, timeout=PATIENCE_MS)
    assert (launcher.now.language, launcher.now.theme) == ("en", "light")


def test_closing_while_the_files_are_opening_waits_for_the_worker(qtbot: QtBot, tmp_path: Path) -> None:
    started, let_go = threading.Event(), threading.Event()

    def open_slowly() -> None:
        started.set()
        assert let_go.wait(PATIENCE_MS / 1000)
        raise KnownError("profile.in_use", "too late")

    with gate(qtbot, StandInLauncher(tmp_path, opens=open_slowly)) as window:
        sign_in(window).passphrase.setText("secret")
        sign_in(window).submit()
        assert started.wait(PATIENCE_MS / 1000)
        let_go.set()


@pytest.mark.parametrize("kept", ["", "not base64!", "AAAA"])
def test_a_window_place_that_makes_no_sense_is_forgotten(qtbot: QtBot, tmp_path: Path, kept: str) -> None:
    launcher = StandInLauncher(tmp_path, now=Settings(language="en", window=kept))
    with gate(qtbot, launcher) as window:
        assert window.width() >= window.minimumWidth()
    assert launcher.now.window not in ("", kept)
