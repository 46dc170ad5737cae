"""Whether what is read stands in for what may not be read: prohibited columns told from the others.

In: a book whose prohibited columns were left out, and its margins out of fold. Out: `Proxy` for each of these
columns: how well a small model of the columns read tells it, on rows that it had not seen, and how well the
model's score alone does. A column of words is asked level by level, a number whether it is above its median;
0.5 is chance and 1 is knowing. It is always told; the bound only says from where on it is called a proxy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from workstation.training import metrics
from workstation.training.book.book import Book, Feature, part_of
from workstation.training.book.capacity import Rung, trained
from workstation.training.book.encoding import learn_encoder
from workstation.training.book.folds import folds, sample
from workstation.training.table import Flags, Matrix

STANDS_IN = 0.70
"""AUC from which the columns read are called a stand-in. A convention, not a test: with many rows every
figure above one half is beyond chance."""
_ROWS = 20_000
_ROUNDS = 150
_SMALL = Rung(8, 100, 10.0)
_FOLDS = 2
_FEWEST, _FEWEST_SHARE = 50, 0.01
_MOST_LEVELS = 8


@dataclass(frozen=True, slots=True)
class Proxy:
    """`asked` says what was told: a level, or above which median. `auc` is of the columns read, with its 95 %
    interval; `score_auc` of the score alone, whichever end; `rows` were asked."""

    name: str
    attribute: str
    asked: str
    rows: int
    auc: float
    auc_low: float
    auc_high: float
    score_auc: float

    @property
    def stands_in(self) -> bool:
        return self.auc >= STANDS_IN

    @property
    def words(self) -> str:
        """The warning, with its figures."""
        verdict = "the columns read stand in for it" if self.stands_in else "the columns read tell it in part"
        if self.auc_low <= 0.5:
            verdict = "the columns read do not tell it"
        return (
            f"{self.name} ({self.attribute}) was not read, but {verdict}: {self.asked} with an AUC of "
            f"{self.auc:.3f} ({self.auc_low:.3f}–{self.auc_high:.3f}), the score alone {self.score_auc:.3f}"
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data with stable keys."""
        return {
            "name": self.name,
            "attribute": self.attribute,
            "asked": self.asked,
            "rows": self.rows,
            "auc": self.auc,
            "auc_interval": [self.auc_low, self.auc_high],
            "score_auc": self.score_auc,
            "stands_in": self.stands_in,
        }


def proxies(book: Book, margins: Matrix, *, seed: int, threads: int = 1) -> tuple[Proxy, ...]:
    """For each prohibited column that was left out, what is told best of it. A level of fewer than fifty
    rows, or one in a hundred, is not asked; a column without any has none."""
    found: list[Proxy] = []
    for column in book.prohibited:
        if column.kept or column.held is None:
            continue
        told = [
            _told(book, margins, column.name, column.attribute, asked, truth, known, seed, threads)
            for asked, truth, known in _questions(column.held)
        ]
        if told:
            found.append(max(told, key=lambda proxy: proxy.auc))
    return tuple(found)


def _questions(held: Feature) -> Iterator[tuple[str, Flags, Flags]]:
    """(what is asked, who is so, of whom it is known). Of two levels only one is asked."""
    known = ~held.blank
    if held.numbers is not None:
        values = np.unique(held.numbers[known])
        if len(values) <= _MOST_LEVELS:
            asked = [(f"{value:g}", np.asarray(held.numbers == value)) for value in values]
        else:
            middle = float(np.median(held.numbers[known]))
            asked = [(f"above {middle:g}", np.asarray(held.numbers > middle))]
    else:
        assert held.codes is not None
        often = np.argsort(-np.bincount(held.codes[known], minlength=len(held.levels)), kind="stable")
        asked = [(held.levels[level], held.codes == level) for level in often[:_MOST_LEVELS].tolist()]
    for words, truth in asked[:1] if len(asked) == 2 else asked:
        fewest = max(_FEWEST, _FEWEST_SHARE * known.sum())
        if min(int((truth & known).sum()), int((~truth & known).sum())) >= fewest:
            yield words, truth, known


def _told(
    book: Book,
    margins: Matrix,
    name: str,
    attribute: str,
    asked: str,
    truth: Flags,
    known: Flags,
    seed: int,
    threads: int,
) -> Proxy:
    places = np.flatnonzero(known)
    places = places[sample(truth[places], _ROWS, seed)]
    part, so = part_of(book, places), truth[places]
    number = folds(so, _FOLDS, seed)
    told = np.empty(len(so))
    for fold in range(_FOLDS):
        inside, outside = np.flatnonzero(number != fold), np.flatnonzero(number == fold)
        encoder = learn_encoder(part.features, inside)
        # The book's signs are about risk and say nothing of this.
        shape = replace(encoder.shape, signs=(0,) * len(encoder.names))
        booster, _ = trained(
            encoder.matrix(part.features, inside), so[inside], shape, _SMALL, _ROUNDS,
            seed=seed, threads=threads,
        )  # fmt: skip
        told[outside] = booster.predict(encoder.matrix(part.features, outside), num_threads=threads)
    low, high = metrics.auc_interval(so, told)
    alone = metrics.auc(so, margins[places])
    return Proxy(name, attribute, asked, len(so), metrics.auc(so, told), low, high, max(alone, 1 - alone))
