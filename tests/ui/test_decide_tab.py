"""Deciding: an offer that answers every key, a question asked once, and a letter at the end."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import desks
from tests.ui.applicants import PATIENCE_MS, Room, room
from ui.screens.decide.page import DecidePage
from ui.screens.decide.terms import caps_for, differs
from ui.translation import speak
from ui.widgets.dialogs import Question
from workstation.codec import encode
from workstation.domain.lending import Decision, Outcome, RepaymentMethod
from workstation.domain.records import Note, Reservation
from workstation.ports import FilePart, RecordPut
from workstation.services.letters import Letters


def opened(here: Room, source_id: str) -> DecidePage:
    page = here.open(source_id, "decide")
    assert isinstance(page, DecidePage)
    return page


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def type_amount(here: Room, page: DecidePage, text: str) -> None:
    """Type an amount and wait for the offer that belongs to it."""
    page.form.amount.setText(text)
    page.form.amount.textEdited.emit(text)
    here.wait(lambda: page.preview is not None)


def say_yes(here: Room, page: DecidePage) -> None:
    page.decide.click()
    question = here.screen.window().findChild(Question)
    assert question.cancel.isDefault(), "Cancel is what Enter does"
    question.yes.click()


def decisions(here: Room, source_id: str) -> list[Decision]:
    return [kept.decision for kept in here.desk.cases.decisions(f"sample:{source_id}")]


def test_what_is_reserved_is_said_beside_what_is_proposed(qtbot: QtBot, tmp_path: Path) -> None:
    held = Reservation(desks.OFFICER.id, "sample:S006", 5_000_000, date(2026, 12, 4))
    with room(qtbot, tmp_path, "S006") as here:
        put = RecordPut("reservation", held.id, 1, 1_000_000, encode(held))
        here.desk.sync.store.store_parts([FilePart(held.applicant_id, [put], {}, 1_000_000)])
        page = opened(here, "S006")
        assert "50,000.00 yuan are reserved for you until 2026-12-04." in words_of(page)
        speak("zh")
        here.wait(lambda: "已为您预留 50,000.00 元，有效至 2026-12-04。" in words_of(page))


def test_the_form_starts_from_what_is_proposed(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S006") as here:
        page = opened(here, "S006")
        here.wait(lambda: page.preview is not None)
        proposal = here.desk.appraisals.appraise("sample:S006").proposal
        assert page.form.chosen_outcome() is Outcome.COUNTER
        assert proposal.offer is not None
        assert page.form.amount.fen() == proposal.offer.amount
        assert page.offer.schedule.rows_model.rowCount() == 12
        assert page.decide.isEnabled()


def test_too_much_is_forbidden_in_its_place_and_cannot_be_decided(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S006") as here:
        page = opened(here, "S006")
        here.wait(lambda: page.preview is not None)
        type_amount(here, page, "12万")
        assert any("above the capacity" in text for text in page.offer.findings())
        assert not page.decide.isEnabled()
        type_amount(here, page, "2万")
        assert page.offer.findings() == []
        assert page.decide.isEnabled()


def test_the_amount_says_whether_it_is_an_approval_or_a_counter_offer(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here, "S001")
        here.wait(lambda: page.preview is not None)
        assert page.form.chosen_outcome() is Outcome.APPROVE
        type_amount(here, page, "9,000")
        assert page.form.chosen_outcome() is Outcome.COUNTER
        type_amount(here, page, "10000.00")
        assert page.form.chosen_outcome() is Outcome.APPROVE


def test_what_is_no_amount_is_said_below_the_field(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here, "S001")
        page.form.amount.setText("ten")
        page.form.amount.textEdited.emit("ten")
        assert page.form.amount.accessibleDescription().startswith("Not an amount")
        assert not page.decide.isEnabled()


def test_the_letter_beside_is_drawn_for_the_offer_at_hand(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here, "S001")
        here.wait(lambda: page.paper.paper.page_total() >= 2)
        assert "draft" in [child.accessibleName() for child in page.paper.findChildren(QWidget)]


def test_a_decision_is_asked_once_saved_and_then_its_letter_issued(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here, "S001")
        here.wait(lambda: page.decide.isEnabled())
        say_yes(here, page)
        here.wait(lambda: page.standing.issue.isVisible())
        assert [one.outcome for one in decisions(here, "S001")] == [Outcome.APPROVE]
        assert page.standing.state.mark().text == "saved on this device, waiting for the hub"
        page.standing.issue.click()
        here.wait(lambda: page.paper.paper.page_total() >= 2)
        number = here.desk.letters.archive()[0].number
        assert page.standing.letter.text().startswith(f"Letter {number}")
        page.paper.save(tmp_path / "letter.pdf")
        here.wait(lambda: "Saved: letter.pdf" in here.said.words)
        here.desk.letters.verify((tmp_path / "letter.pdf").read_bytes())
        overview = here.open("S001", "overview")
        here.wait(lambda: "waiting for the hub" in words_of(overview))


def test_a_draft_that_comes_late_is_not_shown_for_the_letter(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go_on, draft = threading.Event(), threading.Event(), Letters.draft

    def slow(*values: Any) -> bytes:
        asked.set()
        go_on.wait(PATIENCE_MS / 1000)
        return draft(*values)

    monkeypatch.setattr(Letters, "draft", slow)
    with room(qtbot, tmp_path, "S001") as here:
        try:
            page = opened(here, "S001")
            here.wait(asked.is_set)
            say_yes(here, page)
            here.wait(lambda: page.standing.issue.isVisible())
        finally:
            go_on.set()
        here.wait(lambda: not here.tasks.busy)
        assert page.paper.paper.page_total() == 0
        assert page.paper.empty.isVisible()


def test_another_paper_on_the_decision_does_not_stand_for_its_letter(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here, "S001")
        here.wait(lambda: page.decide.isEnabled())
        say_yes(here, page)
        here.wait(lambda: page.standing.issue.isVisible())
        here.desk.papers.issue("cost_sheet", "sample:S001")
        page = opened(here, "S001")
        here.wait(lambda: page.standing.isVisible() and not here.tasks.busy)
        assert page.standing.issue.isVisible() and not page.standing.save.isVisible()
        page.standing.issue.click()
        here.wait(lambda: page.standing.save.isVisible())
        (letter,) = [one for one in here.desk.letters.archive() if one.kind == "approval"]
        assert page.standing.letter.text().startswith(f"Letter {letter.number}")
        here.desk.letters.void(letter.number, "wrong name")
        here.wait(lambda: page.standing.issue.isVisible() and not page.standing.save.isVisible())


def test_cancel_decides_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here, "S001")
        here.wait(lambda: page.decide.isEnabled())
        page.decide.click()
        here.screen.window().findChild(Question).cancel.click()
        assert decisions(here, "S001") == []


def test_a_decision_that_differs_needs_its_reason_written_down(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here, "S001")
        page.form.outcome.choose(Outcome.DECLINE)
        page.form.outcome.chosen.emit(Outcome.DECLINE)
        assert page.form.reason.isVisible()
        assert not page.decide.isEnabled()
        page.form.reason.setPlainText("店主不愿提供仓库地址")
        here.wait(lambda: page.decide.isEnabled())
        say_yes(here, page)
        here.wait(lambda: decisions(here, "S001"))
        (made,) = decisions(here, "S001")
        assert (made.outcome, made.override_reason) == (Outcome.DECLINE, "店主不愿提供仓库地址")
        here.wait(lambda: "Reason: 店主不愿提供仓库地址" in words_of(page.standing))


def test_a_refusal_is_told_in_the_words_the_applicant_hears(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S015") as here:
        page = opened(here, "S015")
        assert page.form.chosen_outcome() is Outcome.DECLINE
        assert not page.form.offer.isVisible()
        assert "do not meet this product's requirements" in words_of(page.told)
        assert page.decide.isEnabled()


def test_a_file_that_changed_meanwhile_is_not_decided_upon(qtbot: QtBot, tmp_path: Path) -> None:
    """The hub brings a newer version of the applicant while the officer looks at the old one."""
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here, "S001")
        here.wait(lambda: page.decide.isEnabled())
        newer = desks.part_of(replace_phone("S001"))
        parts = replace(newer, records=[replace(put, version=2, seq=put.seq + 100) for put in newer.records])
        here.desk.sync.store.store_parts([parts])
        say_yes(here, page)
        here.wait(lambda: page.notice.text())
        assert "changed since it was assessed" in page.notice.text()
        assert page.notice.button.text() == "Assess again"
        page.notice.button.click()
        here.wait(lambda: page.face == "body" and page.decide.isEnabled())
        say_yes(here, page)
        here.wait(lambda: decisions(here, "S001"))


def replace_phone(source_id: str) -> desks.SampleSeller:
    seller = desks.sample()[source_id]
    return replace(seller, applicant=replace(seller.applicant, phone="100-0000-9999"))


def test_no_letter_numbers_left_is_said_beside_the_decision(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        for _ in range(20):
            here.desk.acts.next_letter_number()
        page = opened(here, "S001")
        here.wait(lambda: page.decide.isEnabled())
        say_yes(here, page)
        here.wait(lambda: page.standing.issue.isVisible())
        page.standing.issue.click()
        here.wait(lambda: page.notice.text())
        assert page.standing.issue.isEnabled(), "after a sync it can be tried again"


@pytest.mark.parametrize(
    ("proposed", "chosen", "reason_needed"),
    [
        (Outcome.APPROVE, Outcome.COUNTER, False),
        (Outcome.COUNTER, Outcome.APPROVE, False),
        (Outcome.REFER, Outcome.REFER, False),
        (Outcome.DECLINE, Outcome.APPROVE, True),
        (Outcome.APPROVE, Outcome.REFER, True),
    ],
)
def test_lending_more_or_less_is_no_override_but_not_lending_is(
    proposed: Outcome, chosen: Outcome, reason_needed: bool
) -> None:
    assert differs(proposed, chosen) is reason_needed


def test_the_cap_beside_the_cost_is_the_one_the_rules_hold() -> None:
    caps = caps_for(desks.rules(), "credit", desks.BUSINESS_DAY)
    assert [(cap.percent, cap.nominal) for cap in caps] == [(24.0, True)]


def test_notes_and_decisions_share_one_trail(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        here.desk.files.add_note("sample:S001", "电话已核实")
        page = opened(here, "S001")
        here.wait(lambda: page.decide.isEnabled())
        say_yes(here, page)
        here.wait(lambda: decisions(here, "S001"))
        trail = here.open("S001", "trail")
        here.wait(lambda: "电话已核实" in words_of(trail))
        note = here.desk.cases.applicant_file("sample:S001", ledgers=False).notes[0]
        assert isinstance(note, Note)


def test_the_price_is_shown_with_what_it_is_made_of(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S006") as here:
        page = opened(here, "S006")
        here.wait(lambda: page.preview is not None)
        preview = page.preview
        assert preview is not None
        assert preview.price is not None
        assert sum(part.amount for part in preview.price.parts) == preview.offer.schedule.total_interest
        told = page.offer.price.text()
        for name in ("funding", "expected loss", "cost", "return on capital", "margin", "floor"):
            assert name in told


def test_only_what_the_product_has_can_be_decided(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S006") as here:
        page = opened(here, "S006")
        here.wait(lambda: page.preview is not None)
        product = here.desk.appraisals.rules.product("credit")
        assert page.form.method.shown() == [m for m in RepaymentMethod if m in product.methods]
