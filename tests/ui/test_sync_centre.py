"""Is my work safe? The sync centre answers for every state the work can be in."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.windows import HUB_IS_DOWN, Office, office
from ui.screens.sync_centre import SyncScreen
from ui.shell import sync_words
from ui.shell.sync_runner import FIRST_WAIT_MS, SyncState
from ui.widgets.dialogs import Question
from workstation.domain.acts import ActState
from workstation.errors import KnownError, Lane


def centre(here: Office) -> SyncScreen:
    screen = here.open("sync")
    assert isinstance(screen, SyncScreen)
    return screen


def write_a_note(here: Office) -> None:
    here.desk.files.add_note("sample:S001", "visited; stock as told")
    here.rest()


def test_nothing_done_yet_is_safe(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = centre(here)
        assert screen.answer.text() == "Yes: everything you did is at the hub."
        assert screen.empty.isVisible() and screen.empty.accessibleName() == "Nothing waits"
        assert screen._figures["files"].accessibleName() == "Files on this device: 1"
        assert screen._figures["numbers"].accessibleName().startswith("Letter numbers left: 20")


def test_a_note_waits_here_until_it_is_sent(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        write_a_note(here)
        screen = centre(here)
        assert screen.answer.text() == "Yes: saved on this device and not yet at the hub: 1."
        assert here.view.header.chip.mark().text == "Waiting: 1"
        entry = screen.model.rows()[0]
        assert (entry.title, entry.state) == ("欧阳𬭸", ActState.WAITING)
        assert not screen.retry.isEnabled() and screen.put_away.isEnabled()
        here.do("sync.now")
        here.rest()
        assert screen.answer.text() == "Yes: everything you did is at the hub."
        assert here.view.messages.text() == "Sent 1 act."


def test_without_a_network_the_work_is_safe_and_the_program_tries_again(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001", fails=HUB_IS_DOWN) as here:
        write_a_note(here)
        screen = centre(here)
        assert "lies encrypted on this device" in screen.answer.text()
        assert here.view.header.chip.mark().text == "Offline · waiting: 1"
        again = here.view.sync._again
        assert again.isActive() and again.interval() == FIRST_WAIT_MS
        here.do("sync.now")
        here.rest()
        assert again.interval() == FIRST_WAIT_MS * 2, "each time it waits longer"
        here.hub.fails = None
        again.timeout.emit()
        here.rest()
        assert screen.answer.text() == "Yes: everything you did is at the hub."
        assert not again.isActive()


def test_what_the_hub_refused_stands_there_with_its_reason(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        here.hub.refuses = "decision.stale"
        write_a_note(here)
        here.do("sync.now")
        here.rest()
        screen = centre(here)
        assert here.view.header.chip.mark().text == "Needs you: 1"
        assert "did not accept" in screen.answer.text()
        here.do("language")
        here.wait(lambda: "评估之后" in str(screen.model.index(0, 4).data()))


def test_refused_work_is_sent_again(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        here.hub.refuses = "decision.stale"
        write_a_note(here)
        here.do("sync.now")
        here.rest()
        screen = centre(here)
        assert screen.retry.isEnabled()
        screen.retry.click()
        here.rest()
        assert screen.model.rows()[0].state is ActState.WAITING
        here.hub.refuses = ""
        here.do("sync.now")
        here.rest()
        assert screen.model.rowCount() == 0


def test_putting_away_asks_once_and_cancel_keeps_it(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        write_a_note(here)
        screen = centre(here)
        screen.put_away.click()
        question = here.window.findChild(Question)
        assert isinstance(question, Question)
        question.cancel.click()
        here.rest()
        assert screen.model.rowCount() == 1
        screen.put_away.click()
        here.window.findChildren(Question)[-1].yes.click()
        here.rest()
        assert screen.model.rowCount() == 0
        assert here.desk.acts.outbox() == ()


def test_a_sync_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = centre(here)
        here.hub.holds = threading.Event()
        here.do("sync.now")
        here.wait(lambda: here.view.sync.state.progress is not None)
        assert screen.progress.isVisible() and not screen.go.isEnabled()
        assert here.view.header.chip.mark().text == "Fetching files 3 / 12"
        runs = here.hub.runs
        here.do("sync.now")
        assert here.hub.runs == runs, "one run at a time"
        screen.progress.stop.click()
        here.rest()
        assert not screen.progress.isVisible()
        assert here.view.messages.text() == "Stopped; the next sync goes on from here."


def test_a_device_that_was_locked_out_is_told_so(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        here.hub.fails = KnownError(
            "sign_in.device_unknown", "the hub does not know this workstation",
            remedy="Ask the administrator.", lane=Lane.SIGN_IN,
        )  # fmt: skip
        here.do("sync.now")
        here.rest()
        assert here.view.messages.text() == "The hub does not know this workstation"
        assert here.view.header.chip.mark().text == "Not synchronised"
        assert not here.view.sync._again.isActive()


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        ("push", "Sending"),
        ("pull", "Fetching files"),
        ("check", "Comparing with the hub"),
        (None, "Reaching the hub"),
    ],
)
def test_each_phase_of_a_sync_has_its_words(
    qtbot: QtBot, tmp_path: Path, phase: str | None, words: str
) -> None:
    from workstation.sync.report import SyncProgress

    with office(qtbot, tmp_path):
        step = SyncProgress(phase, 1, 4, 25_000) if phase else None
        said, done, total, number = sync_words.phase_words(SyncState(running=True, progress=step))
    assert said == words
    assert (done, total, number) == ((1, 4, "1 / 4 · 25,000 rows") if phase else (0, None, ""))


def test_a_letter_without_numbers_is_foreseen(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        for _ in range(17):
            here.desk.acts.next_letter_number()
        screen = centre(here)
        assert screen._figures["numbers"].accessibleName() == (
            "Letter numbers left: 3, few: synchronise before you go"
        )
