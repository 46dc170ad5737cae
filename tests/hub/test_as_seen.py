"""A file as a workstation had it, put together again at the hub: what an older hub lost of it is not called
known."""

from __future__ import annotations

from pathlib import Path

from alembic import command

from db.engine import open_database
from db.workshop.workshop import TENANT
from tests.hub.living import opened
from tests.hub.sellers import order_rows
from workstation.domain.workshop import HubIdentity, Role, StaffMember
from workstation.hub.ports import Workshop
from workstation.hub.stamps import by_hub

IDENTITY = HubIdentity("e" * 32, b"p" * 32, b"r" * 32)
ONE = "test:S1"
PERSON = b'{"id":"test:S1","name":"S1","source":"test","source_id":"S1"}'


def founded(path: Path) -> Workshop:
    hub = opened(path, IDENTITY)
    with hub.writing() as writing:
        writing.records.register(ONE, ONE)
        writing.records.put(ONE, "applicant", ONE, PERSON, by_hub("2026-11-11T00:00:00Z"))
        writing.staff.add(StaffMember("a", "王丽", Role.OFFICER))
        writing.staff.assign("a", [ONE])
    return hub


def brought_up(path: Path) -> Workshop:
    """The hub as one of before replaced rows were kept left it, opened by this version."""
    database = open_database(path)
    with database.write() as connection:
        command.downgrade(TENANT.config(connection), "0007")
        command.upgrade(TENANT.config(connection), "head")
    database.close()
    return opened(path, None)


def delivered(hub: Workshop, amount: int) -> int:
    """One order, as its source has it now; returns the number up to which the file reaches."""
    with hub.writing() as writing:
        assert writing.ledgers.put(ONE, "orders", order_rows(1, amount=amount)) == 1
    return dict(hub.index("a"))[ONE]


def seen(hub: Workshop, cursor: int) -> tuple[list[int], bool]:
    """The amounts of the orders that were there at a number, and whether that is known to be all."""
    file, whole = hub.file_as_seen(ONE, cursor=cursor, device_id="d", own="")
    block = file.ledgers.get("orders")
    return [] if block is None else block.columns["goods_amount"].tolist(), whole


def test_a_row_that_was_replaced_is_there_again_as_it_was(tmp_path: Path) -> None:
    hub = founded(tmp_path / "hub.db")
    first, second = delivered(hub, 10_000), delivered(hub, 20_000)
    assert seen(hub, first) == ([10_000], True)
    assert seen(hub, second) == ([20_000], True)
    hub.close()


def test_a_row_replaced_before_and_after_such_rows_were_kept_leaves_the_file_in_doubt(
    tmp_path: Path,
) -> None:
    """Its first version was replaced by a hub that kept nothing; only its second is known by now."""
    hub = founded(tmp_path / "hub.db")
    first, second = delivered(hub, 10_000), delivered(hub, 20_000)
    hub.close()
    hub = brought_up(tmp_path / "hub.db")
    delivered(hub, 30_000)
    assert seen(hub, second) == ([20_000], True)
    assert seen(hub, first) == ([], False)
    hub.close()
