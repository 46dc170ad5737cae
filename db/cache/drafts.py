"""Keeps surveys that are being filled in, one transaction a step; implements `DraftStore`.

A draft is unsent work: a file that leaves the officer's scope does not take it along, nor the photos that it
names. It goes when the officer drops it, or when the hub's version of its survey is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from db.cache.blobs import Blobs
from db.cache.named import drop_unnamed
from db.cache.tables import SURVEY_DRAFT, SURVEY_STEP
from db.engine import Database
from workstation.domain.drafting import Draft, DraftState, DraftStep, StepKind
from workstation.errors import KnownError
from workstation.ports import Changes

_WITHOUT_SNAPSHOT = [column for column in SURVEY_DRAFT.columns if column.name != "snapshot"]


class Drafts:
    def __init__(self, database: Database, blobs: Blobs) -> None:
        self._database = database
        self._blobs = blobs

    def open(self, draft: Draft, steps: Sequence[DraftStep] = ()) -> tuple[Draft, bool]:
        with self._database.write() as connection:
            found = _open_one(connection, draft.applicant_id, draft.form_id)
            if found is not None:
                return found, False
            connection.execute(sa.insert(SURVEY_DRAFT).values(_row(draft)))
            for step in steps:
                connection.execute(sa.insert(SURVEY_STEP).values(_step_row(draft.id, step)))
        return draft, True

    def get(self, draft_id: str) -> Draft:
        """Raises `KnownError` (`survey.no_draft`)."""
        query = sa.select(SURVEY_DRAFT).where(SURVEY_DRAFT.c.id == draft_id)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise _no_draft(draft_id)
        return _draft(row)

    def of(self, applicant_id: str | None = None) -> tuple[Draft, ...]:
        query = sa.select(*_WITHOUT_SNAPSHOT, sa.literal(b"").label("snapshot")).where(
            SURVEY_DRAFT.c.state == DraftState.OPEN
        )
        if applicant_id is not None:
            query = query.where(SURVEY_DRAFT.c.applicant_id == applicant_id)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(SURVEY_DRAFT.c.id.desc())).mappings().all()
        return tuple(map(_draft, rows))

    def steps(self, draft_id: str) -> tuple[DraftStep, ...]:
        query = sa.select(SURVEY_STEP).where(SURVEY_STEP.c.draft_id == draft_id).order_by(SURVEY_STEP.c.seq)
        with self._database.read() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(map(_step, rows))

    def keep(
        self, draft_id: str, step: DraftStep, *, snapshot: bytes | None = None, data: bytes | None = None
    ) -> None:
        """Raises `KnownError` (`survey.closed`, `survey.step`, `blob.missing`); then nothing was kept."""
        placed = [] if data is None else [self._blobs.place(data, step.blob)]
        worthless: list[str] = []
        with self._database.write() as connection:
            _require_open(connection, draft_id)
            self._blobs.register(connection, placed)
            if step.blob:
                self._blobs.require(connection, step.blob)
            _require_last(connection, draft_id, step)
            values = _step_row(draft_id, step)
            statement = insert(SURVEY_STEP).values(values)
            connection.execute(statement.on_conflict_do_update(set_=values))
            if step.kind is StepKind.DETACH:
                worthless = _let_go(connection, draft_id, step)
            if snapshot is not None:
                connection.execute(
                    sa.update(SURVEY_DRAFT)
                    .where(SURVEY_DRAFT.c.id == draft_id)
                    .values(snapshot=snapshot, snapshot_seq=step.seq)
                )
        self._blobs.remove(worthless)

    def drop(self, draft_id: str) -> Changes:
        """Raises `KnownError` (`survey.no_draft`, `survey.closed`)."""
        with self._database.write() as connection:
            applicant_id = _require_open(connection, draft_id)
            worthless = remove_drafts(connection, [draft_id])
        self._blobs.remove(worthless)
        return Changes(frozenset({applicant_id}), frozenset({"draft"}))


def close_draft(connection: sa.Connection, draft_id: str) -> None:
    """Its survey is an act from this transaction on. Raises `KnownError` (`survey.closed`)."""
    _require_open(connection, draft_id)
    connection.execute(
        sa.update(SURVEY_DRAFT).where(SURVEY_DRAFT.c.id == draft_id).values(state=DraftState.FINALISED)
    )


def reopen_draft(connection: sa.Connection, draft_id: str) -> None:
    """The officer took its survey back before the hub had it. Raises `KnownError` (`survey.draft_open`) where
    another draft of this applicant and form is open by now."""
    query = sa.select(SURVEY_DRAFT).where(SURVEY_DRAFT.c.id == draft_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return
    if _open_one(connection, row["applicant_id"], row["form_id"]) is not None:
        raise KnownError(
            "survey.draft_open",
            "another survey with this form is being filled in",
            where=row["title"],
            remedy="Finish it, or drop it, first.",
        )
    connection.execute(
        sa.update(SURVEY_DRAFT).where(SURVEY_DRAFT.c.id == draft_id).values(state=DraftState.OPEN)
    )


def remove_drafts(connection: sa.Connection, draft_ids: Iterable[str]) -> list[str]:
    """Drafts that are worth nothing any more, with their steps and the keys of the files that nothing else
    names; gives the names of the encrypted files that are worthless once this has committed."""
    ids = list(draft_ids)
    if not ids:
        return []
    its_files = _files_of(connection, ids)
    connection.execute(sa.delete(SURVEY_STEP).where(SURVEY_STEP.c.draft_id.in_(ids)))
    connection.execute(sa.delete(SURVEY_DRAFT).where(SURVEY_DRAFT.c.id.in_(ids)))
    return drop_unnamed(connection, its_files) if its_files else []


def _let_go(connection: sa.Connection, draft_id: str, step: DraftStep) -> list[str]:
    """A file that was taken out of a draft is gone, as whoever asked for that expects."""
    name = SURVEY_STEP.c.value.op("->>")("$.name")
    brought = sa.and_(
        SURVEY_STEP.c.draft_id == draft_id, SURVEY_STEP.c.kind == StepKind.ATTACH, name == step.ref
    )
    connection.execute(sa.update(SURVEY_STEP).where(brought).values(blob=""))
    return drop_unnamed(connection, {step.value})


def _files_of(connection: sa.Connection, draft_ids: list[str]) -> set[str]:
    named = sa.select(SURVEY_STEP.c.blob).where(
        SURVEY_STEP.c.draft_id.in_(draft_ids), SURVEY_STEP.c.blob != ""
    )
    return set(connection.execute(named).scalars())


def _open_one(connection: sa.Connection, applicant_id: str, form_id: str) -> Draft | None:
    query = sa.select(SURVEY_DRAFT).where(
        SURVEY_DRAFT.c.applicant_id == applicant_id,
        SURVEY_DRAFT.c.form_id == form_id,
        SURVEY_DRAFT.c.state == DraftState.OPEN,
    )
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _draft(row)


def _require_open(connection: sa.Connection, draft_id: str) -> str:
    """Whose it is."""
    query = sa.select(SURVEY_DRAFT.c.applicant_id, SURVEY_DRAFT.c.state).where(SURVEY_DRAFT.c.id == draft_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise _no_draft(draft_id)
    if row.state != DraftState.OPEN:
        raise KnownError(
            "survey.closed",
            "this survey is finished; it never changes",
            where=draft_id,
            remedy="Correct it with a new one.",
        )
    return str(row.applicant_id)


def _require_last(connection: sa.Connection, draft_id: str, step: DraftStep) -> None:
    """A step comes behind the last one, or is that one anew: nothing before it ever changes."""
    query = (
        sa.select(SURVEY_STEP.c.seq, SURVEY_STEP.c.kind, SURVEY_STEP.c.ref)
        .where(SURVEY_STEP.c.draft_id == draft_id)
        .order_by(SURVEY_STEP.c.seq.desc())
        .limit(1)
    )
    last = connection.execute(query).one_or_none()
    number = 0 if last is None else last.seq
    is_anew = last is not None and (last.seq, last.kind, last.ref) == (step.seq, step.kind, step.ref)
    if step.seq != number + 1 and not is_anew:
        raise KnownError(
            "survey.step",
            "this survey is being filled in from somewhere else as well",
            where=draft_id,
            remedy="Open it again.",
        )


def _row(draft: Draft) -> dict[str, Any]:
    return {column.name: getattr(draft, column.name) for column in SURVEY_DRAFT.columns}


def _step_row(draft_id: str, step: DraftStep) -> dict[str, Any]:
    return {"draft_id": draft_id, **asdict(step)}


def _step(row: sa.RowMapping) -> DraftStep:
    values = {name: value for name, value in row.items() if name != "draft_id"}
    return DraftStep(**{**values, "kind": StepKind(row["kind"])})


def _draft(row: sa.RowMapping) -> Draft:
    values = {column.name: row[column.name] for column in SURVEY_DRAFT.columns}
    return Draft(**{**values, "snapshot": bytes(row["snapshot"]), "state": DraftState(row["state"])})


def _no_draft(draft_id: str) -> KnownError:
    return KnownError(
        "survey.no_draft",
        "there is no such survey being filled in on this workstation",
        where=draft_id,
        remedy="Look at the list again.",
    )
