"""Every function of ODK's reference, with the reference's own examples where it has some."""

from __future__ import annotations

import base64
import math

import pytest

from tests.surveys.xpath.helpers import said, value
from workstation.crypto import new_keypair, sign
from workstation.surveys.xpath import FUNCTIONS, as_answer

SAID = {
    # control flow
    "if(/data/age > 40, 'old', 'young')": "old",
    "if(/data/empty > 40, 'old', 'young')": "young",
    "if(true(), 2 + 1, 'x')": "3",
    "position(/data/line[2])": "2",
    "string(position(/data/missing))": "NaN",
    # choices
    "selected(/data/colours, 'green')": "true",
    "selected(/data/colours, ' green ')": "true",
    "selected(/data/colours, 'gree')": "false",
    "selected('', '')": "false",
    "is-selected('a b', 'b')": "true",
    "selected-at(/data/colours, 0)": "red",
    "selected-at(/data/colours, 2)": "purple",
    "selected-at(/data/colours, 3)": "",
    "selected-at(/data/colours, -1)": "",
    "count-selected(/data/colours)": "3",
    "count-selected(/data/empty)": "0",
    "index-of(/data/colours, 'purple')": "2",
    "index-of(/data/colours, 'blue')": "NaN",
    "jr:choice-name('red', ' /data/colours ')": "/data/colours=red",
    "jr:choice-name(selected-at(/data/colours, 1), '/data/colours')": "/data/colours=green",
    "jr:itext('/data/age:label')": "«/data/age:label»",
    # repeats
    "indexed-repeat(/data/line/sku, /data/line, 2)": "b",
    "indexed-repeat(/data/line/sku, /data/line, 9)": "",
    "indexed-repeat(/data/line/sku, /data/line, 0)": "a",
    "indexed-repeat(/data/line/size/cm, /data/line, 1, /data/line/size, 2)": "20",
    "count(/data/line)": "3",
    "count-non-empty(/data/line/qty)": "2",
    "sum(/data/line/qty)": "7",
    "sum(/data/line/price)": "0.6",
    "max(/data/line/qty)": "4",
    "max(/data/line/qty, 9, -3)": "9",
    "max(/data/missing)": "NaN",
    "max(-5, -7)": "-5",
    "min(/data/line/qty)": "3",
    "min(2, /data/line/qty)": "2",
    "min(/data/empty)": "NaN",
    # texts
    "regex('M', '[A-Z]')": "true",
    "regex('MX', '[A-Z]')": "false",
    "regex('', '[0-9]*')": "true",
    "contains(/data/name, 'Lin')": "true",
    "contains('abc', '')": "true",
    "starts-with('abc', 'ab')": "true",
    "ends-with('abc', 'bc')": "true",
    "ends-with('abc', 'ab')": "false",
    "substr('hello', 1)": "ello",
    "substr('hello', 1, 3)": "el",
    "substr('hello', -2)": "lo",
    "substr('hello', 1, -1)": "ell",
    "substr('hello', 4, 2)": "",
    "substring('12345', 2, 3)": "234",
    "substring('12345', 1.5, 2.6)": "234",
    "substring('12345', 0, 3)": "12",
    "substring('12345', 0 div 0, 3)": "",
    "substring-before('1999/04/01', '/')": "1999",
    "substring-before('abc', 'x')": "",
    "substring-before('abc', 'a')": "",
    "substring-after('1999/04/01', '/')": "04/01",
    "substring-after('abc', 'x')": "",
    "translate('bar', 'abc', 'AB')": "BAr",
    "translate('--aaa--', 'abc-', 'ABC')": "AAA",
    "string-length('数据')": "2",
    "string-length(/data/name)": "8",
    "normalize-space(/data/name)": "Mei Lin",
    "normalize-space('  a   b ')": "a b",
    "upper-case('ab')": "AB",
    "lower-case('AB')": "ab",
    "concat('a', 1, true())": "a1true",
    "concat(/data/line/sku, '!')": "abc!",
    "join(', ', /data/line/sku)": "a, b, c",
    "join('-', 'x', 'y', 3)": "x-y-3",
    "string(12)": "12",
    "string(/data/missing)": "",
    "boolean-from-string('true')": "true",
    "boolean-from-string('1')": "true",
    "boolean-from-string('yes')": "false",
    # numbers
    "round(1.25, 1)": "1.3",
    "round(2.675, 2)": "2.68",
    "round(33.33, -1)": "30",
    "round(-2.5)": "-2",
    "round(2.5)": "3",
    "round('x')": "NaN",
    "round(1 div 0, 2)": "Infinity",
    "int(-3.7)": "-3",
    "int('4.9')": "4",
    "floor(-1.5)": "-2",
    "ceiling(1.2)": "2",
    "number('12.50')": "12.5",
    "number(true())": "1",
    "number(false())": "0",
    "number('twelve')": "NaN",
    "number('')": "NaN",
    "number('1e3')": "NaN",
    "number('2026-12-01') - number('2026-11-24')": "7",
    "abs(-3)": "3",
    "pow(2, 10)": "1024",
    "pow(0, -1)": "Infinity",
    "pow(-8, 1 div 3)": "NaN",
    "log(exp(2))": "2",
    "log(0)": "-Infinity",
    "log(-1)": "NaN",
    "log10(1000)": "3",
    "exp10(2)": "100",
    "exp(1000)": "Infinity",
    "sqrt(81)": "9",
    "sqrt(-1)": "NaN",
    "round(sin(pi() div 2), 6)": "1",
    "round(cos(pi()), 6)": "-1",
    "round(tan(pi() div 4), 6)": "1",
    "round(asin(1) * 2 - pi(), 6)": "0",
    "asin(2)": "NaN",
    "round(acos(0) * 2 - pi(), 6)": "0",
    "round(atan(1) * 4 - pi(), 6)": "0",
    "round(atan2(1, -1), 4)": "2.3562",
    # days
    "today()": "2026-12-01",
    "now()": "2026-12-01T09:30:15.250+08:00",
    "today() - /data/day": "7",
    "today() > /data/day": "true",
    "/data/day + 7 = today()": "true",
    "date(/data/day + 7)": "2026-12-01",
    "int(now()) = decimal-date-time(today())": "true",
    "date('2026-11-30T23:59:00+08:00')": "2026-11-30",
    "date(0)": "1970-01-01",
    "date('rubbish')": "",
    "date-time('2026-11-30')": "2026-11-30T00:00:00.000",
    "date-time(20787.5)": "2026-11-30T12:00:00.000",
    "decimal-date-time('1970-01-01T12:00:00Z')": "0.5",
    "decimal-date-time('1970-01-02T08:00:00+08:00')": "1",
    "decimal-date('1970-01-03')": "2",
    "decimal-time('12:00')": "0.5",
    "decimal-time('18:00:00.000+08:00')": "0.75",
    "decimal-time('2026-11-30T06:00:00')": "0.25",
    "decimal-time('noon')": "NaN",
    "format-date(/data/day, '%Y-%n-%e %y %m %d %b %a')": "2026-11-24 26 11 24 Nov Tue",
    "format-date('', '%Y')": "",
    "format-date(/data/day, '%Y %q %')": "2026 %q %",
    "format-date-time(now(), '%H:%h:%M:%S.%3')": "09:9:30:15.250",
    "'2026-02-30' + 1": "NaN",
    "/data/moment = '2026-11-30T10:00:00Z'": "true",
    "/data/moment < '2026-11-30T10:30:00Z'": "true",
    # positions
    "round(distance('0 0 0 0; 0 1 0 0'))": "111319",
    "distance('0 0 0 0')": "0",
    "distance('nowhere')": "NaN",
    "round(area('0 0; 0 1; 1 1; 1 0; 0 0') div 1000000)": "12391",
    "enclosed-area('0 0; 0 1')": "0",
    "geofence(/data/spot, '31 121 0 0; 31 122 0 0; 32 122 0 0; 32 121 0 0; 31 121 0 0')": "true",
    "geofence('30 121.5', '31 121 0 0; 31 122 0 0; 32 122 0 0; 32 121 0 0; 31 121 0 0')": "false",
    "geofence('', '31 121 0 0; 31 122 0 0; 32 122 0 0')": "false",
    "intersects('0 0; 1 1; 0 1; 1 0')": "true",
    "intersects('0 0; 0 1; 1 1; 1 0; 0 0')": "false",
    # lists and surroundings
    "pulldata('file', 'sales', 'shop', 'S2')": "120.50",
    "pulldata('file', 'sales', 'shop', 'S9')": "",
    "pulldata('file.csv', 'sales', 'owner', 'x')": "",
    "pulldata('goods', 'label', 'name', 'c')": "Cherry",
    "pulldata('nothing', 'a', 'b', 'c')": "",
    "count(instance('goods')/root/item)": "4",
    "name(current())": "data",
    "random()": "0.25",
    "join('', randomize(instance('goods')/root/item/name, 42))": "adcb",
    "count(randomize(/data/line))": "3",
    "uuid()": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "string-length(uuid(12))": "12",
    "property('deviceid')": "desk-7",
    "property('phone')": "",
    "version()": "20261201",
    # truth
    "boolean(0)": "false",
    "boolean('')": "false",
    "boolean('false')": "true",
    "boolean(/data/missing)": "false",
    "boolean(/data/empty)": "true",
    "not(1 > 2)": "true",
    "true() and not(false())": "true",
    "coalesce(/data/empty, /data/missing, 'x')": "x",
    "coalesce(/data/age, 'x')": "42",
    "coalesce('', '')": "",
    "checklist(1, 2, /data/yes, /data/no, 'yes')": "true",
    "checklist(-1, 1, /data/yes, 'yes')": "false",
    "checklist(2, -1, /data/yes, true(), 0)": "true",
    "weighted-checklist(5, 9, /data/yes, 6, /data/no, 5)": "true",
    "weighted-checklist(-1, 5, 'yes', 6)": "false",
    "depend('a', 'b')": "a",
    "last()": "1",
    "local-name(/data/line)": "line",
    # codes
    "digest('abc', 'MD5', 'hex')": "900150983cd24fb0d6963f7d28e17f72",
    "digest('abc', 'SHA-1', 'hex')": "a9993e364706816aba3e25717850c26c9cd0d89d",
    "digest('', 'SHA-256')": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    "string-length(digest('abc', 'SHA-384', 'hex'))": "96",
    "string-length(digest('abc', 'SHA-512', 'hex'))": "128",
    "digest('abc', 'ROT13')": "",
    "base64-decode('aGVsbG8=')": "hello",
    "base64-decode('%%%')": "",
    "extract-signed('AAAA', 'AAAA')": "",
}  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_a_function_gives_what_the_reference_says(text: str) -> None:
    assert said(text) == SAID[text]


