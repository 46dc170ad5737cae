"""One small form's answers, its lists, and what surrounds them, for every test of expressions."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from lxml import etree

from workstation.surveys.xpath import Scope, Table, Value, as_text, compile_expression

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 12, 1, 9, 30, 15, 250_000, tzinfo=CHINA)

ANSWERS = """
<data xmlns="http://www.w3.org/2002/xforms" id="visit">
  <age>42</age><empty/><name>Mei  Lin</name><day>2026-11-24</day>
  <moment>2026-11-30T18:00:00.000+08:00</moment>
  <colours>red green purple</colours><yes>yes</yes><no>no</no>
  <spot>31.2 121.5 4 5</spot>
  <line><sku>a</sku><qty>3</qty><price>0.1</price><size><cm>10</cm></size><size><cm>20</cm></size></line>
  <line><sku>b</sku><qty>4</qty><price>0.2</price><size><cm>30</cm></size></line>
  <line><sku>c</sku><qty/><price>0.3</price></line>
</data>"""

LIST = """
<instance id="goods"><root>
  <item><name>a</name><label>Apple</label><kind>fruit</kind><cost>1</cost></item>
  <item><name>b</name><label>Bean</label><kind>seed</kind><cost>02</cost></item>
  <item><name>c</name><label>Cherry</label><kind>fruit</kind><cost>3.0</cost></item>
  <item><name>d</name><label>Date</label><kind>fruit</kind><cost>4</cost></item>
</root></instance>"""


def answers() -> Any:
    return etree.fromstring(ANSWERS)


def scope_of(root: Any, **more: Any) -> Scope:
    surroundings: dict[str, Any] = {
        "now": lambda: NOW,
        "uuid": lambda: "0f8fad5b-d9cb-469f-a165-70867728950e",
        "random": lambda: 0.25,
        "instances": {"goods": etree.fromstring(LIST)},
        "tables": {"file": Table(("shop", "sales"), (("S1", "9000"), ("S2", "120.50")))},
        "choice_name": lambda value, nodeset: f"{nodeset}={value}",
        "itext": lambda name: f"«{name}»",
        "properties": {"deviceid": "desk-7"},
        "version": "20261201",
    }
    return Scope(root=root, **(surroundings | more))


def at(root: Any, path: str) -> Any:
    """The node at a plain path such as `line[2]/qty`."""
    node = root
    for step in path.split("/"):
        name, _, row = step.rstrip("]").partition("[")
        node = node.findall(f"{{*}}{name}")[int(row or 1) - 1]
    return node


def value(text: str, path: str = "", **more: Any) -> Value:
    root = answers()
    node = at(root, path) if path else root
    return compile_expression(text, where="survey, row 2").evaluate(node, scope_of(root, **more))


def said(text: str, path: str = "", **more: Any) -> str:
    return as_text(value(text, path, **more))
