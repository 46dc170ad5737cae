"""The ledger of what surveys measured.

Revision: 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey_figures",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("survey_id", sa.Text(), nullable=False),
        sa.Column("measured_at", sa.BigInteger(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "source_id", name=op.f("pk_survey_figures")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_survey_figures_applicant_id_seq"), "survey_figures", ["applicant_id", "seq"], unique=True
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_survey_figures_applicant_id_seq"), table_name="survey_figures")
    op.drop_table("survey_figures")
