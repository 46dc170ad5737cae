"""Where a path leads: from a row to its neighbours, from the form to its lists."""

from __future__ import annotations

import pytest

from tests.surveys.xpath.helpers import answers, at, said, scope_of, value
from workstation.surveys.xpath import compile_expression, touches


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("/data/age", "", "42"),
        (" . ", "line[2]/qty", "4"),
        ("../price", "line[2]/qty", "0.2"),
        ("../../age", "line[2]/qty", "42"),
        ("current()/../sku", "line[3]/qty", "c"),
        ("/data/@id", "", "visit"),
        ("//sku[. = 'b']", "", "b"),
        ("/data/line[2]/sku", "", "b"),
        ("/data/line[last()]/sku", "", "c"),
        ("/data/line[position() = 2]/sku", "", "b"),
        ("/data/line[sku = 'c']/price", "", "0.3"),
        ("/data/line[qty > 3]/sku", "", "b"),
        ("/data/line/sku/following-sibling::price", "", "0.1"),
        ("(/data/line/sku)[3]", "", "c"),
        ("/data/line[2]/preceding-sibling::line[1]/sku", "", "a"),
        ("name(/data/line[1])", "", "line"),
        ("count(/data/line | /data/age)", "", "4"),
        ("count(//cm)", "", "3"),
        ("count(/data/*)", "", "12"),
        ("count(/data/missing)", "", "0"),
        ("/data/missing/deeper", "", ""),
    ],
)
def test_a_path_finds_its_answers(text: str, path: str, wanted: str) -> None:
    assert said(text, path) == wanted


def test_an_absolute_path_asked_in_a_row_stays_in_that_row() -> None:
    assert said("/data/line/price", "line[2]/qty") == "0.2"
    assert said("count(/data/line)", "line[2]/qty") == "3"
    assert said("/data/line[1]/price", "line[2]/qty") == "0.1", "a condition says which row is meant"
    assert said("sum(/data/line/size/cm)", "line[1]/qty") == "30"
    assert said("sum(/data/line/size/cm)") == "60"


def test_a_list_beside_the_form_is_read_by_its_conditions() -> None:
    assert said("instance('goods')/root/item[name = 'b']/label") == "Bean"
    assert said("instance('goods')/root/item[name = current()/../sku]/label", "line[3]/qty") == "Cherry"
    assert said("instance('goods')/root/item[name = /data/line/sku]/label", "line[2]/qty") == "Bean"
    assert said("join(' ', instance('goods')/root/item[kind = 'fruit'][cost > 1]/name)") == "c d"
    assert said("instance('goods')/root/item[kind = 'fruit'][2]/name") == "c"
    assert said("instance('nowhere')/root/item/label") == ""


def test_a_lookup_finds_what_a_search_finds() -> None:
    assert said("instance('goods')/root/item[cost = 2]/name") == "b", "a number is no text: 02 is 2"
    assert said("instance('goods')/root/item[cost = '2']/name") == ""
    assert said("count(instance('goods')/root/item[name = /data/line/sku])") == "3"
    assert said("count(instance('goods')/root/item[name = /data/missing])") == "0"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("../price * 2", {"/data/line/price"}),
        ("sum(/data/line/qty)", {"/data/line/qty"}),
        (". > ../price", {"/data/line/qty", "/data/line/price"}),
        ("position(..)", {"/data/line"}),
        ("string-length() > 3", {"/data/line/qty"}),
        ("instance('goods')/root/item[name = current()/../sku]/cost", {"/data/line/sku"}),
        ("instance('goods')/root/item[name = /data/age][cost > 1]", {"/data/age"}),
        ("/data/line[sku = 'a']/price", {"/data/line/sku", "/data/line/price"}),
        ("//cm", {"//cm"}),
        ("/data/*/cm", {"/data/*/cm"}),
        ("today()", set()),
        ("if(/data/age > 3, ../sku, 'x')", {"/data/age", "/data/line/sku"}),
    ],
)
def test_an_expression_tells_what_it_reads(text: str, wanted: set[str]) -> None:
    assert compile_expression(text, where="").reads("/data/line/qty") == wanted


def test_a_change_touches_what_reads_it() -> None:
    assert touches("/data/line/qty", "/data/line/qty")
    assert touches("/data/line", "/data/line/qty"), "a sum over rows reads what is in them"
    assert touches("/data/line/qty", "/data/line"), "a row that goes takes its answers with it"
    assert touches("//cm", "/data/line/size/cm")
    assert touches("/data/*/qty", "/data/line/qty")
    assert not touches("/data/line/qty", "/data/line/price")


def test_volatile_and_functions_are_known_before_it_runs() -> None:
    expression = compile_expression("if(today() > ../day, uuid(), 'jr:itext(x)')", where="")
    assert expression.volatile
    assert expression.functions == {"if", "today", "uuid"}
    assert not compile_expression("concat('now()', \"today()\")", where="").volatile, "texts are left alone"


def test_ten_thousand_items_are_looked_up_not_searched() -> None:
    from lxml import etree

    rows = "".join(f"<item><name>n{i}</name><label>L{i}</label></item>" for i in range(10_000))
    instance = etree.fromstring(f"<instance><root>{rows}</root></instance>")
    root = answers()
    scope = scope_of(root, instances={"big": instance})
    expression = compile_expression("instance('big')/root/item[name = 'n9999']/label", where="")
    assert expression.evaluate(at(root, "age"), scope)[0].text == "L9999"  # type: ignore[index]
    tested = [0]
    from workstation.surveys.xpath.frame import Frame

    expression._run(Frame(root, root, scope, tested))
    assert tested == [0], "no condition was tried on any item"
    assert value("/data/line[1]/sku") != []
