"""An administrator looks at what is to be erased, erases it, and the officer's laptop follows."""

from __future__ import annotations

from tests.functional.house import TAKEN_ALONG, TODAY, Hub, Officer

FAR = "2040-01-01"
"""Long after every authorisation of the sample ended."""
OWING = {"sample:S030", "sample:S031"}
"""Who owes this lender: their files are kept until nothing is owed."""


def test_files_whose_time_is_over_are_named_then_erased_and_leave_the_laptop(
    hub: Hub, traveller: Officer
) -> None:
    asked = hub.run("retention", "--dry-run", "--business-day", FAR).json
    assert asked["dry_run"] and not any(one["erased"] for one in asked["files"])
    told = {one["applicant"].partition(":")[2]: one for one in asked["files"]}
    assert told["S001"]["name"] and "2031" <= told["S001"]["kept_until"] < FAR
    assert hub.run("retention", "--dry-run", "--business-day", TODAY).json["files"] == []

    held = {one["applicant"] for one in asked["files"] if one["running"]}
    done = hub.run("retention", "--business-day", FAR).json
    assert held and {one["applicant"] for one in done["files"] if one["erased"]} == {
        one["applicant"] for one in asked["files"] if not one["running"]
    }
    assert hub.counts()["applicants"] == len(held), "what is owed on a loan keeps its file"
    revoked = traveller.json("sync")["revoked"]
    assert {one.partition(":")[2] for one in revoked} == set(TAKEN_ALONG)
    assert traveller.json("worklist") == []
    assert hub.audit().status == 0
