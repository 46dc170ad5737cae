"""The preview beside the worklist: the chosen file at a glance, without leaving the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QWidget

from ui.screens.worklist.inviting import is_invited
from ui.screens.worklist.table import badge_mark, decision_mark, missing_text
from ui.screens.worklist.why import values_of
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import said, translate
from ui.widgets.badge import Badge, Mark
from ui.widgets.format import day, moment, money
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import EmptyState, KeyFigure, button
from ui.widgets.scroll import Scroller
from ui.widgets.words import SHOP_KINDS, named
from workstation.domain.records import ApplicantFile
from workstation.domain.text import Bilingual
from workstation.domain.words import TRADES
from workstation.ports import WorklistRow, WorklistView

if TYPE_CHECKING:
    from workstation.lending.reasons import ReasonTable
    from workstation.services.desk import Desk

_WIDTH = 320


def _facts(
    listed: WorklistRow, view: WorklistView, file: ApplicantFile | None, words: ReasonTable
) -> list[tuple[str, str]]:
    """Name and text of each line; what the list does not hold comes once the file is read."""
    application = file.application if file else None
    incomplete = view is WorklistView.INCOMPLETE
    facts = [
        (translate("Worklist", "Missing"), missing_text(listed) if incomplete else ""),
        (translate("Worklist", "What speaks for it"), _features(listed, words)),
        (translate("Worklist", "Trade"), named(TRADES, listed.trade)),
        (translate("Worklist", "Shop"), named(SHOP_KINDS, listed.shop_kind)),
        (translate("Worklist", "Region"), listed.region),
        (translate("Worklist", "Asked on"), day(listed.asked_on)),
        (translate("Worklist", "Purpose"), application.purpose if application else ""),
        (translate("Worklist", "Phone"), file.applicant.phone if file else ""),
        (translate("Worklist", "Address"), file.applicant.address if file else ""),
    ]
    return [(name, text) for name, text in facts if text]


def _features(listed: WorklistRow, words: ReasonTable) -> str:
    """The features behind what a model foresees, by their names."""
    named_by = (words.features[name] for name in values_of(listed, "feature") if name in words.features)
    return " · ".join(said(Bilingual(one.zh, one.en)) for one in named_by)


class Preview(QFrame):
    """`open_asked(applicant_id)` when the officer wants the whole file, `invite_asked(row)` when the seller
    is to be invited or has answered."""

    open_asked = Signal(str)
    invite_asked = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._row: WorklistRow | None = None
        self._view = WorklistView.ALL
        self._file: ApplicantFile | None = None
        self._task: Task[ApplicantFile] | None = None
        self.setProperty("look", "help")
        self.setFixedWidth(theme().breadth(_WIDTH))
        self._empty = EmptyState("list-bullets")
        self._name, self._id = label("heading", wrap=True), label("faint", selectable=True)
        self._state, self._decision = Badge(), Badge()
        self._asked, self._owed = KeyFigure(), KeyFigure()
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(theme().px(tokens.ROOM))
        self._facts.setVerticalSpacing(theme().px(tokens.SNUG))
        self._facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._note_head, self._note = label("faint"), label("soft", wrap=True)
        self.open = button("primary")
        self.open.clicked.connect(lambda: self._row and self.open_asked.emit(self._row.applicant_id))
        self.invite = button()
        self.invite.clicked.connect(lambda: self._row and self.invite_asked.emit(self._row))
        badges = row(self._decision, self._state, None)
        figures = (tokens.SNUG, self._asked, self._owed, tokens.SNUG)
        notes = (tokens.SNUG, self._note_head, self._note, None)
        glance = QWidget()
        glance.setLayout(column(self._name, self._id, badges, *figures, self._facts, *notes, gap=tokens.SNUG))
        self._body = QWidget()
        whole = column(gap=tokens.SNUG)
        whole.addWidget(Scroller(glance), 1)
        whole.addWidget(self.invite)
        whole.addWidget(self.open)
        self._body.setLayout(whole)
        self.setLayout(column(self._empty, self._body, gap=0, margin=tokens.ROOM))
        self.show_row(None)

    def show_row(self, listed: WorklistRow | None, view: WorklistView = WorklistView.ALL) -> None:
        """Show a row of a view at once, and the rest when the file was read."""
        self._row, self._view, self._file = listed, view, None
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._fill()
        if listed is not None and self.isVisible():
            self._task = self._tasks.read(
                lambda: self._desk.cases.applicant_file(listed.applicant_id, ledgers=False), self._read
            )

    def _read(self, file: ApplicantFile) -> None:
        self._file = file
        self._fill()

    def _fill(self) -> None:
        listed, file = self._row, self._file
        self._empty.setVisible(listed is None)
        self._body.setVisible(listed is not None)
        self._empty.set_text(self.tr("Nothing chosen"), self.tr("Choose a row to see the file at a glance."))
        self.open.setText(self.tr("Open the file"))
        self.invite.setVisible(listed is not None and self._view is WorklistView.NEEDS_MONEY)
        if listed is None:
            return
        answer = is_invited(listed)
        self.invite.setText(self.tr("Record the answer") if answer else self.tr("Invite to borrow"))
        self._name.setText(listed.name)
        self._id.setText(listed.source_id)
        self._state.show_mark(badge_mark(listed.badge))
        self._decision.show_mark(
            decision_mark(listed) or Mark(self.tr("No decision yet"), "plain", "circle-dashed")
        )
        months = self.tr("over {n} months").format(n=listed.months) if listed.months else ""
        self._asked.show_figure(self.tr("Asked for"), money(listed.amount), months)
        late = self.tr("Days late: {n}").format(n=listed.days_past_due) if listed.days_past_due else ""
        self._owed.show_figure(self.tr("Exposure"), money(listed.exposure), late, "bad")
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for name, text in _facts(listed, self._view, file, self._desk.appraisals.rules.reasons):
            self._facts.addRow(self._faint(name), label("", text, wrap=True, selectable=True))
        newest = max(file.notes, key=lambda note: note.id, default=None) if file else None
        last_note = self.tr("Last note {when}")
        self._note_head.setText(last_note.format(when=moment(newest.written_at)) if newest else "")
        self._note.setText(newest.text if newest else "")

    @staticmethod
    def _faint(text: str) -> QLabel:
        return label("faint", text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)
