"""The pinned Qt binding is one that can stay open all day."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

_CALLS = 1_000


def test_a_call_into_qt_keeps_its_hands_off_none() -> None:
    """PySide6 6.12.0 takes one reference to None with each call that returns nothing. Python 3.11 counts
    them, and the process dies when none is left: after some minutes of painting."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(_CALLS):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < _CALLS // 10
