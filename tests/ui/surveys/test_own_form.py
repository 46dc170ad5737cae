"""A form of the lender's own in the window: no sections, no names of ours, as ODK's tools make it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from tests.functional.test_own_forms import RENTS, stall_visit
from tests.ui.surveys.visits import WHO, names, on_site
from tests.ui.test_shell import nameless
from workstation.services.hub_forms import form_to_publish
from workstation.services.survey_forms import Forms


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_filled_in_like_a_shipped_one(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    chosen = {"zh": ("城市: 广州", "市场: 沙河"), "en": ("Town: Guangzhou", "Market: Shahe")}
    kept = form_to_publish(stall_visit("1"), "stalls.xlsx", {"rents.csv": RENTS.encode()}, "stalls")
    with on_site(qtbot, tmp_path, language=language) as here:
        catalogue = Forms(tmp_path / "forms", lambda: [kept.form], lambda package: kept.body)
        object.__setattr__(here.desk, "surveys", replace(here.desk.surveys, catalogue=catalogue))
        survey = here.desk.surveys.open(WHO, "stalls")
        here.open(survey.id)
        town, market = chosen[language]
        assert market not in names(here.screen, QAbstractButton)
        here.press(town)
        here.rest()
        here.press(market)
        here.rest()
        assert (survey.run.value("/data/market"), survey.run.value("/data/rent")) == ("shahe", "900")
        assert nameless(here.screen) == []
        assert "摊位走访" in {label.text() for label in here.screen.findChildren(QLabel)}
