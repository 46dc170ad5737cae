"""The few single facts of the cache, by name."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from db.cache.tables import META


def get(connection: sa.Connection, name: str) -> str | None:
    return connection.execute(sa.select(META.c.value).where(META.c.name == name)).scalar_one_or_none()


def put(connection: sa.Connection, name: str, value: str) -> None:
    statement = insert(META).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
