"""The views by which borrowers are followed: right today, right tomorrow, and at once after what one does."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command

from db.cache import Cache
from db.cache.store import TENANT, open_cache
from db.engine import open_database
from db.migrate import bring_to_head
from tests.helpers.caches import (
    KEY,
    act,
    answer,
    application,
    cache_at,
    consent,
    decision,
    loan,
    part,
    seller,
)
from tests.helpers.following import draw, identified, looked_at, promise, repaid, withdrawal
from workstation.codec import Record
from workstation.domain.acts import ActOutcome
from workstation.domain.lending import AuthorityNeed, Contest, Endorsement, Outcome
from workstation.domain.text import Bilingual
from workstation.ports import WorklistQuery, WorklistRow, WorklistSort, WorklistView
from workstation.toolbox import TOOLBOX

TODAY = date(2026, 6, 30)
SELLER = seller()
_DRAWN = date(2026, 6, 3)
"""So that the dues are on 3 July, 3 August and 3 September."""


def day(number: int) -> date:
    """So many days after today."""
    return TODAY + timedelta(days=number)


class Calendar:
    """A day that a story turns itself."""

    def __init__(self) -> None:
        self.today = TODAY

    def __call__(self) -> date:
        return self.today


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def desk(folder: Path, calendar: Calendar) -> Any:
    """A cache whose day can be turned while it is open."""
    cache = open_cache(folder / "cache.db", KEY, folder / "blobs", TOOLBOX, calendar)
    yield cache
    cache.close()


def a_whole_file(cache: Cache, *more: Record, rows: Sequence[Any] = ()) -> None:
    """A file that lacks nothing, with what the story adds."""
    records = (SELLER, application(SELLER), consent(SELLER), *identified(SELLER), *more)
    cache.sync.store_parts([part(SELLER.id, *records, rows={"repayments": rows} if rows else None)])


def seen(cache: Cache, view: WorklistView) -> WorklistRow | None:
    """The file's row in a view; its count must say the same."""
    rows = cache.cases.worklist(WorklistQuery(view)).rows
    assert cache.cases.view_counts()[view] == len(rows)
    return rows[0] if rows else None


def why(cache: Cache, view: WorklistView) -> tuple[Any, ...] | None:
    """Day, days left, amount and codes of the file's row."""
    row = seen(cache, view)
    if row is None:
        return None
    assert row.why is not None
    return (row.why.day, row.why.days_left, row.why.amount, row.why.what)


# --- due in three days


@pytest.mark.parametrize(
    ("turned", "expected"),
    [
        (-1, None),  # four days before the due
        (0, (date(2026, 7, 3), 3, 100_000, ())),
        (3, (date(2026, 7, 3), 0, 100_000, ())),
        (4, None),  # it is overdue, which is another view
        (31, (date(2026, 8, 3), 3, 100_000, ())),  # the next one, though nothing was synchronised
    ],
)
def test_a_due_comes_three_days_before_its_day_and_goes_after_it(
    desk: Cache, calendar: Calendar, turned: int, expected: Any
) -> None:
    a_whole_file(desk, draw(SELLER, _DRAWN))
    calendar.today = day(turned)
    assert why(desk, WorklistView.DUE_SOON) == expected


def test_what_was_not_paid_is_overdue_the_day_after_and_later_every_day(
    desk: Cache, calendar: Calendar
) -> None:
    """Between two synchronisations nobody falls between the views."""
    a_whole_file(desk, draw(SELLER, _DRAWN), loan(SELLER, "elsewhere", lender="bank", days_past_due=2))
    found = []
    for turned in (2, 3, 4, 6, 35, 3):
        calendar.today = day(turned)
        row = seen(desk, WorklistView.OVERDUE)
        assert row is not None
        found.append((seen(desk, WorklistView.DUE_SOON) is not None, row.days_past_due))
    assert found == [(True, 2), (True, 2), (False, 2), (False, 3), (False, 32), (True, 2)]
    calendar.today = day(35)
    assert seen(desk, WorklistView.OVERDUE) is not None
    desk.sync.store_parts([part(SELLER.id, rows={"repayments": [repaid(day(35), 300_000, 90)]}, seq=90)])
    settled = seen(desk, WorklistView.OVERDUE)
    assert settled is not None and settled.days_past_due == 2, "what the other lender's record says"


