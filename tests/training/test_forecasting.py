"""The forecast on a panel: what is known by a day, what it learns of its market, what it never sees."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import applicant, applicant_file, ledgers, moment
from workstation.domain.records import ApplicantFile
from workstation.errors import KnownError
from workstation.features.seasons import season_days
from workstation.training.forecasting import ForecastReport, evaluating
from workstation.training.forecasting.adjusting import Past, agreed, drifts, independent
from workstation.training.forecasting.drift import drift_of
from workstation.training.forecasting.panel import NAMES, Panel, Row, days_of, panel_from, panel_of
from workstation.training.forecasting.quantities import Scale, coverage, pinball
from workstation.training.forecasting.simulated import simulated_panel
from workstation.training.forecasting.trees import PLACES, SMALL, USUAL, as_plain, grow, told_of
from workstation.training.metrics import wmape
from workstation.training.poorer import poorer
from workstation.training.simulator import TRAINING_WORLD

LAST = date(2026, 6, 30)
TRADE = "a trade without a season"


def seller(number: int, daily: Sequence[int], until: date = LAST) -> ApplicantFile:
    """A shop that took `daily` payments, the last on `until`."""
    rows = [
        {
            "source_id": f"d{age:04d}", "starts_at": moment(until - timedelta(days=age), 0),
            "ends_at": moment(until - timedelta(days=age), 24) - 1, "payments": taken, "sales_amount": None,
        }
        for age, taken in enumerate(reversed(daily))
    ]  # fmt: skip
    who = applicant(id=f"test:{number:03d}", source_id=f"{number:03d}", trade=TRADE, observed_until=until)
    return applicant_file(ledgers(takings=rows), applicant=who)


def market(
    growth: float, sellers: int = 40, days: Sequence[int] = range(0, 361, 30), noise: float = 0.2
) -> Panel:
    """Shops that all grow by `growth` in log a month, each with luck of its own from month to month."""
    rng = np.random.default_rng(3)
    rows = []
    for day in days:
        for number in range(sellers):
            luck = noise * rng.standard_normal()
            values = dict.fromkeys(NAMES, math.nan)
            back = {f"pace_back_{lag}d": -growth * lag / 30 for lag in (30, 60, 90, 120)}
            level = {"pace_level_90d": 90.0, "pace_expected_30d": 30.0, "pace_expected_90d": 90.0}
            flat = {"pace_season_30d": 0.0, "pace_season_90d": 0.0, "pace_record_days": 455.0}
            values |= back | level | flat
            after = [30 * math.exp(2 * growth + luck), 90 * math.exp(3 * growth + luck)]
            first = date(2025, 1, 1).toordinal()
            rows.append(Row(first + day, f"{number:03d}", TRADE, [values[name] for name in NAMES], after))
    return panel_from(rows)


class Narrow:
    """A forecaster that knows nothing of growth and is far too sure."""

    places = (0.1, 0.5, 0.9)

    def logs(self, panel: Panel) -> Any:
        return np.tile([-0.02, 0.0, 0.02], (len(panel), 1))


def past_of(panel: Panel, horizon: int = 90) -> Past:
    truth = Scale.of(panel, horizon).logs(panel.after[horizon])
    return Past(panel, Narrow().logs(panel), truth, horizon, Narrow.places, drifts(panel))


def put_right(panel: Panel, day: int, horizon: int = 90) -> Any:
    """The forecast of one day's sellers by what was known on it."""
    past, here = past_of(panel, horizon), panel.where(panel.day == day)
    season = here.column(f"pace_season_{horizon}d")
    return past.on(day).of(past.plain[panel.day == day], season, told_of(here.values))


def test_a_panel_holds_what_was_known_by_each_day_and_what_came_after() -> None:
    daily = [10] * 200 + [20] * 30
    panel = panel_of([seller(1, daily)], [LAST - timedelta(days=30), LAST])
    assert panel.column("pace_level_90d").tolist() == [900, 1200]
    assert panel.after[30][0] == 600
    assert np.isnan(panel.after[90]).all() and np.isnan(panel.after[30][1]), "the record ends before"


