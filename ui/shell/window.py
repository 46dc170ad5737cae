"""The one main window: first run or sign-in at the gate, then the desk.

It is handed a `Launcher`, asks it for a desk in a worker, and keeps the window's own state: place and size,
the officer's language and theme. Closing it stops what is under way and locks the profile.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui.actions import Actions
from ui.preferences import Preferences
from ui.screens.gate import Gate
from ui.tasks import Tasks
from ui.translation import translate
from ui.widgets.dialogs import FaultDialog
from workstation.paths import resources
from workstation.services.launching import ProfileState

if TYPE_CHECKING:
    from ui.shell.desk_view import DeskView
    from workstation.services.desk import Desk
    from workstation.services.launching import Launcher

_WIDTH, _HEIGHT = 1440, 900
_LEAST_WIDTH, _LEAST_HEIGHT = 960, 640


class MainWindow(QMainWindow):
    """`ready` once it shows what belongs to the profile's state; `desk_opened` once there is a desk,
    `models_loaded` once its models are read."""

    desk_opened = Signal()
    models_loaded = Signal()

    def __init__(self, launcher: Launcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._launcher = launcher
        self.tasks = Tasks(self)
        self.preferences = Preferences(launcher, self.tasks, self)
        self.keys = Actions(self)
        self.desk_view: DeskView | None = None
        self._closed = False
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setWindowIcon(QIcon(str(resources() / "icons" / "workstation.png")))
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self._restore_place()
        self._connect()
        self.gate = Gate(
            launcher, self.tasks, self.preferences, set_up=launcher.state() is ProfileState.LOCKED
        )
        self.gate.opened.connect(self.open_desk)
        self._stack.addWidget(self.gate)
        self._retranslate()
        self.gate.first_focus().setFocus()

    def _connect(self) -> None:
        self.keys.on("language", self.preferences.switch_language)
        self.keys.on("theme", self.preferences.switch_theme)
        self.keys.on("text.larger", lambda: self.preferences.step_text(1))
        self.keys.on("text.smaller", lambda: self.preferences.step_text(-1))
        self.keys.on("quit", self.close)

    def open_desk(self, desk: Desk) -> None:
        """Leave the gate for the desk."""
        from ui.shell.desk_view import DeskView

        self.desk_view = DeskView(desk, self.tasks, self.preferences, self.keys)
        self._stack.addWidget(self.desk_view)
        self._stack.setCurrentWidget(self.desk_view)
        self._stack.removeWidget(self.gate)
        self.gate.close_gate()
        self.gate.deleteLater()
        self.desk_view.foreseer.models_loaded.connect(self.models_loaded)
        self.desk_view.start()
        self.desk_opened.emit()

    def say_error(self, error: BaseException) -> None:
        """A fault of the program that reached nobody: shown, never swallowed."""
        FaultDialog(self, error).open()

    # --- place and size -----------------------------------------------------------------------------

    def _restore_place(self) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(_WIDTH, screen.width()), min(_HEIGHT, screen.height()))
        try:
            kept = base64.b64decode(self.preferences.current.window, validate=True)
        except (binascii.Error, ValueError):
            return
        if kept:
            self.restoreGeometry(kept)

    # --- events -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.desk_view is not None and self.desk_view.step_back():
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.keys.retranslate()
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(translate("MainWindow", "Loan officer's workstation"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closed:
            self._closed = True
            place = base64.b64encode(self.saveGeometry().data()).decode()
            self.preferences.set(window=place)
            if self.desk_view is not None:
                self.desk_view.close_desk()
            self.tasks.close()
            self._launcher.close()
        super().closeEvent(event)
