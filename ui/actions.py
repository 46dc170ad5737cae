"""Every action of the desk, once: its id, its words, its shortcut, its symbol. Nothing else makes shortcuts.

A row of `ACTIONS` is data; `Actions` turns the rows into `QAction`s of one window. The palette and the help
panel list them from here. What an action does is connected by whoever can do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QMetaObject, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.theme.icons import icon

CONTEXT = "Actions"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """`keys` are portable key texts, the first is shown; `palette` says if Ctrl+K offers it. `instead_of`
    names the action that is off while this one can be done, since both have the same keys."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    symbol: str = ""
    palette: bool = True
    instead_of: str = ""


ACTIONS: tuple[ActionRow, ...] = (
    ActionRow("go.worklist", QT_TRANSLATE_NOOP("Actions", "Worklist"), ("Ctrl+1",), "list-bullets"),
    ActionRow("go.visits", QT_TRANSLATE_NOOP("Actions", "Visits"), ("Ctrl+7",), "map-pin"),
    ActionRow("go.sync", QT_TRANSLATE_NOOP("Actions", "Sync centre"), ("Ctrl+2",), "cloud-check"),
    ActionRow("go.letters", QT_TRANSLATE_NOOP("Actions", "Letters"), ("Ctrl+3",), "file-text"),
    ActionRow("go.scenarios", QT_TRANSLATE_NOOP("Actions", "Scenarios"), ("Ctrl+5",), "sliders-horizontal"),
    ActionRow("go.monitor", QT_TRANSLATE_NOOP("Actions", "Monitor"), ("Ctrl+6",), "chart-line-up"),
    ActionRow("go.settings", QT_TRANSLATE_NOOP("Actions", "Settings"), ("Ctrl+4", "Ctrl+,"), "gear-six"),
    ActionRow("sync.now", QT_TRANSLATE_NOOP("Actions", "Synchronise now"),
              ("F5", "Ctrl+R"), "arrows-clockwise"),
    ActionRow("sync.stop", QT_TRANSLATE_NOOP("Actions", "Stop synchronising"), ("Ctrl+.",), "x"),
    ActionRow("palette", QT_TRANSLATE_NOOP("Actions", "Find a command or an applicant"), ("Ctrl+K",),
              "magnifying-glass", palette=False),
    ActionRow("help", QT_TRANSLATE_NOOP("Actions", "Help on this screen"), ("F1",), "question"),
    ActionRow("back", QT_TRANSLATE_NOOP("Actions", "Back"), ("Alt+Left",), "arrow-left"),
    ActionRow("search", QT_TRANSLATE_NOOP("Actions", "Search this list"),
              ("Ctrl+F", "/"), "magnifying-glass"),
    ActionRow("open.beside", QT_TRANSLATE_NOOP("Actions", "Open the file in a window of its own"),
              ("Ctrl+Return", "Ctrl+Enter"),
              "arrow-square-out"),
    ActionRow("copy.rows", QT_TRANSLATE_NOOP("Actions", "Copy the selected rows"), ("Ctrl+Shift+C",), "copy"),
    ActionRow("preview", QT_TRANSLATE_NOOP("Actions", "Show or hide the preview"), ("Ctrl+I",), "columns"),
    ActionRow("list.to_decide", QT_TRANSLATE_NOOP("Actions", "List: to decide"), (), "scales"),
    ActionRow("list.supervisor", QT_TRANSLATE_NOOP("Actions", "List: with the supervisor"), (), "users"),
    ActionRow("list.due_soon", QT_TRANSLATE_NOOP("Actions", "List: due in three days"), (), "calendar-blank"),
    ActionRow("list.overdue", QT_TRANSLATE_NOOP("Actions", "List: overdue"), (), "hourglass-medium"),
    ActionRow("list.promises", QT_TRANSLATE_NOOP("Actions", "List: promises to pay"), (), "handshake"),
    ActionRow("list.funds_checks", QT_TRANSLATE_NOOP("Actions", "List: use of money to check"), (), "eye"),
    ActionRow("list.to_visit", QT_TRANSLATE_NOOP("Actions", "List: to visit"), (), "map-pin"),
    ActionRow("list.warned", QT_TRANSLATE_NOOP("Actions", "List: models warn"), (), "trend-down"),
    ActionRow("list.needs_money", QT_TRANSLATE_NOOP("Actions", "List: likely to need money"), (), "wallet"),
    ActionRow("list.all", QT_TRANSLATE_NOOP("Actions", "List: all files"), (), "list-bullets"),
    ActionRow("list.approved", QT_TRANSLATE_NOOP("Actions", "List: approved"), (), "check-circle"),
    ActionRow("list.referred", QT_TRANSLATE_NOOP("Actions", "List: referred"), (), "arrow-up-right"),
    ActionRow("list.declined", QT_TRANSLATE_NOOP("Actions", "List: declined"), (), "x-circle"),
    ActionRow("list.incomplete", QT_TRANSLATE_NOOP("Actions", "List: incomplete"), (), "circle-half"),
    ActionRow("list.unsent", QT_TRANSLATE_NOOP("Actions", "List: not sent yet"), (), "cloud-arrow-up"),
    ActionRow("list.refused", QT_TRANSLATE_NOOP("Actions", "List: refused by the hub"), (), "warning-circle"),
    ActionRow("file.overview", QT_TRANSLATE_NOOP("Actions", "File: overview"), ("Alt+1",),
              "identification-card"),
    ActionRow("file.history", QT_TRANSLATE_NOOP("Actions", "File: history"), ("Alt+2",), "chart-line"),
    ActionRow("file.assessment", QT_TRANSLATE_NOOP("Actions", "File: assessment"), ("Alt+3",), "scales"),
    ActionRow("file.decide", QT_TRANSLATE_NOOP("Actions", "File: decide"), ("Alt+4",), "handshake"),
    ActionRow("file.trail", QT_TRANSLATE_NOOP("Actions", "File: letters and trail"), ("Alt+5",), "path"),
    ActionRow("file.loans", QT_TRANSLATE_NOOP("Actions", "File: loans"), ("Alt+6",), "coin"),
    ActionRow("file.documents", QT_TRANSLATE_NOOP("Actions", "File: documents"), ("Alt+7",), "folder-open"),
    ActionRow("file.request", QT_TRANSLATE_NOOP("Actions", "Take down a request"),
              ("Ctrl+N",), "note-pencil"),
    ActionRow("file.reassess", QT_TRANSLATE_NOOP("Actions", "Assess again"),
              ("Ctrl+Shift+A",), "arrows-clockwise"),
    ActionRow("file.surveys", QT_TRANSLATE_NOOP("Actions", "File: surveys"), ("Alt+8",), "clipboard-text"),
    ActionRow("file.visit", QT_TRANSLATE_NOOP("Actions", "Start a visit, or go on with it"),
              ("Ctrl+Shift+N",), "map-pin"),
    ActionRow("survey.next_section", QT_TRANSLATE_NOOP("Actions", "Survey: next section"), ("Ctrl+PgDown",),
              "arrow-right"),
    ActionRow("survey.previous_section", QT_TRANSLATE_NOOP("Actions", "Survey: section before"),
              ("Ctrl+PgUp",), "arrow-left"),
    ActionRow("survey.add_row", QT_TRANSLATE_NOOP("Actions", "Survey: add a line"),
              ("Ctrl+Return", "Ctrl+Enter"), "plus", instead_of="open.beside"),
    ActionRow("survey.remove_row", QT_TRANSLATE_NOOP("Actions", "Survey: remove this line"),
              ("Ctrl+Shift+Del",), "trash"),
    ActionRow("survey.next_problem", QT_TRANSLATE_NOOP("Actions", "Survey: next answer to mend"), ("F8",),
              "warning"),
    ActionRow("survey.previous_problem", QT_TRANSLATE_NOOP("Actions", "Survey: answer to mend before"),
              ("Shift+F8",), "warning"),
    ActionRow("survey.checks", QT_TRANSLATE_NOOP("Actions", "Survey: show or hide the cross-checks"),
              ("Ctrl+Shift+K",), "scales"),
    ActionRow("survey.finish", QT_TRANSLATE_NOOP("Actions", "Survey: to the end"), ("Ctrl+Shift+E",), "lock"),
    ActionRow("letter.save", QT_TRANSLATE_NOOP("Actions", "Save the paper as a file"),
              ("Ctrl+S",), "download-simple"),
    ActionRow("letter.print", QT_TRANSLATE_NOOP("Actions", "Print the paper"), ("Ctrl+P",), "printer"),
    ActionRow("visit.add", QT_TRANSLATE_NOOP("Actions", "Add a seller to the visits"),
              ("Ctrl+Shift+F",), "plus"),
    ActionRow("visit.remove", QT_TRANSLATE_NOOP("Actions", "Take the seller off the list of visits"),
              ("Del",), "minus"),
    ActionRow("visit.place", QT_TRANSLATE_NOOP("Actions", "Note where the seller is"),
              ("Ctrl+G",), "map-pin"),
    ActionRow("visit.route", QT_TRANSLATE_NOOP("Actions", "Show or hide the route of the day"),
              ("Ctrl+Shift+G",), "path"),
    ActionRow("visit.clear", QT_TRANSLATE_NOOP("Actions", "Take everybody out of the route"),
              ("Ctrl+Shift+X",), "x"),
    ActionRow("scenario.preview", QT_TRANSLATE_NOOP("Actions", "Preview the scenario on the files here"),
              ("Ctrl+E",), "eye"),
    ActionRow("scenario.stop", QT_TRANSLATE_NOOP("Actions", "Stop the preview"), (), "x"),
    ActionRow("letter.verify", QT_TRANSLATE_NOOP("Actions", "Verify a paper"),
              ("Ctrl+Shift+V",), "shield-check"),
    ActionRow("letter.code", QT_TRANSLATE_NOOP("Actions", "Verify the code on a paper"), (), "fingerprint"),
    ActionRow("letter.void", QT_TRANSLATE_NOOP("Actions", "Void the letter"), (), "x-circle"),
    ActionRow("language", QT_TRANSLATE_NOOP("Actions", "Switch between Chinese and English"),
              ("Ctrl+Shift+L",),
              "translate"),
    ActionRow("theme", QT_TRANSLATE_NOOP("Actions", "Switch between light and dark"),
              ("Ctrl+Shift+D",), "moon"),
    ActionRow("text.larger", QT_TRANSLATE_NOOP("Actions", "Larger text"), ("Ctrl++", "Ctrl+="), "text-aa"),
    ActionRow("text.smaller", QT_TRANSLATE_NOOP("Actions", "Smaller text"), ("Ctrl+-",), "text-aa"),
    ActionRow("quit", QT_TRANSLATE_NOOP("Actions", "Close the program"), ("Ctrl+Q",), "sign-out"),
)  # fmt: skip


