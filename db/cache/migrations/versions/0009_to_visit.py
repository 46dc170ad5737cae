"""The view of whom to visit.

The list is made anew beside the old one, as in 0004; with the program comes another format of matters, so that
what is in the new view is drawn when the list is first looked at.

Revision: 0009, after 0008.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WORKLIST = """
CREATE TABLE worklist (
    number INTEGER NOT NULL,
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    name TEXT NOT NULL,
    shop_kind TEXT NOT NULL,
    trade TEXT NOT NULL,
    region TEXT NOT NULL,
    controller_id TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    amount BIGINT NOT NULL,
    months INTEGER NOT NULL,
    exposure BIGINT NOT NULL,
    days_past_due INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    provisional BOOLEAN NOT NULL,
    to_decide BOOLEAN NOT NULL,
    badge INTEGER NOT NULL,
    unsent BOOLEAN NOT NULL,
    name_key TEXT NOT NULL,
    search_digest TEXT NOT NULL,
    missing TEXT DEFAULT '' NOT NULL,
    waits_since TEXT DEFAULT '' NOT NULL,
    waits_for TEXT DEFAULT '' NOT NULL,
    due_on TEXT DEFAULT '' NOT NULL,
    due_amount BIGINT DEFAULT (-1) NOT NULL,
    promised_for TEXT DEFAULT '' NOT NULL,
    promised_amount BIGINT DEFAULT (-1) NOT NULL,
    check_by TEXT DEFAULT '' NOT NULL,
    worse_by TEXT DEFAULT '' NOT NULL,
    warned_of TEXT DEFAULT '' NOT NULL,
    short_by TEXT DEFAULT '' NOT NULL,
    short_why TEXT DEFAULT '' NOT NULL,
{visited}
    CONSTRAINT pk_worklist PRIMARY KEY (number),
    CONSTRAINT uq_worklist_applicant_id UNIQUE (applicant_id)
)
"""

VISITED = """
    visit_by TEXT DEFAULT '' NOT NULL,
    visit_why TEXT DEFAULT '' NOT NULL,
"""

KEPT = (
    "number, applicant_id, source_id, name, shop_kind, trade, region, controller_id, asked_on, amount, months, "
    "exposure, days_past_due, outcome, provisional, to_decide, badge, unsent, name_key, search_digest, missing, "
    "waits_since, waits_for, due_on, due_amount, promised_for, promised_amount, check_by, worse_by, warned_of, short_by, short_why"
)

PLAIN_INDEXES = (
    "CREATE INDEX ix_worklist_source_id ON worklist (source_id)",
    "CREATE INDEX ix_worklist_controller_id ON worklist (controller_id)",
)

VIEWS_BEFORE = {
    "all": "",
    "to_decide": "to_decide = 1",
    "supervisor": "waits_since <> ''",
    "approved": "outcome IN ('approve', 'counter')",
    "referred": "outcome = 'refer'",
    "declined": "outcome = 'decline'",
    "incomplete": "missing <> ''",
    "due_soon": "due_on <> ''",
    "promises": "promised_for <> ''",
    "funds_checks": "check_by <> ''",
    "warned": "worse_by <> ''",
    "needs_money": "short_by <> ''",
    "overdue": "days_past_due > 0",
    "unsent": "unsent = 1",
    "refused": "badge < 2",
}
VIEWS_NOW = {**VIEWS_BEFORE, "to_visit": "visit_by <> ''"}

SORTS = {
    "name": "name_key",
    "asked_on": "asked_on",
    "amount": "amount",
    "exposure": "exposure",
    "days_past_due": "days_past_due",
}
DAYS = {
    "supervisor": "waits_since",
    "due_soon": "due_on",
    "promises": "promised_for",
    "funds_checks": "check_by",
    "warned": "worse_by",
    "needs_money": "short_by",
    "to_visit": "visit_by",
}


def upgrade() -> None:
    _make_list(VISITED)
    _index(VIEWS_NOW)


def downgrade() -> None:
    _make_list("")
    _index(VIEWS_BEFORE)
    op.execute("DELETE FROM matter WHERE view = 'to_visit'")


def _make_list(columns: str) -> None:
    """The list with or without the new columns, filled with what both have."""
    op.execute("ALTER TABLE worklist RENAME TO worklist_before")
    op.execute(WORKLIST.format(visited=columns))
    op.execute(f"INSERT INTO worklist ({KEPT}) SELECT {KEPT} FROM worklist_before")
    op.execute("DROP TABLE worklist_before")


def _index(views: dict[str, str]) -> None:
    for statement in PLAIN_INDEXES:
        op.execute(statement)
    for view, predicate in views.items():
        condition = f" WHERE {predicate}" if predicate else ""
        sorts = {**SORTS, "day": DAYS[view]} if view in DAYS else SORTS
        for sort, column in sorts.items():
            op.execute(
                f"CREATE INDEX ix_worklist_{view}_by_{sort} ON worklist ({column}, applicant_id){condition}"
            )
