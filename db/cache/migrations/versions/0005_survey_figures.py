"""The ledger of what surveys measured.

Revision: 0005, after 0004.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
CREATE TABLE survey_figures (
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    survey_id TEXT NOT NULL,
    measured_at BIGINT NOT NULL,
    figure TEXT NOT NULL,
    value BIGINT NOT NULL,
    basis TEXT NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_survey_figures PRIMARY KEY (applicant_id, source_id)
) WITHOUT ROWID
""")


def downgrade() -> None:
    op.execute("DROP TABLE survey_figures")
