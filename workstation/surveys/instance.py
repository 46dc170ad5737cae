"""The answers of a survey as XML: whole for recovery, or as a submission, without what is not relevant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workstation.errors import KnownError
from workstation.surveys.answers import LONGEST
from workstation.surveys.names import ENTITIES, OPENROSA, OPENROSA_URI, bare, local_name
from workstation.surveys.tree import Node, Rows, Tree
from workstation.surveys.xml import parse_xml

if TYPE_CHECKING:
    from workstation.surveys.definition import Form

META = "meta"
_ENTITY = frozenset({"entity", "entities"})


def write_instance(form: Form, root: Node, *, relevant_only: bool) -> bytes:
    """UTF-8 XML: the form's id and version on the root, `meta` in OpenRosa's namespace."""
    from lxml import etree

    space = f"{{{form.namespace}}}" if form.namespace else ""
    names: dict[str | None, str] = {"orx": OPENROSA_URI}
    if form.namespace:
        names[None] = form.namespace
    top = etree.Element(space + root.spot.name, nsmap=names)
    top.set("id", form.id)
    if form.version:
        top.set("version", form.version)
    for name, value in form.attributes:
        top.set(name, value)
    _fill(top, root, space, relevant_only)
    text: bytes = etree.tostring(top, xml_declaration=True, encoding="UTF-8")
    return text


def _fill(element: Any, node: Node, space: str, relevant_only: bool) -> None:
    from lxml import etree

    if all(kid.spot.attribute for kid in node.within()):
        element.text = node.text or None
    for kid in node.within():
        if relevant_only and not kid.relevant:
            continue
        if kid.spot.attribute:
            element.set(kid.spot.name[1:], kid.text)
        else:
            inner = _space(kid, space)
            _fill(etree.SubElement(element, inner + kid.spot.name), kid, inner, relevant_only)


def _space(node: Node, above: str) -> str:
    """The form's own `meta` is OpenRosa's, an entity within it is ODK's."""
    if node.spot.name == META and node.parent is not None and node.parent.parent is None:
        return OPENROSA
    return ENTITIES if above == OPENROSA and node.spot.name in _ENTITY else above


def read_instance(form: Form, data: bytes) -> Tree:
    """The nodes of an instance that `write_instance` wrote; what it left out is there, and empty.

    KnownError survey.instance for what is no XML or belongs to another form, form.too_large beyond the
    limits.
    """
    root = parse_xml(data, "survey.instance")
    if local_name(root) != form.root.name or root.get("id") != form.id:
        raise KnownError(
            "survey.instance",
            f"these answers are to the form “{root.get('id', '')}”, not “{form.id}”",
            remedy="Open them with the form they were given to.",
        )
    tree = Tree(form.root, starting=False)
    _read(tree, tree.root, root)
    return tree


def _read(tree: Tree, node: Node, element: Any) -> None:
    pending = [(node, element)]
    while pending:
        node, element = pending.pop()
        for name, value in element.attrib.items():
            kid = node.kids.get(f"@{bare(name)}")
            if isinstance(kid, Node):
                kid.text = value
        if node.spot.parent is not None and all(kid.spot.attribute for kid in node.within()):
            node.text = (element.text or "")[:LONGEST]
        for child in element.iterchildren("*"):
            kid = node.kids.get(local_name(child))
            if isinstance(kid, Rows):
                pending.append((tree.add_row(kid, starting=False), child))
            elif kid is not None:
                pending.append((kid, child))
