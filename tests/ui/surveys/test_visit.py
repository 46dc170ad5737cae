"""A whole visit in its window, without a network: typed, killed halfway, gone on with, finished."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.surveys.forms import CLOSING, COUNTING, DEBTS, EVIDENCE, SALES, STOCK, VISIT
from tests.ui.surveys.questions import photo_at
from tests.ui.surveys.visits import WHO, OnSite, on_site
from tests.ui.test_shell import nameless
from ui.screens.survey.editors.photo import PhotoEditor
from ui.screens.survey.sections import FINISH
from ui.theme.style import apply_theme
from workstation.domain.file_papers import ConsentScope
from workstation.domain.surveying import CheckResult, CheckSide
from workstation.services.open_survey import OpenSurvey

ALL = (VISIT, COUNTING, SALES, EVIDENCE, DEBTS, CLOSING, FINISH)


def begin(here: OnSite) -> OpenSurvey:
    survey = here.desk.surveys.open(WHO)
    here.open(survey.id)
    return here.runner.survey


def fill_in(here: OnSite) -> None:
    """By names alone, as somebody does who hears the screen."""
    here.type("Whom you met", "王店主")
    here.press("Premises: Rented")
    here.type("Landlord", "李先生")
    here.type("Staff", "12")
    here.press("Next section")
    here.runner.page.items.focus_first()
    box = here.runner.page.items.repeats[STOCK]
    box.table.paste("丝绸衬衫\t120\t88.5\n棉布\t30\t45\n")
    here.press("Next section")
    here.type("Sales of a month, as stated (yuan)", "12万")
    here.runner.show_section(CLOSING)
    here.type("Opinion", "账目清楚")


def test_a_visit_is_typed_by_names_and_frozen_at_its_end(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path) as here:
        survey = begin(here)
        fill_in(here)
        here.rest()
        assert survey.run.value(f"{SALES}/stated") == "120000"
        assert survey.run.value(f"{COUNTING}/counted") == "11970"
        assert survey.unkept == 0 and here.runner.saved.words.text().startswith("Saved ")
        here.press("To the end") if here.runner.section == CLOSING else None
        here.rest()
        here.press("Freeze and sign the survey")
        here.wait(lambda: here.said.opened == [f"{WHO}/surveys"])
        (made,) = here.desk.surveys.of(WHO)
        assert (made.survey.id, made.survey.opinion) == (survey.id, "账目清楚")
        assert {one.figure: one.value for one in made.survey.figures}["sales_month"] == 12_000_000
        assert here.screen.runner is None and here.desk.surveys.drafts(WHO) == ()


def test_killed_in_the_middle_nothing_is_lost_but_the_key_being_pressed(qtbot: QtBot, tmp_path: Path) -> None:
    """What lies on the disk at that moment is all that there is afterwards: nothing is closed in order."""
    alive, dead = tmp_path / "alive", tmp_path / "dead"
    alive.mkdir()
    with on_site(qtbot, alive) as here:
        survey = begin(here)
        here.type("Whom you met", "王店主")
        here.press("Next section")
        here.press("Next section")
        here.type("Sales of a month, as stated (yuan)", "1234")
        here.rest()
        shutil.copytree(alive, dead)
    with on_site(qtbot, dead) as here:
        (draft,) = here.desk.surveys.drafts(WHO)
        assert draft.id == survey.id
        here.open(draft.id)
        assert here.runner.section == SALES
        stated = here.named(QLineEdit, "Sales of a month, as stated (yuan)")
        assert stated.text().replace(",", "") == "1234"
        assert here.runner.page.items.current_ref() == f"{SALES}/stated"
        assert here.runner.survey.run.value(f"{VISIT}/met") == "王店主"


def test_closing_asks_nothing_and_keeps_what_was_typed_a_moment_ago(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path) as here:
        survey = begin(here)
        here.type("Whom you met", "王")
        here.screen.close_screen()
        assert survey.unkept == 0
    with on_site(qtbot, tmp_path) as here:
        again = here.desk.surveys.reopen(survey.id)
        assert again.run.value(f"{VISIT}/met") == "王"


def test_an_answer_draws_only_what_it_changes(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path) as here:
        begin(here)
        items = here.runner.page.items
        before = dict(items.boxes)
        here.press("Premises: Rented")
        assert f"{VISIT}/landlord" in items.boxes, "what is relevant now has come"
        assert all(items.boxes[ref] is box for ref, box in before.items()), "what was there is the same"
        here.press("Premises: Owned")
        assert f"{VISIT}/landlord" not in items.boxes


def test_enter_goes_from_question_to_question_and_on(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path) as here:
        begin(here)
        items = here.runner.page.items
        assert items.focus_ref(f"{VISIT}/met")
        here.key(Qt.Key.Key_Return)
        assert items.current_ref() == f"{VISIT}/premises"
        here.key(Qt.Key.Key_2)
        here.key(Qt.Key.Key_Return)
        assert items.current_ref() == f"{VISIT}/landlord"
        here.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert items.current_ref() == f"{VISIT}/premises"
        here.runner.turn(1)
        assert here.runner.section == COUNTING
        here.runner.turn(-1)
        assert here.runner.section == VISIT


def test_enter_on_the_way_out_of_a_section_takes_it(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path) as here:
        begin(here)
        here.runner.page.after.setFocus()
        here.key(Qt.Key.Key_Return)
        assert here.runner.section == COUNTING
        here.runner.page.before.setFocus()
        here.key(Qt.Key.Key_Return)
        assert here.runner.section == VISIT


def test_the_next_problem_is_found_in_another_section(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path) as here:
        begin(here)
        here.type("Staff", "1200")
        here.runner.show_section(COUNTING)
        here.runner.filling.answer(f"{STOCK}[1]/qty", "-4")
        here.rest()
        here.runner.show_section(CLOSING)
        here.screen.offers()["survey.next_problem"]()
        assert here.runner.page.items.current_ref() == f"{VISIT}/staff"
        here.screen.offers()["survey.next_problem"]()
        assert here.runner.section == COUNTING
        assert here.runner.page.items.current_ref() == f"{STOCK}[1]/qty"
        lines = {line.key: line.problems for line in here.runner.sections.sections.lines}
        assert lines[VISIT] == lines[COUNTING] == 1


def test_a_later_change_is_asked_for_its_reason(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path) as here:
        survey = begin(here)
        here.type("Whom you met", "王店主")
        assert here.runner.reason.isHidden(), "while the section is in view nothing is asked"
        here.runner.turn(1)
        here.runner.turn(-1)
        here.type("Whom you met", "夫人")
        assert here.runner.reason.isVisible()
        here.type("Reason for the change: Whom you met", "记错了")
        here.rest()
        (edit,) = [one for one in survey.edits() if one.ref == f"{VISIT}/met"]
        assert (edit.old, edit.new, edit.reason) == ("王店主", "王店主夫人", "记错了")


def test_lines_come_and_go_by_the_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path) as here:
        survey = begin(here)
        here.runner.show_section(COUNTING)
        before = survey.run.row_count(STOCK)
        here.screen.offers()["survey.add_row"]()
        here.screen.offers()["survey.add_row"]()
        assert survey.run.row_count(STOCK) == before + 2
        here.screen.offers()["survey.remove_row"]()
        assert survey.run.row_count(STOCK) == before + 1
        assert here.focused() is here.runner.page.items.repeats[STOCK].table


def test_the_end_lists_what_is_missing_and_leads_there(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path) as here:
        begin(here)
        here.runner.show_section(FINISH)
        here.rest()
        assert not here.named(QAbstractButton, "Freeze and sign the survey").isEnabled()
        here.press("Go there: Opinion")
        assert here.runner.section == CLOSING
        assert here.runner.page.items.current_ref() == f"{CLOSING}/opinion"


def test_a_photo_needs_consent_on_record_before_the_end(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path) as here:
        survey = begin(here)
        here.runner.show_section(EVIDENCE)
        editor = here.runner.page.items.boxes[f"{EVIDENCE}/shelf"].editor
        assert isinstance(editor, PhotoEditor)
        editor.take(photo_at(tmp_path / "shelf.jpg"))
        here.wait(lambda: survey.held())
        here.wait(lambda: not editor.picture.pixmap().isNull())
        here.runner.show_section(FINISH)
        here.rest()
        names = {one.accessibleName() for one in here.screen.findChildren(QAbstractButton) if one.isVisible()}
        allowed = any(ConsentScope.PHOTOS in one.scopes for one in survey.file.consents)
        assert any(name.startswith("To the documents") for name in names) is not allowed


def contradiction(within: bool = False, explanation: str = "") -> CheckResult:
    sides = (CheckSide("stated", "120000"), CheckSide("platform", "90000"))
    return CheckResult("roads", sides, "0.33", "0.25", within, explanation)


def test_a_contradiction_is_explained_beside_the_section(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on_site(qtbot, tmp_path) as here:
        survey = begin(here)

        def checks() -> tuple[CheckResult, ...]:
            return (contradiction(explanation=survey.explanations.get("roads", "")),)

        monkeypatch.setattr(survey, "checks", checks)
        here.type("Whom you met", "王")
        here.wait(lambda: "roads" in here.runner.checks.cards)
        card = here.runner.checks.cards["roads"]
        assert (
            "Contradicts" in card.accessibleName() and "33.00% apart, 25.00% allowed" in card.accessibleName()
        )
        here.type("Explanation: Sales by each road", "线下批发")
        here.wait(lambda: "Explained" in card.accessibleName())
        assert survey.explanations == {"roads": "线下批发"} and card.text.toPlainText() == "线下批发"
        monkeypatch.setattr(survey, "checks", lambda: (replace(contradiction(), within=True),))
        here.type("Whom you met", "x")
        here.wait(lambda: "Agrees" in card.accessibleName())
        assert card.text.isHidden()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_control_of_every_section_has_a_name(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    with on_site(qtbot, tmp_path, language=language) as here:
        begin(here)
        for key in ALL:
            here.runner.show_section(key)
            if key == DEBTS:
                here.runner.add_row()
            assert nameless(here.screen) == [], key
        here.rest()


def test_the_form_speaks_the_language_in_force(qtbot: QtBot, tmp_path: Path) -> None:
    from ui.translation import speak

    with on_site(qtbot, tmp_path) as here:
        begin(here)
        assert here.runner.page._title.text() == "The visit"
        speak("zh")
        here.wait(lambda: here.runner.page._title.text() == "走访")
        here.rest()
        assert here.runner.page.items.boxes[f"{VISIT}/met"]._label.text() == "与谁见面 *"


@pytest.mark.parametrize("size", [150, 200])
def test_with_large_text_nothing_runs_out_of_its_page(qtbot: QtBot, tmp_path: Path, size: int) -> None:
    with on_site(qtbot, tmp_path) as here:
        apply_theme("light", size)
        try:
            begin(here)
            for key in ALL[:-1]:
                here.runner.show_section(key)
                here.rest()
                room = here.runner.page.scroller.viewport().width()
                for stop in here.runner.page.items.stops():
                    right = stop.mapTo(here.runner.page.scroller.widget(), stop.rect().topRight()).x()
                    assert right <= room, f"{key}: {stop.accessibleName()}"
                    assert stop.minimumSizeHint().width() <= stop.width(), f"{key}: {stop.accessibleName()}"
        finally:
            apply_theme("light", 100)


def test_a_narrow_window_says_how_many_contradictions_wait(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path) as here:
        begin(here)
        shown = here.runner.checks_button
        assert (shown.text(), shown.accessibleName()) == ("", "Show or hide the cross-checks")
        sides = (CheckSide("stated", "90000"), CheckSide("platform", "40000"))
        object.__setattr__(
            here.runner.survey, "checks", lambda: (CheckResult("roads", sides, "0.9", "0.25", False),)
        )
        here.type("Whom you met", "王店主")
        here.rest()
        assert shown.text() == "1"
        assert shown.accessibleName() == "Show or hide the cross-checks, contradictions to explain: 1"
