"""Why some acts cannot be done now, in a line that is read: a button that is off takes no focus, and its
tooltip needs a pointer.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from ui.widgets.format import listed
from ui.widgets.layout import wrap_words


def allow(button: QAbstractButton, why: str) -> None:
    """Leave a button on where `why` is empty, else put it off and let it say why."""
    button.setEnabled(not why)
    button.setToolTip(why)
    button.setAccessibleDescription(why)


class WhyNot(QLabel):
    """One line a reason, with the acts that it bars; hidden where there is none. Tab leads to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "why")
        self.setTextFormat(Qt.TextFormat.PlainText)
        wrap_words(self)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def show_reasons(self, barred: Iterable[tuple[str, str]]) -> None:
        """Acts with why each cannot be done; an empty reason bars nothing."""
        by_reason: dict[str, list[str]] = {}
        for act, why in barred:
            if why:
                by_reason.setdefault(why, []).append(act.rstrip("…"))
        line = self.tr("Not now – {acts}: {why}")
        told = [line.format(acts=listed(acts), why=why) for why, acts in by_reason.items()]
        self.setText("\n".join(told))
        self.setAccessibleName(self.text())
        self.setVisible(bool(told))
