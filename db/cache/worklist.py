"""The worklist: kept in step with the projected views inside each transaction, and listed page by page.

`refresh` is called with the applicants that a transaction touched, before it commits; nothing else writes
these tables. Pages follow an index from the last row of the page before, so that the thousandth page costs
as much as the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from db.cache import meta
from db.cache.search import SearchText, match_expression, name_key, search_text
from db.cache.tables import SORT_COLUMNS, VIEW_PREDICATES, WORKLIST, worklist_index
from db.cache.views import WORKLIST_ROWS_OF
from workstation.ports import SyncBadge, WorklistPage, WorklistQuery, WorklistRow, WorklistView

_BADGES = tuple(SyncBadge)
_FEW = 2_000
"""Up to so many hits of a search are fetched and sorted; beyond, the order's own index is followed."""

_COLUMNS = tuple(column.name for column in WORKLIST.columns if column.name != "number")
_UPSERT = (
    f"INSERT INTO worklist ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "
    f"ON CONFLICT (applicant_id) DO UPDATE SET "
    f"{', '.join(f'{name} = excluded.{name}' for name in _COLUMNS if name != 'applicant_id')} "
    f"WHERE ({', '.join(f'worklist.{name}' for name in _COLUMNS)}) IS NOT "
    f"({', '.join(f'excluded.{name}' for name in _COLUMNS)})"
)

_ROW_COLUMNS = (
    "applicant_id, source_id, name, shop_kind, trade, region, asked_on, amount, months, exposure, "
    "days_past_due, outcome, provisional, badge"
)

_INCOMPLETE = "(asked_on = '' OR consent_until = '' OR NOT ? BETWEEN consent_from AND consent_until)"


def refresh(connection: sa.Connection, applicant_ids: Iterable[str], today: date) -> None:
    """Bring the rows of these applicants, and what a search finds of them, in step with their files."""
    wanted = json.dumps(sorted(set(applicant_ids)))
    rows = connection.exec_driver_sql(WORKLIST_ROWS_OF, (wanted,)).mappings().all()
    kept = _kept(connection, wanted)
    day = today.isoformat()
    changed: list[tuple[str, SearchText]] = []
    values = []
    for row in rows:
        before = kept.pop(row["applicant_id"], None)
        found_by = _search_text(row)
        if before is None or before["search_digest"] != found_by.digest:
            changed.append((row["applicant_id"], found_by))
        is_covered = row["asked_on"] and row["consent_from"] <= day <= row["consent_until"]
        has_its_name = before is not None and before["name"] == row["name"]
        derived = {
            "incomplete": int(not is_covered),
            "name_key": before["name_key"] if before and has_its_name else name_key(row["name"]),
            "search_digest": found_by.digest,
        }
        values.append(tuple(derived[name] if name in derived else row[name] for name in _COLUMNS))
    if values:
        connection.exec_driver_sql(_UPSERT, values)
    _drop(connection, [before["number"] for before in kept.values()])
    _index(connection, changed)


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


def is_of_day(connection: sa.Connection, today: date) -> bool:
    """Whether the flags that depend on the day (a consent runs out) are those of `today`."""
    return meta.get(connection, "day") == today.isoformat()


def turn_day(connection: sa.Connection, today: date) -> None:
    """Set the flags that depend on the day for every row where they changed."""
    day = today.isoformat()
    connection.exec_driver_sql(
        f"UPDATE worklist SET incomplete = {_INCOMPLETE} WHERE incomplete <> {_INCOMPLETE}", (day, day)
    )
    meta.put(connection, "day", day)


def page(connection: sa.Connection, query: WorklistQuery) -> WorklistPage:
    """One page of one view in one order; `after` is (sort value, applicant id) of the page's last row."""
    column = SORT_COLUMNS[query.sort]
    conditions, values, source = _where(connection, query)
    if query.after is not None:
        comparison = "<" if query.descending else ">"
        conditions.append(f"({column}, applicant_id) {comparison} (?, ?)")
        values.extend(query.after)
    direction = "DESC" if query.descending else "ASC"
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    statement = (
        f"SELECT {column} AS sort_value, {_ROW_COLUMNS} FROM {source} {where} "
        f"ORDER BY {column} {direction}, applicant_id {direction} LIMIT ?"
    )
    rows = connection.exec_driver_sql(statement, (*values, query.limit + 1)).fetchall()
    listed = rows[: query.limit]
    is_last = len(rows) <= query.limit
    after = None if is_last or not listed else (listed[-1].sort_value, listed[-1].applicant_id)
    return WorklistPage(tuple(_row(row) for row in listed), after)


def _where(connection: sa.Connection, query: WorklistQuery) -> tuple[list[str], list[Any], str]:
    """Conditions, their values, and from where to read: few hits are sorted, else the order's index leads."""
    predicate = VIEW_PREDICATES[query.view]
    conditions = [predicate] if predicate else []
    led_by_order = f"worklist INDEXED BY {worklist_index(query.view, query.sort)}"
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


def _row(row: sa.Row[Any]) -> WorklistRow:
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
    )
