"""Rows of ledgers that a later delivery replaced, and from which number on they are kept.

Revision: 0008, after 0007.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEPT_FROM = "ledger_before_from"


def upgrade() -> None:
    op.create_table(
        "ledger_before",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "kind", "source_id", "seq", name=op.f("pk_ledger_before")),
        sqlite_with_rowid=False,
    )
    op.execute(
        f"INSERT INTO meta (name, value) SELECT '{KEPT_FROM}', CAST(value AS TEXT) FROM counter WHERE value > 0"
    )


def downgrade() -> None:
    op.execute(f"DELETE FROM meta WHERE name = '{KEPT_FROM}'")
    op.drop_table("ledger_before")
