"""Reads the lender's profile (`resources/letters/lender.toml`) and refuses a broken one by file and field.

In: a TOML file. Out: a `LenderProfile`. Nothing is guessed: a missing text in either language is an error.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.letters.model import Colours, LenderProfile, MarkPath, Seal, field_names
from workstation.paths import resources

_LINE = re.compile(r"at line (?P<line>\d+)")
_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MARK = re.compile(r"(?:\s*(?:[ML](?:\s+-?\d+(?:\.\d+)?){2}|C(?:\s+-?\d+(?:\.\d+)?){6}|Z))+\s*")
_MARK_COLOURS = ("primary", "secondary", "paper")


def line_of(text: str, field: str) -> int:
    """The line (from 1) where a field like `mark[3].colour` stands, or the table that should have it."""
    at = 0
    for name, count in _STEP.findall(field):
        head = rf"^\[\[{name}\]\]" if count else rf"^(?:\[{name}\]|{name}\s*=)"
        found = list(re.compile(head, re.MULTILINE).finditer(text, at))
        nth = int(count or 1) - 1
        if nth >= len(found):
            break
        at = found[nth].start()
    return text.count("\n", 0, at) + 1


class _Reader:
    """Takes fields out of one table and says exactly which one is wrong."""

    def __init__(self, path: Path, text: str, table: Mapping[str, Any]) -> None:
        self._path = path
        self._text = text
        self._table = table

    def refuse(self, field: str, problem: str) -> NoReturn:
        raise KnownError(
            "lender.field",
            f"the lender's profile is broken: {field} {problem}",
            where=f"{self._path.name}, line {line_of(self._text, field)}: {field}",
            remedy="Correct the field and try again.",
        )

    def text(self, value: object, field: str) -> str:
        if not isinstance(value, str) or not value.strip():
            self.refuse(field, "must be a text")
        return value.strip()

    def table(self, value: object, field: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self.refuse(field, "must be a table")
        return value

    def items(self, field: str) -> list[Any]:
        value = self._table.get(field)
        if not isinstance(value, list) or not value:
            self.refuse(field, "must have at least one entry")
        return value

    def bilingual(self, value: object, field: str) -> Bilingual:
        table = self.table(value, field)
        return Bilingual(*(self.text(table.get(part), f"{field}.{part}") for part in ("zh", "en")))

    def bilinguals(self, field: str) -> tuple[Bilingual, ...]:
        return tuple(self.bilingual(v, f"{field}[{i}]") for i, v in enumerate(self.items(field), 1))

    def days(self, field: str) -> int:
        value = self._table.get(field)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 366:
            self.refuse(field, "must be a number of days from 1 to 366")
        return value

    def pattern(self, value: object, field: str, pattern: re.Pattern[str], wanted: str) -> str:
        text = self.text(value, field)
        if not pattern.fullmatch(text):
            self.refuse(field, f"must be {wanted}")
        return text

    def colours(self) -> Colours:
        table = self.table(self._table.get("colours"), "colours")
        parts = {
            name: self.pattern(table.get(name), f"colours.{name}", _COLOUR, "a colour like #12395b")
            for name in ("primary", "secondary")
        }
        return Colours(**parts)

    def mark(self) -> tuple[MarkPath, ...]:
        paths = []
        for number, value in enumerate(self.items("mark"), 1):
            table = self.table(value, f"mark[{number}]")
            colour = self.text(table.get("colour"), f"mark[{number}].colour")
            if colour not in _MARK_COLOURS:
                self.refuse(f"mark[{number}].colour", f"must be one of {', '.join(_MARK_COLOURS)}")
            wanted = "absolute M, L, C and Z commands with their numbers"
            paths.append(
                MarkPath(self.pattern(table.get("path"), f"mark[{number}].path", _MARK, wanted), colour)
            )
        return tuple(paths)

    def seal(self) -> Seal | None:
        """The seal where the profile has one; a lender may stamp by hand."""
        if "seal" not in self._table:
            return None
        table = self.table(self._table["seal"], "seal")
        for part in table:
            if part not in field_names(Seal):
                self.refuse(f"seal.{part}", "is not a field of a seal")
        texts = {part: self.text(table.get(part), f"seal.{part}") for part in ("name", "kind", "number")}
        colour = self.pattern(table.get("colour"), "seal.colour", _COLOUR, "a colour like #c8102e")
        return Seal(**texts, colour=colour)

    def known_fields_only(self) -> None:
        known = field_names(LenderProfile)
        for field in self._table:
            if field not in known:
                self.refuse(field, "is not a field of a lender's profile")


def _broken_line(path: Path, error: Exception) -> int:
    """The line where reading stopped, from 1."""
    if isinstance(error, UnicodeDecodeError):
        return path.read_bytes().count(b"\n", 0, error.start) + 1
    found = _LINE.search(str(error))
    return int(found["line"]) if found else path.read_bytes().count(b"\n") + 1


def load_lender(path: Path | None = None) -> LenderProfile:
    """Read a lender's profile; without a path, the bundled one.

    Raises `KnownError`: `lender.missing`, `lender.damaged` (not TOML), `lender.field` (which one, and why).
    """
    path = path or resources() / "letters" / "lender.toml"
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        raise KnownError(
            "lender.missing",
            "the lender's profile cannot be read",
            where=str(path),
            remedy="Put the lender's profile in its place.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnownError(
            "lender.damaged",
            f"the lender's profile is not TOML in UTF-8: {error}",
            where=f"{path.name}, line {_broken_line(path, error)}",
            remedy="Correct the line and try again.",
        ) from error
    reader = _Reader(path, text, table)
    reader.known_fields_only()
    accept_days, valid_days = reader.days("accept_days"), reader.days("valid_days")
    if accept_days > valid_days:
        reader.refuse("accept_days", "must not be more than valid_days")
    return LenderProfile(
        name=reader.bilingual(table.get("name"), "name"),
        address=reader.bilingual(table.get("address"), "address"),
        phone=reader.text(table.get("phone"), "phone"),
        website=reader.text(table.get("website"), "website"),
        colours=reader.colours(),
        mark=reader.mark(),
        conditions=reader.bilinguals("conditions"),
        recall_events=reader.bilinguals("recall_events"),
        complaint=reader.bilingual(table.get("complaint"), "complaint"),
        human_review=reader.bilingual(table.get("human_review"), "human_review"),
        valid_days=valid_days,
        accept_days=accept_days,
        seal=reader.seal(),
    )
