"""Why a file is in a view of the worklist, from which day to which: kept beside the list, and laid into it.

The core draws the matters from a file whenever something of it is stored (`draw`); they do not depend on the
day. A row of the list holds what they come to today (`lay_down`), and a turn of the day touches only the rows
of which one begins or ends (`turning_between`): a page is read off an index as if nothing had a day.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from db.cache.ledgers import read_ledgers
from db.cache.tables import MATTER, OUTLOOK
from workstation.domain.outlook import Outlook
from workstation.domain.records import FILE_FIELDS, ApplicantFile
from workstation.domain.servicing import account_ledgers
from workstation.errors import KnownError
from workstation.ports import UNREADABLE, Matter, Toolbox, WorklistView

_KINDS = (
    "applicant", "application", "authorisation", "withdrawal", "party", "identity_check", "decision",
    "endorsement", "contest", "loan", "letter", "loan_event", "promise", "funds_check", "invitation",
    "visit", "survey", "survey_review",
)  # fmt: skip
"""What the matters of a file are drawn from, beside the ledgers of its loans."""

# A second person's word counts once the hub has it, as where a decision is shown.
_RECORDS = f"""
SELECT applicant_id, kind, body FROM record_projected
WHERE applicant_id IN (SELECT value FROM json_each(?))
AND kind IN ({", ".join(f"'{kind}'" for kind in _KINDS)})
AND (confirmed = 1 OR kind NOT IN ('endorsement', 'contest'))
ORDER BY applicant_id, kind, id
"""
_FORGET = "DELETE FROM matter WHERE applicant_id IN (SELECT value FROM json_each(?))"
_KEEP = (
    f"INSERT INTO matter ({', '.join(MATTER.columns.keys())}) VALUES ({', '.join('?' * len(MATTER.columns))})"
)

# Column of the worklist → what it is of the matters that hold on the day, and what where there are none.
_LAID_DOWN = {
    "missing": ("group_concat(what, ' ' ORDER BY place)", "incomplete", "''"),
    "waits_since": ("min(day)", "supervisor", "''"),
    "waits_for": ("group_concat(what, ' ' ORDER BY place)", "supervisor", "''"),
    "due_on": ("min(day)", "due_soon", "''"),
    "due_amount": ("sum(amount)", "due_soon", "-1"),
    "promised_for": ("min(day)", "promises", "''"),
    "promised_amount": ("sum(amount)", "promises", "-1"),
    "check_by": ("min(day)", "funds_checks", "''"),
    "worse_by": ("min(day)", "warned", "''"),
    "warned_of": ("group_concat(what, ' ' ORDER BY place)", "warned", "''"),
    "short_by": ("min(day)", "needs_money", "''"),
    "short_why": ("group_concat(what, ' ' ORDER BY place)", "needs_money", "''"),
    "visit_by": ("min(day)", "to_visit", "''"),
    "visit_why": ("group_concat(what, ' ' ORDER BY place)", "to_visit", "''"),
}
_VALUES = ", ".join(
    f"coalesce({what} FILTER (WHERE view = '{view}'), {none})" for what, view, none in _LAID_DOWN.values()
)
# The days of an overdue loan of ours grow by themselves; of other loans it is what their record says.
_LAY_DOWN = f"""
UPDATE worklist SET ({", ".join(_LAID_DOWN)}, days_past_due) = (
    SELECT {_VALUES}, max(
        coalesce(
            CAST(julianday(:day) - julianday(min(day) FILTER (WHERE view = 'overdue')) AS INTEGER), 0
        ),
        coalesce((
            SELECT max(body ->> '$.days_past_due') FROM record
            WHERE record.applicant_id = worklist.applicant_id AND kind = 'loan'
        ), 0)
    )
    FROM matter
    WHERE matter.applicant_id = worklist.applicant_id AND :day BETWEEN first_day AND last_day
)
WHERE applicant_id IN (SELECT value FROM json_each(:wanted))
"""
_TURNING = """
SELECT applicant_id FROM matter WHERE first_day > :low AND first_day <= :high
UNION
SELECT applicant_id FROM matter WHERE last_day >= :low AND last_day < :high
UNION
SELECT applicant_id FROM worklist WHERE days_past_due > 0
"""

WHY_COLUMNS: Mapping[WorklistView, tuple[str, str, str]] = {
    WorklistView.INCOMPLETE: ("''", "-1", "missing"),
    WorklistView.SUPERVISOR: ("waits_since", "-1", "waits_for"),
    WorklistView.DUE_SOON: ("due_on", "due_amount", "''"),
    WorklistView.PROMISES: ("promised_for", "promised_amount", "''"),
    WorklistView.FUNDS_CHECKS: ("check_by", "-1", "''"),
    WorklistView.TO_VISIT: ("visit_by", "-1", "visit_why"),
    WorklistView.WARNED: ("worse_by", "-1", "warned_of"),
    WorklistView.NEEDS_MONEY: ("short_by", "-1", "short_why"),
}
"""Of the views that say why a row is in them: where its day, its amount and its codes stand."""


def draw(connection: sa.Connection, applicant_ids: Iterable[str], tools: Toolbox) -> None:
    """Draw the matters of these files anew; those of a file that is not here (any more) go."""
    wanted = json.dumps(sorted(applicant_ids))
    connection.exec_driver_sql(_FORGET, (wanted,))
    found = _bodies(connection, wanted)
    outlooks = read_outlooks(connection, found)
    rows = [
        _row(applicant_id, place, matter)
        for applicant_id, bodies in found.items()
        for place, matter in enumerate(
            _matters(connection, applicant_id, bodies, outlooks.get(applicant_id), tools)
        )
    ]
    if rows:
        connection.exec_driver_sql(_KEEP, rows)


def lay_down(connection: sa.Connection, applicant_ids: Iterable[str], today: date) -> None:
    """Give the list's rows of these files what their matters come to today."""
    values = {"day": today.isoformat(), "wanted": json.dumps(sorted(applicant_ids))}
    connection.execute(sa.text(_LAY_DOWN), values)


