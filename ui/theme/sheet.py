"""The style sheet, written from tokens. Widgets choose a look with the property `look`, never with colours.

Looks in use: buttons `primary`, `quiet`, `danger`; labels `title`, `heading`, `soft`, `faint`, `figure`,
`good`, `warn`, `bad`, `why`; frames `surface`, `page`, `rail`, `bar`, `foot`, `help`, `overlay`, `say_*`.
Lists and tables that are filled in: `field`, `lines`.
The property `size` makes a label small whatever its look.
"""

from __future__ import annotations

from string import Template

from ui.theme import tokens
from ui.theme.tokens import Colours

_SHEET = Template("""
QWidget { font-size: ${body}pt; }
QMainWindow, QDialog { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $line_strong; padding: ${tight}px; }

QLabel[look="title"] { font-size: ${title}pt; font-weight: 700; }
QLabel[look="heading"] { font-size: ${large}pt; font-weight: 700; }
QLabel[look="figure"] { font-size: ${figure}pt; font-weight: 700; }
QLabel[look="soft"] { color: $text_soft; }
QLabel[look="faint"] { color: $text_faint; font-size: ${small}pt; }
QLabel[look="good"] { color: $good; }
QLabel[look="warn"] { color: $warn; }
QLabel[look="bad"] { color: $bad; }
QLabel[look="why"] { color: $text_soft; border: 2px solid transparent; border-radius: ${radius}px; }
QLabel[look="why"]:focus { border-color: $focus; }
QLabel[size="small"] { font-size: ${small}pt; }

QFrame[look="surface"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[look="rail"] { background: $window; border: none; border-right: 1px solid $line; }
QFrame[look="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[look="foot"] { background: $window; border: none; border-top: 1px solid $line; }
QFrame[look="page"] { background: $surface; border: none; }
QFrame[look="side"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[look="help"] { background: $window; border: none; border-left: 1px solid $line; }
QFrame[look="overlay"] { background: $surface; border: 1px solid $line_strong; border-radius: 10px; }
QFrame[look="say_good"] { background: $good_soft; border: none; }
QFrame[look="say_warn"] { background: $warn_soft; border: none; }
QFrame[look="say_bad"] { background: $bad_soft; border: none; }
QFrame[look="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QPushButton {
  background: $surface; color: $text; border: 1px solid $line_strong; border-radius: ${radius}px;
  padding: ${snug6}px ${room}px; min-height: ${control}px;
}
QPushButton:hover { background: $raised; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { color: $text_faint; border-color: $line; background: $window; }
QPushButton:focus { border: 2px solid $focus; padding: ${snug5}px ${room15}px; }
QPushButton[look="primary"] {
  background: $accent; color: $on_accent; border-color: $accent; font-weight: 700;
}
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $raised; color: $text_faint; border-color: $line; }
QPushButton[look="danger"] { color: $bad; border-color: $bad; }
QPushButton[look="danger"]:disabled { color: $text_faint; border-color: $line; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[look="quiet"]:hover { background: $accent_soft; }
QPushButton[look="quiet"]:focus { border: 2px solid $focus; }
QPushButton[look="find"] {
  background: $window; color: $text_soft; border: 1px solid $line; text-align: left;
  padding: ${tight}px ${gap}px;
}
QPushButton[look="find"]:hover { border-color: $line_strong; }
QPushButton[look="find"]:focus { border: 2px solid $focus; padding: ${tight3}px ${gap11}px; }
QPushButton:checked { background: $accent_soft; border-color: $accent; color: $text; font-weight: 700; }
QToolButton {
  background: transparent; border: 2px solid transparent; border-radius: ${radius}px; padding: ${tight}px;
}
QToolButton:hover { background: $raised; }
QToolButton:focus { border-color: $focus; }
QToolButton:checked { background: $accent_soft; color: $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QComboBox {
  background: $surface; color: $text; border: 1px solid $line_strong; border-radius: ${radius}px;
  padding: ${tight}px ${snug}px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QSpinBox, QDateEdit, QComboBox { min-height: ${control}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus {
  border: 2px solid $focus; padding: ${tight3}px ${snug7}px;
}
QLineEdit:disabled, QComboBox:disabled { background: $window; color: $text_faint; border-color: $line; }
QLineEdit[look="bare"], QLineEdit[look="bare"]:focus {
  border: none; border-bottom: 1px solid $line; border-radius: 0; padding: ${snug}px; font-size: ${large}pt;
  background: transparent;
}
QTextBrowser { background: transparent; border: none; padding: ${tight}px ${gap}px; }
QTextBrowser:focus { border: 2px solid $focus; }
QLineEdit[wrong="true"] { border-color: $bad; }
QComboBox::drop-down { border: none; width: ${wide}px; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $line_strong; outline: none;
  selection-background-color: $accent_soft; selection-color: $text;
}
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {
  width: ${mark}px; height: ${mark}px; background-color: $surface; border: 1px solid $text_faint;
}
QCheckBox::indicator, QListView::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: ${mark_half}px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked, QListView::indicator:checked {
  background-color: $accent; background-clip: content; padding: ${mark_in}px; border: 1px solid $accent;
  width: ${mark_core}px; height: ${mark_core}px;
}
QRadioButton::indicator:checked {
  border-radius: ${mark_half}px; background-clip: border; padding: 0; width: ${mark}px; height: ${mark}px;
  background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 $accent, stop: 0.52 $accent, stop: 0.6 $surface, stop: 1 $surface);
}
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $focus; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line_strong; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }

QTableView, QListView, QTreeView {
  background: $surface; border: none; outline: none; gridline-color: $line;
  selection-background-color: $accent_soft; selection-color: $text; alternate-background-color: $surface;
}
QTableView[look="lines"] { border: 1px solid $line_strong; border-radius: ${radius}px; }
QTableView[look="lines"]:focus { border-color: $focus; }
QTableView[look="lines"]::item { padding: 0 ${snug}px; }
QListView[look="field"] { border: 1px solid $line_strong; border-radius: ${radius}px; padding: 1px; }
QListView[look="field"]:focus { border: 2px solid $focus; padding: 0; }
QListView::item { padding: ${snug6}px ${snug}px; border-radius: ${radius}px; }
QListView::item:hover { background: $raised; }
QListView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: $surface; }
QHeaderView::section {
  background: $surface; color: $text_soft; border: none; border-bottom: 1px solid $line_strong;
  padding: ${snug6}px ${gap}px; font-weight: 400; font-size: ${small}pt;
}
QTableCornerButton::section { background: $surface; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab {
  background: transparent; color: $text_soft; padding: ${snug}px ${room}px; border: none;
  border-bottom: 2px solid transparent; margin-right: ${tight}px;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 700; }
QTabBar::tab:focus { color: $accent; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: ${gap}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${gap}px; margin: 0; }
QScrollBar::handle {
  background: $line_strong; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px;
}
QScrollBar::handle:hover { background: $text_faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar {
  background: $raised; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QMenu { background: $surface; border: 1px solid $line_strong; padding: ${tight}px; }
QMenu::item { padding: ${snug6}px ${wide}px ${snug6}px ${gap}px; border-radius: ${radius}px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::separator { height: 1px; background: $line; margin: ${tight}px; }
""")