def test_no_function_is_without_an_example() -> None:
    shown = "\n".join([*SAID, "once()"])  # which has a story of its own below
    assert [name for name in FUNCTIONS if f"{name}(" not in shown] == []


def test_the_row_is_known_from_inside_it() -> None:
    assert said("position(..)", "line[3]/qty") == "3"
    assert said("position(../..)", "line[1]/size[2]/cm") == "1"
    assert said("position(..)", "line[1]/size[2]/cm") == "2"
    assert said("indexed-repeat(../sku, .., position(..) - 1)", "line[2]/qty") == "a", "the row before"
    assert said("indexed-repeat(/data/line/size/cm, /data/line/size, 2)", "line[1]/qty") == "20", (
        "of this line"
    )


def test_once_keeps_what_is_there_and_does_not_look_again() -> None:
    drawn: list[float] = []

    def draw() -> float:
        drawn.append(0.5)
        return 0.5

    assert said("once(random())", "line[2]/qty", random=draw) == "4"
    assert drawn == []
    assert said("once(random())", "empty", random=draw) == "0.5"


def test_a_branch_that_is_not_taken_is_left_alone() -> None:
    def forbidden() -> float:
        raise AssertionError("looked at")

    assert said("if(false(), random(), 'no')", random=forbidden) == "no"
    assert said("coalesce('a', random())", random=forbidden) == "a"
    assert said("false() and random()", random=forbidden) == "false"
    assert said("true() or random()", random=forbidden) == "true"


