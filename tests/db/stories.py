"""What is interrupted in `test_crashes`: one thing done to a cache that lies in a folder."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.caches import (
    act,
    answer,
    application,
    cache_at,
    consent,
    decision,
    edit,
    ledger_row,
    note,
    part,
    seller,
)  # fmt: skip
from workstation.crypto import sha256
from workstation.ports import FilePart

SELLER = seller()
LETTER = b"%PDF- the letter of test:S1"
ORDERS = [ledger_row("orders", f"order-{n}", 10 + n) for n in range(5)]

KEPT = act(note(SELLER, "店里有货"), "act-1", blobs=(sha256(LETTER),))
DECIDED = act(decision(SELLER), "act-2")
EDITED = edit(SELLER, "act-3", phone="13800001234")


def first_page() -> FilePart:
    return part(SELLER.id, SELLER, application(SELLER), consent(SELLER), rows={"orders": ORDERS}, cursor=20)


def page_with_the_decision() -> FilePart:
    return part(SELLER.id, decision(SELLER), seq=30, cursor=31)


def prepare(folder: Path) -> None:
    """A file is here, a decision is at the hub and answered, an edit was sent and not answered."""
    with cache_at(folder) as cache:
        cache.sync.start_epoch("first")
        cache.sync.store_parts([first_page()])
        cache.sync.add_letter_numbers("A-", 1, 9)
        cache.acts.keep_act(DECIDED)
        cache.acts.keep_act(EDITED)
        cache.sync.acts_to_send(10)
        cache.sync.settle([answer("act-2")])


def officer_keeps_an_act(folder: Path) -> None:
    with cache_at(folder) as cache:
        cache.acts.keep_act(KEPT, {sha256(LETTER): LETTER})
        (folder / "said-saved").touch()


def pull_stores_a_page(folder: Path) -> None:
    with cache_at(folder) as cache:
        other = seller(2)
        more = part(SELLER.id, rows={"orders": [ledger_row("orders", "order-9", 40)]}, cursor=41)
        cache.sync.store_parts([page_with_the_decision(), more, part(other.id, other, seq=50)])


def hub_answers(folder: Path) -> None:
    with cache_at(folder) as cache:
        cache.sync.settle([answer("act-3")])


def file_is_revoked(folder: Path) -> None:
    with cache_at(folder) as cache:
        cache.sync.forget([SELLER.id])


def hub_is_restored(folder: Path) -> None:
    with cache_at(folder) as cache:
        cache.sync.start_epoch("second")
        cache.sync.store_parts([first_page()])
