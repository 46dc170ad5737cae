"""The visits: what is to be visited, by when and how far it has come, and beside it the route of the day.

Goes in: one reading of what all the files here say of visits. Comes out: a file opened at its surveys, a
route on paper, a place noted. The list is filtered and ordered in the window: it is never long.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QWidget

from ui.preferences import Preferences
from ui.screens.screen import Navigator, Screen
from ui.screens.visits.adding import AddSeller
from ui.screens.visits.campaigns import CampaignStrip
from ui.screens.visits.filters import FilterBar
from ui.screens.visits.route_panel import RoutePanel
from ui.screens.visits.table import VisitModel, VisitTable, as_lines, ordered
from ui.screens.visits.words import Stage, is_in
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.style import holder, theme
from ui.widgets.format import count
from ui.widgets.layout import column
from ui.widgets.pieces import EmptyState, button
from ui.widgets.scroll import Scroller
from workstation.domain.visit_list import VisitRow, WhyListed, campaign_progress
from workstation.domain.workshop import Role
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.ports import WorklistRow

if TYPE_CHECKING:
    from workstation.services.desk import Desk
    from workstation.services.visits import VisitPlace

_BOTH, _LEAST_ROUTE = 1160, 480
"""So wide, at 100 % text, the list and the route stand side by side."""
_LEAST_LIST = 120
_CONCERNS = {"record", "act", "scope", "draft", "visit", "sync"}


class VisitsScreen(Screen):
    name = "visits"

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        navigator: Navigator,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._task: Task[tuple[VisitRow, ...]] | None = None
        self._rows: tuple[VisitRow, ...] | None = None
        self._sort = ("", False)
        reviews = desk.officer.role != Role.OFFICER
        self.campaigns = CampaignStrip()
        self.model = VisitModel(desk.clock.today, self)
        self.table = VisitTable(self.model)
        self.route = RoutePanel(desk, tasks, navigator, preferences)
        self.add, self.to_route = button("", "plus"), button("", "path")
        self.filters = FilterBar(
            Stage.TO_REVIEW if reviews else Stage.TO_GO, self.add, self.to_route
        )  # fmt: skip
        self._on_route, self._beside = False, True
        self.empty = EmptyState("map-pin", self._fill_empty)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._stack.setMinimumHeight(theme().px(_LEAST_LIST))
        edges = (tokens.WIDE, tokens.ROOM, tokens.ROOM, tokens.SNUG)
        head = column(self.campaigns, self.filters, gap=tokens.GAP, margin=edges)
        self._list, self._side = QWidget(), Scroller(self.route)
        whole = column(head, gap=0)
        whole.addWidget(self._stack, 1)
        self._list.setLayout(whole)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self._list)
        sides.addWidget(self._side)
        self._side.setMinimumWidth(theme().px(_LEAST_ROUTE))
        sides.setStretchFactor(0, 5)
        sides.setStretchFactor(1, 4)
        sides.setSizes([theme().px(800), theme().px(520)])
        self.setLayout(column(sides, gap=0))

    def _connect(self) -> None:
        self.filters.changed.connect(self._show_rows)
        self.filters.search.installEventFilter(self)
        self.model.checked_changed.connect(self._checked)
        self.table.opened.connect(self._open)
        self.table.sort_asked.connect(self._order)
        self.route.opened.connect(self._open_surveys)
        self.route.left.connect(self._back_to_list)
        self.add.clicked.connect(self.add_seller)
        self.to_route.clicked.connect(self.show_or_hide_route)
        holder().changed.connect(self._fit)

    # --- one side or both ------------------------------------------------------------------------------

    def _is_narrow(self) -> bool:
        return self.width() < theme().px(_BOTH)

    def _fit(self) -> None:
        """Where there is no room for both sides, one of them is shown."""
        narrow = self._is_narrow()
        self._list.setVisible(not (narrow and self._on_route))
        self._side.setVisible(self._on_route if narrow else self._beside)
        self.to_route.setVisible(narrow)
        self.route.back.setVisible(narrow)

    def show_or_hide_route(self) -> None:
        if self._is_narrow():
            self._on_route = not self._on_route
        else:
            self._beside = not self._beside
        self._fit()
        (self.first_focus() if self._list.isVisible() else self.route.form.name).setFocus()

    def _back_to_list(self) -> None:
        if self._list.isVisible():
            self.first_focus().setFocus()
        else:
            self.show_or_hide_route()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # --- what the shell asks of a screen ---------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Visits")

    @property
    def applicant_id(self) -> str:
        """Whose row is current, or an empty text."""
        chosen = self.table.current_row()
        return chosen.applicant.id if isinstance(chosen, VisitRow) else ""

    def first_focus(self) -> QWidget:
        return self.table if self.model.rowCount() else self.filters.search

    def offers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "search": self._focus_search,
            "copy.rows": self.copy_rows,
            "visit.add": self.add_seller,
            "visit.remove": self.take_off,
            "visit.place": self.note_place,
            "visit.route": self.show_or_hide_route,
            "visit.clear": self.clear_choice,
            "letter.save": self.route.choose_where_to_save,
            "letter.print": self.route.choose_printer,
        }

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (("Space", self.tr("Choose for the route")), ("Enter", self.tr("Open the surveys")))

    def on_shown(self) -> None:
        self.route.form.turn_day(self._desk.clock.today())
        self.refresh()

    def on_changes(self, changes: Changes) -> None:
        if changes.applicants or changes.kinds & _CONCERNS:
            self.refresh()

    def close_screen(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.route.stop()

    # --- the list --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = self._tasks.read(self._desk.visits.all, self._show_all)

    def _show_all(self, rows: tuple[VisitRow, ...]) -> None:
        first, self._rows = self._rows is None, rows
        if first and rows and not any(is_in(self.filters.stage, one) for one in rows):
            self.filters.stages.choose(Stage.ALL)
        self.filters.show_rows(rows)
        self.model.keep_only({one.applicant.id for one in rows})
        self._show_rows()
        self.route.work_out()  # a place may have been noted

    def _show_rows(self) -> None:
        kept = self.table.current_row()
        rows = [one for one in self._rows or () if self.filters.passes(one)]
        self._show_campaigns()
        was_in_list = self._stack.isAncestorOf(self.focusWidget() or self)
        self.model.set_rows(ordered(rows, *self._sort))
        keys = [one.key for one in self.model.rows()]
        wanted = kept.key if isinstance(kept, VisitRow) else ""
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self.table.choose(keys.index(wanted) if wanted in keys else 0)
        if was_in_list:
            self.first_focus().setFocus()
        self._show_empty()

    def _show_campaigns(self) -> None:
        """How far they have come, all or one officer's part of them."""
        rows = [one for one in self._rows or () if self.filters.is_of_officer(one)]
        self.campaigns.show_campaigns(campaign_progress(rows), self._desk.clock.today())

    def _order(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        self._show_rows()

    def _checked(self) -> None:
        self.route.show_sellers(self.model.checked())
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        """On the button that stands for the route where that is not in view."""
        chosen = len(self.model.checked())
        words = self.tr("Route of the day")
        self.to_route.setText(f"{words}  {count(chosen)}" if chosen else words)

    def _show_empty(self) -> None:
        if self._rows and self.filters.narrows:
            self.empty.set_text(
                self.tr("Nothing found"),
                self.tr("Names, numbers, places, phones and campaigns are searched, in this list."),
                self.tr("Show the whole list"),
            )
        elif self._rows:
            self.empty.set_text(*self._empty_stage(), self.tr("Show everything"))
        else:
            self.empty.set_text(
                self.tr("No visits yet"),
                self.tr(
                    "Visits of a campaign come with a synchronisation, and whom a decision refers to a visit"
                    " is listed by itself. Anybody else you add."
                ),
                self.tr("Add a seller"),
            )

    def _empty_stage(self) -> tuple[str, str]:
        stages = {
            Stage.TO_GO: (
                self.tr("Nobody has to be visited"),
                self.tr(
                    "Every visit that was planned is made. What a supervisor asks again comes back here."
                ),
            ),
            Stage.TO_REVIEW: (
                self.tr("Nothing waits for a review"),
                self.tr("A survey that was finished and sent waits here until a supervisor has said a word."),
            ),
            Stage.DONE: (
                self.tr("Nothing is done yet"),
                self.tr("A planned visit stands here once its survey is accepted."),
            ),
        }
        return stages.get(self.filters.stage, (self.tr("No visits yet"), ""))

    def _fill_empty(self) -> None:
        """The one act that gets what is missing."""
        if self._rows and self.filters.narrows:
            self.filters.clear()
        elif self._rows:
            self.filters.stages.choose(Stage.ALL)
            self._show_rows()
        else:
            self.add_seller()

    # --- acting ----------------------------------------------------------------------------------------

    def _open(self, chosen: object) -> None:
        if isinstance(chosen, VisitRow):
            self._open_surveys(chosen.applicant.id)

    def _open_surveys(self, applicant_id: str) -> None:
        self._navigator.open_applicant(applicant_id, "surveys")

    def _focus_search(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def copy_rows(self) -> None:
        rows = [one for one in self.table.selected_rows() if isinstance(one, VisitRow)]
        QGuiApplication.clipboard().setText(as_lines(rows, self.model.columns))
        self._navigator.say(self.tr("Rows copied: {n}.").format(n=count(len(rows))))

    def add_seller(self) -> None:
        AddSeller(self._desk, self._tasks, self._take_in, self).open()

    def _take_in(self, seller: WorklistRow) -> None:
        """On the list, and in the route at once: that is what it was added for."""
        who, add = seller.applicant_id, self._desk.visits.add
        self._tasks.write(
            lambda: add(who), lambda _: self.model.check([who], on=True), self._navigator.say_error
        )

    def take_off(self) -> None:
        """Whom the officer added; what a campaign or a decision asks for stays."""
        chosen = [one for one in self.table.selected_rows() if isinstance(one, VisitRow)]
        who = [one.applicant.id for one in chosen if WhyListed.ADDED in one.why]
        if not who:
            words = self.tr("Only whom you added can be taken off: campaigns and decisions list the others.")
            self._navigator.say(words, kind="warn")
            return
        take_off = self._desk.visits.take_off
        self._tasks.write(lambda: [take_off(one) for one in who], lambda _: None)

    def clear_choice(self) -> None:
        self.model.check(self.model.checked(), on=False)

    def note_place(self) -> None:
        """Where the seller of the current row is to be found."""
        who, places = self.applicant_id, self._desk.visits.places
        if not who:
            self._navigator.say(self.tr("Choose a seller first."), kind="warn")
            return
        self._tasks.read(lambda: places([who])[0], self._note, self._not_found)

    def _note(self, place: VisitPlace) -> None:
        if not self._side.isVisible():
            self.show_or_hide_route()
        self.route.note_place_of(place)

    def _not_found(self, error: BaseException) -> None:
        self._navigator.say_error(error)
        if isinstance(error, KnownError):
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, down leads into the list; Esc empties it first."""
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if watched is self.filters.search and is_key:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Down and self.model.rowCount():
                self.table.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.filters.search.text():
                self.filters.search.clear()
                self.table.setFocus()
                return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        self.add.setText(self.tr("Add a seller"))
        self._tell_chosen()
        self.table.setAccessibleName(self.tr("Visits"))
        self.filters.retranslate()
        if self._rows is not None:
            self.filters.show_rows(self._rows)
            self.campaigns.forget()
            self._show_campaigns()
        self.route.retranslate()
        self.model.retranslate()
        self._show_empty()
