"""What a file is followed by: the same on every day as what the account and the checklist say on that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import applicant, applicant_file, ledgers, moment
from tests.helpers.caches import decision, loan
from tests.helpers.following import draw, event, identified, looked_at, promise, withdrawal
from workstation.domain.consents import consent_in_force
from workstation.domain.file_papers import ConsentScope, Party, PartyRole
from workstation.domain.lending import DayCount, RepaymentMethod
from workstation.domain.money import Rounding
from workstation.domain.records import ApplicantFile, Authorisation
from workstation.domain.servicing import LoanEventKind
from workstation.lending import make_schedule
from workstation.lending.allocation import DueKind
from workstation.lending.file_policy import ItemState, identity_checklist
from workstation.lending.servicing import NewTerms
from workstation.ports import Matter, WorklistView
from workstation.services.loan_accounts import file_loans
from workstation.services.matters import matters_of, runs, shipped_rules

DRAWN = date(2026, 3, 10)
RULES = shipped_rules()
WHO = applicant()
_SOME_DAYS = st.integers(0, 150).map(lambda number: DRAWN + timedelta(days=number))


def matters(file: ApplicantFile, view: WorklistView, on: date | None = None) -> list[Matter]:
    """The file's matters in a view, those of a day or all."""
    found = [matter for matter in matters_of(file, RULES) if matter.view is view]
    return [matter for matter in found if on is None or matter.first <= on <= matter.last]


def lent(*payments: tuple[date, int], **more: Any) -> ApplicantFile:
    rows = [{"reference": "app-1", "paid_at": moment(on), "amount": amount} for on, amount in payments]
    return applicant_file(ledgers(repayments=rows), loan_events=(draw(WHO, DRAWN),), **more)


def falling_due(file: ApplicantFile, on: date) -> dict[date, int]:
    """What of the account falls due on a day or within three, late interest apart, as the account says."""
    soon = on + timedelta(days=3)
    account = file_loans(file, RULES.servicing, Rounding.HALF_UP).account("app-1", soon)
    dues = ((due.day, due.owed - due.owed_of(DueKind.PENALTY)) for due in account.dues)
    return {day: owed for day, owed in dues if on <= day and owed > 0}


@given(st.lists(st.tuples(_SOME_DAYS, st.integers(1, 200_000)), max_size=4), _SOME_DAYS)
def test_what_falls_due_is_what_the_account_says_on_that_day(payments: Any, on: date) -> None:
    """Drawn once, the matters hold on every day, so long as no more money comes."""
    file = lent(*((day, amount) for day, amount in payments if day <= on))
    expected = falling_due(file, on)
    assert {m.day: m.amount for m in matters(file, WorklistView.DUE_SOON, on)} == expected


def days_late(file: ApplicantFile, on: date) -> int:
    """As the list has it of the file's matters."""
    since = [matter.day for matter in matters(file, WorklistView.OVERDUE, on) if matter.day]
    return (on - min(since)).days if since else 0


@given(
    st.lists(st.tuples(_SOME_DAYS, st.integers(1, 200_000)), max_size=4),
    st.integers(1, 150).map(lambda number: DRAWN + timedelta(days=number)),
    st.none() | st.integers(1, 6),
)
def test_a_loan_is_late_on_each_day_as_the_account_says(payments: Any, on: date, months: int | None) -> None:
    """A rescheduling, where there is one, lowers nothing here either."""
    file = lent(*((day, amount) for day, amount in payments if day <= on))
    if months is not None:
        plan = make_schedule(
            150_000,
            "0",
            months,
            RepaymentMethod.EQUAL_PRINCIPAL,
            min(on, date(2026, 5, 1)),
            DayCount.ACT_365F,
        )
        again = event(WHO, LoanEventKind.RESCHEDULE, plan.start, 0, terms=msgspec.to_builtins(NewTerms(plan)))
        file = replace(file, loan_events=(*file.loan_events, again))
    account = file_loans(file, RULES.servicing, Rounding.HALF_UP).account("app-1", on)
    assert days_late(file, on) == account.days_past_due


def test_a_new_schedule_takes_the_place_of_the_old_dues() -> None:
    from tests.lending.servicing.loans import rescheduling, schedule

    again = rescheduling(schedule(300_000, 6, date(2026, 4, 1)))
    moved = replace(again, applicant_id=WHO.id, loan_id="app-1")
    file = lent()
    file = replace(file, loan_events=(*file.loan_events, moved))
    days = [matter.day for matter in matters(file, WorklistView.DUE_SOON)]
    assert date(2026, 4, 10) not in days
    assert days[-1] == date(2026, 10, 1)


