"""The lists beside a form: those within it, and the files that lie beside it (CSV, XML, GeoJSON).

Every list becomes one `<instance>` element; a row of a table is an `item` with an element for each column.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from workstation.errors import KnownError
from workstation.surveys.names import XFORMS

MOST_ITEMS = 100_000
_NOT_NAME = re.compile(r"[^\w.-]", re.ASCII)
LAST_SAVED = "__last-saved"


def read_instances(model: Any, files: Mapping[str, bytes]) -> dict[str, Any]:
    """By id; a list whose file is not among `files` has no element yet, for a run may bring it as a table.

    KnownError form.refused for a file that cannot be read as what its name says, form.too_large beyond
    100,000 items.
    """
    found: dict[str, Any] = {}
    for element in model.findall(f"{XFORMS}instance")[1:]:
        name, source = element.get("id") or "", element.get("src") or ""
        if not source:
            found[name] = element
        else:
            data = files.get(source.rpartition("/")[2])
            found[name] = None if data is None else _read(name, source, data)
    return found


def _read(name: str, source: str, data: bytes) -> Any:
    file = source.rpartition("/")[2]
    ending = file.rpartition(".")[2].lower()
    if ending == "xml":
        return _holding(name, _xml(data))
    if ending == "geojson":
        return _holding(name, _table(_geojson(data, file)))
    return _holding(name, _table(_csv(data)))


def _holding(name: str, root: Any) -> Any:
    from lxml import etree

    instance = etree.Element("instance", id=name)
    instance.append(root)
    return instance


def _xml(data: bytes) -> Any:
    from workstation.surveys.xml import parse_xml

    return parse_xml(data, "form.refused")


def _csv(data: bytes) -> Iterable[Mapping[str, str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)


def _geojson(data: bytes, file: str) -> Iterable[Mapping[str, str]]:
    """A feature's own id, its properties, and its geometry as ODK writes positions."""
    try:
        features = json.loads(data)["features"]
        for feature in features:
            properties = {str(key): _plain(value) for key, value in (feature.get("properties") or {}).items()}
            own = {"id": str(feature["id"])} if "id" in feature else {}
            yield {**properties, **own, "geometry": _geometry(feature["geometry"])}
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        raise KnownError("form.refused", "the file is no GeoJSON list of features", where=file) from None


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)


def _geometry(geometry: Any) -> str:
    points = geometry["coordinates"]
    if geometry["type"] == "Point":
        points = [points]
    elif geometry["type"] == "Polygon":
        points = points[0]
    shown = [f"{float(point[1])} {float(point[0])} 0 0" for point in points]
    return shown[0] if geometry["type"] == "Point" else "; ".join(shown)


def _table(rows: Iterable[Mapping[str, str]]) -> Any:
    from lxml import etree

    from workstation.surveys.answers import storable

    root = etree.Element("root")
    for number, row in enumerate(rows):
        if number >= MOST_ITEMS:
            raise KnownError("form.too_large", f"a list beside the form has more than {MOST_ITEMS} rows")
        item = etree.SubElement(root, "item")
        for column, value in row.items():
            if column:
                etree.SubElement(item, _name(column)).text = storable(value or "")
    return root


def _name(column: str) -> str:
    name = _NOT_NAME.sub("_", column.strip())
    return name if name[:1].isalpha() or name[:1] == "_" else f"_{name}"
