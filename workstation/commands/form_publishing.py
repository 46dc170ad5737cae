"""`form publish`, `list` and `withdraw`: the lender's own survey forms, kept at the hub."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.commands.forms import check_file, first_refused, lists_beside, read_workbook_file
from workstation.commands.hub import add_place, place_of
from workstation.commands.verb import Answer, Verb

if TYPE_CHECKING:
    from workstation.domain.forms import PublishedForm


def _publish_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=".xlsx or .xls, its lists in the same folder")
    add_place(parser)
    parser.add_argument(
        "--name", default="", metavar="ID", help="what to offer it under, by default the file's own name"
    )


def _publish(arguments: Namespace) -> Answer:
    from workstation.app import open_admin
    from workstation.services.hub_forms import form_to_publish

    path, data = arguments.file, read_workbook_file(arguments.file)
    report = check_file(path, data)
    if not report.ok:
        raise first_refused(report)
    kept = form_to_publish(data, path.name, lists_beside(path, data), arguments.name or path.stem)
    with open_admin(place_of(arguments)) as admin:
        form = admin.publish_form(kept)
    words = f"Form {form.id}: published; workstations receive it when they synchronise."
    return Answer(_plain(form), [words])


def _list(arguments: Namespace) -> Answer:
    from workstation.app import open_admin

    with open_admin(place_of(arguments)) as admin:
        forms = admin.forms()
    lines = [_line(form) for form in forms] or ["No form is published."]
    return Answer([_plain(form) for form in forms], lines)


def _withdraw_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("form", metavar="ID", help="the form's id, as `form list` shows it")
    add_place(parser)


def _withdraw(arguments: Namespace) -> Answer:
    from workstation.app import open_admin

    with open_admin(place_of(arguments)) as admin:
        form = admin.withdraw_form(arguments.form)
    words = f"Form {form.id}: nothing new is begun with it; what was filled in with it is opened as before."
    return Answer(_plain(form), [words])


def _plain(form: PublishedForm) -> dict[str, Any]:
    return {
        "id": form.id,
        "form_id": form.own_id,
        "version": form.version,
        "title": form.title,
        "sha256": form.sha256,
        "published_at": form.published_at,
        "ended_at": form.ended_at or None,
    }


def _line(form: PublishedForm) -> str:
    version = f" version {form.version}" if form.version else ""
    until = f" until {form.ended_at}" if form.ended_at else ""
    return f"{form.id:<20} {form.title}{version}, {form.sha256[:12]}…, from {form.published_at}{until}"


VERBS = (
    Verb(("form", "publish"), "offer a form to every workstation", _publish_arguments, _publish),
    Verb(("form", "list"), "the forms that the hub published", add_place, _list),
    Verb(("form", "withdraw"), "begin nothing new with a form", _withdraw_arguments, _withdraw),
)
