"""Nothing of a seller is read without an authorisation in force; the money lent is looked after anyway."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories import block, moment
from tests.services.conftest import OpenOffice
from tests.services.office import Books, Office
from workstation.clock import FixedClock
from workstation.domain.file_papers import ConsentScope, Withdrawal
from workstation.domain.ledger import Ledgers
from workstation.domain.lending import Outcome
from workstation.errors import KnownError
from workstation.services.reading import read_file
from workstation.training.sample import BUSINESS_DAY

SELLER = "sample:S001"
DAY = timedelta(days=1)
OF_NO_LEDGER = ("firm_", "economy_")
"""Figures of the file's own record and of the trade."""


def last_day(books: Books) -> FixedClock:
    """The last day of the seller's authorisation."""
    papers = books.hub_files[SELLER].authorisations
    return FixedClock(max(p.expires_on for p in papers if ConsentScope.DATA in p.scopes))


def test_on_its_last_day_the_ledgers_are_read_and_on_the_next_they_are_not(
    books: Books, sit_down: OpenOffice
) -> None:
    last = last_day(books)
    view = sit_down(clock=last).files.open(SELLER)
    assert view.file.ledgers.rows > 0 and not view.withheld
    late = sit_down(clock=FixedClock(last.day + DAY))
    view = late.files.open(SELLER)
    assert view.file.ledgers.rows == 0 and view.withheld
    read = {value for name, value in view.features.values.items() if not name.startswith(OF_NO_LEDGER)}
    assert read == {None}
    with pytest.raises(KnownError, match=r"consent\.data"):
        late.files.history(SELLER)


def test_ledgers_that_nobody_may_read_stay_in_the_store(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    keeps = books.applicant_file

    def watched(applicant_id: str, *, ledgers: bool = True) -> object:
        asked.append(ledgers)
        return keeps(applicant_id, ledgers=ledgers)

    monkeypatch.setattr(books, "applicant_file", watched)
    read_file(books, SELLER, last_day(books).day + DAY)
    assert asked == [False]


def test_who_took_it_back_is_declined_and_nothing_else_is_known(office: Office, books: Books) -> None:
    papers = books.hub_files[SELLER].authorisations
    back = tuple(Withdrawal(f"w-{p.id}", SELLER, p.id, BUSINESS_DAY, "officer") for p in papers)
    books.hub_changes(SELLER, withdrawals=back)
    appraisal = office.appraisals.appraise(SELLER)
    assert appraisal.withheld and appraisal.proposal.outcome is Outcome.DECLINE
    assert [finding.code for finding in appraisal.proposal.findings] == ["hard.no_consent"]
    assert appraisal.assessment.probability is None and not appraisal.assessment.coverage.covered
    decision = office.decisions.decide(appraisal, Outcome.DECLINE)
    assert office.decisions.replay(decision.decision_id).same


def test_a_decision_made_before_replays_after_it_ran_out(
    office: Office, books: Books, sit_down: OpenOffice
) -> None:
    decision = office.decide("S001")
    late = sit_down(clock=FixedClock(last_day(books).day + DAY))
    assert late.decisions.replay(decision.id).same


def test_a_loan_that_was_drawn_is_serviced_after_it_ran_out(
    office: Office, books: Books, sit_down: OpenOffice
) -> None:
    decision = office.decide("S001")
    books.hub_takes_all()
    on = (SELLER, decision.application_id)
    for row in office.drawing.conditions(*on):
        office.drawing.check_condition(*on, row.code, True, "seen")
    office.drawing.draw(*on)
    owed = office.loans.account(*on).balances.principal
    paid_on = last_day(books).day
    rows = [
        {"source_id": "T1", "reference": decision.application_id, "paid_at": moment(paid_on),
         "amount": owed // 2, "channel": "bank", "payer": ""}
    ]  # fmt: skip
    file = books.hub_files[SELLER]
    ledgers = Ledgers({**file.ledgers.blocks, "repayments": block("repayments", rows)})
    books.hub_files[SELLER] = replace(file, ledgers=ledgers)
    late = sit_down(clock=FixedClock(paid_on + DAY))
    assert late.files.open(SELLER).withheld
    assert late.loans.account(*on).balances.principal < owed
