"""What would change it: the smallest plausible ways to another outcome, as suite and rules answered them."""

from __future__ import annotations

from ui.screens.applicant.facts import FactList
from ui.translation import said
from ui.widgets.format import money, percent
from ui.widgets.words import outcome_mark
from workstation.features.dictionary import DICTIONARY
from workstation.services.explained import Advice, Moved, WayOut


def moved_in_words(moved: Moved) -> str:
    """Refund share 15.6% → 12.6%."""
    feature = DICTIONARY[moved.feature]
    return f"{said(feature.title)} {said(feature.shown(moved.before))} → {said(feature.shown(moved.after))}"


class ChangesPanel(FactList):
    def show_waiting(self) -> None:
        self.start()
        self.set_text(self.tr("What would change it"))
        self.finish(self.tr("Being worked out…"))

    def show_advice(self, advice: Advice) -> None:
        self.start()
        self.set_text(self.tr("What would change it"), self._aim(advice))
        for way in advice.ways:
            self._add(way)
        if not advice.ways and advice.nearest is not None:
            self.add(self.tr("Nothing plausible would be enough. The most that can be expected:"))
            self._add(advice.nearest)
        none = self.tr("Nothing that the applicant can change moves the score.")
        self.finish(none if advice.why_none is None else said(advice.why_none))

    def _aim(self, advice: Advice) -> str:
        if advice.target is None:
            return ""
        if advice.aim == "admission":
            return self.tr("to a probability of at most {0}").format(percent(advice.target, 1))
        return self.tr("to the next better grade, at most {0}").format(percent(advice.target, 2))

    def _add(self, way: WayOut) -> None:
        """One way: what moves, how, what the whole case would then be."""
        joined = "\n".join(map(moved_in_words, way.moved))
        notes = [said(how) for how in way.how]
        notes.append(self.tr("Seen in the figures after {0} days at the earliest.").format(way.days))
        if way.limit is not None and way.outcome.lends:
            notes.append(self.tr("Limit then: {0}").format(money(way.limit)))
        if way.still is not None:
            notes.append(self.tr("What would still stand in the way: {0}").format(said(way.still)))
        figure = self.tr("{0}, grade {1}").format(percent(way.probability, 2), way.grade)
        self.add(joined, "\n".join(notes), figure, mark=outcome_mark(way.outcome))
