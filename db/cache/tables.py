"""The tables of a workstation's encrypted cache: what the hub said, what the officer did, and the worklist.

Hub rows (`record` and the six ledgers) are only ever written by sync; the officer's acts go to `act` and
`outbox` alone. `worklist` is derived from the projected views and kept beside them so that a list of
200,000 applicants answers at once.
"""

from __future__ import annotations

import sqlalchemy as sa

from db.base import FenType, SequenceType, ledger_tables, new_metadata

METADATA = new_metadata()

META = sa.Table(
    "meta",
    METADATA,
    sa.Column("name", sa.Text(), primary_key=True),
    sa.Column("value", sa.Text(), nullable=False),
)
"""A few single facts: `epoch`, `index_tag`, the `day` for which the worklist stands, the `rules` by which its
matters were drawn, and the officer's own `visit_picks`."""

FILE = sa.Table(
    "file",
    METADATA,
    sa.Column("applicant_id", sa.Text(), primary_key=True),
    sa.Column("cursor", SequenceType(), nullable=False),
    sa.Column("starts_over", sa.Boolean(), nullable=False),
)
"""The officer's scope: up to which hub sequence each file is stored. Where a file `starts_over`, the next
part replaces what is stored of it instead of adding to it."""

RECORD = sa.Table(
    "record",
    METADATA,
    sa.Column("applicant_id", sa.Text(), primary_key=True),
    sa.Column("kind", sa.Text(), primary_key=True),
    sa.Column("id", sa.Text(), primary_key=True),
    sa.Column("version", sa.BigInteger(), nullable=False),
    sa.Column("seq", SequenceType(), nullable=False),
    sa.Column("body", sa.Text(), sa.CheckConstraint("json_valid(body)", "json"), nullable=False),
    sa.Index("ix_record_kind_id", "kind", "id"),
)
"""Records as the hub sent them, byte for byte."""

LEDGER = ledger_tables(METADATA)

ACT = sa.Table(
    "act",
    METADATA,
    sa.Column("id", sa.Text(), primary_key=True),
    sa.Column("kind", sa.Text(), nullable=False),
    sa.Column("applicant_id", sa.Text(), nullable=False, index=True),
    sa.Column("base_version", sa.BigInteger(), nullable=False),
    sa.Column("body", sa.Text(), sa.CheckConstraint("json_valid(body)", "json"), nullable=False),
    sa.Column("made_by", sa.Text(), nullable=False),
    sa.Column("made_at", sa.Text(), nullable=False),
    sa.Column("blobs", sa.Text(), nullable=False),
    sa.Column("record_kind", sa.Text()),
    sa.Column("record_id", sa.Text()),
    sqlite_with_rowid=False,
)
"""Every act of this device, immutable, kept after the hub has it: should the hub forget, it is sent again.
`record_kind` and `record_id` name the record it makes; both are empty for an edit."""

OUTBOX = sa.Table(
    "outbox",
    METADATA,
    sa.Column("act_id", sa.Text(), sa.ForeignKey("act.id"), primary_key=True),
    sa.Column("state", sa.Text(), nullable=False),
    sa.Column("attempts", sa.Integer(), nullable=False),
    sa.Column("in_doubt", sa.Boolean(), nullable=False),
    sa.Column("pulled", sa.Boolean(), nullable=False),
    sa.Column("outcome", sa.Text()),
    sa.Column("code", sa.Text(), nullable=False),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("title", sa.Text(), nullable=False),
    sa.CheckConstraint(
        "state IN ('waiting', 'sending', 'refused', 'conflict', 'acknowledged')", "known_state"
    ),
    sqlite_with_rowid=False,
)
"""The acts that are laid over the hub's rows. An `acknowledged` one is at the hub and stays, out of the
officer's sight, until the hub's own version of its record is here. `in_doubt`: sent without an answer;
`pulled`: the hub's version came before its answer."""

LETTER_BLOCK = sa.Table(
    "letter_block",
    METADATA,
    sa.Column("prefix", sa.Text(), primary_key=True),
    sa.Column("first", sa.BigInteger(), primary_key=True),
    sa.Column("last", sa.BigInteger(), nullable=False),
    sa.Column("next", sa.BigInteger(), nullable=False),
    sqlite_with_rowid=False,
)

