"""From an XForm's model: the places of the primary instance, their binds, and the lists beside them."""

from __future__ import annotations

from typing import Any

from workstation.errors import KnownError
from workstation.surveys.blueprint import Bind, Pairs, Spot
from workstation.surveys.names import JAVAROSA, WORKSTATION, XFORMS, bare, local_name
from workstation.surveys.wording import caption_of

MOST_SPOTS = 20_000


def read_spots(instance: Any) -> Spot:
    """The tree of places, from the primary instance's root element."""
    root = _spot(instance, None)
    for order, spot in enumerate(root.down()):
        spot.order = order
        if order >= MOST_SPOTS:
            raise KnownError(
                "form.too_large", f"the form has more than {MOST_SPOTS} places", remedy="Split the form."
            )
    return root


def _spot(element: Any, parent: Spot | None) -> Spot:
    name = local_name(element)
    path = f"{parent.path if parent else ''}/{name}"
    spot = Spot(path, name, parent, default=(element.text or "").strip() if len(element) == 0 else "")
    _attributes(spot, element)
    by_name: dict[str, Spot] = {}
    for child in element.iterchildren("*"):
        known = by_name.get(local_name(child))
        template = child.get(f"{JAVAROSA}template") is not None
        if known is None:
            known = by_name[local_name(child)] = _spot(child, spot)
            known.repeat, known.starts = template, 0 if template else 1
            spot.children.append(known)
        else:
            known.repeat, known.starts = True, known.starts + (not template)
            _start_within(known, child)
    return spot


def _start_within(spot: Spot, row: Any) -> None:
    """The rows that a repeat within starts with are those that it has in a row that is no template."""
    for inner in spot.children:
        rows = [one for one in row.iterchildren("*") if local_name(one) == inner.name]
        if inner.repeat:
            plain = sum(one.get(f"{JAVAROSA}template") is None for one in rows)
            inner.starts = max(inner.starts, plain)
        for one in rows:
            _start_within(inner, one)


def _attributes(spot: Spot, element: Any) -> None:
    """The attributes of an element are places too; those of the root are the form's own."""
    if spot.parent is not None:
        plain = ((name, value) for name, value in element.attrib.items() if not name.startswith("{"))
        spot.children.extend(Spot(f"{spot.path}/@{name}", f"@{name}", spot, value) for name, value in plain)


def read_binds(model: Any, spots: dict[str, Spot]) -> None:
    """Lay each bind's rules on its place. KnownError form.refused for a bind that names no place."""
    for element in model.iterfind(f"{XFORMS}bind"):
        path = (element.get("nodeset") or "").strip()
        spot = spots.get(path)
        if spot is None:
            raise KnownError("form.refused", "a rule names a place that the form does not have", where=path)
        spot.bind = _bind(element)


def _bind(element: Any) -> Bind:
    def of(name: str) -> str:
        return (element.get(name) or "").strip()

    return Bind(
        type=bare(of("type").replace("xsd:", "").replace("odk:", "")) or "string",
        relevant=of("relevant"),
        constraint=of("constraint"),
        calculate=of("calculate"),
        required=of("required"),
        readonly=of("readonly"),
        constraint_text=caption_of(of(f"{JAVAROSA}constraintMsg")),
        required_text=caption_of(of(f"{JAVAROSA}requiredMsg")),
        preload=of(f"{JAVAROSA}preload"),
        preload_parameter=of(f"{JAVAROSA}preloadParams"),
        parameters=_pairs(element, lambda name: name.startswith("{") and not _known(name)),
        extra=_pairs(element, lambda name: name.startswith(WORKSTATION)),
    )


def _known(name: str) -> bool:
    return name.startswith((JAVAROSA, WORKSTATION))


def _pairs(element: Any, wanted: Any) -> Pairs:
    return tuple((bare(name), value) for name, value in element.attrib.items() if wanted(name))
