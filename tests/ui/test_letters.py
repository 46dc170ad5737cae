"""Where is the paper? The archive shows, saves, prints and verifies the very bytes that were issued."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from tests.ui.windows import HUB_IS_DOWN, PATIENCE_MS, Office, office
from ui.printing import a4_printer, dpi_of, pages_for_print
from ui.screens.applicant.facts import Fact
from ui.screens.letters import LettersScreen
from ui.screens.letters.dialogs import CodeDialog, VoidDialog
from ui.screens.letters.many import ManyPapers
from workstation.domain.lending import Outcome
from workstation.domain.records import LetterRecord
from workstation.letters import SignedBy, Signing, verification_code
from workstation.letters.pages import page_count
from workstation.services.letters import Letters
from workstation.services.values import Issued, Verified


def issue(here: Office, source_id: str = "S001") -> Issued:
    """An approval and its letter, as the officer would make them."""
    appraisal = here.desk.appraisals.appraise(f"sample:{source_id}")
    offer = appraisal.proposal.offer
    assert offer is not None
    preview = here.desk.appraisals.try_offer(appraisal, offer.amount, offer.months, offer.method)
    decided = here.desk.decisions.decide(appraisal, Outcome.APPROVE, preview)
    return here.desk.letters.issue(decided.decision_id)


def letters(here: Office) -> LettersScreen:
    screen = here.open("letters")
    assert isinstance(screen, LettersScreen)
    return screen


def test_no_letters_yet_says_how_one_comes_about(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        screen = letters(here)
        assert screen.empty.isVisible() and screen.empty.accessibleName() == "No letters yet"
        assert not screen.save.isEnabled() and screen.verify.isEnabled()


def test_an_issued_letter_is_shown_as_it_prints(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        issued = issue(here)
        screen = letters(here)
        here.wait(lambda: screen.paper.page_total() == issued.record.pages)
        assert [letter.name for letter in screen.model.rows()] == ["欧阳𬭸"]
        assert screen.model.index(0, 0).data() == issued.record.number
        assert screen.save.isEnabled() and screen.print.isEnabled()


def test_every_paper_has_its_name_in_the_archive_and_in_the_trail(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        issue(here)
        here.desk.papers.issue("grade_sheet", "sample:S001")
        screen = letters(here)
        assert [screen.model.index(row, 2).data() for row in (0, 1)] == [
            "Grade and How to Improve It",
            "Credit Approval Letter",
        ]
        for width in (560, 900):
            screen.table.resize(width, 300)
            assert not screen.table.isColumnHidden(2)
        here.view.open_applicant("sample:S001", "trail")
        here.rest()
        page = here.view.screen("applicant").page("trail")
        told = [fact.accessibleName() for fact in page.findChildren(Fact)]
        for name in ("Grade and How to Improve It", "Credit Approval Letter"):
            assert any(text.startswith(name) for text in told)


def test_saving_gives_the_archived_bytes(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        issued = issue(here)
        screen = letters(here)
        here.wait(lambda: screen.paper.page_total())
        screen.save_as(tmp_path / "copy.pdf")
        here.rest()
        assert (tmp_path / "copy.pdf").read_bytes() == issued.pdf
        assert here.view.messages.text().startswith("Saved as ")


def test_a_folder_that_takes_no_file_is_said_in_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("no folder")
    with office(qtbot, tmp_path, "S001") as here:
        issue(here)
        screen = letters(here)
        here.wait(lambda: screen.paper.page_total())
        screen.save_as(tmp_path / "a file" / "copy.pdf")
        here.rest()
        assert screen.notice.text().startswith("The letter was not saved")


def test_a_genuine_paper_is_confirmed_and_a_changed_one_is_not(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        issued = issue(here)
        good, bad, half = (tmp_path / name for name in ("good.pdf", "bad.pdf", "half.pdf"))
        good.write_bytes(issued.pdf)
        bad.write_bytes(issued.pdf.replace(b"%PDF-1", b"%PDF-1", 1)[:-8] + b"\n%%EOF\n\n")
        half.write_bytes(issued.pdf[: len(issued.pdf) // 2])
        screen = letters(here)
        here.rest()
        screen.verify_file(good)
        here.rest()
        assert screen.notice.text() == f"good.pdf is genuine: letter {issued.record.number} to 欧阳𬭸."
        screen.verify_file(bad)
        here.rest()
        assert "is not the file that was issued" in screen.notice.text()
        screen.verify_file(half)
        here.rest()
        assert screen.notice.text().startswith("This file is not a whole PDF")


def test_printing_puts_every_page_on_a_sheet_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        issued = issue(here)
        screen = letters(here)
        here.wait(lambda: screen.paper.page_total())
        printer = a4_printer(issued.record.number)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "print.pdf"))
        screen.print_on(printer)
        here.rest()
        assert here.view.messages.text() == f"Sent to the printer. Pages: {issued.record.pages}."
    assert page_count((tmp_path / "print.pdf").read_bytes()) == issued.record.pages


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        issue(here)
        screen = letters(here)
        here.wait(lambda: screen.paper.page_total())
        printer = a4_printer("letter")
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "no such folder" / "print.pdf"))
        screen.print_on(printer)
        here.rest()
        assert screen.notice.text().startswith("The printer did not take the letter")


def test_pages_are_rendered_as_fine_as_the_printer_prints_within_limits(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        issued = issue(here)
        here.rest()
    printer = a4_printer("letter")
    printer.setResolution(1200)
    assert dpi_of(printer) == 300
    coarse, fine = (pages_for_print(issued.pdf, dpi, 1, 1)[0] for dpi in (100, 200))
    assert abs(fine.width - 2 * coarse.width) <= 2


def test_the_archive_leads_to_the_file(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        issue(here)
        screen = letters(here)
        here.rest()
        screen.open_file.click()
        here.rest()
        assert here.view.here is not None
        assert (here.view.here.applicant_id, here.view.here.tab) == ("sample:S001", "trail")


def test_a_voided_letter_says_so_in_the_list_and_when_it_is_verified(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        issued = issue(here)
        paper = tmp_path / "paper.pdf"
        paper.write_bytes(issued.pdf)
        screen = letters(here)
        here.wait(lambda: screen.paper.page_total())
        screen.void_chosen()
        (dialog,) = screen.window().findChildren(VoidDialog)
        assert not dialog.save.isEnabled(), "a void needs a reason"
        dialog.line.setText("客户姓名有误")
        dialog.save.click()
        here.rest()
        assert here.view.messages.text().startswith(f"Letter {issued.record.number} is void.")
        assert screen.model.index(0, 5).data() == "Void"
        assert not screen.void.isEnabled()
        screen.verify_file(paper)
        here.rest()
        assert screen.notice.text().startswith("paper.pdf is genuine")
        assert screen.notice.more() == "It is void: 客户姓名有误"


def test_a_refused_void_keeps_its_reason(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        number = issue(here).record.number
        screen = letters(here)
        here.rest()
        screen.void_chosen()
        (dialog,) = screen.window().findChildren(VoidDialog)
        dialog.line.setText("客户姓名有误")
        here.desk.letters.void(number, "a colleague was faster")
        dialog.save.click()
        here.rest()
        assert dialog.isVisible() and dialog.line.text() == "客户姓名有误"
        assert "was voided before" in dialog.notice.text()
        dialog.cancel.click()


def test_a_code_is_typed_and_entered(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        record = issue(here).record
        screen = letters(here)
        here.rest()
        screen.ask_for_code()
        (dialog,) = screen.window().findChildren(CodeDialog)
        here.press(dialog.line, Qt.Key.Key_Return)
        assert dialog.isVisible(), "there is no code yet"
        dialog.line.setText(verification_code(record.number, record.content_sha256, None))
        here.press(dialog.line, Qt.Key.Key_Return)
        here.rest()
        assert f"letter {record.number} to 欧阳𬭸" in screen.notice.text()


def test_a_voided_letter_stays_the_chosen_one(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001", "S002") as here:
        older = issue(here, "S001").record
        issue(here, "S002")
        screen = letters(here)
        screen.table.choose(1)
        here.rest()
        here.desk.letters.void(older.number, "客户姓名有误")
        here.wait(lambda: screen.model.index(1, 5).data() == "Void")
        assert [record.number for record in screen.chosen_records()] == [older.number]
        assert not screen.void.isEnabled()
        issue(here, "S001")
        here.wait(lambda: screen.model.rowCount() == 3)
        assert [record.number for record in screen.chosen_records()] == [older.number]


def test_a_code_off_a_paper_is_checked(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        record = issue(here).record
        screen = letters(here)
        here.rest()
        screen.verify_code(verification_code(record.number, record.content_sha256, None))
        here.rest()
        assert f"letter {record.number} to 欧阳𬭸" in screen.notice.text()
        screen.verify_code(verification_code(record.number, "0" * 64, None))
        here.rest()
        assert "says something else" in screen.notice.text()


def test_several_letters_are_saved_and_printed_together(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001", "S002") as here:
        issued = [issue(here, seller) for seller in ("S001", "S002")]
        screen = letters(here)
        here.wait(lambda: screen.paper.page_total())
        screen.table.selectAll()
        records = screen.chosen_records()
        assert {record.number for record in records} == {one.record.number for one in issued}
        screen.many.save_all(records, tmp_path)
        here.rest()
        for one in issued:
            assert (tmp_path / f"{one.record.number}.pdf").read_bytes() == one.pdf
        assert here.view.messages.text().startswith("Saved into ")
        printer = a4_printer("letters")
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "print.pdf"))
        screen.many.print_all(records, printer)
        here.rest()
        assert here.view.messages.text() == "Sent to the printer: 2 letters"
    assert page_count((tmp_path / "print.pdf").read_bytes()) == sum(one.record.pages for one in issued)


def test_a_folder_that_takes_no_letters_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("no folder")
    with office(qtbot, tmp_path, "S001") as here:
        issued = issue(here)
        screen = letters(here)
        here.wait(lambda: screen.paper.page_total())
        screen.many.save_all([issued.record], tmp_path / "a file")
        here.rest()
        assert screen.notice.text().startswith("The letter was not saved")
        assert not screen.many.isVisible()


def test_a_letter_that_cannot_be_saved_does_not_hold_up_the_rest(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001", "S002") as here:
        for seller in ("S001", "S002"):
            issue(here, seller)
        screen = letters(here)
        here.wait(lambda: screen.paper.page_total())
        screen.table.selectAll()
        first, second = screen.chosen_records()
        (tmp_path / f"{first.number}.pdf").mkdir()
        screen.many.save_all([first, second], tmp_path)
        here.rest()
        assert (tmp_path / f"{second.number}.pdf").is_file()
        assert here.view.messages.text().endswith(f": 1 letters · Not saved: {first.number}")


def print_to(file: Path) -> QPrinter:
    printer = a4_printer("letters")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def test_papers_are_printed_one_after_the_other_and_stopped_between_two(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001", "S002") as here:
        issued = {one.record.id: one for one in (issue(here, "S001"), issue(here, "S002"))}
        first, second = (one.record for one in issued.values())
        go_on = threading.Event()

        def bytes_of(record: LetterRecord) -> bytes:
            if record is second:
                go_on.wait(PATIENCE_MS / 1000)
            return issued[record.id].pdf

        said: list[str] = []
        many = ManyPapers(here.window.tasks, bytes_of, here.window)
        many.finished.connect(said.append)
        try:
            many.print_all([first, second], print_to(tmp_path / "stopped.pdf"))
            here.wait(lambda: many.findChild(QProgressBar).value() == 1)
            many.progress.stop.click()
        finally:
            go_on.set()
        here.rest()
        assert said == ["Sent to the printer: 1 letters"]
    assert page_count((tmp_path / "stopped.pdf").read_bytes()) == first.pages


def test_a_letter_that_cannot_be_printed_does_not_hold_up_the_rest(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001", "S002") as here:
        lost, there = (issue(here, seller) for seller in ("S001", "S002"))

        def bytes_of(record: LetterRecord) -> bytes:
            if record is lost.record:
                raise HUB_IS_DOWN
            return there.pdf

        said: list[str] = []
        errors: list[BaseException] = []
        many = ManyPapers(here.window.tasks, bytes_of, here.window)
        many.finished.connect(said.append)
        many.failed.connect(errors.append)
        many.print_all([lost.record, there.record], print_to(tmp_path / "print.pdf"))
        here.rest()
        assert said == [f"Sent to the printer: 1 letters · Not printed: {lost.record.number}"]
        many.print_all([lost.record], print_to(tmp_path / "none.pdf"))
        here.rest()
        assert (errors, many.isHidden()) == ([HUB_IS_DOWN], True)
    assert page_count((tmp_path / "print.pdf").read_bytes()) == there.record.pages
    assert not (tmp_path / "none.pdf").exists()


@pytest.mark.parametrize(
    ("signing", "tone", "said"),
    [
        (Signing.NONE, "good", ""),
        (Signing.KNOWN, "good", "Signed by workstation 柜台一号 of zhou."),
        (Signing.UNKNOWN, "warn", "Its signature is of 柜台一号, whom the hub has not named here."),
        (Signing.BROKEN, "bad", "Its electronic signature does not fit the file."),
        (Signing.LOCKED_OUT, "bad", "It was signed after workstation 柜台一号 of zhou was locked out."),
    ],
)
def test_a_verdict_says_whose_signature_it_is(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signing: Signing, tone: str, said: str
) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        issued = issue(here)
        paper = tmp_path / "paper.pdf"
        paper.write_bytes(issued.pdf)
        verify = Letters.verify

        def verified(letters: Letters, pdf: bytes) -> Verified:
            return replace(verify(letters, pdf), confirmed=True, signed=SignedBy(signing, "柜台一号", "zhou"))

        monkeypatch.setattr(Letters, "verify", verified)
        screen = letters(here)
        shown: list[tuple[str, ...]] = []
        monkeypatch.setattr(screen.notice, "show_notice", lambda *words: shown.append(words))
        screen.verify_file(paper)
        here.rest()
        assert [(words[0], words[2]) for words in shown if len(words) > 2] == [(tone, said)]
