"""The order in which Tab goes through a page whose parts are made at different times.

Qt goes in the order in which widgets were made, and what is filled in later comes last of all.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops(part: QWidget) -> list[QWidget]:
    """What Tab stops at within a part, in the order in which it was made; lists that drop down are windows of
    their own."""
    return [
        one
        for one in part.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and one.window() is part.window()
    ]


def tab_through(parts: Iterable[QWidget]) -> None:
    """Let Tab go through the parts one after the other."""
    for one, other in pairwise([stop for part in parts for stop in stops(part)]):
        QWidget.setTabOrder(one, other)
