"""The hub's tables: what is known of each applicant, who may see it, and what was ever done.

Everything a workstation pulls carries a number from `counter`, one row that every write transaction takes
first: numbers are given out in the order in which transactions commit, so that a reader that has seen
number n has seen everything up to n. (A database's own sequence loses rows for ever when transactions
commit out of order.)
"""

from __future__ import annotations

import sqlalchemy as sa

from db.base import SequenceType, ledger_tables, new_metadata

METADATA = new_metadata()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _table(name: str, *items: sa.schema.SchemaItem) -> sa.Table:
    """Stored in the order of its primary key, which every table here is read by."""
    return sa.Table(name, METADATA, *items, sqlite_with_rowid=False)


META = _table("meta", _text("name"), _text("value"), sa.PrimaryKeyConstraint("name"))

COUNTER = _table(
    "counter",
    sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
    sa.Column("value", SequenceType(), nullable=False),
    sa.PrimaryKeyConstraint("id"),
)

APPLICANT = _table(
    "applicant",
    _text("id"),
    _text("controller_id"),
    sa.Column("head", SequenceType(), nullable=False),
    sa.PrimaryKeyConstraint("id"),
    sa.Index(None, "controller_id"),
)
"""`head` is the newest sequence number of anything in the file."""

RECORD = _table(
    "record",
    _text("applicant_id"),
    _text("kind"),
    _text("id"),
    sa.Column("version", sa.BigInteger(), nullable=False),
    sa.Column("seq", SequenceType(), nullable=False),
    sa.Column("body", sa.LargeBinary()),
    sa.PrimaryKeyConstraint("applicant_id", "kind", "id"),
    sa.Index(None, "applicant_id", "seq", unique=True),
    sa.Index(None, "kind", "id"),
)

RECORD_HISTORY = _table(
    "record_history",
    _text("applicant_id"),
    _text("kind"),
    _text("id"),
    sa.Column("version", sa.BigInteger(), nullable=False),
    sa.Column("seq", SequenceType(), nullable=False),
    sa.Column("body", sa.LargeBinary()),
    _text("act_id"),
    _text("made_by"),
    _text("device_id"),
    _text("made_at"),
    sa.PrimaryKeyConstraint("applicant_id", "kind", "id", "version"),
)

