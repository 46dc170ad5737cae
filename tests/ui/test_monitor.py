"""Does the book behave as the models say? The monitor answers on top, and shows how sure it is below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.portfolio.test_monitor import AS_OF, FIRST, NOW, quarter, row
from tests.ui.desks import OFFICER
from tests.ui.windows import Office, office
from ui.screens.monitor import MonitorScreen
from workstation.domain.decided import Decided
from workstation.paths import resources
from workstation.portfolio import Monitor, load_portfolio_policy
from workstation.services.watching import watch_rows


def monitor(here: Office) -> MonitorScreen:
    screen = here.open("monitor")
    assert isinstance(screen, MonitorScreen)
    return screen


def report(*rows: Decided) -> Monitor:
    return watch_rows(rows, load_portfolio_policy(resources() / "policies/portfolio.toml"), AS_OF)


@pytest.fixture(scope="module")
def shifted() -> Monitor:
    """A year apart: the score moved, and more went bad than was said."""
    return report(
        *quarter(FIRST, 200, seed=7),
        *(replace(one, grade="F") for one in quarter(NOW.first, 200, seed=8, shift=1.0, rate=0.3)),
        *(row(id=f"o{n}", proposed="decline", decided_on=NOW.last, bad=n < 9) for n in range(30)),
    )


def test_before_anything_is_decided_it_says_so_and_leads_on(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = monitor(here)
        assert screen.empty.isVisible() and screen.found is None
        assert screen.empty.button is not None
        screen.empty.button.click()
        assert here.view.here is not None and here.view.here.screen == "worklist"


def test_a_decision_of_today_is_read_with_its_request(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        appraisal = here.desk.appraisals.appraise("sample:S001")
        assert appraisal.proposal.offer is not None
        offer = appraisal.proposal.offer
        preview = here.desk.appraisals.try_offer(appraisal, offer.amount, offer.months, offer.method)
        here.desk.decisions.decide(appraisal, appraisal.proposal.outcome, preview)
        here.rest()
        screen = monitor(here)
        assert screen.found is not None and screen.found.served.requests == 1
        assert screen.answer.text() == "Nothing asks for a look"
        assert "too few decisions" in screen._heads["drift"]._note.text()
        assert screen._figures["papers"].accessibleName().endswith("complaints: not recorded")


def test_what_drifted_stands_on_top_and_first(qtbot: QtBot, tmp_path: Path, shifted: Monitor) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = monitor(here)
        screen._show(shifted)
        assert screen.answer.text().startswith("Drifted: Score")
        first = screen.drift.rows_model.rows()[0]
        assert (first.name, first.alarms) == ("score", True)
        shown = [screen.drift.rows_model.index(0, column).data() for column in range(5)]
        assert shown[0] == "Score" and float(shown[1]) > float(shown[2]) and shown[4] == "Drifted"
        states = {s.name: s.off for s in screen.segments.rows_model.rows()}
        assert states["grade F"] and not states["grade G"]
        generous = screen.overrides.rows_model.rows()[1]
        assert (generous.decisions, generous.bads) == (30, 9)


def test_its_tables_are_sound_models_in_both_languages(
    qtbot: QtBot, qtmodeltester: ModelTester, tmp_path: Path, shifted: Monitor
) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = monitor(here)
        screen._show(shifted)
        for table in (screen.drift, screen.segments, screen.overrides, screen.vintages, screen.reasons):
            qtmodeltester.check(table.rows_model)
        here.do("language")
        here.rest()
        assert screen.answer.text().startswith("已漂移：评分")
        assert screen.drift.rows_model.index(0, 4).data() == "已漂移"


def test_an_officers_rail_leaves_it_out_and_the_action_leads_there_all_the_same(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        assert OFFICER.role == "officer"
        assert not here.view.rail._buttons["monitor"].isVisible()
        here.do("go.monitor")
        here.rest()
        assert here.view.here is not None and here.view.here.screen == "monitor"


def test_curves_are_drawn_as_far_as_they_reach(qtbot: QtBot, shifted: Monitor) -> None:
    from ui.screens.monitor.charts import CalibrationChart, VintageChart

    vintages, said = VintageChart(), CalibrationChart()
    qtbot.addWidget(vintages)
    qtbot.addWidget(said)
    vintages.resize(640, 220)
    said.resize(640, 220)
    blank = vintages.grab().toImage()
    vintages.show_vintages(shifted.vintages)
    said.show_segments(shifted.calibration)
    assert vintages.grab().toImage() != blank
    assert vintages.top > max(max(v.shares) for v in shifted.vintages if v.shares)
    assert said.top > max(s.high for s in shifted.calibration)
    assert [v.name for v in shifted.vintages] == ["2025Q1", "2026Q1"]
    assert date(2026, 9, 30) == AS_OF
