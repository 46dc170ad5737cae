"""What a seller gains by leaving evidence out, and from which probability on somebody is flagged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
import numpy as np
import pytest

from workstation.paths import resources
from workstation.training.definitions import FOLDER, Definition, NeedRow, load_definitions
from workstation.training.suite.bars import Bar, bars_of
from workstation.training.suite.blanking import blanking_of, brought, kinds_of
from workstation.training.table import Matrix

DEFINITIONS = {d.id: d for d in load_definitions(resources() / "models" / FOLDER)}


@dataclass
class Told:
    """A model whose answer is what `by` makes of a row."""

    by: Callable[[Matrix], Matrix]

    def raw(self, matrix: Matrix) -> Matrix:
        return self.by(matrix)


def reading(definition: Definition, *names: str) -> Definition:
    """The same definition with these of its features alone, all of them signed as they were."""
    rows = {name: definition.features_by_name[name] for name in names}
    return msgspec.structs.replace(definition, features_by_name=rows, evidence={})


PRAISE, SPEED = "fake_five_star_share", "fake_ship_speed_ratio"
SHOP = reading(DEFINITIONS["brushing"], PRAISE, SPEED)
ROWS = np.array([[0.9, 0.5], [0.2, 1.5], [np.nan, 1.0]])


def test_a_field_that_pays_to_leave_out_is_counted_where_there_was_something_to_leave_out() -> None:
    forgiving = Told(lambda rows: np.nan_to_num(rows[:, 0], nan=0.5))  # missing praise is usual praise
    found = blanking_of(SHOP, forgiving, ROWS)
    assert found.field.cases == 5  # three of speed, two of praise
    assert found.field.favoured == pytest.approx(1 / 5)  # the first shop's praise alone
    assert found.field.by == pytest.approx(0.4)
    assert (found.signed, found.free) == (2, 0)
    assert found.worst == "all fake" and found.kind.favoured == pytest.approx(1 / 3)


def test_what_is_worst_when_missing_never_pays() -> None:
    prudent = Told(lambda rows: np.nan_to_num(rows[:, 0], nan=1.0) - np.nan_to_num(rows[:, 1], nan=0.0))
    found = blanking_of(SHOP, prudent, ROWS)
    assert found.field.favoured == found.signed_field.favoured == found.kind.favoured == 0.0
    assert found.worst == ""


def test_of_an_amount_more_is_in_the_sellers_favour() -> None:
    amounts = reading(DEFINITIONS["limit_inputs"], *DEFINITIONS["limit_inputs"].features[1:3])
    generous = Told(lambda rows: np.isnan(rows).any(axis=1).astype(float))
    found = blanking_of(msgspec.structs.replace(amounts, applies_when=()), generous, ROWS[:2])
    assert found.field.favoured == found.kind.favoured == 1.0
    assert found.signed_field.cases == 0


def test_a_field_that_the_model_needs_is_not_left_out() -> None:
    needing = msgspec.structs.replace(SHOP, applies_when=(NeedRow(feature=PRAISE, at_least=0.0),))
    found = blanking_of(needing, Told(lambda rows: np.nan_to_num(rows[:, 0])), ROWS)
    assert found.field.cases == 3 and found.field.favoured == 0.0
    assert "firm_makes" in DEFINITIONS["pd_manufacturing"].features
    assert "firm_makes" not in brought(
        DEFINITIONS["pd_manufacturing"]
    )  # nobody brings what kind of firm it is


def test_kinds_are_those_of_the_definition_and_the_families_beside_them() -> None:
    brushing = DEFINITIONS["brushing"]
    kinds = kinds_of(brushing)
    assert set(brushing.evidence) < set(kinds)
    assert set(kinds["all fake"]) == {n for n in brushing.features if n.startswith("fake_")}
    assert set(kinds["all shop"]) == {n for n in brushing.features if n.startswith("shop_")}


@pytest.mark.parametrize("name", ["brushing", "survey_consistency", "early_warning", "price_inputs"])
def test_models_that_raise_a_suspicion_or_a_price_have_a_sign_for_every_field(name: str) -> None:
    assert all(DEFINITIONS[name].directions), name


def margin(probability: Matrix) -> Matrix:
    odds: Matrix = np.log(probability / (1 - probability))
    return odds


def test_a_bar_says_whom_it_flags_and_how_often_rightly() -> None:
    told = np.concatenate([np.full(90, 0.02), np.full(6, 0.32), np.full(4, 0.8)])
    bad = np.concatenate([np.zeros(93, bool), np.ones(7, bool)])  # three of the six, and all four
    at_30 = next(bar for bar in bars_of(bad, margin(told)) if bar.at == 0.3)
    assert at_30 == Bar(0.3, 0.1, 0.7, 1.0, pytest.approx(3 / 93))


def test_one_in_ten_are_flagged_from_a_bar_of_their_own() -> None:
    rng = np.random.default_rng(4)
    told = rng.random(5000) * 0.8 + 0.1
    bad = rng.random(5000) < told
    wished = {bar.why: bar for bar in bars_of(bad, margin(told)) if bar.why}
    assert wished["one in ten of all"].flagged == pytest.approx(0.1, abs=0.002)
    assert wished["one in a hundred of the good"].false_alarms <= 0.01
    rising = [bar.flagged for bar in bars_of(bad, margin(told))]
    assert rising == sorted(rising, reverse=True)


def test_without_a_bad_row_there_is_no_bar() -> None:
    assert bars_of(np.zeros(9, bool), np.zeros(9)) == ()
