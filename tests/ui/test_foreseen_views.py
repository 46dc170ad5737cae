"""What models foresee, in the real window: listed by itself, offered and answered from the preview."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.helpers.caches import part
from tests.helpers.following import draw
from tests.helpers.words_of_models import models_with
from tests.services.test_foreseen import WORDS
from tests.ui.applicants import room
from tests.ui.desks import BUSINESS_DAY, OFFICER, sample
from tests.ui.test_followed_views import cells, opened, row
from tests.ui.test_loans_tab import approve
from tests.ui.test_loans_tab import draw as draw_at
from tests.ui.test_loans_tab import opened as loans_of
from tests.ui.windows import Office, office
from ui.screens.act_dialog import ActDialog
from ui.screens.applicant.facts import Fact
from ui.screens.worklist import WorklistScreen
from ui.screens.worklist.why import why_mark
from ui.shell.foreseer import Foreseer
from ui.translation import speak
from ui.widgets.badge import Badge
from workstation.domain.inviting import Invitation, InvitationStep
from workstation.ports import WorklistView
from workstation.services.own_loans import US


def dialog(here: Office, screen: WorklistScreen) -> ActDialog:
    screen.preview.invite.click()
    here.rest()
    return screen.findChildren(ActDialog)[-1]


def test_that_the_models_are_there_is_said_once_however_often_they_look(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        foreseer, said = Foreseer(here.desk, here.window.tasks, here.window), list[bool]()
        foreseer.models_loaded.connect(lambda: said.append(True))
        for _ in range(2):
            foreseer.look()
            here.rest()
        assert said == [True]


def test_the_models_look_at_sign_in_and_a_seller_is_invited(qtbot: QtBot, tmp_path: Path) -> None:
    own = models_with(tmp_path / "models", *WORDS)
    with office(qtbot, tmp_path / "desk", "S001", "S013", own_models=own) as here:
        borrower = sample()["S013"].applicant
        lent = draw(borrower, BUSINESS_DAY - timedelta(days=20))
        here.desk.sync.store.store_parts([part(borrower.id, lent, seq=900)])
        here.view.foreseer.look()
        here.rest()
        (line,) = cells(opened(here, WorklistView.WARNED))
        assert line["How likely"] == "55 % in 60 days"
        screen = opened(here, WorklistView.NEEDS_MONEY)
        assert {line["How likely"] for line in cells(screen)} == {"60 % in 30 days"}
        if screen.preview.isHidden():
            screen.toggle_preview()
        screen.table.choose([r.source_id for r in screen.model.rows()].index("S001"))
        here.rest()
        assert screen.preview.invite.text() == "Invite to borrow"
        dialog(here, screen).save.click()
        here.rest()
        (course,) = here.desk.invitations.courses("sample:S001")
        assert course.first.amount > 0
        assert {line["How likely"] for line in cells(screen)} == {"60 % in 30 days", "Invited"}
        assert screen.preview.invite.text() == "Record the answer"
        answer = dialog(here, screen)
        answer.save.click()  # nothing says how it went
        here.rest()
        assert answer.notice.isVisible()
        answer.reject()
        here.view.open_applicant("sample:S001", "trail")
        here.rest()
        marks = [badge.mark().text for badge in here.view.findChildren(Badge)]
        assert "Invited to borrow" in marks
        until = BUSINESS_DAY + timedelta(days=30)
        assert f"holds until {until}" in told(here)
        screen = opened(here, WorklistView.NEEDS_MONEY)
        here.desk.invitations.record("sample:S001", InvitationStep.TAKEN, "愿意")
        here.rest()
        screen.refresh()
        here.rest()
        assert [r.source_id for r in screen.model.rows()] == ["S013"]


def told(here: Office) -> str:
    return "\n".join(label.text() for label in here.view.findChildren(QLabel))


def test_an_invitation_that_ran_out_says_so_in_the_trail(qtbot: QtBot, tmp_path: Path) -> None:
    day = BUSINESS_DAY - timedelta(days=40)
    invited = Invitation(
        "i1", "sample:S001", InvitationStep.INVITED, day, OFFICER.id, amount=500_000, product="credit",
        valid_until=day + timedelta(days=30),
    )  # fmt: skip
    with office(qtbot, tmp_path, "S001") as here:
        here.desk.sync.store.store_parts([part("sample:S001", invited, seq=900)])
        here.view.open_applicant("sample:S001", "trail")
        here.rest()
        assert f"lapsed on {BUSINESS_DAY - timedelta(days=10)} without an answer" in told(here)


def test_an_answer_of_the_same_day_stands_above_its_invitation(qtbot: QtBot, tmp_path: Path) -> None:
    invited = Invitation(
        "i1", "sample:S001", InvitationStep.INVITED, BUSINESS_DAY, OFFICER.id, amount=500_000,
        product="credit", valid_until=BUSINESS_DAY,
    )  # fmt: skip
    taken = replace(invited, id="i2", step=InvitationStep.TAKEN, continues="i1")
    with office(qtbot, tmp_path, "S001") as here:
        here.desk.sync.store.store_parts([part("sample:S001", invited, taken, seq=900)])
        here.view.open_applicant("sample:S001", "trail")
        here.rest()
        marks = [badge.mark().text for badge in here.view.current().findChildren(Badge)]
        assert marks.index("Wants to borrow") < marks.index("Invited to borrow")


def test_how_likely_it_is_stands_in_words(qapp: QApplication) -> None:
    speak("en")
    what = ("within.60", "odds.31", "feature.shop_refund_share")
    warned = why_mark(WorklistView.WARNED, row(WorklistView.WARNED, what=what))
    assert warned is not None
    assert (warned.text, warned.tone) == ("31 % in 60 days", "warn")
    told = row(WorklistView.NEEDS_MONEY, what=(*what, "contacted"))
    mark = why_mark(WorklistView.NEEDS_MONEY, told)
    assert mark is not None
    assert mark.text == "Contacted"


def test_a_warning_stands_above_the_loan_it_is_about(qtbot: QtBot, tmp_path: Path) -> None:
    own = models_with(tmp_path / "models", *WORDS)
    with room(qtbot, tmp_path / "desk", "S001", models=own) as here:
        loan = approve(here)
        here.desk.outlooks.refresh()
        page = loans_of(here)
        assert not page.warning.isVisible()  # approved, and nothing is out yet
        draw_at(here, loan)
        here.screen.reassess()
        here.wait(lambda: page.warning.isVisible())
        end = BUSINESS_DAY + timedelta(days=60)
        assert page.warning.text() == f"A model expects this loan to get worse by {end}: 55%"


def test_a_loan_known_by_its_record_is_owed_and_warned_of(qtbot: QtBot, tmp_path: Path) -> None:
    own = models_with(tmp_path / "models", *WORDS)
    with room(qtbot, tmp_path / "desk", "S030", models=own) as here:
        here.desk.outlooks.refresh()
        page = loans_of(here, "S030")
        here.wait(lambda: page.known.isVisible())
        assert not page.none.isVisible(), "it does not say that there is no loan"
        (fact,) = page.known.list.findChildren(Fact)
        assert fact.accessibleName() == "Drawn 2026-02-11, due 2027-02-11, principal 40,000.00, 24,000.00"
        assert page.known.warning.text().startswith("A model expects this loan to get worse by")


def test_a_loan_known_by_its_record_stays_in_view_beside_an_approval(qtbot: QtBot, tmp_path: Path) -> None:
    (owed,) = (loan for loan in sample()["S030"].loans if loan.lender == US)
    with room(qtbot, tmp_path, "S001") as here:
        approve(here)
        owed = replace(owed, id="elsewhere", applicant_id="sample:S001")
        here.desk.sync.store.store_parts([part("sample:S001", owed, seq=900)])
        page = loans_of(here)
        here.wait(lambda: page.own.isVisible())
        assert page.known.isVisible() and page.scroller.isAncestorOf(page.known)
        (fact,) = page.known.list.findChildren(Fact)
        assert fact.accessibleName().endswith("24,000.00")
