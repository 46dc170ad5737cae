"""Surveys that are being filled in, and the steps in which they were.

Revision: 0008, after 0007.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DRAFT = """
CREATE TABLE survey_draft (
    id TEXT NOT NULL,
    applicant_id TEXT NOT NULL,
    form_id TEXT NOT NULL,
    form_sha256 TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    snapshot BLOB NOT NULL,
    snapshot_seq INTEGER NOT NULL,
    corrects TEXT NOT NULL,
    reason TEXT NOT NULL,
    visit TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    CONSTRAINT pk_survey_draft PRIMARY KEY (id),
    CONSTRAINT ck_survey_draft_known_state CHECK (state IN ('open', 'finalised'))
)
"""

OPEN_ONCE = """
CREATE UNIQUE INDEX ix_survey_draft_open ON survey_draft (applicant_id, form_id) WHERE state = 'open'
"""

STEP = """
CREATE TABLE survey_step (
    draft_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    ref TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT NOT NULL,
    old TEXT NOT NULL,
    blob TEXT NOT NULL,
    CONSTRAINT pk_survey_step PRIMARY KEY (draft_id, seq),
    CONSTRAINT fk_survey_step_draft_id_survey_draft FOREIGN KEY(draft_id) REFERENCES survey_draft (id)
) WITHOUT ROWID
"""


def upgrade() -> None:
    for statement in (DRAFT, OPEN_ONCE, STEP):
        op.execute(statement)


def downgrade() -> None:
    for table in ("survey_step", "survey_draft"):
        op.execute(f"DROP TABLE {table}")
