"""A form: compiled once from its workbook, then run in any number of surveys."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from workstation.errors import KnownError
from workstation.surveys.checking import FormReport, check_form
from workstation.surveys.definition import Form
from workstation.surveys.reading import read_form


def compile_form(data: bytes, name: str, *, files: Mapping[str, bytes] | None = None) -> Form:
    """The form of a workbook; `files` are the lists that lie beside it, by name.

    KnownError form.unreadable, form.refused, form.unsupported, form.cycle, form.too_large, each with the
    sheet, row and name that it is about where one is known.
    """
    from workstation.surveys.archive import look_at_files
    from workstation.surveys.compiling import compile_workbook
    from workstation.surveys.workbook import read_workbook

    beside = files or {}
    look_at_files(beside)
    compiled = compile_workbook(read_workbook(data, name))
    try:
        return read_form(compiled.xform, sha256=hashlib.sha256(data).hexdigest(), files=beside)
    except KnownError as error:
        raise compiled.located(error) from None


__all__ = ["Form", "FormReport", "check_form", "compile_form"]
