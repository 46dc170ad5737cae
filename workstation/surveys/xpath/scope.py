"""What surrounds an evaluation: the live answers, the lists beside the form, and what comes from outside.

Time, ids and chance come in from outside; an evaluation asks the computer for none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workstation.surveys.xpath.values import Element, Node, node_text


@dataclass(slots=True)
class Table:
    """Rows of a file beside the form, or of the applicant file. Values are texts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    _found: dict[int, dict[str, int]] = field(default_factory=dict, repr=False, compare=False)

    def value(self, wanted: str, column: str, key: str) -> str:
        """Of the first row whose `column` is `key`, its `wanted`; empty if there is no such row or column."""
        if wanted not in self.columns or column not in self.columns:
            return ""
        at = self.columns.index(column)
        index = self._found.get(at)
        if index is None:
            index = {}
            for number, row in enumerate(self.rows):
                index.setdefault(row[at], number)
            self._found[at] = index
        found = index.get(key)
        return "" if found is None else self.rows[found][self.columns.index(wanted)]

    def as_instance(self, name: str) -> Element:
        """As a secondary instance: `<instance id><root><item>…`, one element a column. A column whose name no
        path can spell is left out: only `pulldata` reaches it."""
        from lxml import etree

        instance = etree.Element("instance", id=name)
        root = etree.SubElement(instance, "root")
        named = [at for at, column in enumerate(self.columns) if _NAME.fullmatch(column)]
        for row in self.rows:
            item = etree.SubElement(root, "item")
            for at in named:
                etree.SubElement(item, self.columns[at]).text = _UNWRITABLE.sub("", row[at])
        return instance


_NAME = re.compile(r"[A-Za-z_\u00c0-\u02ff\u0370-\u1fff\u3001-\ud7ff][\w.\-]*")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML can hold these


def _no_text(*_: str) -> str:
    return ""


@dataclass(slots=True)
class Scope:
    """One scope serves a whole run; only `root` must be the live instance's root element itself.

    `instances` are the `<instance>` elements by id, each holding its own root; they must not change, since
    what was found in them is remembered. `now` gives an aware moment in the zone of whoever fills the form.
    `choice_name` gives a choice's label from its value and its question's nodeset, `itext` a text by id, both
    in the language in use; `language` is its code, for the names of months and days.
    """

    root: Element
    now: Callable[[], datetime]
    uuid: Callable[[], str]
    random: Callable[[], float]
    seed: int = 0
    instances: Mapping[str, Element] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    choice_name: Callable[[str, str], str] = _no_text
    itext: Callable[[str], str] = _no_text
    properties: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    language: str = "en"
    left: int | None = None  # nodes that all evaluations together may still look at; None for any number
    _indexes: dict[Any, dict[str, list[Node]]] = field(default_factory=dict, repr=False)

    def spend(self, nodes: int) -> bool:
        """Whether nothing is left."""
        if self.left is not None:
            self.left -= nodes
        return self.left is not None and self.left < 0

    def indexed(self, key: Any, nodes: Callable[[], list[Node]], column: str) -> dict[str, list[Node]]:
        """The nodes of one list by the text of their child `column`, worked out once."""
        index = self._indexes.get(key)
        if index is None:
            index = {}
            for node in nodes():
                for child in node.iterchildren(f"{{*}}{column}"):
                    found = index.setdefault(node_text(child), [])
                    if not found or found[-1] is not node:
                        found.append(node)
            self._indexes[key] = index
        return index
