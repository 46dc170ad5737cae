"""Drawing outlooks: what the models of warning and need foresee of the files here, without a network.

Goes in: files whose ledgers changed since, or that newer models have not looked at. Comes out: one outlook
each, kept on this workstation. A few files at a time, so that a worker can be stopped between them and the
cache is written seldom and briefly.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.clock import Clock
from workstation.domain.assessment import ModelOutput
from workstation.domain.outlook import Foreseen, Outlook
from workstation.errors import KnownError
from workstation.events import NOTHING, Bell, Changes
from workstation.ports import CaseStore, OutlookStore
from workstation.services.currency import CurrencyTable
from workstation.services.files import as_of_day
from workstation.services.models import Models
from workstation.services.reading import read_ledgers
from workstation.services.surveyed import with_visit

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from workstation.domain.records import ApplicantFile
    from workstation.scoring import ModelSuite
    from workstation.scoring.model import AnyModel

ROLES = ("warning", "need")
_FORMAT = "1"
"""Raised when this module draws another outlook from the same file and models."""
_AT_ONCE = 20
_MOST_FEATURES = 3
_PLACES = 6


def outlook_of(file: ApplicantFile, as_of: date, suite: ModelSuite, rate: Fraction) -> Outlook:
    """What the models foresee of a file that may be read, as of a day; `rate` turns its money into yuan."""
    from workstation.features import compute_features

    features = compute_features(file.ledgers, file.applicant, as_of, rate=rate)
    outputs = (model.output(features) for model in foreseers(suite))
    said = tuple(_foreseen(one) for one in outputs if one.applies and one.probability is not None)
    return Outlook(file.applicant.id, as_of, drawn_by(suite), said)


def foreseers(suite: ModelSuite) -> list[AnyModel]:
    """The models in use that look ahead."""
    return [model for model in suite.models if model.entry.role in ROLES and model.entry.enabled]


def _foreseen(output: ModelOutput) -> Foreseen:
    """The features that speak most for the event are those with the most points against the applicant."""
    against = sorted((c for c in output.contributions if c.points < 0), key=lambda c: (c.points, c.feature))
    return Foreseen(
        output.model,
        output.role,
        output.horizon_days,
        round(output.probability or 0.0, _PLACES),
        output.points,
        tuple(c.feature for c in against[:_MOST_FEATURES]),
    )


def drawn_by(suite: ModelSuite) -> str:
    return f"{_FORMAT}:{suite.ref.name}-{suite.ref.version}:{suite.ref.sha256}"


@dataclass(frozen=True, slots=True)
class Outlooks:
    cases: CaseStore
    store: OutlookStore
    models: Models
    currencies: CurrencyTable
    clock: Clock
    bell: Bell

    def of(self, applicant_id: str) -> Outlook | None:
        """What was foreseen last; None where nobody looked yet."""
        return self.store.of(applicant_id)

    def refresh(
        self, stop: threading.Event | None = None, loaded: Callable[[], None] = lambda: None
    ) -> Changes:
        """Draw every outlook that is stale, until `stop`; says whose were drawn, and calls `loaded` once the
        models are there. A file that cannot be read here, or may not, is drawn empty and not asked again
        before it changes. Where no model in use looks ahead, what others foresaw is forgotten. Raises
        `KnownError` (`bundle.*`)."""
        suite, changes = self.models.current(), NOTHING
        loaded()
        by = drawn_by(suite)
        if not foreseers(suite):
            changes = self.store.forget_all()
        while foreseers(suite) and not (stop is not None and stop.is_set()):
            stale = self.store.stale(by, _AT_ONCE)
            if not stale:
                break
            drawn = [(self._drawn(applicant_id, suite), cursor) for applicant_id, cursor in stale.items()]
            changes |= self.store.keep(drawn)
        if changes.applicants:
            self.bell.ring(changes, "outlook")
        return changes

    def _drawn(self, applicant_id: str, suite: ModelSuite) -> Outlook:
        today = self.clock.today()
        try:
            file = read_ledgers(self.cases, applicant_id, today)
            as_of = as_of_day(file, None, today)
            rate = self.currencies.rate(file.applicant.currency, as_of)
            return outlook_of(with_visit(file, as_of, today).file, as_of, suite, rate)
        except KnownError:
            return Outlook(applicant_id, today, drawn_by(suite))
