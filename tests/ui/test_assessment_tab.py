"""The assessment: the proposal, why the limit is what it is, which way reasons pull, and what if."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.applicants import Room, room
from ui.screens.applicant.assessment.models import Fold, waterfall
from ui.screens.applicant.assessment.page import AssessmentPage
from ui.screens.applicant.assessment.staircase import scale_of
from ui.screens.applicant.assessment.wording import chance_in_words
from ui.translation import speak
from workstation.domain.assessment import Contribution
from workstation.domain.lending import Staircase, Step
from workstation.domain.text import Bilingual


def opened(here: Room, source_id: str) -> AssessmentPage:
    page = here.open(source_id, "assessment")
    assert isinstance(page, AssessmentPage)
    return page


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


@pytest.mark.parametrize(
    ("source_id", "mark", "sentence", "authority"),
    [
        ("S001", "Approve", "Approve the 10,000.00 yuan", "A loan officer may approve it"),
        ("S006", "Counter-offer", "bound by: Capacity to repay", "A loan officer may approve it"),
        ("S009", "Refer", "Refer:", "A supervisor may approve it"),
        ("S017", "Decline", "Decline:", "Nobody may approve it"),
    ],
)
def test_the_proposal_stands_on_top_in_one_sentence(
    qtbot: QtBot, tmp_path: Path, source_id: str, mark: str, sentence: str, authority: str
) -> None:
    with room(qtbot, tmp_path, source_id) as here:
        proposal = opened(here, source_id).proposal
        assert proposal.mark.mark().text == mark
        assert sentence in proposal.sentence.text()
        assert authority in proposal.authority.text()


def test_the_binding_step_is_named_and_the_next_one_told(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S006") as here:
        said = words_of(opened(here, "S006").staircase)
        assert "Without the step of capacity to repay the next one would allow 150,000.00." in said
        named = [child.accessibleName() for child in here.screen.findChildren(QWidget)]
        assert any(name.startswith("Capacity to repay") and name.endswith("binding") for name in named)


def test_what_cannot_be_reckoned_is_said_so_and_is_not_nought(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S021") as here:
        page = opened(here, "S021")
        assert "cannot be reckoned" in words_of(page.staircase)
        assert "No model has the evidence it needs" in words_of(page.proposal)
        assert "No model applies" in words_of(page.what_if)
        assert "Needs" in words_of(page.models), "every model says why it does not apply"


def test_a_rule_that_decided_has_no_points(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S017") as here:
        said = words_of(opened(here, "S017").reasons)
        assert "a rule" in said.splitlines()


def test_missing_evidence_says_how_to_get_it(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S005") as here:
        said = words_of(opened(here, "S005").missing)
        assert "Bank loans – There may be bank debt unseen" in said
        assert "To get it: Ask for loan contracts" in said


@pytest.mark.parametrize("tab", ["history", "assessment"])
def test_without_an_authorisation_in_force_nothing_is_shown_and_the_way_out_is(
    qtbot: QtBot, tmp_path: Path, tab: str
) -> None:
    with room(qtbot, tmp_path, "S018") as here:
        page = here.open("S018", tab)
        assert page.face == "trouble"
        assert "Nothing of this applicant is read" in words_of(page)
        speak("zh")
        here.wait(lambda: "没有有效的数据读取授权" in words_of(page))
        [way_out] = [one for one in page.findChildren(QPushButton) if one.text() == "前往资料页"]
        way_out.click()
        here.wait(lambda: here.screen.tab == "documents")


def test_a_model_opened_shows_steps_that_add_up(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S005") as here:
        page = opened(here, "S005")
        shop = page.models.models[0]
        shop.fold.click()
        said = words_of(shop)
        assert "Base: the average of all sellers" in said
        assert "All others together" in said
        speak("zh")
        here.wait(lambda: "模型" in words_of(page.models) or "店铺违约概率模型" in words_of(page.models))


def test_models_that_do_not_apply_wait_folded_and_say_why(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S005") as here:
        panel = opened(here, "S005").models
        assert "does not apply" not in words_of(panel)
        assert "gives grade, admission, limit and price" in words_of(panel)
        (fold,) = [one for one in panel.findChildren(Fold) if "do not apply" in one.text()]
        assert fold.accessibleName() == fold.text()
        fold.setFocus()
        qtbot.keyClick(fold, Qt.Key.Key_Space)
        assert "Needs Exports of at least 1 (found: 0)" in words_of(panel)
        speak("zh")
        here.wait(lambda: "决定等级、准入、额度与价格" in words_of(panel))
        fold.click()
        assert "需要：出口至少 1（现为 0）" in words_of(panel)


def test_what_if_answers_and_says_that_it_is_imagined(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S005") as here:
        panel = opened(here, "S005").what_if
        panel.feature.setCurrentIndex(panel.feature.findData("shop_refund_share"))
        assert panel.imagined.isHidden()
        panel.value.type_number(60.0)
        here.wait(lambda: panel.answer.text())
        assert panel.imagined.mark().text == "imagined, not in the file"
        assert panel.words.text().splitlines()[-1].startswith("Now: Probability")
        panel.back.click()
        assert panel.answer.text() == ""
        assert not here.desk.acts.outbox(), "nothing imagined is kept"


def test_without_a_request_the_way_to_take_one_down_is_offered(qtbot: QtBot, tmp_path: Path) -> None:
    from dataclasses import replace

    from tests.ui import desks

    seller = replace(desks.sample()["S005"], applications=())
    with room(qtbot, tmp_path, "S001") as here:
        here.desk.sync.store.store_parts([desks.part_of(seller)])
        page = here.open("S005", "assessment")
        assert page.face == "trouble"
        assert "has not asked for anything yet" in words_of(page)


def test_the_waterfall_ends_at_base_plus_every_contribution() -> None:
    parts = [Contribution(f"f{n}", None, (-1) ** n * n / 7) for n in range(40)]
    steps = waterfall(500.0, parts)
    assert len(steps) == 15
    assert steps[-1].feature == ""
    assert steps[-1].after == pytest.approx(500.0 + sum(part.points for part in parts))


def step(code: str, amount: int | None) -> Step:
    return Step(code, Bilingual(code, code), amount, Bilingual("", ""))


def test_the_scale_ends_somewhat_above_what_was_asked() -> None:
    steps = Staircase((step("request", 100), step("ceiling", 9_000)), 100, "request", 9_000)
    assert scale_of(steps, 100) == 150
    nothing = Staircase((step("request", 0),), 0, "request", None)
    assert scale_of(nothing, 0) == 1, "never divided by nought"


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0127, "about 13 of 1,000 default in 12 months"),
        (0.3457, "about 35 of 100 default in 12 months"),
        (0.0001, "fewer than 1 of 1,000 default in 12 months"),
    ],
)
def test_a_probability_is_told_as_a_count_of_sellers(probability: float, words: str) -> None:
    speak("en")
    assert chance_in_words(probability, 365) == words
    speak("zh")
