"""The sales ahead as the desk shows them: put right where that is allowed, else as made, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.helpers.adjusting import Shelf, lifting, places_of, shelf
from tests.ui.desks import desk_at, sample
from workstation import crypto
from workstation.domain.assessment import BundleRef
from workstation.scoring import TrustRoot
from workstation.scoring.adjustment import ADJUSTMENT, Adjustment, write_adjustment
from workstation.services.desk import Desk
from workstation.services.models import Models
from workstation.services.values import AsMade, SalesAhead
from workstation.training.sample import BUSINESS_DAY


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf(tmp_path_factory.mktemp("shelf") / "models")


@pytest.fixture(scope="module")
def desk(own: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with desk_at(folder, [sample()["S001"]], own_models=Models(own.folder)) as desk:
        yield desk


@pytest.fixture(autouse=True)
def bare(own: Shelf) -> None:
    (own.folder / ADJUSTMENT).unlink(missing_ok=True)


def ahead(desk: Desk) -> tuple[SalesAhead, ...]:
    return desk.appraisals.appraise("sample:S001").ahead


def put(own: Shelf, adjustment: Adjustment) -> None:
    write_adjustment(own.folder, adjustment, own.keys, own.trust)


def test_without_an_adjustment_forecasts_stand_as_the_bundle_makes_them(own: Shelf, desk: Desk) -> None:
    found = ahead(desk)
    assert [one.days for one in found] == sorted(places_of(own))
    assert all(one.as_made is AsMade.NONE and one.made and not one.right for one in found)


def test_a_good_one_puts_right_what_is_shown_and_leaves_what_the_model_said(own: Shelf, desk: Desk) -> None:
    before = desk.appraisals.appraise("sample:S001")
    put(own, lifting(own, BUSINESS_DAY))
    after = desk.appraisals.appraise("sample:S001")
    for one in after.ahead:
        assert (one.as_made, one.day, one.outcomes, one.sellers) == (None, BUSINESS_DAY, 400, 130)
        assert [place for place, _ in one.right] == [place for place, _ in one.made]
        values = [value for _, value in one.right]
        assert values == sorted(values)
        middle = len(values) // 2
        assert values[middle] / one.made[middle][1] == pytest.approx(2.0, rel=0.1)
    assert after.assessment == before.assessment
    assert after.proposal == before.proposal
    assert after.case == before.case


@pytest.mark.parametrize(
    ("days_ago", "why"), [(0, None), (30, None), (90, None), (91, AsMade.EXPIRED), (-1, AsMade.LATER)]
)
def test_a_quarters_counts_for_a_quarter(own: Shelf, desk: Desk, days_ago: int, why: AsMade | None) -> None:
    put(own, lifting(own, BUSINESS_DAY - timedelta(days=days_ago)))
    quarter = ahead(desk)[-1]
    assert (quarter.days, quarter.as_made, bool(quarter.right)) == (90, why, why is None)


def test_one_of_another_bundle_has_no_effect(own: Shelf, desk: Desk) -> None:
    made = lifting(own, BUSINESS_DAY)
    put(own, replace(made, bundle=BundleRef(made.bundle.name, made.bundle.version, "0" * 64)))
    assert {(one.as_made, one.right) for one in ahead(desk)} == {(AsMade.OTHER_BUNDLE, ())}


def test_one_whose_quantiles_are_others_has_no_effect(own: Shelf, desk: Desk) -> None:
    made = lifting(own, BUSINESS_DAY)
    others = tuple(replace(p, places=(0.2, 0.5, 0.8)) for p in made.parts)
    put(own, replace(made, parts=others))
    assert {one.as_made for one in ahead(desk)} == {AsMade.OTHER_BUNDLE}


def test_one_signed_by_others_or_damaged_has_no_effect_and_stops_nothing(own: Shelf, desk: Desk) -> None:
    keys = [crypto.new_keypair()[0] for _ in range(2)]
    strangers = TrustRoot.of(map(crypto.public_key, keys))
    write_adjustment(own.folder, lifting(own, BUSINESS_DAY), keys, strangers)
    assert {(one.as_made, one.right) for one in ahead(desk)} == {(AsMade.REFUSED, ())}
    (own.folder / ADJUSTMENT).write_text("{", encoding="utf-8")
    assert {one.as_made for one in ahead(desk)} == {AsMade.REFUSED}


def test_what_if_shows_the_forecast_of_the_changed_figures(own: Shelf, desk: Desk) -> None:
    put(own, lifting(own, BUSINESS_DAY))
    base = desk.appraisals.appraise("sample:S001")
    expected = base.assessment.features.get("pace_expected_90d")
    level = base.assessment.features.get("pace_level_90d")
    assert expected and level
    twice = {"pace_expected_90d": 2 * expected, "pace_level_90d": 2 * level}
    changed = desk.appraisals.what_if(base, twice).ahead[-1]
    assert changed.right[0][1] == pytest.approx(2 * base.ahead[-1].right[0][1], rel=0.01)
