"""What an applicant can change: the shipped table, its steps, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scoring.conftest import vector
from workstation.errors import KnownError
from workstation.features import DICTIONARY, Direction
from workstation.paths import resources
from workstation.services.levers import Levers, Move, load_levers, pullable

TABLE = resources() / "reasons" / "levers.toml"
COLUMNS = (
    "shop_refund_share",
    "shop_late_shipment_share",
    "shop_ship_hours_median",
    "shop_settled_sales_90d",
)


@pytest.fixture(scope="module")
def levers() -> Levers:
    return load_levers(TABLE)


def test_every_move_goes_the_way_that_lowers_the_risk(levers: Levers) -> None:
    for lever in levers.levers:
        for move in lever.moves:
            sign = int(DICTIONARY[move.feature].direction)
            for present in (0.3, 7.0, 100.0):
                values = move.values(present)
                assert all((later - present) * sign < 0 for later in values), move.feature
                assert values == sorted(values, reverse=sign > 0)
                assert len(values) <= 12


def test_no_move_goes_beyond_its_bound(levers: Levers) -> None:
    for lever in levers.levers:
        for move in lever.moves:
            raises = DICTIONARY[move.feature].direction is Direction.RAISES_RISK
            reached = [value for present in (0.1, 5.0, 400.0) for value in move.values(present)]
            assert all(value >= move.bound if raises else value <= move.bound for value in reached)


def test_what_is_at_its_bound_cannot_be_moved() -> None:
    move = Move(feature="shop_refund_share", step=0.01, reach=0.05, bound=0.02)
    assert move.values(0.02) == []
    assert move.values(0.01) == [], "a figure better than the bound is not made worse"
    assert move.values(0.035) == [0.025, 0.02]


def test_a_move_in_shares_of_the_present_value_reads_so() -> None:
    move = Move(feature="shop_settled_sales_90d", step=0.1, reach=0.25, bound=1e9, times=True)
    assert move.values(1000.0) == [1100.0, 1200.0, 1250.0]


def test_without_a_record_there_is_nothing_to_move(levers: Levers) -> None:
    known = vector(shop_refund_share=0.2)
    assert [one.lever.code for one in pullable(levers, known, COLUMNS)] == ["refunds"]


def test_figures_of_one_lever_move_together(levers: Levers) -> None:
    known = vector(shop_late_shipment_share=0.03, shop_ship_hours_median=40.0)
    (one,) = pullable(levers, known, COLUMNS)
    assert one.lever.code == "shipping"
    late = [step["shop_late_shipment_share"] for step in one.steps]
    hours = [step["shop_ship_hours_median"] for step in one.steps]
    assert late == [0.01] * 5, "at its bound it stays"
    assert hours == [36.0, 32.0, 28.0, 24.0, 20.0]
    option = one.option(COLUMNS)
    assert option.columns == (1, 2)
    assert option.efforts[-1] <= 1.0


def test_figures_that_the_model_does_not_read_are_left_alone(levers: Levers) -> None:
    known = vector(shop_late_shipment_share=0.3, shop_ship_hours_median=40.0)
    (one,) = pullable(levers, known, ("shop_ship_hours_median",))
    assert set(one.steps[0]) == {"shop_ship_hours_median"}


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("shop_refund_share", "shop_refunds", "shop_refunds"),
        ("shop_refund_share", "shop_order_value_median", "direction"),
        ("step = 0.01, reach = 0.08", "step = 0.5, reach = 0.08", "step"),
        ('code = "disputes"', 'code = "refunds"', "twice"),
    ],
)
def test_a_slip_in_the_table_is_named(tmp_path: Path, before: str, after: str, named: str) -> None:
    path = tmp_path / "levers.toml"
    path.write_text(TABLE.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(KnownError) as caught:
        load_levers(path)
    assert caught.value.code == "levers.damaged"
    assert named in caught.value.message
