"""Papers that tell an applicant what was decided, and why: counter-offer, decline, the grade and what helps.

In: the decision's own figures and reasons, in the applicant's wording. Out: frozen values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workstation.domain.assessment import Reason
from workstation.domain.lending import Finding, Offer
from workstation.domain.text import Bilingual
from workstation.letters.model import check_offer
from workstation.letters.values.head import (
    MOST_REASONS,
    DecidedBy,
    GivenReason,
    PaperHead,
    above_zero,
    in_order,
    true_reasons,
    wanted,
)


def given_reasons(against: Sequence[Reason], findings: Sequence[Finding] = ()) -> tuple[GivenReason, ...]:
    """The reasons a paper gives: what a rule found first, then what the models weighed, at most four.

    A rule that stands among both is given once.
    """
    named = {reason.code for reason in against}
    leading = [(f.applicant_text, f.remedy) for f in findings if f.code not in named]
    reasons: dict[Bilingual, GivenReason] = {}
    for text, remedy in [*leading, *((r.applicant, r.remedy) for r in against)]:
        reasons.setdefault(text, GivenReason(text, remedy))
    return tuple(reasons.values())[:MOST_REASONS]


@dataclass(frozen=True, slots=True)
class CounterOffer:
    """A counter-offer letter: what was asked for, what can be offered instead, and why (amounts in fen).

    `notes` are the lender's standing lines. Raises `KnownError` `letter.dates`, `letter.offer`,
    `letter.reasons`, `letter.sum`.
    """

    head: PaperHead
    accept_by: date
    valid_until: date
    requested: int
    requested_months: int
    product: Bilingual
    purpose: str
    offer: Offer
    reasons: tuple[GivenReason, ...]
    decided: DecidedBy
    provisional: bool
    notes: tuple[Bilingual, ...] = ()
    conditions: tuple[Bilingual, ...] = ()
    recall_events: tuple[Bilingual, ...] = ()
    cosigners: tuple[Bilingual, ...] = ()

    def __post_init__(self) -> None:
        number = self.head.number
        in_order(number, self.head.issued_on, self.accept_by, self.valid_until)
        check_offer(number, self.offer)
        above_zero(number, "the amount asked for", self.requested)
        true_reasons(number, self.reasons)


@dataclass(frozen=True, slots=True)
class Decline:
    """A letter that declines a request: at most four true reasons, what can be done, and human review.

    Raises `KnownError` `letter.dates`, `letter.reasons`, `letter.sum`.
    """

    head: PaperHead
    asked_on: date
    requested: int
    requested_months: int
    product: Bilingual
    purpose: str
    reasons: tuple[GivenReason, ...]
    decided: DecidedBy
    notes: tuple[Bilingual, ...] = ()

    def __post_init__(self) -> None:
        number = self.head.number
        in_order(number, self.asked_on, self.head.issued_on)
        above_zero(number, "the amount asked for", self.requested)
        true_reasons(number, self.reasons)


@dataclass(frozen=True, slots=True)
class Improvement:
    """What the seller could better, how, and what it would be worth.

    `points` is what is lost there today in score points, whole; `grade_after` is the grade with that loss
    gone and all else as it is, empty where the grade would stay.
    """

    text: Bilingual
    how: Bilingual | None
    points: int
    grade_after: str = ""


@dataclass(frozen=True, slots=True)
class GradeSheet:
    """The seller's grade and improvement sheet (店铺信用等级与改进建议); no feature, weight or threshold.

    `grades` are all grades, best first, so that the sheet can show where the seller stands. `missing` names
    evidence that could still be brought. Raises `KnownError` `letter.empty` for a grade that is none.
    """

    head: PaperHead
    as_of: date
    grade: str
    grades: tuple[str, ...]
    helped: tuple[Bilingual, ...]
    improvements: tuple[Improvement, ...]
    missing: tuple[Bilingual, ...] = ()
    notes: tuple[Bilingual, ...] = ()

    def __post_init__(self) -> None:
        number = self.head.number
        in_order(number, self.as_of, self.head.issued_on)
        wanted(number, grade=self.grade in self.grades)
        wanted(number, grade_after=all(i.grade_after in ("", *self.grades) for i in self.improvements))
