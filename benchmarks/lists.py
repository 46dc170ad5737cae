"""Pages of the worklist over 200,000 applicants, against the bare SELECT of as many rows off one index.

Both sides read the same encrypted table. The bare side is a cursor of the driver: one index, a limit, no
conditions, and no values made of its rows. The program's side is `CaseStore.worklist`: the slowest view, its
first page and one from the middle; then the turn of a day, and the counts of all views.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, median_ms, seconds
from db.cache import Cache, open_cache
from db.engine import Database
from workstation import crypto
from workstation.ports import WorklistQuery, WorklistView
from workstation.toolbox import TOOLBOX

NAME = "lists"
APPLICANTS = 200_000
BASELINE = "a bare SELECT of a page off one index"
_PAGE = 200

# Every applicant lacks something; of every thirtieth a loan falls due on each day; and so on.
_FILL = (
    """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :applicants)
INSERT INTO worklist (
    applicant_id, source_id, name, shop_kind, trade, region, controller_id, asked_on, amount, months,
    exposure, days_past_due, outcome, provisional, to_decide, badge, unsent, name_key, search_digest
)
SELECT 'bench:S' || i, 'S' || i, '百货商行' || i, 'reseller', 'apparel', '浙江杭州', '',
    date('2026-06-30', '-' || (i % 300) || ' days'), i * 100, 12, i * 50, i % 90,
    CASE i % 4 WHEN 0 THEN 'approve' WHEN 1 THEN 'refer' WHEN 2 THEN 'decline' ELSE '' END,
    0, i % 3 = 0, i % 5, i % 7 = 0, 'baihuo' || i, ''
FROM n
""",
    """
INSERT INTO matter SELECT applicant_id, 0, 'incomplete', '0001-01-01', '9999-12-31', '', NULL,
    'consent.withdrawn identity.face.missing identity.phone.missing' FROM worklist
""",
    """
INSERT INTO matter SELECT applicant_id, 1, 'due_soon', date('2026-07-01', (number % 30 - 3) || ' days'),
    date('2026-07-01', (number % 30) || ' days'), date('2026-07-01', (number % 30) || ' days'), 123456, ''
FROM worklist
""",
    """
INSERT INTO matter SELECT applicant_id, 2, 'promises', '2026-06-01', '9999-12-31',
    date('2026-07-01', (number % 40 - 20) || ' days'), 123456, '' FROM worklist WHERE number % 10 = 0
""",
    """
INSERT INTO matter SELECT applicant_id, 3, 'funds_checks', '2026-06-01', '9999-12-31',
    date('2026-07-01', (number % 40 - 20) || ' days'), NULL, '' FROM worklist WHERE number % 5 = 0
""",
    """
INSERT INTO matter SELECT applicant_id, 4, 'supervisor', '0001-01-01', '9999-12-31', '2026-06-20', NULL,
    'second' FROM worklist WHERE number % 7 = 0
""",
    "DELETE FROM meta WHERE name = 'day'",
    "INSERT INTO meta (name, value) VALUES ('rules', :rules), ('day', '0001-01-01')",
)


def run(rounds: int) -> list[Figure]:
    today = [date(2026, 6, 30)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = open_cache(folder / "c.db", crypto.random_key(), folder / "blobs", TOOLBOX, lambda: today[0])
        try:
            _fill(cache.database)
            cache.cases.view_counts()
            bare = _median(lambda: _bare(cache.database), rounds)
            first = max(_median(lambda: _page(cache, view), rounds) for view in WorklistView)  # noqa: B023
            middle = max(_middle(cache, view, rounds) for view in WorklistView)
            counts = _median(cache.cases.view_counts, rounds)
            today[0] += timedelta(days=1)
            turn = seconds(lambda: _page(cache, WorklistView.DUE_SOON))
        finally:
            cache.close()
    return [
        Figure(f"first page of the slowest view, {APPLICANTS:,} files", first, "ms", first / bare, BASELINE),
        Figure("… a page from its middle", middle, "ms", middle / bare, BASELINE),
        Figure("… the counts of all views", counts, "ms"),
        Figure("… the first page after midnight", turn * 1_000, "ms"),
    ]


def _median(work: Callable[[], object], rounds: int) -> float:
    return median_ms([seconds(work) for _ in range(rounds)])


def _fill(database: Database) -> None:
    values = {"applicants": APPLICANTS, "rules": TOOLBOX.follow.version()}
    with database.write() as connection:
        for statement in _FILL:
            named: Any = {name: value for name, value in values.items() if f":{name}" in statement}
            connection.exec_driver_sql(statement, named)


def _page(cache: Cache, view: WorklistView) -> None:
    cache.cases.worklist(WorklistQuery(view, limit=_PAGE))


def _middle(cache: Cache, view: WorklistView, rounds: int) -> float:
    """A page far behind the first, from where its last row would lead."""
    page = cache.cases.worklist(WorklistQuery(view, limit=APPLICANTS // 20))
    query = WorklistQuery(view, after=page.after, limit=_PAGE)
    return _median(lambda: cache.cases.worklist(query), rounds)


def _bare(database: Database) -> None:
    with database.read() as connection:
        cursor: Any = connection.connection.cursor()
        cursor.execute("SELECT * FROM worklist ORDER BY source_id LIMIT ?", (_PAGE,))
        if len(cursor.fetchall()) != _PAGE:
            raise AssertionError("the list was not filled")
