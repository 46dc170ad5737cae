"""Days without a network: the officer assesses, decides and prints; acts wait, and arrive once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.house import Hub, Officer


@pytest.fixture
def offline(hub: Hub, traveller: Officer) -> Officer:
    """The officer after the hub's power was cut."""
    hub.kill()
    return traveller


def test_a_day_in_the_field(hub: Hub, offline: Officer, tmp_path: Path) -> None:
    officer = offline
    assert officer.json("assess", "S002")["admission"] == "approve"
    assert officer.error("sync")["code"] == "hub.unreachable"

    # Nothing stops the work: a visit, a request, decisions, a letter on the spot.
    officer.json("request", "S007", "--amount", "9000", "--months", "12", "--purpose", "备货")
    approved = officer.decide("S002")
    officer.decide("S015")
    paper = tmp_path / "on-the-spot.pdf"
    letter = officer.json("letter", approved["decision"], "-o", paper)
    assert approved["provisional"] and letter["provisional"]
    checked = officer.json("verify", paper)
    assert checked.pop("signed_by"), "the name of the computer, as the hub was told at enrolment"
    assert checked == {
        "genuine": True, "number": letter["number"], "kind": "approval",
        "issued_at": "2026-11-20T12:00:00Z", "applicant": "杭州青禾服饰有限公司", "confirmed": False,
        "standing": "provisional", "replaced_by": None, "void_reason": None,
        "signature": "known",
    }  # fmt: skip
    waiting = {row["applicant"]: row for row in officer.json("worklist", "--view", "unsent")}
    assert waiting.keys() == {"S002", "S007", "S015"}
    assert all(row["state"] == "waiting" for row in waiting.values())
    assert waiting["S002"]["outcome"] == "approve" and waiting["S002"]["provisional"] is True

    # A sync that fails takes nothing from the outbox and brings nothing to the hub.
    assert officer.error("sync")["code"] == "hub.unreachable"
    assert officer.waiting == 4
    assert hub.counts()["acts"] == 0

    # Back in the branch everything arrives, once.
    hub.start()
    report = officer.json("sync")
    assert report["sent"] == 4 and report["refused"] == [] and report["repaired"] == []
    assert officer.waiting == 0 and hub.counts()["acts"] == 4
    again = officer.json("sync")
    assert again["sent"] == again["files"] == 0 and hub.counts()["acts"] == 4
    assert hub.audit().status == 0

    # What was provisional is confirmed, and the paper in the seller's hands is still genuine.
    assert officer.json("worklist", "--view", "unsent") == []
    assert officer.json("verify", paper)["confirmed"] is True
    firm = officer.json("letter", approved["decision"], "-o", tmp_path / "firm.pdf")
    assert firm["provisional"] is False and firm["number"] != letter["number"]
