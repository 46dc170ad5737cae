"""Columns that stand in for what may not be read are told with their figures, never passed over."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.training.book.tables import loans, written
from workstation.training.book.book import Book, Wishes, make_book, part_of
from workstation.training.book.proxies import Proxy, proxies
from workstation.training.book.reading import read_columns


def book_of(folder: Path, more: dict[str, list[str]], wishes: Wishes) -> Book:
    return make_book(read_columns(written(folder, {**more, **loans()})), wishes)


def told_of(book: Book) -> dict[str, Proxy]:
    margins = np.random.default_rng(1).normal(size=len(book))
    return {proxy.name: proxy for proxy in proxies(book, margins, seed=42)}


def test_a_column_that_all_but_says_the_sex_is_called_a_stand_in(tmp_path: Path) -> None:
    rng = np.random.default_rng(8)
    sex = rng.choice(["F", "M"], 600)
    title = np.where(rng.random(600) < 0.9, sex, "M")
    book = book_of(tmp_path, {"sex": sex.tolist(), "salutation": [f"s{t}" for t in title]}, Wishes("bad"))
    (found,) = told_of(book).values()
    assert found.attribute == "sex" and found.stands_in and found.auc > 0.85
    assert "stand in for it" in found.words and f"{found.auc:.3f}" in found.words
    assert 0.45 < found.score_auc < 0.6, "a score of chance tells nothing"


def test_what_nothing_tells_is_told_too(tmp_path: Path) -> None:
    rng = np.random.default_rng(9)
    more = {
        "sex": rng.choice(["F", "M"], 600).tolist(),
        "age": [str(years) for years in rng.integers(20, 70, 600)],
    }
    found = told_of(book_of(tmp_path, more, Wishes("bad")))
    assert set(found) == {"sex", "age"} and not any(proxy.stands_in for proxy in found.values())
    assert all("do not tell it" in proxy.words for proxy in found.values() if proxy.auc_low <= 0.5)
    assert found["age"].asked.startswith("above ")


def test_each_level_of_several_is_asked_and_the_best_told_one_is_shown(tmp_path: Path) -> None:
    rng = np.random.default_rng(10)
    marriage = rng.choice(["1", "2", "3"], 600)
    more = {"MARRIAGE": marriage.tolist(), "household": ["shared" if m == "3" else "own" for m in marriage]}
    (found,) = told_of(book_of(tmp_path, more, Wishes("bad"))).values()
    assert found.asked == "3" and found.auc == 1.0


def test_nothing_is_asked_of_what_is_kept_or_of_a_handful_of_rows(tmp_path: Path) -> None:
    more = {"sex": ["F"] * 590 + ["M"] * 10}
    assert not told_of(book_of(tmp_path, more, Wishes("bad")))
    more = {"sex": ["F", "M"] * 300}
    assert not told_of(book_of(tmp_path, more, Wishes("bad", keep_prohibited=True)))


def test_a_part_of_a_book_takes_its_prohibited_columns_along(tmp_path: Path) -> None:
    book = book_of(tmp_path, {"sex": ["F", "M"] * 300}, Wishes("bad"))
    part = part_of(book, np.arange(0, 600, 2))
    (column,) = part.prohibited
    assert column.held is not None and column.held.codes is not None
    assert len(column.held.codes) == 300 and len(set(column.held.codes.tolist())) == 1
