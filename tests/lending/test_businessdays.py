"""Business days: the notices of the State Council, weekends worked in place of holidays, and the rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.calendars import TARGET, written
from workstation.domain.lending import DayCount, RepaymentMethod
from workstation.errors import KnownError
from workstation.lending import BusinessDay, WorkCalendar, adjusted, load_calendar, make_schedule


@pytest.fixture(scope="module")
def china(root: Path) -> WorkCalendar:
    return load_calendar(root / "resources" / "calendars" / "cn.toml")


def test_the_file_is_what_its_script_writes() -> None:
    assert TARGET.read_text(encoding="utf-8") == written()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 10, 1), False),  # National Day
        (date(2025, 10, 8), False),  # the last day of that holiday
        (date(2025, 9, 28), True),  # a Sunday worked for it
        (date(2025, 10, 11), True),  # a Saturday worked for it
        (date(2026, 2, 14), True),  # a Saturday worked for the Spring Festival
        (date(2026, 2, 17), False),  # the first day of the lunar year
        (date(2026, 11, 21), False),  # a plain Saturday
        (date(2026, 11, 23), True),  # a plain Monday
    ],
)
def test_holidays_and_the_weekends_worked_for_them(china: WorkCalendar, day: date, works: bool) -> None:
    assert china.is_business_day(day) is works


@pytest.mark.parametrize(
    ("day", "rule", "moved"),
    [
        (date(2025, 10, 1), "following", date(2025, 10, 9)),
        (date(2025, 10, 1), "preceding", date(2025, 9, 30)),
        (date(2025, 10, 1), "none", date(2025, 10, 1)),
        (date(2025, 5, 31), "following", date(2025, 6, 3)),
        (date(2025, 5, 31), "modified-following", date(2025, 5, 30)),
        (date(2025, 5, 10), "modified-following", date(2025, 5, 12)),
        (date(2025, 9, 28), "following", date(2025, 9, 28)),
    ],
)
def test_where_each_rule_moves_a_day(china: WorkCalendar, day: date, rule: str, moved: date) -> None:
    assert adjusted(day, rule, china) == moved


def test_of_a_year_without_a_notice_the_statutory_holidays_are_known_and_marked(china: WorkCalendar) -> None:
    assert (china.announced_to, china.last_year) == (2026, 2029)
    assert not china.is_business_day(date(2027, 10, 1))  # National Day is law
    assert all(day.year <= china.announced_to for day in china.workdays)  # which weekend is worked is not
    due = [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]
    assert china.first_unannounced(due) == date(2027, 1, 31)
    assert china.first_unannounced(due[:1]) is None


def test_beyond_what_is_known_there_is_a_clear_error(china: WorkCalendar) -> None:
    with pytest.raises(KnownError, match=r"calendar\.years") as refused:
        adjusted(date(china.last_year + 1, 1, 1), "following", china)
    assert f"{china.first_year} to {china.last_year}" in refused.value.message


def test_interest_runs_to_the_day_that_is_really_due(china: WorkCalendar) -> None:
    """From 1 September 2025 the first month ends in the National holiday: 38 days instead of 30."""
    terms = (1_000_000, "0.18", 2, RepaymentMethod.BULLET, date(2025, 9, 1), DayCount.ACT_360)
    plain = make_schedule(*terms)
    moved = make_schedule(*terms, business_day="following", calendar=china)
    assert [row.due for row in plain.rows] == [date(2025, 10, 1), date(2025, 11, 1)]
    assert [row.due for row in moved.rows] == [date(2025, 10, 9), date(2025, 11, 3)]
    assert [row.interest for row in plain.rows] == [15_000, 15_500]
    assert [row.interest for row in moved.rows] == [19_000, 12_500]


def test_a_rule_that_leaves_no_time_is_refused(china: WorkCalendar) -> None:
    with pytest.raises(KnownError, match=r"schedule\.due"):
        make_schedule(
            1_000, "0.1", 1, RepaymentMethod.ORDER, date(2025, 10, 2), DayCount.ACT_360,
            term_days=1, business_day="preceding", calendar=china,
        )  # fmt: skip


@given(st.dates(date(2011, 1, 1), date(2029, 9, 30)), st.sampled_from(list(BusinessDay)[1:]))
def test_a_moved_day_is_worked_and_near(china: WorkCalendar, day: date, rule: BusinessDay) -> None:
    moved = adjusted(day, rule, china)
    assert china.is_business_day(moved)
    assert abs((moved - day).days) <= 10
    assert adjusted(moved, rule, china) == moved
    if rule is BusinessDay.MODIFIED_FOLLOWING:
        assert moved.month == day.month
    if rule is BusinessDay.PRECEDING:
        assert moved <= day


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("2026-02-14,", "2026-02-16,"), "weekday"),
        (("first_year = 2010", "first_year = 2011"), "years covered"),
        (("last_year = 2029", "last_year = 2009"), "first_year"),
        (("announced_to = 2026", "announced_to = 2031"), "announced_to"),
        (("2010-02-15,", "2010-02-13,"), "weekend"),
        (("2010-01-01, 2010-02-15,", "2010-02-15, 2010-01-01,"), "order"),
    ],
)
def test_a_slip_in_a_calendar_is_named(tmp_path: Path, change: tuple[str, str], field: str) -> None:
    path = tmp_path / "cn.toml"
    path.write_text(written().replace(*change), encoding="utf-8")
    with pytest.raises(KnownError, match=r"calendar\.damaged") as refused:
        load_calendar(path)
    assert field in refused.value.message and refused.value.where.startswith("cn.toml")
