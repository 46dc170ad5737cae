"""Keeps what the officer does: acts, the outbox, letter numbers; implements `ActStore`.

An act is kept with its files and the worklist in one transaction: it is saved when that has committed, and
not a moment before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from db.cache.blobs import Blobs
from db.cache.drafts import close_draft, reopen_draft
from db.cache.tables import ACT, LETTER_BLOCK, OUTBOX
from db.cache.worklist import Refresh
from db.engine import Database
from workstation.domain.acts import (
    RECORD_KINDS,
    Act,
    ActAnswer,
    ActKind,
    ActOutcome,
    ActState,
    OutboxEntry,
)
from workstation.errors import BugError, KnownError
from workstation.ports import Changes

ACKNOWLEDGED = "acknowledged"

_NUMBER_DIGITS = 6

_ALSO_CHANGES: Mapping[ActKind, tuple[str, ...]] = {
    ActKind.ISSUE_LETTER: ("letter",),
    ActKind.VOID_LETTER: ("letter",),
    ActKind.FINALISE_SURVEY: ("draft",),
}

_TITLE = "SELECT body ->> '$.name' FROM record_projected WHERE kind = 'applicant' AND applicant_id = ?"


class Acts:
    def __init__(self, database: Database, blobs: Blobs, refresh: Refresh) -> None:
        self._database = database
        self._blobs = blobs
        self._refresh = refresh

    def keep_act(self, act: Act, files: Mapping[str, bytes] | None = None, *, closes: str = "") -> Changes:
        """Raises `KnownError` (`db.full`, `blob.missing`, `survey.closed`); then nothing was kept."""
        placed = [self._blobs.place(data, sha256) for sha256, data in (files or {}).items()]
        with self._database.write() as connection:
            self._blobs.register(connection, placed)
            for sha256 in act.blobs:
                self._blobs.require(connection, sha256)
            if closes:
                close_draft(connection, closes)
            connection.execute(sa.insert(ACT).values(_act_row(act)))
            title = connection.exec_driver_sql(_TITLE, (act.applicant_id,)).scalar_one_or_none()
            connection.execute(sa.insert(OUTBOX).values(_new_entry(act.id, title or act.applicant_id)))
            self._refresh(connection, [act.applicant_id])
        return _changes(act.applicant_id, act.kind)

    def outbox(self) -> tuple[OutboxEntry, ...]:
        query = (
            sa.select(ACT, OUTBOX)
            .join(OUTBOX, OUTBOX.c.act_id == ACT.c.id)
            .where(OUTBOX.c.state != ACKNOWLEDGED)
            .order_by(ACT.c.id)
        )
        with self._database.read() as connection:
            return tuple(_entry(row) for row in connection.execute(query).mappings())

    def not_yet_back(self, kind: ActKind) -> tuple[Act, ...]:
        query = (
            sa.select(ACT)
            .join(OUTBOX, OUTBOX.c.act_id == ACT.c.id)
            .where(ACT.c.kind == kind)
            .order_by(ACT.c.id)
        )
        with self._database.read() as connection:
            return tuple(act_of(row) for row in connection.execute(query).mappings())

    def drop_act(self, act_id: str) -> Changes:
        """A survey that is taken back is a draft again. Raises `KnownError`: `act.sent` once it may be at
        the hub, `act.unknown`, `survey.draft_open`."""
        with self._database.write() as connection:
            entry = _find(connection, act_id)
            if entry["in_doubt"] or entry["state"] == ActState.SENDING:
                raise KnownError(
                    "act.sent",
                    "this was sent and may be at the hub already; it cannot be taken back here",
                    where=entry["title"],
                    remedy="Synchronise, and correct it with a new one.",
                )
            if entry["kind"] == ActKind.FINALISE_SURVEY:
                reopen_draft(connection, entry["record_id"])
            connection.execute(sa.delete(OUTBOX).where(OUTBOX.c.act_id == act_id))
            connection.execute(sa.delete(ACT).where(ACT.c.id == act_id))
            self._refresh(connection, [entry["applicant_id"]])
        return _changes(entry["applicant_id"], ActKind(entry["kind"]))

    def retry_act(self, act_id: str) -> Changes:
        """Raises `KnownError` (`act.not_refused`, `act.unknown`)."""
        with self._database.write() as connection:
            entry = _find(connection, act_id)
            if entry["state"] not in (ActState.REFUSED, ActState.CONFLICT):
                raise KnownError(
                    "act.not_refused", "only what the hub refused can be sent again", where=entry["title"]
                )
            connection.execute(
                sa.update(OUTBOX).where(OUTBOX.c.act_id == act_id).values(state=ActState.WAITING)
            )
            self._refresh(connection, [entry["applicant_id"]])
        return _changes(entry["applicant_id"], ActKind(entry["kind"]))

    def next_letter_number(self) -> str:
        """Raises `KnownError` (`letter.no_numbers`)."""
        query = (
            sa.select(LETTER_BLOCK)
            .where(LETTER_BLOCK.c.next <= LETTER_BLOCK.c.last)
            .order_by(LETTER_BLOCK.c.prefix, LETTER_BLOCK.c.first)
            .limit(1)
        )
        with self._database.write() as connection:
            block = connection.execute(query).one_or_none()
            if block is None:
                raise KnownError(
                    "letter.no_numbers",
                    "the numbers for letters that the hub gave are used up",
                    remedy="Synchronise to get new ones.",
                )
            connection.execute(
                sa.update(LETTER_BLOCK)
                .where(LETTER_BLOCK.c.prefix == block.prefix, LETTER_BLOCK.c.first == block.first)
                .values(next=block.next + 1)
            )
        return f"{block.prefix}{block.next:0{_NUMBER_DIGITS}d}"


def _new_entry(act_id: str, title: str) -> dict[str, Any]:
    """An outbox row that nobody has tried to send yet."""
    return {
        "act_id": act_id,
        "state": ActState.WAITING,
        "attempts": 0,
        "in_doubt": False,
        "pulled": False,
        "code": "",
        "reason": "",
        "title": title,
    }


def act_of(row: sa.RowMapping) -> Act:
    return Act(
        id=row["id"],
        kind=ActKind(row["kind"]),
        applicant_id=row["applicant_id"],
        base_version=row["base_version"],
        body=row["body"].encode(),
        made_by=row["made_by"],
        made_at=row["made_at"],
        blobs=tuple(json.loads(row["blobs"])),
    )


def _act_row(act: Act) -> dict[str, Any]:
    record_kind = RECORD_KINDS.get(act.kind)
    return {
        "id": act.id,
        "kind": act.kind,
        "applicant_id": act.applicant_id,
        "base_version": act.base_version,
        "body": act.body.decode(),
        "made_by": act.made_by,
        "made_at": act.made_at,
        "blobs": json.dumps(act.blobs),
        "record_kind": record_kind,
        "record_id": _record_id(act) if record_kind else None,
    }


def _record_id(act: Act) -> str:
    record_id = json.loads(act.body).get("id")
    if not isinstance(record_id, str) or not record_id:
        raise BugError(f"an act of kind {act.kind} whose record has no id")
    return record_id


def _entry(row: sa.RowMapping) -> OutboxEntry:
    answer = None
    if row["outcome"]:
        answer = ActAnswer(row["act_id"], ActOutcome(row["outcome"]), row["code"], row["reason"])
    return OutboxEntry(act_of(row), ActState(row["state"]), row["attempts"], answer, row["title"])


def _find(connection: sa.Connection, act_id: str) -> sa.RowMapping:
    query = (
        sa.select(ACT.c.applicant_id, ACT.c.kind, ACT.c.record_id, OUTBOX)
        .join(OUTBOX, OUTBOX.c.act_id == ACT.c.id)
        .where(ACT.c.id == act_id, OUTBOX.c.state != ACKNOWLEDGED)
    )
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise KnownError("act.unknown", "this no longer waits here", where=act_id, remedy="Look again.")
    return row


def _changes(applicant_id: str, kind: ActKind) -> Changes:
    return Changes(frozenset({applicant_id}), frozenset({"act", *_ALSO_CHANGES.get(kind, ())}))
