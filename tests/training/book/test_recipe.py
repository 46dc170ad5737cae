"""What a model's recipe says fits the model that it belongs to."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.training.book.tables import ROWS, TIMED, loans, timed, written
from workstation.training.book.book import Wishes, make_book
from workstation.training.book.fitting import fit
from workstation.training.book.new_rows import Asked, Scorer
from workstation.training.book.reading import read_columns
from workstation.training.book.recipe import read_recipe, recipe_json, recipe_of
from workstation.training.book.running import train_book
from workstation.training.book.streaming import open_table
from workstation.training.book.verified import open_model, plain_json


def test_a_model_at_the_level_of_its_newest_rows_has_bins_and_grades_of_that_level(tmp_path: Path) -> None:
    """The table of training is scored once more: the half of it lies below the middle of its own bins."""
    table = written(tmp_path, timed())
    report = train_book(table, Wishes("bad", time="issued"), out=tmp_path / "model")
    newest = report.done.model.later
    assert newest is not None and newest.moved > 0.25, "or its level is that of all rows anyway"
    scorer = Scorer(open_model(tmp_path / "model", None), open_table(table), Asked(reasons=0))
    assert len(list(scorer.lines())) == TIMED
    score = scorer.drift()[0]
    assert not score.alarms and score.psi < 0.03
    below = np.cumsum(scorer.tally.counts[0])[4] / TIMED
    assert abs(below - 0.5) < 0.1
    assert scorer.tally.grades["H"] < 0.09 * TIMED, "the worst twentieth, and what few rows add to it"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A recipe as it is written: two numbers, a trade, and towns with a count of each beside."""
    table = {"town": [f"town {n % 150}" for n in range(ROWS)], **loans()}
    book = make_book(read_columns(written(tmp_path_factory.mktemp("book"), table)), Wishes("bad"))
    model = fit(book, np.arange(ROWS), seed=42)
    found: dict[str, Any] = json.loads(
        plain_json(recipe_json(recipe_of(book, model, model.margins(book.features, np.arange(ROWS))), {}))
    )
    assert found["columns"] == ["town", "rows of town", "debt", "income", "trade"]
    return found


def test_a_recipe_is_read_back_as_it_was_written(plain: dict[str, Any]) -> None:
    told = read_recipe(plain)
    assert json.loads(plain_json(recipe_json(told, {}))) == plain


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda p: p["columns"].reverse(), "columns are those of its features"),
        (lambda p: p["features"].reverse(), "columns are those of its features"),
        (lambda p: p["counts"].clear(), "columns are those of its features"),
        (lambda p: p.update(category_places=[0]), "categories are where"),
        (lambda p: p.update(category_places=[0, 99]), "categories are where"),
        (lambda p: p["categories"]["trade"].append("toys"), "a category has levels"),
        (lambda p: p["categories"].pop("trade"), "a category has levels"),
        (lambda p: p["categories"].update(debt=["1"]), "a category has levels"),
        (lambda p: p["signs"].pop(), "a sign"),
        (lambda p: p["signs"].__setitem__(0, 7), "a sign"),
        (lambda p: p["drift"].reverse(), "have a reference"),
        (lambda p: p["drift"][0]["edges"].reverse(), "bins rise"),
        (lambda p: p["drift"][1]["counts"].__setitem__(0, -1), "bins rise"),
        (lambda p: p["reference"].pop(), "a figure for each column"),
        (lambda p: p.update(a="nan"), "every figure is one"),
        (lambda p: p.update(cut_off="-inf"), "every figure is one"),
        (lambda p: p["features"][1].update(low="inf"), "every figure is one"),
        (lambda p: p["features"][1].update(codes=[["inf", None]]), "every figure is one"),
        (lambda p: p["widths"]["up"][-1].__setitem__(0, "inf"), "every figure is one"),
        (lambda p: p["missing"].update(debt=1.5), "is a share"),
        (lambda p: p["grades"].reverse(), "grades rise"),
        (lambda p: p["grades"][2].update(up_to=0.0), "grades rise"),
        (lambda p: p["grades"][2].update(name="A"), "a name of its own"),
        (lambda p: p["grades"][2].update(name=" "), "a name of its own"),
        (lambda p: [side.pop() for side in (p["widths"]["down"], p["widths"]["up"])], "a width"),
        (lambda p: p.update(factor=-20.0), "points fall"),
        (lambda p: p["bad"].clear(), "what is bad"),
    ],
)
def test_a_recipe_that_contradicts_itself_is_none(
    change: Callable[[dict[str, Any]], object], why: str, plain: dict[str, Any]
) -> None:
    spoilt = deepcopy(plain)
    change(spoilt)
    with pytest.raises(ValueError, match=why):
        read_recipe(spoilt)
