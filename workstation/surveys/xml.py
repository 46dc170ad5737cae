"""XML that comes from outside: no entities, no document types, nothing fetched, no more than 32 MiB."""

from __future__ import annotations

from typing import Any

from workstation.errors import KnownError

LARGEST = 32 * 1024 * 1024


def parse_xml(data: bytes, code: str) -> Any:
    """The root element. KnownError `code` for what is too large, no sound XML, or has a document type."""
    from lxml import etree

    if len(data) > LARGEST:
        raise KnownError(code, f"the file is larger than {LARGEST >> 20} MiB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise KnownError(code, f"the file is no sound XML: {error}") from None
    if root.getroottree().docinfo.doctype:
        raise KnownError(code, "the file declares a document type, which no form needs")
    return root
