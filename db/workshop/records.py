"""Records of applicant files with every version they ever had (`hub.ports.RecordShelf`)."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence as Several
from typing import Any, Protocol

import sqlalchemy as sa

from db.workshop.sequence import Sequence
from db.workshop.tables import APPLICANT, ASSIGNMENT, PARTY_LINK, RECORD, RECORD_HISTORY, RECORD_SOURCE
from workstation.domain.exposure import group
from workstation.domain.workshop import RecordVersion

IN_AT_ONCE = 500
"""How many ids go into one IN list."""


class Made(Protocol):
    """Who made a version, and by which act."""

    @property
    def act_id(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def device_id(self) -> str: ...
    @property
    def at(self) -> str: ...


def version_of(row: sa.Row[Any]) -> RecordVersion:
    return RecordVersion(**row._mapping)


def _where(table: sa.Table) -> sa.ColumnElement[bool]:
    """One record, by parameters that no column is called."""
    return sa.and_(
        table.c.applicant_id == sa.bindparam("of_applicant"),
        table.c.kind == sa.bindparam("of_kind"),
        table.c.id == sa.bindparam("of_id"),
    )


_SEVERAL = sa.func.count() > 1
_GROUPED = (
    sa.select(APPLICANT.c.id).where(
        APPLICANT.c.controller_id.in_(
            sa.select(APPLICANT.c.controller_id)
            .where(APPLICANT.c.controller_id != "")
            .group_by(APPLICANT.c.controller_id)
            .having(_SEVERAL)
        )
    ),
    sa.select(PARTY_LINK.c.applicant_id),
    sa.select(PARTY_LINK.c.other_id),
)
_IN_SEVERAL_SCOPES = sa.select(ASSIGNMENT.c.applicant_id).group_by(ASSIGNMENT.c.applicant_id).having(_SEVERAL)


def _named(applicant_id: str, kind: str, record_id: str) -> dict[str, Any]:
    return {"of_applicant": applicant_id, "of_kind": kind, "of_id": record_id}


# Built once: an import of thousands of small sellers spends its time on statements, not on rows.
_FIND = sa.select(RECORD).where(_where(RECORD))
_INSERT = sa.insert(RECORD)
_UPDATE = (
    sa.update(RECORD)
    .where(_where(RECORD))
    .values({name: sa.bindparam(f"new_{name}") for name in ("version", "seq", "body")})
)
_INSERT_HISTORY = sa.insert(RECORD_HISTORY)
_FIND_SOURCE = sa.select(RECORD_SOURCE.c.body).where(_where(RECORD_SOURCE))
_UPDATE_SOURCE = sa.update(RECORD_SOURCE).where(_where(RECORD_SOURCE)).values(body=sa.bindparam("new_body"))
_INSERT_SOURCE = sa.insert(RECORD_SOURCE)
_KNOWN = sa.select(APPLICANT.c.id).where(APPLICANT.c.id == sa.bindparam("applicant"))
_REGISTER = sa.insert(APPLICANT)
_MOVE = (
    sa.update(APPLICANT)
    .where(APPLICANT.c.id == sa.bindparam("applicant"))
    .values(controller_id=sa.bindparam("controller"))
)

_OTHER = APPLICANT.alias("other")


class Records:
    def __init__(self, connection: sa.Connection, sequence: Sequence) -> None:
        self._connection = connection
        self._sequence = sequence

    def known(self, applicant_id: str) -> bool:
        return self._connection.execute(_KNOWN, {"applicant": applicant_id}).first() is not None

    def get(self, applicant_id: str, kind: str, record_id: str) -> RecordVersion | None:
        row = self._connection.execute(_FIND, _named(applicant_id, kind, record_id)).one_or_none()
        return None if row is None else version_of(row)

    def of_kind(self, applicant_ids: Several[str], kind: str) -> tuple[RecordVersion, ...]:
        """Present versions in the order in which the hub took them."""
        found: list[RecordVersion] = []
        for start in range(0, len(applicant_ids), IN_AT_ONCE):
            some = applicant_ids[start : start + IN_AT_ONCE]
            query = sa.select(RECORD).where(
                RECORD.c.applicant_id.in_(some), RECORD.c.kind == kind, RECORD.c.body.is_not(None)
            )
            found.extend(version_of(row) for row in self._connection.execute(query))
        return tuple(sorted(found, key=lambda version: version.seq))

    def files_with(self, kind: str) -> tuple[str, ...]:
        query = sa.select(RECORD.c.applicant_id).where(RECORD.c.kind == kind, RECORD.c.body.is_not(None))
        return tuple(self._connection.execute(query.distinct().order_by(RECORD.c.applicant_id)).scalars())

    def called(self, kind: str, record_id: str) -> tuple[RecordVersion, ...]:
        return called(self._connection, kind, record_id)

    def shared(self) -> frozenset[str]:
        return shared(self._connection)

    def grouped(self) -> frozenset[str]:
        return frozenset(self._connection.execute(sa.union(*_GROUPED)).scalars())

    def history(self, applicant_id: str, kind: str, record_id: str) -> tuple[RecordVersion, ...]:
        query = sa.select(RECORD_HISTORY).where(_where(RECORD_HISTORY)).order_by(RECORD_HISTORY.c.version)
        rows = self._connection.execute(query, _named(applicant_id, kind, record_id))
        return tuple(version_of(row) for row in rows)

    def taken(self, kind: str, record_id: str) -> bool:
        query = sa.select(RECORD.c.id).where(RECORD.c.kind == kind, RECORD.c.id == record_id).limit(1)
        return self._connection.execute(query).first() is not None

    def put(self, applicant_id: str, kind: str, record_id: str, body: bytes | None, made: Made) -> int:
        before = self.get(applicant_id, kind, record_id)
        version = 1 if before is None else before.version + 1
        seq = self._sequence.take()
        name = {"applicant_id": applicant_id, "kind": kind, "id": record_id}
        present = {"version": version, "seq": seq, "body": body}
        if before is None:
            self._connection.execute(_INSERT, name | present)
        else:
            new = {f"new_{column}": value for column, value in present.items()}
            self._connection.execute(_UPDATE, _named(applicant_id, kind, record_id) | new)
        maker = {
            "act_id": made.act_id,
            "made_by": made.by,
            "device_id": made.device_id,
            "made_at": made.at,
        }
        self._connection.execute(_INSERT_HISTORY, name | present | maker)
        self._sequence.moved(applicant_id, seq)
        return version

    def source_body(self, applicant_id: str, kind: str, record_id: str) -> bytes | None:
        named = _named(applicant_id, kind, record_id)
        return self._connection.execute(_FIND_SOURCE, named).scalar_one_or_none()

    def keep_source_body(self, applicant_id: str, kind: str, record_id: str, body: bytes) -> None:
        named = _named(applicant_id, kind, record_id)
        if self._connection.execute(_UPDATE_SOURCE, named | {"new_body": body}).rowcount == 0:
            row = {"applicant_id": applicant_id, "kind": kind, "id": record_id, "body": body}
            self._connection.execute(_INSERT_SOURCE, row)

    def register(self, applicant_id: str, controller_id: str) -> None:
        moved = {"applicant": applicant_id, "controller": controller_id}
        if self._connection.execute(_MOVE, moved).rowcount == 0:
            row = {"id": applicant_id, "controller_id": controller_id, "head": 0}
            self._connection.execute(_REGISTER, row)

    def related(self, applicant_id: str) -> tuple[str, ...]:
        return related_to(self._connection, applicant_id)

    def tie(self, applicant_id: str, tied: Mapping[str, str]) -> None:
        tie(self._connection, applicant_id, tied)


_CONTROLLER_MATES = (
    sa.select(_OTHER.c.id)
    .join(
        APPLICANT, sa.and_(APPLICANT.c.controller_id == _OTHER.c.controller_id, _OTHER.c.controller_id != "")
    )
    .where(APPLICANT.c.id == sa.bindparam("applicant"), _OTHER.c.id != APPLICANT.c.id)
)
_TIED_TO = sa.select(PARTY_LINK.c.other_id).where(PARTY_LINK.c.applicant_id == sa.bindparam("applicant"))
_TIED_FROM = sa.select(PARTY_LINK.c.applicant_id).where(PARTY_LINK.c.other_id == sa.bindparam("applicant"))


def called(connection: sa.Connection, kind: str, record_id: str) -> tuple[RecordVersion, ...]:
    """The records of one kind and id, whosever file they are in."""
    query = sa.select(RECORD).where(RECORD.c.kind == kind, RECORD.c.id == record_id)
    rows = connection.execute(query.order_by(RECORD.c.applicant_id))
    return tuple(version_of(row) for row in rows)


def shared(connection: sa.Connection) -> frozenset[str]:
    return frozenset(connection.execute(sa.union(*_GROUPED, _IN_SEVERAL_SCOPES)).scalars())


def related_to(connection: sa.Connection, applicant_id: str) -> tuple[str, ...]:
    """The applicant itself, then those that belong with it: under the same controller, or tied by a party
    in either direction; those of the nearest first, each step in order of ids. A party's file that the hub
    does not have is left out."""

    def neighbours(one: str) -> list[str]:
        asked = {"applicant": one}
        mates = connection.execute(_CONTROLLER_MATES, asked).scalars().all()
        tied = {
            *connection.execute(_TIED_TO, asked).scalars(),
            *connection.execute(_TIED_FROM, asked).scalars(),
        }
        known = [other for other in tied if connection.execute(_KNOWN, {"applicant": other}).first()]
        return sorted({*mates, *known})

    return group(applicant_id, neighbours)


def tie(connection: sa.Connection, applicant_id: str, tied: Mapping[str, str]) -> None:
    """Make the ties that go out from a file those of `tied` (party id → the other's applicant id)."""
    connection.execute(sa.delete(PARTY_LINK).where(PARTY_LINK.c.applicant_id == applicant_id))
    rows = [
        {"applicant_id": applicant_id, "party_id": party_id, "other_id": other}
        for party_id, other in sorted(tied.items())
    ]
    if rows:
        connection.execute(sa.insert(PARTY_LINK), rows)
