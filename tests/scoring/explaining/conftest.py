"""Small ensembles of every kind that can be taken apart, and rows with holes."""

from __future__ import annotations

from collections.abc import Sequence

import lightgbm
import numpy as np

from workstation.scoring.explaining import Score
from workstation.scoring.explaining.forest import Floats

SIGNS = (1, -1, 1, -1, 0, 0)
WIDTH = len(SIGNS)


def rows(count: int, seed: int = 3, *, holes: float = 0.1) -> Floats:
    random = np.random.default_rng(seed)
    found = random.normal(size=(count, WIDTH)).round(2)
    found[random.random(found.shape) < holes] = np.nan
    return found


def grown(
    *, leaves: int = 8, trees: int = 40, signs: Sequence[int] = (), categorical: bool = False,
    zero_is_missing: bool = False, seed: int = 5,
) -> lightgbm.Booster:  # fmt: skip
    """A booster over rows with holes; column 4 holds categories where asked."""
    data = rows(1_500, seed)
    if categorical:
        data[:, 4] = np.random.default_rng(seed).integers(0, 45, len(data))
    risk = np.nansum(data[:, :4] * np.array(SIGNS[:4]), axis=1) + np.nan_to_num(data[:, 0] * data[:, 2])
    risk += 0.5 * (np.nan_to_num(data[:, 4]) % 3) + np.random.default_rng(seed).normal(size=len(data))
    options = {
        "objective": "binary", "num_leaves": leaves, "min_data_in_leaf": 20, "num_threads": 1,
        "seed": seed, "deterministic": True, "verbosity": -1, "zero_as_missing": zero_is_missing,
        "min_data_per_group": 20, "max_cat_to_onehot": 1, "cat_smooth": 1,
    }  # fmt: skip
    if signs:
        options |= {"monotone_constraints": list(signs), "monotone_constraints_method": "basic"}
        data = np.where(np.isnan(data) & (np.array(signs) != 0), np.array(signs) * 1e30, data)
    table = lightgbm.Dataset(
        data,
        label=(risk > 1).astype(int),
        feature_name=[f"f{n}" for n in range(WIDTH)],
        categorical_feature=[4] if categorical else [],
        params={"verbosity": -1},
    )
    return lightgbm.train(options, table, num_boost_round=trees)


def raw_of(booster: lightgbm.Booster) -> Score:
    def score(matrix: Floats) -> Floats:
        return np.asarray(booster.predict(matrix, raw_score=True, num_threads=1), dtype=np.float64)

    return score
