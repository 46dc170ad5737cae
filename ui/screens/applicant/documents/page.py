"""What the applicant signed, showed and pledged, who stands beside it, and the papers its file can have.

Goes in: a `FileView`; the checklist and the possible papers are read beside it. Every button is one act that
waits for the hub; a paper issued here is numbered and archived at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from ui.screens.applicant.documents.acts import DocumentActs
from ui.screens.applicant.documents.words import DOCUMENTS, PARTY_ROLES, SECURITY, state_mark
from ui.screens.applicant.facts import Fact, FactList
from ui.screens.applicant.page import FileActs, Page, TwoColumns
from ui.screens.screen import Navigator
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.translation import said
from ui.widgets.badge import Mark
from ui.widgets.format import day, listed, moment, money
from ui.widgets.layout import column, row
from ui.widgets.notice import Notice
from ui.widgets.pieces import button
from ui.widgets.scroll import Scroller
from ui.widgets.trouble import said_error
from ui.widgets.words import IDENTITY_ITEMS, SCOPES, named
from workstation.lending.file_policy import ItemState, collateral_in_force, current_parties

if TYPE_CHECKING:
    from workstation.domain.file_papers import Collateral, Party
    from workstation.domain.records import Authorisation
    from workstation.lending.file_policy import ChecklistLine
    from workstation.services.desk import Desk
    from workstation.services.papers import PossiblePaper
    from workstation.services.values import FileView, Issued


@dataclass(frozen=True, slots=True)
class Standing:
    """What is read beside the file, as of `today`."""

    checklist: tuple[ChecklistLine, ...]
    parties: tuple[Party, ...]
    collateral: tuple[Collateral, ...]
    papers: tuple[PossiblePaper, ...]
    today: date


class DocumentsPage(Page):
    def __init__(
        self, desk: Desk, tasks: Tasks, navigator: Navigator, acts: FileActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(acts, parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._view: FileView | None = None
        self._standing: Standing | None = None
        self._reading: Task[Standing] | None = None
        self.acts = DocumentActs(self, desk, tasks, navigator)
        self.take, self.party = button("quiet", "plus"), button("quiet", "plus")
        self.scan, self.security = button("quiet", "plus"), button("quiet", "plus")
        self.consents, self.parties = FactList(self.take), FactList(self.party)
        self.documents, self.collateral = FactList(self.scan), FactList(self.security)
        self.identity, self.papers = FactList(), FactList()
        self.paper, self.issue = QComboBox(), button("primary", "file-pdf")
        self.notice = Notice()
        self.take.clicked.connect(lambda: self._with_view(self.acts.take_authorisation))
        self.party.clicked.connect(lambda: self._with_view(self.acts.add_party))
        self.scan.clicked.connect(lambda: self._with_view(self.acts.add_scan))
        self.security.clicked.connect(lambda: self._with_view(self.acts.take_security))
        self.issue.clicked.connect(self._issue)
        chosen = row(gap=tokens.SNUG)
        chosen.addWidget(self.paper, 1)
        chosen.addWidget(self.issue)
        self.papers.body.addLayout(chosen)
        left, right, inner = QWidget(), QWidget(), QWidget()
        left.setLayout(column(self.papers, self.notice, self.consents, self.identity, gap=tokens.WIDE))
        right.setLayout(column(self.parties, self.documents, self.collateral, gap=tokens.WIDE))
        inner.setLayout(column(TwoColumns(left, right), None, margin=tokens.WIDE))
        self.scroller = Scroller(inner)
        self.body.setLayout(column(self.scroller, gap=0))
        self.render_texts()

    def show_view(self, view: FileView) -> None:
        self._view = view
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._tasks.read(lambda: self._stand(view), self._stood, self.show_trouble)

    def show_waiting(self) -> None:
        self._view = self._standing = None
        if hasattr(self, "notice"):
            self.notice.show_notice("good", "")
        super().show_waiting()

    def close_page(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        super().close_page()

    def _stand(self, view: FileView) -> Standing:
        file, people = view.file, self._desk.people
        today = people.hand.clock.today()
        return Standing(
            people.checklist(file),
            tuple(current_parties(file, today)),
            tuple(collateral_in_force(file, today)),
            self._desk.papers.possible(file.applicant.id),
            today,
        )

    def _stood(self, standing: Standing) -> None:
        self._standing = standing
        self.render_texts()
        self.show_body()

    def _with_view(self, act: Callable[[FileView], None]) -> None:
        if self._view is not None:
            act(self._view)

    # Showing.

    def render_texts(self) -> None:
        if not hasattr(self, "scroller"):
            return
        self.scroller.setAccessibleName(self.tr("Documents"))
        self.consents.set_text(self.tr("Authorisations"))
        self.identity.set_text(self.tr("Identity checklist"))
        self.parties.set_text(self.tr("People around the applicant"))
        self.documents.set_text(self.tr("Scans"))
        self.collateral.set_text(self.tr("Security"))
        self.papers.set_text(self.tr("Papers of this file"))
        self.take.setText(self.tr("Take authorisation…"))
        self.party.setText(self.tr("Add a person or firm…"))
        self.scan.setText(self.tr("Add a scan…"))
        self.security.setText(self.tr("Take security…"))
        self.issue.setText(self.tr("Issue"))
        self.paper.setAccessibleName(self.tr("Paper to issue"))
        if self._view is None or self._standing is None:
            return
        self._show_papers(self._view, self._standing)
        self._show_consents(self._view, self._standing.today)
        self._show_identity(self._view, self._standing)
        self._show_parties(self._view, self._standing)
        self._show_documents(self._view)
        self._show_collateral(self._view, self._standing)

    def _show_papers(self, view: FileView, standing: Standing) -> None:
        decided = {kept.decision.id: moment(kept.decision.decided_at) for kept in view.decisions}
        chosen = self.paper.currentData()
        self.paper.clear()
        for paper in standing.papers:
            parts = (said(paper.title), decided.get(paper.subject, paper.subject))
            self.paper.addItem(" · ".join(part for part in parts if part), f"{paper.kind}:{paper.subject}")
        self.paper.setCurrentIndex(max(self.paper.findData(chosen), 0) if standing.papers else -1)
        self.issue.setEnabled(bool(standing.papers))

    def _show_consents(self, view: FileView, today: date) -> None:
        self.consents.start()
        for consent in view.file.consents:
            scopes = listed(named(SCOPES, scope) for scope in consent.scopes)
            days = self.tr("from {0} to {1}").format(day(consent.signed_on), day(consent.expires_on))
            fact = Fact(scopes, days, mark=self._consent_mark(consent, today))
            if consent.withdrawn_on is None:
                act = partial(self.acts.withdraw, view, consent.id)
                self.consents.add_fact(fact, self._act(self.tr("Withdraw…"), scopes, act))
            else:
                self.consents.add_fact(fact)
        self.consents.finish(self.tr("No authorisation: without one nothing may be read. Have one signed."))

    def _consent_mark(self, consent: Authorisation, today: date) -> Mark:
        if consent.withdrawn_on is not None:
            text = self.tr("Withdrawn {0}").format(day(consent.withdrawn_on))
            return Mark(text, "bad", "x-circle")
        if consent.signed_on <= today <= consent.expires_on:
            return Mark(self.tr("In force"), "good", "check-circle")
        return Mark(self.tr("Not in force"), "warn", "warning-circle")

    def _show_identity(self, view: FileView, standing: Standing) -> None:
        self.identity.start()
        for line in standing.checklist:
            name = named(IDENTITY_ITEMS, line.item)
            whose = f"{name} · {line.party.name}" if line.party else name
            fact = Fact(whose, self._checked(line), mark=state_mark(line.state))
            act = partial(self.acts.check, view, line, whose)
            self.identity.add_fact(fact, self._act(self.tr("Check…"), whose, act))
        self.identity.finish(self.tr("The lender's policy asks for no check of this applicant."))

    def _checked(self, line: ChecklistLine) -> str:
        if line.check is None:
            return self.tr("Nobody has checked it yet")
        check = line.check
        parts = [self._who(check.checked_by), day(check.checked_on), check.how]
        if line.state is ItemState.DONE:
            parts.append(self.tr("holds until {0}").format(day(line.holds_until)))
        return " · ".join(parts)

    def _show_parties(self, view: FileView, standing: Standing) -> None:
        self.parties.start()
        for party in standing.parties:
            since = self.tr("since {0}").format(day(party.since))
            note = f"{named(PARTY_ROLES, party.role)} · {since}"
            acts = [self._act(self.tr("End…"), party.name, partial(self.acts.end_party, view, party))]
            if party.ref:
                opened = partial(self._navigator.open_applicant, party.ref)
                acts.insert(0, self._act(self.tr("Open file"), party.name, opened))
            self.parties.add_fact(Fact(party.name, note), *acts)
        self.parties.finish(self.tr("Nobody: add the spouse, guarantor, controller or related firm."))

    def _show_documents(self, view: FileView) -> None:
        self.documents.start()
        for scan in sorted(view.file.documents, key=lambda d: d.added_at, reverse=True):
            note = f"{named(DOCUMENTS, scan.kind)} · {moment(scan.added_at)} · {self._who(scan.added_by)}"
            self.documents.add_fact(Fact(scan.title, note))
        self.documents.finish(self.tr("No scan: add the papers that were shown."))

    def _show_collateral(self, view: FileView, standing: Standing) -> None:
        self.collateral.start()
        for found in standing.collateral:
            valued = self.tr("valued {0}").format(day(found.valued_on))
            fact = Fact(found.title, f"{named(SECURITY, found.kind)} · {valued}", money(found.value))
            act = partial(self.acts.release, view, found)
            self.collateral.add_fact(fact, self._act(self.tr("Release…"), found.title, act))
        self.collateral.finish(self.tr("Nothing secures the loan."))

    def _act(self, text: str, about: str, act: Callable[[], object]) -> QPushButton:
        made = button("quiet")
        made.setText(text)
        made.setAccessibleName(f"{text} {about}")
        made.clicked.connect(lambda: act())
        return made

    def _who(self, officer_id: str) -> str:
        officer = self._desk.officer
        return officer.name if officer_id == officer.id else officer_id

    # Papers.

    def _issue(self) -> None:
        if self._view is None or self.paper.currentData() is None:
            return
        kind, _, subject = str(self.paper.currentData()).partition(":")
        papers, applicant_id = self._desk.papers, self._view.file.applicant.id
        self.issue.setEnabled(False)
        self._tasks.write(
            lambda: papers.issue(kind, applicant_id, subject),
            partial(self._issued, applicant_id),
            partial(self._not_issued, applicant_id),
        )

    def _issued(self, applicant_id: str, issued: Issued) -> None:
        self.issue.setEnabled(True)
        text = self.tr("The paper is issued: {0}").format(issued.record.number)
        self._navigator.say(text)
        if self._is_of(applicant_id):
            self.notice.show_notice("good", text)

    def _not_issued(self, applicant_id: str, error: BaseException) -> None:
        self.issue.setEnabled(True)
        if self._is_of(applicant_id):
            words = said_error(error)
            self.notice.show_notice("bad", words.what, words.now)

    def _is_of(self, applicant_id: str) -> bool:
        """Another file may have been opened while the paper was made."""
        return self._view is not None and self._view.file.applicant.id == applicant_id
