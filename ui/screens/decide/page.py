"""The decide tab: the form with schedule and cost live at the left, the letter as it will print at the right.

Each key asks for the offer again in a worker and only the last answer counts; the letter is drawn once the
hand rests. Once decided, the tab shows how the request stands and issues its letter.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from ui.screens.applicant.assessment.wording import proposal_words
from ui.screens.applicant.facts import FactList
from ui.screens.applicant.page import FileActs, Page
from ui.screens.decide.form import DecisionForm
from ui.screens.decide.offer_panel import OfferPanel
from ui.screens.decide.paper_side import PaperSide
from ui.screens.decide.second import SecondPerson
from ui.screens.decide.standing import StandingPanel
from ui.screens.decide.terms import caps_for, differs
from ui.screens.screen import Navigator
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import said
from ui.widgets.dialogs import ask
from ui.widgets.format import money
from ui.widgets.layout import column, frame, label, row
from ui.widgets.notice import Notice
from ui.widgets.pieces import button
from ui.widgets.scroll import Scroller
from ui.widgets.trouble import said_error
from ui.widgets.words import outcome_name
from workstation.domain.lending import Outcome
from workstation.domain.records import LetterRecord
from workstation.domain.standing import holding
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.ports import KeptDecision
    from workstation.services.desk import Desk
    from workstation.services.values import Appraisal, Decided, FileView, Issued, OfferPreview

_TRY_MS = 60
_DRAFT_MS = 280
"""How long the hand must rest before the offer is tried, and before the letter is drawn."""


class DecidePage(Page):
    def __init__(
        self, desk: Desk, tasks: Tasks, navigator: Navigator, acts: FileActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(acts, parent)
        self._desk, self._tasks, self._navigator, self._file_acts = desk, tasks, navigator, acts
        self._appraisal: Appraisal | None = None
        self._view: FileView | None = None
        self._standing: KeptDecision | None = None
        self._again = False
        self.preview: OfferPreview | None = None
        self._trying: Task[OfferPreview] | None = None
        self._drafting: Task[bytes] | None = None
        self._try_timer, self._draft_timer = self._timer(_TRY_MS), self._timer(_DRAFT_MS)
        self._try_timer.timeout.connect(self._try)
        self._draft_timer.timeout.connect(self._draft)
        self.form, self.offer, self.told = DecisionForm(), OfferPanel(), FactList()
        self._proposed = label("soft", wrap=True, selectable=True)
        self.standing, self.paper = StandingPanel(), PaperSide(desk, tasks, navigator)
        self.decide, self._consequence = button("primary", "handshake"), label("soft", wrap=True)
        self.notice = Notice(self._help_with_error)
        self._build()
        self.form.changed.connect(self._form_changed)
        self.decide.clicked.connect(self._ask_once)
        self.standing.issue_asked.connect(self._issue)
        self.standing.save_asked.connect(self.paper.choose_where_to_save)
        self.standing.print_asked.connect(self.paper.choose_printer)
        self.standing.again_asked.connect(self._decide_again)
        self._second = SecondPerson(self.standing, desk, tasks, navigator, self._read_view, self._not_decided)
        self.render_texts()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer

    def _build(self) -> None:
        making, made = QWidget(), QWidget()
        parts = column(self._proposed, self.form, self.offer, self.told, None, gap=tokens.WIDE)
        parts.setContentsMargins(*(theme().px(tokens.WIDE),) * 4)
        making.setLayout(parts)
        made.setLayout(column(self.standing, None, margin=tokens.WIDE))
        self._left = QStackedWidget()
        self._making, self._made = Scroller(making), Scroller(made)
        self._left.addWidget(self._making)
        self._left.addWidget(self._made)
        foot = row(gap=tokens.ROOM)
        foot.addWidget(self._consequence, 1)
        foot.addWidget(self.decide)
        bar = column(self.notice, foot, gap=tokens.SNUG, margin=(tokens.WIDE, tokens.GAP))
        self._foot = frame("foot", bar)
        left = QWidget()
        whole = column(gap=0)
        whole.addWidget(self._left, 1)
        whole.addWidget(self._foot)
        left.setLayout(whole)
        left.setMinimumWidth(theme().px(480))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.paper)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 4)
        split.setSizes([theme().px(660), theme().px(560)])
        self.body.setLayout(column(split, gap=0))

    # What the file's screen tells.

    def waiting_text(self) -> str:
        return self.tr("Assessing…")

    def show_waiting(self) -> None:
        super().show_waiting()
        self.close_page()
        self._appraisal = self._standing = None
        self._again = False

    def show_view(self, view: FileView) -> None:
        self._view = view
        if self._appraisal is not None:
            self._show_state()

    def show_appraisal(self, appraisal: Appraisal) -> None:
        if appraisal is not self._appraisal:
            self._appraisal = appraisal
            product = self._desk.appraisals.rules.product(appraisal.product)
            self.form.show_appraisal(appraisal, product.tenors, product.methods)
            self.notice.show_notice("bad", "")
            self.render_texts()
        self.show_body()

    def close_page(self) -> None:
        super().close_page()
        self._call_off()
        self._second.stop()
        self.paper.show_nothing("")

    def _call_off(self) -> None:
        """What is tried or drawn at the moment is of an offer that does not stand here any more."""
        self._try_timer.stop()
        self._draft_timer.stop()
        for task in (self._trying, self._drafting):
            if task is not None:
                task.cancel()

    def _decision_of_request(self) -> KeptDecision | None:
        """The newest decision on the request that was appraised."""
        if self._view is None or self._appraisal is None:
            return None
        request = self._appraisal.case.application.id
        return next((k for k in self._view.decisions if k.decision.application_id == request), None)

    def _letter_of(self, kept: KeptDecision) -> LetterRecord | None:
        """Other papers are issued on a decision too: only this kind tells it to the applicant."""
        view = self._view
        return holding(view.letters, view.file.voids, "approval", kept.decision.id) if view else None

    def _show_state(self) -> None:
        """Decided already: how it stands. Otherwise the form."""
        kept = None if self._again else self._decision_of_request()
        self._standing = kept
        self._left.setCurrentIndex(0 if kept is None else 1)
        self._foot.setVisible(kept is None or bool(self.notice.text()))
        self.decide.setVisible(kept is None)
        self._consequence.setVisible(kept is None)
        if kept is None:
            self._second.stop()
            self._form_changed()
            return
        self._call_off()
        letter, officer = self._letter_of(kept), self._desk.officer
        by = kept.decision.decided_by
        who = officer.name if by == officer.id else by
        self.standing.show_decision(kept, who, letter)
        self._second.show_decision(kept)
        if letter is not None:
            self.paper.show_letter(letter)
        elif kept.decision.outcome.lends:
            self.paper.show_nothing(self.tr("The letter appears here once it is issued."))
        else:
            self.paper.show_nothing(self.tr("Only an approval or a counter-offer has a letter."))

    # Trying an offer.

    def _form_changed(self) -> None:
        appraisal = self._appraisal
        if appraisal is None:
            return
        self.preview = None
        self._call_off()
        outcome = self.form.chosen_outcome()
        self.form.offer.setVisible(outcome.lends)
        self.form.show_reason(differs(appraisal.proposal.outcome, outcome))
        wanted = self.form.wanted()
        self.offer.setVisible(wanted is not None)
        self._tell_reasons(outcome)
        if wanted is None:
            self.paper.show_nothing(self._why_no_letter())
        else:
            self._try_timer.start()
        self._say_consequence()

    def _tell_reasons(self, outcome: Outcome) -> None:
        """Without an offer the reasons are what matters: in the words that the applicant hears."""
        appraisal = self._appraisal
        self.told.setVisible(not outcome.lends)
        if appraisal is None or outcome.lends:
            return
        findings = [said(one.applicant_text) for one in appraisal.proposal.findings]
        reasons = appraisal.proposal.rationale.against
        self.told.set_text(self.tr("Reasons, as the applicant hears them"))
        self.told.start()
        for text in findings:
            self.told.add(text, symbol="warning-circle", ink="warn")
        for reason in reasons:
            if said(reason.applicant) not in findings:
                self.told.add(said(reason.applicant), said(reason.remedy), symbol="minus")
        self.told.finish(self.tr("The rules found nothing against it: write down your own reason."))

    def _why_no_letter(self) -> str:
        if self.form.chosen_outcome().lends:
            return self.tr("Enter an amount, a tenor and a method: the letter appears here as it will print.")
        return self.tr("Only an approval or a counter-offer has a letter.")

    def _try(self) -> None:
        appraisal, wanted = self._appraisal, self.form.wanted()
        if appraisal is None or wanted is None:
            return
        work = partial(
            self._desk.appraisals.try_offer, appraisal, wanted.amount, wanted.months, wanted.method
        )
        self._trying = self._tasks.read(work, self._tried, self._not_tried)

    def _tried(self, preview: OfferPreview) -> None:
        self.preview = preview
        start = preview.offer.schedule.start
        caps = caps_for(self._desk.appraisals.rules, preview.offer.product, start)
        self.offer.show_preview(preview, caps)
        self.offer.setVisible(True)
        if preview.findings:
            self._draft_timer.stop()
            self.paper.show_nothing(self.tr("This offer is forbidden, so it has no letter."))
        else:
            self._draft_timer.start()
        self._say_consequence()

    def _not_tried(self, error: BaseException) -> None:
        self.offer.setVisible(False)
        self.form.show_amount_wrong(said_error(error).what)
        self.paper.show_nothing(said_error(error).now)
        self._say_consequence()

    def _draft(self) -> None:
        appraisal, preview = self._appraisal, self.preview
        if appraisal is None or preview is None:
            return
        if self._drafting is not None:
            self._drafting.cancel()
        work = partial(self._desk.letters.draft, appraisal, preview)
        self._drafting = self._tasks.read(work, self.paper.show_draft, self._no_draft)

    def _no_draft(self, error: BaseException) -> None:
        words = said_error(error)
        self.paper.show_nothing(f"{words.what}\n{words.now}")

    def _ready(self) -> bool:
        appraisal, outcome = self._appraisal, self.form.chosen_outcome()
        if appraisal is None or (
            differs(appraisal.proposal.outcome, outcome) and not self.form.reason_text()
        ):
            return False
        if not outcome.lends:
            return True
        preview = self.preview
        return preview is not None and not preview.findings and preview.within_authority

    def _say_consequence(self) -> None:
        """One sentence on what the button does, or what still keeps it shut."""
        appraisal, outcome = self._appraisal, self.form.chosen_outcome()
        self.decide.setEnabled(self._ready())
        if appraisal is None:
            return
        self.decide.setText(self.tr("Decide: {0}").format(outcome_name(outcome)))
        self._proposed.setText(proposal_words(appraisal, self._view))
        preview = self.preview if outcome.lends else None
        if differs(appraisal.proposal.outcome, outcome) and not self.form.reason_text():
            text = self.tr("The decision differs from what is proposed. Write down why.")
        elif preview is not None and preview.findings:
            text = self.tr("A rule forbids this offer. Change it, or choose another outcome.")
        elif preview is not None and not preview.within_authority:
            text = self.tr("This is above your authority. Refer it.")
        else:
            text = self.tr(
                "The decision is saved on this device at once and goes to the hub with the next sync."
            )
        self._consequence.setText(text)

    # Deciding.

    def _ask_once(self) -> None:
        appraisal = self._appraisal
        if appraisal is None or not self._ready():
            return
        outcome, preview = self.form.chosen_outcome(), self.preview
        name = appraisal.applicant_name
        if outcome.lends and preview is not None:
            months = self.tr("{0} months").format(preview.offer.months)
            text = self.tr(
                "{0}: {1} yuan for {2}. A decision never changes; a later one can stand in its place."
            )
            text = text.format(name, money(preview.offer.amount), months)
        else:
            text = self.tr(
                "{0}: no offer is made. A decision never changes; a later one can stand in its place."
            )
            text = text.format(name)
        yes = outcome_name(outcome)
        ask(self, self.tr("Decide: {0}?").format(yes), text, yes, self._decide)

    def _decide(self) -> None:
        appraisal = self._appraisal
        if appraisal is None:
            return
        outcome = self.form.chosen_outcome()
        preview = self.preview if outcome.lends else None
        reason = self.form.reason_text() if differs(appraisal.proposal.outcome, outcome) else ""
        self.decide.setEnabled(False)
        work = partial(self._desk.decisions.decide, appraisal, outcome, preview, reason=reason)
        self._tasks.write(work, self._decided, self._not_decided)

    def _decided(self, decided: Decided) -> None:
        self._again = False
        self.notice.show_notice("good", "")
        self._navigator.say(self.tr("The decision is saved on this device and waits for the hub"))
        self._read_view()

    def _not_decided(self, error: BaseException) -> None:
        words = said_error(error)
        stale = isinstance(error, KnownError) and error.code == "decision.stale"
        self.notice.show_notice("bad", words.what, words.now, self.tr("Assess again") if stale else "")
        self._foot.setVisible(True)
        self.decide.setEnabled(self._ready())
        if not isinstance(error, KnownError):
            self._navigator.say_error(error)

    def _help_with_error(self) -> None:
        self.notice.show_notice("good", "")
        self._file_acts.reassess()

    def _decide_again(self) -> None:
        self._again = True
        self._show_state()

    def _issue(self) -> None:
        if self._standing is None:
            return
        self.standing.issue.setEnabled(False)
        work = partial(self._desk.letters.issue, self._standing.decision.id)
        self._tasks.write(work, self._issued, self._not_issued)

    def _issued(self, issued: Issued) -> None:
        self.standing.issue.setEnabled(True)
        self.notice.show_notice("good", "")
        self._navigator.say(self.tr("Letter {0} is issued").format(issued.record.number))
        self._read_view()

    def _not_issued(self, error: BaseException) -> None:
        self.standing.issue.setEnabled(True)
        self._not_decided(error)

    def _read_view(self) -> None:
        """The file as it is now: the screen hears of the change too, but this tab need not wait for it."""
        if self._view is not None:
            work = partial(self._desk.files.open, self._view.file.applicant.id)
            self._tasks.read(work, self.show_view)

    # Words.

    def render_texts(self) -> None:
        if not hasattr(self, "notice") or self._appraisal is None:
            return
        for part in (self._making, self._made):
            part.setAccessibleName(self.tr("The decision"))
        self.form.retranslate()
        if self.preview is not None:
            self._tried(self.preview)
        self.paper.retranslate()
        self._show_state()
