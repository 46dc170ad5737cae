"""The worklist: saved views at the left, a search that answers while one types, the list, a preview.

Goes in: pages of `WorklistRow` out of the cache. Comes out: an applicant opened. The list fetches as it is
scrolled; what changes elsewhere is read again without losing one's place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from ui.preferences import Preferences
from ui.screens.screen import Navigator, Screen
from ui.screens.worklist.inviting import Inviting
from ui.screens.worklist.preview import Preview
from ui.screens.worklist.table import COLUMNS, CONTEXT, as_lines, columns_of
from ui.screens.worklist.views import ViewList, empty_words, view_name
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.icons import icon
from ui.theme.style import theme
from ui.translation import translate
from ui.widgets.fitting import FittingLine
from ui.widgets.format import count, money
from ui.widgets.layout import column, frame, label, row
from ui.widgets.pieces import EmptyState
from ui.widgets.rows import PagedModel
from ui.widgets.table import DataTable
from workstation.events import Changes
from workstation.ports import (
    DATED_VIEWS,
    WorklistPage,
    WorklistQuery,
    WorklistRow,
    WorklistSort,
    WorklistView,
)

if TYPE_CHECKING:
    from workstation.services.desk import Desk

_PAGE, _MOST_AT_ONCE = 200, 2_000
_CONCERNS = {"record", "act", "scope", "letter", "sync"}
_PREVIEW = "worklist.preview"


class WorklistScreen(Screen):
    name = "worklist"

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        navigator: Navigator,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator, self._preferences = desk, tasks, navigator, preferences
        self._query = WorklistQuery(view=WorklistView.TO_DECIDE, limit=_PAGE)
        self._counts: Mapping[WorklistView, int] = {}
        self._task: Task[WorklistPage] | None = None
        self._keep = ""
        self.model: PagedModel[WorklistRow] = PagedModel(COLUMNS, CONTEXT, self._fetch, self)
        self.views = ViewList()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self._heading, self._summary = label("heading"), FittingLine("soft", " · ")
        self.table = DataTable(self.model, many=True)
        self.preview = Preview(desk, tasks)
        self.inviting = Inviting(desk, tasks, navigator, self)
        self.preview.setVisible(preferences.table_state(_PREVIEW) == "shown")
        self.empty = EmptyState("list-bullets", self._fill_empty)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.views.choose(self._query.view)
        self.table.show_sort(*self._query.order)

    def _lay_out(self) -> None:
        self.search.setMinimumWidth(theme().px(120))
        self.search.setMaximumWidth(theme().breadth(320))
        left = frame("side", column(self.views, margin=(tokens.SNUG, tokens.GAP, tokens.SNUG, 0)))
        edges = (tokens.GAP, tokens.GAP, tokens.ROOM, tokens.SNUG)
        head = row(self._heading, tokens.SNUG, self._summary, gap=tokens.SNUG, margin=edges)
        head.addStretch(1)
        head.addWidget(self.search, 4)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        middle = column(head, gap=0)
        middle.addWidget(self._stack, 1)
        whole = row(left, gap=0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.preview)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.views.chosen.connect(self._view_chosen)
        self.search.textChanged.connect(self._searched)
        self.table.opened.connect(lambda listed: self._navigator.open_applicant(listed.applicant_id))
        self.table.sort_asked.connect(self._sort)
        self.table.chosen.connect(lambda listed: self.preview.show_row(listed, self._query.view))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_summary())
        self.preview.open_asked.connect(self._navigator.open_applicant)
        self.preview.invite_asked.connect(self.inviting.open_for)
        self.model.modelReset.connect(self._arrived)
        self.model.rowsInserted.connect(lambda *_: self._show_summary())

    # --- what the shell asks of a screen ---------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Worklist")

    @property
    def applicant_id(self) -> str:
        """Whose row is current, or an empty text."""
        listed = self.table.current_row()
        return listed.applicant_id if isinstance(listed, WorklistRow) else ""

    def first_focus(self) -> QWidget:
        return self.table if self.model.rowCount() else self.search

    def offers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "search": self._focus_search,
            "copy.rows": self.copy_rows,
            "preview": self.toggle_preview,
        }

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (("↑ ↓", self.tr("Choose")), ("Enter", self.tr("Open")), ("/", self.tr("Search")))

    def on_shown(self) -> None:
        self.refresh()

    def on_changes(self, changes: Changes) -> None:
        if changes.applicants or changes.kinds & _CONCERNS:
            self.refresh()

    def close_screen(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def show_list(self, view: str) -> None:
        """Choose a view, as the palette does; what was searched for is let go."""
        self.search.clear()
        self.views.choose(WorklistView(view))

    # --- reading ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the list again as far as it was loaded, and the counts of the views."""
        self._keep = self.applicant_id or self._keep
        loaded = min(max(self.model.rowCount(), _PAGE), _MOST_AT_ONCE)
        self._ask(limit=loaded)
        self._tasks.read(self._desk.cases.view_counts, self._show_counts)

    def _ask(self, **changes: Any) -> None:
        self._query = replace(self._query, after=None, **changes)
        self.model.restart(columns_of(self._query.view))

    def _fetch(self, after: Any, then: Callable[[Sequence[WorklistRow], Any], None]) -> None:
        if after is None and self._task is not None:
            self._task.cancel()
        query = replace(self._query, after=after, limit=_PAGE if after else self._query.limit)
        worklist = self._desk.cases.worklist
        self._task = self._tasks.read(lambda: worklist(query), lambda page: then(page.rows, page.after))

    def _view_chosen(self, view: WorklistView) -> None:
        """A view about a day begins with the soonest, and leaving it ends that; else the order stays."""
        self._keep = ""
        if {view, self._query.view} & DATED_VIEWS:
            self._ask(view=view, limit=_PAGE, sort=None)
            self.table.show_sort(*self._query.order)
        else:
            self._ask(view=view, limit=_PAGE)
        self._show_summary()

    def _searched(self, text: str) -> None:
        self._ask(text=text.strip(), limit=_PAGE)

    def _sort(self, key: str, descending: bool) -> None:
        self._ask(sort=WorklistSort(key), descending=descending, limit=_PAGE)

    def _show_counts(self, counts: Mapping[WorklistView, int]) -> None:
        first, self._counts = not self._counts, counts
        if first and not counts.get(self._query.view):
            self.views.choose(WorklistView.ALL)  # nothing to decide today: begin with everything
        self.views.show_counts(counts)
        self._show_summary()

    def _arrived(self) -> None:
        rows = self.model.rows()
        was_in_list = self.empty.isAncestorOf(self.focusWidget() or self)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        place = next((n for n, listed in enumerate(rows) if listed.applicant_id == self._keep), 0)
        if rows:
            self.table.choose(place)
        if was_in_list:
            self.first_focus().setFocus()
        self._show_summary()
        self._show_empty()

    # --- showing ---------------------------------------------------------------------------------------

    def _show_summary(self) -> None:
        self._heading.setText(view_name(self._query.view))
        chosen = [r for r in self.table.selected_rows() if isinstance(r, WorklistRow)]
        if len(chosen) > 1:
            asked = sum(listed.amount or 0 for listed in chosen)
            told = self.tr("{n} chosen"), self.tr("asked for {sum} in all")
            self._summary.show_parts([words.format(n=count(len(chosen)), sum=money(asked)) for words in told])
            return
        if self._query.text:
            more = "+" if self.model.canFetchMore() else ""
            self._summary.show_parts([self.tr("{n} found").format(n=count(self.model.rowCount()) + more)])
            return
        total = self._counts.get(self._query.view)
        words = self.tr("{n} in this view").format(n=count(total))
        self._summary.show_parts([] if total is None else [words])

    def _show_empty(self) -> None:
        if self._query.text:
            self.empty.set_text(
                self.tr("Nothing found"),
                self.tr(
                    "Names, numbers, shops, pinyin and a phone's last digits are searched, in this view."
                ),
                self.tr("Search all files"),
            )
        elif self._counts.get(WorklistView.ALL):
            title, text = empty_words(self._query.view)
            self.empty.set_text(title, text, self.tr("Show all files"))
        else:
            self.empty.set_text(
                self.tr("No files on this device yet"),
                self.tr(
                    "Your files come from the hub. Synchronise while you have a network; then work anywhere."
                ),
                self.tr("Synchronise now"),
            )

    def _fill_empty(self) -> None:
        """The one act that gets what is missing: look everywhere, or fetch."""
        if self._query.text or self._counts.get(WorklistView.ALL):
            self.views.choose(WorklistView.ALL)
        else:
            self._navigator.sync_now()

    # --- acting ----------------------------------------------------------------------------------------

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def copy_rows(self) -> None:
        rows = [r for r in self.table.selected_rows() if isinstance(r, WorklistRow)]
        QGuiApplication.clipboard().setText(as_lines(rows, self.model.columns))
        self._navigator.say(self.tr("Rows copied: {n}.").format(n=count(len(rows))))

    def toggle_preview(self) -> None:
        shown = self.preview.isHidden()
        self.preview.setVisible(shown)
        self._preferences.remember_table(_PREVIEW, "shown" if shown else "")
        if shown:
            self.table.chosen.emit(self.table.current_row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, down and Enter lead into the list; Esc empties it first."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key == Qt.Key.Key_Down and self.model.rowCount():
                self.table.setFocus()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.applicant_id:
                self._navigator.open_applicant(self.applicant_id)
                return True
            if key == Qt.Key.Key_Escape:
                self.search.clear()
                self.table.setFocus()
                return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search names, numbers, shops"))
        self.search.setAccessibleName(self.tr("Search this list"))
        self.table.setAccessibleName(translate("Worklist", "Applicants"))
        self.model.retranslate()
        self._show_summary()
        self._show_empty()
