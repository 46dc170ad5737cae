"""The monitor: what drifted, what was said and what came, who overruled whom, and what nobody recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.functional.command import warm
from workstation.decided_table import write_decided
from workstation.domain.decided import Decided
from workstation.errors import KnownError
from workstation.paths import resources
from workstation.portfolio import PortfolioPolicy, Span, load_portfolio_policy, monitor
from workstation.portfolio.awaited import Awaited, awaited
from workstation.portfolio.conduct import overrides, reasons_moved, served, waited
from workstation.portfolio.vintages import vintages
from workstation.portfolio.watching import calibration, watch
from workstation.scoring.drift_reference import DriftReference, LedBy, spread_of
from workstation.services.watching import watch_rows

FIRST, AS_OF = date(2025, 1, 1), date(2026, 9, 30)
BEFORE, NOW = Span(FIRST, date(2025, 3, 31)), Span(date(2026, 1, 1), date(2026, 3, 31))


@pytest.fixture(scope="module")
def policy() -> PortfolioPolicy:
    return load_portfolio_policy(resources() / "policies/portfolio.toml")


def row(**values: Any) -> Decided:
    usual: dict[str, Any] = {
        "id": "d", "applicant": "a", "decided_on": FIRST, "product": "credit", "outcome": "approve",
        "proposed": "approve", "bundle": "sellers-1", "model": "pd_shop", "probability": 0.1,
        "score": 560.0, "grade": "G", "asked": 10_000_000, "amount": 5_000_000, "months": 12,
        "shop_kind": "reseller", "reasons": ("activity",), "drawn_on": FIRST,
    }  # fmt: skip
    return Decided(**{**usual, **values})


def quarter(
    first: date, number: int, *, seed: int, shift: float = 0.0, rate: float = 0.1
) -> Iterator[Decided]:
    """Loans whose score and one figure are normal, moved by `shift`, of which `rate` went bad."""
    rng = np.random.default_rng(seed)
    figures, bad = rng.standard_normal(number) + shift, rng.random(number) < rate
    for at in range(number):
        day = first + timedelta(days=at % 90)
        yield row(
            id=f"{first}-{at}", applicant=f"a{at}", decided_on=day, drawn_on=day,
            score=560 + 20 * float(figures[at]), bad=bool(bad[at]),
            bad_on=day + timedelta(days=150) if bad[at] else None,
            features={"figure": float(figures[at]), "still": 1.0},
        )  # fmt: skip


def test_a_figure_that_moved_alarms_and_one_that_stands_still_does_not() -> None:
    before, now = list(quarter(FIRST, 400, seed=1)), list(quarter(NOW.first, 400, seed=2, shift=0.5))
    found = watch(before, now, ("figure", "still"))
    assert [drift.name for drift in found.alarms] == ["score", "figure"]
    quiet = watch(before, list(quarter(NOW.first, 400, seed=3)), ("figure", "still"))
    assert quiet.alarms == ()


def test_of_a_handful_of_decisions_nothing_is_said() -> None:
    few = list(quarter(FIRST, 20, seed=1))
    assert watch(few, few, ("figure",)).score is None
    assert watch(few, few, ("figure",)).figures == ()


def test_calibration_is_off_only_where_what_was_said_lies_outside_of_what_was_seen() -> None:
    good, worse = list(quarter(FIRST, 500, seed=4)), list(quarter(FIRST, 500, seed=4, rate=0.2))
    (segment,) = calibration(good, lambda _: "all")
    assert segment.low < segment.expected < segment.high and not segment.off
    (segment,) = calibration(worse, lambda _: "all")
    assert segment.off and segment.expected < segment.low < segment.rate
    young = [replace(one, bad=None) for one in worse]
    assert calibration(young, lambda _: "all") == ()


def test_overrides_are_told_with_how_they_fared() -> None:
    rows = [
        *(row(proposed="decline", bad=at < 30) for at in range(100)),
        *(row(outcome="decline", drawn_on=None) for _ in range(7)),
        *(row(bad=at < 5) for at in range(100)),
    ]
    usual, generous, harsher = overrides(rows)
    assert (usual.decisions, usual.bads, usual.rate) == (100, 5, 0.05)
    assert (generous.decisions, generous.bads) == (100, 30) and generous.low > usual.high
    assert (harsher.decisions, harsher.loans, harsher.rate) == (7, 0, None)


def test_a_vintage_is_as_long_as_its_youngest_loan_is_old_and_never_falls() -> None:
    rows = list(quarter(FIRST, 300, seed=5)) + list(quarter(date(2026, 7, 1), 90, seed=6))
    old, young = vintages(rows, AS_OF)
    assert (old.name, old.loans, len(old.shares)) == ("2025Q1", 300, 12)
    assert list(old.shares) == sorted(old.shares)
    assert old.shares[3] == 0.0 and old.shares[4] > 0.05
    assert (young.name, young.shares) == ("2026Q3", ())
    assert vintages(rows, FIRST - timedelta(days=1)) == ()


def test_what_a_request_cost_stands_beside_the_reference(policy: PortfolioPolicy) -> None:
    found = served([row(documents=2, visits=0), row(outcome="refer", drawn_on=None)], policy)
    approved = 0.20 + 1.0 + 2 * 1.0
    referred = 0.20 + 20.0
    assert found.cost_yuan == pytest.approx((approved + referred) / 2)
    assert found.target_yuan == 2.30
    assert (found.customers, found.mean_amount, found.referred) == (1, 5_000_000, 1)


def test_what_nobody_recorded_is_not_zero() -> None:
    found = waited([row(waiting_days=2), row(waiting_days=4), row()])
    assert (found.waiting_median, found.visits, found.documents, found.complaints) == (3.0, None, None, None)


def test_complaints_are_told_in_a_hundred_decisions_with_how_sure_that_is() -> None:
    found = waited([*(row(complaints=0) for _ in range(97)), *(row(complaints=2) for _ in range(3)), row()])
    assert found.complaints is not None
    told = found.complaints
    assert (told.requests, told.complained, told.complaints, told.per_100) == (100, 3, 6, 3.0)
    assert told.low < 1.0 and 7.0 < told.high < 9.0


def test_reasons_that_took_the_place_of_others_are_told() -> None:
    before = [row(reasons=("activity", "sales_level"))] * 10
    now = [row(reasons=("activity", "purchases"))] * 10
    found = reasons_moved(before, now)
    assert found.overlap == 0.5
    assert {s.code: (s.before, s.now) for s in found.shares}["purchases"] == (0.0, 1.0)
    assert reasons_moved([], now).overlap is None


def test_the_report_compares_the_same_season_of_two_years(policy: PortfolioPolicy) -> None:
    rows = [*quarter(FIRST, 200, seed=7), *quarter(NOW.first, 200, seed=8, shift=1.0)]
    found = watch_rows(rows, policy, AS_OF)
    assert found.now.last == max(one.decided_on for one in rows)
    assert found.before.first == found.now.first - timedelta(days=365)
    assert "drift.score" in found.alarms
    plain = json.loads(json.dumps(found.to_json()))
    assert plain["watched"]["score"]["alarms"] is True
    assert "none is inferred" in plain["rejects"].lower()


def test_where_the_year_before_holds_too_little_all_that_came_before_counts(policy: PortfolioPolicy) -> None:
    rows = [*quarter(date(2025, 9, 1), 100, seed=9), *quarter(NOW.first, 100, seed=10)]
    found = watch_rows(rows, policy, AS_OF)
    assert (found.before.first, found.before.last) == (date(2025, 9, 1), found.now.first - timedelta(days=1))


def test_before_the_first_season_of_its_own_a_lender_is_told_drift_by_the_bundle(
    policy: PortfolioPolicy,
) -> None:
    """And by its own season as soon as there is one; a bundle that knows other models says nothing."""
    before = np.array([one.score for one in quarter(NOW.first, 2000, seed=11)])
    winter = np.zeros(len(before))
    known = LedBy(spread_of(before, winter), {"figure": spread_of((before - 560) / 20, winter)})
    bundle = DriftReference(FIRST, AS_OF, {"pd_shop": known})
    first = list(quarter(NOW.first, 200, seed=12))
    found = watch_rows(first, policy, AS_OF, NOW, bundle=bundle)
    assert found.watched.of_bundle and (found.watched.before, found.watched.now) == (2000, 200)
    assert found.alarms == () and not found.alarm.quarters[-1].signs
    moved = watch_rows(list(quarter(NOW.first, 200, seed=12, shift=0.5)), policy, AS_OF, NOW, bundle=bundle)
    assert [drift.name for drift in moved.watched.alarms] == ["score", "figure"]
    own = watch_rows([*quarter(FIRST, 200, seed=13), *first], policy, AS_OF, NOW, bundle=bundle)
    assert not own.watched.of_bundle and own.watched.before == 200
    other = DriftReference(FIRST, AS_OF, {"pd_other": bundle.models["pd_shop"]})
    assert watch_rows(first, policy, AS_OF, NOW, bundle=other).watched.score is None


def test_nothing_decided_is_no_report(policy: PortfolioPolicy) -> None:
    with pytest.raises(KnownError) as refused:
        watch_rows([], policy, AS_OF)
    assert refused.value.code == "portfolio.nothing"


def test_the_monitor_reads_the_hubs_table_without_a_profile(tmp_path: Path, policy: PortfolioPolicy) -> None:
    rows = [*quarter(FIRST, 200, seed=7), *quarter(NOW.first, 200, seed=8, shift=1.0)]
    table = tmp_path / "outcomes.parquet"
    write_decided(table, rows, ("figure", "still"))
    words = ("portfolio", "monitor", "--outcomes", table, "--as-of", AS_OF.isoformat())
    said = warm(*words, "--json").json
    spans = (Span(*_days(said[name])) for name in ("before", "now"))
    assert said == json.loads(json.dumps(monitor(rows, *spans, policy, AS_OF).to_json()))
    text = warm(*words).out
    assert "DRIFT" in text and "complaints not recorded" in text
    assert warm(*words, "--now", "2026-01-01", "--json").error["code"] == "usage.span"


def _days(span: dict[str, str]) -> tuple[date, date]:
    return date.fromisoformat(span["first"]), date.fromisoformat(span["last"])


def test_what_is_waited_for_has_a_day() -> None:
    rows = [row(id=str(n), decided_on=NOW.first + timedelta(days=n), drawn_on=None) for n in range(40)]
    found = awaited(rows, AS_OF)
    assert found == Awaited(NOW.first + timedelta(days=29 + 90), None, None)
    assert awaited(rows[:29], AS_OF).drift_from is None
    drawn = [row(drawn_on=date(2026, 9, 10)), row(drawn_on=date(2026, 9, 20)), row(bad=True)]
    found = awaited(drawn, AS_OF)
    assert found.outcomes_from == date(2027, 9, 10)
    assert found.vintages_from == FIRST + timedelta(days=30)
    assert awaited(drawn[:2], AS_OF).vintages_from == date(2026, 10, 20)


def test_of_a_time_without_decisions_no_share_is_said() -> None:
    (share,) = reasons_moved([], [row()]).shares
    assert (share.before, share.now) == (None, 1.0)
