"""First run: the two ways to begin, and what happens while one of them is under way.

Goes in: nothing but a launcher. Comes out: `opened(desk)`. A way that fails says why and leaves nothing
behind; the officer is where they were, with what they typed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.screens.first_run.enrol_form import EnrolForm
from ui.screens.first_run.steps import Steps
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.trouble import words_of
from ui.widgets.choice import ChoiceButton
from ui.widgets.dialogs import FaultDialog
from ui.widgets.layout import column
from ui.widgets.notice import Notice
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.services.desk import Desk
    from workstation.services.launching import Launcher


class FirstRun(QWidget):
    opened = Signal(object)

    def __init__(self, launcher: Launcher, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._launcher, self._tasks = launcher, tasks
        self._task: Task[Desk] | None = None
        self.demo, self.enrol = ChoiceButton("play-circle"), ChoiceButton("link")
        self.demo.clicked.connect(self._open_demo)
        self.enrol.clicked.connect(lambda: self._show(self.form))
        self.notice = Notice()
        self._ways = QWidget()
        self._ways.setLayout(column(self.demo, self.enrol, self.notice, None, gap=tokens.GAP))
        self.form, self.steps = EnrolForm(), Steps()
        self.form.back.clicked.connect(lambda: self._show(self._ways))
        self.form.submitted.connect(self._enrol)
        self._pages = QStackedWidget()
        for page in (self._ways, self.form, self.steps):
            self._pages.addWidget(page)
        self.setLayout(column(self._pages, gap=0))
        self._retranslate()

    def first_focus(self) -> QWidget:
        return self.demo

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        if page is self.form:
            self.form.hub.setFocus()
        elif page is self._ways:
            self.demo.setFocus()

    def _open_demo(self) -> None:
        self._start(self.tr("Preparing the demo"), lambda report: self._launcher.open_demo(report))

    def _enrol(self, hub: str, code: str, passphrase: str) -> None:
        heading = self.tr("Enrolling this device")
        self._start(heading, lambda report: self._launcher.enrol(hub, code, passphrase, report))

    def _start(self, heading: str, open_desk: Callable[[Callable[[Any], None]], Desk]) -> None:
        before = self._pages.currentWidget()

        def work(_: threading.Event, report: Callable[[Any], None]) -> Desk:
            return open_desk(report)

        self.notice.show_notice("bad", "")
        self.form.notice.show_notice("bad", "")
        self.steps.start(heading)
        self._show(self.steps)
        self._task = self._tasks.long(
            work, self.opened.emit, self.steps.add, lambda error: self._failed(error, before)
        )

    def _failed(self, error: BaseException, page: QWidget) -> None:
        self._show(page)
        if not isinstance(error, KnownError):
            FaultDialog(self.window(), error).open()
            return
        text, tone, more = words_of(error)
        notice = self.form.notice if page is self.form else self.notice
        notice.show_notice(tone, text, more)

    def _retranslate(self) -> None:
        self.demo.set_words(
            self.tr("Look at the demo"),
            self.tr("Sample sellers on this computer alone: the whole job, without a hub."),
        )
        self.enrol.set_words(
            self.tr("Enrol this device"),
            self.tr("With the hub's address and a one-time code from your administrator."),
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
