"""The worklist: what each saved view holds, in which order, page after page, and from which index."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.cache import Cache
from db.cache.tables import VIEW_PREDICATES, sort_columns, worklist_index
from tests.db.looks import worklist_is_in_step
from tests.helpers.caches import act, answer, application, cache_at, consent, decision, loan, part, seller
from tests.helpers.following import identified
from workstation.domain.acts import ActOutcome
from workstation.domain.lending import Outcome
from workstation.domain.records import ConsentScope
from workstation.ports import WorklistQuery, WorklistSort, WorklistView

TODAY = date(2026, 6, 30)


def a_desk(cache: Cache) -> None:
    """Nine sellers, one for each thing that can be the matter with an application."""
    outcomes = {2: Outcome.APPROVE, 3: Outcome.COUNTER, 4: Outcome.REFER, 5: Outcome.DECLINE}
    parts = []
    for number in range(1, 10):
        who = seller(number, name=f"{'丁丙乙甲戊己庚辛壬'[number - 1]}店")
        asked = application(who, f"app-{number}", amount=number * 1_000, asked_on=date(2026, 6, number))
        records = [who, asked, consent(who), *identified(who)]
        if number in outcomes:
            records.append(decision(who, f"dec-{number}", outcomes[number], application_id=asked.id))
        if number == 6:
            records.append(loan(who, days_past_due=40))
        if number == 7:
            records.remove(asked)
        if number == 8:
            records[2] = consent(who, until=TODAY)
        if number == 9:
            records[2] = consent(who, scopes=(ConsentScope.PHOTOS,))
        parts.append(part(who.id, *records, seq=number * 10))
    cache.sync.store_parts(parts)


def listed(cache: Cache, view: WorklistView, **query: object) -> list[int]:
    rows = cache.cases.worklist(WorklistQuery(view, **query)).rows  # type: ignore[arg-type]
    return [int(row.source_id[1:]) for row in rows]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (WorklistView.ALL, [9, 8, 6, 5, 4, 3, 2, 1, 7]),
        (WorklistView.TO_DECIDE, [9, 8, 6, 1]),
        (WorklistView.APPROVED, [3, 2]),
        (WorklistView.REFERRED, [4]),
        (WorklistView.DECLINED, [5]),
        (WorklistView.INCOMPLETE, [9, 7]),
        (WorklistView.DUE_SOON, []),
        (WorklistView.PROMISES, []),
        (WorklistView.FUNDS_CHECKS, []),
        (WorklistView.SUPERVISOR, []),
        (WorklistView.OVERDUE, [6]),
        (WorklistView.UNSENT, []),
        (WorklistView.REFUSED, []),
    ],
)
def test_each_view_holds_its_own(cache: Cache, view: WorklistView, expected: list[int]) -> None:
    a_desk(cache)
    assert listed(cache, view) == expected
    assert cache.cases.view_counts()[view] == len(expected)
    worklist_is_in_step(cache)


def test_a_new_request_after_a_decision_is_to_decide_again(cache: Cache) -> None:
    a_desk(cache)
    cache.acts.keep_act(act(application(seller(5), "app-new", asked_on=TODAY)))
    assert 5 in listed(cache, WorklistView.TO_DECIDE)
    assert 5 in listed(cache, WorklistView.DECLINED)


def test_unsent_and_refused_work_is_in_its_view_until_dealt_with(cache: Cache) -> None:
    a_desk(cache)
    cache.acts.keep_act(act(decision(seller(1), "dec-1", application_id="app-1")))
    assert (listed(cache, WorklistView.UNSENT), listed(cache, WorklistView.REFUSED)) == ([1], [])
    cache.sync.settle([answer(outcome=ActOutcome.REFUSED)])
    assert (listed(cache, WorklistView.UNSENT), listed(cache, WorklistView.REFUSED)) == ([], [1])
    cache.acts.drop_act("act-1")
    assert listed(cache, WorklistView.REFUSED) == []


def test_a_consent_that_runs_out_overnight_makes_the_file_incomplete(folder: Path) -> None:
    with cache_at(folder, TODAY) as cache:
        a_desk(cache)
        assert 8 not in listed(cache, WorklistView.INCOMPLETE)
    with cache_at(folder, date(2026, 7, 1)) as cache:
        assert 8 in listed(cache, WorklistView.INCOMPLETE)
    with cache_at(folder, TODAY) as cache:
        assert 8 not in listed(cache, WorklistView.INCOMPLETE)


def test_a_withdrawn_consent_counts_no_longer(cache: Cache) -> None:
    a_desk(cache)
    withdrawn = consent(seller(1), withdrawn_on=TODAY)
    cache.sync.store_parts([part("test:S1", withdrawn, seq=200)])
    assert 1 in listed(cache, WorklistView.INCOMPLETE)


@pytest.mark.parametrize("sort", list(WorklistSort))
@pytest.mark.parametrize("descending", [True, False], ids=["descending", "ascending"])
def test_pages_make_up_the_list_in_every_order(cache: Cache, sort: WorklistSort, descending: bool) -> None:
    a_desk(cache)
    whole = listed(cache, WorklistView.ALL, sort=sort, descending=descending)
    assert len(whole) == 9
    pages: list[int] = []
    query = WorklistQuery(sort=sort, descending=descending, limit=2)
    while True:
        page = cache.cases.worklist(query)
        pages += [int(row.source_id[1:]) for row in page.rows]
        if page.after is None:
            break
        query = WorklistQuery(sort=sort, descending=descending, limit=2, after=page.after)
    assert pages == whole


def test_chinese_names_are_sorted_by_their_pinyin(cache: Cache) -> None:
    """bing, ding, geng, ji, jia, ren, wu, xin, yi: as in a dictionary, not as in a table of characters."""
    a_desk(cache)
    names = cache.cases.worklist(WorklistQuery(sort=WorklistSort.NAME, descending=False)).rows
    assert "".join(row.name[0] for row in names) == "丙丁庚己甲壬戊辛乙"


@pytest.mark.parametrize(("view", "sort"), [(v, s) for v in VIEW_PREDICATES for s in sort_columns(v)])
def test_a_page_is_read_off_an_index_and_never_sorted(cache: Cache, view: str, sort: str) -> None:
    predicate, column = VIEW_PREDICATES[view], sort_columns(view)[sort]
    query = (
        f"SELECT * FROM worklist INDEXED BY {worklist_index(view, sort)} "
        f"WHERE {predicate or 'true'} AND ({column}, applicant_id) > (0, '') ORDER BY {column}, applicant_id"
    )
    with cache.database.read() as connection:
        plan = " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}"))
    assert "TEMP B-TREE" not in plan
    assert f"SEARCH worklist USING INDEX {worklist_index(view, sort)}" in plan