BLOB = sa.Table(
    "blob",
    METADATA,
    sa.Column("sha256", sa.Text(), primary_key=True),
    sa.Column("file", sa.Text(), nullable=False),
    sa.Column("key", sa.LargeBinary(), nullable=False),
    sa.Column("size", sa.BigInteger(), nullable=False),
    sqlite_with_rowid=False,
)
"""Files by content; `file` is the random name under which the encrypted bytes lie, `key` is its own."""

WORKLIST = sa.Table(
    "worklist",
    METADATA,
    sa.Column("number", sa.Integer(), primary_key=True),
    sa.Column("applicant_id", sa.Text(), nullable=False, unique=True),
    sa.Column("source_id", sa.Text(), nullable=False, index=True),
    sa.Column("name", sa.Text(), nullable=False),
    sa.Column("shop_kind", sa.Text(), nullable=False),
    sa.Column("trade", sa.Text(), nullable=False),
    sa.Column("region", sa.Text(), nullable=False),
    sa.Column("controller_id", sa.Text(), nullable=False, index=True),
    sa.Column("asked_on", sa.Text(), nullable=False),
    sa.Column("amount", FenType(), nullable=False),
    sa.Column("months", sa.Integer(), nullable=False),
    sa.Column("exposure", FenType(), nullable=False),
    sa.Column("days_past_due", sa.Integer(), nullable=False),
    sa.Column("outcome", sa.Text(), nullable=False),
    sa.Column("provisional", sa.Boolean(), nullable=False),
    sa.Column("to_decide", sa.Boolean(), nullable=False),
    sa.Column("badge", sa.Integer(), nullable=False),
    sa.Column("unsent", sa.Boolean(), nullable=False),
    sa.Column("name_key", sa.Text(), nullable=False),
    sa.Column("search_digest", sa.Text(), nullable=False),
    sa.Column("missing", sa.Text(), server_default="", nullable=False),
    sa.Column("waits_since", sa.Text(), server_default="", nullable=False),
    sa.Column("waits_for", sa.Text(), server_default="", nullable=False),
    sa.Column("due_on", sa.Text(), server_default="", nullable=False),
    sa.Column("due_amount", FenType(), server_default=sa.text("-1"), nullable=False),
    sa.Column("promised_for", sa.Text(), server_default="", nullable=False),
    sa.Column("promised_amount", FenType(), server_default=sa.text("-1"), nullable=False),
    sa.Column("check_by", sa.Text(), server_default="", nullable=False),
    sa.Column("worse_by", sa.Text(), server_default="", nullable=False),
    sa.Column("warned_of", sa.Text(), server_default="", nullable=False),
    sa.Column("short_by", sa.Text(), server_default="", nullable=False),
    sa.Column("short_why", sa.Text(), server_default="", nullable=False),
    sa.Column("visit_by", sa.Text(), server_default="", nullable=False),
    sa.Column("visit_why", sa.Text(), server_default="", nullable=False),
)
"""One row an applicant. Where nothing was asked for, `asked_on` is empty and the numbers are -1; `badge` is
the rank of the most urgent state (0 conflict … 4 synced). From `missing` on: what its matters of today come
to, empty or -1 where there is none."""

MATTER = sa.Table(
    "matter",
    METADATA,
    sa.Column("applicant_id", sa.Text(), primary_key=True),
    sa.Column("place", sa.Integer(), primary_key=True),
    sa.Column("view", sa.Text(), nullable=False),
    sa.Column("first_day", sa.Text(), nullable=False, index=True),
    sa.Column("last_day", sa.Text(), nullable=False, index=True),
    sa.Column("day", sa.Text(), nullable=False),
    sa.Column("amount", FenType()),
    sa.Column("what", sa.Text(), nullable=False),
    sqlite_with_rowid=False,
)
"""Why a file is in a view, from which day to which; `what` are codes with blanks between. The worklist's
columns are those that hold today: what begins or ends on a day is found by the two indexes."""

