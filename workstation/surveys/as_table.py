"""Finished surveys as tables and as JSON, in the shape of ODK's own exports.

One table has a row for each submission, and each repeat has a table of its own, whose rows name the row that
they belong to (PARENT_KEY) and their own place (KEY). A column is named by its groups, apart by a dash. A
position is four columns. In JSON, groups are objects and repeats lists; every value is the text that the
submission holds, so that no decimal changes on the way.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from workstation.domain.text import plain_cell
from workstation.surveys.answers import is_typed
from workstation.surveys.blueprint import Spot
from workstation.surveys.definition import Form
from workstation.surveys.instance import META, read_instance
from workstation.surveys.tree import Node, Rows

_POSITION = ("Latitude", "Longitude", "Altitude", "Accuracy")
_UNGUARDED = frozenset({"int", "integer", "decimal", "date", "time", "dateTime", "geopoint"})
"""Types whose texts a spreadsheet cannot take for a formula that does harm; a minus may stand before them."""


def as_json(form: Form, instance: bytes) -> dict[str, Any]:
    """The answers, nested as the form is; what is empty or was not relevant is left out. KnownError
    survey.instance."""
    found: dict[str, Any] = _nested(read_instance(form, instance).root)
    return found


def _nested(node: Node) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, kid in node.kids.items():
        if isinstance(kid, Rows):
            if kid.rows:
                out[name] = [_nested(row) for row in kid.rows]
        elif kid.kids:
            inner = _nested(kid)
            if inner:
                out[name] = inner
        elif kid.text:
            out[name] = kid.text
    return out


def as_csv(form: Form, instances: Sequence[bytes]) -> dict[str, bytes]:
    """The tables by file name, UTF-8 with a mark so that spreadsheets read it. KnownError survey.instance."""
    trees = [read_instance(form, instance) for instance in instances]
    roots = [tree.root for tree in trees]
    keyed = [(_key(root, number), root) for number, root in enumerate(roots, 1)]
    tables = {f"{_file_name(form.id)}.csv": _table(form.root, [(key, "", root) for key, root in keyed])}
    for spot in form.root.down():
        if spot.repeat:
            rows = [found for key, root in keyed for found in _rows(spot, root, key)]
            tables[f"{_file_name(form.id)}-{_file_name(_column(spot, form.root))}.csv"] = _table(spot, rows)
    return tables


def _key(root: Node, number: int) -> str:
    meta = root.kids.get(META)
    known = meta.kids.get("instanceID") if isinstance(meta, Node) else None
    return (known.text if isinstance(known, Node) else "") or f"row:{number}"


def _rows(spot: Spot, root: Node, key: str) -> Iterator[tuple[str, str, Node]]:
    """The rows of a repeat with their own key and that of the row that holds them."""
    for node in root.down():
        if node.spot is spot:
            holder = node.parent
            while holder is not None and holder.parent is not None and not holder.row:
                holder = holder.parent
            yield _place(node, key), _place(holder, key) if holder is not None else key, node


def _place(node: Node, key: str) -> str:
    """As in `uuid:…/stock[2]`: the rows alone, for groups change nothing."""
    rows = []
    at: Node | None = node
    while at is not None:
        if at.row:
            rows.append(f"{at.spot.name}[{at.row}]")
        at = at.parent
    return "/".join([key, *reversed(rows)])


def _table(spot: Spot, rows: Sequence[tuple[str, str, Node]]) -> bytes:
    leaves = list(_leaves(spot))
    nested = spot.repeat
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    heads = [head for leaf in leaves for head in _heads(leaf, spot)]
    writer.writerow([*heads, *(["PARENT_KEY"] if nested else []), "KEY"])
    for key, parent, node in rows:
        cells = [cell for leaf in leaves for cell in _cells(leaf, _value(leaf, node))]
        writer.writerow([*cells, *([parent] if nested else []), key])
    return out.getvalue().encode("utf-8-sig")


def _leaves(spot: Spot) -> Iterator[Spot]:
    """The places that hold a value, repeats within left out."""
    for child in spot.children:
        if child.repeat:
            continue
        if child.children:
            yield from _leaves(child)
        else:
            yield child


def _column(spot: Spot, top: Spot) -> str:
    names = []
    for one in spot.up():
        if one is top:
            break
        names.append(one.name.removeprefix("@"))
    return "-".join(reversed(names))


def _heads(leaf: Spot, top: Spot) -> list[str]:
    column = _column(leaf, top)
    if leaf.bind.type == "geopoint":
        return [f"{column}-{part}" for part in _POSITION]
    return [column]


def _value(leaf: Spot, node: Node) -> str:
    names = []
    for one in leaf.up():
        if one is node.spot:
            break
        names.append(one.name)
    at = node
    for name in reversed(names):
        kid = at.kids[name]
        assert isinstance(kid, Node)
        at = kid
    return at.text


def _cells(leaf: Spot, text: str) -> list[str]:
    """A calculation may give any text, whatever type its place has: only what is of it stands as it is."""
    guard = str if leaf.bind.type in _UNGUARDED and is_typed(leaf.bind.type, text) else plain_cell
    if leaf.bind.type == "geopoint":
        parts = text.split()
        return [guard(parts[at]) if at < len(parts) else "" for at in range(len(_POSITION))]
    return [guard(text)]


def _file_name(text: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in text) or "form"
