"""Functions of choices, checklists and the lists beside the form."""

from __future__ import annotations

import math

from workstation.surveys.xpath.frame import Frame
from workstation.surveys.xpath.functions.signature import Function
from workstation.surveys.xpath.values import Value, as_number, as_text, node_text


def _selected(chosen: str, value: str) -> bool:
    return value.strip() in chosen.split()


def _selected_at(chosen: str, place: float) -> str:
    values = chosen.split()
    return values[int(place)] if math.isfinite(place) and 0 <= int(place) < len(values) else ""


def _index_of(chosen: str, value: str) -> float:
    """The place, from 0, of a value among those chosen; NaN if it is not among them."""
    values = chosen.split()
    return float(values.index(value.strip())) if value.strip() in values else math.nan


def _holds(value: Value) -> bool:
    """A text counts if it is exactly "yes", as the reference says; a truth or a number by itself."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value == value and value != 0
    return as_text(value) == "yes"


def _spread(values: tuple[Value, ...]) -> list[Value]:
    out: list[Value] = []
    for value in values:
        if isinstance(value, list):
            out.extend(node_text(node) for node in value)
        else:
            out.append(value)
    return out


def _within(total: float, least: float, most: float) -> bool:
    return (least == -1 or total >= least) and (most == -1 or total <= most)


def _checklist(least: float, most: float, *answers: Value) -> bool:
    spread = _spread(answers) if len(answers) == 1 else list(answers)
    return _within(float(sum(_holds(answer) for answer in spread)), least, most)


def _weighted_checklist(least: float, most: float, *pairs: Value) -> bool:
    answers, weights = list(pairs[::2]), list(pairs[1::2])
    if len(pairs) == 2 and isinstance(pairs[0], list) and isinstance(pairs[1], list):
        answers, weights = _spread((pairs[0],)), _spread((pairs[1],))
    total = sum(as_number(weight) for answer, weight in zip(answers, weights, strict=False) if _holds(answer))
    return _within(float(total), least, most)


def _choice_name(frame: Frame, value: str, nodeset: str) -> str:
    return frame.scope.choice_name(value, nodeset.strip())


def _itext(frame: Frame, name: str) -> str:
    return frame.scope.itext(name)


def _pulldata(frame: Frame, name: str, wanted: str, column: str, key: str) -> str:
    """From a table beside the form, else from the list of that name within it. Empty if there is no such
    file, column or row."""
    table = frame.scope.tables.get(name.removesuffix(".csv"))
    if table is not None:
        return table.value(wanted, column, key)
    instance = frame.scope.instances.get(name.removesuffix(".csv"))
    if instance is None or len(instance) == 0:
        return ""
    found = frame.scope.indexed((name, ("pulldata",), column), lambda: list(instance[0]), column).get(key, [])
    cells = list(found[0].iterchildren(f"{{*}}{wanted}")) if found and _is_name(wanted) else []
    return node_text(cells[0]) if cells else ""


def _is_name(text: str) -> bool:
    return bool(text) and not set(text) & set("{}* /")


def _property(frame: Frame, name: str) -> str:
    return frame.scope.properties.get(name, "")


CHOICES = {
    "selected": Function("tt", _selected),
    "is-selected": Function("tt", _selected),
    "selected-at": Function("tn", _selected_at),
    "count-selected": Function("t", lambda chosen: float(len(chosen.split()))),
    "index-of": Function("tt", _index_of),
    "checklist": Function("nnv*", _checklist),
    "weighted-checklist": Function("nnv*", _weighted_checklist),
    "jr:choice-name": Function("tt", _choice_name, framed=True),
    "jr:itext": Function("t", _itext, framed=True),
    "pulldata": Function("tttt", _pulldata, framed=True),
    "property": Function("t", _property, framed=True),
    "version": Function("", lambda frame: frame.scope.version, framed=True),
}
