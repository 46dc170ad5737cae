"""The sync centre: the answer on top, then what waits and what failed, then what the last sync did.

Goes in: the state of the sync at work. Comes out: send again, put away, synchronise, stop. Putting away
asks once, because what was put away is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.screens.screen import Navigator, Screen
from ui.screens.sync_centre.table import COLUMNS, CONTEXT, NEEDS_PERSON, kind_name
from ui.shell import sync_words
from ui.shell.sync_runner import SyncRunner
from ui.tasks import Tasks
from ui.theme import tokens
from ui.translation import said, translate
from ui.widgets.dialogs import ask
from ui.widgets.format import DASH, count, moment
from ui.widgets.layout import column, label, row, set_look
from ui.widgets.pieces import EmptyState, KeyFigure, SectionHeader, Symbol, button
from ui.widgets.progress import ProgressLine
from ui.widgets.rows import RowsModel
from ui.widgets.table import DataTable
from workstation.domain.acts import OutboxEntry

if TYPE_CHECKING:
    from workstation.services.desk import Desk

_ANSWER_SYMBOLS = {
    "good": "shield-check",
    "warn": "cloud-arrow-up",
    "bad": "warning-circle",
    "plain": "clock",
}
_FEW_NUMBERS = 5
"""Below so many letter numbers the officer is told to synchronise before a day without network."""


class SyncScreen(Screen):
    name = "sync"

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        navigator: Navigator,
        runner: SyncRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator, self._runner = desk, tasks, navigator, runner
        self.model: RowsModel[OutboxEntry] = RowsModel(COLUMNS, CONTEXT, self)
        self._symbol = Symbol("shield-check", "good", 40)
        self.answer, self._advice = label("title", wrap=True), label("soft", wrap=True)
        self.go = button("primary", "arrows-clockwise")
        self.go.clicked.connect(navigator.sync_now)
        self.progress = ProgressLine()
        self.progress.stopped.connect(runner.stop)
        self._figures = {name: KeyFigure() for name in ("files", "waiting", "stuck", "numbers", "last")}
        self.table = DataTable(self.model)
        self.retry, self.put_away = button("", "arrow-counter-clockwise"), button("danger", "archive")
        self.open_file = button("", "arrow-right")
        self.retry.clicked.connect(lambda: self._with_chosen(self._retry))
        self.put_away.clicked.connect(lambda: self._with_chosen(self._ask_to_put_away))
        self.open_file.clicked.connect(lambda: self._with_chosen(self._open))
        self.table.opened.connect(self._open)
        self._waiting_head = SectionHeader(self.open_file, self.retry, self.put_away)
        self._last_head = SectionHeader()
        self._last_words, self._last_numbers = label("", wrap=True), label("soft", wrap=True)
        self.empty = EmptyState("check-circle")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._lay_out()
        runner.changed.connect(self._show)
        self.table.chosen.connect(lambda _: self._show_choices())
        self.retranslate()

    def _lay_out(self) -> None:
        head = row(self._symbol, gap=tokens.ROOM)
        head.addLayout(column(self.answer, self._advice, gap=2), 1)
        head.addWidget(self.go)
        figures = row(gap=tokens.BROAD)
        for figure in self._figures.values():
            figures.addWidget(figure)
        figures.addStretch(1)
        upper = (head, self.progress, tokens.SNUG, figures, tokens.SNUG, self._waiting_head)
        body = column(*upper, gap=tokens.SNUG, margin=(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.ROOM))
        body.addWidget(self._stack, 1)
        for part in (self._last_head, self._last_words, self._last_numbers):
            body.addWidget(part)
        self.setLayout(body)

    # --- what the shell asks of a screen ---------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Sync centre")

    def first_focus(self) -> QWidget:
        return self.table if self.model.rowCount() else self.go

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (("Enter", self.tr("Open the file")),)

    def on_shown(self) -> None:
        self._runner.read_status()
        self._show()

    # --- showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        state = self._runner.state
        tone, answer, advice = sync_words.answer(state)
        self._symbol.show_symbol(_ANSWER_SYMBOLS[tone], "text_soft" if tone == "plain" else tone)
        self.answer.setText(answer)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.progress.setVisible(state.running)
        self.go.setEnabled(not state.running)
        if state.running:
            self.progress.show_step(*sync_words.phase_words(state))
        self._show_figures()
        self._show_outbox()
        self._show_last()

    def _show_figures(self) -> None:
        state = self._runner.state
        status = state.status
        left = status.numbers_left if status else None
        few = self.tr("few: synchronise before you go") if left is not None and left < _FEW_NUMBERS else ""
        held = sync_words.stuck(state)
        shown = {
            "files": (self.tr("Files on this device"), count(status.files if status else None), "", ""),
            "waiting": (self.tr("Waiting to be sent"), count(sync_words.waiting(state)), "", ""),
            "stuck": (self.tr("Need you"), count(held), self.tr("see below") if held else "", "bad"),
            "numbers": (self.tr("Letter numbers left"), count(left), few, "warn"),
            "last": (self.tr("Last sync"), self._last_time(), status.hub_url if status else "", ""),
        }
        for name, (title, figure, note, tone) in shown.items():
            self._figures[name].show_figure(title, figure, note, tone)

    def _last_time(self) -> str:
        status = self._runner.state.status
        return moment(status.finished_at).partition(" ")[2] if status and status.finished_at else DASH

    def _show_outbox(self) -> None:
        status = self._runner.state.status
        entries = status.outbox if status else ()
        if tuple(self.model.rows()) != entries:
            chosen = self.table.current_row()
            self.model.replace_rows(entries)
            self.table.choose(entries.index(chosen) if chosen in entries else 0)
        self._stack.setCurrentWidget(self.table if entries else self.empty)
        self._show_choices()

    def _show_choices(self) -> None:
        entry = self._chosen()
        self.retry.setEnabled(entry is not None and entry.state in NEEDS_PERSON)
        self.put_away.setEnabled(entry is not None)
        self.open_file.setEnabled(entry is not None)

    def _show_last(self) -> None:
        status = self._runner.state.status
        report = status.last if status else None
        trouble = self._runner.state.trouble
        if trouble is not None:
            from ui.trouble import words_of

            text, tone, remedy = words_of(trouble)
            set_look(self._last_words, tone)
            self._last_words.setText(text)
            self._last_numbers.setText(remedy)
            return
        set_look(self._last_words, "")
        if status is None or report is None:
            self._last_words.setText(self.tr("The program has not synchronised since it was started."))
            self._last_numbers.setText("")
            return
        self._last_words.setText(said(report.words))
        numbers = self.tr("files {files} · rows {rows} · sent {sent} · refused {refused} · {seconds} s")
        self._last_numbers.setText(numbers.format(
            files=count(report.files), rows=count(report.rows), sent=count(report.sent),
            refused=count(len(report.refused)), seconds=f"{report.seconds:.1f}",
        ))  # fmt: skip

    # --- acting ----------------------------------------------------------------------------------------

    def _chosen(self) -> OutboxEntry | None:
        entry = self.table.current_row()
        return entry if isinstance(entry, OutboxEntry) else None

    def _with_chosen(self, do: Callable[[OutboxEntry], None]) -> None:
        entry = self._chosen()
        if entry is not None:
            do(entry)

    def _open(self, entry: OutboxEntry) -> None:
        self._navigator.open_applicant(entry.act.applicant_id)

    def _retry(self, entry: OutboxEntry) -> None:
        words = self.tr("{what} of {name} will be sent again.").format(
            what=kind_name(entry.act.kind), name=entry.title
        )
        self._tasks.write(lambda: self._desk.sync.retry(entry.act.id), lambda _: self._navigator.say(words))

    def _ask_to_put_away(self, entry: OutboxEntry) -> None:
        what = kind_name(entry.act.kind)
        question = self.tr(
            "It is only on this device: {what} of {name}. Once put away it is gone and never reaches the hub."
        ).format(what=what, name=entry.title)
        heading, yes = self.tr("Put it away?"), self.tr("Put away")
        ask(self, heading, question, yes, lambda: self._put_away(entry), danger=True)

    def _put_away(self, entry: OutboxEntry) -> None:
        words = self.tr("{what} of {name} was put away.").format(
            what=kind_name(entry.act.kind), name=entry.title
        )
        self._tasks.write(
            lambda: self._desk.sync.put_away(entry.act.id), lambda _: self._navigator.say(words)
        )

    def retranslate(self) -> None:
        self.go.setText(self.tr("Synchronise now"))
        self.retry.setText(self.tr("Send again"))
        self.put_away.setText(self.tr("Put away"))
        self.open_file.setText(self.tr("Open the file"))
        self._waiting_head.set_text(self.tr("What waits"))
        self._last_head.set_text(self.tr("The last sync"))
        self.table.setAccessibleName(translate("SyncCentre", "What waits"))
        self.empty.set_text(
            self.tr("Nothing waits"),
            self.tr("Decisions, notes, requests and letters stand here until the hub has them."),
        )
        self.model.retranslate()
        self._show()
