"""The servicing policy: buckets, classes, dated rows, and slips in the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workstation.errors import KnownError
from workstation.lending.servicing import LoanClass, ServicingPolicy, load_servicing


def test_buckets_and_classes_begin_on_their_days(policy: ServicingPolicy) -> None:
    row = policy.on(date(2026, 1, 1))
    days = {
        0: "0", 1: "1-30", 30: "1-30", 31: "31-60", 60: "31-60", 61: "61-90", 90: "61-90", 91: "91-180",
        180: "91-180", 181: "181-360", 360: "181-360", 361: ">360",
    }  # fmt: skip
    assert {day: row.bucket(day) for day in days} == days
    classes = [row.classes.of(day) for day in (0, 1, 89, 90, 269, 270, 359, 360)]
    assert classes == [
        LoanClass.NORMAL, LoanClass.SPECIAL_MENTION, LoanClass.SPECIAL_MENTION, LoanClass.SUBSTANDARD,
        LoanClass.SUBSTANDARD, LoanClass.DOUBTFUL, LoanClass.DOUBTFUL, LoanClass.LOSS,
    ]  # fmt: skip


def test_before_the_first_row_there_is_no_policy(policy: ServicingPolicy) -> None:
    with pytest.raises(KnownError) as error:
        policy.on(date(2019, 12, 31))
    assert error.value.code == "servicing.no_row"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('order = ["cost", "penalty"', 'order = ["cost", "cost"'),
        ("substandard = 90", "substandard = 0"),
        ("end_hour = 22", "end_hour = 8"),
        ("buckets = [0, 30", "buckets = [30, 0"),
        ("most_a_day = 3", "most_a_day = 3\nmost_a_week = 9"),
    ],
)
def test_a_slip_in_the_file_is_named(root: Path, tmp_path: Path, old: str, new: str) -> None:
    text = (root / "resources/policies/servicing.toml").read_text(encoding="utf-8")
    assert old in text
    slip = tmp_path / "servicing.toml"
    slip.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(KnownError) as error:
        load_servicing(slip)
    assert error.value.code == "servicing.damaged"
    assert "servicing.toml" in error.value.where