OUTLOOK = sa.Table(
    "outlook",
    METADATA,
    sa.Column("applicant_id", sa.Text(), primary_key=True),
    sa.Column("cursor", SequenceType(), nullable=False),
    sa.Column("drawn_by", sa.Text(), nullable=False),
    sa.Column("body", sa.Text(), nullable=False),
    sqlite_with_rowid=False,
)
"""What models foresaw of a file: by which ones, and up to which hub sequence it was stored then."""

SURVEY_DRAFT = sa.Table(
    "survey_draft",
    METADATA,
    sa.Column("id", sa.Text(), primary_key=True),
    sa.Column("applicant_id", sa.Text(), nullable=False),
    sa.Column("form_id", sa.Text(), nullable=False),
    sa.Column("form_sha256", sa.Text(), nullable=False),
    sa.Column("opened_at", sa.Text(), nullable=False),
    sa.Column("snapshot", sa.LargeBinary(), nullable=False),
    sa.Column("snapshot_seq", sa.Integer(), nullable=False),
    sa.Column("corrects", sa.Text(), nullable=False),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("visit", sa.Text(), nullable=False),
    sa.Column("title", sa.Text(), nullable=False),
    sa.Column("state", sa.Text(), nullable=False),
    sa.CheckConstraint("state IN ('open', 'finalised')", "known_state"),
    sa.Index(
        "ix_survey_draft_open", "applicant_id", "form_id", unique=True, sqlite_where=sa.text("state = 'open'")
    ),
)
"""Surveys that are being filled in, one open one an applicant and form. A finalised one stays until the hub's
version of its survey is here: should the officer take the survey back, it is open again."""

SURVEY_STEP = sa.Table(
    "survey_step",
    METADATA,
    sa.Column("draft_id", sa.Text(), sa.ForeignKey("survey_draft.id"), primary_key=True),
    sa.Column("seq", sa.Integer(), primary_key=True),
    sa.Column("kind", sa.Text(), nullable=False),
    sa.Column("ref", sa.Text(), nullable=False),
    sa.Column("value", sa.Text(), nullable=False),
    sa.Column("at", sa.Text(), nullable=False),
    sa.Column("old", sa.Text(), nullable=False),
    sa.Column("blob", sa.Text(), nullable=False),
    sqlite_with_rowid=False,
)
"""What was done to a draft, in order; only the last may be replaced, while somebody types. `blob` is the
sha256 of the file that a step brought."""

VIEW_PREDICATES = {
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
    "to_visit": "visit_by <> ''",
    "warned": "worse_by <> ''",
    "needs_money": "short_by <> ''",
    "overdue": "days_past_due > 0",
    "unsent": "unsent = 1",
    "refused": "badge < 2",
}
"""What each saved view holds, as a condition on `worklist`."""

SORT_COLUMNS = {
    "name": "name_key",
    "asked_on": "asked_on",
    "amount": "amount",
    "exposure": "exposure",
    "days_past_due": "days_past_due",
}

DAY_COLUMNS = {
    "supervisor": "waits_since",
    "due_soon": "due_on",
    "promises": "promised_for",
    "funds_checks": "check_by",
    "to_visit": "visit_by",
    "warned": "worse_by",
    "needs_money": "short_by",
}
"""Of the views that are about a day, where it stands."""


def sort_columns(view: str) -> dict[str, str]:
    """The orders that a view can be listed in, each with its column."""
    return {**SORT_COLUMNS, "day": DAY_COLUMNS[view]} if view in DAY_COLUMNS else SORT_COLUMNS


def worklist_index(view: str, sort: str) -> str:
    """The index that holds one view in one order; an applicant is only in those of its own views."""
    return f"ix_worklist_{view}_by_{sort}"


for _view, _predicate in VIEW_PREDICATES.items():
    for _sort, _column in sort_columns(_view).items():
        sa.Index(
            worklist_index(_view, _sort),
            WORKLIST.c[_column],
            WORKLIST.c.applicant_id,
            sqlite_where=sa.text(_predicate) if _predicate else None,
        )
