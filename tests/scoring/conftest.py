"""Tiny models, trained in seconds, in real bundles that are signed with keys of the test's own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import lightgbm
import numpy as np
import pytest

from workstation import crypto
from workstation.domain.assessment import FeatureVector
from workstation.domain.text import Bilingual
from workstation.features import FEATURES
from workstation.scoring import (
    STANDARD_FACTOR,
    STANDARD_OFFSET,
    Need,
    Scale,
    TrainedModel,
    TrainedOn,
    TrustRoot,
    geometric_grades,
    sign_bundle,
    write_bundle,
)

AS_OF = date(2026, 6, 30)
SHOP = ("shop_refund_share", "shop_stars_mean", "shop_days_since_last_order", "shop_category_count")
INVOICE = ("invoice_void_share", "invoice_months_seen", "invoice_tax_burden")
NEEDS = {
    "retail": (Need("shop_months_trading", 3.0),),
    "invoice": (Need("invoice_months_seen", 3.0), Need("invoice_sale_count_365d", 20.0)),
}


def vector(**values: float | None) -> FeatureVector:
    """A seller of whom only `values` are known."""
    unknown = set(values) - set(FEATURES)
    assert not unknown, f"not in the dictionary: {unknown}"
    return FeatureVector(AS_OF, {name: values.get(name) for name in FEATURES})


def retailer(**values: float | None) -> FeatureVector:
    usual: dict[str, float | None] = {
        "shop_months_trading": 20.0,
        "shop_refund_share": 0.08,
        "shop_stars_mean": 4.5,
        "shop_days_since_last_order": 2.0,
        "shop_category_count": 3.0,
    }
    return vector(**{**usual, **values})


def firm(**values: float | None) -> FeatureVector:
    usual: dict[str, float | None] = {
        "invoice_months_seen": 30.0,
        "invoice_sale_count_365d": 400.0,
        "invoice_void_share": 0.03,
        "invoice_tax_burden": 0.02,
    }
    return vector(**{**usual, **values})


def train(features: tuple[str, ...], seed: int, *, missing: bool = True, signs: bool = True) -> str:
    """The text of a small booster whose risk follows each feature's direction."""
    random = np.random.default_rng(seed)
    columns = random.normal(size=(600, len(features)))
    directions = [int(FEATURES[f].direction) for f in features]
    risk = columns @ np.array(directions) + random.normal(size=len(columns))
    if missing:
        columns[random.random(columns.shape) < 0.1] = np.nan
    options = {
        "objective": "binary",
        "num_leaves": 4,
        "min_data_in_leaf": 20,
        "num_threads": 1,
        "seed": seed,
        "deterministic": True,
        "verbosity": -1,
    }
    if signs:
        options |= {"monotone_constraints": directions, "monotone_constraints_method": "basic"}
    data = lightgbm.Dataset(columns, label=(risk > 1).astype(int), feature_name=list(features))
    return str(lightgbm.train(options, data, num_boost_round=12).model_to_string())


def trained(model_id: str, features: tuple[str, ...], text: str) -> TrainedModel:
    return TrainedModel(
        id=model_id,
        version="1",
        title=Bilingual("测试模型", "Test model"),
        target="90 days past due within a year",
        horizon_days=365,
        text=text,
        features=features,
        scale=Scale(
            a=-0.2,
            b=0.9,
            offset=STANDARD_OFFSET,
            factor=STANDARD_FACTOR,
            grades=geometric_grades(("A", "B", "C", "D", "E"), 0.02, 0.4),
        ),
        applies_when=NEEDS[model_id],
    )


@dataclass(frozen=True)
class Keys:
    """Three people may sign; two must."""

    algorithms: bytes
    business: bytes
    spare: bytes

    @property
    def private(self) -> list[bytes]:
        return [self.algorithms, self.business, self.spare]

    @property
    def trust(self) -> TrustRoot:
        return TrustRoot.of(map(crypto.public_key, self.private))


@pytest.fixture(scope="session")
def keys() -> Keys:
    return Keys(*(crypto.new_keypair()[0] for _ in range(3)))


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    return {"retail": train(SHOP, 1), "invoice": train(INVOICE, 2)}


@pytest.fixture(scope="session")
def signed(texts: dict[str, str], keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good bundle, version 7, in a folder of its own. Read only: tests that change one use `bundle`."""
    return make_bundle(tmp_path_factory.mktemp("models"), texts, keys, 7)


def make_bundle(models_folder: Path, texts: dict[str, str], keys: Keys, version: int) -> Path:
    folder = write_bundle(
        models_folder,
        name="test",
        version=version,
        created=date(2026, 7, 1),
        trained_on=TrainedOn("simulated", Bilingual("以模拟数据训练", "Trained on simulated sellers")),
        models=[trained("retail", SHOP, texts["retail"]), trained("invoice", INVOICE, texts["invoice"])],
        golden=[retailer(), retailer(shop_stars_mean=None, shop_refund_share=0.0), firm(), vector()],
        card="Trained on simulated sellers.\n",
    )
    sign_bundle(folder, [keys.algorithms, keys.business])
    return folder


@pytest.fixture
def bundle(signed: Path, tmp_path: Path) -> Path:
    """A copy of the good bundle that a test may damage."""
    folder = tmp_path / "models" / signed.name
    shutil.copytree(signed, folder)
    return folder
