"""From the start of the process to the first window on the screen, against an empty PySide6 table window.

Both sides are fresh processes with the same Qt, without a display; each says how long after its own start the
first window was painted. The window is the sign-in of a profile that is set up, as on every morning.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, median_ms

NAME = "startup"
BASELINE = "an empty PySide6 table window"

_ROOT = Path(__file__).resolve().parent.parent

_SAY = """
def say_when_painted(window):
    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, painted)
            return False
    def painted():
        print(time.perf_counter() - STARTED)
        QCoreApplication.instance().quit()
    watch = Watch(window)
    window.installEventFilter(watch)
    for child in window.findChildren(QWidget):
        child.installEventFilter(watch)
"""
_CLOCK = "import time; STARTED = time.perf_counter()\n"
_QT = "from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer\nfrom PySide6.QtWidgets import "
_OURS = f"""{_CLOCK}import sys; from pathlib import Path
from workstation.app import DesktopLauncher
from ui.application import build_application
{_QT}QWidget
{_SAY}
application, window = build_application(DesktopLauncher(Path(sys.argv[1])))
window.show()
say_when_painted(window)
application.exec()
"""
_BARE = f"""{_CLOCK}{_QT}QApplication, QMainWindow, QTableView, QWidget
from PySide6.QtGui import QStandardItemModel
{_SAY}
application = QApplication([])
window = QMainWindow()
table = QTableView()
table.setModel(QStandardItemModel(0, 8))
window.setCentralWidget(table)
window.resize(1440, 900)
window.show()
say_when_painted(window)
application.exec()
"""


def run(rounds: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "keys.json").write_text("{}")  # a profile is set up: the window asks for a passphrase
        _first_window(_OURS, folder), _first_window(_BARE, folder)  # files come into the system's memory
        ours, bare = [], []
        for _ in range(rounds):
            ours.append(_first_window(_OURS, folder))
            bare.append(_first_window(_BARE, folder))
    against = median_ms(bare)
    return [
        Figure("start to first window", median_ms(ours), "ms", median_ms(ours) / against, BASELINE),
        Figure(BASELINE, against, "ms"),
    ]


def _first_window(program: str, folder: str) -> float:
    """Seconds from the interpreter's first line to the first painted window."""
    answer = subprocess.run(
        [sys.executable, "-c", program, folder],
        cwd=_ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(answer.stdout.split()[0])
