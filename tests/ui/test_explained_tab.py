"""The assessment tab explains itself: ways out, comparable cases, what is missing, every model."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.explaining import explaining_models, silent_models
from tests.ui.applicants import Room, room
from ui.screens.applicant.assessment.answers import answer, by_role, uncertainty
from ui.screens.applicant.assessment.page import AssessmentPage
from ui.translation import speak
from workstation.commands.demo import decide
from workstation.domain.assessment import ModelOutput
from workstation.errors import KnownError
from workstation.services.explanations import Explanations
from workstation.services.models import Models


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    return explaining_models(tmp_path_factory.mktemp("models"))


def explained(here: Room, source_id: str) -> AssessmentPage:
    page = here.open(source_id, "assessment")
    assert isinstance(page, AssessmentPage)
    here.wait(lambda: page.explained is not None and page.decided_here is not None and page.settled)
    assert all(panel.isVisible() for panel in (page.changes, page.comparable, page.missing, page.models))
    return page


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_a_decline_says_what_would_turn_it_and_what_would_be_lent(
    qtbot: QtBot, tmp_path: Path, models: Models
) -> None:
    with room(qtbot, tmp_path, "S015", models=models) as here:
        said = words_of(explained(here, "S015").changes)
        assert "to a probability of at most 16.0%" in said
        assert "Dispute share 0.9% → 0.4%" in said
        assert "Fewer disputes" in said
        assert "grade G" in said
        assert "Limit then:" in said


def test_points_are_told_by_kind_of_evidence_too(qtbot: QtBot, tmp_path: Path, models: Models) -> None:
    with room(qtbot, tmp_path, "S004", models=models) as here:
        said = words_of(explained(here, "S004").reasons)
        assert "By evidence: " in said
        assert "Upstream and downstream trades" in said


def test_who_is_comparable_is_counted_and_called_simulated(
    qtbot: QtBot, tmp_path: Path, models: Models
) -> None:
    with room(qtbot, tmp_path, "S001", models=models) as here:
        page = explained(here, "S001")
        said = words_of(page.comparable)
        assert "simulated sellers, not real ones" in said
        assert "of the 30 nearest defaulted" in said
        assert "Differs in:" in said
        assert "Decided here" not in said, "nothing was decided yet"


def test_cases_decided_here_are_beside_and_open_by_keyboard(
    qtbot: QtBot, tmp_path: Path, models: Models
) -> None:
    with room(qtbot, tmp_path, "S001", "S002", "S011", models=models) as here:
        for seller in ("S002", "S011"):
            decide(here.desk, here.desk.appraisals.appraise(f"sample:{seller}"))
        page = explained(here, "S001")
        assert page.decided_here is not None
        assert [one.applicant_id for one in page.decided_here] == ["sample:S002"], "S011 has no figures"
        assert "Decided here" in words_of(page.comparable)
        (button,) = page.comparable.findChildren(QPushButton)
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        assert here.said.opened == ["sample:S002/assessment"]


def test_tab_goes_as_one_reads_though_parts_come_at_different_times(
    qtbot: QtBot, tmp_path: Path, models: Models
) -> None:
    with room(qtbot, tmp_path, "S001", "S002", models=models) as here:
        decide(here.desk, here.desk.appraisals.appraise("sample:S002"))
        page = explained(here, "S001")
        (case,) = page.comparable.findChildren(QPushButton)
        wanted = [page.proposal.decide, page.what_if.feature, case, page.models.models[0].fold]
        chain, here_now = [], page.proposal.decide.nextInFocusChain()
        while here_now is not page.proposal.decide:
            chain.append(here_now)
            here_now = here_now.nextInFocusChain()
        places = [chain.index(one) for one in wanted[1:]]
        assert places == sorted(places)


def test_a_missing_record_has_its_price(qtbot: QtBot, tmp_path: Path, models: Models) -> None:
    with room(qtbot, tmp_path, "S024", models=models) as here:
        said = words_of(explained(here, "S024").missing)
        assert "no record of: Mean rating, Negative-review share" in said
        assert "points" in said
        assert "weakest tenth" in said
        assert said.count("the model that decides reads nothing of it") == 1, "once for all of them"


def test_a_rule_that_decided_is_not_talked_away(qtbot: QtBot, tmp_path: Path, models: Models) -> None:
    with room(qtbot, tmp_path, "S019", models=models) as here:
        assert "A rule decided" in words_of(explained(here, "S019").changes)


def test_it_speaks_chinese_when_the_language_is_changed(qtbot: QtBot, tmp_path: Path, models: Models) -> None:
    with room(qtbot, tmp_path, "S015", models=models) as here:
        page = explained(here, "S015")
        speak("zh")
        here.wait(lambda: page.settled and "怎样才能改变结果" in words_of(page))
        said = words_of(page)
        assert "减少退款" in said
        assert "可比案例" in said
        assert "为模拟卖家" in said


def test_a_bundle_without_comparable_cases_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    with room(qtbot, tmp_path, "S001", models=silent_models(tmp_path / "models")) as here:
        assert "carries no comparable cases" in words_of(explained(here, "S001").comparable)


def test_where_no_model_applies_nothing_is_compared(qtbot: QtBot, tmp_path: Path, models: Models) -> None:
    with room(qtbot, tmp_path, "S011", models=models) as here:
        page = explained(here, "S011")
        assert "No model applies, so there is nothing to compare by" in words_of(page.comparable)
        assert page.models.others.isChecked(), "why none applies is open to be read"


def test_opened_before_they_are_built_the_silent_models_still_stand_there_once(
    qtbot: QtBot, tmp_path: Path, models: Models
) -> None:
    with room(qtbot, tmp_path, "S011", models=models) as here:
        page = explained(here, "S011")
        panel, appraisal = page.models, here.desk.appraisals.appraise("sample:S011")
        for piece in panel.pieces(appraisal.assessment, "", {}):
            piece()
            if panel.others.isVisible():
                panel.others.setChecked(True)
        names = [one._output.model for one in panel.models]
        assert len(names) == len(set(names)) == len(appraisal.assessment.outputs)


def output(role: str, **values: object) -> ModelOutput:
    return ModelOutput("m", "1", "t", 30, applies=True, role=role, **values)  # type: ignore[arg-type]


class TestAnswers:
    @pytest.mark.parametrize(
        ("given", "told", "width"),
        [
            (
                output("pd", probability=0.0123, points=601.24, grade="D", interval=(0.008, 0.02)),
                "601.2 points  ·  grade D  ·  1.23% in 30 days",
                "0.8%–2.0% on such evidence",
            ),
            (output("need", probability=0.31, points=450.0), "31.00% in 30 days", ""),
            (output("lgd", value=0.62, interval=(0.4, 0.8)), "62.0%", "40.0%–80.0% on such evidence"),
            (
                output("forecast", value=52_000.4, quantiles=((0.1, 30_000.0), (0.5, 52_000.4), (0.9, 9e4))),
                "52,000 yuan",
                "30,000–90,000 yuan from the 10% to the 90% quantile",
            ),
            (output("limit", value=6_289.0, quantiles=((0.1, 6_289.0),)), "6,289 yuan", "the 10% quantile"),
            (output("macro", value=0.05, points=-1.4), "−1.4 points", ""),
            (output("price"), "–", ""),
        ],
    )
    def test_read_by_their_kind(self, given: ModelOutput, told: str, width: str) -> None:
        speak("en")
        assert (answer(given), uncertainty(given)) == (told, width)

    def test_stand_by_role_the_deciding_one_first(self) -> None:
        outputs = (output("macro"), output("pd"), output("need"), output("pd"))
        assert [(role, len(own)) for role, own in by_role(outputs)] == [("pd", 2), ("need", 1), ("macro", 1)]


def test_what_cannot_be_worked_out_is_said_in_its_place(
    qtbot: QtBot, tmp_path: Path, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise KnownError("replay.models", "the models are not on this computer", remedy="Put them back.")

    monkeypatch.setattr(Explanations, "explain", gone)
    with room(qtbot, tmp_path, "S001", models=models) as here:
        page = here.open("S001", "assessment")
        assert isinstance(page, AssessmentPage)
        here.wait(lambda: page.settled and "not on this computer" in words_of(page.changes))
        assert "not on this computer" in words_of(page.comparable)
        assert "A loan officer may approve it" in words_of(page.proposal), "the rest stands"
