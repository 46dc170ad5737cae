"""What sellers will need next: expected borrowers and amounts by trade, for a month and for a quarter ahead.

Goes in: what the need models of a bundle say of each applicant. Comes out: sums by trade and horizon. A trade
of which no need model speaks is told as such. It invites nobody; it says where money will be asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from workstation.domain.assessment import ModelOutput
from workstation.domain.money import yuan

ROLE = "need"
UNKNOWN_TRADE = "unknown"


@dataclass
class _Sum:
    applicants: int = 0
    spoken: int = 0
    expected: float = 0.0
    amount: float = 0.0


@dataclass
class NeedTally:
    """Sums by (trade, days ahead). `typical` fen is what one who is short asks for, so that amounts are
    expected borrowers times it."""

    typical: int
    models: set[str] = field(default_factory=set)
    _sums: dict[tuple[str, int], _Sum] = field(default_factory=dict)

    def add(self, trade: str, outputs: Iterable[ModelOutput], typical: int | None = None) -> None:
        """One applicant. `typical` fen is what this one would ask for, where that is known."""
        for output in outputs:
            if output.role != ROLE:
                continue
            self.models.add(output.model)
            found = self._sums.setdefault((trade or UNKNOWN_TRADE, output.horizon_days), _Sum())
            found.applicants += 1
            if output.applies and output.probability is not None:
                found.spoken += 1
                found.expected += output.probability
                found.amount += output.probability * (self.typical if typical is None else typical)

    def rows(self) -> list[dict[str, Any]]:
        """By horizon, then by what is expected most; amounts in yuan."""
        ordered = sorted(self._sums.items(), key=lambda entry: (entry[0][1], -entry[1].amount, entry[0][0]))
        return [
            {
                "trade": trade,
                "days_ahead": days,
                "applicants": found.applicants,
                "spoken_of": found.spoken,
                "expected_borrowers": round(found.expected, 2),
                "expected_yuan": yuan(round(found.amount), grouped=False),
            }
            for (trade, days), found in ordered
        ]
