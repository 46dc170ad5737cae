"""What happened with this file, newest first: requests, decisions, letters and notes; and a place for a note.

Goes in: a `FileView`. Notes are acts and wait for the hub; nothing here can be changed afterwards.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.screens.applicant.complaining import Complaining, open_complaint
from ui.screens.applicant.facts import FactList
from ui.screens.applicant.happening import Happening
from ui.screens.applicant.page import Page
from ui.screens.applicant.surveyed import happenings_of_visits
from ui.screens.screen import Navigator
from ui.tasks import Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.badge import Mark
from ui.widgets.format import day, listed, moment, money
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.pieces import button
from ui.widgets.scroll import Scroller
from ui.widgets.trouble import said_error
from ui.widgets.words import (
    COMPLAINT_KINDS,
    COMPLAINT_STEPS,
    INVITATION_STEPS,
    ROLES,
    named,
    outcome_mark,
    paper_name,
    product_names,
)
from workstation.domain.complaining import Complaint, ComplaintStep
from workstation.domain.inviting import Course, Invitation, courses_of
from workstation.domain.scenarios import stated_uses
from workstation.events import Changes

if TYPE_CHECKING:
    from workstation.services.desk import Desk
    from workstation.services.values import FileView

_MOST_SHOWN = 200


class TrailPage(Page):
    """The timeline with the note box above it; Ctrl+Enter keeps the note."""

    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._products = product_names(desk.appraisals.rules.products)
        self._view: FileView | None = None
        self.note, self.keep = QPlainTextEdit(), button("primary", "chat-text")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme().px(72))
        self.notice = Notice()
        self._hint = label("faint")
        self.trail = FactList()
        self.letters = button("quiet", "envelope")
        self.letters.clicked.connect(lambda: navigator.open_screen("letters"))
        self.keep.clicked.connect(self._keep)
        self.complain, self.settle = button("quiet", "warning-circle"), button("quiet", "check-circle")
        complaining = Complaining(desk, tasks, navigator, self)
        self.complain.clicked.connect(lambda: self._view and complaining.take(self._view.file))
        self.settle.clicked.connect(lambda: self._view and complaining.settle(self._view.file))
        keys = QShortcut(QKeySequence("Ctrl+Return"), self.note)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._keep)
        foot = row(self._hint, None, self.letters, self.keep)
        heard = row(None, self.settle, self.complain)
        inner, middle = QWidget(), QWidget()
        middle.setLayout(column(self.note, foot, heard, self.notice, tokens.SNUG, self.trail, None))
        middle.setMaximumWidth(theme().px(860))
        line = row(gap=0, margin=tokens.WIDE)
        line.addWidget(middle, 1)
        line.addStretch(0)
        inner.setLayout(line)
        self.scroll = Scroller(inner)
        self.body.setLayout(column(self.scroll, gap=0))
        self.render_texts()

    def show_view(self, view: FileView) -> None:
        self._view = view
        self.render_texts()
        self.show_body()

    def render_texts(self) -> None:
        if not hasattr(self, "scroll"):
            return
        self.note.setPlaceholderText(self.tr("Add a note: what you saw, heard, agreed"))
        self.note.setAccessibleName(self.tr("Note"))
        self.scroll.setAccessibleName(self.tr("Letters and trail"))
        self.keep.setText(self.tr("Keep the note"))
        self.letters.setText(self.tr("All letters"))
        self.complain.setText(self.tr("A complaint…"))
        self.settle.setText(self.tr("Settle the complaint…"))
        self._hint.setText(self.tr("Notes cannot be changed once they are kept. Ctrl+Enter keeps."))
        self.trail.set_text(self.tr("Trail"))
        self.settle.setVisible(self._view is not None and open_complaint(self._view.file) is not None)
        if self._view is None:
            return
        self.trail.start()
        for happening in self._happenings(self._view)[:_MOST_SHOWN]:
            self.trail.add("", f"{happening.note}", happening.figure, mark=happening.mark)
            self._add_text(happening.text)
        self.trail.finish(self.tr("Nothing has happened yet: no request, no decision, no note."))

    def _add_text(self, text: str) -> None:
        if text:
            said = label("", text, wrap=True, selectable=True)
            said.setContentsMargins(0, 0, 0, theme().px(tokens.SNUG))
            self.trail.body.addWidget(said)

    def _happenings(self, view: FileView) -> list[Happening]:
        found = [self._of_request(view, place) for place in range(len(view.file.applications))]
        # Newest first; of one moment a letter stands above the decision it is about.
        for letter in view.letters:
            mark = Mark(paper_name(letter.kind), "plain", "file-pdf")
            draft = self.tr("provisional") if letter.provisional else self.tr("final")
            note = f"{moment(letter.issued_at)} · {self._who(letter.issued_by)} · {draft}"
            found.append(Happening(letter.issued_at, mark, "", note, letter.number))
        for kept in view.decisions:
            decision = kept.decision
            standing = self.tr("confirmed") if kept.confirmed else self.tr("waiting for the hub")
            who = f"{self._who(decision.decided_by)} · {named(ROLES, decision.role)} · {standing}"
            amount = money(decision.offer.amount) if decision.offer else ""
            reason = decision.override_reason
            text = self.tr("Reason: {0}").format(reason) if reason else ""
            if uses := stated_uses(decision):
                names = listed(f"{use.id} v{use.version}" for use in uses)
                text = "\n".join(filter(None, [text, self.tr("Under the scenario: {0}").format(names)]))
            found.append(Happening(
                decision.decided_at, outcome_mark(decision.outcome), text,
                f"{moment(decision.decided_at)} · {who}", amount,
            ))  # fmt: skip
        for said in view.file.notes:
            mark = Mark(self.tr("Note"), "plain", "chat-text")
            note = f"{moment(said.written_at)} · {self._who(said.author)}"
            found.append(Happening(said.written_at, mark, said.text, note))
        for course in courses_of(view.file.invitations):
            found += [self._of_invitation(step, course) for step in (*reversed(course.later), course.first)]
        # They tell their day and no hour; ids sort by when a record was made.
        steps = sorted(view.file.complaints, key=lambda one: one.id, reverse=True)
        found += [self._of_complaint(step) for step in steps]
        found += happenings_of_visits(view.file, self._who)
        return sorted(found, key=lambda h: h.when, reverse=True)

    def _of_request(self, view: FileView, place: int) -> Happening:
        asked = view.file.applications[place]
        mark = Mark(self.tr("Request"), "plain", "note-pencil")
        terms = self.tr("{0} months").format(asked.months)
        parts = (day(asked.asked_on), named(self._products, asked.product), terms, asked.purpose)
        note = " · ".join(part for part in parts if part)
        return Happening(_start_of(asked.asked_on), mark, "", note, money(asked.amount))

    def _of_invitation(self, step: Invitation, course: Course) -> Happening:
        mark = Mark(named(INVITATION_STEPS, step.step.value), "plain", "envelope-open")
        holds = self._how_long(course) if step is course.first else ""
        parts = (day(step.made_on), self._who(step.made_by), named(self._products, step.product), holds)
        note = " · ".join(part for part in parts if part)
        return Happening(
            _start_of(step.made_on), mark, step.note, note, money(step.amount) if step.amount else ""
        )

    def _how_long(self, course: Course) -> str:
        """Until when an invitation can be taken, or that it ran out; nothing once it was answered."""
        until = course.first.valid_until
        if until is None or course.ended:
            return ""
        if course.open_on(self._desk.clock.today()):
            return self.tr("holds until {0}").format(day(until))
        return self.tr("lapsed on {0} without an answer").format(day(until))

    def _of_complaint(self, step: Complaint) -> Happening:
        tone = "warn" if step.step is ComplaintStep.MADE else "plain"
        mark = Mark(named(COMPLAINT_STEPS, step.step.value), tone, "warning-circle")
        note = " · ".join((day(step.on), self._who(step.made_by), named(COMPLAINT_KINDS, step.kind.value)))
        return Happening(_start_of(step.on), mark, step.text, note)

    def _who(self, officer_id: str) -> str:
        officer = self._desk.officer
        return officer.name if officer_id == officer.id else officer_id

    def _keep(self) -> None:
        if self._view is None:
            return
        text, applicant_id = self.note.toPlainText(), self._view.file.applicant.id
        self.keep.setEnabled(False)
        files = self._desk.files
        self._tasks.write(lambda: files.add_note(applicant_id, text), self._kept, self._not_kept)

    def _kept(self, _: Changes) -> None:
        self.keep.setEnabled(True)
        self.note.clear()
        self.notice.show_notice("good", "")
        self._navigator.say(self.tr("The note is saved on this device and waits for the hub"))

    def _not_kept(self, error: BaseException) -> None:
        self.keep.setEnabled(True)
        words = said_error(error)
        self.notice.show_notice("bad", words.what, words.now)


def _start_of(on: date) -> str:
    return f"{on.isoformat()}T00:00:00Z"
