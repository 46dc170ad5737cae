"""Invitations by need: how many are right, how many of those in need are reached, how long before."""

from __future__ import annotations

import numpy as np
import pytest

from workstation.errors import KnownError
from workstation.paths import resources
from workstation.scoring import load_bundle, read_trust
from workstation.training.needing import AHEAD, NeedReport, evaluate_need, judged, world_of
from workstation.training.simulator import TRADES, View, simulate

DRY = np.array([10, 40, 70, 100, *[np.inf] * 16])
"""Twenty sellers: three run dry within a quarter, one of them at once."""


def test_the_likeliest_are_invited_and_counted_right_where_the_account_runs_dry_in_time() -> None:
    likely = np.linspace(1, 0, 20)
    season = np.zeros(20)
    season[19] = 1.0
    found = judged("need_quarter", "apparel", 90, "all", likely, season, DRY)
    assert (found.sellers, found.short) == (20, 3)
    one, two, four = found.invited
    assert (one.invited, two.invited, four.invited) == (1, 2, 4)
    assert (one.right, two.right, four.right) == (1.0, 1.0, 0.75)
    assert four.caught == 1.0 and one.caught == pytest.approx(1 / 3)
    assert (four.lead_days, two.month_before) == (40, 0.5)
    assert one.by_season == 0.0


def test_where_nobody_invited_is_in_need_there_is_no_lead() -> None:
    found = judged("need_month", "shoes_hats", 30, "all", -np.arange(20.0)[::-1], np.zeros(20), DRY)
    assert found.invited[0].right == 0.0
    assert found.invited[0].lead_days is found.invited[0].month_before is None
    lines = NeedReport(1, "bundle", (found,)).lines()
    assert "0% rightly" in lines[2] and "days before" not in lines[2]


def test_a_bundle_without_need_models_is_told_apart() -> None:
    models = resources() / "models"
    suite = load_bundle(models / "sellers-1", read_trust(models / "trust.json"))
    with pytest.raises(KnownError) as trouble:
        evaluate_need(suite, seed=1, sellers=1)
    assert trouble.value.code == "need.no_model"


@pytest.mark.parametrize("trade", AHEAD)
def test_the_judged_are_of_the_trade_and_of_every_season(trade: str) -> None:
    assert trade in {known.key for known in TRADES}
    sellers = list(simulate(world_of(trade), View.SHOP, seed=2, sellers=12))
    assert {seller.applicant.trade for seller in sellers} == {trade}
    assert len({(seller.as_of.month - 1) // 3 for seller in sellers}) >= 3


def test_the_day_the_account_runs_dry_agrees_with_the_flags() -> None:
    for seller in simulate(world_of("apparel"), View.SHOP, seed=3, sellers=30):
        found = seller.outcomes
        after = found.dry_after_days
        assert found.short_within_30d == (after is not None and after <= 30)
        assert found.short_within_90d == (after is not None and after <= 90)
