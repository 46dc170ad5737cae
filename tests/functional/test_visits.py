"""The day's visits, from the command line: where sellers are, and the route through them on paper."""

from __future__ import annotations

from pathlib import Path

from tests.functional.house import Officer
from workstation.letters import page_text

START = ("--start", "30.2741, 120.1551", "--start-name", "杭州分部", "--day", "2026-11-24")


def test_a_place_once_noted_is_in_the_route_and_at_the_hub(traveller: Officer, tmp_path: Path) -> None:
    for one, position in (("S001", "30.29, 120.16"), ("S002", "30.35, 120.20"), ("S003", "30.28, 120.15")):
        traveller.json("place", one, "--position", position)
    traveller.json("place", "S002", "--hours", "1-5 9:00-10:30")
    out = tmp_path / "route.pdf"

    found = traveller.json("route", "S001", "S002", "S003", "S007", *START, "-o", str(out))

    assert found["legs"][0]["applicant"] == "S002", "its door shuts first"
    assert {leg["applicant"] for leg in found["legs"]} == {"S001", "S002", "S003"}
    assert found["no_position"] == ["S007"] and found["left_out"] == []
    text = "".join(page_text(out.read_bytes(), 0).split())
    assert "走访路线" in text and "欧阳𬭸" in text and "没有位置" in text
    assert traveller.json("sync")["refused"] == []
    assert traveller.json("route", "S001", "S002", "S003", *START)["legs"] == found["legs"]


def test_a_day_that_leaves_no_time_names_who_is_left_out(traveller: Officer) -> None:
    traveller.json("place", "S007", "--position", "30.30, 120.16", "--hours", "6-7 9:00-12:00")

    ran = traveller.run("route", "S007", *START)

    assert "left out" in ran.out and "closed that day" in ran.out


def test_what_cannot_be_read_is_refused_with_an_example(traveller: Officer) -> None:
    for words, code in (
        (("place", "S001", "--position", "somewhere"), "position.unreadable"),
        (("place", "S001", "--hours", "always"), "hours.unreadable"),
        (("place", "S001"), "usage.place"),
        (("route", "S001", "--start", "here"), "position.unreadable"),
        (("route", "S001", *START, "--leave", "nine"), "usage.time"),
        (("route", "S001", *START, "--detour", "0"), "usage.detour"),
    ):
        assert traveller.error(*words)["code"] == code, words
