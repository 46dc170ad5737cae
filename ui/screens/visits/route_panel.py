"""The route of the day beside the list: how it is planned, the plan, the stops, who is left out and why.

Goes in: the sellers chosen. One route is worked out at a time, in a worker; what was asked meanwhile is
worked out after it, the newest only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.preferences import Preferences
from ui.screens.screen import Navigator
from ui.screens.visits.picture import PlanPicture
from ui.screens.visits.place_form import PlaceForm
from ui.screens.visits.plan_form import PlanForm
from ui.screens.visits.stops import LEFT_OUT, STOPS, LeftOut, StopLine, left_out_lines, stop_lines, stop_words
from ui.screens.visits.words import CONTEXT
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.widgets.fitting import FittingLine
from ui.widgets.format import count, day
from ui.widgets.layout import column, label
from ui.widgets.notice import Notice
from ui.widgets.paper_acts import PaperActs
from ui.widgets.pieces import EmptyState, SectionHeader, button
from ui.widgets.table import FittedTable
from ui.widgets.trouble import said_error
from workstation.domain.hours import clock
from workstation.services.visits import DayPlan, DayRoute, VisitPlace, kilometres

if TYPE_CHECKING:
    from workstation.services.desk import Desk

_Asked = tuple[tuple[str, ...], DayPlan]


class RoutePanel(QWidget):
    """`found` is the route that is shown, None while there is none; `opened(applicant_id)` on Enter."""

    opened = Signal(str)
    left = Signal()
    """Nothing more is done here: back to the list."""

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
        self._sellers: tuple[str, ...] = ()
        self._task: Task[DayRoute] | None = None
        self._asked: _Asked | None = None
        self.found: DayRoute | None = None
        self.form = PlanForm(preferences, desk.clock.today())
        self.save, self.print = button("quiet", "download-simple"), button("quiet", "printer")
        self.back = button("quiet", "arrow-left")
        self._head, self._left_head = SectionHeader(self.back, self.save, self.print), SectionHeader()
        self.totals, self.picture, self.notice = FittingLine("heading", " · "), PlanPicture(), Notice()
        self.stops, self.left_out = FittedTable(STOPS, CONTEXT), FittedTable(LEFT_OUT, CONTEXT)
        self.stop_said = label("soft", wrap=True, selectable=True)
        self.place, self.empty = PlaceForm(desk, tasks, navigator), EmptyState("path")
        self.acts = PaperActs(tasks, self)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show(None)

    def _lay_out(self) -> None:
        self._day = QWidget()
        self._day.setLayout(column(self.totals, self.picture, self.stops, self.stop_said, gap=tokens.GAP))
        self._missed = QWidget()
        self._missed.setLayout(column(self._left_head, self.left_out, gap=tokens.SNUG))
        parts = (self._head, self.form, self.notice, self._day, self._missed, self.place, self.empty, None)
        edges = (tokens.ROOM, tokens.GAP, tokens.WIDE, tokens.ROOM)
        self.setLayout(column(*parts, gap=tokens.ROOM, margin=edges))

    def _connect(self) -> None:
        self.form.changed.connect(self.work_out)
        self.back.clicked.connect(self.left)
        self.save.clicked.connect(self.choose_where_to_save)
        self.print.clicked.connect(self.choose_printer)
        self.stops.chosen.connect(self._show_stop)
        self.stops.opened.connect(self._open)
        self.left_out.opened.connect(lambda _: self.place.begin())
        self.place.noted.connect(self._noted)
        self.left_out.chosen.connect(self._show_left_out)
        self.acts.saved.connect(lambda p: self._navigator.say(self.tr("Saved as {path}").format(path=p)))
        self.acts.printed.connect(
            lambda n: self._navigator.say(self.tr("Pages printed: {n}").format(n=n))
        )  # fmt: skip
        self.acts.failed.connect(self._navigator.say_error)

    # --- working it out --------------------------------------------------------------------------------

    def show_sellers(self, applicant_ids: Sequence[str]) -> None:
        self._sellers = tuple(applicant_ids)
        self.work_out()

    def work_out(self) -> None:
        """The route through the chosen, by what the form says now."""
        plan = self.form.plan()
        self._asked = (self._sellers, plan) if self._sellers and plan is not None else None
        if self._asked is None:
            self._show(None)
        elif self._task is None:
            self._next()

    def _next(self) -> None:
        if self._asked is None:
            return
        (sellers, plan), self._asked = self._asked, None
        route = self._desk.visits.route
        self._task = self._tasks.read(lambda: route(sellers, plan), self._worked_out, self._failed)

    def _worked_out(self, found: DayRoute) -> None:
        self._task = None
        if self._asked is not None:
            self._next()
        elif self._sellers and self.form.plan() is not None:
            self._show(found)

    def _failed(self, error: BaseException) -> None:
        self._task = None
        self._show(None)
        self.empty.hide()
        words = said_error(error)
        self.notice.show_notice("warn", words.what, words.now)
        self._next()

    def stop(self) -> None:
        self._asked = None
        if self._task is not None:
            self._task.cancel()

    # --- showing ---------------------------------------------------------------------------------------

    def _show(self, found: DayRoute | None) -> None:
        self.found = found
        self.notice.show_notice("soft", "")
        stops = stop_lines(found) if found else ()
        missed = left_out_lines(found) if found else ()
        was_in_missed = self.left_out.hasFocus()
        self.picture.show_route(found, self.form.start_name)
        self.stops.show_rows(stops)
        self._show_missed(missed)
        self.stops.choose(max(self.stops.currentIndex().row(), 0))
        self._show_stop(self.stops.current_row())
        self._day.setVisible(bool(stops))
        self.empty.setVisible(not stops and not missed)
        for act in (self.save, self.print):
            act.setEnabled(bool(stops))
        if was_in_missed and not missed:
            self.stops.setFocus()
        self._tell()

    def _show_missed(self, missed: tuple[LeftOut, ...]) -> None:
        before = self.left_out.current_row()
        kept = before.place.applicant_id if isinstance(before, LeftOut) else ""
        self.left_out.show_rows(missed)
        self._missed.setVisible(bool(missed))
        names = [line.place.applicant_id for line in missed]
        if missed:
            self.left_out.choose(names.index(kept) if kept in names else 0)
        else:
            self._show_left_out(None)

    def _show_stop(self, line: object) -> None:
        self.stop_said.setText(stop_words(line) if isinstance(line, StopLine) else "")

    def _show_left_out(self, line: object) -> None:
        """Whose place is asked for below; where one is being typed, that is let finish."""
        if not self.place.is_in_use:
            self.place.show_place(line.place if isinstance(line, LeftOut) else None)

    def note_place_of(self, place: VisitPlace) -> None:
        """Ask where this seller is, whether it is in the day or not."""
        self.place.show_place(place)
        self.place.begin()

    def _noted(self) -> None:
        """The keyboard goes to who else is left out, else to the stops, else back to the list."""
        tables = [one for one in (self.left_out, self.stops) if one.isVisible()]
        if tables:
            tables[0].setFocus()
        else:
            self.left.emit()

    def _tell(self) -> None:
        found = self.found
        chosen = self.tr("{n} chosen").format(n=count(len(self._sellers))) if self._sellers else ""
        note = " · ".join(filter(None, (day(self.form.day.day()), chosen)))
        self._head.set_text(self.tr("Route of the day"), note)
        if found is not None:
            missed = len(found.route.left_out) + len(found.unplaced)
            parts = [
                self.tr("{n} visits").format(n=count(len(found.route.legs))),
                kilometres(found.route.metres),
                self.tr("back at {time}").format(time=clock(found.route.home)),
            ]
            if missed:
                parts.append(self.tr("{n} left out").format(n=count(missed)))
            self.totals.show_parts(parts)
            self._left_head.set_text(self.tr("Not in this day"), count(missed) if missed else "")
        self._tell_empty()

    def _tell_empty(self) -> None:
        if not self.form.has_start:
            self.empty.set_text(
                self.tr("Where do you leave from?"),
                self.tr("Type the position of your branch once; it is remembered. No network is needed."),
            )
        elif not self._sellers:
            self.empty.set_text(
                self.tr("Nobody chosen yet"),
                self.tr("Choose sellers in the list with Space: the order of the day is worked out here."),
            )
        else:
            self.empty.set_text(self.tr("Working out the route…"), "")

    # --- acting ----------------------------------------------------------------------------------------

    def _open(self, line: object) -> None:
        if isinstance(line, StopLine):
            self.opened.emit(line.place.applicant_id)

    def choose_where_to_save(self) -> None:
        self._paper(lambda pdf, name: self.acts.choose_where_to_save(self.tr("Save the route"), pdf, name))

    def choose_printer(self) -> None:
        self._paper(self.acts.choose_printer)

    def _paper(self, then: Callable[[bytes, str], None]) -> None:
        found = self.found
        if found is None or not found.route.legs:
            self._navigator.say(self.tr("There is no route to print yet."), kind="warn")
            return
        start, name = self.form.start_name, self.tr("Route {day}").format(day=day(found.plan.day))
        paper = self._desk.visits.paper
        self._tasks.read(lambda: paper(found, start), lambda pdf: then(pdf, name))

    def retranslate(self) -> None:
        self.form.retranslate()
        self.place.retranslate()
        self.back.setText(self.tr("The list"))
        self.save.setText(self.tr("Save"))
        self.print.setText(self.tr("Print"))
        self.stops.setAccessibleName(self.tr("Stops in order"))
        self.left_out.setAccessibleName(self.tr("Not in this day"))
        for table in (self.stops, self.left_out):
            table.rows_model.retranslate()
        self.picture.show_route(self.found, self.form.start_name)
        self._tell()
