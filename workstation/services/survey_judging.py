"""What the answers of a survey amount to: its figures, its cross-checks, its day and place. Pure.

Goes in: a form as it stands, and the file that it is checked against. The desk asks while somebody types, the
hub once more of the finished survey.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from workstation.domain.ledger import VISIT_FIGURES
from workstation.domain.records import ApplicantFile
from workstation.domain.surveying import (
    Basis,
    CheckResult,
    Position,
    PositionSource,
    VisitFigure,
)

if TYPE_CHECKING:
    from workstation.surveys.run import FormRun

DAY, PLACE, OPINION = "visit.day", "visit.position", "opinion"
"""What a form says by our attribute `part` of the visit itself."""
_MILLIONTHS = 1_000_000


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges surveys of one file, as it could be read on the day."""

    file: ApplicantFile

    def checks(self, run: FormRun, explanations: Mapping[str, str]) -> tuple[CheckResult, ...]:
        return ()

    def figures(self, run: FormRun) -> tuple[VisitFigure, ...]:
        bases = {ref: basis for basis, pairs in run.values("basis").items() for ref, _ in pairs}
        found = run.values("figure")
        return tuple(
            VisitFigure(name, _hundredths(text), Basis(bases.get(ref, Basis.STATED)))
            for name in VISIT_FIGURES
            for ref, text in found.get(name, ())
        )

    def needs_second(self, file: ApplicantFile) -> bool:
        return False

    def visited_on(self, run: FormRun, opened_at: str) -> date:
        """The day of the visit as the form says it, else the day on which the survey was begun."""
        return self.day_said(run) or datetime.fromisoformat(opened_at).astimezone().date()

    @staticmethod
    def day_said(run: FormRun) -> date | None:
        """The day of the visit as the answers give it."""
        try:
            return date.fromisoformat(_part(run, DAY)[:10])
        except ValueError:
            return None


def position_of(run: FormRun) -> Position | None:
    """Where the visit was, as the form says it: latitude, longitude, altitude and accuracy as ODK writes
    them. What a device said has an accuracy."""
    words = _part(run, PLACE).split()
    if len(words) < 2:
        return None
    try:
        latitude, longitude = (int(Decimal(word) * _MILLIONTHS) for word in words[:2])
        accuracy = round(Decimal(words[3])) if len(words) > 3 else 0
    except InvalidOperation:
        return None
    source = PositionSource.DEVICE if accuracy else PositionSource.TYPED
    return Position(latitude, longitude, accuracy, source)


def opinion_of(run: FormRun) -> str:
    return _part(run, OPINION)


def _part(run: FormRun, name: str) -> str:
    return next((text for _, text in run.values("part").get(name, ())), "")


def _hundredths(text: str) -> int:
    return int((Decimal(text) * 100).to_integral_value(ROUND_HALF_UP))
