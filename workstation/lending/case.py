"""One case before the rules: everything they may look at, as plain values; nothing here looks anything up.

A decision freezes the case; from it and the definition files the proposal is made again bit for bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.domain.assessment import Assessment
from workstation.domain.lending import CashInputs, CollateralBase, Exposure
from workstation.domain.records import Applicant, Application, Authorisation
from workstation.domain.seen import Seen
from workstation.domain.surveying import Contradiction


@dataclass(frozen=True, slots=True)
class ScenarioRef:
    """One version of a scenario: `sha256` is that of the definition file that its makers signed."""

    id: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class LendingCase:
    """`exposure` leaves out what is asked for now. `officer_role` is the role of the person who sits before
    it; `draw_on` is the day on which the money is supposed to be drawn. `platforms` are those of the
    applicant's shops; `collateral` is what may be lent against, for products that rest on it; `former_limit`
    is the limit in fen that this request would renew or change, where there is one.
    `evidence_by` are the people who made the evidence that figures of the case rest on: surveys, values.
    `scenarios` are those in force that speak of the applicant: the rules apply these and no others.
    `visited_on` is the day of the visit whose figures the features hold, None where they hold none;
    `contradictions` is what is open in it.
    `seen` is how far the file had been fetched when it was read, by which the hub proves the case; no rule
    looks at it."""

    applicant: Applicant
    application: Application
    assessment: Assessment
    cash: CashInputs
    exposure: Exposure
    consents: tuple[Authorisation, ...]
    officer_role: str
    today: date
    draw_on: date
    platforms: tuple[str, ...] = ()
    collateral: CollateralBase | None = None
    former_limit: int | None = None
    evidence_by: tuple[str, ...] = ()
    scenarios: tuple[ScenarioRef, ...] = ()
    visited_on: date | None = None
    contradictions: tuple[Contradiction, ...] = ()
    seen: Seen | None = None
