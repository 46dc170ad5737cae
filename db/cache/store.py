"""Opens a workstation's cache as a whole and hands out its stores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from db.cache.acts import Acts
from db.cache.blobs import Blobs
from db.cache.cases import Cases
from db.cache.drafts import Drafts
from db.cache.outlooks import Outlooks
from db.cache.picks import Picks
from db.cache.sync import Sync
from db.cache.tables import METADATA
from db.cache.views import create_all
from db.cache.worklist import keeper
from db.durable import make_folder
from db.engine import Database, open_database
from db.migrate import Tenant, bring_to_head
from workstation.ports import (
    ActStore,
    BlobStore,
    CaseStore,
    DraftStore,
    OutlookStore,
    PickStore,
    SyncStore,
    Toolbox,
)

TENANT = Tenant("cache", Path(__file__).parent / "migrations", METADATA, create_all)


@dataclass(frozen=True, slots=True)
class Cache:
    """The stores over one database. Any thread may use them; `close` when nobody does any more."""

    cases: CaseStore
    acts: ActStore
    blobs: BlobStore
    sync: SyncStore
    outlooks: OutlookStore
    drafts: DraftStore
    picks: PickStore
    database: Database

    def close(self) -> None:
        self.database.close()


def open_cache(
    path: Path, key: bytes | None, blobs_folder: Path, tools: Toolbox, today: Callable[[], date]
) -> Cache:
    """Open the cache, made or brought to this version where necessary.

    `key` is the raw key of 32 bytes; `today` is the profile's business day. Raises `KnownError`: `db.key`,
    `db.damaged`, `db.newer`, `db.upgrade_failed`, `db.unreachable`.
    """
    for folder in (path.parent, blobs_folder):
        make_folder(folder)
    database = open_database(path, key)
    try:
        bring_to_head(database, TENANT)
        blobs = Blobs(database, blobs_folder, tools)
        blobs.sweep()
    except BaseException:
        database.close()
        raise
    refresh = keeper(today, tools)
    return Cache(
        cases=Cases(database, tools, today),
        acts=Acts(database, blobs, refresh),
        blobs=blobs,
        sync=Sync(database, blobs, refresh),
        outlooks=Outlooks(database, refresh),
        drafts=Drafts(database, blobs),
        picks=Picks(database),
        database=database,
    )
