"""Forms of field surveys: check one, compile one, and what of the standard can be used. No profile needed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.commands.verb import Answer, Verb, tell_error
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.surveys.checking import Finding, FormReport


def _check_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help=".xlsx or .xls")
    parser.add_argument("--supported", action="store_true", help="list what of the standard can be used")


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=".xlsx or .xls")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.xml")


def read_workbook_file(path: Path) -> bytes:
    """KnownError form.unreadable, form.too_large without reading more than a form may have."""
    from workstation.surveys.archive import LARGEST_FILE, too_large

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise too_large(f"the file is larger than {LARGEST_FILE >> 20} MiB", str(path))
        return path.read_bytes()
    except OSError as error:
        raise KnownError(
            "form.unreadable",
            f"the form cannot be opened: {error.strerror or error}",
            where=str(path),
            remedy="Check the path.",
        ) from None


def lists_beside(path: Path, data: bytes) -> Mapping[str, bytes]:
    """The files that a form names, where they lie in its folder. KnownError as of compiling it."""
    from workstation.surveys.compiling import compile_xform, files_of

    names = files_of(compile_xform(data, path.name))
    return {name: read_workbook_file(path.parent / name) for name in names if (path.parent / name).is_file()}


def _check(arguments: Namespace) -> Answer:
    if arguments.supported:
        return _supported()
    if arguments.file is None:
        raise KnownError(
            "form.unreadable", "no form is named", remedy="Name a workbook, or ask for --supported."
        )
    report = check_file(arguments.file, read_workbook_file(arguments.file))
    if not report.ok:
        tell_error(first_refused(report), arguments.json)
    return Answer(_report_json(report), _report_lines(report), status=0 if report.ok else 1)


def check_file(path: Path, data: bytes) -> FormReport:
    """A workbook checked with the lists in its folder. KnownError form.unreadable, form.too_large."""
    from workstation.surveys.checking import check_form

    try:
        files = lists_beside(path, data)
    except KnownError:
        files = {}  # the check itself says what is wrong, with all else
    return check_form(data, path.name, files=files)


def first_refused(report: FormReport) -> KnownError:
    """The first thing that is refused, and how many more there are."""
    first = report.refused[0]
    more = f", and {len(report.refused) - 1} more" if len(report.refused) > 1 else ""
    return KnownError(
        "form.unsupported", f"{first.what}: {first.why}{more}", where=_place(report.file, first)
    )


def _place(file: str, finding: Finding) -> str:
    row = f", row {finding.row}" if finding.row else ""
    return f"{file}, sheet {finding.sheet}{row}" + (f", {finding.name}" if finding.name else "")


def _report_json(report: FormReport) -> dict[str, Any]:
    return {
        "file": report.file,
        "ok": report.ok,
        "id": report.id,
        "title": report.title,
        "version": report.version,
        "languages": list(report.languages),
        "lists": list(report.lists),
        "findings": [
            {
                "sheet": one.sheet,
                "row": one.row or None,
                "name": one.name,
                "what": one.what,
                "standing": one.standing.value,
                "why": one.why,
            }
            for one in report.findings
        ],
        "advice": [{"what": what, "where": where} for what, where in report.advice],
    }


def _report_lines(report: FormReport) -> list[str]:
    from workstation.surveys.support import Standing

    lines = [f"{report.file}: {report.title or 'not compiled'}"]
    if report.id:
        languages = ", ".join(report.languages) or "one language"
        version = f", version {report.version}" if report.version else ""
        lines[0] += f" (id {report.id}{version}; {languages})"
    used = Counter(one.what for one in report.findings if one.standing is Standing.SUPPORTED)
    lines += [
        f"  {'supported':<10} {what}" + (f" ×{count}" if count > 1 else "") for what, count in used.items()
    ]
    for standing in (Standing.IGNORED, Standing.REFUSED):
        lines += [
            f"  {standing.value:<10} {one.what} [{_place('', one).removeprefix(', ')}]: {one.why}"
            for one in report.findings
            if one.standing is standing
        ]
    lines += [f"  {'advice':<10} {what} [{where}]" for what, where in report.advice]
    lines.append("It can be run." if report.ok else f"It cannot be run: {len(report.refused)} refused.")
    return lines


def _supported() -> Answer:
    from workstation.surveys.support import table

    rows = table()
    data = [
        {"kind": row.kind.value, "name": row.name, "standing": row.standing.value, "why": row.why}
        for row in rows
    ]
    lines = [
        f"{row.kind.value:<14} {row.name:<28} {row.standing.value}" + (f": {row.why}" if row.why else "")
        for row in rows
    ]
    return Answer(data, lines)


def _export(arguments: Namespace) -> Answer:
    from workstation.files import write_whole
    from workstation.surveys.compiling import compile_xform, files_of
    from workstation.surveys.form import compile_form

    path, data = arguments.file, read_workbook_file(arguments.file)
    form = compile_form(data, path.name, files=lists_beside(path, data))
    xform = compile_xform(data, path.name)
    write_whole(arguments.output, xform.encode(), private=False)
    lists = files_of(xform)
    answer = {"id": form.id, "title": form.title, "version": form.version, "sha256": form.sha256,
              "file": str(arguments.output), "lists": list(lists)}  # fmt: skip
    beside = f"; beside it belong {', '.join(lists)}" if lists else ""
    return Answer(answer, [f"Form {form.id}: {arguments.output}{beside}"])


VERBS = (
    Verb(("form", "check"), "what a form uses, and what of it can be run", _check_arguments, _check),
    Verb(("form", "export"), "compile a form to the XForm that ODK servers take", _export_arguments, _export),
)
