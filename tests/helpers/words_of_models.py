"""Bundles in which models of other roles say just what a story needs, beside the shipped models of default.

A model here is real in everything but its wisdom: a LightGBM text, signed and verified, whose scale answers
the same for every row that is not blank.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from workstation import crypto
from workstation.domain.assessment import FeatureVector
from workstation.domain.text import Bilingual
from workstation.features import FEATURES
from workstation.paths import resources
from workstation.scoring import (
    STANDARD_FACTOR,
    STANDARD_OFFSET,
    ModelSuite,
    Need,
    Scale,
    TrainedModel,
    TrainedOn,
    TrustRoot,
    geometric_grades,
    load_bundle,
    open_suite,
    sign_bundle,
    write_bundle,
)
from workstation.scoring.entry import Kind, Subject
from workstation.scoring.model_files import quantile_file, table_file
from workstation.services.models import Models

_ORDER = ("order_days_on_road", "order_value_ratio")
_APPLICANT = ("trade_sales_90d", "trade_volatility")


@cache
def _text(objective: str, features: tuple[str, ...]) -> str:
    random = np.random.default_rng(3)
    columns = random.normal(size=(200, len(features)))
    columns[random.random(columns.shape) < 0.1] = np.nan
    labels = random.normal(scale=1e-6, size=200) if objective == "quantile" else random.integers(0, 2, 200)
    data = lightgbm.Dataset(columns, label=labels, feature_name=list(features))
    options = {
        "objective": objective,
        "alpha": 0.5,
        "num_leaves": 3,
        "num_threads": 1,
        "seed": 3,
        "verbosity": -1,
    }
    return str(lightgbm.train(options, data, num_boost_round=2).model_to_string())


def _flat(answer: float) -> Scale:
    """Nearly no slope: every row has this answer, to a millionth."""
    grades = geometric_grades(("A", "B", "C"), 0.1, 0.5)
    return Scale(math.log(answer / (1 - answer)), 1e-9, STANDARD_OFFSET, STANDARD_FACTOR, grades)


def a_word(
    role: str, answer: float, *, model_id: str = "", kind: Kind = Kind.PROBABILITY, **changes: Any
) -> TrainedModel:
    """A model of a probability or share that says `answer` of everybody with a quarter's sales."""
    features = _ORDER if role == "order" else _APPLICANT
    usual: dict[str, Any] = {
        "id": model_id or role,
        "version": "1",
        "title": Bilingual("测试模型", "Test model"),
        "target": f"what {role} says",
        "horizon_days": 30,
        "text": _text("binary" if kind is Kind.PROBABILITY else "cross_entropy", features),
        "features": features,
        "directions": (0,) * len(features),
        "scale": _flat(answer),
        "applies_when": (Need(features[0], 0.0),),
        "role": role,
        "kind": kind,
        "subject": Subject.ORDER if role == "order" else Subject.APPLICANT,
    }
    return TrainedModel(**{**usual, **changes})


def some_amounts(role: str, factors: Sequence[tuple[float, float]], **changes: Any) -> TrainedModel:
    """Quantiles (place, share of a month's sales of the last quarter)."""
    flat = _text("quantile", _APPLICANT)  # next to nothing: the shifts carry the answer
    file = quantile_file(
        base="trade_sales_90d",
        per=1 / 3,
        floor=1.0,
        places=[place for place, _ in factors],
        shifts=[math.log(share) for _, share in factors],
        texts=[flat] * len(factors),
    )
    return a_word(role, 0.5, kind=Kind.QUANTILES, text=file, **changes)


def a_line(intercept: float, **changes: Any) -> TrainedModel:
    """A line of the economy that adds the same log-odds for everybody."""
    text = table_file(intercept=intercept, coefficients={"trade_volatility": 0.0}, low=-3.0, high=3.0)
    needs = (Need("trade_volatility", 0.0),)
    usual = {"features": ("trade_volatility",), "directions": (0,), "text": text, "applies_when": needs}
    return a_word("macro", 0.5, kind=Kind.TABLE, **{**usual, **changes})


def suite_with(folder: Path, *words: TrainedModel) -> ModelSuite:
    """The shipped models of default with these words beside them, in a signed bundle of `folder`."""
    shipped = open_suite(resources() / "models")
    held = [m for m in shipped.trees if m.entry.role == "pd"]
    models = [_as_trained(shipped.manifest.name, shipped.manifest.version, m.entry) for m in held]
    return _written(folder, [*models, *words])


def models_with(folder: Path, *words: TrainedModel) -> Models:
    """The same as the models of an installation."""
    suite_with(folder, *words)
    return Models(folder)


def _as_trained(name: str, version: int, entry: Any) -> TrainedModel:
    text = (resources() / "models" / f"{name}-{version}" / entry.file.name).read_text("utf-8")
    return TrainedModel(
        entry.id, entry.version, entry.title, entry.target, entry.horizon_days, text, entry.features,
        entry.scale, entry.applies_when, entry.directions,
    )  # fmt: skip


def _written(folder: Path, models: Sequence[TrainedModel]) -> ModelSuite:
    keys = [crypto.new_keypair()[0] for _ in range(2)]
    trust = TrustRoot.of(map(crypto.public_key, keys))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "trust.json").write_bytes(trust.to_bytes())
    bundle = write_bundle(
        folder,
        name="words",
        version=1,
        created=date(2026, 7, 1),
        trained_on=TrainedOn("simulated", Bilingual("测试", "a test's own")),
        models=models,
        golden=[FeatureVector(date(2026, 6, 30), dict.fromkeys(FEATURES))],
        card="A test's own.\n",
    )
    sign_bundle(bundle, keys)
    return load_bundle(bundle, trust)
