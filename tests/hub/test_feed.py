"""Pages and numbers: bounded, whole, and in the order of commits whoever else is writing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hub.living import LivingHub, found, opened
from tests.hub.sellers import order_rows, seller
from workstation import wire
from workstation.domain.workshop import Device, StaffMember
from workstation.hub import feed
from workstation.hub.stamps import Stamp


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[LivingHub]:
    with found(tmp_path / "hub") as hub:
        yield hub


def device_of(hub: LivingHub) -> Device:
    member: StaffMember = hub.workshop.staff()[0]
    return Device("device", member, "laptop", b"", "ABC")


def pages(hub: LivingHub) -> Iterator[wire.Page]:
    """Everything in the officer's scope, page by page, as a workstation would ask."""
    device = device_of(hub)
    heads = dict(hub.workshop.index(device.officer.id))
    cursors = dict.fromkeys(heads, 0)
    while behind := [(a, cursors[a]) for a, head in heads.items() if cursors[a] < head]:
        page = wire.decode(feed.page(hub.workshop, device, behind), wire.Page)
        cursors |= {part.applicant_id: part.cursor for part in page.parts}
        yield page


def rows_in(page: wire.Page) -> int:
    return sum(len(part.records) + sum(map(len, part.rows.values())) for part in page.parts)


def test_pages_are_bounded_in_rows_and_bring_everything_once(hub: LivingHub) -> None:
    hub.deliver([seller(1, orders=6_000), seller(2, orders=10), seller(3, orders=2_000)])
    hub.officer("o", None)
    got = list(pages(hub))
    assert max(map(rows_in, got)) <= wire.PAGE_ROWS
    keys = [
        (part.applicant_id, kind, row[0])
        for page in got
        for part in page.parts
        for kind, rows in part.rows.items()
        for row in rows
    ]
    assert (len(keys), len(set(keys))) == (2 * 8_010, 2 * 8_010)


def test_pages_are_bounded_in_bytes(hub: LivingHub) -> None:
    wide = [(*row[:2], "b" * 700, *row[3:]) for row in order_rows(4_000)]
    hub.deliver([replace(seller(1), rows={"orders": wide})])
    hub.officer("o", None)
    sizes = [len(wire.pack(page)) for page in pages(hub)]
    assert max(sizes) <= wire.PAGE_BYTES
    assert len(sizes) < 6


def test_a_record_larger_than_a_page_travels_alone(hub: LivingHub) -> None:
    hub.deliver([seller(1)])
    hub.officer("o", None)
    body = b'"' + b"x" * (wire.PAGE_BYTES + 10) + b'"'
    with hub.workshop.writing() as writing:
        writing.records.put("test:S1", "note", "n", body, Stamp("", "", "", ""))
    counts = [rows_in(page) for page in pages(hub)]
    assert (sum(counts), counts[-1]) == (10, 1)


def test_within_a_file_rows_of_all_kinds_come_in_the_order_of_their_numbers(hub: LivingHub) -> None:
    hub.deliver([seller(1, orders=20)])
    hub.officer("o", None)
    after = 0
    for _ in range(5):
        [part] = hub.workshop.parts("o", [("test:S1", after)], 9)
        seqs = [record.seq for record in part.records]
        seqs += [row[-1] for rows in part.rows.values() for row in rows]
        assert len(seqs) == (9 if after < 36 else 7)
        assert min(seqs) > after
        assert max(seqs) == part.cursor
        after = part.cursor


def test_a_withdrawn_record_is_told_and_not_counted(hub: LivingHub) -> None:
    hub.deliver([seller(1)])
    hub.officer("o", None)
    before = hub.workshop.checks("o", ["test:S1"])["test:S1"][1]["record"].count
    with hub.workshop.writing() as writing:
        writing.records.put("test:S1", "shop", "test:S1:shop", None, Stamp("", "admin", "", ""))
    [(_, head)] = hub.workshop.index("o")
    [part] = hub.workshop.parts("o", [("test:S1", head - 1)], 10)
    assert [(put.id, put.body) for put in part.records] == [("test:S1:shop", None)]
    assert hub.workshop.checks("o", ["test:S1"])["test:S1"][1]["record"].count == before - 1


def test_files_outside_the_scope_are_neither_shown_nor_counted(hub: LivingHub) -> None:
    hub.deliver([seller(1), seller(2)])
    hub.officer("o", ["test:S1"])
    assert [a for a, _ in hub.workshop.index("o")] == ["test:S1"]
    assert hub.workshop.parts("o", [("test:S2", 0)], 10) == ()
    assert hub.workshop.checks("o", ["test:S2"]) == {}


def test_a_reader_misses_nothing_while_many_write(hub: LivingHub) -> None:
    """Four writers on connections of their own, one reader that only ever asks for what is behind its
    cursor: at the end it has every row. (With a database's own sequence it would miss some for ever.)"""
    writers, rounds = 4, 12
    hub.deliver([seller(1, orders=0)])
    hub.officer("o", None)
    done = threading.Event()
    seen: set[str] = set()

    def write(writer: int) -> None:
        workshop = opened(hub.place.database, None)
        for n in range(rounds):
            row = (f"{writer}-{n}", *order_rows(1)[0][1:])
            with workshop.writing() as writing:
                writing.ledgers.put("test:S1", "orders", [row])
        workshop.close()

    def read() -> None:
        workshop = opened(hub.place.database, None)
        cursor, last_look = 0, False
        while True:
            [part] = workshop.parts("o", [("test:S1", cursor)], 7)
            seen.update(row[0] for row in part.rows.get("orders", ()))
            if part.cursor == cursor and last_look:
                break
            last_look = done.is_set()
            cursor = part.cursor
        workshop.close()

    reader = threading.Thread(target=read)
    reader.start()
    threads = [threading.Thread(target=write, args=(n,)) for n in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    reader.join()
    assert seen == {f"{writer}-{n}" for writer in range(writers) for n in range(rounds)}
    assert hub.workshop.counts()["orders"] == writers * rounds