def test_a_seller_with_less_than_ninety_days_or_without_sales_in_them_is_left_out() -> None:
    young, silent = seller(1, [5] * 80), seller(2, [5] * 10 + [0] * 200)
    assert len(panel_of([young, silent], [LAST])) == 0


def test_days_stand_thirty_days_apart_back_from_the_last_one() -> None:
    days = days_of([seller(1, [1] * 181)])
    assert days == tuple(LAST - timedelta(days=back) for back in (90, 60, 30, 0))


def test_quarters_at_month_ends_set_the_days_themselves() -> None:
    def windows(number: int) -> ApplicantFile:
        starts = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 4, 1)]
        rows = [
            {"source_id": f"q{start}", "starts_at": moment(start, 0), "sales_amount": 100 * (place + 1),
             "ends_at": moment(start + timedelta(days=90), 0) - 1}
            for place, start in enumerate(starts)
        ]  # fmt: skip
        who = applicant(id=f"test:{number}", source_id=str(number), trade=TRADE, observed_until=LAST)
        return applicant_file(ledgers(takings=rows), applicant=who)

    files = [windows(number) for number in range(20)]
    days = days_of(files)
    assert days == (date(2025, 12, 31), date(2026, 1, 31), date(2026, 3, 31))
    panel = panel_of(files[:1], days)
    assert [date.fromordinal(day) for day in panel.day.tolist()] == [date(2026, 3, 31)]
    assert (panel.column("pace_level_90d")[0], panel.after[90][0]) == (1.0, 3.0)
    assert np.isnan(panel.after[30][0]), "a quarter says nothing of its first month"


@pytest.mark.parametrize("growth", [-0.06, 0.0, 0.06])
def test_the_drift_finds_the_growth_of_its_market(growth: float) -> None:
    panel = market(growth)
    found = drift_of(panel, int(panel.day.max()))
    assert found.growth == pytest.approx(growth, rel=0.3, abs=0.002)
    assert abs(found.season) < 0.05


def test_the_drift_finds_a_season_twice_as_strong_as_the_calendars() -> None:
    """Shops of no known trade whose quarters swing twice as much as the table of the whole market."""
    day = date(2026, 1, 31)
    rows = []

    def season(lag: int) -> float:
        last = day.toordinal() - lag
        return math.log(season_days("", last - 89, last) / 90)

    for number in range(30):
        values = dict.fromkeys(NAMES, math.nan)
        values |= {f"pace_back_{lag}d": season(lag) - season(0) for lag in (30, 60, 90, 120)}
        rows.append(Row(day.toordinal(), str(number), "", [values[name] for name in NAMES], [math.nan] * 2))
    found = drift_of(panel_from(rows), day.toordinal())
    assert found.season == pytest.approx(1.0, abs=0.25)
    assert abs(found.growth) < 0.01


def test_errors_count_as_far_as_they_agree() -> None:
    assert agreed([0.3] * 6) == pytest.approx(0.3, rel=0.05)
    assert agreed([0.3]) < agreed([0.3, 0.3]) < 0.3
    assert agreed([0.5, -0.3]) < 0.06 < agreed([0.1, 0.1])
    assert agreed([0.0]) == 0.0


def test_a_forecast_that_is_off_and_too_sure_is_put_right_by_its_own_past() -> None:
    panel = market(0.05, sellers=200)
    truth = Scale.of(panel, 90).logs(panel.after[90])
    plain = Narrow().logs(panel)
    moved = np.concatenate([put_right(panel, int(day)) for day in np.unique(panel.day)])
    late = panel.day >= np.unique(panel.day)[6]
    assert np.abs(np.array(coverage(plain[late], truth[late])) - Narrow.places).max() > 0.2
    assert np.abs(np.array(coverage(moved[late], truth[late])) - Narrow.places).max() < 0.05
    assert pinball(moved[late], truth[late], Narrow.places) < pinball(plain[late], truth[late], Narrow.places)


