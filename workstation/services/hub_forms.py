"""Makes a workbook ready to be published: checked row by row, compiled as a desk compiles it, and packed."""

from __future__ import annotations

from collections.abc import Mapping

from workstation.crypto import sha256
from workstation.domain.forms import FORM_ID, KeptForm, PublishedForm
from workstation.errors import KnownError
from workstation.form_package import pack_form

_TITLE = 120
"""More letters of a title than that no list has room for."""


def form_to_publish(data: bytes, file: str, lists: Mapping[str, bytes], form_id: str) -> KeptForm:
    """`file` is the name of the workbook, `form_id` what it is to be offered under. Raises `KnownError`:
    `form.name`, and `form.unreadable`, `form.too_large`, `form.refused`, `form.unsupported`, `form.cycle`,
    `form.list` for what cannot be run, with the sheet, the row and the name of the first such place."""
    from workstation.surveys.form import compile_form

    if not FORM_ID.fullmatch(form_id):
        raise KnownError(
            "form.name",
            "a form is published under letters, digits, points, dashes and underscores, 60 at most",
            where=form_id[:80],
            remedy="Name it with --name.",
        )
    form = compile_form(data, file, files=lists)
    body = pack_form(file, data, lists)
    title = " ".join(form.title.split())[:_TITLE]
    named = PublishedForm(form_id, form.sha256, form.id, form.version, title, sha256(body), "")
    return KeptForm(named, body)
