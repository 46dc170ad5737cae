"""Survey forms that were published (`hub.ports.FormShelf`)."""

from __future__ import annotations

import sqlalchemy as sa

from db.workshop.tables import FORM
from workstation.domain.forms import KeptForm, PublishedForm

_SAID = [column for column in FORM.c if column.name != "body"]
"""All but the package, which nobody needs for a list."""


class PublishedForms:
    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(self, kept: KeptForm) -> None:
        form = kept.form
        row = {
            "sha256": form.sha256,
            "id": form.id,
            "own_id": form.own_id,
            "version": form.version,
            "title": form.title,
            "package": form.package,
            "published_at": form.published_at,
            "ended_at": form.ended_at,
            "body": kept.body,
        }
        this = FORM.c.sha256 == form.sha256
        if self._connection.execute(sa.update(FORM).where(this).values(row)).rowcount == 0:
            self._connection.execute(sa.insert(FORM).values(row))

    def end(self, sha256: str, at: str) -> None:
        self._connection.execute(sa.update(FORM).where(FORM.c.sha256 == sha256).values(ended_at=at))

    def all(self) -> tuple[PublishedForm, ...]:
        query = sa.select(*_SAID).order_by(FORM.c.id, FORM.c.published_at, FORM.c.sha256)
        return tuple(_form(row) for row in self._connection.execute(query))

    def called(self, sha256: str) -> KeptForm | None:
        row = self._connection.execute(sa.select(FORM).where(FORM.c.sha256 == sha256)).one_or_none()
        return None if row is None else KeptForm(_form(row), row.body)

    def package(self, sha256: str) -> bytes | None:
        query = sa.select(FORM.c.body).where(FORM.c.package == sha256)
        return self._connection.execute(query).scalar_one_or_none()


def _form(row: sa.Row[tuple[object, ...]]) -> PublishedForm:
    return PublishedForm(
        row.id,
        row.sha256,
        row.own_id,
        row.version,
        row.title,
        row.package,
        row.published_at,
        row.ended_at,
    )
