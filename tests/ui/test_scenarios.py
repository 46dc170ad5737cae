"""The scenarios screen and what a scenario shows of itself on a file: state, effects, budget, preview."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.desks import double_eleven, rules, sample
from tests.ui.windows import Office, office
from ui.screens.scenarios.screen import ScenariosScreen
from ui.translation import speak
from workstation.services.scenarios import ScenarioState

YUAN = 100
USED, SHARE = 12_500 * YUAN, 9_000 * YUAN


def texts(widget: object) -> str:
    found = widget.findChildren(QLabel)  # type: ignore[attr-defined]
    return "\n".join(label.text() for label in found if label.isVisibleTo(widget))


def opened(here: Office) -> ScenariosScreen:
    screen = here.open("scenarios")
    assert isinstance(screen, ScenariosScreen)
    here.wait(screen.model.rowCount)
    return screen


def previewed(here: Office) -> ScenariosScreen:
    screen = opened(here)
    here.do("scenario.preview")
    here.wait(lambda: screen.found is not None)
    return screen


def test_the_one_in_force_stands_first_with_its_budget_and_what_it_changes(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with office(qtbot, tmp_path, "S001", published=[double_eleven(USED, SHARE)]) as here:
        screen = opened(here)
        states = [view.state for view in screen.model.rows()]
        assert states[0] is ScenarioState.LIVE and set(states[1:]) == {ScenarioState.SIGNED}
        said = texts(screen.detail)
        assert "It acts until 2026-11-30." in said
        assert "12,500.00 of 60,000.00 yuan of expected loss" in said
        assert "9,000.00 yuan are reserved for you until 2026-11-30" in said
        assert "H 20,000.00" in said and "50.00%" in said and "Credit loan" in said


def test_one_that_the_hub_has_not_published_says_that_it_does_not_act(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = opened(here)
        screen.table.choose([view.id for view in screen.model.rows()].index("winter-apparel"))
        said = texts(screen.detail)
        assert "It does not act: the hub has not published it." in said
        assert "−0.90%" in said


def test_a_preview_names_who_changes_and_adds_to_the_bar(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, *sample(), published=[double_eleven(USED, SHARE)]) as here:
        screen = previewed(here)
        assert screen.found is not None and screen.found.looked_at > len(screen.found.rows) > 0
        flips = [row for row in screen.found.rows if row.flips]
        before = sum(row.before.outcome.lends for row in screen.found.rows)
        assert flips and f"Lent to {before} before and {before + len(flips)} after" in screen.totals.text()
        assert "the files here would use" in texts(screen.detail)
        screen.preview_table.choose(screen.rows.rows().index(flips[0]))
        here.press(screen.preview_table, Qt.Key.Key_Return)
        here.rest()
        assert here.view.here is not None and here.view.here.screen == "applicant"
        page = here.view.current().page("assessment")  # type: ignore[attr-defined]
        here.wait(lambda: page.scenarios.isVisibleTo(page))
        shown = texts(page.scenarios)
        assert "“Double Eleven” acts on this request until 2026-11-30" in shown
        assert "9,000.00 yuan of expected loss are left for you" in shown
        assert "declined above a default probability of 50.00%" in shown
        here.view.open_applicant(flips[0].applicant_id, "decide")
        here.rest()
        decide = here.view.current().page("decide")  # type: ignore[attr-defined]
        here.wait(lambda: "Double Eleven" in decide._proposed.text())
        appraisal = here.desk.appraisals.appraise(flips[0].applicant_id)
        offer = appraisal.proposal.offer
        assert offer is not None
        tried = here.desk.appraisals.try_offer(appraisal, offer.amount, offer.months, offer.method)
        here.desk.decisions.decide(appraisal, appraisal.proposal.outcome, tried)
        here.view.open_applicant(flips[0].applicant_id, "trail")
        here.rest()
        trail = here.view.current().page("trail")  # type: ignore[attr-defined]
        here.wait(lambda: "Under the scenario: double-eleven v1" in texts(trail))


def test_a_file_without_scenarios_says_nothing_of_them(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001", published=[double_eleven()]) as here:
        here.view.open_applicant(sample()["S001"].applicant.id, "assessment")
        here.rest()
        page = here.view.current().page("assessment")  # type: ignore[attr-defined]
        here.wait(lambda: page.settled)
        assert page.scenarios.isHidden()


def test_an_open_file_is_assessed_again_when_scenarios_come(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S015") as here:
        here.view.open_applicant(sample()["S015"].applicant.id, "assessment")
        here.rest()
        page = here.view.current().page("assessment")  # type: ignore[attr-defined]
        here.wait(lambda: page.settled)
        assert page.scenarios.isHidden()
        store = here.desk.sync.store
        here.desk.bell.ring(store.keep_scenarios((double_eleven(USED, SHARE),)), "sync")
        here.wait(lambda: page.scenarios.isVisibleTo(page))
        ring = store.keep_scenarios((double_eleven(USED + 1, SHARE),))
        assert ring.kinds == {"scenario"}, "what others use is no reason to assess anew"


def test_a_preview_can_be_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, *sample(), published=[double_eleven()]) as here:
        screen = opened(here)
        here.do("scenario.preview")
        assert not screen.go.isEnabled() and screen.progress.isVisibleTo(screen)
        here.do("scenario.stop")
        assert screen.go.isEnabled() and not screen.progress.isVisibleTo(screen)
        here.rest()
        assert screen.found is None


def test_the_keyboard_is_enough(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001", published=[double_eleven()]) as here:
        here.do("go.scenarios")
        screen = here.view.screen("scenarios")
        here.wait(screen.model.rowCount)
        assert screen.first_focus() is screen.table
        here.press(screen.table, Qt.Key.Key_Down)
        here.rest()
        assert screen.table.currentIndex().row() == 1
        here.press(screen.table, Qt.Key.Key_Return)
        here.wait(lambda: screen.found is not None)
        assert screen.found.scenario_id == screen.model.rows()[1].id


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_told_in_both_languages(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    published = [double_eleven(USED)]
    with office(qtbot, tmp_path, "S001", language=language, published=published) as here:
        screen = opened(here)
        speak(language)
        assert screen.title() == ("情景" if language == "zh" else "Scenarios")
        assert ("双十一" if language == "zh" else "Double Eleven") in texts(screen.detail)
        assert ("尚未为您预留" if language == "zh" else "Nothing is reserved for you") in texts(screen.detail)
        assert "loan" not in texts(screen.detail) or language == "en"
        assert rules().product("credit").name.fill().zh in texts(screen.detail) or language == "en"
