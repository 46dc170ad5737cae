"""A form checked row by row before anybody fills it in: every finding, not only the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workstation.errors import KnownError
from workstation.surveys.archive import look_at_files
from workstation.surveys.compiling import compile_workbook, files_of
from workstation.surveys.reading import read_form
from workstation.surveys.rows import kind_of, standard_kind
from workstation.surveys.support import Kind, Standing, Supported, spelled
from workstation.surveys.surroundings import FILE
from workstation.surveys.workbook import Row, Workbook, read_workbook

EXPRESSIONS = frozenset(
    {"relevant", "constraint", "calculation", "calculate", "required", "read_only", "readonly",
     "repeat_count", "choice_filter"}
)  # fmt: skip
_PLAIN_TRUTHS = frozenset({"yes", "no", "true", "false"})
_NAMED = re.compile(r"\$\{\s*(?:last-saved#)?([^}]*?)\s*\}")
_SEARCH = re.compile(r"search\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a row uses: `what` names it, as `type barcode`."""

    sheet: str
    row: int
    name: str
    what: str
    standing: Standing
    why: str = ""


@dataclass(frozen=True, slots=True)
class FormReport:
    """`id`, `title`, `version` and `languages` are empty where the form could not be compiled. `lists` are
    the files that belong beside it; `advice` is what the compiler would write otherwise, and where."""

    file: str
    findings: tuple[Finding, ...]
    id: str = ""
    title: str = ""
    version: str = ""
    languages: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    advice: tuple[tuple[str, str], ...] = ()

    @property
    def ok(self) -> bool:
        return not self.refused

    @property
    def refused(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.standing is Standing.REFUSED)


def check_form(data: bytes, name: str, *, files: Mapping[str, bytes] | None = None) -> FormReport:
    """What a form uses and what becomes of it. KnownError form.unreadable and form.too_large for a file that
    is no workbook at all, or holds more than a form may."""
    workbook = read_workbook(data, name)
    findings = list(_rows(workbook))
    beside = files or {}
    try:
        compiled = compile_workbook(workbook)
    except KnownError as error:
        _add(findings, _of_error(error))
        return FormReport(name, tuple(findings))
    lists = files_of(compiled.xform)
    findings += (
        _missing(workbook, one) for one in lists if one not in beside and one.rpartition(".")[0] != FILE
    )
    report = FormReport(name, tuple(findings), lists=lists, advice=compiled.warnings)
    try:
        look_at_files(beside)
        form = read_form(compiled.xform, sha256="", files=beside)
    except KnownError as error:
        _add(findings, _of_error(compiled.located(error)))
        return replace(report, findings=tuple(findings))
    return replace(report, id=form.id, title=form.title, version=form.version, languages=form.languages)


def _add(findings: list[Finding], one: Finding) -> None:
    """Unless its row is refused already for the same words."""
    if not any((known.row, known.why) == (one.row, one.why) for known in findings):
        findings.append(one)


_WHERE = re.compile(r"sheet (\w+)(?:, row (\d+))?(?:, (.*))?$")


def _of_error(error: KnownError) -> Finding:
    place = _WHERE.search(error.where)
    if place is None:
        return Finding("survey", 0, error.where, "the form", Standing.REFUSED, error.message)
    return Finding(place[1], int(place[2] or 0), place[3] or "", "the form", Standing.REFUSED, error.message)


def _missing(workbook: Workbook, file: str) -> Finding:
    """At the first row that speaks of the file."""
    why = "the file does not lie beside the form: put it in the same folder"
    stem = file.rpartition(".")[0]
    words = re.compile(rf"\b{re.escape(file)}\b|['\"]{re.escape(stem)}(?:\.csv)?['\"]")
    for row in workbook.rows("survey"):
        if words.search("\n".join(row.cells.values())) or row.first("name") == stem:
            return Finding("survey", row.number, row.first("name"), f"file {file}", Standing.REFUSED, why)
    return Finding("survey", 0, "", f"file {file}", Standing.REFUSED, why)


