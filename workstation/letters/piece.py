"""Pieces of a page, each with a height and a way to draw itself, and how they are put together into pages.

In: pieces in reading order. Out: pages of placed pieces. A piece is never torn: what may break over pages is
given as several. A head that must be repeated (a table's) rides on the pieces below it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workstation.errors import KnownError
from workstation.letters.pen import Pen

Draw = Callable[[Pen, float, float], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """`draw(pen, x, top)` marks `height` points downwards from `top`. `gap` is the space above it, which
    falls away at the head of a page; `keep_next` holds it on one page with what follows; `again` is drawn
    first where the piece is the first on a new page."""

    height: float
    draw: Draw
    gap: float = 0.0
    keep_next: bool = False
    again: Piece | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    piece: Piece
    top: float


def space(height: float) -> Piece:
    return Piece(height, lambda pen, x, top: None)


def stack(pieces: Sequence[Piece], gap: float = 0.0) -> Piece:
    """Pieces one under the other as one piece."""
    placed: list[Placed] = []
    height = 0.0
    for piece in pieces:
        height += piece.gap if placed else 0.0
        placed.append(Placed(piece, height))
        height += piece.height

    def draw(pen: Pen, x: float, top: float) -> None:
        for item in placed:
            item.piece.draw(pen, x, top + item.top)

    return Piece(height, draw, gap)


def beside(pieces: Sequence[tuple[float, Piece]], gap: float = 0.0) -> Piece:
    """Pieces side by side, each at its own x, their tops aligned."""

    def draw(pen: Pen, x: float, top: float) -> None:
        for shift, piece in pieces:
            piece.draw(pen, x + shift, top)

    return Piece(max(piece.height for _, piece in pieces), draw, gap)


def padded(piece: Piece, above: float, below: float, left: float = 0.0) -> Piece:
    """The piece with room around it; its own gap stays outside."""
    return replace(
        piece,
        height=piece.height + above + below,
        draw=lambda pen, x, top: piece.draw(pen, x + left, top + above),
    )


def backed(piece: Piece, behind: Callable[[Pen, float, float, float], None]) -> Piece:
    """The piece over a background; `behind(pen, x, top, height)` is drawn first."""

    def draw(pen: Pen, x: float, top: float) -> None:
        behind(pen, x, top, piece.height)
        piece.draw(pen, x, top)

    return replace(piece, draw=draw)


def tagged(piece: Piece, role: str) -> Piece:
    """The piece as one element of the paper's structure (`tags`): H1, P, TD …"""

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tags.element(role):
            piece.draw(pen, x, top)

    return replace(piece, draw=draw)


def paginate(pieces: Sequence[Piece], first_room: float, next_room: float) -> list[list[Placed]]:
    """Share pieces out over pages of `first_room` and then `next_room` points.

    Raises `KnownError` `letter.too_long` where something that must stay together is higher than a page.
    """
    pages: list[list[Placed]] = [[]]
    used, room = 0.0, first_room
    for chain in _chains(pieces):
        if pages[-1] and used + _height(chain) > room:
            pages.append([])
            used, room = 0.0, next_room
        if _height(chain, at_head=not pages[-1]) > room - used:
            raise KnownError(
                "letter.too_long",
                "one part of the letter is longer than a page",
                remedy="Shorten the purpose, the address or the condition and make the letter again.",
            )
        for piece in chain:
            page = pages[-1]
            if not page and piece.again is not None:
                page.append(Placed(piece.again, used))
                used += piece.again.height
            used += piece.gap if page else 0.0
            page.append(Placed(piece, used))
            used += piece.height
    return pages


def _chains(pieces: Sequence[Piece]) -> list[list[Piece]]:
    chains: list[list[Piece]] = [[]]
    for piece in pieces:
        chains[-1].append(piece)
        if not piece.keep_next:
            chains.append([])
    return [chain for chain in chains if chain]


def _height(chain: Sequence[Piece], *, at_head: bool = False) -> float:
    height = sum(piece.gap + piece.height for piece in chain)
    if not at_head:
        return height
    first = chain[0]
    return height - first.gap + (first.again.height if first.again else 0.0)
