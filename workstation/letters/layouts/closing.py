"""How a paper ends: who decided, the reader's rights, signatures, and the box that proves it genuine.

In: names, texts, a code. Out: pieces. Signatures and the box stay on one page, so that no signature stands
on an empty one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workstation.domain.text import Bilingual
from workstation.letters.layouts.parts import HALF, HALF_GAP, Cell, Parts, filled, together
from workstation.letters.letterhead import WIDTH
from workstation.letters.model import LenderProfile
from workstation.letters.pen import Pen, Style
from workstation.letters.piece import Piece, beside, space, stack
from workstation.letters.qr import qr_runs
from workstation.letters.typeset import BODY, BODY_BOLD, CELL, ENGLISH, LABEL, LABEL_EN
from workstation.letters.values import DecidedBy
from workstation.letters.values.head import PaperHead
from workstation.letters.wording import REPLACES, VERIFY, WORDS

_CODE = Style("regular", 6.8, 10.4)

Signer = tuple[Bilingual, str]
"""As what somebody signs, and the name where it is known."""


_QR_ALT = "二维码：核验码 {code} QR code of the verification code"


def replaced(parts: Parts, head: PaperHead) -> list[Piece]:
    """Which paper this one takes the place of, nothing where it takes none's."""
    return [parts.notice(filled(REPLACES, number=head.replaces), warm=True)] if head.replaces else []


def standing(status: Bilingual, replaces: str) -> Bilingual:
    """Whether a letter binds, and in one breath which one it takes the place of."""
    if not replaces:
        return status
    words = filled(REPLACES, number=replaces)
    return Bilingual(status.zh + words.zh, f"{status.en} {words.en}")


def decision(parts: Parts, decided: DecidedBy) -> list[Piece]:
    """Who decided, and under what authority."""
    row = parts.columns(decision_cells(decided), (0.32, 0.68), gap=0.0, ruled=False)
    return [parts.set.section(WORDS["decision"], WIDTH), row]


def decision_cells(decided: DecidedBy) -> list[Cell]:
    """Who decided and under what authority, as labelled values."""
    who = Bilingual(f"{decided.name}（{decided.role.zh}）", decided.role.en)
    return [(WORDS["decided_by"], who), (WORDS["authority"], decided.authority)]


def rights(
    parts: Parts, lender: LenderProfile, more: Sequence[Bilingual] = (), *, review: bool = True
) -> list[Piece]:
    """Reasons and human review where a decision was made, where to complain, and `more` of the paper's own
    lines; in two columns, kept together."""
    words = [*((lender.human_review,) if review else ()), *more, lender.complaint]
    width = HALF if len(words) > 1 else WIDTH
    texts = [parts.set.both(text, width, CELL) for text in words]
    rows = [
        beside(list(zip((0.0, HALF + HALF_GAP), texts[i : i + 2], strict=False)), 4.0 if i else 0.0)
        for i in range(0, len(texts), 2)
    ]
    return together([parts.set.section(WORDS["rights"], WIDTH), *rows])


def both_sides(lender: LenderProfile, borrower: str, cosigners: Sequence[Bilingual] = ()) -> list[Signer]:
    """The lender, the borrower, and those who sign beside the borrower."""
    named = [(WORDS["signs_lender"], lender.name.zh), (WORDS["signs_borrower"], borrower)]
    return [*named, *((cosigner, "") for cosigner in cosigners)]


def closing(
    parts: Parts,
    code: str,
    content_hash: str,
    signers: Sequence[Signer] = (),
    title: Bilingual | None = WORDS["signatures"],
    before: Sequence[Piece] = (),
) -> list[Piece]:
    """Signatures, two a row, under a section's head where they have one, and the verification
    box. `before` are pieces that stay with them."""
    box = verification(parts, code, content_hash)
    if not signers:
        return together([*before, box])
    rows = [_signature_row(parts, signers[i : i + 2]) for i in range(0, len(signers), 2)]
    head = [parts.set.section(title, WIDTH)] if title is not None else [space(0.0)]
    return together([*before, *head, *rows, box])


def _signature_row(parts: Parts, signers: Sequence[Signer]) -> Piece:
    """Up to two parties side by side: who signs, room for it, a line, and a line for the day."""
    setter = parts.set
    blocks = [
        stack([parts.line(who, LABEL, LABEL_EN, HALF), setter.text(name, BODY, HALF)])
        for who, name in signers
    ]
    day_words = setter.label(WORDS["signed_on"])
    line = max(block.height for block in blocks) + 29.0

    def draw(pen: Pen, x: float, top: float) -> None:
        for number, block in enumerate(blocks):
            left = x + number * (HALF + HALF_GAP)
            block.draw(pen, left, top)
            pen.rule(left, top + line, left + HALF * 0.64, "muted", 0.5)
            pen.rule(left + HALF * 0.70, top + line, left + HALF, "muted", 0.5)
            day_words.draw(pen, left + HALF * 0.70, top + line + 1.5)

    return Piece(line + 12.0, draw, gap=6.0)


def verification(parts: Parts, code: str, content_hash: str) -> Piece:
    """The QR code with the code's text, the hash, and how to ask."""
    runs, modules = qr_runs(code)
    size, quiet = 70.0, 4
    side = size / (modules + 2 * quiet)
    room = WIDTH - size - 34.0
    body = stack(
        [
            parts.set.inline(WORDS["verify"], BODY_BOLD, ENGLISH),
            parts.set.both(VERIFY, room, LABEL, LABEL_EN),
            space(3.0),
            _beside_label(parts, WORDS["code"], code, room),
            _beside_label(parts, WORDS["hash"], content_hash, room),
        ]
    )
    height = max(size + 14.0, body.height + 14.0)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.box(x, top, WIDTH, height, "tint")
        pen.box(x + 8.0, top + 7.0, size, size, "paper")
        with pen.tags.element("Figure", alt=_QR_ALT.format(code=code)):
            pen.squares(x + 8.0 + quiet * side, top + 7.0 + quiet * side, side, runs)
        body.draw(pen, x + size + 22.0, top + 6.5)

    return Piece(height, draw, gap=13.0)


def _beside_label(parts: Parts, label: Bilingual, value: str, width: float) -> Piece:
    """A label with its value to its right, the values' left edges under each other."""
    value_at = 104.0
    text = parts.set.text(value, _CODE, width - value_at)
    return beside([(0.0, parts.set.label(label)), (value_at, text)])


def lines(parts: Parts, title: Bilingual, notes: Sequence[Bilingual]) -> list[Piece]:
    """The lender's standing lines of a paper, none for no lines."""
    if not notes:
        return []
    body = [replace(parts.set.both(note, WIDTH, CELL), gap=3.0 if n else 0.0) for n, note in enumerate(notes)]
    return [parts.set.section(title, WIDTH), *body]
