"""Points against the just-approved median: they add up and name nobody's strength."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.scoring.conftest import SHOP, Keys, retailer, train, trained, vector
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.features import DICTIONARY
from workstation.scoring import ModelSuite, TrainedOn, load_bundle, sign_bundle, write_bundle
from workstation.scoring.explaining.neighbours import Neighbours, knots_of, neighbours_text, ranks_of

REFERENCE = (0.05, 4.6, 3.0, None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Path:
    table = np.random.default_rng(2).normal(size=(50, len(SHOP)))
    knots = knots_of(table)
    near = Neighbours(True, knots, ranks_of(table, knots), table[:, 0] > 1, np.full(len(SHOP), 0.25))
    model = replace(
        trained("retail", SHOP, train(SHOP, 1)), reference=REFERENCE, neighbours=neighbours_text(near)
    )
    made = write_bundle(
        tmp_path_factory.mktemp("models"),
        name="test",
        version=2,
        created=date(2026, 7, 1),
        trained_on=TrainedOn("simulated", Bilingual("模拟", "Simulated")),
        models=[model],
        golden=[retailer(), vector()],
        card="Simulated.\n",
    )
    sign_bundle(made, [keys.algorithms, keys.business])
    return made


@pytest.fixture(scope="module")
def suite(folder: Path, keys: Keys) -> ModelSuite:
    return load_bundle(folder, keys.trust)


def at_reference() -> dict[str, float | None]:
    return dict(zip(SHOP, REFERENCE, strict=True))


@pytest.mark.parametrize("refunds", [-2.0, 0.0, 0.4, 2.0])
@pytest.mark.parametrize("stars", [None, 3.0, 4.9])
def test_points_are_those_between_the_reference_and_the_applicant(
    suite: ModelSuite, refunds: float, stars: float | None
) -> None:
    model = suite.model("retail")
    found = model.output(retailer(shop_refund_share=refunds, shop_stars_mean=stars))
    reference = model.output(retailer(**at_reference()))
    between = (found.points or 0.0) - (reference.points or 0.0)
    assert math.fsum(c.points for c in found.against) == pytest.approx(between, abs=1e-5)
    assert {c.feature: c.value for c in found.against}["shop_stars_mean"] == stars


def test_what_is_no_worse_than_the_reference_never_speaks_against(suite: ModelSuite) -> None:
    better = {"shop_refund_share": -0.5, "shop_stars_mean": 4.9, "shop_days_since_last_order": 3.0}
    for worse in SHOP[:3]:
        sign = int(DICTIONARY[worse].direction)
        values = {**better, worse: (at_reference()[worse] or 0.0) + 2.0 * sign}
        points = {c.feature: c.points for c in suite.model("retail").output(retailer(**values)).against}
        assert all(points[name] >= 0 for name in SHOP[:3] if name != worse), points


def test_a_bundle_reproduces_them_to_the_bit(suite: ModelSuite) -> None:
    assert suite.golden_check() == 2


def test_rounding_in_the_last_place_leaves_the_order_of_reasons(suite: ModelSuite) -> None:
    """A figure off by less than its last printed place does not turn the reasons round."""
    model = suite.model("retail")
    for refunds in (0.07, 0.11, 0.19):
        order = [_order(model.output(retailer(shop_refund_share=refunds + d))) for d in (-4e-5, 0.0, 4e-5)]
        assert order[0] == order[1] == order[2]


def _order(output: Any) -> list[str]:
    against = sorted((c for c in output.against if c.points < -0.5), key=lambda c: c.points)
    return [c.feature for c in against]


def test_comparable_cases_travel_with_the_model(suite: ModelSuite, folder: Path) -> None:
    near = suite.model("retail").neighbours
    assert near is not None
    assert len(near.nearest(np.zeros(len(SHOP)), 7)) == 7
    assert "retail-neighbours.json" in {file.name for file in suite.manifest.files}


def test_comparable_cases_are_part_of_what_was_signed(folder: Path, keys: Keys, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / folder.name))
    cases = copy / "retail-neighbours.json"
    cases.write_bytes(cases.read_bytes().replace(b'"bad": "0', b'"bad": "1', 1))
    with pytest.raises(KnownError) as caught:
        load_bundle(copy, keys.trust)
    assert (caught.value.code, caught.value.where) == ("bundle.damaged", "test-2/retail-neighbours.json")


def test_models_without_a_reference_say_nothing_against_one(signed: Path, keys: Keys) -> None:
    assert load_bundle(signed, keys.trust).model("retail").output(retailer()).against == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda model: model.update(reference=[1.0]),
        lambda model: model.update(reference=["x", 1.0, 1.0, 1.0]),
        lambda model: model.update(reference=[math.inf, 1.0, 1.0, 1.0]),
    ],
    ids=["too short", "no number", "not finite"],
)
def test_a_reference_that_makes_no_sense_is_refused(
    folder: Path, keys: Keys, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / folder.name))
    manifest = json.loads((copy / "manifest.json").read_bytes())
    change(manifest["models"][0])
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    sign_bundle(copy, [keys.algorithms, keys.business])
    with pytest.raises(KnownError) as caught:
        load_bundle(copy, keys.trust)
    assert caught.value.code == "bundle.damaged"
