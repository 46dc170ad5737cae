"""A share of a risk budget is a workstation's, not a person's.

What was reserved for a person is kept whole for each workstation of theirs, since nobody knows which one is away with
it: too much is reserved until they synchronise, and never too little. Divided by them, an approval within what the one
was away with would be refused. Together they may hold more than the budget has; the hub still takes no more off it
than there is (`hub.scenarios`).

Revision: 0009, after 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.rename_table("scenario_share", "scenario_share_of_person")
    op.create_table(
        "scenario_share",
        sa.Column("scenario_id", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_scenario_share_device_id_device")
        ),
        sa.PrimaryKeyConstraint("scenario_id", "device_id", name=op.f("pk_scenario_share_of_device")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO scenario_share (scenario_id, device_id, amount, until) "
        "SELECT old.scenario_id, device.id, old.amount, old.until FROM scenario_share_of_person AS old "
        "JOIN device ON device.officer_id = old.officer_id"
    )
    op.drop_table("scenario_share_of_person")


def downgrade() -> None:
    op.rename_table("scenario_share", "scenario_share_of_device")
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
    op.execute(
        "INSERT INTO scenario_share (scenario_id, officer_id, amount, until) "
        "SELECT old.scenario_id, device.officer_id, sum(old.amount), max(old.until) "
        "FROM scenario_share_of_device AS old JOIN device ON device.id = old.device_id "
        "GROUP BY old.scenario_id, device.officer_id"
    )
    op.drop_table("scenario_share_of_device")
