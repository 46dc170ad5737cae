"""Which row of the sheet “survey” asks what: its type in one spelling, and the place its answer has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workstation.surveys.workbook import Row, Workbook

EXTERNAL = "select_one_external"
_BEGIN, _END = "begin", "end"
_OPENERS = ("group", "repeat", "loop", "lgroup", "looped group")


def kind_of(row: Row) -> str:
    """What the column “type” says, with single spaces."""
    return " ".join(row.first("type", "command").split())


def is_start(text: str, kind: str) -> bool:
    """Whether a type is of a kind, with or without what follows it."""
    return text == kind or text.startswith(kind + " ")


def opens(kind: str) -> bool:
    return _bracket(kind, _BEGIN)


def closes(kind: str) -> bool:
    return _bracket(kind, _END)


def _bracket(kind: str, word: str) -> bool:
    plain = kind.lower().replace("_", " ")
    return plain.startswith(f"{word} ") and plain[len(word) + 1 :].startswith(_OPENERS)


_SELECTS = re.compile(r"(?:select_one|select_multiple|rank)(?:_from_file|_external)?\b")
_SPOKEN = re.compile(r"(?:add )?select[ _]?1\b|(?:add )?select (?:one|multiple|all)\b")
_OLDER = {
    "imei": "deviceid",
    "phone_number": "phonenumber",
    "datetime": "dateTime",
    "photo": "image",
    "gps": "geopoint",
    "location": "geopoint",
    "int": "integer",
    "string": "text",
    "trigger": "acknowledge",
}


def standard_kind(kind: str) -> str:
    """A type in the standard's present spelling, without its list or file; what is none stays as it is."""
    plain = kind.lower()
    if opens(plain) or closes(plain):
        word, _, rest = plain.replace("_", " ").partition(" ")
        inner = "group" if rest.startswith("group") else "loop" if rest.startswith("loop ") else "repeat"
        return f"{word}_{inner}"
    select = _SELECTS.match(plain)
    if select:
        return select.group()
    if _SPOKEN.match(plain):
        several = "multiple" in plain or " all " in f"{plain} "
        return ("select_multiple" if several else "select_one") + (
            "_from_file" if "from file" in plain else ""
        )
    return _OLDER.get(plain, kind)


@dataclass(frozen=True, slots=True)
class Placed:
    rows: Mapping[str, int]
    names: Mapping[str, int]  # names that only one row has

    def row_of(self, path: str) -> int | None:
        """The row of a nodeset; of what the compiler made from a row, that row."""
        plain = "/".join(step.partition("[")[0] for step in path.split("/"))
        if plain in self.rows:
            return self.rows[plain]
        name = plain.rpartition("/")[2]
        return self.names.get(name, self.names.get(name.removesuffix("_other").removesuffix("_count")))


def places_of(workbook: Workbook) -> Placed:
    """The survey's rows by the nodesets of their answers."""
    settings = workbook.rows("settings")
    stack = [settings[0].first("name") or "data" if settings else "data"]
    rows: dict[str, int] = {}
    seen: dict[str, list[int]] = {}
    for row in workbook.rows("survey"):
        kind, name = kind_of(row), row.first("name", "tag", "value")
        if closes(kind):
            stack = stack[:-1] if len(stack) > 1 else stack
            continue
        if name:
            rows.setdefault("/" + "/".join([*stack, name]), row.number)
            seen.setdefault(name, []).append(row.number)
        if opens(kind):
            stack.append(name)
    return Placed(rows, {name: numbers[0] for name, numbers in seen.items() if len(numbers) == 1})
