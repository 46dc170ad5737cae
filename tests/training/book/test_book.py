"""From columns to features: what is read, with which sign, and what is left out and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.training.book.tables import loans, written
from workstation.errors import KnownError
from workstation.training.book.book import BEYOND, Book, Feature, Wishes, make_book
from workstation.training.book.encoding import BLANK, OTHER, learn_encoder
from workstation.training.book.hints import Hint, read_hints
from workstation.training.book.leaks import suspects
from workstation.training.book.reading import read_columns

WISHES = Wishes("bad")


def book_of(folder: Path, table: dict[str, list[str]], wishes: Wishes = WISHES) -> Book:
    return make_book(read_columns(written(folder, table)), wishes)


def feature(book: Book, name: str) -> Feature:
    return next(f for f in book.features if f.name == name)


def why(book: Book) -> dict[str, str]:
    return {gone.name: gone.why for gone in book.left_out}


def with_column(table: dict[str, list[str]], name: str, cells: list[str]) -> dict[str, list[str]]:
    return {name: cells, **table}


def test_what_says_nothing_or_names_a_row_is_left_out(tmp_path: Path) -> None:
    table = loans()
    rows = len(table["bad"])
    table = {
        "loan_id": [str(100 + n) for n in range(rows)],
        "contract": [f"C-{n:05}" for n in range(rows)],
        "currency": ["CNY"] * rows,
        "fax": [""] * rows,
        "remark": [f"asks for stock number {n} of the year" for n in range(rows)],
        **table,
    }
    book = book_of(tmp_path, table)
    assert why(book) == {
        "loan_id": "id",
        "contract": "id",
        "currency": "constant",
        "fax": "blank",
        "remark": "id",
    }
    assert [f.name for f in book.features] == ["debt", "income", "trade"]


def test_prohibited_columns_are_dropped_and_kept_only_where_asked(tmp_path: Path) -> None:
    table = with_column(loans(), "性别", ["男", "女"] * 300)
    dropped = book_of(tmp_path, table)
    kept = book_of(tmp_path, table, replace(WISHES, keep_prohibited=True))
    assert why(dropped) == {"性别": "prohibited"} and dropped.prohibited[0].attribute == "sex"
    assert "性别" in [f.name for f in kept.features] and kept.prohibited[0].kept


def test_dates_count_from_the_day_of_the_request_which_is_not_read(tmp_path: Path) -> None:
    table = loans()
    rows = len(table["bad"])
    opened = ["2011-12-01", "2010-12-31"] * (rows // 2)
    table = {"issue_d": ["2011-12-31", "2012-01-01"] * (rows // 2), "first_shop_opened": opened, **table}
    book = book_of(tmp_path, table)
    assert why(book) == {"issue_d": "date"}
    assert feature(book, "issue_d − first_shop_opened").numbers is not None
    told = book_of(
        tmp_path,
        table,
        replace(WISHES, as_of="first_shop_opened"),
    )
    (suspect,) = suspects(told)
    assert suspect.name == "first_shop_opened − issue_d" and "after the day" in suspect.why


def test_a_code_of_a_free_column_becomes_blank_with_a_mark_of_its_own(tmp_path: Path) -> None:
    table = loans()
    months = [str(n % 60) for n in range(len(table["bad"]))]
    months[:40] = ["-9"] * 40
    book = book_of(tmp_path, with_column(table, "months_since_late", months))
    assert feature(book, "months_since_late").blank.sum() == 40
    assert feature(book, "months_since_late = -9").numbers is not None
    assert "-9 (40 rows)" in feature(book, "months_since_late").note


def test_a_code_that_is_told_stands_beyond_the_good_or_the_bad_end(tmp_path: Path) -> None:
    table = loans()
    months = [str(n % 60) for n in range(len(table["bad"]))]
    months[:40] = ["-9"] * 20 + ["-7"] * 20
    hints = {"months_since_late": Hint(-1, "long ago", {-7.0: "best", -9.0: "blank"})}
    book = book_of(tmp_path, with_column(table, "months_since_late", months), replace(WISHES, hints=hints))
    numbers = feature(book, "months_since_late").numbers
    assert numbers is not None and np.isnan(numbers[:20]).all() and (numbers[20:40] == BEYOND).all()
    assert [f.name for f in book.features][:2] == ["months_since_late", "debt"], "no mark: a blank is a blank"


def test_outcomes_may_be_words_and_rows_without_one_are_not_learned_from(tmp_path: Path) -> None:
    table = loans()
    words = ["Charged Off" if bad == "1" else "Fully Paid" for bad in table["bad"]]
    words[:10] = [""] * 10
    words[10:20] = ["Late (31-120 days)"] * 10
    table["bad"] = words
    with pytest.raises(KnownError, match=r"book\.bad.*--bad"):
        book_of(tmp_path, table)
    table["note"] = ["only open loans"] * 10 + ["closed"] * (len(words) - 10)
    book = book_of(tmp_path, table, Wishes("bad", bad=("charged off", "Late (31-120 days)")))
    assert why(book) == {"note": "constant"}, "what only those rows said is not there any more"
    assert book.unlabelled == 10 and len(book) == len(words) - 10
    assert book.bad.sum() == sum(w in ("Charged Off", "Late (31-120 days)") for w in words)


@pytest.mark.parametrize(
    ("cells", "bad", "code"),
    [
        (["1", "1", "1"], (), "book.one_class"),
        (["", "", ""], (), "book.one_class"),
        (["1", "2", "1"], (), "book.bad"),
        (["0", "1", "2"], (), "book.bad"),
        (["0", "1", "1"], ("7",), "book.bad"),
        (["0", "1", "1"], ("0", "1"), "book.bad"),
    ],
)
def test_an_outcome_that_cannot_be_told_is_refused(
    tmp_path: Path, cells: list[str], bad: tuple[str, ...], code: str
) -> None:
    table = {"debt": ["1", "2", "3"], "bad": cells}
    with pytest.raises(KnownError) as refused:
        book_of(tmp_path, table, Wishes("bad", bad=bad))
    assert refused.value.code == code and refused.value.where.startswith("bad")


def test_one_beside_zero_and_a_word_that_says_so_need_not_be_told(tmp_path: Path) -> None:
    for cells in (["0", "1", "1"], ["no", "yes", "yes"], ["正常", "违约", "违约"], ["1.0", "0.0", "1.0"]):
        table = {"debt": ["1", "2", "3"], "bad": cells}
        assert book_of(tmp_path, table).bad_means in ("1", "yes", "违约", "1.0")


def test_hints_are_read_from_toml_and_csv(tmp_path: Path) -> None:
    toml, table = tmp_path / "signs.toml", tmp_path / "signs.csv"
    toml.write_text(
        '[debt]\nsign = "+"\nreason = "debt service"\ncodes = { "-7" = "best" }\n', encoding="utf-8"
    )
    table.write_text("column,sign,reason\ndebt,+,debt service\nincome,−,repays\n", encoding="utf-8")
    assert read_hints(toml)["debt"] == Hint(1, "debt service", {-7.0: "best"})
    assert {name: hint.sign for name, hint in read_hints(table).items()} == {"debt": 1, "income": -1}


@pytest.mark.parametrize(
    "text",
    [
        '[debt]\nsign = "up"',
        '[debt]\nsigns = "+"',
        "debt = 1",
        "[debt",
        '[debt]\nsign = "+"\ncodes = { "x" = "best" }',
        '[debt]\nsign = "+"\ncodes = { "-7" = "good" }',
        '[debt]\ncodes = { "-7" = "best" }',
    ],
)
def test_a_hint_that_cannot_be_read_is_refused_with_its_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "signs.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnownError, match=r"book\.hints.*signs\.toml"):
        read_hints(path)


@pytest.mark.parametrize(
    ("wishes", "where"),
    [
        (Wishes("bad", hints={"debts": Hint(1)}), "debts"),
        (Wishes("bad", drop=("debts",)), "debts"),
        (Wishes("bad", as_of="day"), "day"),
        (Wishes("bad", as_of="income"), "income"),
        (Wishes("bad", hints={"trade": Hint(1)}), "trade (category)"),
        (Wishes("default"), "default"),
    ],
)
def test_a_wish_about_a_column_that_is_not_there_is_refused(
    tmp_path: Path, wishes: Wishes, where: str
) -> None:
    with pytest.raises(KnownError) as refused:
        book_of(tmp_path, loans(), wishes)
    assert refused.value.where == where


def test_nothing_left_to_learn_from_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"book\.no_column.*age \(prohibited\)"):
        book_of(tmp_path, {"age": ["30", "40", "50"], "bad": ["0", "1", "1"]})


def test_a_column_that_tells_the_outcome_is_suspected_and_stays(tmp_path: Path) -> None:
    table = loans()
    table["paid_back"] = ["" if bad == "1" else "100" for bad in table["bad"]]
    table["recoveries"] = [str(n % 7) for n in range(len(table["bad"]))]
    book = book_of(tmp_path, table)
    assert [s.name for s in suspects(book)] == ["paid_back", "recoveries"]
    assert suspects(book)[0].auc == 1.0
    assert not suspects(book_of(tmp_path, table, Wishes("bad", drop=("paid_back", "recoveries"))))


def test_many_levels_of_a_row_each_do_not_look_like_knowledge(tmp_path: Path) -> None:
    table = with_column(loans(), "town", [f"town {n % 290}" for n in range(600)])
    assert not suspects(book_of(tmp_path, table))


def test_codes_of_categories_are_learned_from_the_given_rows_alone(tmp_path: Path) -> None:
    table = loans()
    table["trade"] = ["rare"] * 5 + ["late"] * 40 + ["toys"] * 300 + [""] * 255
    book = book_of(tmp_path, table)
    rows = np.arange(45, 600)
    encoder = learn_encoder(book.features, rows)
    matrix = encoder.matrix(book.features, np.arange(600))
    trades = matrix[:, encoder.names.index("trade")]
    assert set(trades[:45]) == {OTHER}, "levels that the rows did not have are other"
    assert set(trades[345:]) == {BLANK} and set(trades[45:345]) == {2.0}


def test_rows_that_repeat_others_are_counted(tmp_path: Path) -> None:
    table = loans(rows=300)
    doubled = {name: cells + cells[:50] for name, cells in table.items()}
    assert book_of(tmp_path, table).repeated == 0
    assert book_of(tmp_path, doubled).repeated == 50
