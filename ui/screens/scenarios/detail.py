"""One scenario beside the list: its purpose, whom it speaks of, what it changes, and its budget as a bar."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ui.screens.applicant.facts import FactList
from ui.screens.scenarios.table import days_of, name_of, signed_by, state_mark
from ui.screens.scenarios.words import change_lines, scope_lines
from ui.theme import tokens
from ui.translation import said
from ui.trouble import answer_words
from ui.widgets.badge import Badge
from ui.widgets.bars import ReachBar
from ui.widgets.format import day, money
from ui.widgets.layout import column, label, row
from workstation.domain.text import Bilingual
from workstation.services.scenarios import ScenarioState, ScenarioView

_NEARLY = 0.8
"""From this part of a budget on its bar warns."""


class BudgetBar(QWidget):
    """How far a risk budget is used, with what a preview would add; the figures stand below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar, self.words, self.own = ReachBar(0.0), label("", wrap=True), label("soft", wrap=True)
        self.setLayout(column(self.bar, self.words, self.own, gap=tokens.TIGHT))

    def show_budget(self, view: ScenarioView, previewed: int | None = None) -> None:
        """`previewed`: what the rows of a preview take off it, in fen."""
        budget = view.budget
        self.setVisible(budget is not None)
        if budget is None:
            return
        used = view.used + (previewed or 0)
        share = min(used / budget, 1.0)
        self.bar.show_share(share, "bad" if used > budget else "warn" if share >= _NEARLY else "accent")
        words = self.tr("{used} of {budget} yuan of expected loss used at the hub").format(
            used=money(view.used), budget=money(budget)
        )
        if previewed is not None:
            words += self.tr("; the files here would use {more}").format(more=money(previewed))
        self.words.setText(words)
        own = view.share
        self.own.setText(
            self.tr("{left} yuan are reserved for you until {until}").format(
                left=money(max(own.amount, 0)), until=day(own.until)
            )
            if own is not None
            else self.tr("Nothing is reserved for you: it is, with a synchronisation, while it is in force")
        )
        self.setAccessibleName(words)


class ScenarioDetail(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: ScenarioView | None = None
        self._products: Mapping[str, Bilingual] = {}
        self._previewed: int | None = None
        self.mark, self.heading = Badge(), label("title", wrap=True, selectable=True)
        self.purpose = label("soft", wrap=True, selectable=True)
        self.standing = label("", wrap=True, selectable=True)
        self.trouble = label("bad", wrap=True, selectable=True)
        self.budget, self.facts = BudgetBar(), FactList()
        self.changes, self.scope = FactList(), FactList()
        parts = (
            row(self.mark, None), self.heading, self.purpose, self.standing, self.trouble,
            self.budget,
            self.changes, self.scope, self.facts, None,
        )  # fmt: skip
        self.setLayout(column(*parts, gap=tokens.ROOM, margin=(tokens.WIDE, tokens.ROOM)))

    def show_scenario(self, view: ScenarioView, products: Mapping[str, Bilingual]) -> None:
        if view != self._view:
            self._previewed = None
        self._view, self._products = view, products
        scenario = view.scenario
        self.mark.show_mark(state_mark(view))
        self.heading.setText(name_of(view))
        self.purpose.setText("" if scenario is None else said(scenario.purpose.fill()))
        self.purpose.setVisible(scenario is not None)
        self.trouble.setText("" if view.why is None else self._why(view))
        self.trouble.setVisible(view.why is not None)
        self.standing.setText(self._acts(view))
        self.standing.setVisible(bool(self.standing.text()))
        self.budget.show_budget(view, self._previewed)
        self._show_lines(self.changes, self.tr("What it changes"), change_lines(scenario) if scenario else ())
        scope = scope_lines(scenario, products) if scenario else ()
        self._show_lines(self.scope, self.tr("Whom it speaks of"), scope, self.tr("Everybody."))
        self.facts.set_text(self.tr("Signed and dated"))
        self.facts.start()
        self.facts.add(self.tr("Days, the first and the last included"), figure=days_of(view))
        self.facts.add(self.tr("Signed by"), figure=signed_by(view))
        self.facts.add(self.tr("File"), f"{view.id}, v{view.version}", figure=view.sha256[:12])
        self.facts.finish()

    def show_previewed(self, used: int | None) -> None:
        """What a preview over the files here takes off the budget."""
        self._previewed = used
        if self._view is not None:
            self.budget.show_budget(self._view, used)

    def _acts(self, view: ScenarioView) -> str:
        """From when or until when it acts, or what has to come before it does; empty where it was refused."""
        scenario = view.scenario
        if scenario is None:
            return ""
        unsigned = self.tr("It acts once both sides have signed it and the hub has published it.")
        words = {
            ScenarioState.DRAFT: unsigned,
            ScenarioState.ONE_SIGNATURE: unsigned,
            ScenarioState.SIGNED: self.tr("It does not act: the hub has not published it."),
            ScenarioState.WAITING: self.tr("It acts from {0} on.").format(day(scenario.starts)),
            ScenarioState.LIVE: self.tr("It acts until {0}.").format(day(scenario.until)),
            ScenarioState.EXPIRED: self.tr("It acts no more: its last day was {0}.").format(
                day(scenario.until)
            ),
        }
        return words.get(view.state, "")

    def _why(self, view: ScenarioView) -> str:
        return answer_words(view.why_code, said(view.why)) if view.why is not None else ""

    @staticmethod
    def _show_lines(section: FactList, heading: str, lines: object, empty: str = "") -> None:
        section.set_text(heading)
        section.start()
        for what, figures in lines:  # type: ignore[attr-defined]
            section.add(what, figure=figures)
        section.finish(empty)
