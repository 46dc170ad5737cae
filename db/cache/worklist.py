"""The worklist: kept in step with the projected views inside each transaction, and listed page by page.

`refresh` is called with the applicants that a transaction touched, before it commits; nothing else writes
these tables, but for the turn of the day. Pages follow an index from the last row of the page before, so that
the thousandth page costs as much as the first. What of a row depends on the day is in `db.cache.matters`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from db.cache import matters, meta
from db.cache.search import SearchText, match_expression, name_key, search_text
from db.cache.tables import VIEW_PREDICATES, WORKLIST, sort_columns, worklist_index
from db.cache.views import WORKLIST_ROWS_OF
from workstation.ports import (
    SyncBadge,
    Toolbox,
    Why,
    WorklistPage,
    WorklistQuery,
    WorklistRow,
    WorklistSort,
    WorklistView,
)

_BADGES = tuple(SyncBadge)
_FEW = 2_000
"""Up to so many hits of a search are fetched and sorted; beyond, the order's own index is followed."""

_AT_ONCE = 500
"""Files whose matters are drawn in one go where all of them are."""

_COLUMNS = tuple(
    column.name for column in WORKLIST.columns if column.name != "number" and column.server_default is None
)
_DATED = "days_past_due"
"""It is in a new row from the start, and from then on what the day makes of it."""
_KEPT_IN_STEP = tuple(name for name in _COLUMNS if name not in ("applicant_id", _DATED))
_UPSERT = (
    f"INSERT INTO worklist ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "
    f"ON CONFLICT (applicant_id) DO UPDATE SET "
    f"{', '.join(f'{name} = excluded.{name}' for name in _KEPT_IN_STEP)} "
    f"WHERE ({', '.join(f'worklist.{name}' for name in _KEPT_IN_STEP)}) IS NOT "
    f"({', '.join(f'excluded.{name}' for name in _KEPT_IN_STEP)})"
)

_ROW_COLUMNS = (
    "applicant_id, source_id, name, shop_kind, trade, region, asked_on, amount, months, exposure, "
    "days_past_due, outcome, provisional, badge"
)
_NO_WHY = ("''", "-1", "''")

Refresh = Callable[[sa.Connection, Iterable[str]], None]
"""Bring the rows of these applicants in step, on a connection that writes."""


def keeper(today: Callable[[], date], tools: Toolbox) -> Refresh:
    """What the stores call with whoever a transaction touched."""
    return lambda connection, applicant_ids: refresh(connection, applicant_ids, today(), tools)


def refresh(connection: sa.Connection, applicant_ids: Iterable[str], today: date, tools: Toolbox) -> None:
    """Bring the rows of these applicants, and what a search finds of them, in step with their files."""
    touched = set(applicant_ids)
    wanted = json.dumps(sorted(touched))
    rows = connection.exec_driver_sql(WORKLIST_ROWS_OF, (wanted,)).mappings().all()
    kept = _kept(connection, wanted)
    changed: list[tuple[str, SearchText]] = []
    values = []
    for row in rows:
        before = kept.pop(row["applicant_id"], None)
        found_by = _search_text(row)
        if before is None or before["search_digest"] != found_by.digest:
            changed.append((row["applicant_id"], found_by))
        has_its_name = before is not None and before["name"] == row["name"]
        derived = {
            "name_key": before["name_key"] if before and has_its_name else name_key(row["name"]),
            "search_digest": found_by.digest,
        }
        values.append(tuple(derived[name] if name in derived else row[name] for name in _COLUMNS))
    if values:
        connection.exec_driver_sql(_UPSERT, values)
    _drop(connection, [before["number"] for before in kept.values()])
    _index(connection, changed)
    if meta.get(connection, "rules") is None:  # the first files of a new cache
        meta.put(connection, "rules", tools.follow.version())
        meta.put(connection, "day", today.isoformat())
    matters.draw(connection, touched, tools)
    matters.lay_down(connection, touched, _day(connection) or today)


def _kept(connection: sa.Connection, wanted: str) -> dict[str, Mapping[str, Any]]:
    query = (
        "SELECT applicant_id, number, name, name_key, search_digest FROM worklist "
        "WHERE applicant_id IN (SELECT value FROM json_each(?))"
    )
    rows = connection.exec_driver_sql(query, (wanted,)).mappings()
    return {row["applicant_id"]: dict(row) for row in rows}


def _search_text(row: sa.RowMapping) -> SearchText:
    return search_text(
        [row["name"], *row["shops"].split("\n")], [row["applicant_id"], row["source_id"]], [row["phone"]]
    )


def _drop(connection: sa.Connection, numbers: Sequence[int]) -> None:
    if not numbers:
        return
    doomed = [(number,) for number in numbers]
    connection.exec_driver_sql("DELETE FROM worklist_search WHERE rowid = ?", doomed)
    connection.exec_driver_sql("DELETE FROM worklist WHERE number = ?", doomed)


def _index(connection: sa.Connection, changed: Sequence[tuple[str, SearchText]]) -> None:
    if not changed:
        return
    statement = (
        "INSERT OR REPLACE INTO worklist_search (rowid, words, pinyin, backwards) "
        "VALUES ((SELECT number FROM worklist WHERE applicant_id = ?), ?, ?, ?)"
    )
    rows = [(applicant_id, text.words, text.pinyin, text.backwards) for applicant_id, text in changed]
    connection.exec_driver_sql(statement, rows)