# --- what the rows use -------------------------------------------------------------------------


def _rows(workbook: Workbook) -> Iterator[Finding]:
    supported = Supported()
    for title in workbook.sheets:
        yield _finding(supported, title, 0, "", Kind.SHEET, title)
    yield from _columns(supported, workbook, "survey", Kind.COLUMN)
    yield from _columns(supported, workbook, "choices", Kind.CHOICE_COLUMN)
    yield from _columns(supported, workbook, "settings", Kind.SETTING)
    for row in workbook.rows("survey"):
        if row.first("disabled").lower() in ("yes", "true", "true()"):
            continue
        yield from _survey_row(supported, row)


def _columns(supported: Supported, workbook: Workbook, sheet: str, kind: Kind) -> Iterator[Finding]:
    if sheet not in workbook.sheets:
        return
    rows = workbook.rows(sheet)
    for column in workbook.sheets[sheet].columns:
        if not any(column in row.cells for row in rows):
            continue
        if kind is Kind.CHOICE_COLUMN and supported.of(kind, spelled(column)) is None:
            continue  # any other column of the choices is there for filters
        yield _finding(supported, sheet, 1, "", kind, column)


def _survey_row(supported: Supported, row: Row) -> Iterator[Finding]:
    name, kind = row.first("name", "tag", "value"), kind_of(row)
    if kind:
        yield _of_type(supported, row.number, name, kind)
    for look in _looks(row.first("appearance", "control::appearance", "body::appearance")):
        yield _finding(supported, "survey", row.number, name, Kind.APPEARANCE, look)
    for part in re.split(r"[\s,;]+", row.first("parameters")):
        if "=" in part:
            yield _finding(supported, "survey", row.number, name, Kind.PARAMETER, part.partition("=")[0])
    for column, text in row.cells.items():
        plain = spelled(column).lower().removeprefix("bind::")
        if plain in EXPRESSIONS and text.lower() not in _PLAIN_TRUTHS:
            yield from _expression(row.number, name, column, text)


def _looks(text: str) -> list[str]:
    """The words of an appearance; what stands in brackets belongs to the word before."""
    if "ex:" in text.lower():
        return ["ex:"]
    search = _SEARCH.search(text)
    return [*text[: search.start()].split(), "search()"] if search else text.split()


def _of_type(supported: Supported, number: int, name: str, kind: str) -> Finding:
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    found = supported.of(Kind.TYPE, standard_kind(kind))
    if found is not None:
        return Finding("survey", number, name, f"type {found.name}", found.standing, found.why)
    if kind in QUESTION_TYPE_DICT:
        return Finding("survey", number, name, f"type {kind}", Standing.SUPPORTED, "an older name")
    return Finding("survey", number, name, f"type {kind}", Standing.REFUSED, "no type of the standard")


def _expression(number: int, name: str, column: str, text: str) -> Iterator[Finding]:
    """The functions that a cell calls, or what is wrong with it. A question's name stands for its place."""
    from workstation.surveys.xpath import compile_expression

    what = f"{column} {text}" if len(text) <= 60 else f"{column} {text[:57]}…"
    try:
        expression = compile_expression(_NAMED.sub(r" /\1 ", text), where="")
    except KnownError as error:
        yield Finding("survey", number, name, what, Standing.REFUSED, error.message)
        return
    for function in sorted(expression.functions):
        yield Finding("survey", number, name, f"function {function}", Standing.SUPPORTED)


def _finding(supported: Supported, sheet: str, row: int, name: str, kind: Kind, value: str) -> Finding:
    found = supported.of(kind, spelled(value) if kind is not Kind.APPEARANCE else value)
    if found is None:
        return Finding(
            sheet, row, name, f"{kind} {value}", Standing.IGNORED, "not in the standard: left aside"
        )
    return Finding(sheet, row, name, f"{kind} {value}", found.standing, found.why)