def test_a_loan_written_off_is_still_followed() -> None:
    """核销: the debt goes on."""
    off = event(WHO, LoanEventKind.WRITE_OFF, date(2026, 8, 1), 300_000)
    file = lent(promises=(promise(WHO, date(2026, 8, 2), date(2026, 8, 9)),))
    file = replace(file, loan_events=(*file.loan_events, off))
    assert [m.day for m in matters(file, WorklistView.PROMISES)] == [date(2026, 8, 9)]


def test_the_terms_of_a_loan_that_cannot_be_read_are_said() -> None:
    strange = event(WHO, LoanEventKind.DRAW, DRAWN, 1, terms={"what": "a newer program drew this"})
    file = applicant_file(loan_events=(strange,))
    assert ("unreadable",) in [matter.what for matter in matters(file, WorklistView.INCOMPLETE)]


@pytest.mark.parametrize(
    "strange",
    [
        {"identity_checks": tuple(identified(WHO, date.max))},
        {"decisions": (decision(WHO, decided_at="", inputs={"second": ["override"]}),)},
        {"loans": (loan(WHO, due_on=date.min),)},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_record_that_says_what_cannot_be_stops_nothing_and_is_said(strange: dict[str, Any]) -> None:
    file = lent(promises=(promise(WHO, DRAWN, DRAWN),), **strange)
    assert ("unreadable",) in [matter.what for matter in matters(file, WorklistView.INCOMPLETE)]
    assert "loans" in strange or matters(file, WorklistView.PROMISES), "the rest is followed"


def test_money_that_names_another_loan_keeps_no_promise() -> None:
    taken = promise(WHO, DRAWN, DRAWN + timedelta(days=9))
    file = lent(promises=(taken,), funds_checks=(looked_at(WHO, DRAWN),))
    elsewhere = {"reference": "another", "paid_at": moment(DRAWN), "amount": 100_000}
    file = replace(file, ledgers=ledgers(repayments=[elsewhere]))
    assert len(matters(file, WorklistView.PROMISES)) == 1
    assert matters(file, WorklistView.FUNDS_CHECKS) == []


@given(st.lists(_SOME_DAYS, max_size=5), st.integers(1, 60), st.integers(1, 60), _SOME_DAYS)
def test_what_is_missing_is_what_consent_and_checklist_say_on_that_day(
    days: list[date], lasts: int, withdrawn: int, on: date
) -> None:
    signed = [
        Authorisation(f"c{n}", WHO.id, (ConsentScope.DATA,), day, day + timedelta(days=lasts))
        for n, day in enumerate(days[:3])
    ]
    taken_back = [withdrawal(c, c.signed_on + timedelta(days=withdrawn)) for c in signed[:1]]
    spouse = Party("p1", WHO.id, PartyRole.GUARANTOR, "王丽", DRAWN, ended_on=DRAWN + timedelta(days=lasts))
    file = applicant_file(
        authorisations=tuple(signed),
        withdrawals=tuple(taken_back),
        parties=(spouse,),
        identity_checks=tuple(c for day in days[3:] for c in identified(WHO, day - timedelta(days=150))),
    )
    [matter] = matters(file, WorklistView.INCOMPLETE, on)  # nothing was asked for: something always lacks
    lines = identity_checklist(file, RULES.files, on)
    lacking = {f"identity.{line.item}.{line.state}" for line in lines if line.state is not ItemState.DONE}
    assert {code for code in matter.what if code.startswith("identity.")} == lacking
    allowed = consent_in_force(file.authorisations, file.withdrawals, ConsentScope.DATA, on) is not None
    assert any(code.startswith("consent.") for code in matter.what) is not allowed


@given(st.lists(_SOME_DAYS, max_size=6), st.integers(1, 9), _SOME_DAYS)
def test_runs_cover_every_day_once_with_its_own_value(turning: list[date], width: int, on: date) -> None:
    def value(day: date) -> int:
        return sum(one <= day for one in turning) // width

    found = list(runs(turning, value))
    assert [what for first, last, what in found if first <= on <= last] == [value(on)]
    assert found[0][0] == date.min and found[-1][1] == date.max
    assert all(a[1] + timedelta(days=1) == b[0] and a[2] != b[2] for a, b in pairwise(found))


def test_other_rules_have_another_name() -> None:
    changed = replace(RULES, files=msgspec.structs.replace(RULES.files, version_hash="of tomorrow"))
    assert changed.version != RULES.version
