"""How much of a file a workstation had when it read it: the place in the hub's order of changes.

A decision names it, so that the hub can look at the file as it was then, whatever arrived since.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything of the file up to number `cursor` of the hub's memory `epoch` was here, and nothing behind
    it but what this workstation had done itself, up to its act `own` (empty where it had done nothing, None
    where an older one does not say). `program` is the version that read it: another may reckon a figure
    otherwise."""

    epoch: str
    cursor: int
    program: str = ""
    own: str | None = None
