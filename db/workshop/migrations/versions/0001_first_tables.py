"""The hub's first tables.

Revision: 0001, the first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "applicant",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("controller_id", sa.Text(), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_applicant_controller_id"), "applicant", ["controller_id"], unique=False)
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "blob_reference",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "applicant_id", name=op.f("pk_blob_reference")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counter",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invoices",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("counterparty_id", sa.Text(), nullable=True),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("net_amount", sa.BigInteger(), nullable=False),
        sa.Column("tax_amount", sa.BigInteger(), nullable=True),
        sa.Column("gross_amount", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "source_id", name=op.f("pk_invoices")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_invoices_applicant_id_seq"), "invoices", ["applicant_id", "seq"], unique=True)
    op.create_table(
        "items",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("ordered_at", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "source_id", name=op.f("pk_items")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_items_applicant_id_seq"), "items", ["applicant_id", "seq"], unique=True)
    op.create_table(
        "letter_number",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("act_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_letter_number")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "officer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "op_log",
        sa.Column("act_id", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("base_version", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("act_id", name=op.f("pk_op_log")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "orders",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=True),
        sa.Column("buyer_id", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("ordered_at", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("goods_amount", sa.BigInteger(), nullable=False),
        sa.Column("freight_amount", sa.BigInteger(), nullable=True),
        sa.Column("refund_amount", sa.BigInteger(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "source_id", name=op.f("pk_orders")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_orders_applicant_id_seq"), "orders", ["applicant_id", "seq"], unique=True)
    op.create_table(
        "payments",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=True),
        sa.Column("paid_at", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("instalments", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "source_id", name=op.f("pk_payments")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_payments_applicant_id_seq"), "payments", ["applicant_id", "seq"], unique=True)
    op.create_table(
        "record",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("applicant_id", "kind", "id", name=op.f("pk_record")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_record_applicant_id_seq"), "record", ["applicant_id", "seq"], unique=True)
    op.create_index(op.f("ix_record_kind_id"), "record", ["kind", "id"], unique=False)
    op.create_table(
        "record_history",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("act_id", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "kind", "id", "version", name=op.f("pk_record_history")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "record_source",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "kind", "id", name=op.f("pk_record_source")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reviews",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=True),
        sa.Column("reviewed_at", sa.BigInteger(), nullable=False),
        sa.Column("stars", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "source_id", name=op.f("pk_reviews")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_reviews_applicant_id_seq"), "reviews", ["applicant_id", "seq"], unique=True)
    op.create_table(
        "shipments",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("shipped_at", sa.BigInteger(), nullable=False),
        sa.Column("promised_at", sa.BigInteger(), nullable=True),
        sa.Column("delivered_at", sa.BigInteger(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "source_id", name=op.f("pk_shipments")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_shipments_applicant_id_seq"), "shipments", ["applicant_id", "seq"], unique=True)
    op.create_table(
        "assignment",
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_assignment_officer_id_officer")
        ),
        sa.ForeignKeyConstraint(
            ["applicant_id"], ["applicant.id"], name=op.f("fk_assignment_applicant_id_applicant")
        ),
        sa.PrimaryKeyConstraint("officer_id", "applicant_id", name=op.f("pk_assignment")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "device",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_device_officer_id_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("tag", name=op.f("uq_device_tag")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "enrolment_code",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_enrolment_code_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_enrolment_code")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "number_block",
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_number_block_device_id_device")),
        sa.PrimaryKeyConstraint("device_id", "prefix", "first", name=op.f("pk_number_block")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("number_block")
    op.drop_table("enrolment_code")
    op.drop_table("device")
    op.drop_table("assignment")
    op.drop_index(op.f("ix_shipments_applicant_id_seq"), table_name="shipments")
    op.drop_table("shipments")
    op.drop_index(op.f("ix_reviews_applicant_id_seq"), table_name="reviews")
    op.drop_table("reviews")
    op.drop_table("record_source")
    op.drop_table("record_history")
    op.drop_index(op.f("ix_record_kind_id"), table_name="record")
    op.drop_index(op.f("ix_record_applicant_id_seq"), table_name="record")
    op.drop_table("record")
    op.drop_index(op.f("ix_payments_applicant_id_seq"), table_name="payments")
    op.drop_table("payments")
    op.drop_index(op.f("ix_orders_applicant_id_seq"), table_name="orders")
    op.drop_table("orders")
    op.drop_table("op_log")
    op.drop_table("officer")
    op.drop_table("meta")
    op.drop_table("letter_number")
    op.drop_index(op.f("ix_items_applicant_id_seq"), table_name="items")
    op.drop_table("items")
    op.drop_index(op.f("ix_invoices_applicant_id_seq"), table_name="invoices")
    op.drop_table("invoices")
    op.drop_table("counter")
    op.drop_table("blob_reference")
    op.drop_table("audit")
    op.drop_index(op.f("ix_applicant_controller_id"), table_name="applicant")
    op.drop_table("applicant")
