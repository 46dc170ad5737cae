"""Every type of question and setting that the list of what is supported names really runs."""

from __future__ import annotations

from tests.surveys.forms import surroundings
from tests.surveys.sequences import check
from tests.surveys.workbooks import form
from workstation.surveys.answers import ACKNOWLEDGED
from workstation.surveys.form import compile_form
from workstation.surveys.generating import generate
from workstation.surveys.run import FormRun
from workstation.surveys.support import Kind, Standing, table
from workstation.surveys.views import AnswerKind
from workstation.surveys.xml import parse_xml

_ROWS = (
    ("start", "start", "", ""),
    ("end", "end", "", ""),
    ("today", "today", "", ""),
    ("deviceid", "device", "", ""),
    ("username", "user", "", ""),
    ("phonenumber", "phone", "", ""),
    ("email", "email", "", ""),
    ("subscriberid", "subscriber", "", ""),
    ("simserial", "sim", "", ""),
    ("audit", "audit", "", ""),
    ("start-geopoint", "first_place", "", ""),
    ("background-audio", "recording", "", ""),
    ("csv-external", "prices", "", ""),
    ("xml-external", "tree", "", ""),
    ("text", "text", "Text", ""),
    ("integer", "integer", "Integer", ""),
    ("decimal", "decimal", "Decimal", ""),
    ("range", "range", "Range", ""),
    ("date", "date", "Date", ""),
    ("time", "time", "Time", ""),
    ("dateTime", "moment", "Moment", ""),
    ("select_one trade", "one", "One", ""),
    ("select_multiple trade", "several", "Several", ""),
    ("select_one_from_file prices.csv", "from_file", "From a file", ""),
    ("select_multiple_from_file places.geojson", "places", "Places", ""),
    ("rank trade", "rank", "Rank", ""),
    ("note", "note", "Note ${text}", ""),
    ("geopoint", "point", "Point", ""),
    ("geotrace", "trace", "Trace", ""),
    ("geoshape", "shape", "Shape", ""),
    ("image", "image", "Image", ""),
    ("audio", "audio", "Audio", ""),
    ("video", "video", "Video", ""),
    ("file", "file", "File", ""),
    ("barcode", "barcode", "Barcode", ""),
    ("acknowledge", "agreed", "Agreed", ""),
    ("hidden", "hidden", "", ""),
    ("calculate", "price", "", "instance('prices')/root/item[name = ${from_file}]/price"),
    ("calculate", "leaf", "", "instance('tree')/root/branch[@kind = 'big']/leaf"),
    ("begin_group", "group", "Group", ""),
    ("begin_repeat", "repeat", "Repeat", ""),
    ("text", "inner", "Inner", ""),
    ("end_repeat", "", "", ""),
    ("end_group", "", "", ""),
    ("begin_loop over trade", "loop", "%(label)s", ""),
    ("integer", "each", "How many %(label)s", ""),
    ("end_loop", "", "", ""),
)
_FILES = {
    "prices.csv": b"name,label,price\na,Alpha,1.50\nb,Beta,2\n",
    "tree.xml": b'<root><branch kind="small"><leaf>x</leaf></branch>'
    b'<branch kind="big"><leaf>y</leaf></branch></root>',
    "places.geojson": b'{"features": [{"id": "w", "properties": {"title": "W"},'
    b'"geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}]}',
}
_ELSEWHERE = {"select_one_external", "osm", "background-geopoint", "end_group", "end_repeat", "end_loop"}
"""Types with a story of their own, and the ends of what the form above begins."""


def _form() -> bytes:
    return form(
        *_ROWS,
        head=("calculation",),
        choices=(("list_name", "name", "label"), ("trade", "toys", "Toys"), ("trade", "bags", "Bags")),
        settings=(("form_id", "version", "instance_xmlns"), ("all", "1", "http://example.org/all")),
    )


def test_no_type_of_the_list_is_missing_here() -> None:
    here = {str(row[0]).split()[0] for row in _ROWS}
    named = {one.name for one in table() if one.kind is Kind.TYPE and one.standing is not Standing.REFUSED}
    assert named - here - _ELSEWHERE == set()


def test_a_form_with_every_type_is_filled_in_and_taken_up_again() -> None:
    compiled = compile_form(_form(), "all.xlsx", files=_FILES)
    run = FormRun.start(compiled, surroundings())
    generate(run, 1)
    reckoned = check(run)
    assert not reckoned.wrong and not reckoned.missing
    kinds = {question.kind for question in compiled.questions.values()}
    assert kinds == set(AnswerKind)
    run.answer("/data/from_file", "a")
    assert (run.value("/data/price"), run.value("/data/leaf")) == ("1.50", "y")
    assert run.value("/data/agreed") == ACKNOWLEDGED
    assert run.value("/data/audit") == run.value("/data/phone") == ""
    root = parse_xml(run.finish(), "test")
    assert root.tag == "{http://example.org/all}data"
    assert root.findtext("{http://example.org/all}user") == "officer"


def test_cities_in_a_sheet_of_their_own_are_a_list_of_the_form() -> None:
    data = form(
        ("select_one area", "area", "Area", ""),
        ("select_one_external city", "city", "City", "area = ${area}"),
        head=("choice_filter",),
        choices=(("list_name", "name", "label"), ("area", "n", "North"), ("area", "s", "South")),
    )
    data = _with_sheet(data, (("list_name", "name", "label", "area"), ("city", "hz", "Hangzhou", "n")))
    run = FormRun.start(compile_form(data, "cities.xlsx"), surroundings())
    run.answer("/data/area", "n")
    assert [choice.label for choice in run.question("/data/city").choices] == ["Hangzhou"]
    run.answer("/data/area", "s")
    assert run.question("/data/city").choices == ()


def _with_sheet(data: bytes, rows: tuple[tuple[str, ...], ...]) -> bytes:
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    sheet = book.create_sheet("external_choices")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
