"""How large a dialog may be: what is under the screen's edge cannot be pressed."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from ui.theme.style import theme

FRAME = 48
"""What the frame of a window takes of the screen's height at most, in pixels at 100 %."""


def resize_on_screen(dialog: QDialog, width: int, height: int) -> None:
    """In pixels at 100 %, and no larger than the screen that it opens on."""
    room = dialog.screen().availableGeometry()
    dialog.resize(
        min(theme().px(width), room.width()), min(theme().px(height), room.height() - theme().px(FRAME))
    )
