"""The items that choices are drawn from: where a list lies, and what an item says."""

from __future__ import annotations

import re
from typing import Any

from workstation.surveys.blueprint import Itemset
from workstation.surveys.names import local_name

_NAMED = re.compile(r"jr:itext\(\s*(.+?)\s*\)")
_LIST = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")


def cell(item: Any, path: str) -> str:
    """The text of a child, or of a child's child; "" without a path."""
    at = item
    for name in path.removeprefix("./").split("/"):
        at = next((child for child in at.iterchildren("*") if local_name(child) == name), None)
        if at is None:
            return ""
    return at.text or ""


def id_path(itemset: Itemset) -> str:
    """Where an item names the id of its words; "" where it holds the words themselves."""
    named = _NAMED.fullmatch(itemset.label)
    return named[1] if named else ""


def list_name(itemset: Itemset) -> str:
    """The list beside the form that the items come from; "" where they are rows of the survey itself."""
    named = _LIST.search(itemset.nodeset)
    return named[1] if named else ""


def items_of(instance: Any) -> list[Any]:
    """Every item of a list beside the form."""
    return [item for root in instance.iterchildren("*") for item in root.iterchildren("*")]
