"""Turns tokens into a Qt palette and a style sheet, and tells widgets that paint themselves what to use.

One `Theme` at a time is current; `theme()` gives it. Changing it repaints the whole desk at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import tokens
from ui.theme.sheet import style_sheet
from workstation.paths import resources

_PANEL_GROWTH = 0.4
_FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


@dataclass(frozen=True, slots=True)
class Theme:
    """The look in force: `name` is "light" or "dark", `scale` is 1.0 at 100 % text."""

    name: str
    colours: tokens.Colours
    scale: float

    @property
    def dark(self) -> bool:
        return self.name == "dark"

    def colour(self, name: str) -> QColor:
        return QColor(getattr(self.colours, name))

    def series(self, index: int) -> QColor:
        return QColor(self.colours.series[index % len(self.colours.series)])

    def px(self, size: float) -> int:
        """A distance at the present text size, in whole pixels."""
        return max(round(size * self.scale), 1)

    def breadth(self, size: float) -> int:
        """The width of a side panel: it grows with the text, but less, for the middle needs the room."""
        return round(size * (1 + (self.scale - 1) * _PANEL_GROWTH))

    def font(self, size: float = tokens.BODY, *, bold: bool = False) -> QFont:
        font = QFont(_family())
        font.setPointSizeF(size * self.scale)
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font


class ThemeHolder(QObject):
    """Holds the theme in force and says when it changed, for what is painted or plotted by hand."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.current = Theme("light", tokens.LIGHT, 1.0)


@cache
def holder() -> ThemeHolder:
    return ThemeHolder()


def theme() -> Theme:
    return holder().current


@cache
def _family() -> str:
    """The bundled family: without it Chinese would show as boxes on many machines."""
    family = ""
    for name in _FONTS:
        number = QFontDatabase.addApplicationFont(str(resources() / "fonts" / name))
        families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        family = family or (families[0] if families else "")
    return family or QApplication.font().family()


def _palette(colours: tokens.Colours) -> QPalette:
    roles = QPalette.ColorRole
    by_role = {
        roles.Window: colours.window,
        roles.Base: colours.surface,
        roles.AlternateBase: colours.raised,
        roles.Button: colours.surface,
        roles.ToolTipBase: colours.raised,
        roles.Highlight: colours.accent_soft,
        roles.WindowText: colours.text,
        roles.Text: colours.text,
        roles.ButtonText: colours.text,
        roles.ToolTipText: colours.text,
        roles.HighlightedText: colours.text,
        roles.PlaceholderText: colours.text_faint,
        roles.Link: colours.accent,
        roles.Accent: colours.accent,
        roles.Mid: colours.line,
        roles.Midlight: colours.line,
        roles.Dark: colours.line_strong,
        roles.Light: colours.surface,
        roles.Shadow: colours.line_strong,
    }
    palette = QPalette()
    for role, colour in by_role.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.text_faint))
    return palette


def resolve(name: str) -> str:
    """ "system" → "dark" or "light", as the computer is set; other names stay."""
    if name != "system":
        return name
    scheme = QApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def apply_theme(name: str, text_size: int = 100) -> None:
    """Dress the whole application: `name` is light, dark or system; `text_size` in per cent."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    resolved = resolve(name)
    current = Theme(resolved, tokens.THEMES[resolved], text_size / 100)
    holder().current = current
    if application.style().name() != "fusion" and not application.styleSheet():
        application.setStyle("Fusion")  # once: making it again would polish every widget anew
    application.setPalette(_palette(current.colours))
    application.setFont(current.font())
    application.setStyleSheet(style_sheet(current.colours, current.scale))
    holder().changed.emit()
