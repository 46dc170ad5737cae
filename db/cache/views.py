"""What the tables alone cannot say: the projected views, the search index, and acts that never change.

A projected view lays the outbox over the hub's rows: what a screen sees is what the hub said, plus what
the officer did. Taking a row out of the outbox is therefore the whole of an undo.
"""

from __future__ import annotations

import sqlalchemy as sa

from db.cache.tables import METADATA

RECORD_PROJECTED = """
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
"""

WORKLIST_ROWS = """
-- One row an applicant, in one pass over its records. The newest request is the one asked for last; the
-- newest decision has the greatest id, which sorts by when it was made.
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
    ) AS unsent
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
        sum((body ->> '$.outstanding') + (body ->> '$.undrawn')) FILTER (WHERE kind = 'loan') AS exposure,
        max(body ->> '$.days_past_due') FILTER (WHERE kind = 'loan') AS days_past_due
    FROM record_projected
    {scope}
    GROUP BY applicant_id
) AS seen
WHERE applicant IS NOT NULL
"""

WORKLIST_PROJECTED = f"CREATE VIEW worklist_projected AS {WORKLIST_ROWS.format(scope='')}"

WORKLIST_ROWS_OF = WORKLIST_ROWS.format(scope="WHERE applicant_id IN (SELECT value FROM json_each(?))")
"""The rows of the view for a JSON list of applicants. SQLite does not carry a condition on the view into
its aggregate, so the same text has it inside."""

WORKLIST_SEARCH = """
CREATE VIRTUAL TABLE worklist_search USING fts5(
    words, pinyin, backwards,
    content='', contentless_delete=1, tokenize="ascii tokenchars '_'", prefix='1 2 3 4'
)
"""

ACTS_NEVER_CHANGE = """
CREATE TRIGGER act_never_changes BEFORE UPDATE ON act
BEGIN
    SELECT raise(ABORT, 'an act never changes');
END
"""

EVERYTHING_ELSE = (RECORD_PROJECTED, WORKLIST_PROJECTED, WORKLIST_SEARCH, ACTS_NEVER_CHANGE)


def create_all(connection: sa.Connection) -> None:
    """Make the whole schema of the cache in an empty database."""
    METADATA.create_all(connection)
    for statement in EVERYTHING_ELSE:
        connection.exec_driver_sql(statement)
