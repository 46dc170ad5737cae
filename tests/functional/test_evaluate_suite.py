"""`evaluate --suite`: what the bundle in force says of every model beside its naive baseline."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.functional.command import warm
from workstation.paths import resources


def test_every_model_says_its_target_horizon_rows_and_figure_against_a_named_baseline() -> None:
    told = warm("evaluate", "--suite", "--json").json
    assert told["bundle"] == "sellers-2"
    assert len(told["models"]) >= 14
    for model in told["models"]:
        assert model["target"] and model["horizon_days"] >= 1 and model["rows"] >= 100
        naive = model["naive"]
        assert naive["baseline"] and naive["figure"]
        better = naive["model"] > naive["naive"] if naive["higher"] else naive["model"] < naive["naive"]
        assert better or not model["enabled"]


def test_a_bundle_without_an_evaluation_says_how_to_get_one(tmp_path: Path) -> None:
    """The first bundle of all carries none."""
    shutil.copy(resources() / "models" / "trust.json", tmp_path)
    shutil.copytree(resources() / "models" / "sellers-1", tmp_path / "sellers-1")
    error = warm("evaluate", "--suite", "--models", tmp_path, "--json").error
    assert error["code"] == "evaluate.unjudged" and "--again" in error["remedy"]
