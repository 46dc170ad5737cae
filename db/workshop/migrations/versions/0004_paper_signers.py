"""The certificates that devices sign papers with.

Revision: 0004, after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_signer",
        sa.Column("certificate_sha256", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_paper_signer_device_id_device")),
        sa.PrimaryKeyConstraint("certificate_sha256", name=op.f("pk_paper_signer")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("paper_signer")
