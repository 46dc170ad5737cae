"""Edits of an applicant's record: merged by field, or handed back where two people disagree.

The applicant record is the only thing that can conflict. An edit carries the fields it changes and the
version its maker saw; what other devices changed since then is looked up in the record's history.
"""

from __future__ import annotations

import json
from typing import Any

from workstation import codec
from workstation.domain.acts import Act, ActOutcome
from workstation.domain.hours import hours_of
from workstation.domain.places import position_of
from workstation.domain.records import Applicant
from workstation.domain.workshop import Device, RecordVersion
from workstation.hub import merging
from workstation.hub.ports import Made, Writing
from workstation.hub.refusal import Refusal

KIND = "applicant"

EDITABLE = frozenset(
    {
        "name", "kind", "shop_kind", "trade", "region", "address", "phone", "opened_on", "position",
        "open_hours",
    }
)  # fmt: skip
"""What an officer may correct. Ids, currency, findings and relations come from sources and checks."""


def edit_applicant(writing: Writing, device: Device, act: Act, made: Made) -> ActOutcome:
    """Apply an edit; raises `Refusal` (`edit.field`, `edit.value`, or `edit.conflict` with outcome
    CONFLICT)."""
    edit = _object(act.body)
    if forbidden := sorted(edit.keys() - EDITABLE):
        raise Refusal("edit.field", f"these fields are not edited by hand: {', '.join(forbidden)}")
    if unread := _unread(edit):
        raise Refusal("edit.value", f"the {unread} cannot be read")
    history = writing.records.history(act.applicant_id, KIND, act.applicant_id)
    if not history:
        raise Refusal("file.unknown", "the hub has no record of this applicant")
    current = _object(history[-1].body)
    merged = merging.merge_edit(current, edit, _changed_by_others(history, act.base_version, device.id))
    if merged.disagreed:
        raise Refusal("edit.conflict", _quarrel(merged, edit, history[-1]), ActOutcome.CONFLICT)
    body = codec.encode(merged.fields)
    applicant: Applicant = codec.decode(KIND, body)
    writing.records.put(act.applicant_id, KIND, act.applicant_id, body, made)
    writing.records.register(act.applicant_id, applicant.controller_id)
    return ActOutcome.APPLIED if history[-1].version <= act.base_version else ActOutcome.MERGED


def _unread(edit: merging.Fields) -> str:
    """Which field is written so that no route can be planned by it."""
    position, hours = edit.get("position"), edit.get("open_hours")
    if isinstance(position, str) and position and position_of(position) is None:
        return "position"
    if isinstance(hours, str) and hours_of(hours) is None:
        return "opening hours"
    return ""


def _changed_by_others(
    history: tuple[RecordVersion, ...], base_version: int, device_id: str
) -> frozenset[str]:
    base: merging.Fields = {}
    later = []
    for version in history:
        if version.version <= base_version:
            base = _object(version.body)
        else:
            later.append((_object(version.body), version.device_id))
    return merging.fields_changed_by_others(later, base, device_id)


def _quarrel(merge: merging.Merge, edit: merging.Fields, latest: RecordVersion) -> str:
    """Both values of each field in dispute, and who holds the other one since when."""
    fields = (
        f"{name}: hub has {json.dumps(merge.fields.get(name), ensure_ascii=False)}, "
        f"yours is {json.dumps(edit[name], ensure_ascii=False)}"
        for name in merge.disagreed
    )
    return f"{'; '.join(fields)} (last changed by {latest.made_by} at {latest.made_at})"


def _object(body: bytes | None) -> dict[str, Any]:
    value = json.loads(body) if body is not None else {}
    if not isinstance(value, dict):
        raise Refusal("act.unreadable", "an edit is a set of fields")
    return value
