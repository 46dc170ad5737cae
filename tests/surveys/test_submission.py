"""What leaves with a finished survey: the OpenRosa submission with its files, tables, and JSON."""

from __future__ import annotations

import csv
import io
from email import message_from_bytes
from email.message import Message

import pytest

from tests.surveys.forms import form_of, started, surroundings
from workstation.errors import KnownError
from workstation.surveys.as_table import as_csv, as_json
from workstation.surveys.names import OPENROSA
from workstation.surveys.run import FormRun
from workstation.surveys.submission import FilePart, Post, attachment_names, instance_id, posts
from workstation.surveys.xml import parse_xml

VISIT = """
type | name | label | relevant | calculation
start | began | | |
end | ended | | |
deviceid | device | | |
text | owner | Owner | |
geopoint | place | Place | |
image | front | Front | |
image | back | Back | ${owner} = 'Li' |
begin_group | shop | Shop | |
integer | staff | Staff | |
begin_repeat | line | Line | |
text | item | Item | |
decimal | cost | Cost | |
begin_repeat | lot | Lot | |
integer | qty | Quantity | |
end_repeat | | | |
end_repeat | | | |
end_group | | | |
"""
SETTINGS = """
form_id | version | form_title | instance_name | attribute::house
visit | 2026-07 | Visit | concat('Visit to ', ${owner}) | seven
"""


def visited() -> FormRun:
    run = started(VISIT, settings=SETTINGS)
    run.answer("/data/owner", "=HYPERLINK(1) & <Wang>")
    run.answer("/data/place", "31.23 121.47 4 12")
    run.answer("/data/front", "front.jpg")
    run.answer("/data/shop/staff", "-3")
    for row, cost in ((1, "2.50"), (2, "-1")):
        if row > 1:
            run.add_row("/data/shop/line")
        run.answer(f"/data/shop/line[{row}]/item", f"item {row}")
        run.answer(f"/data/shop/line[{row}]/cost", cost)
    return run


def test_a_submission_says_which_form_which_instance_and_what_it_is_called() -> None:
    root = parse_xml(visited().finish(), "test")
    assert root.tag == "data"
    assert dict(root.attrib) == {"id": "visit", "version": "2026-07", "house": "seven"}
    meta = root.find(f"{OPENROSA}meta")
    assert meta.findtext(f"{OPENROSA}instanceID") == "uuid:00000000-0000-4000-8000-000000000001"
    assert meta.findtext(f"{OPENROSA}instanceName") == "Visit to =HYPERLINK(1) & <Wang>"
    assert root.findtext("device") == "tablet-7"
    assert root.findtext("began") == root.findtext("ended") == "2026-07-01T09:30:00.000+00:00"


def test_its_files_go_along_by_name_and_only_those_that_are_asked_for() -> None:
    run = visited()
    run.answer("/data/owner", "Li")
    run.answer("/data/back", "back.jpg")
    run.answer("/data/owner", "Wang")
    instance = run.finish()
    assert attachment_names(run.form, instance) == ("front.jpg",)
    assert instance_id(run.form, instance).startswith("uuid:")
    with pytest.raises(KnownError, match=r"survey\.files.*front\.jpg"):
        posts(run.form, instance, {})
    photo = FilePart("front.jpg", "image/jpeg", b"\xff\xd8--photo\r\n")
    (post,) = posts(run.form, instance, {"front.jpg": photo})
    xml, picture = _parts(post)
    assert xml.get_param("name", header="content-disposition") == "xml_submission_file"
    assert xml.get_payload(decode=True) == instance
    assert picture.get_filename() == "front.jpg" and picture.get_content_type() == "image/jpeg"
    assert picture.get_payload(decode=True) == photo.data
    assert post == posts(run.form, instance, {"front.jpg": photo})[0]


