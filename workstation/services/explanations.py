"""Explaining an appraisal beyond its reasons: the use-case behind the assessment tab.

Goes in: an appraisal. Comes out: an `Explained`. It decides nothing and keeps nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from workstation.domain.assessment import FeatureVector
from workstation.ports import CaseStore, KeptDecision, WorklistQuery, WorklistRow
from workstation.services.acting import Hand
from workstation.services.appraisals import Appraisals
from workstation.services.comparing import (
    compare,
    cost_of_missing,
    leading_model,
    neighbours_for,
    row_for,
)
from workstation.services.explained import Advice, Explained, OwnCase
from workstation.services.levers import Levers
from workstation.services.reading import may_read
from workstation.services.values import Appraisal
from workstation.services.ways_out import Changed, advise

_LOOKED_THROUGH = 100
_SHOWN_OWN = 5


@dataclass(frozen=True, slots=True)
class Explanations:
    cases: CaseStore
    hand: Hand
    appraisals: Appraisals
    levers: Levers

    def explain(self, appraisal: Appraisal) -> Explained:
        """Ways out, comparable cases and the cost of what is missing. Where nothing may be read of the
        applicant nothing is explained. Raises `KnownError` (`bundle.*`)."""
        if appraisal.withheld:
            return Explained(Advice(""), None, ())
        suite = self.appraisals.models.of(appraisal.assessment.bundle)
        return Explained(
            advise(appraisal, suite, self.appraisals.rules, self.levers, self._imagine),
            compare(appraisal, suite),
            cost_of_missing(appraisal, suite),
        )

    def _imagine(self, appraisal: Appraisal, changed: Changed) -> Appraisal:
        return self.appraisals.what_if(appraisal, changed, explained=False)

    def decided_here(self, appraisal: Appraisal) -> tuple[OwnCase, ...]:
        """The nearest of the newest decided cases in the officer's files, by the figures frozen with their
        decisions. A seller who does not allow the reading of records today is not compared with. It opens up
        to a hundred decisions, so it takes longer than `explain`."""
        if appraisal.withheld:
            return ()
        suite = self.appraisals.models.of(appraisal.assessment.bundle)
        model, near = leading_model(appraisal, suite), neighbours_for(appraisal, suite)
        if model is None or near is None:
            return ()
        own = row_for(appraisal.assessment.features, model.entry.features)
        found = []
        for row in self.cases.worklist(WorklistQuery(limit=_LOOKED_THROUGH)).rows:
            kept = self._decided(row, appraisal)
            if kept is None:
                continue
            assessment: Any = kept.decision.inputs["case"]["assessment"]
            if assessment["leading"] != model.entry.id:
                continue
            values = FeatureVector(appraisal.as_of, assessment["features"]["values"])
            other = row_for(values, model.entry.features)
            found.append((near.distance(own, other), kept, row))
        found.sort(key=lambda one: (one[0], one[2].applicant_id))
        return tuple(
            OwnCase(
                row.applicant_id,
                row.name,
                1 - distance,
                kept.decision.outcome,
                date.fromisoformat(kept.decision.decided_at[:10]),
                row.days_past_due,
            )
            for distance, kept, row in found[:_SHOWN_OWN]
        )

    def _decided(self, row: WorklistRow, appraisal: Appraisal) -> KeptDecision | None:
        """The newest decision on another applicant, where there is one that may be looked at."""
        if not row.outcome or row.applicant_id == appraisal.applicant_id:
            return None
        decisions = self.cases.decisions(row.applicant_id)
        file = self.cases.applicant_file(row.applicant_id, ledgers=False)
        return decisions[0] if decisions and may_read(file, self.hand.clock.today()) else None
