"""Ledgers of repayments, purchase orders and goods documents; who belongs together; what is pledged.

Revision: 0002, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _ledger(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        *columns,
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "source_id", name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f(f"ix_{name}_applicant_id_seq"), name, ["applicant_id", "seq"], unique=True)


def upgrade() -> None:
    _ledger(
        "purchase_orders",
        sa.Column("supplier_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid_amount", sa.BigInteger(), nullable=True),
    )
    _ledger(
        "goods_documents",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("issuer_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("value_amount", sa.BigInteger(), nullable=False),
        sa.Column("insured_until_at", sa.BigInteger(), nullable=True),
    )
    _ledger(
        "repayments",
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("paid_at", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=True),
    )
    op.create_table(
        "party_link",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "party_id", name=op.f("pk_party_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_party_link_other_id"), "party_link", ["other_id"], unique=False)
    op.create_table(
        "pledged_asset",
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("act_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("asset", name=op.f("pk_pledged_asset")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("pledged_asset")
    op.drop_index(op.f("ix_party_link_other_id"), table_name="party_link")
    op.drop_table("party_link")
    for name in ("repayments", "goods_documents", "purchase_orders"):
        op.drop_index(op.f(f"ix_{name}_applicant_id_seq"), table_name=name)
        op.drop_table(name)
