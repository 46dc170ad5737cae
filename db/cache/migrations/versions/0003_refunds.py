"""The ledger of refunds.

Revision: 0003, after 0002.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
CREATE TABLE refunds (
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    refunded_at BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_refunds PRIMARY KEY (applicant_id, source_id)
) WITHOUT ROWID
""")


def downgrade() -> None:
    op.execute("DROP TABLE refunds")
