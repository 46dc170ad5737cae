"""Scenarios on their way: a signed file as the hub publishes it, and what of its budget is whose.

The hub and the cache know no more of a scenario than this; what is in the file, the lending rules read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workstation.domain.lending import Decision


@dataclass(frozen=True, slots=True)
class ScenarioTerms:
    """What the hub keeps of a scenario's file, so that it can count without reading it: its days, both
    included, its budget of expected loss in fen (None without one), and the most of it for one person."""

    id: str
    version: int
    sha256: str
    starts: date
    until: date
    budget: int | None = None
    most_each: int = 0

    def in_force(self, day: date) -> bool:
        return self.starts <= day <= self.until


@dataclass(frozen=True, slots=True)
class BudgetShare:
    """What the hub reserves for one person of a risk budget, in fen of expected loss, until a day's end.
    `counted` are the ids of that person's decisions that the hub has taken off the budget already."""

    amount: int
    until: date
    counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedScenario:
    """One version of a scenario: the file's bytes and its makers' signatures. Of a budget: `used` is what all
    approvals that reached the hub are expected to lose, in fen, and `share` what is reserved for the person
    who is told."""

    id: str
    version: int
    sha256: str
    body: bytes
    signatures: bytes
    published_at: str
    used: int = 0
    share: BudgetShare | None = None


@dataclass(frozen=True, slots=True)
class KeptScenario:
    """A published scenario as the hub keeps it."""

    terms: ScenarioTerms
    body: bytes
    signatures: bytes
    published_at: str


@dataclass(frozen=True, slots=True)
class BudgetState:
    """How a budget stands at the hub: what approvals use, and what is reserved for one person."""

    used: int
    share: BudgetShare | None = None


@dataclass(frozen=True, slots=True)
class StatedUse:
    """A scenario that a decision names: under which version it was made, and what it uses of its budget, None
    where the scenario has none."""

    id: str
    version: int
    sha256: str
    expected_loss: int | None = None


STATED = "scenarios"
"""Where a decision's inputs name the scenarios that acted on it."""


def stated_uses(decision: Decision) -> tuple[StatedUse, ...]:
    """What a decision says of its scenarios; nothing for one that was made before there were any. Raises
    `ValueError` for what cannot be read."""
    rows = decision.inputs.get(STATED, ())
    try:
        found = tuple(StatedUse(**row) for row in rows)
    except TypeError as error:
        raise ValueError(f"a decision names its scenarios in a way that cannot be read: {error}") from None
    if any(use.expected_loss is not None and type(use.expected_loss) is not int for use in found):
        raise ValueError("what a decision uses of a budget is no amount")
    return found


def plain_use(use: StatedUse) -> Mapping[str, str | int | None]:
    """As it stands in a decision's inputs."""
    return {
        "id": use.id,
        "version": use.version,
        "sha256": use.sha256,
        "expected_loss": use.expected_loss,
    }
