"""Settings say what decisions rest on: which models, made from what, and their card to read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.windows import Office, office
from ui.screens.settings.card import CardDialog
from ui.screens.settings.screen import SettingsScreen


def settings(here: Office) -> SettingsScreen:
    screen = here.open("settings")
    assert isinstance(screen, SettingsScreen)
    here.rest()
    return screen


def test_the_models_say_what_they_were_trained_on_and_their_card_is_read(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = settings(here)
        assert "simulated sellers" in screen._texts["trained_on"].text()
        assert "18 of 18 models in use" in screen._texts["trained_on"].text()
        assert screen._texts["ordered"].isHidden() and screen._texts["passed_over"].isHidden()
        screen.card.setFocus()
        screen.card.click()
        (dialog,) = screen.findChildren(CardDialog)
        assert dialog.isVisible() and "not validated on real loans" in dialog.page.toPlainText()
        assert dialog.page.accessibleName() == "Card of the models sellers-2"
        dialog.close_it.click()
        here.wait(lambda: not screen.findChildren(CardDialog))


def test_an_order_and_what_was_passed_over_are_said(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = settings(here)
        assert screen._in_force is not None
        screen._show_in_force(replace(screen._in_force, ordered="drifted", passed_over=("sellers-3",)))
        assert screen._texts["ordered"].text() == "Put back in force: drifted"
        assert screen._texts["passed_over"].isVisible()
        assert screen._texts["passed_over"].text() == "sellers-3"
