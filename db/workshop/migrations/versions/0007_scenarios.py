"""Published scenarios, and what is used and reserved of their risk budgets.

Revision: 0007, after 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scenario",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("most_each", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("signatures", sa.LargeBinary(), nullable=False),
        sa.Column("published_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_scenario")),
        sa.UniqueConstraint("sha256", name=op.f("uq_scenario_sha256")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scenario_share",
        sa.Column("scenario_id", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_scenario_share_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("scenario_id", "officer_id", name=op.f("pk_scenario_share")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scenario_use",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("application_id", sa.Text(), nullable=False),
        sa.Column("scenario_id", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "applicant_id", "application_id", "scenario_id", name=op.f("pk_scenario_use")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_scenario_use_scenario_id_day"), "scenario_use", ["scenario_id", "day"])


def downgrade() -> None:
    op.drop_index(op.f("ix_scenario_use_scenario_id_day"), table_name="scenario_use")
    op.drop_table("scenario_use")
    op.drop_table("scenario_share")
    op.drop_table("scenario")