def style_sheet(colours: Colours, scale: float) -> str:
    """The whole sheet for one theme at one text size (1.0 = 100 %)."""

    def px(size: float) -> int:
        return max(round(size * scale), 1)

    names = {name: getattr(colours, name) for name in tokens.colour_names()}
    sizes = {
        "tight": px(tokens.TIGHT),
        "tight3": px(tokens.TIGHT) - 1,
        "snug": px(tokens.SNUG),
        "snug5": px(5),
        "snug6": px(6),
        "snug7": px(tokens.SNUG) - 1,
        "gap11": px(tokens.GAP) - 1,
        "gap": px(tokens.GAP),
        "room": px(tokens.ROOM),
        "room15": px(tokens.ROOM) - 1,
        "wide": px(tokens.WIDE),
        "control": px(20),
        "mark": px(14),
        "mark_half": px(14) // 2 + 1,
        "mark_in": px(3),
        "mark_core": px(14) - 2 * px(3),
        "radius": tokens.RADIUS,
    }
    texts = {
        name: round(size * scale, 2)
        for name, size in (
            ("small", tokens.SMALL),
            ("body", tokens.BODY),
            ("large", tokens.LARGE),
            ("title", tokens.TITLE),
            ("figure", tokens.FIGURE),
        )
    }
    return _SHEET.substitute(names | sizes | texts)
