"""The hub's backup and restore: a hub that knows less than its workstations is told again, never silently."""

from __future__ import annotations

from pathlib import Path

from tests.functional.house import Hub, Officer, enrolled


def test_a_restored_hub_is_told_again(hub: Hub, traveller: Officer, tmp_path: Path) -> None:
    officer = traveller
    backup = tmp_path / "backup"
    before = officer.decide("S001")["decision"]
    officer.json("sync")
    assert hub.run("backup", backup).json == {"backup": str(backup)}, "while it serves"
    saved = hub.counts()

    # Work goes on after the backup, and reaches the hub.
    after = officer.decide("S002")["decision"]
    paper = tmp_path / "letter.pdf"
    letter = officer.json("letter", after, "-o", paper)
    officer.json("sync")
    latest = hub.counts()
    assert latest["acts"] == saved["acts"] + 2

    # A hub that serves is not replaced; one that has ended is, under a new epoch.
    assert hub.run("restore", backup).error["code"] == "hub.running"
    epoch = hub.run("status").json["epoch"]
    hub.stop()
    assert hub.run("restore", backup).json == {"restored": str(backup)}
    assert hub.run("status").json["epoch"] != epoch
    assert hub.counts() == saved and hub.audit().status == 0

    # The workstation notices by itself, sends what is missing, and says so.
    hub.start()
    report = officer.json("sync")
    assert report["restored"] is True and report["refused"] == [] and "restored" in report["words"]["en"]
    assert hub.counts() == latest and hub.audit().status == 0
    assert officer.waiting == 0
    assert officer.json("sync")["restored"] is False

    # Nobody's work is missing: a new workstation sees both decisions, and the paper is confirmed.
    colleague = enrolled(hub, tmp_path / "colleague", "traveller")
    colleague.json("sync")
    for applicant, decision in (("S001", before), ("S002", after)):
        (seen,) = colleague.json("file", applicant)["decisions"]
        assert (seen["decision"], seen["outcome"], seen["confirmed"]) == (decision, "approve", True)
        assert seen["standing"] == "firm"
    checked = colleague.json("verify", paper)
    assert checked["number"] == letter["number"] and checked["confirmed"] is True


def test_a_folder_without_a_backup(hub: Hub, tmp_path: Path) -> None:
    before = hub.counts()
    error = hub.run("restore", tmp_path).error
    assert error["code"] == "hub.no_backup" and error["where"] == str(tmp_path)
    assert hub.counts() == before


def test_the_recovery_key_is_no_part_of_a_backup(hub: Hub, tmp_path: Path) -> None:
    """It opens every profile; the administrator keeps it in another place than the copies."""
    hub.run("backup", tmp_path / "backup")
    names = {path.name for path in (tmp_path / "backup").rglob("*")}
    assert "workshop.db" in names and "recovery.key" not in names
