"""One applicant's file on the screen: a head that stays, and its tabs, each read when it is first shown.

Goes in: an applicant id and the name of a tab. The screen reads in the background, hands each tab its value,
and reads again when an operation concerned this applicant. It decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from ui.actions import row_of, shown_keys
from ui.screens.applicant.header import FileHeader
from ui.screens.applicant.overview import Overview
from ui.screens.applicant.page import Page
from ui.screens.applicant.request_dialog import RequestDialog
from ui.screens.screen import Navigator, Screen
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.widgets.layout import column, frame, row
from ui.widgets.words import product_names
from workstation.errors import KnownError
from workstation.events import Changes

if TYPE_CHECKING:
    from workstation.services.desk import Desk
    from workstation.services.values import Appraisal, FileView

TABS = ("overview", "history", "assessment", "decide", "trail", "loans", "documents", "surveys")
_NEED_APPRAISAL = ("assessment", "decide")


class ApplicantScreen(Screen):
    """`show_applicant(id, tab)` opens a file; the keys of its acts are in `ui.actions`."""

    name = "applicant"

    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._id = ""
        self._view: FileView | None = None
        self._appraisal: Appraisal | None = None
        self._reading: Task[FileView] | None = None
        self._appraising: Task[Appraisal] | None = None
        self._pages: dict[str, Page] = {}
        self.header = FileHeader()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        for _ in TABS:
            self.tabs.addTab("")
        self._stack = QStackedWidget()
        bar = row(self.tabs, None, margin=(tokens.GAP, 0))
        head = frame("bar", column(self.header, bar, gap=0))
        whole = column(head, gap=0)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.retranslate()

    # What the shell asks of a screen.

    def title(self) -> str:
        return self._view.file.applicant.name if self._view else self.tr("Applicant")

    @property
    def applicant_id(self) -> str:
        return self._id

    def show_applicant(self, applicant_id: str, tab: str = "overview") -> None:
        """Open another file, or another tab of the one that is open."""
        if applicant_id != self._id:
            self._forget()
            self._id = applicant_id
            self.header.show_name(applicant_id)
            self._read()
        self.show_tab(tab)

    def show_tab(self, tab: str) -> None:
        self.tabs.setCurrentIndex(TABS.index(tab))
        self._show_page(tab)

    @property
    def tab(self) -> str:
        return TABS[self.tabs.currentIndex()]

    def page(self, tab: str) -> Page:
        """The page behind a tab, made when it is first needed."""
        if tab not in self._pages:
            page = self._make_page(tab)
            self._pages[tab] = page
            self._stack.addWidget(page)
            page.show_waiting()
            if self._view is not None:
                page.show_view(self._view)
        return self._pages[tab]

    def on_changes(self, changes: Changes) -> None:
        if self._id and "rules" in changes.kinds:
            self.reassess()  # scenarios came or went
        elif self._id and (self._id in changes.applicants or "form" in changes.kinds):
            self._read()

    def offers(self) -> Mapping[str, Callable[[], object]]:
        tabs = {f"file.{tab}": partial(self.show_tab, tab) for tab in TABS}
        acts = {
            "file.request": self.take_request,
            "file.reassess": self.reassess,
            "file.visit": self.start_visit,
        }
        return {**tabs, **acts, "copy.rows": lambda: self.page(self.tab).copy_rows()}

    def first_focus(self) -> QWidget | None:
        return self.tabs

    def close_screen(self) -> None:
        for task in (self._reading, self._appraising):
            if task is not None:
                task.cancel()
        for page in self._pages.values():
            page.close_page()

    def retranslate(self) -> None:
        titles = (
            self.tr("Overview"),
            self.tr("History"),
            self.tr("Assessment"),
            self.tr("Decide"),
            self.tr("Letters and trail"),
            self.tr("Loans"),
            self.tr("Documents"),
            self.tr("Surveys"),
        )
        for place, text in enumerate(titles):
            self.tabs.setTabText(place, text)
            self.tabs.setTabToolTip(place, shown_keys(row_of(f"file.{TABS[place]}")))
        self.tabs.setAccessibleName(self.tr("Parts of the file"))
        self.header.retranslate()

    # Reading.

    def _forget(self) -> None:
        self.close_screen()
        self._view = self._appraisal = None
        self._reading = self._appraising = None
        for page in self._pages.values():
            page.show_waiting()

    def _read(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        applicant_id = self._id
        self._reading = self._tasks.read(
            lambda: self._desk.files.open(applicant_id), self._opened, self._not_opened
        )

    def _opened(self, view: FileView) -> None:
        self._view = view
        self.header.show_view(view)
        for page in self._pages.values():
            page.show_view(view)
        if self._appraisal is not None and self._is_old(self._appraisal, view):
            self._appraisal = None
        self._show_page(self.tab)

    def _not_opened(self, error: BaseException) -> None:
        for page in self._pages.values():
            page.show_trouble(error)
        if not isinstance(error, KnownError):
            self._navigator.say_error(error)

    @staticmethod
    def _is_old(appraisal: Appraisal, view: FileView) -> bool:
        request = view.file.application
        same = request is not None and request.id == appraisal.case.application.id
        return not same or view.file.version != appraisal.file_version

    def _tab_changed(self, place: int) -> None:
        self._show_page(TABS[place])

    def _show_page(self, tab: str) -> None:
        page = self.page(tab)
        self._stack.setCurrentWidget(page)
        if self._view is None:
            return
        page.on_front()
        if tab in _NEED_APPRAISAL:
            self._appraise()

    def _appraise(self) -> None:
        if self._appraisal is not None:
            self._hand_out(self._appraisal)
            return
        if self._appraising is not None and self._appraising.running:
            return
        applicant_id = self._id
        self._appraising = self._tasks.read(
            lambda: self._desk.appraisals.appraise(applicant_id), self._appraised, self._not_appraised
        )

    def _appraised(self, appraisal: Appraisal) -> None:
        self._appraisal = appraisal
        self._hand_out(appraisal)

    def _hand_out(self, appraisal: Appraisal) -> None:
        for tab in _NEED_APPRAISAL:
            if tab in self._pages:
                self._pages[tab].show_appraisal(appraisal)

    def _not_appraised(self, error: BaseException) -> None:
        for tab in _NEED_APPRAISAL:
            if tab in self._pages:
                self._pages[tab].show_trouble(error)
        if not isinstance(error, KnownError):
            self._navigator.say_error(error)

    # What the pages ask for.

    def reassess(self) -> None:
        """Throw the appraisal away and make it again from the file as it is now."""
        self._appraisal = None
        for tab in _NEED_APPRAISAL:
            if tab in self._pages:
                self._pages[tab].show_waiting()
        self._read()

    def open_applicant(self, applicant_id: str) -> None:
        """Open another file."""
        self._navigator.open_applicant(applicant_id, "assessment")

    def start_visit(self) -> None:
        """Start a visit with the form for this kind of shop, or go on with the one that was begun."""
        self.show_tab("surveys")
        page = self.page("surveys")
        if page.settled:
            page.begin()  # type: ignore[attr-defined]

    def take_request(self) -> None:
        """Take down what the applicant asks for."""
        if self._view is not None:
            RequestDialog(self._desk, self._tasks, self._navigator, self._view.file, self).open()

    def _make_page(self, tab: str) -> Page:
        if tab == "overview":
            return Overview(self, product_names(self._desk.appraisals.rules.products))
        if tab == "history":
            from ui.screens.applicant.history import HistoryPage

            return HistoryPage(self._desk, self._tasks, self._navigator, self)
        if tab == "assessment":
            from ui.screens.applicant.assessment import AssessmentPage

            return AssessmentPage(self._desk, self._tasks, self)
        if tab == "decide":
            from ui.screens.decide import DecidePage

            return DecidePage(self._desk, self._tasks, self._navigator, self)
        if tab == "documents":
            from ui.screens.applicant.documents import DocumentsPage

            return DocumentsPage(self._desk, self._tasks, self._navigator, self)
        if tab == "surveys":
            from ui.screens.applicant.surveys import SurveysPage

            return SurveysPage(self._desk, self._tasks, self._navigator, self)
        if tab == "loans":
            from ui.screens.applicant.loans import LoansPage

            return LoansPage(self._desk, self._tasks, self._navigator, self)
        from ui.screens.applicant.trail import TrailPage

        return TrailPage(self._desk, self._tasks, self._navigator)
