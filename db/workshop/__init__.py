"""The hub's database: PostgreSQL or SQLite, tables, transactions, feed and migrations.

`open_workshop` gives the one value that the hub works with.
"""

from __future__ import annotations

from db.workshop.workshop import SqlWorkshop, open_workshop

__all__ = ["SqlWorkshop", "open_workshop"]