RECORD_SOURCE = _table(
    "record_source",
    _text("applicant_id"),
    _text("kind"),
    _text("id"),
    sa.Column("body", sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint("applicant_id", "kind", "id"),
)
"""What the source last said of a record, so that its next delivery can be told from a person's edit."""

LEDGER_TABLES = ledger_tables(METADATA)
for _ledger in LEDGER_TABLES.values():
    sa.Index(None, _ledger.c.applicant_id, _ledger.c.seq, unique=True)

LEDGER_BEFORE = _table(
    "ledger_before",
    _text("applicant_id"),
    _text("kind"),
    _text("source_id"),
    sa.Column("seq", SequenceType(), nullable=False),
    sa.Column("until", SequenceType(), nullable=False),
    sa.Column("body", sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint("applicant_id", "kind", "source_id", "seq"),
)
"""A row of a ledger that another took the place of: it stood from number `seq` until before `until`."""

OFFICER = _table("officer", _text("id"), _text("name"), _text("role"), sa.PrimaryKeyConstraint("id"))

DEVICE = _table(
    "device",
    _text("id"),
    _text("officer_id"),
    _text("name"),
    sa.Column("public_key", sa.LargeBinary(), nullable=False),
    _text("tag"),
    _text("revoked_at"),
    sa.PrimaryKeyConstraint("id"),
    sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
    sa.UniqueConstraint("tag"),
)

PAPER_SIGNER = _table(
    "paper_signer",
    _text("certificate_sha256"),
    _text("device_id"),
    _text("registered_at"),
    sa.PrimaryKeyConstraint("certificate_sha256"),
    sa.ForeignKeyConstraint(["device_id"], ["device.id"]),
)
"""Whose certificate signs papers: a device's, which may have lost its key and made another."""

ENROLMENT_CODE = _table(
    "enrolment_code",
    _text("code_hash"),
    _text("officer_id"),
    _text("expires_at"),
    _text("device_id"),
    sa.PrimaryKeyConstraint("code_hash"),
    sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
)

ASSIGNMENT = _table(
    "assignment",
    _text("officer_id"),
    _text("applicant_id"),
    sa.PrimaryKeyConstraint("officer_id", "applicant_id"),
    sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
    sa.ForeignKeyConstraint(["applicant_id"], ["applicant.id"]),
)

NUMBER_BLOCK = _table(
    "number_block",
    _text("device_id"),
    _text("prefix"),
    sa.Column("first", sa.BigInteger(), nullable=False),
    sa.Column("last", sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint("device_id", "prefix", "first"),
    sa.ForeignKeyConstraint(["device_id"], ["device.id"]),
)

LETTER_NUMBER = _table("letter_number", _text("number"), _text("act_id"), sa.PrimaryKeyConstraint("number"))

PARTY_LINK = _table(
    "party_link",
    _text("applicant_id"),
    _text("party_id"),
    _text("other_id"),
    sa.PrimaryKeyConstraint("applicant_id", "party_id"),
    sa.Index(None, "other_id"),
)
"""Files that belong together through a person or firm recorded as a party: their exposure adds up."""

PLEDGED_ASSET = _table(
    "pledged_asset",
    _text("asset"),
    _text("applicant_id"),
    _text("loan_id"),
    _text("act_id"),
    sa.PrimaryKeyConstraint("asset"),
)
"""What is financed now. The key is what keeps one order, waybill or receipt from securing two loans."""

SCENARIO = _table(
    "scenario",
    _text("id"),
    sa.Column("version", sa.BigInteger(), nullable=False),
    _text("sha256"),
    _text("starts"),
    _text("until"),
    sa.Column("budget", sa.BigInteger()),
    sa.Column("most_each", sa.BigInteger(), nullable=False),
    sa.Column("body", sa.LargeBinary(), nullable=False),
    sa.Column("signatures", sa.LargeBinary(), nullable=False),
    _text("published_at"),
    sa.PrimaryKeyConstraint("id", "version"),
    sa.UniqueConstraint("sha256"),
)
"""Every version of a scenario that was ever published, since decisions were made under it."""

SCENARIO_SHARE = _table(
    "scenario_share",
    _text("scenario_id"),
    _text("device_id"),
    sa.Column("amount", sa.BigInteger(), nullable=False),
    _text("until"),
    sa.PrimaryKeyConstraint("scenario_id", "device_id", name="pk_scenario_share_of_device"),
    sa.ForeignKeyConstraint(["device_id"], ["device.id"]),
)
"""What is reserved of a risk budget for a workstation that may be away with it."""

SCENARIO_USE = _table(
    "scenario_use",
    _text("applicant_id"),
    _text("application_id"),
    _text("scenario_id"),
    _text("decision_id"),
    _text("officer_id"),
    sa.Column("amount", sa.BigInteger(), nullable=False),
    _text("day"),
    sa.PrimaryKeyConstraint("applicant_id", "application_id", "scenario_id"),
    sa.Index(None, "scenario_id", "day"),
)
"""What the approval that stands on a request takes off a risk budget; the key is what counts it once."""

FORM = _table(
    "form",
    _text("sha256"),
    _text("id"),
    _text("own_id"),
    _text("version"),
    _text("title"),
    _text("package"),
    _text("published_at"),
    _text("ended_at"),
    sa.Column("body", sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint("sha256"),
    sa.UniqueConstraint("package"),
)
"""Every survey form that was ever published, since finished surveys name theirs by hash."""

OP_LOG = _table(
    "op_log",
    _text("act_id"),
    _text("device_id"),
    _text("kind"),
    _text("applicant_id"),
    sa.Column("base_version", sa.BigInteger(), nullable=False),
    sa.Column("body", sa.LargeBinary(), nullable=False),
    _text("made_by"),
    _text("made_at"),
    _text("sha256"),
    _text("outcome"),
    _text("received_at"),
    sa.Column("seq", SequenceType(), nullable=False),
    sa.PrimaryKeyConstraint("act_id"),
)
"""Every act that ever counted, as it came. Permanent: it is what makes a second delivery harmless."""

BLOB_REFERENCE = _table(
    "blob_reference",
    _text("sha256"),
    _text("applicant_id"),
    sa.PrimaryKeyConstraint("sha256", "applicant_id"),
)

AUDIT = _table(
    "audit",
    sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
    _text("at"),
    _text("who"),
    _text("what"),
    _text("applicant_id"),
    _text("subject"),
    _text("detail"),
    _text("previous"),
    _text("hash"),
    sa.PrimaryKeyConstraint("number"),
)
"""A hash chain: each link's hash covers the link and the hash before it."""