def test_what_is_too_much_for_one_request_goes_in_several() -> None:
    run = started(VISIT, settings=SETTINGS, owner="Li", front="front.jpg", back="back.jpg")
    files = {name: FilePart(name, "image/jpeg", b"x" * 5_000) for name in ("front.jpg", "back.jpg")}
    first, second = posts(run.form, run.finish(), files, most=8_000)
    assert [part.get_param("name", header="content-disposition") for part in _parts(first)] == [
        "xml_submission_file", "front.jpg", "*isIncomplete*",
    ]  # fmt: skip
    assert [part.get_param("name", header="content-disposition") for part in _parts(second)] == [
        "xml_submission_file", "back.jpg",
    ]  # fmt: skip


def _parts(post: Post) -> list[Message]:
    head = f"MIME-Version: 1.0\r\nContent-Type: {post.content_type}\r\n\r\n".encode()
    message = message_from_bytes(head + post.body)
    assert message.is_multipart()
    return [part for part in message.walk() if not part.is_multipart()]


def test_tables_name_the_row_that_a_row_belongs_to() -> None:
    run = visited()
    run.answer("/data/shop/line[2]/lot[1]/qty", "7")
    tables = {name: _read(data) for name, data in as_csv(run.form, [run.finish()]).items()}
    assert sorted(tables) == ["visit-shop-line-lot.csv", "visit-shop-line.csv", "visit.csv"]
    (main,) = tables["visit.csv"]
    key = "uuid:00000000-0000-4000-8000-000000000001"
    assert main["KEY"] == main["meta-instanceID"] == key
    assert (main["place-Latitude"], main["place-Accuracy"]) == ("31.23", "12")
    assert main["shop-staff"] == "-3"
    assert main["owner"] == "'=HYPERLINK(1) & <Wang>"
    lines = tables["visit-shop-line.csv"]
    assert [(one["item"], one["cost"], one["PARENT_KEY"]) for one in lines] == [
        ("item 1", "2.50", key), ("item 2", "-1", key),
    ]  # fmt: skip
    (lot,) = [one for one in tables["visit-shop-line-lot.csv"] if one["qty"]]
    assert (lot["PARENT_KEY"], lot["KEY"]) == (f"{key}/line[2]", f"{key}/line[2]/lot[1]")


def test_a_calculation_is_no_formula_whatever_type_it_claims() -> None:
    form = form_of(
        """type | name | label | calculation | bind::type
        text | owner | Owner | |
        calculate | amount | | ${owner} | decimal
        calculate | place | | ${owner} | geopoint""",
        settings="form_id\nshops",
    )
    run = FormRun.start(form, surroundings())
    run.answer("/data/owner", "=HYPERLINK(1)")
    [row] = _read(as_csv(form, [run.finish()])["shops.csv"])
    assert {row["amount"], row["place-Latitude"]} == {"'=HYPERLINK(1)"}
    run.answer("/data/owner", "-3 -2")
    [row] = _read(as_csv(form, [run.finish()])["shops.csv"])
    assert (row["amount"], row["place-Latitude"], row["place-Longitude"]) == ("'-3 -2", "-3", "-2")


def _read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_json_is_nested_as_the_form_is() -> None:
    run = visited()
    found = as_json(run.form, run.finish())
    assert found["shop"]["line"][1] == {"item": "item 2", "cost": "-1", "lot": [{}]}
    assert "back" not in found


def test_an_entity_goes_along_in_odks_namespace() -> None:
    form = form_of(
        "type | name | label | save_to\ntext | owner | Owner | owner",
        settings="form_id\nshops",
        entities="list_name | label\nshops | ${owner}",
    )
    run = FormRun.start(form, surroundings())
    run.answer("/data/owner", "Li")
    root = parse_xml(run.finish(), "test")
    entity = root.find(f"{OPENROSA}meta/{{http://www.opendatakit.org/xforms/entities}}entity")
    assert entity.get("dataset") == "shops" and len(entity.get("id")) == 36
    assert entity.findtext("{*}label") == "Li"
