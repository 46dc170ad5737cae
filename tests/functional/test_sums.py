"""Sums that anybody can check, on the command line: no profile, no sign-in, the stable keys of its JSON.

The figures are published ones; the lending room's own tests hold many more.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.functional.command import warm

TODAY = "2026-11-20"


@pytest.fixture(scope="module")
def vectors(shared: Path) -> dict[str, Any]:
    """Reference numbers with their sources."""
    found: dict[str, Any] = json.loads((shared / "vectors" / "loan_vectors.json").read_text(encoding="utf-8"))
    return found


def schedule(*words: str) -> Any:
    return warm("schedule", *words, "--json").json


def published(vectors: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(v for v in vectors["fineract_schedules"] if v["id"] == name)
    return found


def rows_of(answer: dict[str, Any]) -> list[list[float]]:
    return [[float(row[name]) for name in ("principal", "interest", "payment")] for row in answer["rows"]]


def test_a_published_schedule(vectors: dict[str, Any]) -> None:
    """apache/fineract EMICalculation-Part1.feature C3154: six instalments of a hundred at 12 %."""
    vector = published(vectors, "EMI_360_30_100_12_6")
    answer = schedule(
        "--principal", "100", "--rate", "12%", "--n", "6", "--start", "2024-01-01", "--day-count", "30/360"
    )  # fmt: skip
    assert rows_of(answer) == vector["rows"]
    assert answer["rows"][0] == {
        "due": "2024-02-01", "principal": "16.25", "interest": "1.00", "fee": "0.00", "payment": "17.25",
        "balance": "83.75",
    }  # fmt: skip
    assert answer["rows"][-1]["balance"] == "0.00"
    assert answer["totals"] == {"principal": "100.00", "interest": "3.53", "fee": "0.00", "payment": "103.53"}


def test_month_ends_clamp_or_roll(vectors: dict[str, Any]) -> None:
    vector = published(vectors, "month_end_clamp_actact")
    loan = (
        "--principal", "10000", "--rate", "0.12", "--n", "3",
        "--start", "2025-01-31", "--day-count", "act/act",
    )  # fmt: skip
    clamped, rolled = schedule(*loan), schedule(*loan, "--month-end", "roll")
    assert [row["due"] for row in clamped["rows"]] == vector["dates"][1:]
    assert rows_of(clamped) == vector["rows"]
    assert [row["due"] for row in rolled["rows"]] == ["2025-03-01", "2025-03-31", "2025-05-01"]


def test_a_rate_that_was_meant_in_per_cent() -> None:
    """Twelve without a sign would be 1200 % a year: asked back rather than reckoned."""
    error = warm(
        "schedule", "--principal", "100", "--rate", "12", "--n", "6", "--start", "2024-01-01", "--json"
    ).error
    assert error["code"] == "usage.rate" and "12%" in error["remedy"] and "0.12" in error["remedy"]


@pytest.mark.parametrize("case", ["c1ii", "c2i"])
def test_a_published_cost(vectors: dict[str, Any], case: str) -> None:
    """12 CFR 1026 Appendix J: odd first periods, irregular payments."""
    vector = next(v for v in vectors["reg_z_appendix_j"]["cases"] if v["id"] == case)
    runs = ",".join(f"{count}x{amount}" for count, amount in vector["payments"])
    answer = warm(
        "cost", "--convention", "reg-z", "--advance", str(vector["advance"]), "--payments", runs,
        "--first-period", str(vector["first_t"]), "--odd-fraction", vector["f"],
        "--periods-per-year", str(vector["ppy"]), "--json",
    ).json  # fmt: skip
    assert answer.keys() == {"apr", "apr_unrounded"}
    assert answer["apr"] == f"{vector['apr']:.2f}"
    assert abs(float(answer["apr_unrounded"]) - vector["apr"]) <= 0.005


def test_the_cost_of_dated_flows(tmp_path: Path) -> None:
    """A thousand lent for exactly a year against eleven hundred back is ten per cent."""
    flows = tmp_path / "flows.csv"
    flows.write_text("date,amount\n2025-03-01,1000.00\n2026-03-01,-1100.00\n", encoding="utf-8")
    answer = warm("cost", "--flows", flows, "--json").json
    assert answer["apr"] == "10.00"


def test_days_between_dates_by_the_bond_basis(vectors: dict[str, Any]) -> None:
    start, end, days = vectors["thirty_360_bond_basis"]["cases"][2]
    assert warm("daycount", "--convention", "30/360", start, end, "--json").json == {"days": days}
    assert warm("daycount", "--convention", "act/365f", start, end, "--json").json == {"days": 182}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("schedule", "--principal", "1e5", "--rate", "12%", "--n", "6", "--start", TODAY), "usage.amount"),
        (("daycount", "--convention", "30/360", "2024-02-30", "2024-03-01"), "usage.date"),
        (("cost", "--flows", "no-such-file.csv"), "flows.file"),
        (("cost", "--convention", "reg-z"), "usage.cost"),
    ],
)  # fmt: skip
def test_what_cannot_be_reckoned_is_said(words: tuple[str, ...], code: str) -> None:
    error = warm(*words, "--json").error
    assert error["code"] == code and error["message"]


class TestEveryMethod:
    loan = ("--principal", "10000.00", "--rate", "12%", "--n", "6", "--start", "2024-01-01")

    def test_answers_the_line_that_the_architecture_prints(self) -> None:
        answer = schedule(
            *self.loan, "--method", "equal-instalment", "--day-count", "act/365f", "--month-end", "clamp"
        )
        assert len(answer["rows"]) == 6
        assert answer["rows"][0].keys() == {"due", "principal", "interest", "fee", "payment", "balance"}
        assert answer["rows"][0]["interest"] == "101.92"  # 10,000 × 12 % × 31 ÷ 365
        assert answer["totals"]["principal"] == "10000.00"

    @pytest.mark.parametrize(
        ("method", "rows", "interest"),
        [
            ("equal-principal", 6, "350.00"),
            ("bullet", 6, "600.00"),
            ("single-payment", 1, "600.00"),
            ("on-demand", 1, "600.00"),
            ("order", 1, "100.00"),
        ],
    )
    def test_thirty_360(self, method: str, rows: int, interest: str) -> None:
        answer = schedule(*self.loan, "--method", method, "--day-count", "30/360")
        assert len(answer["rows"]) == rows
        assert answer["totals"]["interest"] == interest

    def test_an_order_loan_needs_days_and_no_months(self) -> None:
        answer = schedule(
            "--principal", "800", "--rate", "0.18", "--start", "2026-03-01", "--method", "order",
            "--term-days", "5",
        )  # fmt: skip
        assert answer["rows"] == [
            {"due": "2026-03-06", "principal": "800.00", "interest": "2.00", "fee": "0.00",
             "payment": "802.00", "balance": "0.00"}
        ]  # fmt: skip

    def test_a_share_of_sales(self) -> None:
        """apache/fineract TvmFunctionsTest: 203 payments, the last of 37.36."""
        answer = schedule(
            "--principal", "9000", "--method", "share-of-sales", "--share", "18%", "--sales", "100000",
            "--charge", "1000", "--day-count", "act/365f", "--start", "2026-01-01",
        )  # fmt: skip
        assert len(answer["rows"]) == 203
        assert (answer["rows"][0]["payment"], answer["rows"][-1]["payment"]) == ("49.32", "37.36")
        assert answer["totals"] == {
            "principal": "9000.00", "interest": "1000.00", "fee": "0.00", "payment": "10000.00",
        }  # fmt: skip

    def test_holidays_grace_and_fees(self) -> None:
        answer = schedule(
            "--principal", "10000", "--rate", "18%", "--n", "3", "--start", "2025-09-01",
            "--business-day", "following", "--grace-months", "1",
            "--fee", "upfront:1%", "--fee", "per-period:0.05%:balance", "--fee", "per-period:2.00",
        )  # fmt: skip
        first = answer["rows"][0]
        assert (first["due"], first["principal"], first["interest"]) == ("2025-10-09", "0.00", "190.00")
        assert first["fee"] == "7.00"
        assert [row["fee"] for row in answer["rows"]] == ["7.00", "7.00", "4.51"]
        assert answer["totals"]["fee"] == "118.51"


def test_the_european_cost_of_flows(tmp_path: Path) -> None:
    """10,000 for six payments of 1,707.00 in advance-end convention: 8.569257 %."""
    flows = tmp_path / "flows.csv"
    lines = ["date,amount", "2026-01-15,10000.00", *(f"2026-{m:02d}-15,-1707.00" for m in range(2, 8))]
    flows.write_text("\n".join(lines), encoding="utf-8")
    answer = warm("cost", "--convention", "eu", "--flows", flows, "--json").json
    assert answer["apr"] == "8.57"
    assert f"{float(answer['apr_unrounded']):.6f}" == "8.569257"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--rate", "12%"), "usage.schedule"),
        (("--n", "6"), "usage.schedule"),
        (("--method", "share-of-sales", "--share", "18%"), "usage.schedule"),
        (("--rate", "12%", "--n", "6", "--fee", "sometimes:1%"), "usage.fee"),
        (("--rate", "12%", "--n", "6", "--fee", "upfront:much"), "usage.fee"),
        (("--rate", "12%", "--n", "6", "--fee", "upfront:1%:amount"), "usage.fee"),
        (("--rate", "12%", "--n", "6", "--grace-months", "6"), "schedule.grace"),
        (("--rate", "12%", "--n", "60", "--business-day", "following"), "calendar.years"),
        (
            ("--rate", "12%", "--n", "6", "--business-day", "following", "--calendar", "x"),
            "calendar.unreadable",
        ),
        (("--rate", "12%", "--n", "0"), "schedule.months"),
        (("--rate=-1%", "--n", "6"), "schedule.rate"),
    ],
)  # fmt: skip
def test_terms_that_give_no_schedule_are_said(words: tuple[str, ...], code: str) -> None:
    error = warm("schedule", "--principal", "100", "--start", TODAY, *words, "--json").error
    assert error["code"] == code and error["message"]


def test_a_loan_beyond_the_calendar_is_said() -> None:
    error = warm(
        "schedule", "--principal", "100", "--start", "9999-12-01", "--rate", "12%", "--n", "6", "--json"
    ).error
    assert error["code"] == "schedule.start"
