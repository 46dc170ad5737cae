"""The gate before the desk: first run where nothing is set up, sign-in where there is a profile.

Language, theme and text size are at hand here already. `opened(desk)` once there is a desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QWidget

from ui.preferences import Preferences
from ui.tasks import Tasks
from ui.theme import tokens
from ui.theme.icons import icon
from ui.theme.style import holder, theme
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import button
from workstation import __version__
from workstation.paths import resources

if TYPE_CHECKING:
    from ui.screens.first_run import FirstRun
    from ui.screens.sign_in import SignIn
    from workstation.services.launching import Launcher

_WIDTH = 480


class Gate(QWidget):
    opened = Signal(object)

    def __init__(
        self,
        launcher: Launcher,
        tasks: Tasks,
        preferences: Preferences,
        *,
        set_up: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.language = button("quiet", "translate")
        self.look = button("quiet", "moon")
        self.language.clicked.connect(preferences.switch_language)
        self.look.clicked.connect(preferences.switch_theme)
        self._picture = QLabel()
        side = theme().px(56)
        self._picture.setPixmap(QIcon(str(resources() / "icons" / "workstation.png")).pixmap(side, side))
        self._name, self._claim = label("title"), label("soft", wrap=True)
        self._version = label("faint")
        self.form: FirstRun | SignIn = self._make_form(launcher, tasks, set_up=set_up)
        self.form.opened.connect(self.opened)
        holder().changed.connect(self._show_look)
        self._lay_out()
        self._retranslate()

    @staticmethod
    def _make_form(launcher: Launcher, tasks: Tasks, *, set_up: bool) -> FirstRun | SignIn:
        if set_up:
            from ui.screens.sign_in import SignIn

            return SignIn(launcher, tasks)
        from ui.screens.first_run import FirstRun

        return FirstRun(launcher, tasks)

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setFixedWidth(theme().px(_WIDTH))
        names = column(None, self._name, self._claim, None, gap=2)
        head = row(self._picture, gap=tokens.ROOM)
        head.addLayout(names, 1)
        middle.setLayout(column(head, tokens.SNUG, self.form, gap=tokens.ROOM))
        corner = row(None, self.language, self.look)
        body = column(corner, margin=tokens.ROOM)
        body.addStretch(3)
        body.addLayout(row(None, middle, None))
        body.addStretch(4)
        body.addLayout(row(None, self._version, None))
        self.setLayout(body)

    def first_focus(self) -> QWidget:
        return self.form.first_focus()

    def close_gate(self) -> None:
        holder().changed.disconnect(self._show_look)

    def _show_look(self) -> None:
        dark = theme().dark
        self.look.setIcon(icon("sun" if dark else "moon", "accent"))
        self.look.setText(self.tr("Light") if dark else self.tr("Dark"))
        self.look.setAccessibleName(self.tr("Switch between light and dark"))

    def _retranslate(self) -> None:
        self._name.setText(self.tr("Loan officer's workstation"))
        self._claim.setText(self.tr("Works without a network, explains every figure, keeps its papers."))
        self._version.setText(self.tr("Version {version}").format(version=__version__))
        self.language.setText(self.tr("中文"))
        self.language.setAccessibleName(self.tr("Switch between Chinese and English"))
        self._show_look()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
