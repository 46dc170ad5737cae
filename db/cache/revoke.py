"""What left an officer's scope leaves the laptop: rows, archived acts and blob keys, in one transaction.

Unsent work stays: its act or draft, the files it names, and the name to show it under.
"""

from __future__ import annotations

import sqlalchemy as sa

from db.cache import picks
from db.cache.acts import ACKNOWLEDGED
from db.cache.named import drop_unnamed, files_of
from db.cache.parts import clear_file
from db.cache.tables import ACT, FILE, OUTBOX, OUTLOOK


def forget_file(connection: sa.Connection, applicant_id: str) -> list[str]:
    """Take one file away; returns the names of encrypted files that are worthless once this has committed."""
    its_files = files_of(connection, applicant_id)
    clear_file(connection, applicant_id)
    connection.execute(sa.delete(FILE).where(FILE.c.applicant_id == applicant_id))
    connection.execute(sa.delete(OUTLOOK).where(OUTLOOK.c.applicant_id == applicant_id))
    picks.forget(connection, applicant_id)
    _drop_settled_acts(connection, applicant_id)
    return drop_unnamed(connection, its_files)


def _drop_settled_acts(connection: sa.Connection, applicant_id: str) -> None:
    """Acts the hub has go; the others stay, and none of them is in the hub's rows here any more."""
    its_acts = sa.select(ACT.c.id).where(ACT.c.applicant_id == applicant_id)
    connection.execute(sa.delete(OUTBOX).where(OUTBOX.c.act_id.in_(its_acts), OUTBOX.c.state == ACKNOWLEDGED))
    connection.execute(sa.update(OUTBOX).where(OUTBOX.c.act_id.in_(its_acts)).values(pulled=False))
    connection.execute(
        sa.delete(ACT).where(
            ACT.c.applicant_id == applicant_id, ~sa.exists().where(OUTBOX.c.act_id == ACT.c.id)
        )
    )
