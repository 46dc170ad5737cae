"""New rows are read exactly as training read them: part by part, whatever the table's spelling."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.book.tables import as_text, loans, written
from workstation.errors import KnownError
from workstation.training import metrics
from workstation.training.book.applying import LEVEL, WORD, apply
from workstation.training.book.book import Wishes, make_book
from workstation.training.book.fitting import fit
from workstation.training.book.hints import Hint
from workstation.training.book.reading import TextColumn, read_columns
from workstation.training.book.recipe import Recipe, read_recipe, recipe_json, recipe_of
from workstation.training.book.sentinels import unknown_code
from workstation.training.book.streaming import open_table
from workstation.training.book.verified import plain_json

ROWS = 600


def hostile() -> dict[str, list[str]]:
    """Per cent, money in thousands, dates, ranks, towns of a few rows each, codes that are told and found."""
    rng = np.random.default_rng(4)
    towns = [f"镇 {n}" for n in rng.integers(0, 150, ROWS)]
    late = [str(n) for n in rng.integers(0, 40, ROWS)]
    late[:30] = ["-7"] * 30
    since = [str(n) for n in rng.integers(0, 90, ROWS)]
    since[10:50] = ["-9"] * 40
    return {
        "issue_d": [f"2012-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(ROWS)],
        "opened": [f"{1 + n % 28:02}.{1 + n % 12:02}.{1990 + n % 20}" if n % 9 else "" for n in range(ROWS)],
        "joined": [f"{2000 + n % 10}-{1 + n % 12:02}" for n in range(ROWS)],
        "rate": [f"{n}.{n % 7}%" for n in rng.integers(3, 30, ROWS)],
        "worth": [f"¥{n},{n % 900 + 100}" for n in rng.integers(1, 90, ROWS)],
        "share": [f"0,{n}" for n in rng.integers(10, 99, ROWS)],
        "rating": rng.choice(["A", "B", "C", "?"], ROWS).tolist(),
        "town": towns,
        "late": late,
        "since": since,
        **loans(ROWS),
    }


HINTS = {
    "late": Hint(-1, "long ago", {-7.0: "best"}),
    "rating": Hint(1, "worse", order=("A", "B", "C")),
    "debt": Hint(1, "debt service"),
}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "loans.csv"
    path.write_text(as_text(hostile(), ";"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def recipe(table: Path) -> Recipe:
    book = make_book(read_columns(table), Wishes("bad", hints=HINTS))
    model = fit(book, np.arange(len(book)), seed=42)
    margins = model.margins(book.features, np.arange(len(book)))
    told = json.loads(plain_json(recipe_json(recipe_of(book, model, margins), {})))
    return read_recipe(told)


def test_the_columns_of_the_trees_are_those_of_training_to_the_last_bit(table: Path, recipe: Recipe) -> None:
    book = make_book(read_columns(table), Wishes("bad", hints=HINTS))
    taught = recipe.encoder.matrix(book.features, np.arange(len(book)))
    again = [
        apply(recipe, {column.name: column for column in part}).values
        for part in open_table(table, rows=77).parts()
    ]
    assert len(again) == 8 and np.array_equal(np.concatenate(again), taught, equal_nan=True)
    assert {"late", "since = -9", "issue_d − opened", "rows of town"} <= set(recipe.encoder.names)


def test_one_row_is_read_as_the_whole_table_was(table: Path, recipe: Recipe) -> None:
    """What a column means cannot be told from one row, so it must not be asked of it."""
    columns = read_columns(table)
    whole = apply(recipe, {column.name: column for column in columns}).values
    for row in (0, 12, 40, 599):
        only = np.arange(ROWS) == row
        alone = apply(recipe, {column.name: column.of(only) for column in columns})
        assert np.array_equal(alone.values[0], whole[row], equal_nan=True), row


def test_a_level_written_as_another_number_is_the_same_level(tmp_path: Path) -> None:
    rows = loans(ROWS)
    rows["zip"] = [str(n % 3 + 1) for n in range(ROWS)]
    book = make_book(read_columns(written(tmp_path, rows)), Wishes("bad"))
    model = fit(book, np.arange(ROWS), seed=42)
    found = recipe_of(book, model, np.zeros(ROWS))
    rows["zip"] = [f"{cell}.0" for cell in rows["zip"]]
    part = apply(found, {c.name: c for c in read_columns(written(tmp_path, rows, "again.csv"))})
    assert not part.seen and np.array_equal(
        part.values, found.encoder.matrix(book.features, np.arange(ROWS)), True
    )
    rows["zip"] = ["nan"] * 5 + ["4.0"] * 5 + ["1"] * (ROWS - 10)
    part = apply(found, {c.name: c for c in read_columns(written(tmp_path, rows, "new.csv"))})
    assert part.seen["zip", LEVEL] == {"4.0": 5} and part.blank["zip"].sum() == 5


def test_dates_that_cannot_be_read_are_counted_few_and_refused_many(table: Path, recipe: Recipe) -> None:
    columns = {column.name: column for column in read_columns(table)}
    opened = columns["opened"]
    odd = TextColumn("opened", ("soon", *opened.levels[1:]), opened.codes)
    part = apply(recipe, columns | {"opened": odd})
    assert part.seen["opened", WORD].total() == int(opened.counts[0])
    american = TextColumn("opened", tuple(f"{level}/" for level in opened.levels), opened.codes)
    with pytest.raises(KnownError, match=r"score\.spelling.*opened"):
        apply(recipe, columns | {"opened": american})


def test_a_day_of_the_request_that_cannot_be_read_is_counted_once_for_all_dates(
    table: Path, recipe: Recipe
) -> None:
    assert {"issue_d − opened", "issue_d − joined"} <= set(recipe.encoder.names)
    columns = {column.name: column for column in read_columns(table)}
    issued = columns["issue_d"]
    odd = TextColumn("issue_d", ("soon", *issued.levels[1:]), issued.codes)
    part = apply(recipe, columns | {"issue_d": odd})
    assert part.seen["issue_d", WORD] == {"soon": int(issued.counts[0])}
    assert part.new["issue_d"].sum() == issued.counts[0]


@given(st.floats(-1e6, 1e6, allow_nan=False))
def test_a_figure_within_what_training_saw_is_never_a_code(value: float) -> None:
    assert not unknown_code(value, min(value, 0.0), max(value, 1.0))


@pytest.mark.parametrize(
    ("value", "low", "high", "code"),
    [(-9, 0, 100, True), (-9, -3, 100, False), (999, 0, 60, True), (61, 0, 60, False), (-1, 0, 3, False)],
)
def test_what_looks_like_a_code_must_lie_apart(value: float, low: float, high: float, code: bool) -> None:
    assert unknown_code(value, low, high) is code


def test_a_table_in_parts_says_what_the_whole_one_says(tmp_path: Path) -> None:
    text = 'name;"a ""quoted"" sum"\n王芳;1\n\n"两\n行";2\n李伟;3\n'
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        whole = read_columns(path)
        parts = list(open_table(path, rows=2).parts())
        assert len(parts) == 2
        for place, column in enumerate(whole):
            cells = [part[place].levels[code] for part in parts for code in part[place].codes]
            assert cells == [column.levels[code] for code in column.codes], (encoding, column.name)
            assert parts[0][place].name == column.name


@pytest.mark.parametrize(
    ("content", "names", "code"),
    [
        (b"", (), "empty"),
        (b"\n \n", (), "empty"),
        (b"1,2\n3,4\n", (), "header"),
        (b"a,a\n3,4\n", (), "twice"),
        (b"3,4\n5,6\n", ("a",), "names"),
        (b"\0\1\2\3,\n", (), "kind"),
        (b"PK\x03\x04 no archive", (), "unreadable"),
        (b"PAR1 no parquet", (), "kind"),
        (b"\x1f\x8b no gzip", (), "unreadable"),
    ],
)
def test_what_is_no_table_is_refused_before_any_row(
    content: bytes, names: tuple[str, ...], code: str, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    with pytest.raises(KnownError) as refused:
        list(open_table(path, names).parts())
    assert refused.value.code == f"book.{code}"


def test_a_line_without_end_is_refused_instead_of_held(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv.gz"
    with gzip.open(path, "wb") as packed:
        packed.write(b"a,b\n1,2\n")
        for _ in range(6):
            packed.write(b"7" * 2**20)
    with pytest.raises(KnownError, match=r"book\.kind"):
        list(open_table(path).parts())


def test_a_long_table_is_never_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv.gz"
    with gzip.open(path, "wb", compresslevel=1) as packed:
        packed.write(b"a,b\n")
        for n in range(60):
            packed.write(b"".join(b"%d,%d\n" % (n, m) for m in range(1_000)))
    tracemalloc.start()
    rows = sum(len(part[0]) for part in open_table(path, rows=1_000).parts())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rows == 60_000 and peak < 12 * 2**20


def test_what_was_blank_in_training_is_told_by_the_tables_columns(table: Path, recipe: Recipe) -> None:
    opened = next(column for column in read_columns(table) if column.name == "opened")
    assert recipe.missing["opened"] == pytest.approx(float((opened.codes == 0).mean()))
    assert set(recipe.missing) <= set(recipe.columns)


def test_a_recipe_keeps_the_widths_of_a_grade_that_nobody_is_in(recipe: Recipe) -> None:
    assert len(recipe.widths.down) == len(recipe.scale.grades) == 8
    assert all(side[0] >= 0 for side in (*recipe.widths.down, *recipe.widths.up))
    assert 0 < metrics.probability(recipe.cut_off) < 1 and len(recipe.reference) == len(recipe.encoder.names)
