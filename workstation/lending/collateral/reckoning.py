"""From eligible items to a base: concentration first, then what is lent on each, exact and in whole fen.

Goes in: items with value, names and an advance rate. Comes out: gross, cuts and base. One name counts up to
its share of the gross; what lies above is cut from that name's items in their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is lent against. `asset` is `<ledger>:<source id>`, `value` in fen; `names` are whose
    concentration it counts to, by what kind of name; `rate` is the share lent on it, haircut included."""

    asset: str
    value: int
    names: Mapping[str, str]
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Reckoned:
    """`items` are eligible, and `advances` says what may be lent on each; `refused` is how many rows are not,
    by reason. gross − concentration_cut − haircut = base, in fen."""

    items: tuple[Item, ...]
    advances: tuple[int, ...]
    refused: Mapping[str, int]
    gross: int
    concentration_cut: int

    @property
    def base(self) -> int:
        return sum(self.advances)

    @property
    def haircut(self) -> int:
        return self.gross - self.concentration_cut - self.base

    def rooms(self, resting: Mapping[str, int] = MappingProxyType({})) -> tuple[int, ...]:
        """What may be lent on each item beyond what rests on it already (fen by asset)."""
        pairs = zip(self.items, self.advances, strict=True)
        return tuple(max(advance - resting.get(item.asset, 0), 0) for item, advance in pairs)

    def allot(
        self, amount: int, resting: Mapping[str, int] = MappingProxyType({})
    ) -> tuple[tuple[Item, int], ...]:
        """`amount` fen shared out over the items, in their order, as far as it goes. One on which nothing may
        be lent is passed over."""
        found, left = [], amount
        for item, room in zip(self.items, self.rooms(resting), strict=True):
            if part := min(room, left):
                found.append((item, part))
                left -= part
        return tuple(found)

    def plus(self, other: Reckoned) -> Reckoned:
        """Both together; each was held to its own shares."""
        return Reckoned(
            (*self.items, *other.items),
            (*self.advances, *other.advances),
            Counter(self.refused) + Counter(other.refused),
            self.gross + other.gross,
            self.concentration_cut + other.concentration_cut,
        )


def _room_of(most: int) -> defaultdict[str, int]:
    """What is left of each name's share, `most` before anything counts to it."""
    return defaultdict(lambda: most)


def reckon(items: Sequence[Item], refused: Mapping[str, int], shares: Mapping[str, Fraction]) -> Reckoned:
    """`shares` is how much of the gross one name of each kind may stand for, 0–1."""
    gross = sum(item.value for item in items)
    rooms = {kind: _room_of(floor(gross * share)) for kind, share in shares.items()}
    counted, advances = 0, []
    for item in items:
        value = item.value
        for kind, room in rooms.items():
            value = min(value, room[item.names[kind]])
        for kind, room in rooms.items():
            room[item.names[kind]] -= value
        counted += value
        advances.append(value * item.rate.numerator // item.rate.denominator)
    return Reckoned(tuple(items), tuple(advances), dict(refused), gross, gross - counted)