def row_of(action_id: str) -> ActionRow:
    return next(row for row in ACTIONS if row.id == action_id)


def action_text(row: ActionRow) -> str:
    return QCoreApplication.translate(CONTEXT, row.text)


def shown_keys(row: ActionRow) -> str:
    """The first shortcut as this system writes it, or an empty text."""
    return QKeySequence(row.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if row.keys else ""


class Actions(QObject):
    """The actions of one window. An action that nobody connected is disabled."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._by_id: dict[str, QAction] = {}
        self._bound: dict[str, QMetaObject.Connection] = {}
        for row in ACTIONS:
            action = QAction(window)
            action.setObjectName(row.id)
            action.setShortcuts([QKeySequence(keys) for keys in row.keys])
            action.setEnabled(False)
            if row.symbol:
                action.setIcon(icon(row.symbol))
            window.addAction(action)
            self._by_id[row.id] = action
        self.retranslate()

    def bind(self, offers: Mapping[str, Callable[[], object]]) -> None:
        """What the screen in view can do; what the one before could do is taken back."""
        for action_id, connection in self._bound.items():
            action = self._by_id[action_id]
            action.triggered.disconnect(connection)
            action.setEnabled(False)
            if other := row_of(action_id).instead_of:
                self._by_id[other].setEnabled(True)
        self._bound.clear()
        for action_id, do in offers.items():
            action = self._by_id[action_id]
            self._bound[action_id] = action.triggered.connect(lambda _=False, do=do: do())
            if other := row_of(action_id).instead_of:
                self._by_id[other].setEnabled(False)
            action.setEnabled(True)

    def on(self, action_id: str, do: Callable[[], object]) -> None:
        """Say what an action does, and make it available."""
        action = self._by_id[action_id]
        action.triggered.connect(lambda: do())
        action.setEnabled(True)

    def action(self, action_id: str) -> QAction:
        return self._by_id[action_id]

    def offered(self) -> Iterator[tuple[ActionRow, QAction]]:
        """What the palette lists: enabled actions in the order of the table."""
        for row in ACTIONS:
            if row.palette and self._by_id[row.id].isEnabled():
                yield row, self._by_id[row.id]

    def retranslate(self) -> None:
        for row in ACTIONS:
            self._by_id[row.id].setText(action_text(row))
            self._by_id[row.id].setToolTip(f"{action_text(row)}  {shown_keys(row)}".strip())
