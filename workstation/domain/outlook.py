"""What models foresee of an applicant beside a decision: a loan that may go bad, money that may run short.

An outlook is drawn from a file's ledgers when they change, kept on the workstation alone, and no part of any
decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One model's word: its `probability` within `horizon_days` from the outlook's day, its `points` where it
    gives some, and the features that speak most for it, the strongest first."""

    model: str
    role: str
    horizon_days: int
    probability: float
    points: float | None = None
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """Everything foreseen of one applicant as of one day; `drawn_by` names the models."""

    applicant_id: str
    as_of: date
    drawn_by: str
    said: tuple[Foreseen, ...] = ()
