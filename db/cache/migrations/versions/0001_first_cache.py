"""The first cache: hub rows, acts and outbox, letter numbers, blob keys, and the worklist with its search.

Revision: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    """
CREATE TABLE meta (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY (name)
)
""",
    """
CREATE TABLE file (
    applicant_id TEXT NOT NULL,
    cursor BIGINT NOT NULL,
    starts_over BOOLEAN NOT NULL,
    CONSTRAINT pk_file PRIMARY KEY (applicant_id)
)
""",
    """
CREATE TABLE record (
    applicant_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    body TEXT NOT NULL CONSTRAINT ck_record_json CHECK (json_valid(body)),
    CONSTRAINT pk_record PRIMARY KEY (applicant_id, kind, id)
)
""",
    """
CREATE TABLE orders (
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    shop_id TEXT,
    buyer_id TEXT,
    status TEXT NOT NULL,
    ordered_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    goods_amount BIGINT NOT NULL,
    freight_amount BIGINT,
    refund_amount BIGINT,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (applicant_id, source_id)
) WITHOUT ROWID
""",
    """
CREATE TABLE items (
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    item_id TEXT,
    category TEXT,
    ordered_at BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_items PRIMARY KEY (applicant_id, source_id)
) WITHOUT ROWID
""",
    """
CREATE TABLE payments (
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    order_id TEXT,
    paid_at BIGINT NOT NULL,
    method TEXT,
    instalments BIGINT,
    amount BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_payments PRIMARY KEY (applicant_id, source_id)
) WITHOUT ROWID
""",
    """
CREATE TABLE shipments (
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    carrier TEXT,
    due_at BIGINT,
    shipped_at BIGINT NOT NULL,
    promised_at BIGINT,
    delivered_at BIGINT,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_shipments PRIMARY KEY (applicant_id, source_id)
) WITHOUT ROWID
""",
    """
CREATE TABLE reviews (
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    order_id TEXT,
    reviewed_at BIGINT NOT NULL,
    stars BIGINT NOT NULL,
    answered_at BIGINT,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_reviews PRIMARY KEY (applicant_id, source_id)
) WITHOUT ROWID
""",
    """
CREATE TABLE invoices (
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    direction TEXT NOT NULL,
    counterparty_id TEXT,
    issued_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    net_amount BIGINT NOT NULL,
    tax_amount BIGINT,
    gross_amount BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_invoices PRIMARY KEY (applicant_id, source_id)
) WITHOUT ROWID
""",
    """
CREATE TABLE act (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    applicant_id TEXT NOT NULL,
    base_version BIGINT NOT NULL,
    body TEXT NOT NULL CONSTRAINT ck_act_json CHECK (json_valid(body)),
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    blobs TEXT NOT NULL,
    record_kind TEXT,
    record_id TEXT,
    CONSTRAINT pk_act PRIMARY KEY (id)
) WITHOUT ROWID
""",
    """
CREATE TABLE letter_block (
    prefix TEXT NOT NULL,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    next BIGINT NOT NULL,
    CONSTRAINT pk_letter_block PRIMARY KEY (prefix, first)
) WITHOUT ROWID
""",
    """
CREATE TABLE blob (
    sha256 TEXT NOT NULL,
    file TEXT NOT NULL,
    "key" BLOB NOT NULL,
    size BIGINT NOT NULL,
    CONSTRAINT pk_blob PRIMARY KEY (sha256)
) WITHOUT ROWID
""",
    """
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
    consent_from TEXT NOT NULL,
    consent_until TEXT NOT NULL,
    incomplete BOOLEAN NOT NULL,
    name_key TEXT NOT NULL,
    search_digest TEXT NOT NULL,
    CONSTRAINT pk_worklist PRIMARY KEY (number),
    CONSTRAINT uq_worklist_applicant_id UNIQUE (applicant_id)
)
""",
    """