def test_what_is_asked_of_the_answer_itself_needs_no_argument() -> None:
    assert said("string-length()", "name") == "8"
    assert said("normalize-space()", "name") == "Mei Lin"
    assert said("number() + 1", "age") == "43"
    assert said("string()", "day") == "2026-11-24"


@pytest.mark.parametrize(
    ("seed", "wanted"),
    [
        ("1", "BFEACD"),
        ("42", "AFCBDE"),
        ("-42", "EDAFBC"),
        ("11111111", "ACDBFE"),
        ("1.1", "BFEACD"),
        ("0", "CBEAFD"),
        ("0 div 0", "CBEAFD"),
        ("1 div 0", "CBEAFD"),
        ("'42'", "AFCBDE"),
    ],
)
def test_a_seeded_shuffle_is_the_one_that_other_runners_make(seed: str, wanted: str) -> None:
    """The orders are those that Enketo's own tests expect of six nodes."""
    from lxml import etree

    items = "".join(f"<item><name>{letter}</name></item>" for letter in "ABCDEF")
    six = {"six": etree.fromstring(f"<instance><root>{items}</root></instance>")}
    assert said(f"join('', randomize(instance('six')/root/item/name, {seed}))", instances=six) == wanted


def test_a_seed_may_be_any_text() -> None:
    first, again, other = (
        said(f"join('', randomize(instance('goods')/root/item/name, '{seed}'))")
        for seed in ("uuid:1", "uuid:1", "uuid:9")
    )
    assert first == again != other


