"""How a test looks at a cache: everything that is in sight, and everything that is kept."""

from __future__ import annotations

from typing import Any

from db.base import ledger_columns
from db.cache import Cache
from workstation.domain.ledger import LEDGERS
from workstation.ports import WorklistQuery

# Set anew each time by chance, so they cannot be compared.
_BY_CHANCE = {"blob": ("sha256", "size")}


def kept_rows(cache: Cache, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    with cache.database.read() as connection:
        rows = connection.exec_driver_sql(f"SELECT {columns} FROM {table}").fetchall()
    return sorted(map(tuple, rows), key=repr)


def look(cache: Cache) -> dict[str, Any]:
    """All that a person or the sync loop could tell two caches apart by."""
    worklist = cache.cases.worklist(WorklistQuery()).rows  # first, because the day's first look notes the day
    applicants = sorted(cache.sync.cursors())
    tables = ("meta", "file", "record", "act", "outbox", "letter_block")
    return {
        **{table: kept_rows(cache, table) for table in tables},
        **{name: kept_rows(cache, name, ", ".join(ledger_columns(kind))) for name, kind in LEDGERS.items()},
        "blob": kept_rows(cache, "blob", ", ".join(_BY_CHANCE["blob"])),
        "worklist": worklist,
        "outbox in sight": cache.acts.outbox(),
        "checks": cache.sync.checks(applicants),
    }


def worklist_is_in_step(cache: Cache) -> None:
    """The worklist that is kept is the one that the projected view would give."""
    columns = (
        "applicant_id, source_id, name, shop_kind, trade, region, controller_id, asked_on, amount, months, "
        "exposure, days_past_due, outcome, provisional, to_decide, badge, unsent"
    )
    assert kept_rows(cache, "worklist", columns) == kept_rows(cache, "worklist_projected", columns)
