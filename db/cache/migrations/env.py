"""How alembic runs the cache's migrations: on the connection it is given, inside its transaction."""

from alembic import context

from db.cache.tables import METADATA
from db.migrate import run_migrations

run_migrations(context, METADATA)
