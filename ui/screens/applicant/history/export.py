"""Charts and ledgers as files: PNG of what is seen, CSV of what is behind it. Pure but for the writing."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from ui.translation import language
from workstation.files import write_whole

if TYPE_CHECKING:
    from workstation.services.values import History

_BOM = b"\xef\xbb\xbf"
"""Without it a spreadsheet takes Chinese for another encoding."""


def csv_bytes(lines: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(lines)
    return _BOM + stream.getvalue().encode("utf-8")


def series_lines(history: History, first: int = 0, last: int | None = None) -> list[list[str]]:
    """One line a bucket: its first day, then every series; amounts in whole units of the currency with two
    decimals; an empty cell where there is no evidence."""
    last = len(history.starts) - 2 if last is None else last
    units = {"money": history.currency, "share": "0-1"}
    heads = [
        f"{one.name.of(language())} ({units[one.unit]})" if one.unit in units else one.name.of(language())
        for one in history.series
    ]
    lines = [[history.bucket, *heads]]
    for place in range(first, last + 1):
        day = datetime.fromtimestamp(int(history.starts[place]), UTC).date().isoformat()
        lines.append([day, *(_plain(float(one.values[place]), one.unit) for one in history.series)])
    return lines


def _plain(value: float, unit: str) -> str:
    if math.isnan(value):
        return ""
    if unit == "money":
        return f"{value / 100:.2f}"
    return f"{value:.4f}" if unit in ("share", "stars", "hours") else f"{value:.0f}"


def png_bytes(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(data.data())


def write_export(path: Path, data: bytes) -> Path:
    """Whole or not at all; readable like any document of the officer."""
    write_whole(path, data, private=False)
    return path
