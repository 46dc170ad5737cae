"""Does the book behave as the models say? The monitor answers on top, and shows how sure it is below."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.portfolio.test_monitor import AS_OF, FIRST, NOW, quarter, row
from tests.ui.desks import OFFICER
from tests.ui.windows import PATIENCE_MS, Office, office
from ui.screens.monitor import MonitorScreen
from ui.screens.monitor.charts import round_top
from ui.widgets.pieces import KeyFigure
from workstation.domain.decided import Decided
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.paths import resources
from workstation.portfolio import Monitor, load_portfolio_policy
from workstation.services.looking_ahead import BookAhead, Invited, Overview, TradeAhead
from workstation.services.watching import watch_rows

NOBODY = BookAhead(0, 0, 0, (), (), Invited())


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


def seen(found: Monitor, ahead: BookAhead = NOBODY) -> Overview:
    return Overview(found, ahead)


def test_a_desk_without_files_says_so_and_leads_on(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        screen = monitor(here)
        assert screen.empty.isVisible()
        assert screen.empty.button is not None
        screen.empty.button.click()
        assert here.view.here is not None and here.view.here.screen == "worklist"


def test_one_read_runs_at_a_time_and_what_is_asked_meanwhile_is_read_once_more(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, reads = threading.Event(), list[bool]()

    def slowly(_: object) -> Overview:
        reads.append(screen.again.isEnabled())
        may_end.wait(PATIENCE_MS / 1000)
        return seen(report(row()))

    with office(qtbot, tmp_path, "S001") as here:
        screen = monitor(here)
        monkeypatch.setattr("workstation.services.looking_ahead.overview_here", slowly)
        screen.again.click()
        for _ in range(3):
            screen.on_changes(Changes(kinds=frozenset({"ledger"})))
        may_end.set()
        here.rest()
        assert reads == [False, False] and screen.again.isEnabled()


def test_what_could_not_be_read_is_said_and_read_when_one_comes_back(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> Overview:
        raise KnownError("record.unreadable", "a record cannot be read", where="S001")

    with office(qtbot, tmp_path, "S001") as here:
        screen = monitor(here)
        with monkeypatch.context() as patch:
            patch.setattr("workstation.services.looking_ahead.overview_here", fails)
            screen.read()
            here.rest()
        assert here.view.messages.text() and screen.again.isEnabled()
        screen.seen = None
        here.open("worklist")
        monitor(here)
        assert screen.seen is not None


def test_before_anything_is_decided_it_tells_what_sellers_will_need(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001", "S013") as here:
        here.rest()
        screen = monitor(here)
        assert screen.answer.text() == "Nothing was decided yet"
        assert screen.ahead.isVisible() and not screen.parts["drift"].isVisible()
        names = [figure.accessibleName() for figure in screen.ahead.findChildren(KeyFigure)]
        assert names[0] == "Likely to need money: 0, of 2 files looked at"


def test_a_decision_of_today_is_read_with_its_request(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        appraisal = here.desk.appraisals.appraise("sample:S001")
        assert appraisal.proposal.offer is not None
        offer = appraisal.proposal.offer
        preview = here.desk.appraisals.try_offer(appraisal, offer.amount, offer.months, offer.method)
        here.desk.decisions.decide(appraisal, appraisal.proposal.outcome, preview)
        here.rest()
        screen = monitor(here)
        assert screen.seen is not None and screen.seen.monitor is not None
        assert screen.seen.monitor.served.requests == 1
        assert screen._figures["papers"].accessibleName().endswith("complaints: 0.0 in 100 (0.0 – 85.3)")


def test_of_what_is_too_young_it_says_what_it_waits_for_and_until_when(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = monitor(here)
        young = [row(id=str(n), decided_on=NOW.last, drawn_on=NOW.last) for n in range(3)]
        screen.show_seen(seen(report(*young)))
        assert screen.answer.text() == "Too early to say"
        assert "nothing earlier" in screen._advice.text()
        drift, said, vintages = (screen.parts[name] for name in ("drift", "said", "vintages"))
        assert drift.accessibleDescription().endswith("3 and 0 are here.")
        assert "2027-03-31" in said.accessibleDescription()  # a year after the draw
        assert not screen.calibration_chart.isVisible() and not screen.segments.isVisible()
        assert vintages.accessibleDescription() == "" and screen.vintage_chart.isVisible()
        screen.show_seen(seen(report(row(outcome="decline", drawn_on=None))))
        assert said.accessibleDescription().startswith("Waits for loans")
        assert not screen.vintage_chart.isVisible() and not screen.vintages.isVisible()


def test_needs_by_trade_and_what_came_of_the_invitations(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = monitor(here)
        trades = (
            TradeAhead("apparel", 12, ((30, 0.84), (90, 2.5)), listed=2, invited=2, taken=1),
            TradeAhead("snacks", 4, ((30, 0.1), (90, 0.31)), listed=0, invited=0, taken=0),
        )
        stand = Invited(made=4, waiting=1, taken=1, refused=1, lapsed=1, asked=1, drew=0)
        screen.show_seen(Overview(None, BookAhead(16, 2, 1, (30, 90), trades, stand)))
        said = [figure.accessibleName() for figure in screen.ahead.findChildren(KeyFigure)]
        assert said == [
            "Likely to need money: 2, of 16 files looked at",
            "Models warn: 1, of running loans",
            "Invitations: 4, 1 wait for an answer; 1 lapsed",
            "Answered: 2, 1 want to borrow, 1 do not",
            "Asked for a loan in time: 1, 0 drew it",
        ]
        table = screen.ahead.table
        assert table.accessibleName() == "What sellers will need, by trade"
        heads = [table.rows_model.headerData(n, Qt.Orientation.Horizontal) for n in range(7)]
        assert heads[2:4] == ["Short within 30 days", "Short within 90 days"]
        first = [table.rows_model.index(0, n).data() for n in range(7)]
        assert first == ["Apparel", "12", "0.84", "2.50", "2", "2", "1"]


def test_what_drifted_stands_on_top_and_first(qtbot: QtBot, tmp_path: Path, shifted: Monitor) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = monitor(here)
        screen.show_seen(seen(shifted))
        assert screen.answer.text() == (
            "Alarm: all figures together, the mean score, the figure that moved most"
        )
        (quarter,) = screen.signs.rows_model.rows()
        assert quarter.so_far > 20 and screen.signs.rows_model.index(0, 7).data() == "Alarm"
        assert screen.signs.rows_model.index(0, 3).data() == "< 0.01%"
        first = screen.drift.rows_model.rows()[0]
        assert (first.name, first.alarms) == ("score", True)
        shown = [screen.drift.rows_model.index(0, column).data() for column in range(5)]
        assert shown[0] == "Score" and float(shown[1]) > float(shown[2]) and shown[4] == "Drifted"
        states = {s.name: s.off for s in screen.segments.rows_model.rows()}
        assert states["grade F"] and not states["grade G"]
        generous = screen.overrides.rows_model.rows()[1]
        assert (generous.decisions, generous.bads) == (30, 9)


def test_one_figure_that_drifted_is_named_where_no_alarm_sounds(
    qtbot: QtBot, tmp_path: Path, shifted: Monitor
) -> None:
    quiet = replace(shifted, alarm=replace(shifted.alarm, quarters=()))
    off_alone = replace(quiet, watched=replace(quiet.watched, score=None, figures=()))
    unmoved = report(*quarter(FIRST, 200, seed=7), *quarter(NOW.first, 200, seed=9))
    with office(qtbot, tmp_path, "S001") as here:
        screen = monitor(here)
        screen.show_seen(seen(quiet))
        assert screen.answer.text() == "Drifted: Score, still, figure"
        screen.show_seen(seen(off_alone))
        assert screen.answer.text() == "Not as said: All loans, Buys and resells × Credit loan, Grade F"
        screen.show_seen(seen(unmoved))
        assert screen.answer.text() == "Nothing asks for a look"
        here.do("language")
        here.rest()
        assert screen.answer.text() == "没有需要留意之处"
        screen.show_seen(seen(quiet))
        assert screen.answer.text() == "已漂移：评分、still、figure"


def test_its_tables_are_sound_models_in_both_languages(
    qtbot: QtBot, qtmodeltester: ModelTester, tmp_path: Path, shifted: Monitor
) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = monitor(here)
        screen.show_seen(seen(shifted))
        for table in (
            screen.signs,
            screen.drift,
            screen.segments,
            screen.overrides,
            screen.vintages,
            screen.reasons,
        ):
            qtmodeltester.check(table.rows_model)
        here.do("language")
        here.rest()
        assert screen.answer.text() == "报警：全部指标合看、平均评分、变动最大的指标"
        named = [screen.segments.rows_model.index(n, 0).data() for n in range(2)]
        assert named == ["全部贷款", "进货卖货型 × 信用贷款"]
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


def test_a_scale_ends_above_what_is_shown_at_round_shares() -> None:
    assert [round_top(share) for share in (0.0, 0.011, 0.05, 0.1, 0.31, 0.9)] == [
        0.02, 0.02, 0.08, 0.2, 0.4, 1.0,
    ]  # fmt: skip
