"""Pieces of a page, each with a height and a way to draw itself, and how they are put together.

A piece stays whole where a page holds it. One that is higher than any page is torn: into what fits a room,
and the rest, which are one element of the paper's structure still.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TypeAlias

from workstation.letters.pen import Pen

Draw: TypeAlias = Callable[[Pen, float, float], None]
Tear: TypeAlias = "Callable[[float], tuple[Piece, Piece] | None]"
Around: TypeAlias = Callable[[Pen], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Piece:
    """`draw(pen, x, top)` marks `height` points downwards from `top`. `gap` is the space above it, which
    falls away at the head of a page; `keep_next` holds it on one page with what follows, where a page has
    room for both, and a `head` is not parted from it for anything; `accompanied`: where it would begin a
    page, what stands before it comes along; `again` is drawn first where the piece is the first on a new
    page. `tear(room)` gives a piece that is at most `room` high and the rest, or nothing where it cannot; a
    piece without it is never torn."""

    height: float
    draw: Draw
    gap: float = 0.0
    keep_next: bool = False
    head: bool = False
    accompanied: bool = False
    again: Piece | None = None
    tear: Tear | None = None

    def redrawn(self, draw: Draw, tear: Tear | None, height: float | None = None) -> Piece:
        """The piece in its place, drawn in another way. (`replace` is five times slower, and a paper has
        hundreds.)"""
        high = self.height if height is None else height
        return Piece(high, draw, self.gap, self.keep_next, self.head, self.accompanied, self.again, tear)

    def torn(self, room: float) -> tuple[Piece, Piece] | None:
        """The piece as a part that is at most `room` high and the rest; the first keeps what holds above,
        the rest what holds below."""
        parts = self.tear(room) if self.tear is not None else None
        if parts is None:
            return None
        first, rest = parts
        return (
            replace(first, gap=self.gap, accompanied=self.accompanied, again=self.again),
            replace(rest, keep_next=self.keep_next, again=self.again),
        )


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

    def tear(room: float) -> tuple[Piece, Piece] | None:
        at = next(i for i, item in enumerate(placed) if item.top + item.piece.height > room)
        parts = placed[at].piece.torn(room - placed[at].top)
        if parts is not None:
            return stack([*pieces[:at], parts[0]]), stack([parts[1], *pieces[at + 1 :]])
        return (stack(pieces[:at]), stack(pieces[at:])) if at else None

    return Piece(height, draw, gap, tear=tear)


def beside(pieces: Sequence[tuple[float, Piece]], gap: float = 0.0) -> Piece:
    """Pieces side by side, each at its own x, their tops aligned."""

    def draw(pen: Pen, x: float, top: float) -> None:
        for shift, piece in pieces:
            piece.draw(pen, x + shift, top)

    def tear(room: float) -> tuple[Piece, Piece] | None:
        above, below = [], []
        for shift, piece in pieces:
            if piece.height <= room:
                above.append((shift, piece))
                continue
            parts = piece.torn(room)
            if parts is None:
                return None
            above.append((shift, parts[0]))
            below.append((shift, parts[1]))
        return beside(above), beside(below)

    return Piece(max(piece.height for _, piece in pieces), draw, gap, tear=tear)


def padded(piece: Piece, above: float, below: float, left: float = 0.0) -> Piece:
    """The piece with room around it; its own gap stays outside."""

    def tear(room: float) -> tuple[Piece, Piece] | None:
        parts = piece.torn(room - above - below)
        return parts and (padded(parts[0], above, below, left), padded(parts[1], above, below, left))

    def draw(pen: Pen, x: float, top: float) -> None:
        piece.draw(pen, x + left, top + above)

    return piece.redrawn(draw, tear, piece.height + above + below)


def backed(piece: Piece, behind: Callable[[Pen, float, float, float], None]) -> Piece:
    """The piece over a background; `behind(pen, x, top, height)` is drawn first."""

    def draw(pen: Pen, x: float, top: float) -> None:
        behind(pen, x, top, piece.height)
        piece.draw(pen, x, top)

    def tear(room: float) -> tuple[Piece, Piece] | None:
        parts = piece.torn(room)
        return parts and (backed(parts[0], behind), backed(parts[1], behind))

    return piece.redrawn(draw, tear)


def within(piece: Piece, around: Around) -> Piece:
    """The piece, and each part of it, drawn inside of what `around(pen)` opens."""

    def draw(pen: Pen, x: float, top: float) -> None:
        with around(pen):
            piece.draw(pen, x, top)

    def tear(room: float) -> tuple[Piece, Piece] | None:
        parts = piece.torn(room)
        return parts and (within(parts[0], around), within(parts[1], around))

    return piece.redrawn(draw, tear)


def tagged(piece: Piece, role: str, key: object = None) -> Piece:
    """The piece as one element of the paper's structure (`tags`): H1, P, TD … Pieces with one key are one
    element."""

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tags.element(role) if key is None else pen.tags.under(key, role):
            piece.draw(pen, x, top)

    def tear(room: float) -> tuple[Piece, Piece] | None:
        parts, shared = piece.torn(room), key or object()
        return parts and (tagged(parts[0], role, shared), tagged(parts[1], role, shared))

    return piece.redrawn(draw, tear)
