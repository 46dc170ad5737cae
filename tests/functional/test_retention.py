"""An administrator looks at what is to be erased, erases it, and the officer's laptop follows."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.functional.forging import Row, delivered, workshop_of
from tests.functional.house import TAKEN_ALONG, TODAY, Hub, Officer

FAR = "2040-01-01"
"""Long after every authorisation of the sample ended."""


def corrected(rows: list[Row]) -> list[Row]:
    """One order as its source has it later."""
    return [{**rows[0], "goods_amount": rows[0]["goods_amount"] + 1}]


def with_replaced_rows(hub: Hub) -> set[str]:
    """The files of which the hub keeps a row that a later delivery replaced."""
    with closing(sqlite3.connect(hub.folder / "workshop.db")) as database:
        return {one for (one,) in database.execute("SELECT applicant_id FROM ledger_before")}


def orders_of(hub: Hub, applicant_ids: set[str]) -> int:
    with workshop_of(hub) as workshop:
        blocks = [workshop.applicant_file(one).ledgers.get("orders") for one in applicant_ids]
    return sum(len(block.columns["source_id"]) for block in blocks if block is not None)


def test_files_whose_time_is_over_are_named_then_erased_and_leave_the_laptop(
    hub: Hub, traveller: Officer
) -> None:
    asked = hub.run("retention", "--dry-run", "--business-day", FAR).json
    assert asked["dry_run"] and not any(one["erased"] for one in asked["files"])
    told = {one["applicant"].partition(":")[2]: one for one in asked["files"]}
    assert told["S001"]["name"] and "2031" <= told["S001"]["kept_until"] < FAR
    assert hub.run("retention", "--dry-run", "--business-day", TODAY).json["files"] == []

    held = {one["applicant"] for one in asked["files"] if one["running"]}
    kept = next(one for one in sorted(held) if orders_of(hub, {one}))
    for applicant_id in ("sample:S001", kept):
        delivered(hub, applicant_id, corrected)
    assert with_replaced_rows(hub) == {"sample:S001", kept}
    orders = orders_of(hub, held)
    done = hub.run("retention", "--business-day", FAR).json
    assert held and {one["applicant"] for one in done["files"] if one["erased"]} == {
        one["applicant"] for one in asked["files"] if not one["running"]
    }
    assert hub.counts()["applicants"] == len(held), "what is owed on a loan keeps its file"
    assert hub.counts()["orders"] == orders > 0, "and nobody else's orders are left"
    assert with_replaced_rows(hub) == {kept}
    revoked = traveller.json("sync")["revoked"]
    assert {one.partition(":")[2] for one in revoked} == set(TAKEN_ALONG)
    assert traveller.json("worklist") == []
    assert hub.audit().status == 0