@pytest.mark.parametrize("place", range(13))
@settings(max_examples=3, deadline=None)
@given(planted=st.floats(-2, 2))
def test_what_becomes_known_later_moves_no_earlier_day(place: int, planted: float) -> None:
    """Outcomes and rows after a day are changed at will: its forecast stays as it is, to the last bit."""
    panel = market(0.05, sellers=90)
    days = np.unique(panel.day)
    assert len(days) == 13, "every day is asked"
    day = int(days[place])

    def forecast(known: Panel) -> Any:
        return put_right(known, day)

    after = {horizon: values.copy() for horizon, values in panel.after.items()}
    for horizon, values in after.items():
        values[panel.day + horizon > day] *= math.exp(planted)
    values = panel.values.copy()
    values[panel.day > day] += planted
    assert np.array_equal(forecast(replace(panel, values=values, after=after)), forecast(panel))


def test_simulated_panels_are_the_same_for_the_same_seed() -> None:
    one, again = (simulated_panel(TRAINING_WORLD, seed=4, sellers=250) for _ in range(2))
    assert np.array_equal(one.values, again.values, equal_nan=True)
    assert len(one) > 400 and not np.isnan(one.after[90]).any()
    other = simulated_panel(TRAINING_WORLD, seed=5, sellers=250)
    assert not np.array_equal(one.after[90][:50], other.after[90][:50])


def test_trees_of_simulated_sellers_give_rising_quantiles_that_cover_what_they_claim() -> None:
    panel = simulated_panel(TRAINING_WORLD, seed=6, sellers=750)
    half = np.arange(len(panel)) % 2 == 0
    truth = Scale.of(panel, 90).logs(panel.after[90])
    grown = grow(panel.values[half], truth[half], seed=1, shape=replace(USUAL, trees=60))
    logs = grown.logs(panel.where(~half))
    assert (np.diff(logs, axis=1) >= 0).all()
    assert np.abs(np.array(coverage(logs, truth[~half])) - PLACES).max() < 0.08


def test_a_poorer_source_tells_less_and_never_more() -> None:
    panel = simulated_panel(TRAINING_WORLD, seed=6, sellers=250)
    copy = poorer(panel.values, NAMES, np.random.default_rng(1))
    gone = np.isnan(copy) & ~np.isnan(panel.values)
    assert gone.any() and not (np.isnan(panel.values) & ~np.isnan(copy)).any()
    short = copy[:, NAMES.index("pace_record_days")] < 120
    assert np.isnan(copy[short, NAMES.index("pace_back_30d")]).all()


def test_every_way_is_judged_on_the_same_rows_and_days() -> None:
    judged = evaluating.judge(market(0.05), Narrow(), 30)
    assert tuple(judged.ways) == evaluating.WAYS
    assert judged.rows == 13 * 40
    assert [rows for _, rows, _ in judged.days] == [40] * 13
    told = judged.ways
    assert (
        told[evaluating.ADJUSTED].wmape < told[evaluating.PERSISTENCE].wmape == told[evaluating.BUNDLED].wmape
    )
    assert told[evaluating.PERSISTENCE].coverage is None


def test_a_day_without_known_outcomes_is_as_unsure_as_a_market_not_seen_before() -> None:
    panel = market(0.0, sellers=60)
    past = past_of(panel)
    first, later = (past.on(past.days[place]) for place in (0, 6))
    assert (first.days, first.outcomes, first.own) == (0, 0, None)
    assert first.unsure > 0.2 and first.widths == (0.0, 0.0, 0.0)
    low, middle, high = put_right(panel, past.days[0])[0]
    assert high - middle > 0.25 and middle - low > 0.25, "0.02 either way is what the forecaster claims"
    assert (later.days, later.outcomes, later.unsure) == (4, 240, 0.0)


