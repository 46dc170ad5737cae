"""What the files here say of visits, read in one go whatever the number of files."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from typing import Any

import msgspec
import sqlalchemy as sa

from workstation.domain.visit_list import BegunSurvey, LastDecision, SellerVisits
from workstation.errors import KnownError
from workstation.ports import Toolbox

_LEFT_OUT = ("figures", "checks", "attachments", "sections", "edits")
"""Of a survey: long, and nothing of a list."""

_WHOSE = """
SELECT applicant_id FROM record_projected WHERE kind IN ('visit', 'survey')
UNION SELECT applicant_id FROM survey_draft WHERE state = 'open'
UNION SELECT applicant_id FROM worklist WHERE outcome = 'refer'
UNION SELECT value FROM json_each(:also)
"""
# A file that has left this workstation has no applicant here, and so no line.
_RECORDS = f"""
WITH whose AS MATERIALIZED ({_WHOSE}),
newest AS (
    SELECT applicant_id, max(id) AS id FROM record_projected
    WHERE kind = 'decision' AND applicant_id IN (SELECT applicant_id FROM worklist WHERE outcome = 'refer')
    GROUP BY applicant_id
)
SELECT applicant_id, kind, body FROM record_projected
WHERE kind IN ('applicant', 'visit', 'survey_review') AND applicant_id IN whose
UNION ALL
SELECT applicant_id, kind, json_set(
    json_remove(body, {", ".join(f"'$.{name}'" for name in _LEFT_OUT)}), '$.instance', ''
) FROM record_projected WHERE kind = 'survey'
UNION ALL
SELECT record.applicant_id, record.kind, json_object(
    'id', record.id, 'outcome', body ->> '$.outcome',
    'findings', (SELECT json_group_array(value ->> '$.code') FROM json_each(body, '$.findings'))
) FROM record_projected AS record JOIN newest USING (applicant_id, id) WHERE record.kind = 'decision'
UNION ALL
SELECT applicant_id, 'draft', json_object('id', id, 'visit', visit, 'corrects', corrects)
FROM survey_draft WHERE state = 'open'
"""
_PLAIN: dict[str, Any] = {"decision": LastDecision, "draft": BegunSurvey}


def visiting(
    connection: sa.Connection, tools: Toolbox, also: Collection[str] = ()
) -> tuple[SellerVisits, ...]:
    """A record that this version cannot read is left out: the list stays, and the file says so when it is
    opened."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for owner, kind, body in connection.execute(sa.text(_RECORDS), {"also": json.dumps(sorted(also))}):
        try:
            found[owner][kind].append(_decoded(tools, kind, body))
        except (KnownError, msgspec.DecodeError):
            continue
    return tuple(_seller(records) for _, records in sorted(found.items()) if records["applicant"])


def _decoded(tools: Toolbox, kind: str, body: str) -> Any:
    plain = _PLAIN.get(kind)
    return msgspec.json.decode(body, type=plain) if plain else tools.decode(kind, body.encode())


def _seller(records: dict[str, list[Any]]) -> SellerVisits:
    (applicant, *_) = records["applicant"]
    return SellerVisits(
        applicant,
        visits=tuple(sorted(records["visit"], key=lambda one: (one.due_on, one.id))),
        surveys=tuple(records["survey"]),
        reviews=tuple(records["survey_review"]),
        begun=tuple(sorted(records["draft"], key=lambda one: one.id)),
        decision=next(iter(records["decision"]), None),
    )
