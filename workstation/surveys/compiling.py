"""From a workbook to the XML of an XForm, with pyxform; what it refuses comes back as a sentence with a row.

pyxform gets texts, never the file: it would open that with readers that lay out whole tables. Nothing is
fetched and no other program is started.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Any

from workstation.errors import KnownError
from workstation.surveys.archive import look_at_files
from workstation.surveys.rows import EXTERNAL, Placed, is_start, kind_of, places_of
from workstation.surveys.searching import replaced, searched
from workstation.surveys.support import spelled
from workstation.surveys.workbook import Row, Workbook, read_workbook
from workstation.surveys.xml import parse_xml

_AT_ROW = re.compile(r"^\[row\s*:\s*(\d+)\]\s*")
_ON_SHEET = re.compile(r"(?:[Oo]n the|for sheet:|of) '(\w+)'|the (\w+) sheet")
_MORE = re.compile(r"\s*Learn more:\s*\S+|\s*\{.*\}\s*$", re.DOTALL)
_PREFIXED = re.compile(r"^(?:bind|instance|body|control)::([\w.-]+):(?!:)", re.IGNORECASE)
_DECLARED = re.compile(r"([\w.-]+)\s*=")
_KNOWN_PREFIXES = frozenset({"h", "ev", "xsd", "jr", "orx", "odk", "xmlns", "entities"})
_MOOT = "max-pixels"  # photos are made smaller in any case
_OWN_WORDS = frozenset({"survey", "choices", "settings", "name", "label", "type", "list_name", "data"})
"""What messages put in quotes although no question is meant."""
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Compiled:
    """`warnings` are what pyxform would say of the form, each with its place."""

    xform: str
    workbook: Workbook
    warnings: tuple[tuple[str, str], ...]

    @cached_property
    def _places(self) -> Placed:
        return places_of(self.workbook)

    def where(self, path: str) -> str:
        """Sheet, row and name of what stands at a nodeset; the nodeset itself where no row has it."""
        number = self._places.row_of(path)
        return path if number is None else self.workbook.where("survey", number)

    def located(self, error: KnownError) -> KnownError:
        """The same error, with the row in place of the nodeset."""
        where = self.where(error.where) if error.where.startswith("/") else error.where
        return KnownError(error.code, error.message, where=where, remedy=error.remedy, lane=error.lane)


def compile_xform(data: bytes, name: str, *, files: Mapping[str, bytes] | None = None) -> str:
    """The XForm of a workbook; the files beside it are only weighed. KnownError form.unreadable,
    form.too_large, form.refused."""
    look_at_files(files or {})
    return compile_workbook(read_workbook(data, name)).xform


def compile_workbook(workbook: Workbook) -> Compiled:
    """KnownError form.refused with the sheet, the row and the name that pyxform stumbled on."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    _check_prefixes(workbook)
    warnings: list[str] = []
    try:
        xform = convert(_for_pyxform(workbook), warnings=warnings).xform
    except PyXFormError as error:
        raise _refused(str(error), workbook) from None
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _refused(f"it cannot be compiled ({type(error).__name__}: {error})", workbook) from None
    _check_sound(xform, workbook)
    said = (_said(warning, workbook) for warning in warnings if _MOOT not in warning)
    return Compiled(xform, workbook, tuple(said))


def _check_prefixes(workbook: Workbook) -> None:
    """KnownError form.refused for a column whose prefix no namespace stands for: the XML would be broken."""
    settings = " ".join(row.first("namespaces") for row in workbook.rows("settings"))
    known = _KNOWN_PREFIXES | set(_DECLARED.findall(settings))
    for column in workbook.sheets["survey"].columns:
        prefix = _PREFIXED.match(spelled(column))
        if prefix is not None and prefix[1] not in known:
            raise KnownError(
                "form.refused",
                f"the column “{column}” has the prefix {prefix[1]}, which the settings do not declare",
                where=f"{workbook.name}, sheet survey, row 1",
                remedy=f'Add to the settings\' column namespaces: {prefix[1]}="http://…".',
            )


def _check_sound(xform: str, workbook: Workbook) -> None:
    """KnownError form.refused where a setting or the name of a column broke the XML."""
    try:
        parse_xml(xform.encode(), "form.refused")
    except KnownError as error:
        what = "the settings or the name of a column make XML that is none"
        raise KnownError(
            error.code,
            f"{what}: {error.message}",
            where=f"{workbook.name}, sheet settings",
            remedy="Look at the namespaces and at columns with two colons.",
        ) from None


