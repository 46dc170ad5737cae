"""Do both sides have the same? Counts and digests per kind, computed alike at both ends, decide."""

from __future__ import annotations

from collections.abc import Mapping

from workstation.ports import KindCheck
from workstation.wire import FileCheck

NONE_OF_IT = KindCheck(0, 0)


def differing_kinds(theirs: FileCheck, ours: Mapping[str, KindCheck]) -> tuple[str, ...]:
    """Kinds of which this workstation has other rows than the hub, in order of their names. A kind that a
    side does not name is one that it has no rows of."""
    hub = {kind: KindCheck(count, digest) for kind, (count, digest) in theirs.kinds.items()}
    kinds = sorted(hub.keys() | ours.keys())
    return tuple(k for k in kinds if hub.get(k, NONE_OF_IT) != ours.get(k, NONE_OF_IT))
