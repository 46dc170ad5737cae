"""Whatever a workbook holds: it is refused with a place, or what the check lets pass can be run."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.surveys.forms import surroundings
from tests.surveys.workbooks import workbook
from workstation.errors import KnownError
from workstation.surveys.checking import check_form
from workstation.surveys.form import compile_form
from workstation.surveys.run import FormRun

KINDS = [
    "text", "integer", "select_one c", "select_multiple c or_other", "rank c", "select_one ${a}",
    "note", "image", "select_one_from_file f.csv", "calculate", "range", "geopoint", "start", "hidden",
    "trigger", "txet", "date", "begin group", "end group", "begin repeat", "end repeat", "osm", "audit",
    "",
]  # fmt: skip
NAMES = ["a", "b", "r", "g", "a b", "1a", "", "meta", "instanceID", "名", "a-b", "data"]
CELLS = [
    "", "yes", "${a}", "${b} > 1", "${nope}", "1 +", "frob(1)", "sum(${b})", "position(..)",
    "count(${r})", "indexed-repeat(${b}, ${r}, 1)", "pulldata('f', 'x', 'name', ${a})",
    "once(random())", "regex(., '(a+)+b')", "jr:choice-name(${a}, '${a}')", "<script>alert(1)</script>",
    "]]>", "${last-saved#a}", "${a", "%(label)s", "today()", "search('f')", "minimal", "field-list",
    "//x", "..", ". > 3", "x" * 300,
]  # fmt: skip
COLUMNS = ["calculation", "constraint", "relevant", "required", "default", "appearance", "choice_filter",
           "repeat_count", "read_only", "hint", "bind::ws:part"]  # fmt: skip
SOUND: list[list[Any]] = [
    ["text", "a", "A"], ["integer", "b", "B ${a}"], ["begin repeat", "r", "R"], ["integer", "d", "D"],
    ["end repeat", "", ""], ["select_one c", "e", "E"],
]  # fmt: skip


@st.composite
def books(draw: st.DrawFn) -> bytes:
    """A sound form with some strange rows and cells in it."""
    columns = draw(st.lists(st.sampled_from(COLUMNS), max_size=3, unique=True))
    rows = [[*row, *[""] * len(columns)] for row in SOUND]
    for _ in range(draw(st.integers(0, 3))):
        strange = [draw(st.sampled_from(KINDS)), draw(st.sampled_from(NAMES)), draw(st.sampled_from(CELLS))]
        rows.insert(draw(st.integers(0, len(rows))), [*strange, *[""] * len(columns)])
    for row in rows:
        for at in range(3, len(row)):
            if draw(st.integers(0, 4)) == 0:
                row[at] = draw(st.sampled_from(CELLS))
    sheets: dict[str, Any] = {
        "survey": [["type", "name", "label", *columns], *rows],
        "choices": [["list_name", "name", "label"], ["c", "x", "X"], ["c", "y", "Y"]],
    }
    if draw(st.booleans()):
        sheets["settings"] = [
            ["namespaces", "form_id"],
            ['ws="http://workstation/forms"', draw(st.sampled_from(CELLS))],
        ]
    return workbook(sheets)


@settings(max_examples=60)
@given(books())
def test_a_form_is_refused_with_its_place_or_runs(data: bytes) -> None:
    files = {"f.csv": b"name,label,x\na,A,1\n"}
    report = check_form(data, "form.xlsx", files=files)
    assert all(one.why for one in report.refused)
    code = ""
    try:
        run = FormRun.start(compile_form(data, "form.xlsx", files=files), surroundings())
        for section in run.sections():
            run.view(section.ref)
        run.problems(complete=True)
    except KnownError as error:
        code = error.code
    assert code in ("", "form.refused", "form.unsupported", "form.cycle", "form.too_large")
    assert not (report.ok and code), "the check let pass what cannot be run"
