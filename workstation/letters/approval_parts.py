"""The parts of an approval letter in the order in which they are read, each as pieces of a page.

In: the letter's values, its content hash, a typesetter. Out: pieces; nothing is computed here that the letter
does not say already, save sums over its schedule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workstation.domain.money import capitals, yuan
from workstation.domain.text import Bilingual
from workstation.letters.figures import cost_per_cent, day, per_cent, per_day
from workstation.letters.letterhead import WIDTH
from workstation.letters.model import ApprovalLetter
from workstation.letters.pen import Pen, Style
from workstation.letters.piece import Piece, backed, beside, padded, space, stack
from workstation.letters.qr import qr_runs
from workstation.letters.typeset import (
    BODY,
    BODY_BOLD,
    CELL,
    ENGLISH,
    LABEL,
    LABEL_EN,
    Column,
    Row,
    Typesetter,
)
from workstation.letters.wording import (
    COST_MEASURES,
    COUNTING,
    DAY_COUNTS,
    FIRM,
    METHODS,
    MONTHS,
    NOTHING_ELSE,
    OPENING,
    PER_DAY,
    PROVISIONAL,
    REPLACES,
    SCHEDULE_NOTE,
    TITLE,
    VERIFY,
    WORDS,
)

_TITLE = Style("bold", 23.0, 28.0, "primary", 1.2)
_TITLE_EN = Style("regular", 9.6, 13.0, "muted", 0.5)
_META = Style("bold", 9.0, 12.6)
_TAG = Style("bold", 10.4, 14.0, "primary")
_TAG_EN = Style("regular", 6.6, 8.6, "primary", 0.4)
_NAME = Style("bold", 12.2, 16.6)
_FIGURE = Style("bold", 20.0, 24.5, "primary")
_FIGURE_SMALL = Style("bold", 15.5, 24.5, "primary")
_CODE = Style("regular", 6.8, 10.4)

_HALF_GAP = 22.0
_HALF = (WIDTH - _HALF_GAP) / 2
_SIDE_BY_SIDE_LIMIT = 330.0


def _filled(words: Bilingual, **values: object) -> Bilingual:
    return Bilingual(words.zh.format(**values), words.en.format(**values))


class Parts:
    """One letter's parts. Each method gives one part; `in_order` gives them all."""

    def __init__(self, letter: ApprovalLetter, content_hash: str, setter: Typesetter) -> None:
        self._letter = letter
        self._hash = content_hash
        self._set = setter

    def in_order(self) -> list[Piece]:
        return [
            self.title(),
            self.dates(),
            self.addressee(),
            self.standing(),
            self.headline(),
            *self.terms(),
            *self.charges(),
            *self.decision(),
            *self.schedule(),
            *self.conditions_and_recall(),
            *self.rights(),
            *self.closing(),
        ]

    def title(self) -> Piece:
        """The title, with a tag at the right that says provisional or firm."""
        tag = WORDS["provisional" if self._letter.provisional else "firm"]
        colour = "warm_ink" if self._letter.provisional else "primary"
        chinese, english = replace(_TAG, colour=colour), replace(_TAG_EN, colour=colour)
        room = max(self._set.width(tag.zh, chinese), self._set.width(tag.en, english)) + 20.0
        words = self._set.both(TITLE, WIDTH - room, _TITLE, _TITLE_EN)

        def draw(pen: Pen, x: float, top: float) -> None:
            words.draw(pen, x, top)
            pen.outline(x + WIDTH - room, top + 5.0, room, 31.0, colour, 3.0)
            pen.text(x + WIDTH - room / 2, top + 8.0, tag.zh, chinese, "centre")
            pen.text(x + WIDTH - room / 2, top + 22.6, tag.en, english, "centre")

        return Piece(words.height, draw)

    def dates(self) -> Piece:
        """Number, issue, acceptance and validity in four columns over a hairline."""
        letter = self._letter
        values: list[tuple[str, Bilingual | str]] = [
            ("number", letter.number),
            ("issued_on", day(letter.issued_on)),
            ("accept_by", day(letter.accept_by)),
            ("valid_until", day(letter.valid_until)),
        ]
        shares = (0.31, 0.23, 0.23, 0.23)
        return self._columns([(WORDS[key], value) for key, value in values], shares, _META, gap=11.0)

    def addressee(self) -> Piece:
        letter = self._letter
        to = self._set.label(WORDS["to"])
        name = self._set.text(letter.applicant_name, _NAME, WIDTH - 40.0)
        address = self._set.text(letter.applicant_address, BODY, WIDTH - 40.0)
        return beside([(0.0, padded(to, 4.0, 0.0)), (40.0, stack([name, address]))], gap=12.0)

    def standing(self) -> Piece:
        """What the letter is: the opening sentence, then whether it binds."""
        letter = self._letter
        status = PROVISIONAL if letter.provisional else FIRM
        if letter.replaces:
            replaces = _filled(REPLACES, number=letter.replaces)
            status = Bilingual(status.zh + replaces.zh, f"{status.en} {replaces.en}")
        ink, fill = ("secondary", "warm") if letter.provisional else ("primary", "tint")
        box = padded(
            self._set.both(status, WIDTH - 26.0, BODY_BOLD, replace(ENGLISH, colour="ink")), 5.5, 6.5, 14.0
        )

        def behind(pen: Pen, x: float, top: float, height: float) -> None:
            pen.box(x, top, WIDTH, height, fill)
            pen.box(x, top, 3.0, height, ink)

        return stack([self._set.both(OPENING, WIDTH), space(6.5), backed(box, behind)], gap=9.0)

    def headline(self) -> Piece:
        """The three figures that matter: amount, rate, all-in cost."""
        offer, place = self._letter.offer, self._set
        columns = (0.44, 0.25, 0.31)
        rooms = [WIDTH * share - 22.0 for share in columns]
        daily = _filled(PER_DAY, rate=per_day(offer.yearly_rate, offer.schedule.day_count))
        measures = _filled(COST_MEASURES, nominal=cost_per_cent(offer.cost.nominal))
        cells = [
            stack(
                [
                    place.label(WORDS["amount"]),
                    place.text(f"¥{yuan(offer.amount)}", _FIGURE, rooms[0]),
                    place.text(f"人民币{capitals(offer.amount)}", BODY_BOLD, rooms[0]),
                ]
            ),
            self._rate(WORDS["yearly_rate"], per_cent(offer.yearly_rate), daily, rooms[1]),
            self._rate(WORDS["all_in"], cost_per_cent(offer.cost.effective), measures, rooms[2]),
        ]
        starts = [10.0 + WIDTH * sum(columns[:i]) for i in range(3)]
        body = padded(beside(list(zip(starts, cells, strict=True))), 8.0, 8.0)

        def behind(pen: Pen, x: float, top: float, height: float) -> None:
            pen.box(x, top, WIDTH, height, "tint")
            pen.rule(x, top, x + WIDTH, "primary", 0.8)
            pen.rule(x, top + height, x + WIDTH, "primary", 0.8)
            for start in starts[1:]:
                pen.upright(x + start - 12.0, top + 10.0, top + height - 10.0)

        return replace(backed(body, behind), gap=10.0)

    def _rate(self, label: Bilingual, figure: str, under: Bilingual, width: float) -> Piece:
        figure_piece = self._set.text(figure, _FIGURE_SMALL, width)
        return stack([self._set.label(label), figure_piece, self._set.both(under, width, LABEL, LABEL_EN)])

    def terms(self) -> list[Piece]:
        offer = self._letter.offer
        start = offer.schedule.start
        count = offer.schedule.day_count
        lines: list[list[tuple[str, Bilingual | str]]] = [
            [
                ("product", self._letter.product),
                ("purpose", self._letter.purpose),
                ("tenor", _filled(MONTHS, n=offer.months)),
            ],
            [("method", METHODS[offer.method]), ("draw", day(start)), ("day_count", DAY_COUNTS[count])],
        ]
        rows = [
            self._columns([(WORDS[key], value) for key, value in line], (0.32, 0.38, 0.3), BODY, gap=6.0)
            for line in lines
        ]
        rows.append(self._columns([(WORDS["counting"], COUNTING[count])], (1.0,), BODY, gap=6.0, ruled=False))
        return [self._set.section(WORDS["terms"], WIDTH), *_together([replace(rows[0], gap=0.0), *rows[1:]])]

    def charges(self) -> list[Piece]:
        schedule = self._letter.offer.schedule
        per_period = schedule.total_fees - schedule.upfront_fee
        columns = [
            Column(WORDS["item"], WIDTH * 0.3),
            Column(WORDS["collector"], WIDTH * 0.2),
            Column(WORDS["when"], WIDTH * 0.32),
            Column(WORDS["sum"], WIDTH * 0.18, "right"),
        ]

        def row(name: str, when: str, amount: int) -> Row:
            how = WORDS[when] if amount else WORDS["not_charged"]
            return Row((WORDS[name], WORDS["lender"], how, yuan(amount)))

        rows = [
            row("interest_row", "with_instalments", schedule.total_interest),
            row("upfront_row", "at_draw", schedule.upfront_fee),
            row("period_row", "with_instalments", per_period),
            Row((WORDS["total"], "", "", yuan(schedule.total_interest + schedule.total_fees)), strong=True),
        ]
        note = replace(self._set.both(NOTHING_ELSE, WIDTH), gap=5.0)
        head = self._set.section(WORDS["charges"], WIDTH)
        return [head, *_together([*self._set.table(columns, rows), note])]

    def schedule(self) -> list[Piece]:
        schedule = self._letter.offer.schedule
        shares = (0.12, 0.15, 0.155, 0.13, 0.12, 0.16, 0.165)
        names = ("period", "due", "principal", "interest", "fee", "payment", "balance")
        columns = [
            Column(WORDS[name], WIDTH * share, "left" if number < 2 else "right")
            for number, (name, share) in enumerate(zip(names, shares, strict=True))
        ]
        upfront = yuan(schedule.upfront_fee)
        rows = [
            Row(
                (
                    WORDS["draw_row"],
                    schedule.start.isoformat(),
                    "",
                    "",
                    upfront,
                    upfront,
                    yuan(schedule.principal),
                )
            )
        ]
        for item in schedule.rows:
            amounts = (item.principal, item.interest, item.fee, item.payment, item.balance)
            rows.append(Row((str(item.number), item.due.isoformat(), *map(yuan, amounts))))
        principal = sum(item.principal for item in schedule.rows)
        paid = schedule.total_payment + schedule.upfront_fee
        sums = (principal, schedule.total_interest, schedule.total_fees, paid)
        rows.append(Row((WORDS["total"], "", *map(yuan, sums), ""), strong=True))
        start = day(schedule.start)
        note = replace(self._set.both(_filled(SCHEDULE_NOTE, zh=start.zh, en=start.en), WIDTH), gap=5.0)
        *body, last = self._set.table(columns, rows)
        head = self._set.section(WORDS["schedule"], WIDTH)
        return [head, *body, replace(last, keep_next=True), note]

    def conditions_and_recall(self) -> list[Piece]:
        """Side by side where both are short, one under the other where they are not."""
        parts = {"conditions": self._letter.conditions, "recall_events": self._letter.recall_events}
        halves = [self._points(words, _HALF) for words in parts.values()]
        if max(stack(half).height for half in halves) <= _SIDE_BY_SIDE_LIMIT:
            columns = [
                (shift, stack([self._set.section(WORDS[name], _HALF), *half]))
                for shift, name, half in zip((0.0, _HALF + _HALF_GAP), parts, halves, strict=True)
            ]
            return [beside(columns, gap=13.0)]
        pieces: list[Piece] = []
        for name, words in parts.items():
            pieces += [self._set.section(WORDS[name], WIDTH), *self._points(words, WIDTH)]
        return pieces

    def decision(self) -> list[Piece]:
        letter = self._letter
        who = Bilingual(f"{letter.decided_by}（{letter.role.zh}）", letter.role.en)
        row = self._columns(
            [(WORDS["decided_by"], who), (WORDS["authority"], letter.authority)],
            (0.32, 0.68),
            BODY,
            ruled=False,
        )
        return [self._set.section(WORDS["decision"], WIDTH), row]

    def rights(self) -> list[Piece]:
        words = (self._letter.lender.human_review, self._letter.lender.complaint)
        halves = [self._set.both(text, _HALF, CELL) for text in words]
        columns = list(zip((0.0, _HALF + _HALF_GAP), halves, strict=True))
        return [self._set.section(WORDS["rights"], WIDTH), beside(columns)]

    def closing(self) -> list[Piece]:
        """Signatures and verification; they stay together, so that no signature stands on an empty page."""
        parties = [
            (WORDS["signs_lender"], self._letter.lender.name.zh),
            (WORDS["signs_borrower"], self._letter.applicant_name),
            *((cosigner, "") for cosigner in self._letter.cosigners),
        ]
        rows = [parties[i : i + 2] for i in range(0, len(parties), 2)]
        signatures = [self._signature_row(row) for row in rows]
        return [
            self._set.section(WORDS["signatures"], WIDTH),
            *_together([*signatures, self._verification()]),
        ]

    def _signature_row(self, parties: Sequence[tuple[Bilingual, str]]) -> Piece:
        """Up to two parties side by side: who signs, room for it, a line, and a line for the day."""
        blocks = [
            stack([self._set.inline(who, LABEL, LABEL_EN), self._set.text(name, BODY, _HALF)])
            for who, name in parties
        ]
        day_words = self._set.label(WORDS["signed_on"])
        line = max(block.height for block in blocks) + 29.0

        def draw(pen: Pen, x: float, top: float) -> None:
            for number, block in enumerate(blocks):
                left = x + number * (_HALF + _HALF_GAP)
                block.draw(pen, left, top)
                pen.rule(left, top + line, left + _HALF * 0.64, "muted", 0.5)
                pen.rule(left + _HALF * 0.70, top + line, left + _HALF, "muted", 0.5)
                day_words.draw(pen, left + _HALF * 0.70, top + line + 1.5)

        return Piece(line + 12.0, draw, gap=6.0)

    def _verification(self) -> Piece:
        """The QR code with the code's text, the hash, and how to ask."""
        code = self._letter.verification_code
        runs, modules = qr_runs(code)
        size, quiet = 70.0, 4
        side = size / (modules + 2 * quiet)
        room = WIDTH - size - 34.0
        body = stack(
            [
                self._set.inline(WORDS["verify"], BODY_BOLD, ENGLISH),
                self._set.both(VERIFY, room, LABEL, LABEL_EN),
                space(3.0),
                self._beside_label(WORDS["code"], code, room),
                self._beside_label(WORDS["hash"], self._hash, room),
            ]
        )
        height = max(size + 14.0, body.height + 14.0)

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.box(x, top, WIDTH, height, "tint")
            pen.box(x + 8.0, top + 7.0, size, size, "paper")
            pen.squares(x + 8.0 + quiet * side, top + 7.0 + quiet * side, side, runs)
            body.draw(pen, x + size + 22.0, top + 6.5)

        return Piece(height, draw, gap=13.0)

    def _beside_label(self, label: Bilingual, value: str, width: float) -> Piece:
        """A label with its value to its right, the values' left edges under each other."""
        value_at = 104.0
        return beside(
            [(0.0, self._set.label(label)), (value_at, self._set.text(value, _CODE, width - value_at))]
        )

    def _points(self, texts: Sequence[Bilingual], width: float) -> list[Piece]:
        items = [self._set.item(f"{n}.", words, width) for n, words in enumerate(texts, 1)]
        return [replace(item, gap=3.0 if n else 0.0) for n, item in enumerate(items)]

    def _columns(
        self,
        cells: Sequence[tuple[Bilingual, Bilingual | str]],
        shares: Sequence[float],
        style: Style,
        gap: float = 0.0,
        ruled: bool = True,
    ) -> Piece:
        """Labelled values side by side, over a hairline where more follow."""
        starts = [WIDTH * sum(shares[:number]) for number in range(len(shares))]
        pieces = [
            (start, self._set.labelled(label, value, WIDTH * share - 14.0, style))
            for start, share, (label, value) in zip(starts, shares, cells, strict=True)
        ]
        body = beside(pieces, gap)
        if not ruled:
            return body
        body = padded(body, 0.0, 5.0)

        def draw(pen: Pen, x: float, top: float) -> None:
            body.draw(pen, x, top)
            pen.rule(x, top + body.height, x + WIDTH, "hair", 0.5)

        return Piece(body.height, draw, gap)


def _together(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces so marked that one page holds them all."""
    return [*(replace(piece, keep_next=True) for piece in pieces[:-1]), *pieces[-1:]]
