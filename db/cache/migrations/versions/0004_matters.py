"""Why a file is in a view, from which day to which; the list holds what that comes to on its day.

The list is made anew beside the old one, because a column that is added comes behind the table's constraints;
its numbers stay, since the search is kept under them. Which matters a file has is drawn from it when the list
is next asked for: `rules` is there and names none.

Revision: 0004, after 0003.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MATTER = """
CREATE TABLE matter (
    applicant_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    "view" TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    day TEXT NOT NULL,
    amount BIGINT,
    what TEXT NOT NULL,
    CONSTRAINT pk_matter PRIMARY KEY (applicant_id, place)
) WITHOUT ROWID
"""

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
{dated}
    CONSTRAINT pk_worklist PRIMARY KEY (number),
    CONSTRAINT uq_worklist_applicant_id UNIQUE (applicant_id)
)
"""

NOW = """
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
"""

BEFORE = """
    consent_from TEXT NOT NULL,
    consent_until TEXT NOT NULL,
    incomplete BOOLEAN NOT NULL,
    name_key TEXT NOT NULL,
    search_digest TEXT NOT NULL,
"""

KEPT = (
    "number, applicant_id, source_id, name, shop_kind, trade, region, controller_id, asked_on, amount, months, "
    "exposure, days_past_due, outcome, provisional, to_decide, badge, unsent, name_key, search_digest"
)

PLAIN_INDEXES = (
    "CREATE INDEX ix_worklist_source_id ON worklist (source_id)",
    "CREATE INDEX ix_worklist_controller_id ON worklist (controller_id)",
)

VIEWS_NOW = {
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
    "overdue": "days_past_due > 0",
    "unsent": "unsent = 1",
    "refused": "badge < 2",
}

VIEWS_BEFORE = {
    **{
        view: predicate
        for view, predicate in VIEWS_NOW.items()
        if view not in ("supervisor", "due_soon", "promises", "funds_checks")
    },
    "incomplete": "incomplete = 1",
}

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
}

PROJECTED = """
CREATE VIEW worklist_projected AS
-- One row an applicant, in one pass over its records. The newest request is the one asked for last; the
-- newest decision has the greatest id, which sorts by when it was made{comment}.
SELECT
    applicant_id,
    coalesce(applicant ->> '$.source_id', '') AS source_id,
    coalesce(applicant ->> '$.name', applicant_id) AS name,
    coalesce(applicant ->> '$.shop_kind', 'unknown') AS shop_kind,
    coalesce(applicant ->> '$.trade', '') AS trade,
    coalesce(applicant ->> '$.region', '') AS region,
    coalesce(applicant ->> '$.phone', '') AS phone,
    coalesce(applicant ->> '$.controller_id', '') AS controller_id,
    coalesce(shops, '') AS shops,
    coalesce(applications ->> '$[0].asked_on', '') AS asked_on,
    coalesce(applications ->> '$[0].amount', -1) AS amount,
    coalesce(applications ->> '$[0].months', -1) AS months,
    coalesce(exposure, 0) AS exposure,
    coalesce(days_past_due, 0) AS days_past_due,
    coalesce(decisions ->> '$[0].outcome', '') AS outcome,
    coalesce(decisions ->> '$[0].confirmed' = 0, 0) AS provisional,
    applications ->> '$[0].id' IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM json_each(decisions) AS decision
        WHERE decision.value ->> '$.application_id' = applications ->> '$[0].id'
    ) AS to_decide,
    coalesce((
        SELECT min(CASE outbox.state
            WHEN 'conflict' THEN 0
            WHEN 'refused' THEN 1
            WHEN 'sending' THEN 2
            WHEN 'waiting' THEN 3
            ELSE 4
        END)
        FROM act JOIN outbox ON outbox.act_id = act.id
        WHERE act.applicant_id = seen.applicant_id
    ), 4) AS badge,
    EXISTS (
        SELECT 1 FROM act JOIN outbox ON outbox.act_id = act.id
        WHERE act.applicant_id = seen.applicant_id AND outbox.state IN ('waiting', 'sending')
    ) AS unsent{columns}
FROM (
    SELECT
        applicant_id,
        max(body) FILTER (WHERE kind = 'applicant') AS applicant,
        group_concat(body ->> '$.name', char(10) ORDER BY id) FILTER (WHERE kind = 'shop') AS shops,
        json_group_array(
            json_object(
                'id', id, 'asked_on', body ->> '$.asked_on',
                'amount', body ->> '$.amount', 'months', body ->> '$.months'
            )
            ORDER BY body ->> '$.asked_on' DESC, id DESC
        ) FILTER (WHERE kind = 'application') AS applications,
        json_group_array(
            json_object(
                'outcome', body ->> '$.outcome', 'application_id', body ->> '$.application_id',
                'confirmed', confirmed
            )
            ORDER BY id DESC
        ) FILTER (WHERE kind = 'decision') AS decisions,
{consents}        sum((body ->> '$.outstanding') + (body ->> '$.undrawn')) FILTER (WHERE kind = 'loan') AS exposure,
        max(body ->> '$.days_past_due') FILTER (WHERE kind = 'loan') AS days_past_due
    FROM record_projected
    GROUP BY applicant_id
) AS seen
WHERE applicant IS NOT NULL
"""

