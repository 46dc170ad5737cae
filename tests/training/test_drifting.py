"""The reference of drift that a bundle takes along, of sellers that no model has learned from."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.scoring.conftest import INVOICE, SHOP, train, trained
from workstation.features import DICTIONARY, FEATURES
from workstation.training.boosting import Trees
from workstation.training.simulator import TRAINING_WORLD
from workstation.training.suite import drifting
from workstation.training.suite.rows import OrderRows, Rows, Sample

SELLERS = 400


def sellers() -> Sample:
    """Half of them have invoices alone and half a shop alone, seen over the years of the training world."""
    rng = np.random.default_rng(2)
    values = 20 + 20 * rng.random((SELLERS, len(FEATURES)))
    months = list(FEATURES).index("shop_months_trading")
    values[: SELLERS // 2, months] = np.nan
    values[SELLERS // 2 :, list(FEATURES).index("invoice_months_seen")] = np.nan
    first = TRAINING_WORLD.first_as_of.toordinal()
    days = rng.integers(first, TRAINING_WORLD.last_as_of.toordinal() + 1, SELLERS)
    words = np.full(SELLERS, "shop")
    rows = Rows(values, {}, words, words, words, days)
    none = OrderRows(np.empty((0, len(DICTIONARY) - len(FEATURES))), np.empty(0, bool), np.empty(0, str))
    return Sample(TRAINING_WORLD, rows, none)


def test_each_model_scores_the_sellers_once_and_counts_those_whom_it_led(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    class Counted(Trees):
        def raw(self, values: Any) -> Any:
            asked.append(len(values))
            return super().raw(values)

    monkeypatch.setattr(drifting, "Trees", Counted)
    models = [trained("retail", SHOP, train(SHOP, 1)), trained("invoice", INVOICE, train(INVOICE, 2))]
    found = drifting.drift_reference(models, sellers())
    assert asked == [SELLERS // 2] * 2
    columns = sellers().sellers.columns
    for model in models:
        led = found.models[model.id]
        assert sum(map(sum, led.score.counts)) == SELLERS // 2
        assert set(led.features) == set(model.features)
        raw = Trees(model.text).raw(columns(model.features))
        points = {model.scale.points(model.scale.margin(one)) for one in raw.tolist()}
        assert set(led.score.edges) <= points
