"""Columns that know too much: suspected of having been written after the outcome.

In: a book. Out: `Suspect` for each column that alone all but tells the outcome, whose being blank does, whose
name says that it is of the collection, or whose days lie after the day of the request. Suspects are reported
and stay, unless the caller leaves them out: some columns are simply good.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workstation.training import metrics
from workstation.training.book.book import Book, Feature
from workstation.training.book.folds import folds
from workstation.training.book.prohibited import words_of
from workstation.training.table import Matrix

TOO_GOOD = 0.97
_AFTER_WORDS = frozenset(
    {
        *("chgoff", "chargeoff", "recovery", "recoveries", "collection", "collections", "writeoff"),
        *("settlement", "hardship", "foreclosure", "bankruptcy", "lgd", "outcome"),
    }
)
_AFTER_CHINESE = ("核销", "催收", "清收", "追偿", "处置", "结清")
_AFTER_PAIRS = (
    *(("charge", "off"), ("chg", "off"), ("write", "off")),
    *(("last", "pymnt"), ("last", "payment"), ("total", "rec"), ("out", "prncp")),
)
_FOLDS, _SEED = 5, 42
_PRIOR = 20.0


@dataclass(frozen=True, slots=True)
class Suspect:
    """`auc` is what the column alone reaches, whichever end is bad."""

    name: str
    why: str
    auc: float


def suspects(book: Book) -> tuple[Suspect, ...]:
    """Every suspect, the strongest first."""
    found = [suspect for feature in book.features if (suspect := _suspect(feature, book)) is not None]
    return tuple(sorted(found, key=lambda s: -s.auc))


def _suspect(feature: Feature, book: Book) -> Suspect | None:
    strength = max(_either(book, _value(feature, book)), _either(book, feature.blank.astype(np.float64)))
    rules: Sequence[tuple[Callable[[], bool], str]] = (
        (lambda: strength > TOO_GOOD, f"alone it reaches an AUC of {strength:.3f}"),
        (lambda: _named_after(feature.name), "its name is of what follows a default"),
        (lambda: _later(feature), "most of its days lie after the day of the request"),
    )
    why = next((words for so, words in rules if so()), "")
    return Suspect(feature.name, why, strength) if why else None


def _either(book: Book, values: Matrix) -> float:
    reached = metrics.auc(book.bad, values)
    return max(reached, 1 - reached)


def _value(feature: Feature, book: Book) -> Matrix:
    """A number with its blanks in the middle; a level's bad rate in the other folds, so that levels of a
    row each do not look like knowledge."""
    if feature.numbers is not None:
        known = feature.numbers[~np.isnan(feature.numbers)]
        middle = float(np.median(known)) if len(known) else 0.0
        return np.nan_to_num(feature.numbers, nan=middle)
    assert feature.codes is not None
    number = folds(book.bad, _FOLDS, _SEED)
    rates = np.empty(len(book))
    for k in range(_FOLDS):
        inside, outside = number != k, number == k
        total = np.bincount(feature.codes[inside] + 1, minlength=len(feature.levels) + 1)
        bads = np.bincount(
            feature.codes[inside] + 1, weights=book.bad[inside], minlength=len(feature.levels) + 1
        )
        by_level = (bads + _PRIOR * book.bad.mean()) / (total + _PRIOR)
        rates[outside] = by_level[feature.codes[outside] + 1]
    return rates


def _named_after(name: str) -> bool:
    words = words_of(name)
    pairs = set(pairwise(words))
    return (
        not _AFTER_WORDS.isdisjoint(words)
        or not pairs.isdisjoint(_AFTER_PAIRS)
        or any(part in name for part in _AFTER_CHINESE)
    )


def _later(feature: Feature) -> bool:
    if feature.numbers is None or not feature.note.startswith("days from "):
        return False
    known = feature.numbers[~np.isnan(feature.numbers)]
    return bool(len(known)) and float((known < 0).mean()) > 0.5
