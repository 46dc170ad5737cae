"""A form is checked row by row: what it uses, what is left aside and why, what is refused and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.surveys.workbooks import form, workbook
from workstation.surveys.checking import Finding, FormReport, check_form
from workstation.surveys.support import Kind, Standing, Supported, table

CHOICES = [["list_name", "name", "label", "kind"], ["c", "x", "X", "1"], ["c", "y", "Y", "2"]]


def refused(report: FormReport) -> list[tuple[int, str, str]]:
    return [(one.row, one.name, one.what) for one in report.refused]


def ignored(report: FormReport) -> dict[str, str]:
    return {one.what: one.why for one in report.findings if one.standing is Standing.IGNORED}


def test_every_type_of_the_standard_compiles_and_none_is_refused() -> None:
    lists = {"select_one": "c", "select_multiple": "c or_other", "rank": "c", "select_one_external": "far"}
    lists |= {
        "select_one_from_file": "f.csv",
        "select_multiple_from_file": "g.geojson",
        "begin_loop": "over c",
    }
    rows: list[list[object]] = [["text", "first", "First", None, None]]
    for number, row in enumerate(one for one in table() if one.kind is Kind.TYPE):
        name = None if row.name == "audit" or row.name.startswith("end_") else f"q{number}"
        kind = f"{row.name} {lists[row.name]}" if row.name in lists else row.name
        calculation = "1 + 1" if row.name == "calculate" else None
        trigger = "${first}" if row.name == "background-geopoint" else None
        if row.name.startswith("end_"):
            rows.append(["text", f"in{number}", "Inner", None, None])
        rows.append([kind, name, f"Label {number}", calculation, trigger])
    sheets = {"survey": [["type", "name", "label", "calculation", "trigger"], *rows], "choices": CHOICES}
    data = workbook(sheets | {"external_choices": [["list_name", "name", "label"], ["far", "z", "Z"]]})
    names = {str(row[0]): str(row[1]) for row in rows}
    files = {"f.csv": b"name,label\na,A\n", "g.geojson": b'{"type": "FeatureCollection", "features": []}'}
    files |= {f"{names['csv-external']}.csv": b"name\na\n", f"{names['xml-external']}.xml": b"<root/>"}
    report = check_form(data, "all.xlsx", files=files)
    assert refused(report) == [], report.refused
    assert set(ignored(report)) == {
        "type audit", "type background-audio", "type subscriberid", "type simserial", "type phonenumber",
        "type email",
    }  # fmt: skip
    assert report.id == "all"


ODK_FUNCTIONS = """
if position once selected selected-at count-selected jr:choice-name indexed-repeat count
count-non-empty sum max min regex contains starts-with ends-with substr substring-before
substring-after translate string-length normalize-space concat join boolean-from-string string round
int number digest pow log log10 abs sin cos tan asin acos atan atan2 sqrt exp exp10 pi today now
decimal-date-time date decimal-time format-date format-date-time area distance random randomize uuid
boolean not coalesce checklist weighted-checklist true false pulldata instance current base64-decode
extract-signed geofence intersects date-time version property jr:itext
"""


def test_every_function_of_the_reference_is_supported() -> None:
    supported = Supported()
    for name in ODK_FUNCTIONS.split():
        row = supported.of(Kind.FUNCTION, name)
        assert row is not None and row.standing is Standing.SUPPORTED, name


def test_what_is_left_aside_says_why() -> None:
    assert all(row.why for row in table() if row.standing is not Standing.SUPPORTED)
    names = [(row.kind, row.name) for row in table()]
    assert len(set(names)) == len(names)


def test_everything_wrong_is_found_not_only_the_first() -> None:
    report = check_form(
        form(
            ["text", "a", "A", None, None, None],
            ["txet", "b", "B", None, None, None],
            ["text", "c", "C", "frobnicate(${a})", None, None],
            ["text", "d", "D", None, "regex(., '(x)\\1')", None],
            ["text", "e", "E", None, ". > ", "maps"],
            head=["relevant", "constraint", "appearance"],
        ),
        "form.xlsx",
    )
    assert not report.ok and report.id == ""
    assert refused(report) == [
        (3, "b", "type txet"),
        (4, "c", "relevant frobnicate(${a})"),
        (5, "d", "constraint regex(., '(x)\\1')"),
        (6, "e", "constraint . >"),
        (3, "b", "the form"),
    ]
    assert "frobnicate()" in report.refused[1].why
    assert "no map" in ignored(report)["appearance maps"]


def test_what_only_the_runner_sees_is_found_at_its_row() -> None:
    report = check_form(
        form(
            ["calculate", "a", None, "${b} + 1"],
            ["calculate", "b", None, "${a} + 1"],
            head=["calculation"],
        ),
        "form.xlsx",
    )
    assert [(one.row, one.name, one.what) for one in report.refused] in (
        [(2, "a", "the form")],
        [(3, "b", "the form")],
    )


def test_a_file_that_does_not_lie_beside_the_form_is_missed_at_its_row() -> None:
    data = form(
        ["select_one_from_file towns.csv", "town", "Town", None],
        ["calculate", "price", None, "pulldata('prices', 'price', 'sku', ${town})"],
        ["calculate", "sales", None, "pulldata('file', 'sales', 'shop', ${town})"],
        head=["calculation"],
    )
    assert refused(check_form(data, "form.xlsx")) == [
        (2, "town", "file towns.csv"),
        (3, "price", "file prices.csv"),
    ]
    files = {"towns.csv": b"name,label\na,A\n", "prices.csv": b"sku,price\n1,2\n"}
    report = check_form(data, "form.xlsx", files=files)
    assert report.ok and report.lists == ("towns.csv", "prices.csv", "file.csv"), (
        "the applicant file comes with a run"
    )


@pytest.mark.parametrize(
    ("cells", "what", "why"),
    [
        ({"appearance": "w3 minimal"}, "appearance w3", "laid out"),
        ({"appearance": "ex:org.app.thing(a='b c')"}, "appearance ex:", "no other program"),
        ({"appearance": "sparkling"}, "appearance sparkling", "not in the standard"),
        ({"body::accuracyThreshold": "5"}, "column body::accuracyThreshold", "accuracy"),
        ({"favourite": "5"}, "column favourite", "not in the standard"),
    ],
)
def test_what_changes_no_answer_is_left_aside_with_a_word(cells: dict[str, str], what: str, why: str) -> None:
    report = check_form(form(["text", "a", "A", *cells.values()], head=list(cells)), "form.xlsx")
    assert report.ok
    assert why in ignored(report)[what]


def test_supported_looks_parameters_and_columns_are_known_in_any_spelling() -> None:
    report = check_form(
        form(
            ["select_one c", "a", "A", "columns-3 quick", "randomize=true", "一", "yes", "1"],
            ["range", "b", "B", "no-ticks", "start=0 end=10;step=2", "二", "no", "stated"],
            choices=CHOICES,
            settings=[["form_title", "namespaces"], ["T", 'ws="http://workstation/forms"']],
            head=["appearance", "parameters", "label::中文 (zh)", "bind:required", "bind::ws:basis"],
        ),
        "form.xlsx",
    )
    assert report.ok, report.refused
    assert ignored(report) == {}


def test_a_form_that_wants_its_own_encryption_is_refused() -> None:
    data = form(["text", "a", "A"], settings=[["form_title", "public_key"], ["T", "MIIBIjAN"]])
    assert refused(check_form(data, "form.xlsx")) == [(1, "", "setting public_key")]


def test_a_disabled_row_and_choices_for_filters_are_no_findings() -> None:
    data = workbook(
        {
            "survey": [
                ["type", "name", "label", "disabled"],
                ["txet", "a", "A", "yes"],
                ["text", "b", "B", None],
            ],
            "choices": CHOICES,
        }
    )
    report = check_form(data, "form.xlsx")
    assert report.ok and ignored(report) == {}


def test_forms_nobody_here_wrote_are_checked(shared: Path) -> None:
    folder = shared / "data/xlsforms"
    files = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    reports = {
        path.name: check_form(path.read_bytes(), path.name, files=files)
        for path in sorted(folder.glob("*.xls*"))
    }
    bad = reports.pop("unknown_question_type.xls")
    assert [name for name, report in reports.items() if not report.ok] == []
    assert (
        Finding("survey", 52, "unknown", "type unknown", Standing.REFUSED, "no type of the standard")
        in bad.findings
    )
    assert all(
        re.fullmatch(r"\w[\w:() -]*", one.what) for report in reports.values() for one in report.refused
    )
