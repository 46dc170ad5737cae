"""What a model's recipe says fits the model that it belongs to."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.training.book.tables import TIMED, timed, written
from workstation.training.book.book import Wishes
from workstation.training.book.new_rows import Asked, Scorer
from workstation.training.book.running import train_book
from workstation.training.book.streaming import open_table
from workstation.training.book.verified import open_model


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
