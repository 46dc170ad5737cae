"""Runs the workshop's migrations on the connection that `db.migrate` hands over."""

from __future__ import annotations

from alembic import context

from db.migrate import run_migrations
from db.workshop.tables import METADATA

run_migrations(context, METADATA)
