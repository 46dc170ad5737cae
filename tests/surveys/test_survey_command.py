"""`workstation survey run`: a form without a window, for scripts and for whoever tries a form out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.surveys.workbooks import form
from workstation import cli

FORM = form(
    ["begin_group", "shop", "Shop", "", "", "", ""],
    ["text", "owner", "Owner", "", "", "yes", ""],
    ["integer", "staff", "Staff", ". >= 0", "", "", ""],
    ["decimal", "wage", "Wage", "", "${staff} > 0", "", ""],
    ["end_group", "", "", "", "", "", ""],
    ["begin_repeat", "line", "Line", "", "", "", ""],
    ["integer", "qty", "Quantity", "", "", "", ""],
    ["end_repeat", "", "", "", "", "", ""],
    ["calculate", "total", "", "", "", "", "sum(${qty})"],
    head=("constraint", "relevant", "required", "calculation"),
    settings=(("form_id", "version", "form_title"), ("visit", "3", "Visit")),
)


@pytest.fixture
def survey(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    (tmp_path / "visit.xlsx").write_bytes(FORM)

    def call(answers: object, *more: str) -> tuple[int, Any, str]:
        words = list(more)
        if answers is not None:
            (tmp_path / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
            words += ["--answers", str(tmp_path / "answers.json")]
        status = cli.main(["survey", "run", str(tmp_path / "visit.xlsx"), *words, "--json"])
        printed = capsys.readouterr()
        return status, json.loads(printed.out) if printed.out else None, printed.err

    return call


def test_answers_in_a_file_make_a_submission(survey: Any, tmp_path: Path) -> None:
    answers = {"shop": {"wage": 4000.5, "owner": "Li", "staff": 2}, "line": [{"qty": 3}, {"qty": 4}]}
    status, told, _ = survey(answers, "--out", str(tmp_path / "out"))
    assert status == 0 and told["complete"] and told["not_asked"] == []
    assert told["answers"]["shop"] == {"owner": "Li", "staff": "2", "wage": "4000.5"}
    assert told["answers"]["total"] == "7"
    assert told["form"]["id"] == "visit" and told["form"]["version"] == "3"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "answers.json", "submission.xml", "visit-line.csv", "visit.csv",
    ]  # fmt: skip
    assert (tmp_path / "out/submission.xml").read_text(encoding="utf-8") == told["submission"]


def test_what_is_wrong_is_told_and_nothing_is_written(survey: Any, tmp_path: Path) -> None:
    status, told, said = survey({"shop": {"staff": -1, "wage": 1}}, "--out", str(tmp_path / "out"))
    assert json.loads(said)["error"]["code"] == "survey.incomplete"
    assert status == 1 and not told["complete"] and told["submission"] is None
    assert [(one["ref"], one["kind"]) for one in told["problems"]] == [
        ("/data/shop/owner", "required"), ("/data/shop/staff", "constraint"),
    ]  # fmt: skip
    assert told["not_asked"] == ["/data/shop/wage"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"shop": {"ownr": "Li"}}, "survey.place"),
        ([1, 2], "survey.answers"),
        ({"line": [{"qty": 1}, 2]}, "survey.answers"),
    ],
)
def test_answers_that_fit_no_question_are_refused(survey: Any, answers: object, code: str) -> None:
    status, told, said = survey(answers)
    assert status == 1 and told is None
    assert json.loads(said.splitlines()[-1])["error"]["code"] == code


def test_answers_can_be_made_up_and_a_seed_fixes_them(survey: Any) -> None:
    status, told, _ = survey(None, "--generate", "7")
    assert status == 0 and told["complete"]
    assert survey(None, "--generate", "7")[1]["answers"] | {"meta": 0} == told["answers"] | {"meta": 0}


def test_a_person_reads_sections_and_what_is_to_mend(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "visit.xlsx").write_bytes(FORM)
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    status = cli.main(["survey", "run", str(tmp_path / "visit.xlsx"), "--answers", str(tmp_path / "a.json")])
    said = capsys.readouterr().out
    assert status == 1
    assert "Shop: 0 of 2 answered" in said and "required: Owner [/data/shop/owner]" in said
