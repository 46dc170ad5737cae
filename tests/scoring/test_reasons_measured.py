"""How good the reasons of the shipped models are, on the comparable cases that travel with them.

Of those only the twentieth of each figure is known, so the rows are made of its lower ends: nobody's, but
spread as the sellers of the training were.
"""

from __future__ import annotations

import math
import tomllib

import numpy as np
import pytest

from workstation.paths import resources
from workstation.scoring import Model, load_bundle, read_trust
from workstation.scoring.booster import Matrix
from workstation.scoring.explaining import Forest, Question, ReasonFigures, TreeBaseline, measure_reasons
from workstation.scoring.explaining.neighbours import MISSING

MODELS = resources() / "models"
EXPLAINED: dict[str, tuple[Model, str]] = {}
for _folder in sorted(manifest.parent for manifest in MODELS.glob("*/manifest.json")):
    for _model in load_bundle(_folder, read_trust(MODELS / "trust.json")).trees:
        if _model.entry.reference and _model.neighbours is not None:
            _text = (_folder / _model.entry.file.name).read_text("utf-8")
            EXPLAINED[f"{_folder.name}-{_model.entry.id}"] = _model, _text


def rows_of(model: Model) -> Matrix:
    near = model.neighbours
    assert near is not None
    places = np.arange(near.ranks.shape[1])
    rows = near.knots[places, np.clip(near.ranks.astype(int), 0, None)]
    return np.where(near.ranks == MISSING, np.nan, rows)


def measured(model: Model, text: str) -> ReasonFigures:
    entry = model.entry
    table = tomllib.loads((resources() / "reasons" / "reasons.toml").read_text("utf-8"))
    groups = {row["code"]: row["features"] for row in table["reasons"]}
    reference = np.array([np.nan if v is None else v for v in entry.reference])
    edge = entry.scale.grades[-2].up_to
    cut_off = (math.log(edge / (1 - edge)) - entry.scale.a) / entry.scale.b
    question = Question(entry.features, groups, entry.directions, reference, cut_off)
    explain = TreeBaseline(Forest.of((text, 1.0)), reference, list(question.reasons.values()))
    return measure_reasons(model.booster.raw, question, rows_of(model), explain)


def test_a_shipped_bundle_carries_what_reasons_compare_with() -> None:
    assert EXPLAINED


@pytest.mark.parametrize("name", EXPLAINED)
def test_no_reason_is_absurd_and_mending_four_turns_the_case(name: str) -> None:
    found = measured(*EXPLAINED[name])
    assert found.cases >= 10, "enough are declined to judge by"
    assert found.absurd_share == 0.0
    assert found.flip_share >= 0.85
    assert found.largest_gap <= 1e-9
