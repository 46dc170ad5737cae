"""One line an applicant: what the models and the rules say of it, and the sums over all lines.

Goes in: an assessment and the proposal for the standard request, or the reason why there is none. Comes out:
a row of a table, and a tally small enough for millions of applicants. Nothing is filled in that is not known.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import fsum
from typing import Any

from workstation.domain.assessment import Assessment, ModelOutput
from workstation.domain.lending import CashInputs, Outcome, Proposal
from workstation.domain.money import yuan
from workstation.domain.records import Applicant
from workstation.domain.text import plain_cell
from workstation.errors import KnownError

COLUMNS = (
    "applicant",
    "pd",
    "grade",
    "limit_yuan",
    "reasons",
    "coverage",
    "pd_low",
    "pd_high",
    "score",
    "model",
    "outcome",
    "product",
    "asked_yuan",
    "as_of",
    "why",
)
_APART = "; "
_SPEAKS_FOR = "for:"  # and no plus sign, which a spreadsheet would take for a formula


@dataclass(frozen=True, slots=True)
class AssessedLine:
    """`limit` in fen: what could be lent of the standard request, 0 where the rules decline, None where
    nothing can be said. `pd_low` and `pd_high` only where the model gives an interval. `moved`: points that
    each feature moved the score by. `turnover` in fen, for the tally alone."""

    applicant: str
    as_of: date | None
    product: str
    asked: int
    outcome: str
    pd: float | None = None
    grade: str = ""
    limit: int | None = None
    reasons: tuple[str, ...] = ()
    coverage: tuple[str, ...] = ()
    pd_low: float | None = None
    pd_high: float | None = None
    score: float | None = None
    model: str = ""
    why: str = ""
    moved: Mapping[str, float] = field(default_factory=dict)
    turnover: int | None = None

    def row(self) -> tuple[str, ...]:
        """The cells in the order of `COLUMNS`; an empty cell is what nothing is known of. The probability is
        written in full, so that whoever reads the table ranks exactly as the models do."""
        return (
            plain_cell(self.applicant),
            _number(self.pd),
            self.grade,
            "" if self.limit is None else yuan(self.limit, grouped=False),
            _APART.join(self.reasons),
            _APART.join(self.coverage),
            _number(self.pd_low),
            _number(self.pd_high),
            "" if self.score is None else f"{self.score:.1f}",
            self.model,
            self.outcome,
            self.product,
            yuan(self.asked, grouped=False),
            "" if self.as_of is None else self.as_of.isoformat(),
            plain_cell(self.why),
        )


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


def line_of(
    applicant: Applicant, assessment: Assessment, proposal: Proposal, cash: CashInputs
) -> AssessedLine:
    """The line of an applicant that was assessed. Its reasons are the principal ones against it; where no
    model speaks, the findings that say why; where nothing speaks against it, those in its favour."""
    output = assessment.output
    against, in_favour = proposal.rationale.against, proposal.rationale.in_favour
    reasons = tuple(reason.code for reason in against) or tuple(f.code for f in proposal.findings)
    reasons = reasons or tuple(f"{_SPEAKS_FOR}{reason.code}" for reason in in_favour)
    texts = [finding.text.en for finding in proposal.findings] + [reason.officer.en for reason in against]
    texts = texts or [reason.officer.en for reason in in_favour]
    low, high = (None, None) if output is None else _interval(output)
    return AssessedLine(
        applicant=applicant.source_id,
        as_of=assessment.as_of,
        product=proposal.product,
        asked=proposal.requested,
        outcome=proposal.outcome.value,
        pd=assessment.probability,
        grade=assessment.grade,
        limit=_limit(proposal),
        reasons=tuple(dict.fromkeys(reasons)),
        coverage=tuple(domain.value for domain in assessment.coverage.covered),
        pd_low=low,
        pd_high=high,
        score=None if output is None else output.points,
        model=assessment.leading,
        why=" ".join(dict.fromkeys(texts)),
        moved={} if output is None else {c.feature: c.points for c in output.contributions},
        turnover=cash.turnover_12m,
    )


def unassessed(applicant: Applicant, product: str, asked: int, error: KnownError) -> AssessedLine:
    """The line of an applicant whose file could not be assessed at all: the reason is the error's code."""
    return AssessedLine(
        applicant.source_id,
        None,
        product,
        asked,
        Outcome.REFER.value,
        reasons=(error.code,),
        why=error.message,
    )


