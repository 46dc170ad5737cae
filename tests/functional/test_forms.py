"""`form check` and `form export` as whoever makes a form meets them: no profile, one answer, one status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from tests.surveys.workbooks import form
from workstation.cli import main

GOOD = form(
    ["select_one_from_file towns.csv", "town", "Town"],
    ["integer", "staff", "Staff"],
    settings=[["form_title", "form_id", "version"], ["Visit", "visit", "7"]],
)
BAD = form(["txet", "a", "A"], ["dait", "b", "B"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.xlsx").write_bytes(GOOD)
    (tmp_path / "bad.xlsx").write_bytes(BAD)
    (tmp_path / "towns.csv").write_text("name,label\na,A\n", encoding="utf-8")
    return tmp_path


def test_a_sound_form_is_said_to_be_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "check", str(folder / "good.xlsx")]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("good.xlsx: Visit (id visit, version 7; one language)\n")
    assert "  supported  type select_one_from_file\n" in out
    assert out.endswith("It can be run.\n")
    assert err == ""


def test_what_cannot_be_run_is_one_line_of_error_and_the_whole_table(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["form", "check", str(folder / "bad.xlsx")]) == 1
    out, err = capsys.readouterr()
    assert err.count("\n") == 1
    assert err.startswith("form.unsupported: type txet: no type of the standard")
    assert "[bad.xlsx, sheet survey, row 2, a]" in err
    assert "  refused    type dait [sheet survey, row 3, b]: no type of the standard\n" in out


def test_as_json_every_finding_has_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "check", str(folder / "bad.xlsx"), "--json"]) == 1
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert answer["ok"] is False
    assert {
        "sheet": "survey", "row": 3, "name": "b", "what": "type dait", "standing": "refused",
        "why": "no type of the standard",
    } in answer["findings"]  # fmt: skip
    assert json.loads(err)["error"]["code"] == "form.unsupported"


def test_a_list_is_missed_where_it_does_not_lie_beside(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "towns.csv").unlink()
    assert main(["form", "check", str(folder / "good.xlsx")]) == 1
    assert "file towns.csv" in capsys.readouterr().err


def test_what_is_no_form_or_not_there_is_one_known_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (
        ["check", str(folder / "towns.csv")],
        ["check", str(folder / "nothing.xlsx")],
        ["check"],
    ):
        assert main(["form", *arguments]) == 1
        out, err = capsys.readouterr()
        assert out == "" and err.startswith("form.unreadable: ") and err.count("\n") == 1


def test_a_form_is_compiled_to_what_odk_servers_take(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = folder / "out" / "visit.xml"
    assert main(["form", "export", str(folder / "good.xlsx"), "-o", str(target), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["id"], answer["version"], answer["lists"]) == ("visit", "7", ["towns.csv"])
    root = etree.parse(str(target)).getroot()
    assert root.find(".//{*}model/{*}instance/{*}data").get("id") == "visit"
    assert main(["form", "export", str(folder / "bad.xlsx"), "-o", str(folder / "bad.xml")]) == 1
    assert not (folder / "bad.xml").exists()


def test_the_table_of_the_standard_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "check", "--supported"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.split() == ["function", "jr:choice-name", "supported"] for line in lines)
    assert any(
        line.startswith("type           background-audio") and "ignored: nobody" in line for line in lines
    )
    assert main(["form", "check", "--supported", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["standing"] for row in rows} == {"supported", "ignored", "refused"}