def turning_between(connection: sa.Connection, one: date, other: date) -> list[str]:
    """The files of which a matter begins or ends between two days, whichever of them is the earlier, and
    those that are overdue."""
    low, high = sorted((one.isoformat(), other.isoformat()))
    days = {"low": low, "high": high}
    return list(connection.execute(sa.text(_TURNING), days).scalars())


def _bodies(connection: sa.Connection, wanted: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for applicant_id, kind, body in connection.exec_driver_sql(_RECORDS, (wanted,)):
        found[applicant_id].append((kind, body))
    return {who: bodies for who, bodies in found.items() if any(kind == "applicant" for kind, _ in bodies)}


def _matters(
    connection: sa.Connection,
    applicant_id: str,
    bodies: Sequence[tuple[str, str]],
    outlook: Outlook | None,
    tools: Toolbox,
) -> Iterator[Matter]:
    """What the core draws. A record that this version cannot read stops no synchronisation: the file is
    listed as incomplete, and says so when it is opened."""
    records: dict[str, list[Any]] = defaultdict(list)
    try:
        for kind, body in bodies:
            records[kind].append(tools.decode(kind, body.encode()))
    except KnownError:
        yield Matter(WorklistView.INCOMPLETE, what=(UNREADABLE,))
        return
    ledgers = read_ledgers(connection, applicant_id, account_ledgers(records["loan_event"]))
    fields: dict[str, Any] = {FILE_FIELDS[kind]: tuple(records[kind]) for kind in _KINDS[1:]}
    file = ApplicantFile(records["applicant"][0], **fields, ledgers=ledgers)
    yield from tools.follow.matters(file, outlook)


def read_outlooks(connection: sa.Connection, applicant_ids: Iterable[str]) -> dict[str, Outlook]:
    """Those that there are; one that this version cannot read counts as none, and is drawn anew."""
    query = sa.select(OUTLOOK.c.applicant_id, OUTLOOK.c.body).where(
        OUTLOOK.c.applicant_id.in_(list(applicant_ids))
    )
    found: dict[str, Outlook] = {}
    for applicant_id, body in connection.execute(query):
        try:
            found[applicant_id] = msgspec.json.decode(body, type=Outlook)
        except msgspec.DecodeError:
            continue
    return found


def _row(applicant_id: str, place: int, matter: Matter) -> tuple[Any, ...]:
    return (
        applicant_id,
        place,
        matter.view.value,
        matter.first.isoformat(),
        matter.last.isoformat(),
        matter.day.isoformat() if matter.day else "",
        matter.amount,
        " ".join(matter.what),
    )
