"""A bundle holds more than default risk: shares, quantiles, lines, models of an order, and ones that lost."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import lightgbm
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring.conftest import SHOP, Keys, retailer, train, trained, vector
from workstation.domain.assessment import ModelOutput
from workstation.domain.evidence import Coverage
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.paths import resources
from workstation.scoring import (
    Kind,
    ModelSuite,
    Naive,
    Need,
    Scale,
    Subject,
    TrainedModel,
    TrainedOn,
    Widths,
    load_bundle,
    open_suite,
    read_trust,
    sign_bundle,
    write_bundle,
)
from workstation.scoring.model_files import quantile_file, table_file
from workstation.scoring.scale import Grade
from workstation.scoring.widths import read_widths

PLAIN = Scale(0.0, 1.0, 0.0, 28.8539, (Grade("", 1.0),))
BASE = "shop_settled_sales_90d"


def grow(objective: str, **options: object) -> str:
    random = np.random.default_rng(4)
    rows = random.normal(size=(400, len(SHOP)))
    rows[random.random(rows.shape) < 0.1] = np.nan
    answer = 1 / (1 + np.exp(-np.nan_to_num(rows[:, 0]) - random.normal(size=400)))
    settings = {"objective": objective, "verbosity": -1, "num_leaves": 4, "num_threads": 1, **options}
    data = lightgbm.Dataset(rows, label=answer, feature_name=list(SHOP))
    return str(lightgbm.train(settings, data, num_boost_round=8).model_to_string())


def a_model(model_id: str, text: str, **changes: object) -> TrainedModel:
    plain = replace(trained("retail", SHOP, text), id=model_id, scale=PLAIN)
    return replace(plain, **{"directions": (0,) * len(SHOP), **changes})


def a_share(model_id: str = "loss", **changes: object) -> TrainedModel:
    return a_model(model_id, grow("cross_entropy"), **{"role": "lgd", "kind": Kind.SHARE, **changes})


def some_quantiles(**changes: object) -> TrainedModel:
    texts = [grow("quantile", alpha=alpha) for alpha in (0.1, 0.5, 0.9)]
    text = quantile_file(
        base=BASE, per=1 / 3, floor=100.0, places=[0.1, 0.5, 0.9], shifts=[0.0, 0.1, 0.2], texts=texts
    )
    usual = {"role": "forecast", "kind": Kind.QUANTILES, "applies_when": (Need(BASE, 1.0),)}
    return a_model("sales", text, **{**usual, **changes})


def a_line(**changes: object) -> TrainedModel:
    text = table_file(intercept=0.5, coefficients={"shop_stars_mean": -0.5}, low=-1.0, high=1.0)
    usual = {
        "features": ("shop_stars_mean",),
        "directions": (-1,),
        "role": "macro",
        "kind": Kind.TABLE,
        "applies_when": (Need("shop_stars_mean", 1.0),),
    }
    return a_model("economy", text, **{**usual, **changes})


def a_bundle(folder: Path, keys: Keys, *models: TrainedModel) -> ModelSuite:
    written = write_bundle(
        folder,
        name="test",
        version=1,
        created=date(2026, 7, 1),
        trained_on=TrainedOn("simulated", Bilingual("模拟", "simulated")),
        models=models,
        golden=[retailer(**{BASE: 9000.0}), vector()],
        card="Simulated.\n",
        evaluation='{"models": []}\n',
    )
    sign_bundle(written, [keys.algorithms, keys.business])
    suite = load_bundle(written, keys.trust)
    assert suite.golden_check() == 2
    return suite


@pytest.fixture(scope="module")
def suite(keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> ModelSuite:
    pd = trained("retail", SHOP, train(SHOP, 1))
    order = a_share("order", role="order", subject=Subject.ORDER)
    lost = replace(
        trained("retail", SHOP, train(SHOP, 2)),
        id="lost",
        enabled=False,
        naive=Naive("log_sales", "auc", True, 0.6, 0.7, 100),
    )
    folder = tmp_path_factory.mktemp("kinds")
    return a_bundle(folder, keys, pd, a_share(), some_quantiles(), a_line(), order, lost)


@pytest.fixture(scope="module")
def said(suite: ModelSuite) -> dict[str, ModelOutput]:
    seller = retailer(**{BASE: 9000.0}, shop_stars_mean=4.0)
    return {o.model: o for o in suite.assess(seller, Coverage(()), "test:S1").outputs}


def test_a_share_is_a_value_between_nothing_and_all(said: dict[str, ModelOutput]) -> None:
    loss = said["loss"]
    assert (loss.role, loss.probability, loss.points) == ("lgd", None, None)
    assert loss.value is not None
    assert 0 < loss.value < 1


def test_quantiles_rise_and_stand_in_yuan_about_the_base(said: dict[str, ModelOutput]) -> None:
    sales = said["sales"]
    places, values = zip(*sales.quantiles, strict=True)
    assert places == (0.1, 0.5, 0.9)
    assert list(values) == sorted(values)
    assert sales.value == values[1]
    assert sales.interval == (values[0], values[2])
    assert 1000 < values[1] < 20_000


def test_a_line_of_the_economy_is_a_line_of_its_own(said: dict[str, ModelOutput]) -> None:
    economy = said["economy"]
    assert (economy.value, economy.points) == (-1.0, 28.8539)
    assert said["retail"].points == open_points(said["retail"])


def open_points(output: ModelOutput) -> float:
    """The points are those of the model's own margin, whatever another line says."""
    assert output.base_points is not None
    return pytest.approx(math.fsum([output.base_points, *(c.points for c in output.contributions)]))