def test_lengths_and_areas_are_those_that_collect_computes() -> None:
    """A triangle and a block in a town, as JavaRosa 5.1 measures them."""
    trace = "-23.5505 -46.6333 760 5;-23.5605 -46.6433 762 5;-23.5705 -46.6333 758 5"
    block = "-23.5505 -46.6333;-23.5505 -46.6233;-23.5605 -46.6233;-23.5605 -46.6333;-23.5505 -46.6333"
    assert value(f"distance('{trace}')") == pytest.approx(3_020.19014542737, rel=1e-8)
    assert value(f"area('{block}')") == pytest.approx(1_135_931.145885644, rel=1e-8)


def test_a_signed_text_is_taken_only_from_who_signed_it() -> None:
    private, public = new_keypair()
    message = "编号 17".encode()
    signed = base64.b64encode(sign(private, message) + message).decode()
    key = base64.b64encode(public).decode()
    other = base64.b64encode(new_keypair()[1]).decode()
    assert said(f"extract-signed('{signed}', '{key}')") == "编号 17"
    assert said(f"extract-signed('{signed}', '{other}')") == ""


def test_months_and_days_speak_the_form_s_language() -> None:
    assert said("format-date('2026-12-01', '%b %a')", language="zh") == "12月 周二"
    assert said("format-date('2026-12-01', '%b %a')", language="中文 (zh)") == "12月 周二"


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("today() + 1", "date", "2026-12-02"),
        ("now()", "date", "2026-12-01"),
        ("/data/moment", "dateTime", "2026-11-30T18:00:00.000+08:00"),
        ("/data/empty * 2", "decimal", ""),
        ("1 div 0", "decimal", ""),
        ("7 div 2", "int", "3"),
        ("0.1 + 0.2", "decimal", "0.3"),
        ("1 > 2", "string", "false"),
        ("100000000000000000000", "string", "100000000000000000000"),
        ("0.0000001", "decimal", "0.0000001"),
        ("", "date", ""),
    ],
)
def test_an_answer_is_written_as_its_kind_wants_it(text: str, kind: str, wanted: str) -> None:
    assert as_answer(value(text) if text else "", kind) == wanted


def test_a_form_language_code_in_a_bracket_is_understood() -> None:
    assert said("format-date('2026-12-01', '%b')", language="English (en)") == "Dec"
    assert math.isnan(value("number(/data/empty)"))  # type: ignore[arg-type]
