"""Where the window begins: the application object, its font and look, and the main window over a launcher.

`workstation.app` calls `run_window` with the launcher it composed. Nothing heavy is loaded on the way here:
models, tables and the network come in workers once the first window stands.
"""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtWidgets import QApplication

from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from workstation.services.launching import Launcher

_LOG = logging.getLogger(__name__)

_TURN_SECONDS = 0.0005
"""How long a worker may keep the interpreter while the window waits for it. Painting asks for it many times
over; at Python's own 5 ms a sync would be felt in the fingers."""


def qt_application(argv: Sequence[str] = ()) -> QApplication:
    """The application object of this process, made where there is none yet."""
    sys.setswitchinterval(_TURN_SECONDS)
    there = QApplication.instance()
    made = there if isinstance(there, QApplication) else QApplication(["workstation", *argv])
    QCoreApplication.setApplicationName("loan-workstation")
    made.setDesktopFileName("loan-workstation")
    return made


def build_application(launcher: Launcher, argv: Sequence[str] = ()) -> tuple[QApplication, MainWindow]:
    """The application and its main window, not shown yet. What is loaded by the time a desk is open, and the
    models that a worker reads a moment later, stay for good: the garbage collector need not go through them
    again and again, which stops the window each time."""
    application, window = qt_application(argv), MainWindow(launcher)
    window.desk_opened.connect(gc.freeze)
    window.models_loaded.connect(gc.freeze)
    return application, window


def qt_version() -> str:
    """Load what window and printing stand on, and say which Qt that is."""
    import PySide6.QtPrintSupport  # noqa: F401 - loading it is the point

    return qVersion()


def run_window(launcher: Launcher, argv: Sequence[str] = ()) -> int:
    """Show the window and run until it is closed; returns the exit status."""
    application, window = build_application(launcher, argv)

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        _LOG.error("a fault of the program: %s", kind.__name__)
        window.say_error(error)

    before, sys.excepthook = sys.excepthook, report
    try:
        window.show()
        return application.exec()
    finally:
        sys.excepthook = before
