"""From an XForm's body: questions, groups and repeats in their order, and the actions that stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workstation.errors import KnownError
from workstation.surveys.blueprint import (
    Action,
    Caption,
    Control,
    Group,
    InlineChoice,
    Itemset,
    Pairs,
    Question,
    Repeat,
    Spot,
)
from workstation.surveys.names import EVENTS, JAVAROSA, XFORMS, bare, local_name
from workstation.surveys.views import AnswerKind, Bounds
from workstation.surveys.wording import read_caption

_INPUTS = {
    "int": AnswerKind.INTEGER,
    "integer": AnswerKind.INTEGER,
    "decimal": AnswerKind.DECIMAL,
    "date": AnswerKind.DATE,
    "time": AnswerKind.TIME,
    "dateTime": AnswerKind.MOMENT,
    "geopoint": AnswerKind.POSITION,
    "geotrace": AnswerKind.TRACE,
    "geoshape": AnswerKind.SHAPE,
    "barcode": AnswerKind.BARCODE,
}
_CONTROLS = {
    "select1": AnswerKind.CHOICE,
    "select": AnswerKind.CHOICES,
    "rank": AnswerKind.RANK,
    "trigger": AnswerKind.ACKNOWLEDGE,
    "range": AnswerKind.RANGE,
}
_UPLOADS = {"image": AnswerKind.PHOTO, "audio": AnswerKind.AUDIO, "video": AnswerKind.VIDEO}
_WORDS = ("label", "hint", "setvalue", "setgeopoint", "itemset", "item", "value")
_NOT_PARAMETERS = frozenset({"ref", "nodeset", "appearance", "mediatype", "start", "end", "step"})
DEEPEST = 60
"""Groups within groups."""


class BodyReader:
    """Reads the body once; `filled` are the paths that an action fills, `actions` holds the actions found on
    the way."""

    def __init__(self, spots: Mapping[str, Spot], filled: frozenset[str]) -> None:
        self._spots = spots
        self._filled = filled
        self.actions: list[Action] = []

    def controls(self, parent: Any, depth: int = 0) -> tuple[Control, ...]:
        """What stands directly in `parent`. KnownError form.refused, form.unsupported, form.too_large."""
        if depth > DEEPEST:
            raise KnownError("form.too_large", f"more than {DEEPEST} groups lie within each other")
        found: list[Control] = []
        for element in parent.iterchildren("*"):
            name = local_name(element)
            if name == "group":
                found.append(self._group(element, depth))
            elif name == "repeat":
                found.append(self._repeat(element, Caption(), frozenset(), depth))
            elif name in _CONTROLS or name in ("input", "upload"):
                self._take_actions(element, self._spot(element.get("ref")))
                if _is_shown(element, name):
                    found.append(self._question(element, name))
            elif name not in _WORDS:
                raise KnownError("form.unsupported", f"the control <{name}> cannot be shown", where=name)
        return tuple(found)

    def _spot(self, path: str | None) -> Spot:
        spot = self._spots.get((path or "").strip())
        if spot is None:
            raise KnownError(
                "form.refused", "a question names a place that the form does not have", where=path or ""
            )
        return spot

    def _group(self, element: Any, depth: int) -> Control:
        label, appearance = read_caption(element, "label"), _appearance(element)
        repeat = element.find(f"{XFORMS}repeat")
        alone = all(local_name(one) in ("label", "hint", "repeat") for one in element.iterchildren("*"))
        if repeat is not None and alone:
            return self._repeat(repeat, label, appearance, depth)
        reference = element.get("ref") or element.get("nodeset")
        spot = self._spot(reference) if reference else None
        return Group(spot, label, self.controls(element, depth + 1), appearance)

    def _repeat(self, element: Any, label: Caption, appearance: frozenset[str], depth: int) -> Repeat:
        spot = self._spot(element.get("nodeset"))
        spot.repeat = True
        self._take_actions(element, spot)
        return Repeat(
            spot,
            label or read_caption(element, "label"),
            self.controls(element, depth + 1),
            appearance | _appearance(element),
            count=(element.get(f"{JAVAROSA}count") or "").strip(),
            fixed="true" in (element.get(f"{JAVAROSA}noAddRemove") or ""),
        )

    def _question(self, element: Any, name: str) -> Question:
        spot = self._spot(element.get("ref"))
        return Question(
            spot,
            self._kind(element, name, spot),
            read_caption(element, "label"),
            read_caption(element, "hint"),
            _appearance(element),
            _bounds(element) if name == "range" else None,
            _itemset(element),
            tuple(
                InlineChoice((item.findtext(f"{XFORMS}value") or "").strip(), read_caption(item, "label"))
                for item in element.iterfind(f"{XFORMS}item")
            ),
            spot.bind.parameters + _parameters(element),
        )

    def _kind(self, element: Any, name: str, spot: Spot) -> AnswerKind:
        if name == "upload":
            media = (element.get("mediatype") or "").partition("/")[0]
            return _UPLOADS.get(media, AnswerKind.FILE)
        if _is_heading(element, name):
            return AnswerKind.NOTE
        if name in _CONTROLS:
            return _CONTROLS[name]
        kind = _INPUTS.get(spot.bind.type, AnswerKind.TEXT)
        empty = not spot.bind.calculate and not spot.default and spot.path not in self._filled
        shown = spot.bind.readonly == "true()" and empty
        return AnswerKind.NOTE if shown and kind is AnswerKind.TEXT else kind

    def _take_actions(self, element: Any, source: Spot) -> None:
        self.actions.extend(read_actions(element, self._spots, source))


def read_actions(parent: Any, spots: Mapping[str, Spot], source: Spot | None) -> list[Action]:
    """The actions that stand directly in `parent`, one for each event that they wait for."""
    found: list[Action] = []
    for element in parent.iterchildren("*"):
        if local_name(element) not in ("setvalue", "setgeopoint"):
            continue
        target = spots.get((element.get("ref") or "").strip())
        if target is None:
            raise KnownError(
                "form.refused",
                "a default names a place that the form does not have",
                where=element.get("ref") or "",
            )
        events = (element.get("event") or element.get(f"{EVENTS}event") or "").split()
        found.extend(
            Action(
                event=bare(event),
                target=target,
                expression=(element.get("value") or "").strip(),
                literal=(element.text or "").strip(),
                position=local_name(element) == "setgeopoint",
                source=source,
            )
            for event in events
        )
    return found


def _is_shown(element: Any, name: str) -> bool:
    words = ("label", "hint")
    if _is_heading(element, name):
        return any(read_caption(element, word) for word in words)
    return any(element.find(f"{XFORMS}{word}") is not None for word in words)


def _is_heading(element: Any, name: str) -> bool:
    """A choice that only writes the choices above those of its neighbours, which have labels of their own
    here: nobody is to choose in it."""
    return name in ("select", "select1") and "label" in _appearance(element)


def _appearance(element: Any) -> frozenset[str]:
    return frozenset((element.get("appearance") or "").split())


def _bounds(element: Any) -> Bounds:
    return Bounds(element.get("start") or "0", element.get("end") or "10", element.get("step") or "1")


def _itemset(element: Any) -> Itemset | None:
    found = element.find(f"{XFORMS}itemset")
    if found is None:
        return None
    value, label = found.find(f"{XFORMS}value"), found.find(f"{XFORMS}label")
    return Itemset(
        (found.get("nodeset") or "").strip(),
        "name" if value is None else (value.get("ref") or "name").strip(),
        "" if label is None else (label.get("ref") or "").strip(),
    )


def _parameters(element: Any) -> Pairs:
    names = ((bare(name), value) for name, value in element.attrib.items())
    return tuple((name, value) for name, value in names if name not in _NOT_PARAMETERS)