def test_the_calendar_may_go_back(desk: Cache, calendar: Calendar) -> None:
    a_whole_file(desk, draw(SELLER, _DRAWN))
    for turned in (0, 10, 1, 33, -1, 2):
        calendar.today = day(turned)
        assert (seen(desk, WorklistView.DUE_SOON) is not None) is (turned in (0, 1, 2, 33))


def test_what_is_paid_before_its_day_is_not_asked_for(desk: Cache, calendar: Calendar) -> None:
    a_whole_file(desk, draw(SELLER, _DRAWN))
    desk.sync.store_parts([part(SELLER.id, rows={"repayments": [repaid(day(-2), 40_000, 90)]}, seq=90)])
    assert why(desk, WorklistView.DUE_SOON) == (date(2026, 7, 3), 3, 60_000, ())
    desk.sync.store_parts([part(SELLER.id, rows={"repayments": [repaid(day(0), 160_000, 91)]}, seq=91)])
    assert seen(desk, WorklistView.DUE_SOON) is None
    calendar.today = date(2026, 8, 1)
    assert seen(desk, WorklistView.DUE_SOON) is None, "the second due was held for already"
    calendar.today = date(2026, 9, 1)
    assert why(desk, WorklistView.DUE_SOON) == (date(2026, 9, 3), 2, 100_000, ())


def test_a_loan_drawn_in_the_field_is_followed_before_the_hub_knows_of_it(desk: Cache) -> None:
    a_whole_file(desk)
    desk.acts.keep_act(act(draw(SELLER, _DRAWN)))
    assert why(desk, WorklistView.DUE_SOON) == (date(2026, 7, 3), 3, 100_000, ())
    assert why(desk, WorklistView.FUNDS_CHECKS) == (date(2026, 7, 3), 3, None, ())
    desk.acts.drop_act("act-1")
    assert seen(desk, WorklistView.DUE_SOON) is None


def test_two_loans_that_fall_due_are_one_row_with_the_sum(desk: Cache) -> None:
    a_whole_file(desk, draw(SELLER, _DRAWN), draw(SELLER, date(2026, 6, 2), "app-2"))
    assert why(desk, WorklistView.DUE_SOON) == (date(2026, 7, 2), 2, 200_000, ())


def test_a_loan_known_by_its_record_falls_due_whole_and_another_lenders_does_not_concern_us(
    desk: Cache,
) -> None:
    a_whole_file(
        desk, loan(SELLER, "loan-1", due_on=day(1)), loan(SELLER, "loan-2", lender="bank", due_on=TODAY)
    )
    assert why(desk, WorklistView.DUE_SOON) == (day(1), 1, 3_000_000, ())


# --- promises to pay


def test_a_promise_taken_in_the_field_is_there_at_once_and_breaks_by_itself(
    desk: Cache, calendar: Calendar
) -> None:
    a_whole_file(desk, draw(SELLER, _DRAWN))
    desk.acts.keep_act(act(promise(SELLER, TODAY, day(5))))
    assert why(desk, WorklistView.PROMISES) == (day(5), 5, 100_000, ())
    calendar.today = day(6)
    assert why(desk, WorklistView.PROMISES) == (day(5), -1, 100_000, ())


def test_a_promise_goes_when_the_money_came_in_time_or_late(desk: Cache) -> None:
    a_whole_file(desk, draw(SELLER, date(2026, 3, 1)), promise(SELLER, day(-20), day(-10)))
    assert why(desk, WorklistView.PROMISES) == (day(-10), -10, 100_000, ())
    desk.sync.store_parts([part(SELLER.id, rows={"repayments": [repaid(day(-1), 100_000, 90)]}, seq=90)])
    assert seen(desk, WorklistView.PROMISES) is None


def test_a_new_promise_takes_the_place_of_a_broken_one_and_not_of_an_open_one(desk: Cache) -> None:
    broken, again = promise(SELLER, day(-20), day(-10)), promise(SELLER, TODAY, day(5), 50_000, "promise-2")
    a_whole_file(desk, draw(SELLER, date(2026, 3, 1)), broken, again)
    assert why(desk, WorklistView.PROMISES) == (day(5), 5, 50_000, ())
    second_part = promise(SELLER, TODAY, day(9), 60_000, "promise-3")
    desk.acts.keep_act(act(second_part))
    assert why(desk, WorklistView.PROMISES) == (day(5), 5, 110_000, ())


