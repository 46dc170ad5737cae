"""Ledgers of repayments, purchase orders and goods documents.

Revision: 0002, after 0001.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    """
CREATE TABLE purchase_orders (
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    supplier_id TEXT NOT NULL,
    status TEXT NOT NULL,
    placed_at BIGINT NOT NULL,
    due_at BIGINT,
    amount BIGINT NOT NULL,
    paid_amount BIGINT,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_purchase_orders PRIMARY KEY (applicant_id, source_id)
) WITHOUT ROWID
""",
    """
CREATE TABLE goods_documents (
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    document TEXT NOT NULL,
    issuer_id TEXT NOT NULL,
    status TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    category TEXT,
    quantity BIGINT,
    value_amount BIGINT NOT NULL,
    insured_until_at BIGINT,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_goods_documents PRIMARY KEY (applicant_id, source_id)
) WITHOUT ROWID
""",
    """
CREATE TABLE repayments (
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    reference TEXT,
    paid_at BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    channel TEXT NOT NULL,
    payer TEXT,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_repayments PRIMARY KEY (applicant_id, source_id)
) WITHOUT ROWID
""",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)


def downgrade() -> None:
    for table in ("purchase_orders", "goods_documents", "repayments"):
        op.execute(f"DROP TABLE {table}")
