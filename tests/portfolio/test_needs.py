"""Expected need by trade: sums of what need models say, and plain words where none speaks."""

from __future__ import annotations

from pathlib import Path

from tests.functional.command import warm
from tests.portfolio.exports import two_firms
from workstation.domain.assessment import ModelOutput
from workstation.portfolio import NeedTally


def need(days: int, probability: float | None, role: str = "need") -> ModelOutput:
    return ModelOutput(
        f"need_{days}", "1", "short of cash", days, applies=probability is not None,
        probability=probability, role=role,
    )  # fmt: skip


def test_borrowers_and_money_are_expected_by_trade_and_horizon() -> None:
    tally = NeedTally(typical=100_000)
    tally.add("apparel", [need(30, 0.2), need(90, 0.5), need(365, 0.9, role="pd")])
    tally.add("apparel", [need(30, 0.4), need(90, None)])
    tally.add("", [need(30, 0.1)], typical=50_000_000)
    rows = {(row["trade"], row["days_ahead"]): row for row in tally.rows()}
    assert rows["apparel", 30]["expected_borrowers"] == 0.6
    assert rows["apparel", 30]["expected_yuan"] == "600.00"
    assert (rows["apparel", 90]["applicants"], rows["apparel", 90]["spoken_of"]) == (2, 1)
    assert rows["unknown", 30]["expected_yuan"] == "50000.00"
    assert [row["days_ahead"] for row in tally.rows()] == [30, 30, 90]
    assert tally.models == {"need_30", "need_90"}


def test_a_month_is_told_before_a_quarter_and_the_largest_sum_first() -> None:
    tally = NeedTally(typical=100)
    for trade, probability in (("shoes_hats", 0.1), ("apparel", 0.9)):
        tally.add(trade, [need(90, probability), need(30, probability)])
    assert [(row["days_ahead"], row["trade"]) for row in tally.rows()] == [
        (30, "apparel"), (30, "shoes_hats"), (90, "apparel"), (90, "shoes_hats"),
    ]  # fmt: skip


def test_the_verb_sums_over_an_export_or_says_that_no_model_speaks(tmp_path: Path) -> None:
    export = two_firms(tmp_path / "book")
    words = ("portfolio", "needs", "--source", "cumcm", export)
    said = warm(*words, "--json").json
    assert said["typical_yuan"] == "67000"
    assert all(row["applicants"] == 3 for row in said["needs"])
    text = warm(*words).out
    assert ("no model of need" in text) == (not said["needs"])
