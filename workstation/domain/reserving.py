"""What is reserved for an officer who takes files along: a part of what a limit leaves free to their group.

What was handed out is never cut while its holder may be away with it, so that what all of one role approve
offline, each within the own reservation, stays within the limit together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Holder:
    """An officer who holds files of a group, and what was handed out to them, in fen."""

    officer_id: str
    role: str
    files: frozenset[str]
    handed_out: int = 0


def reserve(
    holder: Holder, others: Iterable[Holder], group: Iterable[str], *, owed: int, limit: int, ceiling: int
) -> int:
    """What may be reserved for a holder who has nothing of the group yet, in fen.

    `limit` is the most that the holder's role may let the group owe, and is shared with holders of the same
    role; `ceiling` is the most that anybody may, and is shared with all. What is free is divided by files:
    those that nobody of the role holds keep their part for whoever takes them along, and a file that several
    hold who have nothing yet is divided among them.
    """
    colleagues = tuple(others)
    peers = tuple(one for one in colleagues if one.role == holder.role)
    free = min(
        limit - owed - sum(one.handed_out for one in peers),
        ceiling - owed - sum(one.handed_out for one in colleagues),
    )
    waiting = (holder, *(one for one in peers if not one.handed_out))
    share = sum((Fraction(1, sum(file in one.files for one in waiting)) for file in holder.files), Fraction())
    provided = frozenset[str]().union(*(one.files for one in peers if one.handed_out))
    open_files = (set(group) - provided).union(*(one.files for one in waiting))
    return int(max(free, 0) * share / len(open_files)) if share else 0
