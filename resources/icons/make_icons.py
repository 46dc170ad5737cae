"""Draws the program's icon and writes it as PNG, ICO (Windows) and ICNS (Mac) beside this file.

Run it by hand after changing the drawing: `.venv/bin/python resources/icons/make_icons.py`. Its outputs are
committed; it is not part of the shipped program. The picture: a ledger of three rows whose figures rise, on a
tile in the colour of the window's accent, with a tick, because every file ends with a decision.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QLinearGradient, QPainter, QPen, QPolygonF

HERE = Path(__file__).parent
SIZE = 1024
WINDOWS_SIZES = [(side, side) for side in (16, 24, 32, 48, 64, 128, 256)]

TILE_TOP, TILE_FOOT = QColor("#1f6f78"), QColor("#12454d")
PAPER, LINE, TICK = QColor("#f7f4ec"), QColor("#a9c3c2"), QColor("#e0a030")
ROWS = ((330, 0.42), (470, 0.60), (610, 0.78))
"""Height of each ledger row and the share of its width that its bar takes."""


def draw() -> QImage:
    image = QImage(SIZE, SIZE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)

    tile = QLinearGradient(0, 0, 0, SIZE)
    tile.setColorAt(0, TILE_TOP)
    tile.setColorAt(1, TILE_FOOT)
    painter.setBrush(tile)
    painter.drawRoundedRect(QRectF(48, 48, 928, 928), 208, 208)

    painter.setBrush(PAPER)
    painter.drawRoundedRect(QRectF(232, 200, 560, 640), 48, 48)
    for top, share in ROWS:
        painter.setBrush(LINE)
        painter.drawRoundedRect(QRectF(304, top, 416, 56), 28, 28)
        painter.setBrush(TILE_TOP)
        painter.drawRoundedRect(QRectF(304, top, 416 * share, 56), 28, 28)

    painter.setBrush(Qt.BrushStyle.NoBrush)
    tick = QPolygonF([QPointF(520, 742), QPointF(622, 838), QPointF(838, 590)])
    for pen in (QPen(TILE_FOOT, 132), QPen(TICK, 84)):
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(tick)
    painter.end()
    return image


def main() -> None:
    application = QGuiApplication([])
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    draw().save(buffer, "PNG")
    icon = Image.open(BytesIO(bytes(buffer.data().data())))
    icon.resize((256, 256), Image.Resampling.LANCZOS).save(HERE / "workstation.png", optimize=True)
    icon.save(HERE / "workstation.ico", sizes=WINDOWS_SIZES)
    icon.save(HERE / "workstation.icns")
    application.quit()


if __name__ == "__main__":
    main()
