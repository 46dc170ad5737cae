"""What leaves the desk of a finished survey: its report, seen before it is issued, and its answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLineEdit, QWidget

from ui.screens.act_dialog import ActDialog, ActWords, Work
from ui.screens.screen import Navigator
from ui.tasks import Tasks
from ui.theme import tokens
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.on_screen import resize_on_screen
from ui.widgets.paper import PaperView
from ui.widgets.paper_acts import PaperActs, save_paper
from ui.widgets.pieces import button
from ui.widgets.trouble import said_error
from workstation.domain.surveying import StandingSurvey
from workstation.events import Changes
from workstation.services.survey_papers import SurveyExport, SurveyFormat

if TYPE_CHECKING:
    from workstation.services.desk import Desk
    from workstation.services.values import FileView, Issued

_WIDTH, _HEIGHT = 820, 860


class ReportDialog(QDialog):
    """The report as it will print. Saving or printing issues it, once: a number is taken from the block."""

    def __init__(
        self, desk: Desk, tasks: Tasks, navigator: Navigator, found: StandingSurvey, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._tasks, self._navigator, self._found = desk, tasks, navigator, found
        self._issued: Issued | None = None
        self._day = found.survey.visited_on.isoformat()
        self.setWindowTitle(self.tr("Report of the visit of {0}").format(self._day))
        resize_on_screen(self, _WIDTH, _HEIGHT)
        self._heading, self.notice = label("heading", self.windowTitle()), Notice()
        self.paper = PaperView(tasks)
        self.paper.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.save, self.print = button("primary", "download-simple"), button("", "printer")
        self.close_button = button()
        self.save.setText(self.tr("Issue and save…"))
        self.print.setText(self.tr("Issue and print…"))
        self.close_button.setText(self.tr("Close"))
        self._acts = PaperActs(tasks, self)
        self._acts.saved.connect(self._say_saved)
        self._acts.printed.connect(self._say_printed)
        self._acts.failed.connect(self._not_done)
        self.save.clicked.connect(lambda: self._with_issued(self._choose_file))
        self.print.clicked.connect(lambda: self._with_issued(self._choose_printer))
        self.close_button.clicked.connect(self.accept)
        whole = column(self._heading, gap=tokens.GAP, margin=tokens.ROOM)
        whole.addWidget(self.paper, 1)
        whole.addWidget(self.notice)
        whole.addLayout(row(None, self.close_button, self.print, self.save))
        self.setLayout(whole)
        survey = found.survey
        draft = partial(desk.survey_papers.draft, survey.applicant_id, survey.id)
        tasks.read(draft, self.paper.show_pdf, self._not_done)

    def _with_issued(self, then: Callable[[Issued], None]) -> None:
        """Issue the report where it is not yet, then go on."""
        if self._issued is not None:
            then(self._issued)
            return
        for made in (self.save, self.print):
            made.setEnabled(False)
        survey, papers = self._found.survey, self._desk.survey_papers
        report = partial(papers.report, survey.applicant_id, survey.id)
        self._tasks.write(report, partial(self._was_issued, then), self._not_done)

    def _was_issued(self, then: Callable[[Issued], None], issued: Issued) -> None:
        self._issued = issued
        self._enable()
        self.paper.show_pdf(issued.pdf)
        self.notice.show_notice("good", self.tr("Issued: {0}").format(issued.record.number))
        self.save.setText(self.tr("Save…"))
        self.print.setText(self.tr("Print…"))
        then(issued)

    def _enable(self) -> None:
        for made in (self.save, self.print):
            made.setEnabled(True)

    def _choose_file(self, issued: Issued) -> None:
        self._acts.choose_where_to_save(self.windowTitle(), issued.pdf, issued.record.number)

    def _choose_printer(self, issued: Issued) -> None:
        self._acts.choose_printer(issued.pdf, issued.record.number)

    def _say_saved(self, path: Path) -> None:
        self.notice.show_notice("good", self.tr("Saved: {0}").format(path.name))

    def _say_printed(self, pages: int) -> None:
        self.notice.show_notice("good", self.tr("{0} pages sent to the printer").format(pages))

    def _not_done(self, error: BaseException) -> None:
        self._enable()
        words = said_error(error)
        self.notice.show_notice("bad", words.what, words.now)


class SurveyExports:
    """Hand the answers on: who gets them is named and kept on record, then a file is written."""

    def __init__(self, page: QWidget, desk: Desk, tasks: Tasks, navigator: Navigator) -> None:
        self._page, self._desk, self._tasks, self._navigator = page, desk, tasks, navigator

    def tr(self, text: str) -> str:
        return QCoreApplication.translate("SurveyExports", text)

    def export(self, view: FileView, found: StandingSurvey) -> None:
        to, kind = QLineEdit(), QComboBox()
        for code, name in (
            (SurveyFormat.OPENROSA, self.tr("OpenRosa, for an ODK server, with its photos")),
            (SurveyFormat.JSON, self.tr("JSON")),
            (SurveyFormat.CSV, self.tr("CSV, a table for each repeat")),
        ):
            kind.addItem(name, code.value)
        made: list[tuple[SurveyExport, str]] = []
        survey = found.survey

        def collect() -> Work:
            partner, form = to.text(), SurveyFormat(str(kind.currentData()))

            def work() -> Changes:
                export = self._desk.survey_papers.export(survey.applicant_id, survey.id, partner, form)
                made.append((export, f"survey-{survey.visited_on.isoformat()}{form.ending}"))
                return export.changes

            return work

        words = ActWords(
            self.tr("Hand on the survey of {0}").format(survey.visited_on.isoformat()),
            self.tr("Hand on…"),
            self.tr("It needs the authorisation to hand data on. Who gets it, and when, is kept on record."),
            self.tr("Recorded; now choose where the file goes"),
        )
        fields: list[tuple[str, QWidget]] = [(self.tr("Who gets it"), to), (self.tr("As"), kind)]
        dialog = ActDialog(self._tasks, self._navigator, words, fields, collect, self._page)
        dialog.accepted.connect(lambda: self._choose_file(*made[-1]))
        dialog.open()

    def _choose_file(self, export: SurveyExport, name: str) -> None:
        dialog = QFileDialog(self._page, self.tr("Where the file goes"), name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen), export))
        dialog.open()

    def save(self, path: Path, export: SurveyExport) -> None:
        """Write the file; what of it is not on this workstation is said."""

        def write() -> Path:
            save_paper(path, export.data)
            return path

        self._tasks.read(write, partial(self._saved, export), self._navigator.say_error)

    def _saved(self, export: SurveyExport, path: Path) -> None:
        if export.absent:
            text = self.tr("Saved: {0}. Not on this workstation: {1}")
            self._navigator.say(text.format(path.name, ", ".join(export.absent)), kind="warn")
        else:
            self._navigator.say(self.tr("Saved: {0}").format(path.name))