def test_promises_are_listed_the_soonest_first_over_pages(cache: Cache) -> None:
    for number, due in enumerate((4, -3, 0, 9, -8), 1):
        who = seller(number)
        records = (who, draw(who, date(2026, 3, 1)), promise(who, day(-9), day(due)))
        cache.sync.store_parts([part(who.id, *records)])
    found: list[int | None] = []
    query = WorklistQuery(WorklistView.PROMISES, limit=2)
    while True:
        page = cache.cases.worklist(query)
        found += [row.why.days_left for row in page.rows if row.why]
        if page.after is None:
            break
        query = WorklistQuery(WorklistView.PROMISES, limit=2, after=page.after)
    assert found == [-8, -3, 0, 4, 9]
    by_name = WorklistQuery(WorklistView.PROMISES, sort=WorklistSort.NAME, descending=True)
    assert [row.source_id for row in cache.cases.worklist(by_name).rows] == ["S5", "S4", "S3", "S2", "S1"]


# --- use-of-funds checks


def test_a_check_is_due_from_the_draw_until_it_is_made(desk: Cache, calendar: Calendar) -> None:
    a_whole_file(desk, draw(SELLER, date(2026, 6, 20)))
    assert why(desk, WorklistView.FUNDS_CHECKS) == (date(2026, 7, 20), 20, None, ())
    calendar.today = date(2026, 7, 21)
    assert why(desk, WorklistView.FUNDS_CHECKS) == (date(2026, 7, 20), -1, None, ())
    desk.acts.keep_act(act(looked_at(SELLER, calendar.today)))
    assert seen(desk, WorklistView.FUNDS_CHECKS) is None


def test_nobody_looks_at_the_money_of_a_settled_loan(desk: Cache) -> None:
    a_whole_file(desk, draw(SELLER, date(2026, 6, 20)), promise(SELLER, TODAY, day(1)))
    desk.sync.store_parts([part(SELLER.id, rows={"repayments": [repaid(day(-1), 300_000, 90)]}, seq=90)])
    for view in (WorklistView.FUNDS_CHECKS, WorklistView.PROMISES, WorklistView.DUE_SOON):
        assert seen(desk, view) is None


# --- with the supervisor


def referred(role: str) -> Any:
    need = AuthorityNeed(role, Bilingual("", ""))
    return decision(SELLER, outcome=Outcome.REFER, authority=need)


def waiting(*why: str, id: str = "dec-1") -> Any:
    return decision(SELLER, id, inputs={"second": list(why), "quorum": 1})


@pytest.mark.parametrize(
    ("decided", "waits_for"),
    [
        (referred("supervisor"), ("authority",)),
        (referred("officer"), None),  # to a visit
        (referred("nobody"), None),  # to a bank: no supervisor may either
        (waiting("own_evidence"), ("second",)),
        (waiting("committee"), ("committee",)),
        (decision(SELLER), None),
    ],
)
def test_what_a_decision_waits_for(desk: Cache, decided: Any, waits_for: Any) -> None:
    a_whole_file(desk)
    desk.acts.keep_act(act(decided))
    expected = waits_for and (TODAY, 0, None, waits_for)
    assert why(desk, WorklistView.SUPERVISOR) == expected


def test_a_second_persons_word_counts_once_the_hub_has_it(desk: Cache) -> None:
    a_whole_file(desk, waiting("override"))
    word = Endorsement("word-1", SELLER.id, "dec-1", "boss", "supervisor", True, "2026-06-30T12:00:00Z")
    desk.acts.keep_act(act(word))
    assert why(desk, WorklistView.SUPERVISOR) == (TODAY, 0, None, ("second",))
    desk.sync.settle([answer()])
    assert seen(desk, WorklistView.SUPERVISOR) is None


def test_a_contested_approval_waits_and_a_later_decision_ends_it(desk: Cache) -> None:
    a_whole_file(desk, decision(SELLER))
    contest = Contest("c-1", SELLER.id, "dec-1", "dec-9", "test:S9", "too much", "2026-06-30T12:00:00Z")
    desk.sync.store_parts([part(SELLER.id, contest, seq=50)])
    assert why(desk, WorklistView.SUPERVISOR) == (TODAY, 0, None, ("contested",))
    desk.acts.keep_act(act(decision(SELLER, "dec-2", Outcome.DECLINE)))
    assert seen(desk, WorklistView.SUPERVISOR) is None
    desk.sync.settle([answer(outcome=ActOutcome.REFUSED)])
    desk.acts.drop_act("act-1")
    assert seen(desk, WorklistView.SUPERVISOR) is not None


