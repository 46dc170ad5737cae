"""A file's loans: choose one, see what is owed and when, check conditions, pay out, note what was said.

Goes in: a `FileView`; the loans are read behind it in the background. Everything that is done here is an act
of `desk.loans`, which checks it; the tab reads again when the file changed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from ui.screens.applicant.facts import Fact, FactList, Section
from ui.screens.applicant.loans.changes import LoanChanges
from ui.screens.applicant.loans.entries import LoanEntry, due_rows, loan_entries
from ui.screens.applicant.loans.forms import LoanForms
from ui.screens.applicant.loans.known import KnownLoans
from ui.screens.applicant.loans.orders import order_rows, order_table
from ui.screens.applicant.loans.said import SaidLists
from ui.screens.applicant.loans.schedule import due_table
from ui.screens.applicant.loans.warning import LoanWarning
from ui.screens.applicant.loans.words import CLASSES, REFUSALS
from ui.screens.applicant.page import FileActs, Page, TwoColumns
from ui.screens.screen import Navigator
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import said
from ui.widgets.badge import Mark
from ui.widgets.flow import FlowLayout
from ui.widgets.format import day, money
from ui.widgets.layout import clear, column, label, row
from ui.widgets.pieces import EmptyState, KeyFigure, button
from ui.widgets.scroll import Scroller
from ui.widgets.turns import held
from ui.widgets.why_not import WhyNot, allow
from ui.widgets.words import named, product_names
from workstation.services.own_loans import known_loans

if TYPE_CHECKING:
    from workstation.domain.outlook import Outlook
    from workstation.lending.lines import Line
    from workstation.lending.servicing import LoanAccount
    from workstation.services.desk import Desk
    from workstation.services.loan_views import Condition
    from workstation.services.values import FileView


class LoansPage(Page):
    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, acts: FileActs) -> None:
        super().__init__(acts)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._products = product_names(desk.appraisals.rules.products)
        self._reading: Task[tuple[tuple[LoanEntry, ...], Outlook | None]] | None = None
        self._outlook: Outlook | None = None
        self._entries: tuple[LoanEntry, ...] = ()
        self._view: FileView | None = None
        self.forms = LoanForms(desk, tasks, navigator, self)
        self._name = label("soft")
        self.loan = QComboBox()
        self.loan.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._name.setBuddy(self.loan)
        self.draw = button("primary", "coin")
        self.why_not = WhyNot()
        self._figures = FlowLayout(tokens.WIDE, tokens.ROOM, even=True)
        self.account, self.schedule_section, self.warning = Section(), Section(), LoanWarning()
        self.changes = LoanChanges(desk, tasks, navigator)
        self.account.body.addLayout(self._figures)
        self.account.body.addSpacing(theme().px(tokens.ROOM))
        self.account.body.addWidget(self.changes)
        self.schedule = due_table()
        self.schedule_section.body.addWidget(self.schedule)
        self.orders_section, self.orders = Section(), order_table()
        self.orders_section.body.addWidget(self.orders)
        self.conditions = FactList()
        self.said = SaidLists(self.forms)
        left = QWidget()
        parts = (self.account, self.schedule_section, self.orders_section, self.conditions)
        left.setLayout(column(*parts, gap=tokens.WIDE))
        self.own, self.known, inner = QWidget(), KnownLoans(), QWidget()
        choice = row(self._name, self.loan, None, self.draw)
        columns = TwoColumns(left, self.said, (6, 5))
        self.own.setLayout(column(choice, self.why_not, self.warning, columns, gap=tokens.WIDE))
        inner.setLayout(column(self.own, self.known, None, gap=tokens.WIDE, margin=tokens.WIDE))
        self.scroller = Scroller(inner)
        self.none = EmptyState("handshake", lambda: acts.show_tab("decide"))
        self.body.setLayout(column(self.scroller, self.none, gap=0))
        self.loan.currentIndexChanged.connect(lambda _: self._show_chosen())
        self.draw.clicked.connect(self._draw)
        self.render_texts()

    # What the screen tells the page.

    def show_view(self, view: FileView) -> None:
        self._stop_reading()
        who, decisions, desk = view.file.applicant.id, view.decisions, self._desk
        self.forms.applicant_id = who
        self._reading = self._tasks.read(
            lambda: (loan_entries(desk, who, decisions), desk.outlooks.of(who)),
            partial(self._read, view),
            self.show_trouble,
        )

    def show_waiting(self) -> None:
        self._stop_reading()
        super().show_waiting()

    def close_page(self) -> None:
        self._stop_reading()
        super().close_page()

    @property
    def entry(self) -> LoanEntry | None:
        """The loan or approval that is chosen."""
        chosen = self.loan.currentData()
        return next((entry for entry in self._entries if entry.id == chosen), None)

    def choose(self, loan_id: str) -> None:
        self.loan.setCurrentIndex(max(self.loan.findData(loan_id), 0))

    def render_texts(self) -> None:
        if not hasattr(self, "none"):
            return
        self._name.setText(self.tr("Loan"))
        self.loan.setAccessibleName(self.tr("Loan"))
        self.draw.setText(self.tr("Draw…"))
        self.scroller.setAccessibleName(self.tr("Loans of the file"))
        self.schedule.setAccessibleName(self.tr("Schedule of the loan"))
        self.orders.setAccessibleName(self.tr("Orders that the loan rests on"))
        self.schedule.rows_model.retranslate()
        self.orders.rows_model.retranslate()
        self.none.set_text(
            self.tr("No loan yet"),
            self.tr(
                "A loan comes to be when a request is approved, its conditions are met and it is drawn here."
            ),
            self.tr("To the decision"),
        )
        self._fill_choice()

    # Filling.

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _read(self, view: FileView, found: tuple[tuple[LoanEntry, ...], Outlook | None]) -> None:
        self._view, (self._entries, self._outlook) = view, found
        self._fill_choice()
        self.show_body()

    def _fill_choice(self) -> None:
        chosen = self.loan.currentData()
        self.loan.blockSignals(True)
        self.loan.clear()
        for entry in self._entries:
            self.loan.addItem(self._name_of(entry), entry.id)
        self.choose(str(chosen))
        self.loan.blockSignals(False)
        desk, view = self._desk, self._view
        owed = known_loans(view.file) if view is not None else ()
        warned_of_own = any(_runs(entry) for entry in self._entries)
        outlook = None if warned_of_own else self._outlook
        self.known.show_loans(owed, outlook, desk.appraisals.rules, desk.clock.today())
        self.own.setVisible(bool(self._entries))
        self.scroller.setVisible(bool(self._entries or owed))
        self.none.setVisible(not self._entries and not owed)
        self._show_chosen()

    def _name_of(self, entry: LoanEntry) -> str:
        if entry.view is None:
            state, amount = self.tr("approved, not drawn"), entry.offer.amount
        else:
            account = entry.view.account
            state = self.tr("drawn {0}").format(day(account.drawn_on))
            amount = entry.offer.amount if entry.line.until is not None else account.drawn
            if account.settled_on is not None:
                state = self.tr("settled {0}").format(day(account.settled_on))
        return f"{named(self._products, entry.offer.product)} · {money(amount)} · {state}"

    def _show_chosen(self) -> None:
        entry = self.entry
        if entry is None:
            return
        drawn = entry.view is not None
        can_draw = entry.line.refusal != "loan.drawn"
        self.draw.setVisible(can_draw)
        reason = self._nothing_left(entry)
        allow(self.draw, reason)
        self.why_not.show_reasons(((self.draw.text(), reason),) if can_draw else ())
        for part in (self.account, self.schedule_section, self.said):
            part.setVisible(drawn)
        self._show_warning(entry)
        self.orders_section.setVisible(entry.view is not None and bool(entry.view.account.resting))
        if entry.view is not None:
            self._show_account(entry.view.account, entry.line)
            self.said.show_entry(entry)
            if self._view is not None:
                self.changes.show_account(self._view, entry.view.account)
        self._show_conditions(entry)

    def _show_warning(self, entry: LoanEntry) -> None:
        rules, today = self._desk.appraisals.rules, self._desk.clock.today()
        self.warning.show_outlook(self._outlook, rules, today, running=_runs(entry))

    def _show_account(self, account: LoanAccount, line: Line) -> None:
        as_of = self.tr("as of {0}").format(day(account.as_of))
        self.account.set_text(self.tr("Account"), as_of)
        self.schedule_section.set_text(self.tr("Schedule of the loan"))
        self.schedule.show_rows(due_rows(account))
        self.orders_section.set_text(self.tr("Orders that the loan rests on"))
        self.orders.show_rows(order_rows(account.resting))
        owed, late = account.balances, account.days_past_due
        bucket = self.tr("bucket {0}").format(account.bucket)
        standing = f"{bucket} · {named(CLASSES, account.loan_class.value)}"
        early = self.tr("with {0} for paying early").format(money(account.early_fee))
        figures = (
            (self.tr("Principal"), money(owed.principal), ""),
            (self.tr("Interest due"), money(owed.interest), ""),
            (self.tr("Late interest"), money(owed.penalty), ""),
            (self.tr("Costs"), money(owed.cost), ""),
            (self.tr("Settles it today"), money(account.to_settle), early if account.early_fee else ""),
            (self.tr("Days past due"), str(late), standing),
            *((self.tr("Can be drawn"), money(line.available), until) for until in self._until(line)),
        )
        with held(self.account):
            clear(self._figures)
            for name, figure, note in figures:
                tile = KeyFigure()
                tile.show_figure(name, figure, note, "bad" if note == standing and late else "")
                self._figures.addWidget(tile)

    def _nothing_left(self, entry: LoanEntry) -> str:
        """Why nothing can be drawn today; empty where something can, and before the first draw, since the
        dialog says then what is lacking."""
        line = entry.line
        if line.refusal:
            return named(REFUSALS, line.refusal)
        if entry.view is None or line.available:
            return ""
        return self.tr("Everything is drawn.") if not line.free else self.tr("There is nothing to lend on.")

    def _until(self, line: Line) -> tuple[str, ...]:
        """Until when a line can be drawn; nothing for a loan that is drawn once."""
        return (self.tr("until {0}").format(day(line.until)),) if line.until is not None else ()

    def _show_conditions(self, entry: LoanEntry) -> None:
        met = len(entry.conditions) - len(entry.unmet)
        note = self.tr("{0} of {1} met").format(met, len(entry.conditions))
        if entry.holds_until is not None:
            note = " · ".join((note, self.tr("the offer holds until {0}").format(day(entry.holds_until))))
        self.conditions.set_text(self.tr("Conditions of the draw"), note)
        self.conditions.start()
        for condition in entry.conditions:
            self.conditions.add_fact(self._condition(condition), *self._condition_acts(entry, condition))
        self.conditions.finish(self.tr("The product has no conditions."))

    def _condition(self, condition: Condition) -> Fact:
        check = condition.check
        if check is None:
            return Fact(said(condition.name), mark=Mark(self.tr("not checked"), "plain"))
        met = Mark(self.tr("met"), "good", "check") if check.met else Mark(self.tr("not met"), "bad", "x")
        return Fact(said(condition.name), f"{day(check.checked_on)} · {check.how}", mark=met)

    def _condition_acts(self, entry: LoanEntry, condition: Condition) -> list[QPushButton]:
        """Before the draw it can be checked, and checked again."""
        if entry.view is not None:
            return []
        made = button()
        made.setText(self.tr("Check…"))
        made.setAccessibleName(self.tr("Check: {0}").format(said(condition.name)))
        made.clicked.connect(partial(self._check, entry, condition))
        return [made]

    def _check(self, entry: LoanEntry, condition: Condition, _: bool = False) -> None:
        self.forms.condition(entry, condition)

    def _draw(self) -> None:
        if self.entry is not None:
            self.forms.draw(self.entry)


def _runs(entry: LoanEntry) -> bool:
    return entry.view is not None and not entry.view.account.settled
