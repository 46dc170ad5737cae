"""`train --data` and `evaluate --data-dir` as a lender meets them: a table in; a folder or a refusal out."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from tests.functional.command import warm
from tests.training.book.tables import as_text, loans

KEYS = {
    *("auc", "auc_interval", "ks", "brier", "log_loss", "calibration_slope", "ece", "seconds"),
    *("rows", "bad", "folds", "seed", "scorecard", "columns", "left_out", "prohibited", "suspected_leaks"),
    *("promises", "signable"),
}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lender's table: a sex column, percentages, a running number, a level that looks like a formula."""
    columns = loans(400)
    rows = len(columns["bad"])
    columns = {
        "id": [str(n) for n in range(rows)],
        "SEX": ["1", "2"] * (rows // 2),
        "rate": [f"{5 + n % 9}.5%" for n in range(rows)],
        "tag": [
            "=cmd()" if (bad == "1") != (n % 4 == 0) else "plain" for n, bad in enumerate(columns["bad"])
        ],
        **columns,
    }
    path = tmp_path_factory.mktemp("lender") / "loans.csv"
    path.write_text(as_text(columns), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def signs(table: Path) -> Path:
    path = table.parent / "signs.csv"
    path.write_text("column,sign,reason\ndebt,+,debt service\nincome,-,income repays\n", encoding="utf-8")
    return path


def test_a_table_becomes_a_model_a_scorecard_and_a_report(table: Path, signs: Path, tmp_path: Path) -> None:
    out = tmp_path / "book"
    ran = warm(
        *("train", "--data", table, "--target", "bad", "--monotone", signs, "--folds", "2"),
        *("--out", out, "--json"),
    )
    found = ran.json
    assert set(found) >= KEYS and found["signable"]
    assert found["auc_interval"][0] < found["auc"] < found["auc_interval"][1]
    assert {gone["name"]: gone["why"] for gone in found["left_out"]} == {"id": "id", "SEX": "prohibited"}
    (proxy,) = found["proxies"]
    assert proxy["name"] == "SEX" and proxy["auc_interval"][0] < proxy["auc"] < proxy["auc_interval"][1]
    assert found["promises"]["monotone_violations"] == found["promises"]["blank_helped"] == 0
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest, name
    page = (out / "report.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 4 and "SEX (sex) was not read, but" in page and "http-equiv" not in page
    rows = list(csv.DictReader((out / "scorecard.csv").read_text(encoding="utf-8").splitlines()))
    assert "'=cmd()" in {row["bin"] for row in rows}, "a spreadsheet must not take a level for a formula"
    assert rows[0]["bin"] == "base" and {"debt", "income"} <= {row["feature"] for row in rows}
    assert (out / "card.md").read_text(encoding="utf-8").startswith("Trained on the lender's own loans")


def test_what_reads_prohibited_columns_can_never_be_signed(table: Path, tmp_path: Path) -> None:
    key, out = tmp_path / "a.key", tmp_path / "book"
    key.write_bytes(bytes(range(32)))
    asked = ("train", "--data", table, "--target", "bad", "--folds", "2", "--out", out, "--keep-prohibited")
    refused = warm(*asked, "--key", key, "--json").error
    assert refused["code"] == "book.prohibited" and refused["where"] == "SEX" and not out.exists()
    found = warm(*asked, "--json").json
    assert not found["signable"] and found["prohibited"] == [
        {"attribute": "sex", "kept": True, "name": "SEX"}
    ]
    assert not (out / "manifest.json").exists()
    assert "never for a decision" in (out / "card.md").read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize(
    ("content", "more", "code"),
    [
        ("debt,bad\n1,0\n2,1\n", ("--target", "default"), "book.target"),
        ("debt,bad\n1,0\n2,0\n", ("--target", "bad"), "book.one_class"),
        ("debt,bad\n1,a\n2,b\n", ("--target", "bad"), "book.bad"),
        ("debt,bad\n1,0\n2,1\n", ("--target", "bad"), "book.few"),
        ("debt,bad\n1,0\n2,1\n", ("--target", "bad", "--folds", "1"), "book.folds"),
        ("debt,bad\n1,0\n2\n", ("--target", "bad"), "book.width"),
        ("debt,bad\n1,0\n2,1\n", (), "book.target"),
        ("debt,bad\n1,0\n2,1\n", ("--target", "bad", "--drop", "debts"), "book.hints"),
        ("", ("--target", "bad"), "book.empty"),
    ],
)
def test_a_table_that_cannot_be_learned_from_is_refused_in_one_line(
    tmp_path: Path, content: str, more: tuple[str, ...], code: str
) -> None:
    path, out = tmp_path / "loans.csv", tmp_path / "out"
    path.write_text(content, encoding="utf-8")
    error = warm("train", "--data", path, *more, "--out", out, "--json").error
    assert error["code"] == code and error["where"] and error["remedy"] and not out.exists()


def test_the_known_sets_are_judged_beside_their_peers(shared: Path, tmp_path: Path) -> None:
    for name in ("heloc_hcbr.csv", "hmeq.csv"):
        (tmp_path / name).write_bytes((shared / "data" / "credit" / name).read_bytes())
    found = warm("evaluate", "--data-dir", tmp_path, "--quick", "--json").json
    assert list(found["sets"]) == ["heloc", "hmeq"] and found["quick"]
    for runs in found["sets"].values():
        run = runs["with_prohibited"]
        assert set(run) >= KEYS - {
            "bad",
            "folds",
            "seed",
            "columns",
            "left_out",
            "suspected_leaks",
            "signable",
        }
        assert 0.7 < run["auc"] < 1 and run["peers"]["best"] and not run["goals"]
        assert run["promises"]["monotone_violations"] == run["promises"]["blank_helped"] == 0
    reasons = found["sets"]["heloc"]["with_prohibited"]["reasons"]
    assert reasons["grouped"]["absurd_share"] == reasons["by_column"]["absurd_share"] == 0
    assert reasons["grouped"]["flip_share"] > 0.8 and "44% approved" in reasons["definition"]
    assert len(reasons["flips_at_other_shares"]) > 3


def test_a_folder_without_a_known_set_is_refused(tmp_path: Path) -> None:
    error = warm("evaluate", "--data-dir", tmp_path, "--json").error
    assert error["code"] == "evaluate.none" and "hmeq.csv" in error["remedy"]


@pytest.mark.parametrize("threads", ["0", "-2", "many"])
def test_no_number_of_threads_but_one_above_zero_is_taken(threads: str, table: Path, tmp_path: Path) -> None:
    for words in (
        ("train", "--data", table, "--target", "bad", "--out", tmp_path / "o"),
        ("evaluate", "--suite"),
    ):
        ran = warm(*words, "--threads", threads)
        assert ran.status == 2 and "--threads" in ran.err and not (tmp_path / "o").exists()


def test_earlier_loans_teach_and_later_ones_judge(tmp_path: Path) -> None:
    columns = loans(600)
    columns = {"year": [str(2015 + n // 150) for n in range(600)], **columns}
    path, out = tmp_path / "loans.csv", tmp_path / "book"
    path.write_text(as_text(columns), encoding="utf-8")
    asked = ("train", "--data", path, "--target", "bad", "--folds", "2", "--out", out, "--json")
    found = warm(*asked, "--time", "year", "--test-from", "2018").json
    later = found["out_of_time"]
    assert (later["trained_on"], later["rows"], later["test_from"]) == (450, 150, "2018")
    assert 0.5 < later["auc"] < 1 and later["ratio_recalibrated"] > 0 and later["drift"][0]["name"] == "score"
    page = (out / "report.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 6 and "since 2018: 150 later rows" in page
    assert "and out of time" in (out / "card.md").read_text(encoding="utf-8").splitlines()[0]
    for more in (("--test-from", "2018"), ("--time", "year", "--test-from", "2030"), ("--time", "trade")):
        assert warm(*asked, *more).error["code"] == "book.time"
