"""The parts that papers are made of: title, dates, addressee, boxes, headline figures, columns, points.

In: words and figures, a typesetter. Out: pieces. No part knows which paper it stands on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workstation.domain.text import Bilingual
from workstation.letters.letterhead import WIDTH
from workstation.letters.pen import Pen, Style
from workstation.letters.piece import Piece, backed, beside, padded, stack, tagged
from workstation.letters.typeset import (
    BODY,
    BODY_BOLD,
    ENGLISH,
    LABEL,
    LABEL_EN,
    Column,
    Row,
    Typesetter,
)
from workstation.letters.wording import WORDS

Value = Bilingual | str
Cell = tuple[Bilingual, Value]

HALF_GAP = 22.0
HALF = (WIDTH - HALF_GAP) / 2

_TITLE = Style("bold", 23.0, 28.0, "primary", 1.2)
_TITLE_EN = Style("regular", 9.6, 13.0, "muted", 0.5)
_META = Style("bold", 9.0, 12.6)
_TAG = Style("bold", 10.4, 14.0, "primary")
_TAG_EN = Style("regular", 6.6, 8.6, "primary", 0.4)
_NAME = Style("bold", 12.2, 16.6)
_FIGURE = Style("bold", 20.0, 24.5, "primary")
_FIGURE_SMALL = Style("bold", 15.5, 24.5, "primary")

_SHARES: Mapping[int, Mapping[int, tuple[float, ...]]] = {
    1: {1: (1.0,)},
    2: {1: (1.0,), 2: (0.5, 0.5)},
    3: {1: (1.0,), 2: (0.32, 0.68), 3: (0.32, 0.38, 0.3)},
    4: {1: (1.0,), 2: (0.54, 0.46), 3: (0.18, 0.36, 0.46), 4: (0.18, 0.36, 0.22, 0.24)},
}
"""By how many cells the longest line of a section has, and how many a line: the columns of a section stand
under each other."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A framed word at the right of the title; `warm` for what is not final."""

    words: Bilingual
    warm: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures that matter: its label, the figure, what stands under it, its share of the width."""

    label: Bilingual
    figure: str
    under: Value
    share: float


def filled(words: Bilingual, **values: object) -> Bilingual:
    """The words with their places filled: by a value in both languages each in its own, else alike."""
    pairs = {name: v if isinstance(v, Bilingual) else Bilingual(str(v), str(v)) for name, v in values.items()}
    return Bilingual(
        words.zh.format(**{name: pair.zh for name, pair in pairs.items()}),
        words.en.format(**{name: pair.en for name, pair in pairs.items()}),
    )


def together(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces so marked that one page holds them all."""
    return [*(replace(piece, keep_next=True) for piece in pieces[:-1]), *pieces[-1:]]


