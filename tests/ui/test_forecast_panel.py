"""What the models expect of sales, on the assessment: a picture with its figures beside it."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.functional.command import warm
from tests.helpers.adjusting import shelf
from tests.helpers.words_of_models import models_with, some_amounts
from tests.ui.applicants import room
from tests.ui.test_assessment_tab import opened, words_of
from ui.screens.applicant.assessment.forecast import Fan, fans_of
from ui.widgets.format import money_short
from workstation.app import demo_means, open_admin
from workstation.commands.demo_day import fill_with_sample
from workstation.hub.place import HubPlace
from workstation.scoring.adjustment import ADJUSTMENT
from workstation.services.models import Models
from workstation.training.sample import BUSINESS_DAY

AHEAD = some_amounts(
    "forecast", [(0.1, 2.0), (0.25, 2.6), (0.5, 3.2), (0.75, 3.8), (0.9, 4.6)], horizon_days=90
)
WEAK = some_amounts("limit", [(0.1, 0.5)])


def test_a_fan_shows_the_next_quarter_with_every_figure_beside_it(qtbot: QtBot, tmp_path: Path) -> None:
    own = models_with(tmp_path / "models", AHEAD, WEAK)
    with room(qtbot, tmp_path / "desk", "S001", models=own) as here:
        page = opened(here, "S001")
        assert page._appraisal is not None
        (fan,) = fans_of(page._appraisal)
        assert fan.before is not None
        assert [round(value / fan.before, 1) for _, value in fan.quantiles] == [0.7, 0.9, 1.1, 1.3, 1.5]
        words = words_of(page.forecast)
        for value in (fan.middle, fan.before, fan.quantiles[0][1], fan.quantiles[-1][1]):
            assert money_short(round(value * 100)) in words
        assert "the lower of the two counts" in words
        assert "the book's own past has put nothing right" in words
        assert page.forecast.picture is not None
        assert "The next 90 days" in page.forecast.picture.accessibleName()


def test_what_a_hubs_book_knows_puts_the_panel_right(qtbot: QtBot, tmp_path: Path) -> None:
    """From the hub's folder by the command line, under two keys, to what the officer reads."""
    own = shelf(tmp_path / "models")
    fill_with_sample(demo_means(), HubPlace(tmp_path / "hub"))
    words = ["--data", tmp_path / "hub", "--models", own.folder, "--as-of", BUSINESS_DAY.isoformat()]
    one, other = own.key_files
    refused = warm("forecast", "adjust", *words, "--key", one, "--json")
    assert refused.error["code"] == "bundle.signature"
    told = warm("forecast", "adjust", *words, "--key", one, "--key", other, "--json").json
    assert told["day"] == BUSINESS_DAY.isoformat()
    quarter = told["parts"][-1]
    assert quarter["horizon_days"] == 90 and quarter["outcomes"] > 0

    published = warm("forecast", "publish", *words[:4], "--json").json
    assert published == {name: told[name] for name in published}

    with open_admin(HubPlace(tmp_path / "hub")) as admin:
        received = admin.adjustment()
    (own.folder / ADJUSTMENT).unlink()
    models = Models(own.folder, adjusting=lambda: received)
    with room(qtbot, tmp_path / "desk", "S001", models=models) as here:
        page = opened(here, "S001")
        assert page._appraisal is not None
        ahead = page._appraisal.ahead[-1]
        words_there = words_of(page.forecast)
        said = f"put right by the book's own past as of {BUSINESS_DAY} ({quarter['outcomes']} outcomes)"
        assert said in words_there
        for shown in (ahead.right, ahead.made):
            middle = dict(shown)[0.5]
            assert money_short(round(middle * 100)) in words_there
        assert ahead.right != ahead.made


def test_without_such_models_there_is_no_panel(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path / "desk", "S001", models=models_with(tmp_path / "models")) as here:
        assert opened(here, "S001").forecast.isHidden()


def test_bands_close_in_on_the_middle() -> None:
    fan = Fan(90, None, ((0.1, 1.0), (0.25, 2.0), (0.5, 3.0), (0.75, 4.0), (0.9, 5.0)))
    assert (fan.middle, fan.bands) == (3.0, [(1.0, 5.0), (2.0, 4.0)])