def test_days_that_share_most_of_a_quarter_count_for_less() -> None:
    assert independent([0], 90) == 1
    assert independent([0, 30, 60, 90], 90) == 2
    assert independent([0, 30, 60, 90], 30) == 4
    assert agreed([0.3, 0.3, 0.3], 1.0) < agreed([0.3, 0.3, 0.3])


def test_the_trees_of_the_past_learn_what_sets_sellers_apart_and_not_the_market() -> None:
    """Half of the sellers swing four times as much; every quarter moves all of them alike."""
    panel = market(0.0, sellers=200, noise=0.1)
    wild = np.array([int(seller) % 2 == 0 for seller in panel.seller])
    values = panel.values.copy()
    values[:, NAMES.index("pace_variation")] = np.where(wild, 0.8, 0.2)
    moves = np.random.default_rng(5).normal(0.0, 0.2, 400)[(panel.day - panel.day.min()) // 30]
    luck = np.log(panel.after[90] / 90)
    after = {90: 90 * np.exp(np.where(wild, 4, 1) * luck + moves), 30: panel.after[30]}
    panel = replace(panel, values=values, after=after)
    past = past_of(panel)
    right = past.on(past.days[-1])
    assert right.own is not None
    here = panel.where(panel.day == past.days[-1])
    width = np.ptp(right.own.logs(told_of(here.values)), axis=1)
    swings = wild[panel.day == past.days[-1]]
    assert width[swings].mean() > 2.5 * width[~swings].mean()
    assert 0.15 < width[~swings].mean() < 0.45, "0.26 is their own swing; with the market's it would be 0.55"


def test_plain_trees_say_what_the_library_says() -> None:
    panel = simulated_panel(TRAINING_WORLD, seed=6, sellers=250)
    truth = Scale.of(panel, 90).logs(panel.after[90])
    grown = grow(panel.values, truth, places=(0.1, 0.5, 0.9), seed=1, shape=SMALL)
    holed = replace(panel, values=poorer(panel.values, NAMES, np.random.default_rng(2)))
    for some in (panel, holed):
        assert as_plain(grown).logs(told_of(some.values)) == pytest.approx(grown.logs(some), abs=1e-4)


def test_the_report_reads_as_a_table_with_a_line_for_each_way() -> None:
    judged = evaluating.judge(market(0.05, sellers=10), Narrow(), 30)
    lines = ForecastReport("street", (judged,), {30: "a model"}).lines()
    assert lines[0] == "street: next 30 days, 130 forecasts of 10 sellers"
    for way in evaluating.WAYS:
        (line,) = [line for line in lines if line.startswith(f"{way:33} ")]
        assert f"{judged.ways[way].wmape:.3f}" in line
    assert len(lines) == 5 + 6 + 1 + 13


def test_the_same_days_of_last_year_are_the_seasonal_naive_where_the_record_holds_them() -> None:
    daily = [10] * 365 + [30] * 90 + [20] * 275 + [10] * 90
    files = [seller(number, daily) for number in range(60)]
    judged = evaluating.judge(panel_of(files, [LAST - timedelta(days=90)]), Narrow(), 90)
    assert judged.a_year_ago == 1.0
    assert judged.ways[evaluating.SEASONAL].wmape == pytest.approx(2.0, abs=0.02), "30 a day then, 10 now"


def test_an_export_with_nothing_to_judge_says_so() -> None:
    with pytest.raises(KnownError) as trouble:
        evaluating.real_panel(lambda: [seller(1, [5] * 60)])
    assert trouble.value.code == "forecast.nothing"


def test_wmape_is_the_sum_of_errors_over_the_sum_of_sales() -> None:
    assert wmape(np.array([1.0, 3.0]), np.array([2.0, 2.0])) == 0.5
