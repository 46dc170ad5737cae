"""Papers from the command line: many at once, the same bytes again, and whose signature they carry."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.functional.command import PROGRAM, ROOT, surroundings
from tests.functional.house import Hub, Officer, at_desk


def numbers(officer: Officer) -> set[str]:
    return {row["number"] for row in officer.json("paper", "list")}


def test_many_in_one_go_each_refused_by_itself(officer: Officer, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    words = ("paper", "batch", "grade_sheet", "S001", "S404", "S001", "S011", "--out", folder)
    ran = officer.run(*words)
    assert ran.status == 1, "one is unknown, and one has no grade"
    (issued,) = folder.iterdir()
    told = ran.out.splitlines()
    assert told[0] == f"{issued.stem}  sample:S001: {issued}"
    assert [line.split(": ")[0] for line in told[1:-1]] == ["refused S404", "refused sample:S011"]
    assert told[-1] == "1 issued, 2 refused."
    assert issued.stem in numbers(officer)


def test_a_folder_that_cannot_be_made_costs_no_number(officer: Officer, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    before = numbers(officer)
    error = officer.error("paper", "batch", "grade_sheet", "S001", "--out", tmp_path / "file" / "papers")
    assert error["code"] == "system.refused"
    assert numbers(officer) == before


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_an_interrupt_stops_between_two_papers(officer: Officer, tmp_path: Path) -> None:
    folder, before = tmp_path / "papers", numbers(officer)
    sellers = [f"S{number:03d}" for number in range(1, 9)]
    words = ["paper", "batch", "grade_sheet", *sellers, "--out", str(folder), "--json"]
    who = ["--profile", str(officer.profile), "--passphrase-file", str(officer.passphrase)]
    process = subprocess.Popen(
        [*PROGRAM, *who, *words], cwd=ROOT, env=surroundings(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    with process, process.stderr as told:
        assert any(line == "papers 1/8\n" for line in told)
        process.send_signal(signal.SIGINT)
        assert "stopping after this one; once more breaks it off\n" in list(told)
        said = process.stdout.read()
    assert process.returncode == 1 and '"stopped": true' in said
    made = {path.stem for path in folder.iterdir()}
    assert 1 <= len(made) < 8
    assert numbers(officer) - before == made


def test_a_paper_again_is_the_archived_one_and_says_what_became_of_it(
    officer: Officer, tmp_path: Path
) -> None:
    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    issued = officer.json("paper", "issue", "grade_sheet", "S001", "-o", first)
    reprinted = officer.json("paper", "reprint", issued["number"], "-o", again)
    assert reprinted == issued | {"file": str(again), "standing": "firm"}
    assert first.read_bytes() == again.read_bytes()
    officer.run("paper", "void", issued["number"], "--reason", "姓名有误")
    told = officer.run("paper", "reprint", issued["number"], "-o", again).out
    assert told.splitlines()[1] == "As it stands: VOIDED, it no longer holds (姓名有误)."
    assert first.read_bytes() == again.read_bytes()
    assert "sample:S001 (姓名有误)" in officer.run("paper", "list").out
    assert officer.error("paper", "reprint", "X-1", "-o", again)["code"] == "letter.unknown"


def test_a_colleague_knows_the_workstation_that_signed_until_it_is_locked_out(
    hub: Hub, officer: Officer, tmp_path: Path
) -> None:
    paper, later = tmp_path / "paper.pdf", tmp_path / "later.pdf"
    officer.json("paper", "issue", "grade_sheet", "S001", "-o", paper)
    officer.json("sync")
    colleague = at_desk(tmp_path / "colleague")
    colleague.json("enrol", hub.url, "--code", hub.code("officer"))
    assert colleague.error("verify", paper)["code"] == "letter.unknown", "nothing is known yet"
    colleague.json("sync")
    found = colleague.json("verify", paper)
    assert (found["genuine"], found["signature"]) == (True, "known") and found["signed_by"]

    devices = hub.run("status").json["devices"]
    assert all(len(device["signs_with"]) == 1 for device in devices)
    first = json.loads((officer.profile / "hub.json").read_bytes())["device_id"]
    assert hub.run("revoke", first).json == {"device": first, "revoked": True}
    officer.json("paper", "issue", "grade_sheet", "S002", "-o", later)
    colleague.json("sync")
    assert colleague.error("verify", later)["code"] == "letter.unknown"
    assert colleague.json("verify", paper)["signature"] in ("known", "locked_out"), "to the second"