def test_an_order_is_not_an_applicant(suite: ModelSuite, said: dict[str, ModelOutput]) -> None:
    assert "order" not in said
    order = suite.of_order()
    assert order is not None
    assert order.entry.id == "order"
    assert suite.probabilities("order", np.zeros((2, len(SHOP)))) == [pytest.approx(0.5, abs=0.3)] * 2


def test_a_model_that_lost_to_its_baseline_says_so_and_never_leads(
    suite: ModelSuite, said: dict[str, ModelOutput]
) -> None:
    lost = said["lost"]
    assert not lost.applies
    assert lost.why_not is not None
    assert "naive baseline" in lost.why_not.en
    assert suite.assess(retailer(), Coverage(()), "a").leading == "retail"


def test_only_a_model_of_default_may_lead(suite: ModelSuite) -> None:
    only_sales = vector(**{BASE: 9000.0})
    found = suite.assess(only_sales, Coverage(()), "a")
    assert found.of_role("forecast") is not None
    assert found.leading == ""


def refused(folder: Path, keys: Keys, model: TrainedModel) -> KnownError:
    with pytest.raises(KnownError) as caught:
        a_bundle(folder, keys, model)
    return caught.value


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (lambda: replace(a_share(), text=grow("binary")), "not a model of a share"),
        (lambda: replace(a_share(), directions=(1, 0, 0, 0)), "directions"),
        (lambda: replace(a_line(), text="{}"), "not a model of this program's"),
        (lambda: replace(a_line(), directions=(1,)), "directions"),
        (lambda: replace(some_quantiles(), text='{"places": []}'), "not a model of LightGBM's"),
    ],
)
def test_each_kind_has_its_own_promises(tmp_path: Path, keys: Keys, model: object, words: str) -> None:
    error = refused(tmp_path, keys, model())  # type: ignore[operator]
    assert error.code == "bundle.model"
    assert words in error.message


@pytest.mark.parametrize(
    "changes",
    [
        {"directions": (1, 0, 0, 0)},  # LightGBM refuses to grow quantiles under signs
        {"role": "pd"},
        {"worse": -1, "role": "pd", "kind": Kind.PROBABILITY},
    ],
)
def test_what_makes_no_sense_is_not_written(tmp_path: Path, keys: Keys, changes: dict[str, object]) -> None:
    assert refused(tmp_path, keys, some_quantiles(**changes)).code in {"bundle.damaged", "bundle.model"}


def test_a_model_of_default_keeps_the_dictionarys_signs(tmp_path: Path, keys: Keys) -> None:
    free = replace(trained("retail", SHOP, train(SHOP, 1, signs=False)), directions=(0, 0, 0, 0))
    assert refused(tmp_path, keys, free).code == "bundle.schema"


def test_the_first_bundle_of_all_still_loads_and_says_the_same() -> None:
    """Decisions made under it are replayed by it."""
    models = resources() / "models"
    first = load_bundle(models / "sellers-1", read_trust(models / "trust.json"))
    assert first.golden_check() >= 20
    assert {m.entry.role for m in first.models} == {"pd"}
    assert open_suite(models).ref.version >= first.ref.version


WIDTHS = Widths(
    (("shop_stars_mean",), ("shop_refund_share", "shop_category_count")),
    ((0.01, 0.02, 0.03), (0.02, 0.04, 0.30)),
    ((0.02, 0.03, 0.05), (0.05, 0.06, 0.40)),
)


def test_a_group_is_missing_where_none_of_its_features_is_there() -> None:
    assert WIDTHS.missing(retailer()) == 0
    assert WIDTHS.missing(retailer(shop_refund_share=None)) == 0
    assert WIDTHS.missing(retailer(shop_refund_share=None, shop_category_count=None)) == 1
    assert WIDTHS.missing(vector()) == 2


chances = st.floats(0.0, 1.0)


@given(chances, chances, st.integers(0, 1), st.integers(0, 1), st.integers(0, 4), st.integers(0, 4))
def test_less_evidence_never_makes_a_narrower_interval(
    before: float, after: float, grade: int, worse: int, missing: int, more: int
) -> None:
    """Blanking may only raise the probability, and with it the grade."""
    low, high = sorted((before, after))
    first, second = sorted((grade, worse))
    little = WIDTHS.interval(low, first, missing)
    less = WIDTHS.interval(high, second, missing + more)
    assert less[1] - less[0] >= little[1] - little[0] - 2e-6
    assert 0 <= little[0] <= low + 1e-6
    assert low - 1e-6 <= little[1] <= 1


@pytest.mark.parametrize("down", [[[0.2, 0.1]], [[-0.1, 0.2]], [[0.1], [0.05]], [[]]])
def test_widths_that_fall_are_refused(down: list[list[float]]) -> None:
    with pytest.raises(ValueError, match=r"width"):
        read_widths(json.loads(json.dumps({"groups": [], "down": down, "up": down})))
