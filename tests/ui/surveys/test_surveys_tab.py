"""The tab "Surveys": what is planned, begun and finished, and what is done with it, each in its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.surveys.workbooks import form
from tests.ui.applicants import Room, room
from tests.ui.desks import BUSINESS_DAY
from tests.ui.surveys.forms import CLOSING, EVIDENCE, SALES, VISIT, forms_in
from tests.ui.surveys.questions import photo_at
from tests.ui.test_shell import nameless
from ui.screens.act_dialog import ActDialog
from ui.screens.applicant.facts import Fact
from ui.screens.applicant.surveys import SurveysPage
from ui.screens.applicant.surveys.papers import ReportDialog, SurveyExports
from ui.screens.applicant.surveys.picture import PictureDialog
from ui.widgets.dialogs import Question
from workstation.domain.records import ApplicantFile
from workstation.domain.surveying import AttachmentKind, Survey, SurveyStanding, Visit
from workstation.events import NOTHING, Changes
from workstation.services.hub_forms import form_to_publish
from workstation.services.survey_forms import Forms
from workstation.services.survey_papers import SurveyExport
from workstation.services.values import FileView, Officer

WHO = "sample:S001"
SUPERVISOR = Officer("boss-1", "郑敏", "supervisor", "desk-9")
OPINION = "账目清楚，可以放款。"


@contextmanager
def office(qtbot: QtBot, folder: Path, **more: object) -> Iterator[Room]:
    """A screen over a desk whose forms are few and known."""
    with room(qtbot, folder, "S001", **more) as here:  # type: ignore[arg-type]
        desk = here.desk
        forms = forms_in(folder)
        object.__setattr__(desk, "surveys", replace(desk.surveys, catalogue=forms))
        object.__setattr__(desk, "survey_papers", replace(desk.survey_papers, catalogue=forms))
        yield here


def opened(here: Room) -> SurveysPage:
    page = here.open("S001", "surveys")
    assert isinstance(page, SurveysPage)
    return page


def made(here: Room) -> Survey:
    survey = here.desk.surveys.open(WHO)
    for ref, value in (
        (f"{VISIT}/met", "王店主"),
        (f"{VISIT}/premises", "owned"),
        (f"{VISIT}/staff", "12"),
        (f"{SALES}/stated", "120000"),
        (f"{VISIT}/remarks", "一切正常"),
        (f"{CLOSING}/opinion", OPINION),
    ):
        survey.answer(ref, value)
    for problem in survey.run.problems(complete=True):
        survey.answer(problem.ref, "x")
    return survey.finalise()


def told(where: QWidget) -> list[str]:
    return [fact.accessibleName() for fact in where.findChildren(Fact)]


def press(where: QWidget, name: str) -> None:
    found = [b for b in where.findChildren(QPushButton) if name in (b.accessibleName(), b.text())]
    found[0].click()


def dialog_of(here: Room, page: SurveysPage) -> ActDialog:
    """It opens once what it shows has been read."""
    here.wait(lambda: page.findChildren(ActDialog))
    return page.findChildren(ActDialog)[-1]


def test_an_empty_tab_says_what_would_be_here_and_begins_it(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        page = opened(here)
        assert page.none.isVisible() and page.none.button is not None
        assert nameless(here.screen) == []
        page.none.button.click()
        here.wait(lambda: here.said.opened)
        (draft,) = here.desk.surveys.drafts(WHO)
        assert here.said.opened == [f"survey {draft.id}"]


def test_what_was_begun_is_gone_on_with_or_thrown_away_after_a_question(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        draft = here.desk.surveys.open(WHO)
        page = opened(here)
        assert any("Being filled in" in text for text in told(page.now))
        page.begin()
        assert here.said.opened == [f"survey {draft.id}"], "a second visit is not begun beside it"
        press(page.now, "Throw away… Visit: Shop with workshop")
        question = page.window().findChild(Question)
        assert isinstance(question, Question)
        question.yes.click()
        here.wait(lambda: here.desk.surveys.drafts(WHO) == ())
        here.wait(lambda: page.none.isVisible())


def test_a_published_form_stands_in_the_list_by_its_own_title(qtbot: QtBot, tmp_path: Path) -> None:
    data = form(["text", "a", "A"], settings=[["form_title", "form_id"], ["摊位 <b>走访</b>", "stall_visit"]])
    kept = form_to_publish(data, "stalls.xlsx", {}, "stalls")
    with office(qtbot, tmp_path) as here:
        catalogue = Forms(tmp_path / "forms", lambda: [kept.form], lambda package: kept.body)
        object.__setattr__(here.desk, "surveys", replace(here.desk.surveys, catalogue=catalogue))
        page = opened(here)
        names = [page.form.itemText(place) for place in range(page.form.count())]
        assert names[0] == "Visit: Shop with workshop" and names.count("摊位 <b>走访</b>") == 1
        page.form.setCurrentIndex(names.index("摊位 <b>走访</b>"))
        page.start.click()
        here.wait(lambda: here.said.opened)
        (draft,) = here.desk.surveys.drafts(WHO)
        assert draft.form_id == "stalls"
        here.screen.on_changes(Changes(frozenset({WHO}), frozenset({"draft"})))
        here.wait(lambda: any("摊位 <b>走访</b>" in text for text in told(page.now)))


def test_a_planned_visit_is_told_with_its_day_and_started_with_its_form(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        page = opened(here)
        due = BUSINESS_DAY - timedelta(days=1)
        visit = Visit("v1", WHO, "c1", "秋季走访", "Autumn visits", "exporter", "officer-1", due, due)
        view = here.desk.files.open(WHO)
        planned = replace(view, file=replace(view.file, visits=(visit,)))
        assert isinstance(planned, FileView) and isinstance(planned.file, ApplicantFile)
        page.show_view(planned)
        here.wait(lambda: any("Overdue" in text for text in told(page.now)))
        press(page.now, "Start Autumn visits")
        here.wait(lambda: here.said.opened)
        (draft,) = here.desk.surveys.drafts(WHO)
        assert (draft.form_id, draft.visit) == ("exporter", "v1")


def test_a_finished_survey_shows_what_it_found(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        made(here)
        page = opened(here)
        assert page.chosen is not None and page.chosen.standing is SurveyStanding.TO_REVIEW
        assert any(OPINION in text for text in told(page.detail.said))
        assert any("Sales a month, as stated, 120,000" in text for text in told(page.detail.figures))
        assert not page.review.isEnabled() and "supervisor" in page.why_not.text()
        assert nameless(here.screen) == []


def test_a_correction_is_begun_with_a_reason_and_the_answers_of_before(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        survey = made(here)
        page = opened(here)
        page.correct.click()
        dialog = dialog_of(here, page)
        dialog.save.click()
        here.wait(lambda: dialog.notice.text())
        assert here.desk.surveys.drafts(WHO) == (), "without a reason nothing is begun"
        dialog.findChildren(QLineEdit)[0].setText("人数点错了")
        dialog.save.click()
        here.wait(lambda: here.said.opened)
        (draft,) = here.desk.surveys.drafts(WHO)
        assert (draft.corrects, draft.reason) == (survey.id, "人数点错了")
        assert here.desk.surveys.reopen(draft.id).run.value(f"{VISIT}/staff") == "12"


def test_a_supervisor_asks_again_with_a_reason_and_it_stands_there(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        made(here)
    with office(qtbot, tmp_path, officer=SUPERVISOR) as here:
        page = opened(here)
        assert page.review.isEnabled()
        page.review.click()
        dialog = dialog_of(here, page)
        verdict = dialog.findChildren(QComboBox)[0]
        verdict.setCurrentIndex(verdict.findText("Ask again"))
        dialog.save.click()
        here.wait(lambda: dialog.notice.text())
        dialog.fields[1].control.setPlainText("请补货架照片")  # type: ignore[attr-defined]
        dialog.save.click()
        here.wait(lambda: page.chosen is not None and page.chosen.standing is SurveyStanding.ASKED_AGAIN)
        assert any("请补货架照片" in text for text in told(page.detail.said))
        assert any("请补货架照片" in text for text in told(page.now)), "it is to do again"
        (correct,) = (one for one in page.now.findChildren(QPushButton) if one.text() == "Correct…")
        correct.click()
        dialog = dialog_of(here, page)
        dialog.findChildren(QLineEdit)[0].setText("补照片")
        dialog.save.click()
        here.wait(lambda: here.said.opened)
        here.wait(lambda: any("Being filled in" in text for text in told(page.now)))
        assert not any("请补货架照片" in text for text in told(page.now))


def test_the_report_is_seen_before_it_is_issued_once(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[str] = []
    monkeypatch.setattr(
        "ui.widgets.paper_acts.PaperActs.choose_where_to_save", lambda _, __, ___, name: saved.append(name)
    )
    with office(qtbot, tmp_path) as here:
        made(here)
        page = opened(here)
        page.report.click()
        dialog = page.findChildren(ReportDialog)[-1]
        here.wait(lambda: dialog.paper.page_total() > 0)
        assert here.desk.cases.letters() == (), "looking costs no number"
        dialog.save.click()
        here.wait(lambda: len(saved) == 1)
        dialog.save.click()
        assert len(saved) == 2 and len(here.desk.cases.letters()) == 1
        dialog.accept()


def test_answers_go_out_as_a_file_that_says_what_is_not_here(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        page = opened(here)
        exports = page.exports
        assert isinstance(exports, SurveyExports)
        exports.save(tmp_path / "s.json", SurveyExport(b"{}", (), NOTHING))
        here.wait(lambda: (tmp_path / "s.json").exists() and here.said.words)
        exports.save(tmp_path / "s.zip", SurveyExport(b"PK", ("shelf-3.jpg",), NOTHING))
        here.wait(lambda: len(here.said.words) == 2)
        assert "shelf-3.jpg" in here.said.words[1]


def test_answers_are_handed_on_only_to_somebody_who_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        made(here)
        page = opened(here)
        page.export.click()
        dialog = dialog_of(here, page)
        dialog.save.click()
        here.wait(lambda: dialog.notice.text())
        assert dialog.isVisible()
        dialog.cancel.click()


def test_edits_and_files_are_called_as_the_form_calls_them_and_pictures_are_looked_at(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with office(qtbot, tmp_path) as here:
        survey = here.desk.surveys.open(WHO)
        survey.answer(f"{VISIT}/premises", "rented")
        png = photo_at(tmp_path / "sign.png").read_bytes()
        survey.attach(f"{EVIDENCE}/signed", AttachmentKind.SIGNATURE, png, "image/png")
        signed = made(here)
        page = opened(here)
        here.wait(lambda: any("Premises: Rented → Owned" in text for text in told(page.detail.edits)))
        look = page.detail.files.findChild(QPushButton)
        assert isinstance(look, QPushButton) and look.accessibleName() == "Look at it: The owner's signature"
        look.click()
        dialog = page.findChildren(PictureDialog)[-1]
        here.wait(lambda: not dialog.picture.pixmap().isNull())
        dialog.accept()

        elsewhere = replace(signed.attachments[0], sha256="ab" * 32)
        page.detail.looked_at.emit(elsewhere, "Signature", "")
        dialog = page.findChildren(PictureDialog)[-1]
        here.wait(lambda: dialog.notice.text())
        assert dialog.picture.pixmap().isNull(), "it is not here, and the hub does not answer"
        dialog.accept()


def test_each_file_is_offered_the_form_for_its_own_kind_of_shop(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S002", "S011") as here:
        proposed = {}
        for source_id in ("S002", "S011", "S002"):
            page = here.open(source_id, "surveys")
            assert isinstance(page, SurveysPage)
            here.wait(lambda page=page: page.form.count())
            proposed[source_id] = page.form.currentData()
        assert proposed == {"S002": "reseller", "S011": "manufacturer"}
