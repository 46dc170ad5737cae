"""A second person at the decide tab: what comes late is about the decision it was asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.services.office import decision
from tests.ui.applicants import PATIENCE_MS, Said
from ui.screens.decide.second import SecondPerson
from ui.screens.decide.standing import StandingPanel
from ui.tasks import Tasks
from workstation.domain.endorsing import DecisionStanding, Firmness
from workstation.errors import KnownError
from workstation.events import NOTHING, Changes
from workstation.ports import KeptDecision
from workstation.services.desk import Desk


def waiting(decision_id: str) -> KeptDecision:
    standing = DecisionStanding(Firmness.WAITING, ("override",), quorum=1)
    return KeptDecision(decision(decision_id), b"", True, standing)


MINE = waiting("d1")
OTHER = KeptDecision(decision("d2"), b"", True)


@dataclass
class StandInEndorsements:
    """Asks only for a word on the first decision; each answer waits until it is let go."""

    go: threading.Event = field(default_factory=threading.Event)
    refuses: bool = False
    given: list[tuple[str, bool, str]] = field(default_factory=list)

    def asks_for(self, kept: KeptDecision) -> bool:
        self.go.wait(PATIENCE_MS / 1000)
        return kept is MINE

    def endorse(self, decision_id: str, approves: bool, note: str) -> Changes:
        self.go.wait(PATIENCE_MS / 1000)
        if self.refuses:
            raise KnownError("endorsement.unsent", "the hub does not have this decision yet")
        self.given.append((decision_id, approves, note))
        return NOTHING


@dataclass
class Seat:
    second: SecondPerson
    panel: StandingPanel
    desk: StandInEndorsements
    tasks: Tasks
    said: Said
    refused: list[BaseException]
    read: list[bool]
    qtbot: QtBot

    def show(self, kept: KeptDecision) -> None:
        self.panel.show_decision(kept, "周宁", None)
        self.second.show_decision(kept)

    def rest(self) -> None:
        self.desk.go.set()
        self.qtbot.waitUntil(lambda: not self.tasks.busy, timeout=PATIENCE_MS)

    @property
    def asked(self) -> bool:
        return not self.panel.words.isHidden()


@contextmanager
def seat(qtbot: QtBot) -> Iterator[Seat]:
    over, tasks, said, desk = QWidget(), Tasks(), Said(), StandInEndorsements()
    qtbot.addWidget(over)
    panel = StandingPanel(over)
    refused: list[BaseException] = []
    read: list[bool] = []
    given = cast(Desk, SimpleNamespace(endorsements=desk))
    second = SecondPerson(panel, given, tasks, said, lambda: read.append(True), refused.append)
    try:
        yield Seat(second, panel, desk, tasks, said, refused, read, qtbot)
    finally:
        desk.go.set()
        tasks.close()


def test_a_word_that_is_wanted_is_asked_for_and_given(qtbot: QtBot) -> None:
    with seat(qtbot) as here:
        here.show(MINE)
        here.rest()
        assert here.asked
        here.panel.endorse.click()
        here.rest()
        assert here.desk.given == [("d1", True, "")]
        assert here.read and here.said.words and not here.asked


@pytest.mark.parametrize("then", [OTHER, None])
def test_an_answer_about_another_decision_asks_nothing(qtbot: QtBot, then: KeptDecision | None) -> None:
    with seat(qtbot) as here:
        here.show(MINE)
        if then is None:
            here.second.stop()
        else:
            here.show(then)
        here.rest()
        assert not here.asked


def test_a_refused_word_can_be_given_again(qtbot: QtBot) -> None:
    with seat(qtbot) as here:
        here.show(MINE)
        here.rest()
        here.desk.refuses = True
        here.panel.note.setText("敞口过高")
        here.panel.dissent.click()
        here.rest()
        assert len(here.refused) == 1
        assert here.asked and here.panel.note.text() == "敞口过高"


def test_a_refusal_is_not_shown_beside_another_decision(qtbot: QtBot) -> None:
    with seat(qtbot) as here:
        here.show(MINE)
        here.rest()
        here.desk.go.clear()
        here.desk.refuses = True
        here.panel.endorse.click()
        here.show(OTHER)
        here.rest()
        assert not here.refused and not here.asked
        assert len(here.said.errors) == 1
