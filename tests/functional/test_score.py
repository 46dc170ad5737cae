"""`score` as a lender meets it: a model's folder and new rows in; a line for each row or a refusal out."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.functional.command import warm
from tests.training.book.tables import as_text, loans, written
from workstation import crypto
from workstation.scoring import TrustRoot

SIGNERS = [bytes([number]) * 32 for number in (1, 2)]


def table(rows: int = 500, seed: int = 3) -> dict[str, list[str]]:
    """A lender's table with a number of each loan, months since the last arrears with a code, and a sex."""
    made = loans(rows, seed)
    months = [str(n * 7 % 60) for n in range(rows)]
    months[:40] = ["-9"] * 40
    return {
        "loan": [f"L-{seed}-{n}" for n in range(rows)],
        "sex": ["F", "M"] * (rows // 2),
        "months_since_late": months,
        **made,
    }


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that two people signed."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "signs.csv").write_text(
        "column,sign,reason\ndebt,+,debt service\nincome,-,income repays\n", encoding="utf-8"
    )
    keys = []
    for number, key in enumerate(SIGNERS):
        (folder / f"{number}.key").write_bytes(key)
        keys += ["--key", folder / f"{number}.key"]
    root = TrustRoot.of(map(crypto.public_key, SIGNERS))
    (folder / "trust.json").write_bytes(root.to_bytes())
    ran = warm(
        *("train", "--data", written(folder, table()), "--target", "bad", "--folds", "2"),
        *("--monotone", folder / "signs.csv", "--out", folder / "model", *keys, "--json"),
    )
    assert ran.status == 0, ran.err
    return folder / "model"


def score(model: Path, data: Path, out: Path, *more: object) -> Any:
    return warm(
        *("score", "--model", model, "--data", data, "--out", out, "--json"),
        *("--trust", model.parent / "trust.json", *more),
    )


