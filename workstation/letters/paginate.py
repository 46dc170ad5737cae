"""Shares the pieces of a paper out over its pages.

In: pieces in reading order, and how high the pages are. Out: pages of placed pieces. What must stay together
does; what only should gives way before anything is torn, and only what no page holds is torn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workstation.errors import KnownError
from workstation.letters.piece import Piece, Placed

_WORTH_TEARING = 60.0
"""Where less room than this is left, a torn piece begins on the next page."""

Chain = list[Piece]


def paginate(pieces: Sequence[Piece], first_room: float, next_room: float) -> list[list[Placed]]:
    """Share pieces out over pages of `first_room` and then `next_room` points.

    Raises `KnownError` `letter.too_long` where something that cannot be torn is higher than a page.
    """
    pages = _Pages(first_room, next_room)
    chains = list(_chains(pieces))
    for chain, after in zip(chains, [*chains[1:], None], strict=True):
        if pages.parts(chain, after):
            pages.turn()
        pages.take(chain)
    return pages.pages


@dataclass
class _Pages:
    """The pages until now; `used` of the `room` points of the last one are taken."""

    room: float
    next_room: float
    used: float = 0.0
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])

    def turn(self) -> None:
        self.pages.append([])
        self.used, self.room = 0.0, self.next_room

    def fits(self, chain: Chain) -> bool:
        return self.used + _height(chain, at_head=not self.pages[-1]) <= self.room

    def parts(self, chain: Chain, after: Chain | None) -> bool:
        """Whether what is `accompanied` would begin a page without this chain, and need not."""
        if after is None or not after[0].accompanied or not self.pages[-1]:
            return False
        both = [*chain, *after]
        return self.fits(chain) and not self.fits(both) and _height(both, at_head=True) <= self.next_room

    def take(self, chain: Chain) -> None:
        if not self.fits(chain) and self.pages[-1] and _height(chain, at_head=True) <= self.next_room:
            self.turn()
        if self.fits(chain):
            self._put(chain)
            return
        for link in _links(chain):
            if not self.fits(link) and self.pages[-1] and _height(link, at_head=True) <= self.next_room:
                self.turn()
            if self.fits(link):
                self._put(link)
            else:
                self._put_torn(link)

    def _put(self, chain: Chain) -> None:
        for piece in chain:
            page = self.pages[-1]
            if not page and piece.again is not None:
                page.append(Placed(piece.again, self.used))
                self.used += piece.again.height
            self.used += piece.gap if page else 0.0
            page.append(Placed(piece, self.used))
            self.used += piece.height

    def _put_torn(self, link: Chain) -> None:
        """As much of the link's last piece as each page holds, its heads above the first part."""
        *heads, rest = link
        while not self.fits([*heads, rest]):
            taken = _height([*heads, rest], at_head=not self.pages[-1]) - rest.height
            left = self.room - self.used - taken
            parts = rest.torn(left) if left >= _WORTH_TEARING or not self.pages[-1] else None
            if parts is not None:
                self._put([*heads, parts[0]])
                heads, rest = [], parts[1]
            elif not self.pages[-1]:
                raise KnownError(
                    "letter.too_long",
                    "one part of the letter is longer than a page",
                    remedy="Shorten the purpose, the address or the condition and make the letter again.",
                )
            self.turn()
        self._put([*heads, rest])


def _chains(pieces: Sequence[Piece]) -> Iterator[Chain]:
    """What should stay on one page."""
    chain: Chain = []
    for piece in pieces:
        chain.append(piece)
        if not (piece.keep_next or piece.head):
            yield chain
            chain = []
    if chain:
        yield chain


def _links(chain: Chain) -> Iterator[Chain]:
    """What must: heads with what follows them."""
    link: Chain = []
    for piece in chain:
        link.append(piece)
        if not piece.head:
            yield link
            link = []
    if link:
        yield link


def _height(chain: Chain, *, at_head: bool) -> float:
    height = sum(piece.gap + piece.height for piece in chain)
    if not at_head:
        return height
    first = chain[0]
    return height - first.gap + (first.again.height if first.again else 0.0)
