"""Officers, their devices, their one-time codes and the files they may see (`hub.ports.StaffShelf`)."""

from __future__ import annotations

from collections.abc import Sequence as Several
from typing import Any

import sqlalchemy as sa

from db.workshop.records import IN_AT_ONCE
from db.workshop.tables import (
    APPLICANT,
    ASSIGNMENT,
    BLOB_REFERENCE,
    DEVICE,
    ENROLMENT_CODE,
    OFFICER,
    PAPER_SIGNER,
)
from workstation.domain.workshop import Device, EnrolmentCode, PaperSigner, Role, StaffMember

_DEVICES = sa.select(DEVICE, OFFICER.c.name.label("officer_name"), OFFICER.c.role).join(
    OFFICER, OFFICER.c.id == DEVICE.c.officer_id
)


class People:
    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, member: StaffMember) -> None:
        row = {"name": member.name, "role": member.role.value}
        change = sa.update(OFFICER).where(OFFICER.c.id == member.id)
        if self._connection.execute(change.values(row)).rowcount == 0:
            self._connection.execute(sa.insert(OFFICER).values(row | {"id": member.id}))

    def get(self, officer_id: str) -> StaffMember | None:
        query = sa.select(OFFICER).where(OFFICER.c.id == officer_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _member(row)

    def add_device(self, device: Device) -> None:
        row = {
            "id": device.id,
            "officer_id": device.officer.id,
            "name": device.name,
            "public_key": device.public_key,
            "tag": device.tag,
            "revoked_at": device.revoked_at,
        }
        self._connection.execute(sa.insert(DEVICE).values(row))

    def device(self, device_id: str) -> Device | None:
        return device_of(self._connection, device_id)

    def devices(self) -> tuple[Device, ...]:
        return all_devices(self._connection)

    def revoke(self, device_id: str, at: str) -> None:
        self._connection.execute(sa.update(DEVICE).where(DEVICE.c.id == device_id).values(revoked_at=at))

    def add_signer(self, certificate_sha256: str, device_id: str, at: str) -> None:
        row = {"certificate_sha256": certificate_sha256, "device_id": device_id, "registered_at": at}
        self._connection.execute(sa.insert(PAPER_SIGNER).values(row))

    def signers(self) -> tuple[PaperSigner, ...]:
        return all_signers(self._connection)

    def add_code(self, code: EnrolmentCode) -> None:
        row = {
            "code_hash": code.code_hash,
            "officer_id": code.officer_id,
            "expires_at": code.expires_at,
            "device_id": code.device_id,
        }
        self._connection.execute(sa.insert(ENROLMENT_CODE).values(row))

    def code(self, code_hash: str) -> EnrolmentCode | None:
        query = sa.select(ENROLMENT_CODE).where(ENROLMENT_CODE.c.code_hash == code_hash)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else EnrolmentCode(**row._mapping)

    def use_code(self, code_hash: str, device_id: str) -> None:
        change = sa.update(ENROLMENT_CODE).where(ENROLMENT_CODE.c.code_hash == code_hash)
        self._connection.execute(change.values(device_id=device_id))

    def assigned(self, officer_id: str, applicant_id: str) -> bool:
        return is_assigned(self._connection, officer_id, applicant_id)

    def holders(self, applicant_ids: Several[str]) -> tuple[tuple[StaffMember, str], ...]:
        found: list[tuple[StaffMember, str]] = []
        for start in range(0, len(applicant_ids), IN_AT_ONCE):
            query = (
                sa.select(OFFICER, ASSIGNMENT.c.applicant_id)
                .join(ASSIGNMENT, ASSIGNMENT.c.officer_id == OFFICER.c.id)
                .where(ASSIGNMENT.c.applicant_id.in_(applicant_ids[start : start + IN_AT_ONCE]))
            )
            found += ((_member(row), row.applicant_id) for row in self._connection.execute(query))
        return tuple(sorted(found, key=lambda held: (held[0].id, held[1])))

    def assign(self, officer_id: str, applicant_ids: Several[str] | None) -> int:
        """Put files into the officer's scope (None: all that are known now); returns how many are new."""
        there = sa.select(ASSIGNMENT.c.applicant_id).where(ASSIGNMENT.c.officer_id == officer_id)
        new = sa.select(sa.literal(officer_id), APPLICANT.c.id).where(APPLICANT.c.id.not_in(there))
        return self._over(
            applicant_ids,
            APPLICANT.c.id,
            lambda some: sa.insert(ASSIGNMENT).from_select(
                ["officer_id", "applicant_id"], new if some is None else new.where(some)
            ),
        )

    def unassign(self, officer_id: str, applicant_ids: Several[str] | None) -> int:
        gone = sa.delete(ASSIGNMENT).where(ASSIGNMENT.c.officer_id == officer_id)
        return self._over(
            applicant_ids, ASSIGNMENT.c.applicant_id, lambda some: gone if some is None else gone.where(some)
        )

    def _over(self, applicant_ids: Several[str] | None, column: sa.Column[Any], statement: Any) -> int:
        """Execute for all (None) or for a bounded number of ids at a time; returns the rows changed."""
        if applicant_ids is None:
            return self._connection.execute(statement(None)).rowcount
        changed = 0
        for start in range(0, len(applicant_ids), IN_AT_ONCE):
            some = column.in_(applicant_ids[start : start + IN_AT_ONCE])
            changed += self._connection.execute(statement(some)).rowcount
        return changed


def _member(row: sa.Row[Any]) -> StaffMember:
    return StaffMember(row.id, row.name, Role(row.role))


def all_staff(connection: sa.Connection) -> tuple[StaffMember, ...]:
    return tuple(_member(row) for row in connection.execute(sa.select(OFFICER).order_by(OFFICER.c.id)))


def all_devices(connection: sa.Connection) -> tuple[Device, ...]:
    return tuple(_device(row) for row in connection.execute(_DEVICES.order_by(DEVICE.c.id)))


def device_of(connection: sa.Connection, device_id: str) -> Device | None:
    row = connection.execute(_DEVICES.where(DEVICE.c.id == device_id)).one_or_none()
    return None if row is None else _device(row)


def _device(row: sa.Row[Any]) -> Device:
    officer = StaffMember(row.officer_id, row.officer_name, Role(row.role))
    return Device(row.id, officer, row.name, row.public_key, row.tag, row.revoked_at)


def all_signers(connection: sa.Connection) -> tuple[PaperSigner, ...]:
    query = (
        sa.select(PAPER_SIGNER, DEVICE.c.name, DEVICE.c.officer_id, DEVICE.c.revoked_at)
        .join(DEVICE, DEVICE.c.id == PAPER_SIGNER.c.device_id)
        .order_by(PAPER_SIGNER.c.certificate_sha256)
    )
    return tuple(
        PaperSigner(
            row.certificate_sha256, row.device_id, row.name, row.officer_id, row.registered_at, row.revoked_at
        )
        for row in connection.execute(query)
    )


def is_assigned(connection: sa.Connection, officer_id: str, applicant_id: str) -> bool:
    query = sa.select(ASSIGNMENT.c.officer_id).where(
        ASSIGNMENT.c.officer_id == officer_id, ASSIGNMENT.c.applicant_id == applicant_id
    )
    return connection.execute(query).first() is not None


def may_read_blob(connection: sa.Connection, officer_id: str, sha256: str) -> bool:
    """Whether a file in the officer's scope refers to this blob."""
    query = (
        sa.select(BLOB_REFERENCE.c.sha256)
        .join(ASSIGNMENT, ASSIGNMENT.c.applicant_id == BLOB_REFERENCE.c.applicant_id)
        .where(BLOB_REFERENCE.c.sha256 == sha256, ASSIGNMENT.c.officer_id == officer_id)
        .limit(1)
    )
    return connection.execute(query).first() is not None