CREATE TABLE outbox (
    act_id TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    in_doubt BOOLEAN NOT NULL,
    pulled BOOLEAN NOT NULL,
    outcome TEXT,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    title TEXT NOT NULL,
    CONSTRAINT pk_outbox PRIMARY KEY (act_id),
    CONSTRAINT ck_outbox_known_state CHECK (state IN ('waiting', 'sending', 'refused', 'conflict', 'acknowledged')),
    CONSTRAINT fk_outbox_act_id_act FOREIGN KEY(act_id) REFERENCES act (id)
) WITHOUT ROWID
""",
)

INDEXES = (
    "CREATE INDEX ix_record_kind_id ON record (kind, id)",
    "CREATE INDEX ix_act_applicant_id ON act (applicant_id)",
    "CREATE INDEX ix_worklist_source_id ON worklist (source_id)",
    "CREATE INDEX ix_worklist_controller_id ON worklist (controller_id)",
)

WORKLIST_VIEWS = {
    "all": "",
    "to_decide": " WHERE to_decide = 1",
    "approved": " WHERE outcome IN ('approve', 'counter')",
    "referred": " WHERE outcome = 'refer'",
    "declined": " WHERE outcome = 'decline'",
    "incomplete": " WHERE incomplete = 1",
    "overdue": " WHERE days_past_due > 0",
    "unsent": " WHERE unsent = 1",
    "refused": " WHERE badge < 2",
}

WORKLIST_SORTS = {
    "name": "name_key",
    "asked_on": "asked_on",
    "amount": "amount",
    "exposure": "exposure",
    "days_past_due": "days_past_due",
}

VIEWS_SEARCH_AND_TRIGGER = (
    """
CREATE VIEW record_projected AS
SELECT applicant_id, kind, id, version, body, 1 AS confirmed
FROM record
WHERE kind <> 'applicant'
UNION ALL
-- An applicant with the edits that the hub has not yet sent back, the newest edit of a field last.
SELECT
    record.applicant_id, record.kind, record.id, record.version,
    coalesce(
        json_patch(record.body, nullif((
            SELECT json_group_object(edit.key, json(act.body -> edit.fullkey) ORDER BY act.id)
            FROM act
            JOIN outbox ON outbox.act_id = act.id
            JOIN json_each(act.body) AS edit
            WHERE act.applicant_id = record.applicant_id AND act.kind = 'applicant.edit' AND outbox.pulled = 0
        ), '{}')),
        record.body
    ),
    1
FROM record
WHERE record.kind = 'applicant'
UNION ALL
SELECT act.applicant_id, act.record_kind, act.record_id, 0, act.body, outbox.state = 'acknowledged'
FROM act
JOIN outbox ON outbox.act_id = act.id
WHERE act.record_kind IS NOT NULL AND outbox.pulled = 0
""",
    """
CREATE VIEW worklist_projected AS
-- One row an applicant, in one pass over its records. The newest request is the one asked for last; the
-- newest decision has the greatest id, which sorts by when it was made; of several consents the one that
-- lasts longest counts.
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
    ) AS unsent,
    coalesce(consents ->> '$[0].signed_on', '') AS consent_from,
    coalesce(consents ->> '$[0].last_day', '') AS consent_until
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
        sum((body ->> '$.outstanding') + (body ->> '$.undrawn')) FILTER (WHERE kind = 'loan') AS exposure,
        max(body ->> '$.days_past_due') FILTER (WHERE kind = 'loan') AS days_past_due
    FROM record_projected
    GROUP BY applicant_id
) AS seen
WHERE applicant IS NOT NULL
""",
    """
CREATE VIRTUAL TABLE worklist_search USING fts5(
    words, pinyin, backwards,
    content='', contentless_delete=1, tokenize="ascii tokenchars '_'", prefix='1 2 3 4'
)
""",
    """
CREATE TRIGGER act_never_changes BEFORE UPDATE ON act
BEGIN
    SELECT raise(ABORT, 'an act never changes');
END
""",
)


def upgrade() -> None:
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)
    for view, condition in WORKLIST_VIEWS.items():
        for sort, column in WORKLIST_SORTS.items():
            op.execute(
                f"CREATE INDEX ix_worklist_{view}_by_{sort} ON worklist ({column}, applicant_id){condition}"
            )
    for statement in VIEWS_SEARCH_AND_TRIGGER:
        op.execute(statement)


def downgrade() -> None:
    for view in ("worklist_projected", "record_projected"):
        op.execute(f"DROP VIEW {view}")
    for table in (
        "worklist_search", "worklist", "outbox", "act", "blob", "letter_block",
        "orders", "items", "payments", "shipments", "reviews", "invoices",
        "record", "file", "meta",
    ):  # fmt: skip
        op.execute(f"DROP TABLE {table}")
