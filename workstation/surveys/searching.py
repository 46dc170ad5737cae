"""The appearance `search('list', …)` of older forms, said as a choice from a file with a filter.

`select_one L` with `search('fruits', 'contains', 'name', ${part})`, and in the list `L` one row whose name
and label are columns of fruits.csv, is `select_one_from_file fruits.csv` with `value`, `label` and the filter
`contains(name, ${part})`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workstation.errors import KnownError
from workstation.surveys.workbook import Row, Workbook

SEARCH = re.compile(r"\bsearch\s*\((.*)\)\s*$|\bsearch\s*\((.*?)\)(?=\s)", re.IGNORECASE | re.DOTALL)
_PART = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[^,'"])+?)\s*(?:,|$)""")
_TESTS = {
    "contains": "contains({0}, {1})",
    "startswith": "starts-with({0}, {1})",
    "endswith": "ends-with({0}, {1})",
    "matches": "{0} = {1}",
}


@dataclass(frozen=True, slots=True)
class Searched:
    """What the row's cells become."""

    type: str
    appearance: str
    parameters: str
    choice_filter: str


def searched(row: Row, workbook: Workbook) -> Searched | None:
    """The row without its `search(…)`; None if it has none. KnownError form.unsupported for what cannot be
    said as a filter."""
    appearance = row.first("appearance", "control::appearance", "body::appearance")
    found = SEARCH.search(appearance)
    kind, _, list_name = row.first("type").strip().partition(" ")
    if found is None or kind not in ("select_one", "select_multiple"):
        return None
    where = workbook.where("survey", row.number)
    parts = [one.strip() for one in _PART.findall(next(part for part in found.groups() if part is not None))]
    value, label = _columns(list_name.strip(), workbook, where)
    parameters = f"{row.first('parameters')} value={value} label={label}".strip()
    conditions = [one for one in (row.first("choice_filter"), *_conditions(parts[1:], where)) if one]
    return Searched(
        f"{kind}_from_file {_plain(parts[0]).removesuffix('.csv')}.csv",
        f"{appearance[: found.start()]} {appearance[found.end() :]}".strip(),
        parameters,
        " and ".join(f"({one})" for one in conditions) if len(conditions) > 1 else "".join(conditions),
    )


def _refused(what: str, where: str) -> KnownError:
    return KnownError(
        "form.unsupported",
        f"the appearance search() {what}",
        where=where,
        remedy="Use select_one_from_file with a choice_filter.",
    )


def _plain(part: str) -> str:
    return part.strip().strip("'\"")


def _columns(list_name: str, workbook: Workbook, where: str) -> tuple[str, str]:
    """The columns of the file that hold value and label."""
    rows = [row for row in workbook.rows("choices") if row.first("list_name", "list name") == list_name]
    if len(rows) != 1:
        raise _refused("needs a list of exactly one row, which names columns of the file", where)
    labels = {
        text for column, text in rows[0].cells.items() if column.lower().startswith(("label", "caption"))
    }
    value = rows[0].first("name", "value")
    if len(labels) != 1 or "," in next(iter(labels)):
        raise _refused("shows several columns, or another in each language", where)
    return value, labels.pop()


def _conditions(parts: list[str], where: str) -> list[str]:
    if len(parts) not in (0, 3, 5):
        raise _refused(
            "takes a list, or with it a test, a column and a value, and then a column and a value", where
        )
    if not parts:
        return []
    test = _TESTS.get(_plain(parts[0]).lower())
    if test is None:
        raise _refused(f"knows no test “{_plain(parts[0])}”", where)
    columns = [one.strip() for one in _plain(parts[1]).split(",")]
    found = [" or ".join(test.format(column, parts[2]) for column in columns)]
    return [*found, f"{_plain(parts[3])} = {parts[4]}"] if len(parts) == 5 else found


def replaced(cells: Mapping[str, str], made: Searched) -> dict[str, str]:
    """A row's cells with what they become, under the headers that it has."""
    out = {head: text for head, text in cells.items() if not head.lower().endswith("appearance")}
    for name, text in (
        ("type", made.type),
        ("appearance", made.appearance),
        ("parameters", made.parameters),
        ("choice_filter", made.choice_filter),
    ):
        head = next((one for one in out if one.lower() == name), name)
        if text:
            out[head] = text
        else:
            out.pop(head, None)
    return out
