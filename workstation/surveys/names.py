"""The namespaces of XForms as ODK's tools write them, and names without them."""

from __future__ import annotations

from typing import Any

XFORMS_URI = "http://www.w3.org/2002/xforms"
OPENROSA_URI = "http://openrosa.org/xforms"
WORKSTATION_URI = "http://workstation/forms"

XFORMS = f"{{{XFORMS_URI}}}"
XHTML = "{http://www.w3.org/1999/xhtml}"
JAVAROSA = "{http://openrosa.org/javarosa}"
OPENROSA = f"{{{OPENROSA_URI}}}"
EVENTS = "{http://www.w3.org/2001/xml-events}"
ODK = "{http://www.opendatakit.org/xforms}"
ENTITIES = "{http://www.opendatakit.org/xforms/entities}"
WORKSTATION = f"{{{WORKSTATION_URI}}}"


def local_name(element: Any) -> str:
    """An element's name without its namespace; "" for a comment."""
    return bare(element.tag) if isinstance(element.tag, str) else ""


def bare(name: str) -> str:
    return name.rpartition("}")[2]
