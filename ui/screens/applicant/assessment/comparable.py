"""Comparable cases: what became of the sellers of the model's set who are nearest, and cases decided here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.screens.applicant.facts import Fact, FactList
from ui.translation import said
from ui.widgets.badge import Mark
from ui.widgets.format import day, percent
from ui.widgets.pieces import button
from ui.widgets.turns import held
from ui.widgets.words import outcome_name
from workstation.features.dictionary import DICTIONARY
from workstation.services.explained import Comparable, Difference, NearCase, OwnCase


class ComparablePanel(FactList):
    """`open_applicant` opens another file of the officer's."""

    def __init__(self, open_applicant: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_applicant

    def show_waiting(self) -> None:
        self.start()
        self.set_text(self.tr("Comparable cases"))
        self.finish(self.tr("Being worked out…"))

    def show_cases(self, found: Comparable | None, leads: bool = True) -> None:
        """The model's set; `show_own` comes after it. `leads`: whether a model decides at all."""
        self.start()
        note = ""
        if found is not None:
            note = self.tr("simulated sellers, not real ones") if found.simulated else ""
            self.add(
                self.tr("{0} of the {1} nearest defaulted").format(found.bad, found.count),
                self.tr("In the whole set: {0} of {1} ({2}).").format(
                    found.set_bad, found.set_count, percent(found.set_bad / max(found.set_count, 1))
                ),
                percent(found.bad / max(found.count, 1)),
                strong=True,
            )
            for case in found.nearest:
                self._add_near(case)
        self.set_text(self.tr("Comparable cases"), note)
        none = self.tr("This bundle carries no comparable cases.")
        self.finish(none if leads else self.tr("No model applies, so there is nothing to compare by."))

    def show_own(self, own: tuple[OwnCase, ...]) -> None:
        """Cases that were decided in the officer's own files, below the others."""
        with held(self):
            if own:
                self.add(self.tr("Decided here, by the figures they were decided on:"))
            for one in own:
                self._add_own(one)

    def _add_near(self, case: NearCase) -> None:
        bad = Mark(self.tr("defaulted"), "bad", "x-circle")
        mark = bad if case.bad else Mark(self.tr("repaid"), "good", "check-circle")
        apart = "; ".join(map(self._difference, case.differences))
        self.add("", self.tr("Differs in: {0}").format(apart), self._alike(case.likeness), mark=mark)

    def _difference(self, one: Difference) -> str:
        feature = DICTIONARY[one.feature]
        own = said(feature.shown(one.own))
        if one.other is None:
            other = said(feature.shown(None))
        else:
            low, high = (said(feature.shown(value)) for value in one.other)
            other = low if low == high else f"{low}–{high}"
        return self.tr("{0} {1} (here {2})").format(said(feature.title), other, own)

    def _add_own(self, one: OwnCase) -> None:
        due = ""
        if one.days_past_due:
            due = self.tr("{0} days past due today").format(one.days_past_due)
        told = [outcome_name(one.outcome), day(one.decided_on), due]
        fact = Fact(one.name, " · ".join(filter(None, told)), self._alike(one.likeness))
        open_it = button("quiet", "arrow-right")
        open_it.setAccessibleName(self.tr("Open the file of {0}").format(one.name))
        open_it.setToolTip(open_it.accessibleName())
        open_it.clicked.connect(partial(self._open, one.applicant_id))
        self.add_fact(fact, open_it)

    def _alike(self, likeness: float) -> str:
        return self.tr("{0} alike").format(percent(likeness, 0))
