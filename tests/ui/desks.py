"""A real desk over a real cache with sample sellers, without a hub: what the screens are tested against.

The models, the rules and the letters are those of the program; only the hub is absent, so what an officer
does stays in the outbox.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from db.cache import open_cache
from workstation.clock import FixedClock
from workstation.codec import encode, kind_of
from workstation.domain.scenarios import BudgetShare, PublishedScenario
from workstation.events import Bell
from workstation.lending import Rulebook, load_rulebook
from workstation.lending.scenarios.loading import read_scenario
from workstation.lending.scenarios.signing import read_signatures
from workstation.paths import resources
from workstation.ports import FilePart, RecordPut
from workstation.services.desk import Desk
from workstation.services.desk_making import make_desk
from workstation.services.models import Models
from workstation.services.synchronising import Synchronising
from workstation.services.values import Officer
from workstation.sync import Synchroniser
from workstation.toolbox import TOOLBOX
from workstation.training import read_sample
from workstation.training.sample import SampleSeller as SampleSeller
from workstation.training.sample.cases import BUSINESS_DAY as BUSINESS_DAY

OFFICER = Officer("officer-1", "周宁", "officer", "desk-1")


@cache
def sample() -> dict[str, SampleSeller]:
    """The sellers of the demonstration by their source's id."""
    return {seller.applicant.source_id: seller for seller in read_sample(resources() / "sample")}


@cache
def models() -> Models:
    return Models(resources() / "models")


@cache
def rules() -> Rulebook:
    return load_rulebook(resources())


def part_of(seller: SampleSeller) -> FilePart:
    """What a hub would send of this seller."""
    records = (
        seller.applicant,
        *seller.shops,
        *seller.authorisations,
        *seller.applications,
        *seller.loans,
    )
    puts = [RecordPut(kind_of(r), r.id, 1, seq, encode(r)) for seq, r in enumerate(records, 1)]
    rows = {kind: [(*row, len(puts) + 1) for row in rows] for kind, rows in seller.rows.items()}
    return FilePart(seller.applicant.id, puts, rows, len(puts) + 1)


def double_eleven(used: int = 0, share: int | None = None) -> PublishedScenario:
    """The shipped scenario as a hub would publish it; of its budget so many fen used and reserved."""
    path = resources() / "scenarios" / "double-eleven.toml"
    scenario = read_scenario(path)
    held = None if share is None else BudgetShare(share, scenario.until)
    return PublishedScenario(
        scenario.id, scenario.version, scenario.version_hash, path.read_bytes(), read_signatures(path),
        "2026-10-19T08:00:00Z", used, held,
    )  # fmt: skip


def _no_hub() -> Synchroniser:
    raise AssertionError("this desk has no hub")


@contextmanager
def desk_at(
    folder: Path,
    sellers: Iterable[SampleSeller],
    *,
    officer: Officer = OFFICER,
    today: Callable[[], FixedClock] = lambda: FixedClock(BUSINESS_DAY),
    own_models: Models | None = None,
    published: Iterable[PublishedScenario] = (),
) -> Iterator[Desk]:
    """A desk whose cache lies in `folder` and holds these sellers, and what a hub published; closed at the
    end."""
    clock, bell = today(), Bell()
    cache_ = open_cache(folder / "cache.db", None, folder / "blobs", TOOLBOX, clock.today)
    try:
        cache_.sync.store_parts([part_of(seller) for seller in sellers])
        cache_.sync.keep_scenarios(tuple(published))
        cache_.sync.add_letter_numbers("D1-2026-", 1, 20)
        sync = Synchronising(cache_.sync, cache_.acts, bell, clock, "http://127.0.0.1:1", _no_hub)
        yield make_desk(
            cache_,
            officer,
            clock,
            bell,
            sync,
            lambda content: hashlib.sha512(content).digest(),
            published=cache_.sync.scenarios,
            models=own_models or models(),
            rules=rules(),
        )
    finally:
        cache_.close()
