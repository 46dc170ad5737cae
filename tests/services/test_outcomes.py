"""What became of decisions: features as they were frozen, and outcomes only once their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.factories import block, moment
from tests.services.conftest import OpenOffice
from tests.services.office import Office
from workstation.decided_table import read_decided, write_decided
from workstation.domain.decided import Decided
from workstation.domain.ledger import Ledgers
from workstation.domain.lending import Decision, Outcome
from workstation.errors import KnownError
from workstation.features import DICTIONARY
from workstation.services.outcomes import decided_of
from workstation.training.sample import BUSINESS_DAY

YEAR = timedelta(days=365)
LENT_TO = "S001"


def rows(office: Office, seller: str, as_of: date) -> list[Decided]:
    file = office.books.applicant_file(f"sample:{seller}")
    return list(decided_of(file, office.loans.rules, office.loans.policy, as_of))


@pytest.fixture
def lent(office: Office) -> Decision:
    """A loan that is drawn on the day it was decided on."""
    decision = office.decide(LENT_TO)
    assert decision.offer is not None
    office.books.hub_takes_all()
    for row in office.drawing.conditions(decision.applicant_id, decision.application_id):
        office.drawing.check_condition(decision.applicant_id, decision.application_id, row.code, True, "seen")
    office.drawing.draw(decision.applicant_id, decision.application_id)
    return decision


def pay(office: Office, decision: Decision, late_days: int, of: Sequence[int] | None = None) -> None:
    """Every instalment so many days after it was due, or only those of these numbers."""
    file = office.books.applicant_file(decision.applicant_id)
    account = office.loans.account_in(file, decision.application_id, BUSINESS_DAY)
    paid = [
        {
            "source_id": f"transfer-{row.number}",
            "reference": decision.application_id,
            "paid_at": moment(row.due + timedelta(days=late_days)),
            # Twice what was due, for what being late costs on all of them.
            "amount": 2 * row.payment,
        }
        for row in account.schedule.rows
        if of is None or row.number in of
    ]
    blocks = {**file.ledgers.blocks, "repayments": block("repayments", paid)}
    office.books.hub_changes(decision.applicant_id, ledgers=Ledgers(blocks))


def test_a_row_has_what_the_decision_froze_and_nothing_of_later(office: Office, lent: Decision) -> None:
    (row,) = rows(office, LENT_TO, BUSINESS_DAY)
    frozen = lent.inputs["case"]["assessment"]
    assert row.features == frozen["features"]["values"]
    assert row.model == frozen["leading"] and row.bundle.startswith("sellers-")
    assert lent.offer is not None
    assert (row.outcome, row.amount, row.months) == (lent.outcome.value, lent.offer.amount, lent.offer.months)
    assert row.reasons == tuple(reason.code for reason in lent.rationale.against)
    assert (row.drawn_on, row.bad, row.waiting_days is not None) == (BUSINESS_DAY, None, True)
    assert row.visits is None  # nobody recorded one


def test_of_a_loan_that_is_not_a_year_old_nothing_is_said(office: Office, lent: Decision) -> None:
    """Not even where it is bad already: the bad ones alone would be known early."""
    (row,) = rows(office, LENT_TO, BUSINESS_DAY + YEAR - timedelta(days=1))
    assert row.bad is None and row.bad_on is not None


def test_a_loan_on_which_nothing_is_paid_goes_bad_ninety_one_days_after_its_first_due(
    office: Office, lent: Decision
) -> None:
    (row,) = rows(office, LENT_TO, BUSINESS_DAY + YEAR)
    file = office.books.applicant_file(lent.applicant_id)
    first = office.loans.account_in(file, lent.application_id, BUSINESS_DAY).schedule.rows[0].due
    assert (row.bad, row.bad_on) == (True, first + timedelta(days=91))


@pytest.mark.parametrize(("late_days", "bad"), [(0, False), (60, False), (90, False), (95, True)])
def test_ninety_days_late_is_late_and_not_yet_bad(
    office: Office, lent: Decision, late_days: int, bad: bool
) -> None:
    pay(office, lent, late_days)
    (row,) = rows(office, LENT_TO, BUSINESS_DAY + 2 * YEAR)
    assert row.bad is bad


def test_what_happens_after_the_year_is_another_story(office: Office, lent: Decision) -> None:
    """The last instalment of twelve is due at the year's end, and never paid."""
    assert lent.offer is not None
    pay(office, lent, 0, of=range(1, lent.offer.months))
    (row,) = rows(office, LENT_TO, BUSINESS_DAY + 2 * YEAR)
    assert row.bad is (lent.offer.months < 9)


def test_a_decision_that_was_replaced_is_not_counted_twice(office: Office) -> None:
    office.decide(LENT_TO)
    again = office.decide(LENT_TO)
    assert [row.id for row in rows(office, LENT_TO, BUSINESS_DAY)] == [again.id]


def test_who_was_declined_has_a_row_without_an_outcome(office: Office, sit_down: OpenOffice) -> None:
    for seller in ("S006", "S009", "S011", "S015"):
        decision = office.decide(seller)
        (row,) = rows(office, seller, BUSINESS_DAY + 2 * YEAR)
        assert (row.lends, row.drawn_on) == (decision.outcome.lends, None)
        assert row.bad is None


def test_the_day_before_a_decision_it_was_not_made(office: Office, lent: Decision) -> None:
    assert rows(office, LENT_TO, BUSINESS_DAY - timedelta(days=1)) == []


def test_an_override_is_one_where_a_person_lent_against_the_rules_or_did_not_with_them() -> None:
    row = Decided(
        "d", "a", BUSINESS_DAY, "credit", "approve", "decline", "sellers-1", "pd_shop", 0.2, 540.0, "H", 1
    )
    assert row.overrides
    assert not replace(row, outcome=Outcome.COUNTER.value, proposed=Outcome.APPROVE.value).overrides
    assert replace(row, outcome=Outcome.DECLINE.value, proposed=Outcome.REFER.value).overrides


def test_a_table_reads_as_it_was_written(office: Office, lent: Decision, tmp_path: Path) -> None:
    pay(office, lent, 95)
    written = rows(office, LENT_TO, BUSINESS_DAY + 2 * YEAR)
    path = tmp_path / "outcomes.parquet"
    assert write_decided(path, written, tuple(DICTIONARY)) == 1
    (read,) = read_decided(path)
    known = {name: value for name, value in written[0].features.items() if name in DICTIONARY}
    assert {name: read.features[name] for name in known} == known
    assert replace(read, features={}) == replace(written[0], features={})


def test_a_file_that_is_no_such_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.parquet"
    path.write_text("applicant,pd\n")
    with pytest.raises(KnownError) as refused:
        read_decided(path)
    assert (refused.value.code, refused.value.where) == ("outcomes.unreadable", str(path))