def _refused(message: str, workbook: Workbook) -> KnownError:
    what, where = _said(message, workbook)
    return KnownError("form.refused", what, where=where, remedy="Mend that row of the workbook.")


def _said(message: str, workbook: Workbook) -> tuple[str, str]:
    """What is wrong in one line, and where: the row and sheet that pyxform names, in our own words."""
    row = _AT_ROW.match(message)
    named = _ON_SHEET.search(message)
    sheet = next((one for one in named.groups() if one), "survey") if named else "survey"
    what = _MORE.sub("", _AT_ROW.sub("", message))
    what = _SPACES.sub(" ", what).strip().rstrip(".)")
    where = workbook.where(sheet, int(row.group(1))) if row else _guessed(what, sheet, workbook)
    return what, where


def _guessed(what: str, sheet: str, workbook: Workbook) -> str:
    """The row whose name the message says, or whose type if it is about a type, where it gives no row."""
    words = {*re.findall(r"['\"`“]([^'\"`”]+)['\"`”]", what), *what.split()[-1:]} - _OWN_WORDS
    columns = ("type", "name") if "question type" in what else ("name",)
    for row in workbook.rows(sheet):
        if any(row.first(column) in words for column in columns):
            return workbook.where(sheet, row.number)
    return f"{workbook.name}, sheet {sheet}"


# --- what pyxform gets -------------------------------------------------------------------------


def _for_pyxform(workbook: Workbook) -> dict[str, Any]:
    book: dict[str, Any] = {
        "sheet_names": list(workbook.sheet_names),
        "fallback_form_name": _form_name(workbook.name),
    }
    for title, sheet in workbook.sheets.items():
        if title == "external_choices":
            continue
        book[title] = _lines(sheet.rows)
        book[f"{title}_header"] = [dict.fromkeys(sheet.columns)]
    _take_in_external(workbook, book)
    _say_searches(workbook, book)
    return book


def _say_searches(workbook: Workbook, book: dict[str, Any]) -> None:
    """A list that only ever named columns of a file is no list of choices any more."""
    kept: set[str] = set()
    spent: set[str] = set()
    for row in workbook.rows("survey"):
        made = searched(row, workbook)
        (kept if made is None else spent).update(kind_of(row).split(" ")[1:2])
        if made is not None:
            line = book["survey"][row.number - 2] = replaced(row.cells, made)
            book["survey_header"] = [book["survey_header"][0] | dict.fromkeys(line)]
    for row in workbook.rows("choices"):
        if row.first("list_name", "list name") in spent - kept:
            book["choices"][row.number - 2] = {}


def _form_name(name: str) -> str:
    stem = re.sub(r"[^\w.-]", "_", PurePath(name).stem, flags=re.ASCII)
    return stem if stem[:1].isalpha() else f"form_{stem}"


def _lines(rows: tuple[Row, ...]) -> list[dict[str, str]]:
    """From row 2 on without a gap, so that the row numbers of pyxform's messages are the spreadsheet's."""
    by_number = {row.number: dict(row.cells) for row in rows}
    return [by_number.get(number, {}) for number in range(2, max(by_number, default=1) + 1)]


def _take_in_external(workbook: Workbook, book: dict[str, Any]) -> None:
    """Lists of the sheet external_choices become lists of the form itself: there they were only ever apart
    because telephones could not hold them."""
    sheet = workbook.sheets.get("external_choices")
    if sheet is None or not any(kind_of(row).startswith(EXTERNAL) for row in workbook.rows("survey")):
        return
    choices = workbook.sheets.get("choices")
    list_name = next(
        (one for one in (choices.columns if choices else ()) if one.lower() in ("list_name", "list name")),
        "list_name",
    )
    rows = [
        {
            (list_name if head.lower() in ("list_name", "list name") else head): value
            for head, value in row.items()
        }
        for row in _lines(sheet.rows)
    ]
    book["choices"] = [*book.get("choices", []), *rows]
    heads = dict.fromkeys([*(choices.columns if choices else ()), *(key for row in rows for key in row)])
    book["choices_header"] = [heads]
    for line in book["survey"]:
        for head, value in line.items():
            if head.lower() == "type" and is_start(value, EXTERNAL):
                line[head] = "select_one" + value[len(EXTERNAL) :]


_LIST = re.compile(r'<instance [^>]*\bsrc="jr://[^"]*?([^"/\\]+)"')


def files_of(xform: str) -> tuple[str, ...]:
    """The lists that must lie beside the form, by file name; the last saved survey is none."""
    found = dict.fromkeys(_LIST.findall(xform))
    return tuple(name for name in found if name != "last-saved")
