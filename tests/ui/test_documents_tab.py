"""The tab "Documents": what was signed, checked and shown, taken down in its place, and a paper issued."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.applicants import Room, room
from ui.screens.act_dialog import ActDialog
from ui.screens.applicant.documents import DocumentsPage
from ui.screens.applicant.facts import Fact
from workstation.domain.file_papers import ConsentScope, PartyRole
from workstation.domain.records import ApplicantFile

WHO = "sample:S001"


def opened(here: Room) -> DocumentsPage:
    page = here.open("S001", "documents")
    assert isinstance(page, DocumentsPage)
    return page


def told(section: QWidget) -> list[str]:
    return [fact.accessibleName() for fact in section.findChildren(Fact)]


def press(section: QWidget, name: str) -> None:
    """Press the button that is called so for whoever hears the screen."""
    found = [b for b in section.findChildren(QPushButton) if name in (b.accessibleName(), b.text())]
    found[0].click()


def dialog_of(page: DocumentsPage) -> ActDialog:
    return page.findChildren(ActDialog)[-1]


def file_of(here: Room) -> ApplicantFile:
    return here.desk.cases.applicant_file(WHO, ledgers=False)


def test_an_authorisation_is_taken_down_and_taken_back(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here)
        before = len(told(page.consents))
        page.take.click()
        focused = dialog_of(page).focusWidget()
        assert isinstance(focused, QCheckBox) and focused.isChecked(), "the keys start at the first box"
        dialog_of(page).save.click()
        here.wait(lambda: len(told(page.consents)) == before + 1)
        (taken,) = [c for c in file_of(here).consents if c.taken_by == here.desk.officer.id]
        assert taken.scopes == (ConsentScope.DATA,)
        page.acts.withdraw(here.desk.files.open(WHO), taken.id)
        dialog_of(page).save.click()
        here.wait(lambda: any("Withdrawn" in text for text in told(page.consents)))
        assert next(c for c in file_of(here).consents if c.id == taken.id).withdrawn_on is not None


def test_a_check_says_how_it_was_made_before_it_counts(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here)
        assert any(text.startswith("Missing, Met in person") for text in told(page.identity))
        press(page.identity, "Check… Met in person")
        dialog = dialog_of(page)
        dialog.save.click()
        here.wait(lambda: dialog.notice.text())
        assert file_of(here).identity_checks == ()
        dialog.findChildren(QLineEdit)[-1].setText("seen at the shop")
        dialog.save.click()
        here.wait(lambda: any(text.startswith("Done, Met in person") for text in told(page.identity)))
        assert any("seen at the shop" in text for text in told(page.identity))


def test_who_stands_beside_the_applicant_opens_a_file_of_their_own(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001", "S006") as here:
        page = opened(here)
        assert told(page.parties) == []
        here.desk.people.record_party(WHO, PartyRole.RELATED_FIRM, "海风商行", ref="sample:S006")
        here.wait(lambda: told(page.parties))
        press(page.parties, "Open file 海风商行")
        assert here.said.opened == ["sample:S006/overview"]


def test_a_scan_that_is_none_is_refused_and_a_real_one_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here)
        wrong, right = tmp_path / "wrong.pdf", tmp_path / "licence.pdf"
        wrong.write_bytes(b"no scan at all")
        right.write_bytes(here.desk.papers.draft("authorisation", WHO))
        page.acts.describe_scan(here.desk.files.open(WHO), wrong)
        refused = dialog_of(page)
        refused.save.click()
        here.wait(lambda: refused.notice.text())
        assert file_of(here).documents == ()
        refused.cancel.click()
        page.acts.describe_scan(here.desk.files.open(WHO), right)
        dialog_of(page).save.click()
        here.wait(lambda: any("licence" in text for text in told(page.documents)))


def test_an_authorisation_paper_is_issued_and_says_its_number(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here)
        page.paper.setCurrentIndex(page.paper.findData("authorisation:"))
        assert page.paper.currentIndex() >= 0
        page.issue.click()
        here.wait(lambda: page.notice.text())
        (record,) = [r for r in here.desk.cases.letters() if r.kind == "authorisation"]
        assert record.number in page.notice.text()
        assert page.issue.isEnabled()
