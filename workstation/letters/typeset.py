"""Sets words into pieces of a page: paragraphs in two languages, labelled values, section heads, tables.

In: texts, a width in points, a style. Out: pieces. Chinese is set first and larger, English under or beside
it, lighter and smaller; figures stand right-aligned in equal widths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from workstation.domain.text import Bilingual
from workstation.letters.fonts import REMEMBERED, PaperFonts, visible
from workstation.letters.linebreak import HALF_EMPTY, break_lines, clusters
from workstation.letters.pen import Align, Pen, Style, text_width
from workstation.letters.piece import Piece, backed, beside, padded, stack, tagged, within

BODY = Style("regular", 9.2, 13.4)
BODY_BOLD = Style("bold", 9.2, 13.4)
ENGLISH = Style("regular", 7.1, 9.4, "muted")
LABEL = Style("regular", 7.6, 10.4, "muted")
LABEL_EN = Style("regular", 6.8, 10.4, "muted")
SECTION = Style("bold", 10.6, 14.4, "primary")
SECTION_EN = Style("regular", 7.8, 14.4, "muted")
CELL = Style("regular", 8.3, 11.6)
CELL_BOLD = Style("bold", 8.3, 11.6)
HEAD = Style("bold", 7.6, 10.0, "primary")
HEAD_EN = Style("regular", 6.3, 8.0, "muted")

_CELL_PAD = 6.0
_MARKER_ROOM, _MARKER_GAP = 15.0, 5.0
_TOGETHER = 2  # lines of a torn paragraph that stay together on either page


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its heading, its width in points, and on which side its cells stand."""

    head: Bilingual
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: one text a column, in one language (figures) or in both; `strong` for totals."""

    cells: tuple[str | Bilingual, ...]
    strong: bool = False


class Typesetter:
    """Knows the fonts and nothing of any one paper."""

    def __init__(self, fonts: PaperFonts) -> None:
        self._fonts = fonts

    def width(self, text: str, style: Style) -> float:
        return text_width(self._fonts, text, style)

    def text(self, text: str, style: Style, width: float, align: Align = "left") -> Piece:
        """A paragraph in one style."""
        text = visible(text)
        lines = self._lines(text, style, width)
        return _paragraph(text, lines, style, width, align)

    def figure(self, text: str, style: Style, width: float, align: Align = "left") -> Piece:
        """A figure: set smaller where the width is too small for it, since half an amount is another."""
        text = visible(text)
        widest = max(
            (self.width(part, style) for line in text.split("\n") for part in clusters(line)), default=0.0
        )
        if widest <= width:
            return self.text(text, style, width, align)
        # a thousandth under it, so that no rounding makes it too wide again
        small = replace(style, size=style.size * width / widest * 0.999)
        return self.on_line(self.text(text, small, width, align), small, style)

    @staticmethod
    def on_line(piece: Piece, own: Style, beside: Style) -> Piece:
        """The piece moved so that its first line, in its own style, stands on the line of one beside it."""
        drop = beside.baseline - own.baseline
        return padded(piece, drop, -drop)

    def _lines(self, text: str, style: Style, width: float) -> tuple[str, ...]:
        """The text's lines within a width, kept in mind with the fonts."""
        key = (text, style.face, style.size, style.tracking, width)
        lines = self._fonts.broken.get(key)
        if lines is None:
            self.width(text.replace("\n", ""), style)  # a missing character is told with the whole text
            lines = tuple(break_lines(text, width, lambda part: self.width(part, style)))
            if len(self._fonts.broken) >= REMEMBERED:
                self._fonts.broken.clear()
            self._fonts.broken[key] = lines
        return lines

    def both(
        self,
        words: Bilingual,
        width: float,
        chinese: Style = BODY,
        english: Style = ENGLISH,
        align: Align = "left",
    ) -> Piece:
        """The Chinese paragraph with the English one under it, where it is another."""
        above = self.text(words.zh, chinese, width, align)
        if words.en in ("", words.zh):
            return above
        return stack([above, self.text(words.en, english, width, align)])

    def inline(self, words: Bilingual, chinese: Style, english: Style, room: float = 5.0) -> Piece:
        """Chinese and English on one line, on one baseline."""
        start = self.width(words.zh, chinese) + room
        drop = chinese.baseline - english.baseline

        def draw(pen: Pen, x: float, top: float) -> None:
            with pen.tags.paragraph(words.zh):
                pen.text(x, top, words.zh, chinese)
                with pen.tags.paragraph(words.en):
                    pen.text(x + start, top + drop, words.en, english)

        return Piece(chinese.leading, draw)

    def label(self, words: Bilingual) -> Piece:
        return self.inline(words, LABEL, LABEL_EN, 4.0)

    def labelled(
        self, label: Bilingual, value: Bilingual | str, width: float, chinese: Style = BODY
    ) -> Piece:
        """A label with its value under it."""
        if isinstance(value, Bilingual):
            return stack([self.label(label), self.both(value, width, chinese)])
        return stack([self.label(label), self.text(value, chinese, width)])

    def line(
        self, words: Bilingual, chinese: Style, english: Style, width: float, room: float = 5.0
    ) -> Piece:
        """Both languages on one line where they fit, one under the other where they do not; a text that
        is the same in both is set once."""
        if words.en in ("", words.zh):
            return self.text(words.zh, chinese, width)
        needed = self.width(words.zh, chinese) + room + self.width(words.en, english)
        if needed <= width:
            return self.inline(words, chinese, english, room)
        leading = min(english.leading, english.size * 1.35)
        return self.both(words, width, chinese, replace(english, leading=leading))

    def section(self, words: Bilingual, width: float) -> Piece:
        """A section's head over a rule; it never stands last on a page."""
        line = padded(self.line(words, SECTION, SECTION_EN, width, 6.0), 0, 7.6)
        head = self.heading(line, words)

        def draw(pen: Pen, x: float, top: float) -> None:
            head.draw(pen, x, top)
            rule = top + head.height - 5.0
            pen.rule(x, rule, x + width, "hair", 0.6)
            pen.rule(x, rule, x + 26.0, "secondary", 1.4)

        return Piece(head.height, draw, gap=12.0, head=True)

    @staticmethod
    def heading(line: Piece, words: Bilingual) -> Piece:
        """A line as the heading of what follows: in the structure, and among the paper's bookmarks."""
        heading = tagged(line, "H2")

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.bookmark(words, top)
            heading.draw(pen, x, top)

        return Piece(line.height, draw, head=True)

    def item(self, marker: str, words: Bilingual, width: float, of: int = 1) -> Piece:
        """One numbered point, its lines hanging under the first; `of` how many there are, whose numbers stand
        in equal room."""
        room = max(_MARKER_ROOM, self.width(f"{of}.", BODY_BOLD) + _MARKER_GAP)
        label = tagged(self.text(marker, BODY_BOLD, room), "Lbl")
        body = tagged(self.both(words, width - room), "LBody")
        point = tagged(beside([(0.0, label), (room, body)]), "LI")
        return within(point, lambda pen: pen.tags.following("L"))

    def table(self, columns: Sequence[Column], rows: Sequence[Row]) -> list[Piece]:
        """A table as pieces: its head, which is repeated on each new page, and its rows.

        The first three and the last three rows stay together, so that no row stands alone on a page.
        """
        table = object()  # which of a paper's tables this is, for its structure
        head = self._table_head(columns, table)
        pieces = [replace(head, head=True)]
        for number, row in enumerate(rows):
            near_an_end = number < 2 or len(rows) - 3 <= number < len(rows) - 1
            piece = self._table_row(columns, row, table, shaded=number % 2 == 1)
            pieces.append(replace(piece, keep_next=near_an_end, again=head))
        return pieces

    def _table_head(self, columns: Sequence[Column], table: object) -> Piece:
        cells = [
            (x, tagged(self.both(column.head, room, HEAD, HEAD_EN, column.align), "TH"))
            for column, (x, room) in zip(columns, _rooms(columns), strict=True)
        ]
        body = padded(beside(cells), 3.5, 3.5)
        width = sum(column.width for column in columns)

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.box(x, top, width, body.height, "tint")
            with pen.tags.once(table), pen.tags.under(table, "Table"), pen.tags.element("TR"):
                body.draw(pen, x, top)
            pen.rule(x, top + body.height, x + width, "primary", 0.8)

        return Piece(body.height, draw)

    def _table_row(self, columns: Sequence[Column], row: Row, table: object, shaded: bool) -> Piece:
        style = CELL_BOLD if row.strong else CELL
        cells = [
            (x, tagged(self._cell(cell, room, style, column.align), "TD"))
            for column, cell, (x, room) in zip(columns, row.cells, _rooms(columns), strict=True)
        ]
        body = padded(beside(cells), 1.5, 1.5)
        in_table = tagged(tagged(body, "TR"), "Table", table)
        width = sum(column.width for column in columns)

        def behind(pen: Pen, x: float, top: float, height: float) -> None:
            if row.strong:
                pen.rule(x, top, x + width, "primary", 0.8)
                pen.rule(x, top + height, x + width, "primary", 0.8)
            elif shaded:
                pen.box(x, top, width, height, "tint")

        return backed(in_table, behind)

    def _cell(self, cell: str | Bilingual, room: float, style: Style, align: Align) -> Piece:
        if isinstance(cell, str):
            setting = self.figure if align == "right" else self.text
            return setting(cell, style, room, align)
        if align == "left":
            return self.line(cell, style, ENGLISH, room)
        return self.both(cell, room, style, ENGLISH, align)


def _paragraph(
    text: str, lines: Sequence[str], style: Style, width: float, align: Align, key: object = None
) -> Piece:
    """Lines of a text; the parts of a torn one share a key."""
    shift = {"left": 0.0, "right": width, "centre": width / 2}[align]

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tags.paragraph(text, key):
            for number, line in enumerate(lines):
                back = style.size / 2 if align == "left" and line[:1] in HALF_EMPTY else 0.0
                pen.text(x + shift - back, top + number * style.leading, line, style, align)

    def tear(room: float) -> tuple[Piece, Piece] | None:
        here = min(int(room // style.leading), len(lines) - _TOGETHER)
        if here < _TOGETHER:
            return None
        shared = key or object()
        above, below = (
            _paragraph(text, part, style, width, align, shared) for part in (lines[:here], lines[here:])
        )
        return above, below

    return Piece(len(lines) * style.leading, draw, tear=tear)


def _rooms(columns: Sequence[Column]) -> list[tuple[float, float]]:
    """For each column where its text begins and how much room it has."""
    starts = [0.0]
    for column in columns:
        starts.append(starts[-1] + column.width)
    return [(left + _CELL_PAD, right - left - 2 * _CELL_PAD) for left, right in pairwise(starts)]
