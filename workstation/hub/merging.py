"""Two people changed the same record: what can be merged by field, and where they disagree.

Pure functions over plain JSON objects. Nothing here looks at a clock: who was first is a matter of versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Fields = Mapping[str, Any]

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Merge:
    """`fields` is the merged record; `disagreed` names the fields that both sides set to different values."""

    fields: Fields
    disagreed: tuple[str, ...] = ()


def changed_fields(before: Fields, after: Fields) -> frozenset[str]:
    """Names of the fields that differ between two versions of one record."""
    names = before.keys() | after.keys()
    return frozenset(n for n in names if before.get(n, _ABSENT) != after.get(n, _ABSENT))


def fields_changed_by_others(
    versions: Iterable[tuple[Fields, str]], base: Fields, device_id: str
) -> frozenset[str]:
    """Fields that another device than `device_id` changed since `base`.

    `versions` are (record, device) in order, all behind `base`. One's own earlier edits are not others':
    whoever changes a field twice before the first change has arrived contradicts nobody.
    """
    changed: set[str] = set()
    previous = base
    for fields, device in versions:
        here = changed_fields(previous, fields)
        if device == device_id:
            changed -= here  # seen by this device, because it wrote over it
        else:
            changed |= here
        previous = fields
    return frozenset(changed)


def merge_edit(current: Fields, edit: Fields, changed_by_others: frozenset[str]) -> Merge:
    """Lay an edit over the present record. Different fields: both stay. The same field set to the same
    value: no quarrel. The same field set differently: named, and nothing of the edit is applied."""
    disagreed = tuple(
        sorted(n for n, v in edit.items() if n in changed_by_others and current.get(n, _ABSENT) != v)
    )
    if disagreed:
        return Merge(current, disagreed)
    return Merge({**current, **edit})


def merge_delivery(delivered_before: Fields | None, delivered: Fields, current: Fields) -> Fields:
    """Lay a source's new delivery over the present record: only what the source itself has changed since
    its last delivery, so that a repeated import never undoes what an officer corrected."""
    if delivered_before is None:
        return delivered
    changed = changed_fields(delivered_before, delivered)
    kept = {n: v for n, v in current.items() if n not in changed or n in delivered}
    return {**kept, **{n: delivered[n] for n in changed if n in delivered}}
