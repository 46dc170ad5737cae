"""What became of decisions: rows with the features each froze and, once its time is over, its outcome.

Goes in: an applicant's file with its ledgers, and a day. Comes out: one row for each decision that was not
replaced by a later one. A loan is bad where a due stayed unpaid for more than ninety days, or was written
off, within a year of the draw; before the year is over nothing is said of it. Desk and hub ask alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from workstation.domain.complaining import ComplaintStep
from workstation.domain.decided import DEFAULT_DAYS, HORIZON_DAYS, LATE_DAYS, Decided
from workstation.domain.ledger import start_of
from workstation.domain.lending import Decision
from workstation.domain.records import ApplicantFile
from workstation.domain.servicing import ContactChannel
from workstation.services.loan_accounts import FileLoans, file_loans
from workstation.services.loan_views import loan_ids

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.lending.servicing import LoanAccount, ServicingPolicy


def decided_of(
    file: ApplicantFile, rules: Rulebook, policy: ServicingPolicy, as_of: date
) -> Iterator[Decided]:
    """The rows of one file as of the end of `as_of`: what was decided or happened later is not in them, nor
    is a decision that froze no case. Raises `KnownError` (`loan.terms`) where terms cannot be read."""
    decisions = [d for d in file.decisions if _day(d.decided_at) <= as_of]
    replaced = {d.supersedes for d in decisions}
    drawn = frozenset(loan_ids(file))
    loans = file_loans(file, policy, rules.policy.rounding) if drawn else None
    for decision in sorted(decisions, key=lambda d: (d.decided_at, d.id)):
        if decision.id not in replaced and "case" in decision.inputs:
            lent_on = loans if decision.application_id in drawn else None
            yield _row(file, decision, lent_on, as_of)


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def _row(file: ApplicantFile, decision: Decision, loans: FileLoans | None, as_of: date) -> Decided:
    """Read as plain data: what an older program froze lacks what it did not know."""
    case: Mapping[str, Any] = decision.inputs["case"]
    assessment, asked = case["assessment"], case["application"]
    said: Mapping[str, Any] = next(
        (o for o in assessment["outputs"] if o["model"] == assessment["leading"]), {}
    )
    bundle, offer, decided_on = assessment["bundle"], decision.offer, _day(decision.decided_at)
    return Decided(
        id=decision.id,
        applicant=decision.applicant_id,
        decided_on=decided_on,
        product=asked["product"],
        outcome=decision.outcome.value,
        proposed=decision.inputs.get("proposed", decision.outcome.value),
        bundle=f"{bundle['name']}-{bundle['version']}",
        model=assessment["leading"],
        probability=said.get("probability"),
        score=said.get("points"),
        grade=said.get("grade", ""),
        asked=asked["amount"],
        amount=0 if offer is None else offer.amount,
        months=0 if offer is None else offer.months,
        shop_kind=case["applicant"]["shop_kind"],
        trade=case["applicant"]["trade"],
        coverage=tuple(d["domain"] for d in assessment["coverage"]["domains"] if d["records"]),
        reasons=tuple(reason.code for reason in decision.rationale.against),
        waiting_days=max((decided_on - date.fromisoformat(asked["asked_on"])).days, 0),
        visits=visits_until(file, decided_on),
        documents=sum(_day(d.added_at) <= decided_on for d in file.documents),
        complaints=sum(
            one.on <= as_of and one.step is ComplaintStep.MADE and one.about == decision.application_id
            for one in file.complaints
        ),
        features=dict(assessment["features"]["values"]),
        **_outcome(loans, decision.application_id, as_of),
    )


def visits_until(file: ApplicantFile, day: date) -> int | None:
    """Visits up to the end of a day: each survey that measured something, and each day on which somebody came
    about a loan. None where the file knows of no visit at all: nobody recorded one, which is not that none
    was paid. Needs the ledgers."""
    block = file.ledgers.get("survey_figures")
    surveys: dict[str, int] = {}
    if block is not None:
        for name, at in zip(block.columns["survey_id"], block.columns["measured_at"].tolist(), strict=True):
            surveys[name] = min(at, surveys.get(name, at))
    replaced = {one.corrects for one in file.surveys}
    for one in file.surveys:  # a correction is no visit of its own
        if one.id not in replaced:
            surveys[one.id] = start_of(one.visited_on)
    called = {_day(c.at) for c in file.contacts if c.channel is ContactChannel.VISIT}
    if not surveys and not called:
        return None
    end = start_of(day + timedelta(days=1))
    return sum(at < end for at in surveys.values()) + sum(on <= day for on in called)


def _outcome(loans: FileLoans | None, loan_id: str, as_of: date) -> dict[str, Any]:
    """When it was drawn, whether it went bad and what was lost, as far as `as_of` tells."""
    if loans is None:
        return {}
    drawn_on = min(e.on for e in loans.file.loan_events if e.loan_id == loan_id)
    if drawn_on > as_of:
        return {}
    known = drawn_on + timedelta(days=HORIZON_DAYS)
    until = min(known, as_of)
    account = loans.account(loan_id, until)
    bad_on = bad_day(loans, loan_id, account, until)
    late_on = first_day_past(LATE_DAYS, loans, loan_id, account, until)
    return {
        "drawn_on": drawn_on,
        "bad": bad_on is not None if known <= as_of else None,
        "bad_on": bad_on,
        "late_on": late_on,
        "lost": account.written_off,
    }


def bad_day(loans: FileLoans, loan_id: str, account: LoanAccount, until: date) -> date | None:
    """The first day up to `until` on which the loan was more than ninety days past due, or written off; None
    where neither came to pass."""
    late = first_day_past(DEFAULT_DAYS, loans, loan_id, account, until)
    found = [day for day in (late, account.written_off_on) if day is not None and day <= until]
    return min(found, default=None)


def first_day_past(
    days: int, loans: FileLoans, loan_id: str, account: LoanAccount, until: date
) -> date | None:
    """The first day up to `until` on which the loan was more than `days` past due, None where it never was.
    Days past due are the account's own, which no rescheduling lowers; they pass thirty on the thirty-first
    day behind some due, so no other day is looked at."""
    passing = sorted({due.day + timedelta(days=days + 1) for due in account.dues})
    return next(
        (day for day in passing if day <= until and loans.account(loan_id, day).days_past_due > days), None
    )
