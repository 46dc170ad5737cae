"""Reads the cache through the projected views; implements `CaseStore`. Never writes what a person did."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from db.cache import meta, visiting, worklist
from db.cache.ledgers import read_ledgers
from db.engine import Database
from workstation.domain.endorsing import decision_standing
from workstation.domain.exposure import group, ties
from workstation.domain.ledger import Ledgers
from workstation.domain.records import FILE_FIELDS, ApplicantFile, LetterRecord, LetterVoid
from workstation.domain.seen import Seen
from workstation.domain.visit_list import SellerVisits
from workstation.errors import KnownError
from workstation.ports import KeptDecision, Toolbox, WorklistPage, WorklistQuery, WorklistView

_KINDS_OF_A_FILE = {"applicant", *FILE_FIELDS}

_RECORDS = """
SELECT kind, version, body FROM record_projected WHERE applicant_id = ? ORDER BY kind, id
"""
_RELATED_RECORDS = """
SELECT kind, body FROM record_projected
WHERE kind IN ('loan', 'decision') AND applicant_id IN (SELECT value FROM json_each(?))
ORDER BY applicant_id, kind, id
"""
_HERE = "SELECT applicant_id FROM worklist WHERE applicant_id IN (SELECT value FROM json_each(?))"
_MATES = """
SELECT other.applicant_id FROM worklist AS one
JOIN worklist AS other ON other.controller_id = one.controller_id AND other.controller_id <> ''
WHERE one.applicant_id = ? AND other.applicant_id <> one.applicant_id
"""
_FETCHED = "SELECT cursor FROM file WHERE applicant_id = ? AND NOT starts_over"
_NEWEST_OWN = "SELECT max(id) FROM act WHERE applicant_id = ?"
_OF_KIND = "SELECT body FROM record_projected WHERE applicant_id = ? AND kind = ?"
_UNSENT_NAMING = """
SELECT DISTINCT act.applicant_id FROM act JOIN outbox ON outbox.act_id = act.id
WHERE act.record_kind = 'party' AND act.body ->> '$.ref' = ?
"""
_DECISIONS = """
SELECT body, confirmed FROM record_projected
WHERE kind = 'decision' AND applicant_id = ? ORDER BY id DESC
"""
_DECISION = "SELECT applicant_id, body, confirmed FROM record_projected WHERE kind = 'decision' AND id = ?"
_WORDS = """
SELECT kind, body FROM record_projected
WHERE kind IN ('endorsement', 'contest') AND applicant_id = ? AND confirmed = 1
ORDER BY id
"""
_LETTERS = "SELECT body FROM record_projected WHERE kind = 'letter' {condition} ORDER BY id DESC"
_VOIDS = "SELECT body FROM record_projected WHERE kind = 'letter_void' ORDER BY id DESC"
_RESOLVE = """
SELECT applicant_id FROM worklist WHERE applicant_id = ?
UNION
SELECT applicant_id FROM worklist WHERE source_id = ?
"""


class Cases:
    """`today` tells what holds on the day; it comes from the profile's clock."""

    def __init__(self, database: Database, tools: Toolbox, today: Callable[[], date]) -> None:
        self._database = database
        self._tools = tools
        self._today = today

    def resolve(self, reference: str) -> str:
        """Raises `KnownError` (`file.unknown`, `file.ambiguous`)."""
        with self._database.read() as connection:
            found = connection.exec_driver_sql(_RESOLVE, (reference, reference)).scalars().all()
        if reference in found:
            return reference
        if not found:
            raise _unknown(reference)
        if len(found) > 1:
            raise KnownError(
                "file.ambiguous",
                f"several sources have an applicant of this id: {', '.join(found)}",
                where=reference,
                remedy="Name the source too.",
            )
        return str(found[0])

    def worklist(self, query: WorklistQuery) -> WorklistPage:
        today = self._turn_day()
        with self._database.read() as connection:
            return worklist.page(connection, query, today)

    def view_counts(self) -> Mapping[WorklistView, int]:
        self._turn_day()
        with self._database.read() as connection:
            return worklist.counts(connection)

    def _turn_day(self) -> date:
        """What depends on the day is brought up to date before its first list is shown; says the day."""
        today = self._today()
        with self._database.read() as connection:
            if worklist.is_of_day(connection, today, self._tools):
                return today
        with self._database.write() as connection:
            worklist.turn_day(connection, today, self._tools)
        return today

    def applicant_file(self, applicant_id: str, *, ledgers: bool = True) -> ApplicantFile:
        """Everything of one moment. Raises `KnownError` (`file.unknown`, `record.unreadable`)."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(_RECORDS, (applicant_id,)).fetchall()
            records: dict[str, list[Any]] = defaultdict(list)
            for kind, _, body in rows:
                if kind in _KINDS_OF_A_FILE:  # a newer hub may send others
                    records[kind].append(self._decode(kind, body, applicant_id))
            if not records["applicant"]:
                raise _unknown(applicant_id)
            applicant = records["applicant"][0]
            related = self._related(connection, applicant_id)
            seen = _seen(connection, applicant_id)
            columns = read_ledgers(connection, applicant_id) if ledgers else Ledgers()
        return ApplicantFile(
            applicant=applicant,
            version=next(version for kind, version, _ in rows if kind == "applicant"),
            **{field: tuple(records[kind]) for kind, field in FILE_FIELDS.items()},
            **related,
            ledgers=columns,
            seen=seen,
        )

    def _related(self, connection: sa.Connection, applicant_id: str) -> dict[str, Any]:
        """What related files owe: of those here from their own records, of the others as the hub said."""
        members = group(applicant_id, lambda one: self._neighbours(connection, one))[1:]
        if not members:
            return {}
        here = connection.exec_driver_sql(_HERE, (json.dumps(members),)).scalars().all()
        records: dict[str, list[Any]] = defaultdict(list)
        for kind, body in connection.exec_driver_sql(_RELATED_RECORDS, (json.dumps(here),)):
            records[kind].append(self._decode(kind, body, applicant_id))
        elsewhere = [
            debt
            for said in self._of_kind(connection, applicant_id, "related_exposure")
            for debt in said.debts
            if debt.applicant_id not in here
        ]
        return {
            "related_loans": tuple(records["loan"]),
            "related_decisions": tuple(sorted(records["decision"], key=lambda d: d.id, reverse=True)),
            "related_elsewhere": tuple(elsewhere),
        }

    def _neighbours(self, connection: sa.Connection, applicant_id: str) -> list[str]:
        """The files that this one is tied to, as far as this workstation can see."""
        found = set(connection.exec_driver_sql(_MATES, (applicant_id,)).scalars())
        for other in connection.exec_driver_sql(_UNSENT_NAMING, (applicant_id,)).scalars():
            if applicant_id in ties(self._of_kind(connection, other, "party")).values():
                found.add(other)
        found.update(ties(self._of_kind(connection, applicant_id, "party")).values())
        for said in self._of_kind(connection, applicant_id, "related_exposure"):
            found.update(said.related)
        return sorted(found - {applicant_id})

    def _of_kind(self, connection: sa.Connection, applicant_id: str, kind: str) -> list[Any]:
        bodies = connection.exec_driver_sql(_OF_KIND, (applicant_id, kind)).scalars()
        return [self._decode(kind, body, applicant_id) for body in bodies]

    def _decode(self, kind: str, body: str, where: str) -> Any:
        try:
            return self._tools.decode(kind, body.encode())
        except KnownError as trouble:
            trouble.where = trouble.where or where
            raise

    def decisions(self, applicant_id: str) -> tuple[KeptDecision, ...]:
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(_DECISIONS, (applicant_id,)).fetchall()
            words = self._words(connection, applicant_id) if rows else {}
        return tuple(self._kept(row, words) for row in rows)

    def decision(self, decision_id: str) -> KeptDecision:
        """Raises `KnownError` (`decision.unknown`)."""
        with self._database.read() as connection:
            row = connection.exec_driver_sql(_DECISION, (decision_id,)).fetchone()
            if row is None:
                raise KnownError(
                    "decision.unknown",
                    "there is no such decision on this workstation",
                    where=decision_id,
                    remedy="Check the id, or synchronise.",
                )
            words = self._words(connection, row.applicant_id)
        return self._kept(row, words)

    def _words(self, connection: sa.Connection, applicant_id: str) -> Mapping[str, list[Any]]:
        """What second persons said and what is contested, as the hub has it."""
        words: dict[str, list[Any]] = defaultdict(list)
        for kind, body in connection.exec_driver_sql(_WORDS, (applicant_id,)):
            words[kind].append(self._decode(kind, body, applicant_id))
        return words

    def _kept(self, row: sa.Row[Any], words: Mapping[str, list[Any]]) -> KeptDecision:
        body = row.body.encode()
        decision = self._tools.decode("decision", body)
        standing = decision_standing(decision, words.get("endorsement", ()), words.get("contest", ()))
        return KeptDecision(decision, body, bool(row.confirmed), standing)

    def letters(self) -> tuple[LetterRecord, ...]:
        return self._letters("", ())

    def letter_by_file(self, file_sha256: str) -> LetterRecord | None:
        found = self._letters("AND body ->> '$.file_sha256' = ?", (file_sha256,))
        return found[0] if found else None

    def letter_by_number(self, number: str) -> LetterRecord | None:
        found = self._letters("AND body ->> '$.number' = ?", (number,))
        return found[0] if found else None

    def voids(self) -> tuple[LetterVoid, ...]:
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(_VOIDS).scalars().all()
        return tuple(self._tools.decode("letter_void", body.encode()) for body in rows)

    def visiting(self, also: Collection[str] = ()) -> tuple[SellerVisits, ...]:
        with self._database.read() as connection:
            return visiting.visiting(connection, self._tools, also)

    def _letters(self, condition: str, values: tuple[str, ...]) -> tuple[LetterRecord, ...]:
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(_LETTERS.format(condition=condition), values).scalars().all()
        return tuple(self._tools.decode("letter", body.encode()) for body in rows)


def _seen(connection: sa.Connection, applicant_id: str) -> Seen | None:
    """How far the file was fetched; None while it starts over, since more is stored than its cursor says."""
    row = connection.exec_driver_sql(_FETCHED, (applicant_id,)).one_or_none()
    epoch = meta.get(connection, "epoch")
    if row is None or epoch is None:
        return None
    own = connection.exec_driver_sql(_NEWEST_OWN, (applicant_id,)).scalar_one()
    return Seen(epoch, row.cursor, own=own or "")


def _unknown(reference: str) -> KnownError:
    return KnownError(
        "file.unknown",
        "there is no such applicant file on this workstation",
        where=reference,
        remedy="Check the id, or take the file along and synchronise.",
    )