def _interval(output: ModelOutput) -> tuple[float | None, float | None]:
    return getattr(output, "interval", None) or (None, None)


def _limit(proposal: Proposal) -> int | None:
    """An offer's amount; what the staircase allows where a referral has one that is whole; else nothing."""
    if proposal.outcome is Outcome.DECLINE:
        return 0
    if proposal.offer is not None:
        return proposal.offer.amount
    steps = proposal.staircase
    return steps.limit if steps is not None and steps.complete else None


@dataclass
class Tally:
    """The sums over many lines. It keeps two numbers of each line that a model spoke of, and no line."""

    applicants: int = 0
    grades: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    models: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    limits: int = 0
    lent_to: int = 0
    _moved: dict[str, defaultdict[str, float]] = field(default_factory=dict)
    _pd: array[float] = field(default_factory=lambda: array("d"))
    _turnover: array[float] = field(default_factory=lambda: array("d"))

    def add(self, line: AssessedLine) -> None:
        self.applicants += 1
        self.outcomes[line.outcome] += 1
        self.reasons.update(line.reasons)
        if line.limit and line.outcome in (Outcome.APPROVE.value, Outcome.COUNTER.value):
            self.limits += line.limit
            self.lent_to += 1
        if line.pd is None:
            self.silent.update(line.reasons[:1])
            return
        self.grades[line.grade] += 1
        self.models[line.model] += 1
        self._pd.append(line.pd)
        self._turnover.append(float("nan") if line.turnover is None else float(line.turnover))
        by_feature = self._moved.setdefault(line.model, defaultdict(float))
        for feature, points in line.moved.items():
            by_feature[feature] += abs(points)

    def to_json(self) -> dict[str, Any]:
        """Counts, quantiles of the probability, the mean limit in yuan of those who would be lent to, how far
        size alone ranks as the models do, and which features moved the scores, as shares of all movement."""
        mean = self.limits // self.lent_to if self.lent_to else 0
        return {
            "applicants": self.applicants,
            "assessed": len(self._pd),
            "without_an_answer": dict(self.silent.most_common()),
            "grades": dict(sorted(self.grades.items())),
            "outcomes": dict(self.outcomes.most_common()),
            "models": dict(self.models.most_common()),
            "pd": self._quantiles(),
            "lent_to": self.lent_to,
            "mean_limit_yuan": yuan(mean, grouped=False),
            "reasons": dict(self.reasons.most_common()),
            "rank_agreement_with_size": self._like_size(),
            "moved_by": {model: _shares(by_feature) for model, by_feature in self._moved.items()},
        }

    def _quantiles(self) -> dict[str, float]:
        import numpy as np

        places = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
        if not len(self._pd):
            return {}
        found = np.quantile(np.asarray(self._pd), places).tolist()
        return {f"{place:g}": round(value, 6) for place, value in zip(places, found, strict=True)}

    def _like_size(self) -> float | None:
        """Spearman's rank correlation of the probability with twelve months' sales, sign turned: 1 would mean
        that the models say nothing but how large a seller is. None below three sellers with sales."""
        import numpy as np
        import pandas as pd

        table = pd.DataFrame({"pd": np.asarray(self._pd), "size": np.asarray(self._turnover)}).dropna()
        if len(table) < 3 or (table.nunique() < 2).any():
            return None
        ranks = table.rank()
        return round(-float(np.corrcoef(ranks["pd"], ranks["size"])[0, 1]), 3)


def _shares(moved: Mapping[str, float]) -> dict[str, float]:
    whole = fsum(moved.values())
    ordered = sorted(moved.items(), key=lambda entry: (-entry[1], entry[0]))
    return {name: round(points / whole, 4) for name, points in ordered} if whole else {}
