"""Many applicants at once: the bits of one at a time, block by block, whatever the kind of model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.scoring.conftest import SHOP, Keys, retailer, train, trained, vector
from tests.scoring.test_kinds import BASE, a_bundle, a_line, a_share, some_quantiles
from workstation.domain.assessment import FeatureVector
from workstation.features import DICTIONARY
from workstation.scoring import ModelSuite, Subject
from workstation.scoring.booster import Matrix, row_of
from workstation.scoring.many import answers

NAMES = tuple(DICTIONARY)


@pytest.fixture(scope="module")
def suite(keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> ModelSuite:
    order = a_share("order", role="order", subject=Subject.ORDER)
    models = trained("retail", SHOP, train(SHOP, 1)), a_share(), some_quantiles(), a_line(), order
    return a_bundle(tmp_path_factory.mktemp("many"), keys, *models)


def sellers(count: int) -> list[FeatureVector]:
    random = np.random.default_rng(6)
    found = [vector()]
    for stars, refunds, base in random.normal(size=(count, 3)).tolist():
        known = {"shop_refund_share": refunds, BASE: 5000 + 4000 * base}
        found.append(retailer(**known, shop_stars_mean=None if stars < -1 else 4 + stars))
    return found


def block_of(vectors: list[FeatureVector]) -> Matrix:
    return np.array([row_of(v, NAMES) for v in vectors])


def test_each_gets_what_it_would_get_alone(suite: ModelSuite) -> None:
    asked = sellers(60)
    (found,) = answers(suite, NAMES, [block_of(asked)])
    assert set(found) == {"retail", "loss", "sales", "economy"}, "models of orders are asked by name"
    for row, one in enumerate(asked):
        for output in suite.outputs(one):
            own = found[output.model][row]
            if not output.applies:
                assert np.isnan(own).all()
            elif output.quantiles:
                assert own.tolist() == [value for _, value in output.quantiles]
            else:
                assert own == (output.value if output.probability is None else output.probability)


def test_blocks_are_taken_one_after_the_other(suite: ModelSuite) -> None:
    taken: list[int] = []

    def blocks() -> Iterator[Matrix]:
        for number in range(3):
            taken.append(number)
            yield block_of(sellers(4))

    found = answers(suite, NAMES, blocks())
    next(found)
    assert taken == [0]
    assert len(list(found)) == 2


def test_a_block_of_nobody_to_speak_of_is_silent(suite: ModelSuite) -> None:
    (found,) = answers(suite, NAMES, [block_of([vector(), vector()])])
    assert all(np.isnan(own).all() for own in found.values())


def test_a_figure_that_is_not_in_the_rows_is_named(suite: ModelSuite, tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="shop_refund_share"):
        list(answers(suite, ("shop_stars_mean",), []))
