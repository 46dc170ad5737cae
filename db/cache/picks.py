"""Keeps whom the officer put on the list of visits, as one fact of the cache; implements `PickStore`."""

from __future__ import annotations

import json
from collections.abc import Mapping

import sqlalchemy as sa

from db.cache import meta
from db.engine import Database
from workstation.ports import Changes

_NAME = "visit_picks"


class Picks:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Mapping[str, str]:
        with self._database.read() as connection:
            return _read(connection)

    def add(self, applicant_id: str, since: str) -> Changes:
        with self._database.write() as connection:
            _write(connection, {**_read(connection), applicant_id: since})
        return _changes(applicant_id)

    def take_off(self, applicant_id: str) -> Changes:
        with self._database.write() as connection:
            forget(connection, applicant_id)
        return _changes(applicant_id)


def forget(connection: sa.Connection, applicant_id: str) -> None:
    """Leave nothing of this file; within the caller's transaction."""
    kept = _read(connection)
    if applicant_id in kept:
        _write(connection, {who: since for who, since in kept.items() if who != applicant_id})


def _read(connection: sa.Connection) -> dict[str, str]:
    return dict(json.loads(meta.get(connection, _NAME) or "{}"))


def _write(connection: sa.Connection, picks: Mapping[str, str]) -> None:
    meta.put(connection, _NAME, json.dumps(picks, sort_keys=True))


def _changes(applicant_id: str) -> Changes:
    return Changes(frozenset({applicant_id}), frozenset({"visit"}))