def lines(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_new_rows_get_a_probability_points_a_grade_reasons_and_what_was_missing(
    model: Path, tmp_path: Path
) -> None:
    new = table(200, seed=11)
    new["debt"][0], new["income"][0], new["loan"][1] = "9.5", "", "=HYPERLINK(1)"
    data, out = written(tmp_path, new), tmp_path / "scored.csv"
    found = score(model, data, out, "--id", "loan", "--target", "bad").json
    scored = lines(out)
    assert found["rows"] == len(scored) == 200 and found["model"]["signed"]
    new["loan"][1] = "'=HYPERLINK(1)"  # a spreadsheet must not take it for a formula
    assert [row["id"] for row in scored] == new["loan"] and scored[0]["row"] == "1"
    first = scored[0]
    assert "income" in first["missing"] and first["reasons"].startswith("debt -")
    assert float(first["pd"]) > sorted(float(row["pd"]) for row in scored)[100]
    for row in scored:
        assert 0 <= float(row["pd_low"]) <= float(row["pd"]) <= float(row["pd_high"]) <= 1
        assert row["outcome"] in ("0", "1") and row["new"] == ""
    by_grade = sorted((row["grade"], float(row["pd"])) for row in scored)
    assert [pd for _, pd in by_grade] == sorted(pd for _, pd in by_grade) or len({g for g, _ in by_grade}) > 1
    assert found["prohibited_not_read"] == ["sex"] and "loan" not in found["not_read"]
    assert 0.6 < found["outcomes"]["auc"] < 1 and 0.7 < found["outcomes"]["ratio"] < 1.4
    assert sum(found["grades"].values()) == 200


def test_every_kind_of_file_and_any_size_of_part_gives_the_same_lines(model: Path, tmp_path: Path) -> None:
    new = table(120, seed=12)
    text = as_text(new).encode()
    plain = tmp_path / "new.csv"
    plain.write_bytes(text)
    assert score(model, plain, tmp_path / "plain.out").status == 0
    expected = (tmp_path / "plain.out").read_text(encoding="utf-8")
    with gzip.open(tmp_path / "new.csv.gz", "wb") as packed:
        packed.write(text)
    with zipfile.ZipFile(tmp_path / "new.zip", "w") as archive:
        archive.writestr("new.csv", text)
    parquet.write_table(pa.table(new), tmp_path / "new.parquet")
    (tmp_path / "semi.csv").write_bytes(b"\xef\xbb\xbf" + as_text(new, ";").encode())
    for name in ("new.csv.gz", "new.zip", "new.parquet", "semi.csv"):
        assert score(model, tmp_path / name, tmp_path / "other.out", "--part", "50").status == 0
        assert (tmp_path / "other.out").read_text(encoding="utf-8") == expected, name
    assert not list(tmp_path.glob(".*.part"))


def test_an_outcome_is_bad_or_not_whatever_part_of_the_table_it_stands_in(
    model: Path, tmp_path: Path
) -> None:
    """One value in three spellings, and rows without an outcome: each row speaks for itself."""
    new = table(120, seed=12)
    new["bad"] = [("1", "1.0", "0", "01", "n/a", "0.0")[n // 5 % 6] for n in range(120)]
    data, said = written(tmp_path, new), ("1", "1", "0", "1", "", "0")
    for rows in ("3", "7", "1000"):
        found = score(model, data, tmp_path / "o.csv", "--target", "bad", "--part", rows).json["outcomes"]
        assert (found["rows"], found["bad"], found["without_an_outcome"]) == (100, 60, 20), rows
        assert [row["outcome"] for row in lines(tmp_path / "o.csv")] == [said[n // 5 % 6] for n in range(120)]


def test_a_bad_value_that_no_row_has_is_refused_and_nothing_is_written(model: Path, tmp_path: Path) -> None:
    new = table(60, seed=12)
    new["bad"] = ["Lost" if cell == "1" else "NA" if n < 9 else "paid" for n, cell in enumerate(new["bad"])]
    data, out = written(tmp_path, new), tmp_path / "o.csv"
    asked = ("--target", "bad", "--part", "20")
    for wrong in (("--bad", "lossed"), ("--bad", "lost", "--bad", "1")):
        error = score(model, data, out, *asked, *wrong).error
        assert error["code"] == "score.bad" and repr(wrong[-1]) in error["where"] and not out.exists()
    found = score(model, data, out, *asked, "--bad", "LOST").json["outcomes"]
    assert found["bad"] == new["bad"].count("Lost") and found["without_an_outcome"] == new["bad"].count("NA")
    found = score(model, data, out, *asked, "--bad", "NA").json["outcomes"]
    assert found["bad"] == new["bad"].count("NA") and found["without_an_outcome"] == 0


def test_what_training_never_saw_is_handled_and_counted(model: Path, tmp_path: Path) -> None:
    new = table(100, seed=13)
    new["trade"][:3] = ["boats", "boats", "=cmd()"]
    new["months_since_late"][:5] = ["999"] * 5
    new["months_since_late"][5:] = ["20"] * 95
    new["debt"][7] = "plenty"
    out = tmp_path / "scored.csv"
    found = score(model, written(tmp_path, new), out).json
    told = {(one["column"], one["what"]): one for one in found["new"]}
    assert told["trade", "unknown level"]["values"] == {"boats": 2, "=cmd()": 1}
    assert told["months_since_late", "unknown code"]["values"] == {"999": 5}
    assert told["debt", "cannot be read"]["values"] == {"plenty": 1}
    scored = lines(out)
    assert scored[0]["new"] == "months_since_late; trade" and "months_since_late" in scored[0]["missing"]
    assert "debt" in scored[7]["missing"] and scored[50]["new"] == ""


def test_a_column_of_nothing_but_new_words_is_counted_and_not_kept(model: Path, tmp_path: Path) -> None:
    new = table(2400, seed=15)
    new["trade"] = [f"trade {n}" for n in range(2400)]
    found = score(model, written(tmp_path, new), tmp_path / "o.csv", "--reasons", "0", "--part", "500").json
    (told,) = found["new"]
    assert told["rows"] == 2400 and told["values"]["…"] == 1400
    assert all(row["reasons"] == "" for row in lines(tmp_path / "o.csv"))


def test_rows_of_another_kind_are_seen_to_have_moved(model: Path, tmp_path: Path) -> None:
    same = score(model, written(tmp_path, table(400, seed=14), "a.csv"), tmp_path / "a.out").json["drift"]
    poorer = table(400, seed=14)
    poorer["income"] = [str(int(float(cell) / 3)) if cell else "" for cell in poorer["income"]]
    moved = score(model, written(tmp_path, poorer, "b.csv"), tmp_path / "b.out").json["drift"]
    by_name = {one["name"]: one for one in moved["columns"]}
    assert by_name["income"]["alarms"] and by_name["income"]["psi"] > by_name["income"]["critical"]
    assert moved["score"]["alarms"] and moved["score"]["psi"] > 3 * same["score"]["psi"]
    assert not by_name["debt"]["alarms"]


def changed(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        (folder / name).write_bytes(change((folder / name).read_bytes()))

    return do


def rewritten(more: Mapping[str, Any], recipe: Mapping[str, Any]) -> Callable[[Path], None]:
    """A manifest made anew by somebody who knows how, over a changed recipe."""

    def do(folder: Path) -> None:
        from workstation.training.book.verified import plain_json, seal_of

        told = {**json.loads((folder / "model.json").read_bytes()), **recipe}
        (folder / "model.json").write_text(plain_json(told), encoding="utf-8")
        manifest = {**json.loads((folder / "manifest.json").read_bytes()), **more}
        manifest["files"]["model.json"] = crypto.sha256((folder / "model.json").read_bytes())
        manifest["seal"] = seal_of(manifest)
        (folder / "manifest.json").write_text(plain_json(manifest), encoding="utf-8")
        (folder / "manifest.sig.json").unlink()

    return do


@pytest.mark.parametrize(
    ("spoil", "code", "where"),
    [
        (
            changed("model.txt", lambda b: b.replace(b"leaf_value=", b"leaf_valve=", 1)),
            "damaged",
            "model.txt",
        ),
        (changed("model.json", lambda b: b.replace(b"+", b"-", 1) + b" "), "damaged", "model.json"),
        (changed("card.md", lambda b: b + b"."), "damaged", "card.md"),
        (changed("manifest.json", lambda b: b + b" "), "signature", "manifest.sig.json"),
        (changed("manifest.sig.json", lambda b: b"{}"), "signature", "manifest.sig.json"),
        (lambda folder: (folder / "model.txt").unlink(), "damaged", "model.txt"),
        (lambda folder: (folder / "manifest.json").unlink(), "none", "manifest.json"),
    ],
)
def test_a_folder_that_was_touched_is_refused_by_name(
    spoil: Callable[[Path], None], code: str, where: str, model: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    shutil.copy(model.parent / "trust.json", tmp_path)
    spoil(folder)
    ran = score(folder, written(tmp_path, table(50)), tmp_path / "out.csv")
    assert ran.error["code"] == f"score.{code}" and ran.error["where"].endswith(where)
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("more", "recipe", "code", "where"),
    [
        ({"format": 99}, {}, "newer", "manifest.json"),
        ({"format": 1}, {}, "older", "manifest.json"),
        ({}, {"features": [{"name": "sex", "column": "sex"}]}, "model", "model.json"),
        ({}, {"signs": [9]}, "model", "model.json"),
        ({}, {"cut_off": None}, "model", "model.json"),
    ],
)
def test_a_folder_that_does_not_fit_this_program_is_refused(
    more: dict[str, Any], recipe: dict[str, Any], code: str, where: str, model: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    rewritten(more, recipe)(folder)
    ran = warm(
        *("score", "--model", folder, "--data", written(tmp_path, table(50)), "--json"),
        *("--out", tmp_path / "out.csv"),
    )
    assert ran.error["code"] == f"score.{code}" and ran.error["where"].endswith(where)


def test_a_grade_that_a_spreadsheet_would_reckon_with_stands_behind_an_apostrophe(
    model: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    grades = json.loads((folder / "model.json").read_bytes())["grades"]
    rewritten({}, {"grades": [{**grade, "name": f"={n}+1"} for n, grade in enumerate(grades)]})(folder)
    out = tmp_path / "out.csv"
    data = written(tmp_path, table(50))
    assert warm("score", "--model", folder, "--data", data, "--out", out).status == 0
    assert all(row["grade"].startswith("'=") for row in lines(out))


def test_a_model_made_to_read_what_is_prohibited_is_refused(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    told = json.loads((folder / "model.json").read_bytes())["features"]
    told[0]["column"] = "性别"
    rewritten({}, {"features": told})(folder)
    words = ("--data", written(tmp_path, table(50)), "--out", tmp_path / "o.csv", "--json")
    error = warm("score", "--model", folder, *words).error
    assert (error["code"], error["where"]) == ("score.prohibited", "性别")


def test_a_model_that_nobody_signed_scores_and_says_so_unless_it_must_be(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    (folder / "manifest.sig.json").unlink()
    words = ("score", "--model", folder, "--data", written(tmp_path, table(50)), "--out", tmp_path / "o.csv")
    assert not warm(*words, "--json").json["model"]["signed"]
    error = warm(*words, "--trust", model.parent / "trust.json", "--json").error
    assert error["code"] == "score.signature"


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (lambda t: t.pop("income"), "score.column", "income"),
        (lambda t: t.update(debt=[c.replace(".", ",") for c in t["debt"]]), "score.spelling", "debt"),
        (lambda t: t.update(income=["much"] * 50), "score.spelling", "income"),
        (lambda t: [column.clear() for column in t.values()], "book.empty", "loans.csv"),
    ],
)
def test_a_table_that_does_not_fit_the_model_is_refused_by_column(
    change: Callable[[dict[str, list[str]]], object], code: str, where: str, model: Path, tmp_path: Path
) -> None:
    new = table(50)
    change(new)
    path = tmp_path / "loans.csv"
    path.write_text(as_text(new, ";"), encoding="utf-8")
    error = score(model, path, tmp_path / "out.csv").error
    assert error["code"] == code and where in error["where"] and not (tmp_path / "out.csv").exists()


def test_a_later_row_of_another_width_is_refused_with_its_line_and_leaves_no_file(
    model: Path, tmp_path: Path
) -> None:
    path = tmp_path / "new.csv"
    path.write_text(as_text(table(100)) + "one,two\n", encoding="utf-8")
    error = score(model, path, tmp_path / "out.csv", "--part", "20").error
    assert error["code"] == "book.width" and "line 102" in error["where"]
    assert [p.name for p in tmp_path.iterdir()] == ["new.csv"]


def test_the_rows_are_never_overwritten_by_their_lines(model: Path, tmp_path: Path) -> None:
    path = written(tmp_path, table(50))
    before = path.read_bytes()
    assert score(model, path, tmp_path / "." / "loans.csv").error["code"] == "score.out"
    assert path.read_bytes() == before


def test_outcomes_of_one_kind_alone_leave_no_ranking(model: Path, tmp_path: Path) -> None:
    new = table(60)
    new["bad"] = ["0"] * 50 + [""] * 10
    found = score(model, written(tmp_path, new), tmp_path / "out.csv", "--target", "bad").json["outcomes"]
    assert (found["rows"], found["bad"], found["without_an_outcome"]) == (50, 0, 10)
    assert found["auc"] is None and found["ratio"] is None


def test_a_manifest_unsigned_and_changed_is_refused(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    (folder / "manifest.sig.json").unlink()
    whole = (folder / "manifest.json").read_bytes()
    words = ("--data", written(tmp_path, table(50)), "--out", tmp_path / "o.csv", "--json")
    for place in range(3, len(whole), 97):
        (folder / "manifest.json").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        error = warm("score", "--model", folder, *words).error
        assert error["code"] in ("score.damaged", "score.older", "score.newer"), place