PROJECTED_NOW = PROJECTED.format(comment="", columns="", consents="")

PROJECTED_BEFORE = PROJECTED.format(
    comment="; of several consents the one that\n-- lasts longest counts",
    columns=""",
    coalesce(consents ->> '$[0].signed_on', '') AS consent_from,
    coalesce(consents ->> '$[0].last_day', '') AS consent_until""",
    consents="""
        json_group_array(
            json_object(
                'signed_on', body ->> '$.signed_on',
                'last_day', min(
                    body ->> '$.expires_on',
                    coalesce(date(body ->> '$.withdrawn_on', '-1 day'), '9999-12-31')
                )
            )
            ORDER BY min(
                body ->> '$.expires_on',
                coalesce(date(body ->> '$.withdrawn_on', '-1 day'), '9999-12-31')
            ) DESC, id DESC
        ) FILTER (
            WHERE kind = 'authorisation'
            AND EXISTS (SELECT 1 FROM json_each(body, '$.scopes') AS scope WHERE scope.value = 'data')
        ) AS consents,
""",
)


def upgrade() -> None:
    op.execute("DROP VIEW worklist_projected")
    _make_list(NOW, "", "")
    _index(VIEWS_NOW, DAYS)
    op.execute(PROJECTED_NOW)
    op.execute(MATTER)
    for column in ("first_day", "last_day"):
        op.execute(f"CREATE INDEX ix_matter_{column} ON matter ({column})")
    op.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('rules', '')")


def downgrade() -> None:
    op.execute("DROP TABLE matter")
    op.execute("DROP VIEW worklist_projected")
    op.execute(PROJECTED_BEFORE)
    _make_list(BEFORE, ", consent_from, consent_until, incomplete", ", '', '', 1")
    _index(VIEWS_BEFORE, {})
    op.execute(
        "UPDATE worklist SET (consent_from, consent_until) = (SELECT consent_from, consent_until "
        "FROM worklist_projected AS seen WHERE seen.applicant_id = worklist.applicant_id)"
    )
    op.execute("DELETE FROM meta WHERE name IN ('rules', 'day')")


def _make_list(columns: str, more: str, values: str) -> None:
    """The list with other columns behind those it keeps, filled with what both have."""
    op.execute("ALTER TABLE worklist RENAME TO worklist_before")
    op.execute(WORKLIST.format(dated=columns))
    op.execute(f"INSERT INTO worklist ({KEPT}{more}) SELECT {KEPT}{values} FROM worklist_before")
    op.execute("DROP TABLE worklist_before")


def _index(views: dict[str, str], days: dict[str, str]) -> None:
    for statement in PLAIN_INDEXES:
        op.execute(statement)
    for view, predicate in views.items():
        condition = f" WHERE {predicate}" if predicate else ""
        sorts = {**SORTS, "day": days[view]} if view in days else SORTS
        for sort, column in sorts.items():
            op.execute(
                f"CREATE INDEX ix_worklist_{view}_by_{sort} ON worklist ({column}, applicant_id){condition}"
            )