def _day(connection: sa.Connection) -> date | None:
    """The day for which every row stands; what is refreshed before the day was turned stands for it too."""
    day = meta.get(connection, "day")
    return date.fromisoformat(day) if day else None


def is_of_day(connection: sa.Connection, today: date, tools: Toolbox) -> bool:
    """Whether the list is that of `today`, by the rules in force."""
    return _day(connection) == today and meta.get(connection, "rules") == tools.follow.version()


def turn_day(connection: sa.Connection, today: date, tools: Toolbox) -> None:
    """Bring the list to a day: the rows of which a matter begins or ends, or all of them where the rules by
    which matters are drawn are no longer those they were drawn by."""
    day, version = _day(connection), tools.follow.version()
    if day is None or meta.get(connection, "rules") != version:
        _draw_all(connection, today, tools)
    else:
        matters.lay_down(connection, matters.turning_between(connection, day, today), today)
    meta.put(connection, "rules", version)
    meta.put(connection, "day", today.isoformat())


def _draw_all(connection: sa.Connection, today: date, tools: Toolbox) -> None:
    everybody = connection.exec_driver_sql("SELECT applicant_id FROM worklist").scalars().all()
    for start in range(0, len(everybody), _AT_ONCE):
        some = everybody[start : start + _AT_ONCE]
        matters.draw(connection, some, tools)
        matters.lay_down(connection, some, today)


def page(connection: sa.Connection, query: WorklistQuery, today: date) -> WorklistPage:
    """One page of one view in one order; `after` is (sort value, applicant id) of the page's last row."""
    sort, descending = _order(query)
    column = sort_columns(query.view)[sort]
    conditions, values, source = _where(connection, query, sort)
    if query.after is not None:
        comparison = "<" if descending else ">"
        conditions.append(f"({column}, applicant_id) {comparison} (?, ?)")
        values.extend(query.after)
    direction = "DESC" if descending else "ASC"
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    day, amount, what = matters.WHY_COLUMNS.get(query.view, _NO_WHY)
    statement = (
        f"SELECT {column} AS sort_value, {_ROW_COLUMNS}, "
        f"{day} AS why_day, {amount} AS why_amount, {what} AS why_what FROM {source} {where} "
        f"ORDER BY {column} {direction}, applicant_id {direction} LIMIT ?"
    )
    rows = connection.exec_driver_sql(statement, (*values, query.limit + 1)).fetchall()
    listed = rows[: query.limit]
    is_last = len(rows) <= query.limit
    after = None if is_last or not listed else (listed[-1].sort_value, listed[-1].applicant_id)
    says_why = query.view in matters.WHY_COLUMNS
    return WorklistPage(tuple(_row(row, _why(row, today) if says_why else None) for row in listed), after)


def _order(query: WorklistQuery) -> tuple[WorklistSort, bool]:
    """By what and whether descending; a view that is about no day has its requests' days."""
    sort, descending = query.order
    return (sort if sort in sort_columns(query.view) else WorklistSort.ASKED_ON), descending


def _where(
    connection: sa.Connection, query: WorklistQuery, sort: WorklistSort
) -> tuple[list[str], list[Any], str]:
    """Conditions, their values, and from where to read: few hits are sorted, else the order's index leads."""
    predicate = VIEW_PREDICATES[query.view]
    conditions = [predicate] if predicate else []
    led_by_order = f"worklist INDEXED BY {worklist_index(query.view, sort)}"
    expression = match_expression(query.text)
    if not expression:
        return conditions, [], led_by_order
    hits = "SELECT rowid FROM worklist_search WHERE worklist_search MATCH ?"
    few = connection.exec_driver_sql(f"{hits} LIMIT {_FEW + 1}", (expression,)).scalars().all()
    if len(few) > _FEW:
        return [*conditions, f"number IN ({hits})"], [expression], led_by_order
    these = "number IN (SELECT value FROM json_each(?))"
    return [*conditions, these], [json.dumps(few)], "worklist NOT INDEXED"


def counts(connection: sa.Connection) -> dict[WorklistView, int]:
    """How many applicants each saved view holds."""
    return {view: _count(connection, view) for view in WorklistView}


def _count(connection: sa.Connection, view: WorklistView) -> int:
    predicate = VIEW_PREDICATES[view]
    where = f"WHERE {predicate}" if predicate else ""
    statement = f"SELECT count(*) FROM worklist INDEXED BY {worklist_index(view, 'exposure')} {where}"
    return int(connection.exec_driver_sql(statement).scalar_one())


def _why(row: sa.Row[Any], today: date) -> Why:
    day = date.fromisoformat(row.why_day) if row.why_day else None
    return Why(
        day=day,
        days_left=(day - today).days if day else None,
        amount=None if row.why_amount < 0 else row.why_amount,
        what=tuple(dict.fromkeys(row.why_what.split())),
    )


def _row(row: sa.Row[Any], why: Why | None) -> WorklistRow:
    return WorklistRow(
        applicant_id=row.applicant_id,
        source_id=row.source_id,
        name=row.name,
        shop_kind=row.shop_kind,
        trade=row.trade,
        region=row.region,
        asked_on=date.fromisoformat(row.asked_on) if row.asked_on else None,
        amount=None if row.amount < 0 else row.amount,
        months=None if row.months < 0 else row.months,
        exposure=row.exposure,
        days_past_due=row.days_past_due,
        outcome=row.outcome,
        provisional=bool(row.provisional),
        badge=_BADGES[row.badge],
        why=why,
    )