# --- what is missing


def missing(cache: Cache) -> tuple[str, ...]:
    row = seen(cache, WorklistView.INCOMPLETE)
    return row.why.what if row is not None and row.why is not None else ()


def test_a_whole_file_lacks_nothing_and_an_empty_one_everything(cache: Cache) -> None:
    a_whole_file(cache)
    assert missing(cache) == ()
    cache.sync.store_parts([part("test:S2", seller(2))])
    items = ("id_card", "face", "business_licence", "bank_account", "shop_ownership", "phone")
    assert missing(cache) == ("application", "consent.none", *(f"identity.{item}.missing" for item in items))


def test_a_consent_withdrawn_in_the_field_makes_the_file_incomplete_at_once(desk: Cache) -> None:
    a_whole_file(desk)
    desk.acts.keep_act(act(withdrawal(consent(SELLER), TODAY)))
    assert missing(desk) == ("consent.withdrawn",)
    desk.acts.keep_act(act(consent(SELLER, day(400), id="anew", signed_on=TODAY), "act-2"))
    assert missing(desk) == ()


def test_a_withdrawal_counts_from_its_day_and_a_consent_to_its_last(desk: Cache, calendar: Calendar) -> None:
    lasting = consent(SELLER, day(3))
    a_whole_file(desk, lasting, withdrawal(consent(SELLER), day(-5)))
    assert missing(desk) == ()
    calendar.today = day(4)
    assert missing(desk) == ("consent.expired",)
    calendar.today = day(3)
    assert missing(desk) == ()


def test_a_check_of_identity_runs_out_by_itself(desk: Cache, calendar: Calendar) -> None:
    a_whole_file(desk)
    calendar.today = date(2026, 6, 1) + timedelta(days=180)
    assert missing(desk) == ()
    calendar.today += timedelta(days=1)
    assert missing(desk) == ("identity.face.expired", "identity.shop_ownership.expired")


def test_what_was_found_wrong_is_said_until_it_is_found_right(desk: Cache) -> None:
    a_whole_file(desk)
    face = identified(SELLER, TODAY, passed=False, how="another person")[1]
    desk.acts.keep_act(act(face))
    assert missing(desk) == ("identity.face.failed",)


def test_nobody_is_asked_for_papers_whose_request_was_declined(desk: Cache) -> None:
    asked = application(SELLER)
    declined = decision(SELLER, outcome=Outcome.DECLINE, application_id=asked.id)
    desk.sync.store_parts([part(SELLER.id, SELLER, asked, consent(SELLER), declined)])
    assert missing(desk) == ()


def test_a_record_that_cannot_be_read_stops_nothing_and_is_said(desk: Cache) -> None:
    a_whole_file(desk, draw(SELLER, _DRAWN))
    unreadable = part(SELLER.id, decision(SELLER), seq=60)
    strange = type(unreadable.records[0])("decision", "dec-1", 1, 60, b'{"id":"dec-1"}')
    desk.sync.store_parts([type(unreadable)(SELLER.id, [strange], {}, 61)])
    assert missing(desk) == ("unreadable",)
    desk.sync.store_parts([part(SELLER.id, decision(SELLER), seq=70)])
    assert missing(desk) == ()


# --- rules that changed, and lists of before


def test_other_rules_draw_everything_anew(folder: Path) -> None:
    with cache_at(folder) as cache:
        a_whole_file(cache)
        assert missing(cache) == ()
        with cache.database.write() as connection:
            connection.exec_driver_sql("DELETE FROM matter")
            connection.exec_driver_sql("UPDATE worklist SET missing = 'application'")
        assert missing(cache) == ("application",), "the same rules on the same day look at nothing"
        with cache.database.write() as connection:
            connection.exec_driver_sql("UPDATE meta SET value = 'of last year' WHERE name = 'rules'")
        assert missing(cache) == ()


def test_a_list_of_before_is_filled_when_it_is_first_looked_at(folder: Path) -> None:
    with cache_at(folder) as cache:
        a_whole_file(cache, draw(SELLER, _DRAWN))
    with closing(open_database(folder / "cache.db", KEY)) as database:
        with database.write() as connection:
            command.downgrade(TENANT.config(connection), "0003")
        bring_to_head(database, TENANT)
    with cache_at(folder) as cache:
        assert why(cache, WorklistView.DUE_SOON) == (date(2026, 7, 3), 3, 100_000, ())
        assert missing(cache) == ()
