"""Outcomes come back through the hub: a table of decisions with what became of them, by the command line."""

from __future__ import annotations

from pathlib import Path

from tests.functional.command import warm
from tests.functional.house import TODAY, Hub, Officer
from tests.functional.test_loan_book import drawn
from workstation.decided_table import read_decided

IN_TWO_YEARS = f"{int(TODAY[:4]) + 2}{TODAY[4:]}"


def test_what_became_of_a_decision_is_a_row_of_the_hubs_table(
    hub: Hub, traveller: Officer, tmp_path: Path
) -> None:
    loan = drawn(traveller, "S001")
    said = ("--kind", "waiting", "--text", "等了三周没有答复", "--on", TODAY, "--about", loan)
    heard = traveller.json("complaint", "record", "S001", *said)
    traveller.json("complaint", "settle", "S001", heard["id"], "--step", "upheld", "--text", "已致歉")
    traveller.json("sync")
    (shown,) = traveller.json("complaint", "show", "S001")["complaints"]
    assert (shown["about"], shown["settled"]["step"]) == (loan, "upheld")
    now, later = tmp_path / "now.parquet", tmp_path / "later.parquet"
    told = hub.run("outcomes", "--out", now, "--as-of", TODAY).json
    assert (told["decisions"], told["drawn"], told["too young"], told["bad"]) == (1, 1, 1, 0)
    told = hub.run("outcomes", "--out", later, "--as-of", IN_TWO_YEARS).json
    assert (told["drawn"], told["too young"], told["bad"]) == (1, 0, 1)
    (young,), (old,) = read_decided(now), read_decided(later)
    assert (young.applicant, young.bad, old.bad) == ("sample:S001", None, True)
    assert old.bad_on is not None and old.bad_on > young.decided_on
    assert old.late_on is not None and young.decided_on < old.late_on < old.bad_on
    assert (young.complaints, old.complaints, old.visits) == (1, 1, None)
    assert old.features == young.features and any(value is not None for value in old.features.values())

    here = traveller.json("portfolio", "monitor")
    assert here["served"]["requests"] == 1 and here["watched"]["score"] is None
    there = warm("portfolio", "monitor", "--outcomes", later, "--as-of", IN_TWO_YEARS, "--json").json
    assert [one["bads"] for one in there["calibration"] if one["name"] == "all"] == [1]


def test_too_few_outcomes_challenge_nobody(hub: Hub, traveller: Officer, tmp_path: Path) -> None:
    table = tmp_path / "outcomes.parquet"
    hub.run("outcomes", "--out", table, "--as-of", IN_TWO_YEARS)
    words = ("train", "--outcomes", table, "--out", tmp_path / "models", "--json")
    assert warm(*words).error["code"] == "outcomes.split"
    asked = (*words, "--model", "pd_shop", "--tried-from", TODAY)
    assert warm(*asked).error["code"] == "outcomes.too_few"
    assert not (tmp_path / "models").exists()