class Parts:
    """The parts, set by one typesetter."""

    def __init__(self, setter: Typesetter) -> None:
        self.set = setter

    def title(self, words: Bilingual, tag: Tag | None = None) -> Piece:
        """The paper's title, with a tag at the right where it has one."""
        if tag is None:
            return tagged(self.set.both(words, WIDTH, _TITLE, _TITLE_EN), "H1")
        colour = "warm_ink" if tag.warm else "primary"
        chinese, english = replace(_TAG, colour=colour), replace(_TAG_EN, colour=colour)
        room = max(self.set.width(tag.words.zh, chinese), self.set.width(tag.words.en, english)) + 20.0
        title = tagged(self.set.both(words, WIDTH - room - 8.0, _TITLE, _TITLE_EN), "H1")
        inside = padded(self.set.both(tag.words, room, chinese, english, "centre"), 8.0, 0.0)

        def frame(pen: Pen, x: float, top: float, height: float) -> None:
            pen.outline(x, top + 5.0, room, 31.0, colour, 3.0)

        return beside([(0.0, title), (WIDTH - room, backed(inside, frame))])

    def dates(self, cells: Sequence[Cell]) -> Piece:
        """Number and days in up to four columns over a hairline."""
        shares = {2: (0.5, 0.5), 3: (0.38, 0.31, 0.31), 4: (0.31, 0.23, 0.23, 0.23)}[len(cells)]
        return self.columns(cells, shares, _META, gap=11.0)

    def addressee(self, name: str, address: str, label: Bilingual = WORDS["to"]) -> Piece:
        """To whom the paper goes."""
        start = max(40.0, self.set.width(f"{label.zh} {label.en}", LABEL) + 14.0)
        lines = [self.set.text(name, _NAME, WIDTH - start)]
        if address:
            lines.append(self.set.text(address, BODY, WIDTH - start))
        to = self.set.on_line(self.set.label(label), LABEL, _NAME)
        return beside([(0.0, to), (start, stack(lines))], gap=12.0)

    def opening(self, words: Bilingual, gap: float = 9.0) -> Piece:
        return replace(self.set.both(words, WIDTH), gap=gap)

    def notice(self, words: Bilingual, *, warm: bool = False, gap: float = 6.5) -> Piece:
        """A tinted box with a bar at its left: what the paper is, or what must not be missed."""
        ink, fill = ("secondary", "warm") if warm else ("primary", "tint")
        english = replace(ENGLISH, colour="ink")
        box = padded(self.set.both(words, WIDTH - 26.0, BODY_BOLD, english), 5.5, 6.5, 14.0)

        def behind(pen: Pen, x: float, top: float, height: float) -> None:
            pen.box(x, top, WIDTH, height, fill)
            pen.box(x, top, 3.0, height, ink)

        return replace(backed(box, behind), gap=gap)

    def headline(self, figures: Sequence[Figure]) -> Piece:
        """The figures that matter, the first the largest, on a tinted band."""
        starts = [10.0 + WIDTH * sum(figure.share for figure in figures[:i]) for i in range(len(figures))]
        cells = [self._figure(figure, _FIGURE_SMALL if i else _FIGURE) for i, figure in enumerate(figures)]
        body = padded(beside(list(zip(starts, cells, strict=True))), 8.0, 8.0)

        def behind(pen: Pen, x: float, top: float, height: float) -> None:
            pen.box(x, top, WIDTH, height, "tint")
            pen.rule(x, top, x + WIDTH, "primary", 0.8)
            pen.rule(x, top + height, x + WIDTH, "primary", 0.8)
            for start in starts[1:]:
                pen.upright(x + start - 12.0, top + 10.0, top + height - 10.0)

        return replace(backed(body, behind), gap=10.0)

    def _figure(self, figure: Figure, style: Style) -> Piece:
        width = WIDTH * figure.share - 22.0
        amount = self.set.on_line(self.set.figure(figure.figure, style, width), style, _FIGURE)
        under = (
            self.set.text(figure.under, BODY_BOLD, width)
            if isinstance(figure.under, str)
            else self.set.on_line(self.set.both(figure.under, width, LABEL, LABEL_EN), LABEL, BODY_BOLD)
        )
        return stack([self.set.label(figure.label), amount, under])

    def columns(
        self,
        cells: Sequence[Cell],
        shares: Sequence[float],
        style: Style = BODY,
        gap: float = 6.0,
        ruled: bool = True,
    ) -> Piece:
        """Labelled values side by side, over a hairline where more follow."""
        starts = [WIDTH * sum(shares[:number]) for number in range(len(shares))]
        pieces = [
            (start, self.set.labelled(label, value, WIDTH * share - 14.0, style))
            for start, share, (label, value) in zip(starts, shares, cells, strict=False)
        ]
        body = beside(pieces, gap)
        if not ruled:
            return body
        body = padded(body, 0.0, 5.0)

        def draw(pen: Pen, x: float, top: float) -> None:
            body.draw(pen, x, top)
            pen.rule(x, top + body.height, x + WIDTH, "hair", 0.5)

        return Piece(body.height, draw, gap)

    def facts(self, title: Bilingual, lines: Sequence[Sequence[Cell]]) -> list[Piece]:
        """A section of labelled values, one to four a line, the last without a rule; kept together."""
        shares = _SHARES[max(map(len, lines))]
        rows = [
            self.columns(line, shares[len(line)], gap=6.0 if i else 0.0, ruled=i < len(lines) - 1)
            for i, line in enumerate(lines)
        ]
        return [self.set.section(title, WIDTH), *together(rows)]

    def points(self, texts: Sequence[Bilingual], width: float = WIDTH) -> list[Piece]:
        """Numbered points; neither the first nor the last stands alone on a page."""
        items = [self.set.item(f"{n}.", words, width, len(texts)) for n, words in enumerate(texts, 1)]
        last = len(items) - 1
        return [
            replace(item, gap=3.0 if n else 0.0, keep_next=n != last and n in (0, last - 1))
            for n, item in enumerate(items)
        ]

    def listed(self, title: Bilingual, texts: Sequence[Bilingual]) -> list[Piece]:
        """A section of numbered points, none for no points."""
        return [self.set.section(title, WIDTH), *self.points(texts)] if texts else []

    def table(self, title: Bilingual | None, columns: Sequence[Column], rows: Sequence[Row]) -> list[Piece]:
        """A table under its section's head."""
        pieces = self.set.table(columns, rows)
        return pieces if title is None else [self.set.section(title, WIDTH), *pieces]

    def note(self, words: Bilingual, gap: float = 5.0) -> Piece:
        """A line under a table or at the end of a section."""
        return replace(self.set.both(words, WIDTH), gap=gap)


def spread(columns: Sequence[tuple[Bilingual, float, bool]]) -> list[Column]:
    """Columns out of (head, share of the width, whether figures stand in it)."""
    return [Column(head, WIDTH * share, "right" if figures else "left") for head, share, figures in columns]
