"""Faults of a database in the officer's words: which of them come from the surroundings, and what to do.

A damaged file or a full disk is nobody's bug; anything that is not in the table is ours and goes through
unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy.exc
from sqlcipher3 import dbapi2 as sqlcipher

from workstation.errors import KnownError, Lane

_FETCH_AGAIN = "Restore the last back-up, or fetch the files again from the hub."

_FAULTS: dict[int, tuple[str, str, str, Lane]] = {
    # SQLite's primary result codes, https://sqlite.org/rescode.html
    5: ("db.busy", "the database is in use by another program", "Close the other program.", Lane.ITEM),
    8: ("db.unreachable", "the database may not be written", "Check the rights of the folder.", Lane.ITEM),
    10: ("db.unreachable", "the disk does not answer", "Check the disk.", Lane.ITEM),
    11: ("db.damaged", "the database is damaged", _FETCH_AGAIN, Lane.ITEM),
    13: ("db.full", "the disk is full; nothing was lost", "Make room and try again.", Lane.ITEM),
    14: ("db.unreachable", "the database cannot be opened", "Check the folder.", Lane.ITEM),
    26: (
        "db.key",
        "the key does not open this database, or the file is not one",
        f"Check the passphrase. {_FETCH_AGAIN}",
        Lane.SIGN_IN,
    ),
}


@contextmanager
def known(where: str) -> Iterator[None]:
    """Turn the surroundings' faults inside the block into `KnownError`s about `where`."""
    try:
        yield
    except sqlalchemy.exc.DBAPIError as trouble:
        raise _as_known(trouble.orig, where) or trouble from trouble
    except sqlcipher.Error as trouble:
        raise _as_known(trouble, where) or trouble from trouble


def _as_known(trouble: BaseException | None, where: str) -> KnownError | None:
    code = getattr(trouble, "sqlite_errorcode", None)
    fault = _FAULTS.get(code & 0xFF) if isinstance(code, int) else None
    if fault is None:
        return None
    name, message, remedy, lane = fault
    return KnownError(name, message, where=where, remedy=remedy, lane=lane)
