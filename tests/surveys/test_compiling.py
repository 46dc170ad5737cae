"""What the compiler refuses comes back as one sentence with the sheet, the row and the name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.surveys.workbooks import form, workbook
from workstation.errors import KnownError
from workstation.surveys.compiling import compile_workbook, compile_xform, files_of
from workstation.surveys.workbook import read_workbook


def refusal(data: bytes) -> KnownError:
    with pytest.raises(KnownError) as caught:
        compile_xform(data, "form.xlsx")
    return caught.value


@pytest.mark.parametrize(
    ("rows", "where", "said"),
    [
        ([["text", "a", "A"], ["txet", "b", "B"]], "row 3, b", "txet"),
        ([["text", "a", "A"], [], ["text", "a", "again"]], "row 4, a", "'a' is invalid"),
        ([["text", "a b", "A"]], "row 2, a b", "'name' value"),
        ([["begin group", "g", "G"], ["text", "a", "A"]], "row 2, g", "begin_group"),
        ([["text", "a", "A"], ["end group"]], "row 3", "end_group"),
        ([["select_one colours", "c", "C"]], "row 2, c", "colours"),
        ([["note", "n", "${nowhere}"]], "row 2, n", "nowhere"),
        ([["", "a", "A"]], "row 2, a", "no type"),
    ],
)
def test_a_wrong_row_is_named(rows: list[list[str]], where: str, said: str) -> None:
    error = refusal(form(*rows, choices=[["list_name", "name", "label"], ["shapes", "x", "X"]]))
    assert error.code == "form.refused"
    assert error.where == f"form.xlsx, sheet survey, {where}"
    assert said in error.message
    assert "\n" not in error.message and "Learn more" not in error.message


def test_a_choice_without_a_name_names_its_own_sheet() -> None:
    data = form(
        ["select_one c", "q", "Q"],
        choices=[["list_name", "name", "label"], ["c", "x", "X"], ["c", None, "Y"]],
    )
    assert refusal(data).where == "form.xlsx, sheet choices, row 3, c"


def test_a_prefix_that_nothing_stands_for_is_refused_by_column() -> None:
    error = refusal(form(["text", "a", "A", "equity"], head=["bind::ws:part"]))
    assert (error.code, error.where) == ("form.refused", "form.xlsx, sheet survey, row 1")
    assert "“bind::ws:part” has the prefix ws" in error.message
    declared = form(
        ["text", "a", "A", "equity", "t"],
        head=["bind::ws:part", "instance::odk:tag"],
        settings=[["namespaces"], ['ws="http://workstation/forms"']],
    )
    assert 'ws:part="equity"' in compile_xform(declared, "form.xlsx")


def test_a_setting_that_breaks_the_xml_is_refused() -> None:
    error = refusal(form(["text", "a", "A"], settings=[["namespaces"], ['x="" y="<"']]))
    assert (error.code, error.where) == ("form.refused", "form.xlsx, sheet settings")


def test_a_script_in_a_label_stays_plain_text() -> None:
    from lxml import etree

    label = "<script>alert(1)</script> & ]]> <b>"
    root = etree.fromstring(compile_xform(form(["text", "a", label]), "form.xlsx").encode())
    shown = root.find(".//{*}body/{*}input/{*}label")
    assert (shown.text, len(shown)) == (label, 0)


def test_lists_of_the_sheet_external_choices_become_lists_of_the_form() -> None:
    data = workbook(
        {
            "survey": [
                ["type", "name", "label", "choice_filter"],
                ["select_one land", "land", "Land", None],
                ["select_one_external town", "town", "Town", "land=${land}"],
            ],
            "choices": [["list name", "name", "label"], ["land", "a", "A"]],
            "external_choices": [["list_name", "name", "label", "land"], ["town", "x", "X", "a"]],
        }
    )
    xform = compile_xform(data, "form.xlsx")
    assert "instance('town')/root/item[land= /data/land ]" in xform
    assert "<land>a</land>" in xform


def test_a_place_in_the_answers_leads_back_to_its_row() -> None:
    data = form(
        ["begin repeat", "line", "Line"],
        ["select_one c or_other", "kind", "Kind"],
        ["end repeat"],
        ["text", "note", "Note"],
        choices=[["list_name", "name", "label"], ["c", "x", "X"]],
    )
    compiled = compile_workbook(read_workbook(data, "form.xlsx"))
    assert compiled.where("/data/line[3]/kind") == "form.xlsx, sheet survey, row 3, kind"
    assert compiled.where("/data/line/kind_other") == "form.xlsx, sheet survey, row 3, kind"
    assert compiled.where("/data/note") == "form.xlsx, sheet survey, row 5, note"
    assert compiled.where("/data/meta/instanceID") == "/data/meta/instanceID"


def test_forms_that_others_wrote_compile_and_the_bad_one_is_refused(shared: Path) -> None:
    refused = {}
    for path in sorted((shared / "data/xlsforms").glob("*.xls*")):
        try:
            assert "<h:body>" in compile_xform(path.read_bytes(), path.name) or path.name == "calculate.xls"
        except KnownError as error:
            refused[path.name] = error.code
    assert refused == {"unknown_question_type.xls": "form.refused"}


def test_files_beside_a_form_are_weighed() -> None:
    data = form(["text", "a", "A"])
    with pytest.raises(KnownError) as caught:
        compile_xform(data, "form.xlsx", files={"big.csv": bytes(21 << 20)})
    assert (caught.value.code, caught.value.where) == ("form.too_large", "big.csv")


def test_a_list_s_name_leads_out_of_no_folder() -> None:
    xform = '<instance id="a" src="jr://file-csv/../../up.csv"/><instance id="b" src="jr://file/..\\..\\back.xml"/>'
    assert files_of(xform) == ("up.csv", "back.xml")
