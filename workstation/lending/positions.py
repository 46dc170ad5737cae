"""Where in a TOML file a field stands, so that an error can name the line.

Goes in: the text of a file that parses, and a key path as validation errors give it ("price[0].rates").
Comes out: the line from 1 on which the deepest part of the path that is written down begins. The parser of
the standard library keeps no positions; a scan of headers and keys is enough to find one again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

Path = tuple[str | int, ...]

_PART = r'(?:[A-Za-z0-9_-]+|"[^"]*"|\'[^\']*\')'
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_TABLE = re.compile(rf"\s*\[\s*({_DOTTED})\s*\]\s*(?:#.*)?$")
_TABLES = re.compile(rf"\s*\[\[\s*({_DOTTED})\s*\]\]\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")
_STEP = re.compile(r"\[(\d+)\]|\[\.\.\.\]|([^.\[\]]+)")


def line_of(text: str, field: str) -> int:
    """The line of `field`, or of the nearest table around it; 1 where nothing of it is written down.

    A part "[...]", by which the validator means some key of a table, ends what can be found."""
    wanted = _path(field)
    best, line = -1, 1
    for path, number in _written(text):
        depth = min(len(path), len(wanted))
        if depth > best and path[:depth] == wanted[:depth]:
            best, line = depth, number
    return line


def _path(field: str) -> Path:
    steps: list[str | int] = []
    for found in _STEP.finditer(field):
        if found[0] == "[...]":
            break
        steps.append(int(found[1]) if found[1] is not None else found[2])
    return tuple(steps)


def _written(text: str) -> Iterator[tuple[Path, int]]:
    """Every table and key of the file with its line; an array of tables counts its tables from 0."""
    seen: Counter[Path] = Counter()
    at: Path = ()
    quotes = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if quotes:
            quotes = "" if quotes in line else quotes
            continue
        if found := _TABLES.match(line):
            name = _within(_parts(found[1]), seen)
            at = (*name, seen[name])
            seen[name] += 1
            yield at, number
        elif found := _TABLE.match(line):
            at = _within(_parts(found[1]), seen)
            yield at, number
        elif found := _KEY.match(line):
            path = (*at, *_parts(found[1]))
            yield path, number
            opened = [mark for mark in ('"""', "'''") if line.count(mark) % 2 == 1]
            quotes = opened[0] if opened else ""


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _within(name: Path, seen: Counter[Path]) -> Path:
    """A header's name with the index of the newest table of each array of tables that it goes through."""
    path: Path = ()
    for part in name[:-1]:
        path = (*path, part)
        if seen[path]:
            path = (*path, seen[path] - 1)
    return (*path, name[-1])
