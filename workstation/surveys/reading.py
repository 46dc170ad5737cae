"""From the XML of an XForm to a `Form`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workstation.errors import KnownError
from workstation.surveys.blueprint import Pairs
from workstation.surveys.body import BodyReader, read_actions
from workstation.surveys.definition import Form
from workstation.surveys.external import read_instances
from workstation.surveys.model import read_binds, read_spots
from workstation.surveys.names import ODK, XFORMS, XFORMS_URI, XHTML
from workstation.surveys.wording import read_wording
from workstation.surveys.xml import parse_xml


def read_form(xform: str, *, sha256: str, files: Mapping[str, bytes]) -> Form:
    """KnownError form.unreadable for what is no XForm, and what `compile_form` says."""
    document = parse_xml(xform.encode(), "form.unreadable")
    model = document.find(f"{XHTML}head/{XFORMS}model")
    body = document.find(f"{XHTML}body")
    instance = None if model is None else model.find(f"{XFORMS}instance")
    if body is None or instance is None or len(instance) == 0:
        raise KnownError("form.unreadable", "this is no form: it has no model, no instance or no body")
    primary = next(instance.iterchildren("*"))
    root = read_spots(primary)
    spots = {spot.path: spot for spot in root.down()}
    read_binds(model, spots)
    wording, default = read_wording(model)
    reader = BodyReader(spots, _filled(document))
    controls = reader.controls(body)
    form = Form(
        id=primary.get("id") or root.name,
        version=primary.get("version") or primary.get("{http://openrosa.org/xforms}version") or "",
        title=(document.findtext(f"{XHTML}head/{XHTML}title") or "").strip(),
        sha256=sha256,
        languages=tuple(language for language in wording if language),
        default_language=default,
        root=root,
        spots=spots,
        controls=controls,
        wording=wording,
        actions=(*read_actions(model, spots, None), *reader.actions),
        instances=read_instances(model, files),
        namespace=_namespace(primary),
        attributes=_attributes(primary),
    )
    _check(form)
    return form


def _filled(document: Any) -> frozenset[str]:
    tags = (f"{XFORMS}setvalue", f"{ODK}setgeopoint")
    return frozenset((one.get("ref") or "").strip() for one in document.iter(*tags))


def _namespace(primary: Any) -> str:
    uri = primary.tag.rpartition("}")[0].removeprefix("{")
    return "" if uri == XFORMS_URI else uri


def _attributes(primary: Any) -> Pairs:
    plain = ((name, value) for name, value in primary.attrib.items() if not name.startswith("{"))
    return tuple((name, value) for name, value in plain if name not in ("id", "version"))


def _check(form: Form) -> None:
    """Compile every expression now, so that a form that cannot run is refused before anybody fills it in."""
    _ = form.graph
    for action in form.actions:
        if action.expression:
            form.expression(action.expression, action.target.path)
