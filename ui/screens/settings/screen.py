"""Settings: language, theme, size of text; this device; the models and rules in force. What is changed here
is in force at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.preferences import Preferences
from ui.screens.screen import Navigator, Screen
from ui.screens.settings.card import CardDialog
from ui.screens.settings.facts import InForce, read_in_force
from ui.tasks import Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import said
from ui.widgets.format import day, listed
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import SectionHeader, button
from ui.widgets.scroll import Scroller
from ui.widgets.segments import Segments
from ui.widgets.words import ROLES, named
from workstation import __version__
from workstation.config import TEXT_SIZES, THEMES

if TYPE_CHECKING:
    from workstation.services.desk import Desk

_NAME_WIDTH, _TEXT_WIDTH = 180, 720


class SettingsScreen(Screen):
    name = "settings"

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        navigator: Navigator,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator, self._preferences = desk, tasks, navigator, preferences
        self._in_force: InForce | None = None
        self.language = Segments(("zh", "en"))
        self.theme = Segments(THEMES, ("monitor", "sun", "moon"))
        self.text_size = Segments(TEXT_SIZES)
        self.language.chosen.connect(lambda key: preferences.set(language=key))
        self.theme.chosen.connect(lambda key: preferences.set(theme=key))
        self.text_size.chosen.connect(lambda key: preferences.set(text_size=key))
        self._looks, self._device, self._force, self._about = (SectionHeader() for _ in range(4))
        self.card = button("", "file-text")
        self.card.clicked.connect(self._read_card)
        self._card_indent = QWidget()
        self._names: dict[str, QLabel] = {}
        self._texts: dict[str, QLabel] = {}
        self._lay_out()
        preferences.changed.connect(self._show_choices)
        self.retranslate()

    def _lay_out(self) -> None:
        looks = (("language", self.language), ("theme", self.theme), ("text_size", self.text_size))
        parts = column(
            self._looks, self._grid(looks), tokens.GAP,
            self._device, self._lines("officer", "day", "device", "hub", "folder"), tokens.GAP,
            self._force, self._lines("models", "trained_on", "ordered", "passed_over"),
            row(self._card_indent, self.card, None), self._lines("rules", "products"), tokens.GAP,
            self._about, self._lines("program", "licences"),
            None, gap=tokens.GAP, margin=(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE),
        )  # fmt: skip
        page = QWidget()
        page.setLayout(parts)
        page.setMaximumWidth(theme().px(_NAME_WIDTH + _TEXT_WIDTH))
        self._card_indent.setFixedWidth(theme().px(_NAME_WIDTH + tokens.ROOM - tokens.SNUG))
        ground = QWidget()
        line = row(gap=0)
        line.addWidget(page, 1)
        line.addStretch(0)
        ground.setLayout(line)
        scroll = Scroller(ground)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole: QVBoxLayout = column(scroll, gap=0)
        self.setLayout(whole)

    def _grid(self, lines: tuple[tuple[str, QWidget], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(tokens.ROOM))
        grid.setVerticalSpacing(theme().px(tokens.SNUG))
        grid.setColumnMinimumWidth(0, theme().px(_NAME_WIDTH))
        grid.setColumnStretch(1, 1)
        for place, (key, widget) in enumerate(lines):
            self._names[key] = label("soft")
            grid.addWidget(self._names[key], place, 0)
            grid.addWidget(widget, place, 1)
        return grid

    def _lines(self, *keys: str) -> QGridLayout:
        for key in keys:
            self._texts[key] = label("", wrap=True, selectable=True)
        return self._grid(tuple((key, self._texts[key]) for key in keys))

    # --- what the shell asks of a screen ---------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Settings")

    def on_shown(self) -> None:
        if self._in_force is None:
            self._tasks.read(lambda: read_in_force(self._desk), self._show_in_force)

    def first_focus(self) -> QWidget:
        return self.language

    # --- showing ---------------------------------------------------------------------------------------

    def _show_choices(self) -> None:
        current = self._preferences.current
        self.language.choose(current.language)
        self.theme.choose(current.theme)
        self.text_size.choose(current.text_size)

    def _show_in_force(self, in_force: InForce) -> None:
        self._in_force = in_force
        self._show_facts()

    def _show_facts(self) -> None:
        desk, force = self._desk, self._in_force
        officer = desk.officer
        reading = self.tr("Reading…")
        texts = {
            "officer": f"{officer.name} · {named(ROLES, officer.role)}",
            "day": day(desk.clock.today()),
            "device": officer.device,
            "hub": desk.sync.hub_url,
            "folder": str(self._preferences.profile_folder),
            "models": f"{force.bundle} · {force.bundle_sha256}" if force else reading,
            "trained_on": self._trained_on(force) if force else reading,
            "ordered": self.tr("Put back in force: {reason}").format(reason=force.ordered) if force else "",
            "passed_over": listed(force.passed_over) if force else "",
            "rules": force.rules_sha256 if force else reading,
            "products": listed(said(name) for name in force.products) if force else reading,
            "program": self.tr("Version {version}").format(version=__version__),
            "licences": self.tr(
                "Program: Apache-2.0. Noto Sans SC: SIL Open Font License 1.1. Symbols: Phosphor, MIT."
            ),
        }
        for key, text in texts.items():
            self._texts[key].setText(text)
        for key, there in (
            ("ordered", force and force.ordered),
            ("passed_over", force and force.passed_over),
        ):
            for part in (self._names[key], self._texts[key]):
                part.setVisible(bool(there))
        self.card.setEnabled(force is not None)

    def _trained_on(self, force: InForce) -> str:
        counted = self.tr("{n} of {m} models in use, made on {day}").format(
            n=force.in_use, m=force.models, day=force.created
        )
        return f"{said(force.trained_on)} {counted}"

    def _read_card(self) -> None:
        if self._in_force is not None:
            CardDialog(self._in_force.bundle, self._in_force.card, self).open()

    def retranslate(self) -> None:
        self._looks.set_text(self.tr("Appearance"))
        self._device.set_text(self.tr("This device"))
        self._force.set_text(self.tr("In force"))
        self._about.set_text(self.tr("About"))
        names = {
            "language": self.tr("Language"),
            "theme": self.tr("Theme"),
            "text_size": self.tr("Size of text"),
            "officer": self.tr("Officer"),
            "day": self.tr("Business day"),
            "device": self.tr("Device"),
            "hub": self.tr("Hub"),
            "folder": self.tr("Profile"),
            "models": self.tr("Models"),
            "trained_on": self.tr("Trained on"),
            "ordered": self.tr("By order"),
            "passed_over": self.tr("Passed over"),
            "rules": self.tr("Rules"),
            "products": self.tr("Products"),
            "program": self.tr("Program"),
            "licences": self.tr("Licences"),
        }
        for key, text in names.items():
            self._names[key].setText(text)
        self.language.set_texts(("中文", "English"), names["language"])
        themes = (self.tr("As the computer"), self.tr("Light"), self.tr("Dark"))
        self.theme.set_texts(themes, names["theme"])
        self.text_size.set_texts([f"{size} %" for size in TEXT_SIZES], names["text_size"])
        self.card.setText(self.tr("Read the models' card"))
        self._show_choices()
        self._show_facts()
