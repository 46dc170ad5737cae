"""How a paper ends: who decided, the reader's rights, signatures, and the box that proves it genuine.

In: names, texts, a code. Out: pieces. Signatures and the box stay on one page, so that no signature stands
on an empty one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workstation.domain.text import Bilingual
from workstation.letters.layouts.parts import HALF, HALF_GAP, Cell, Parts, filled, together
from workstation.letters.letterhead import WIDTH
from workstation.letters.model import LenderProfile, Seal
from workstation.letters.pen import Pen, Style
from workstation.letters.piece import Piece, beside, padded, space, stack
from workstation.letters.qr import qr_runs
from workstation.letters.seal import SIZE, seal_piece
from workstation.letters.typeset import BODY, BODY_BOLD, CELL, ENGLISH, LABEL, LABEL_EN
from workstation.letters.values import DecidedBy
from workstation.letters.values.head import PaperHead
from workstation.letters.wording import REPLACES, VERIFY, WORDS

_CODE = Style("regular", 6.8, 10.4)


@dataclass(frozen=True, slots=True)
class Signer:
    """As what somebody signs, the name where it is known, the seal that is printed in place of a signature,
    and the day where it is printed and not written in."""

    who: Bilingual
    name: str = ""
    seal: Seal | None = None
    on: Bilingual | None = None


_GAP = 13.0

_LINE, _DAY_LINE = HALF * 0.64, HALF * 0.70
"""Where in its half the line of a signature ends, and where that of the day begins."""

_SEAL_UP, _SEAL_DOWN = 7.0, 9.0
"""How far a seal reaches out of its row into the gaps around it."""

_SEAL_AT = HALF - SIZE
"""Where in its half a seal begins: beside the words, since what lies under it cannot be read."""
_WORDS_TO = _SEAL_AT - 8.0

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
    parts: Parts,
    lender: LenderProfile,
    more: Sequence[Bilingual] = (),
    *,
    review: bool = True,
    room: float = WIDTH,
) -> list[Piece]:
    """Reasons and human review where a decision was made, where to complain, and `more` of the paper's own
    lines; in two columns where the room is the page's, kept together."""
    words = [*((lender.human_review,) if review else ()), *more, lender.complaint]
    across = 2 if len(words) > 1 and room > HALF else 1
    texts = [parts.set.both(text, HALF if across == 2 else room, CELL) for text in words]
    rows = [
        beside(list(zip((0.0, HALF + HALF_GAP), texts[i : i + across], strict=False)), 4.0 if i else 0.0)
        for i in range(0, len(texts), across)
    ]
    return together([parts.set.section(WORDS["rights"], room), *rows])


def lender_signs(lender: LenderProfile, on: Bilingual | None = None, *, provisional: bool = False) -> Signer:
    """The lender with its seal; what is no commitment yet carries none. `on` is the day where the lender
    alone signs."""
    return Signer(WORDS["signs_lender"], lender.name.zh, None if provisional else lender.seal, on)


def both_sides(
    lender: LenderProfile, borrower: str, cosigners: Sequence[Bilingual] = (), *, provisional: bool = False
) -> list[Signer]:
    """The lender, the borrower, and those who sign beside the borrower."""
    named = [lender_signs(lender, provisional=provisional), Signer(WORDS["signs_borrower"], borrower)]
    return [*named, *map(Signer, cosigners)]


def closing(
    parts: Parts,
    code: str,
    content_hash: str,
    signers: Sequence[Signer] = (),
    title: Bilingual = WORDS["signatures"],
    before: Sequence[Piece] = (),
) -> list[Piece]:
    """Signatures, two a row, under a section's head, and the verification box. `before` are pieces that stay
    with them; what stands before all of it comes along to a new page, so that nobody signs a page without
    text."""
    box = verification(parts, code, content_hash)
    rows = [_signature_row(parts, signers[i : i + 2]) for i in range(0, len(signers), 2)]
    if any(signer.seal for signer in signers[:2]):
        rows[1:] = [replace(row, gap=_GAP) for row in rows[1:]]
    head = [parts.set.section(title, WIDTH)] if rows else []
    first, *others = together([*before, *head, *rows, box])
    return [replace(first, accompanied=True), *others]


def letter_end(
    parts: Parts, head: PaperHead, content_hash: str, signer: Signer, left: Sequence[Piece] = ()
) -> list[Piece]:
    """How a letter ends that one side signs: name, day and seal at the right, beside what is said last, over
    the verification box."""
    name = padded(_signature_row(parts, [signer]), _SEAL_UP, 0.0, HALF + HALF_GAP)
    row = beside([(0.0, stack(left)), (0.0, name)], left[0].gap) if left else replace(name, gap=9.0)
    box = verification(parts, head.verification_code, content_hash)
    return together([replace(row, accompanied=True), box])


def _signature_row(parts: Parts, signers: Sequence[Signer]) -> Piece:
    """Up to two parties side by side: who signs, room for it, a line, and a line for the day. A seal
    stands in place of the signature, to the right of the words."""
    blocks = [_signer_words(parts, signer) for signer in signers]
    seals = [seal_piece(parts.set, signer.seal) if signer.seal else None for signer in signers]
    day_words = parts.set.label(WORDS["signed_on"])
    line = max(block.height for block in blocks) + 29.0
    if any(seals):
        line = max(line, SIZE - _SEAL_UP - _SEAL_DOWN - 12.0)

    def draw(pen: Pen, x: float, top: float) -> None:
        for number, (signer, block, seal) in enumerate(zip(signers, blocks, seals, strict=True)):
            left = x + number * (HALF + HALF_GAP)
            block.draw(pen, left, top)
            if seal is not None:
                seal.draw(pen, left + _SEAL_AT, top - _SEAL_UP)
                start, end = 0.0, _WORDS_TO
            else:
                pen.rule(left, top + line, left + _LINE, "muted", 0.5)
                start, end = _DAY_LINE, HALF
            if signer.on is None:
                pen.rule(left + start, top + line, left + end, "muted", 0.5)
                day_words.draw(pen, left + start, top + line + 1.5)

    return Piece(line + 12.0, draw, gap=6.0)


def _signer_words(parts: Parts, signer: Signer) -> Piece:
    """Who signs, the name, and the day where it is known."""
    room = _WORDS_TO if signer.seal else HALF
    words = [parts.set.line(signer.who, LABEL, LABEL_EN, room), parts.set.text(signer.name, BODY, room)]
    if signer.on is not None:
        words.append(replace(parts.set.both(signer.on, room), gap=4.0))
    return stack(words)


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
    height = max(size, body.height) + 10.0

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.box(x, top, WIDTH, height, "tint")
        pen.box(x + 5.0, top + 5.0, size, size, "paper")
        with pen.figure(_QR_ALT.format(code=code), x + 5.0, top + 5.0, size, size):
            pen.squares(x + 5.0 + quiet * side, top + 5.0 + quiet * side, side, runs)
        body.draw(pen, x + size + 20.0, top + 4.5)

    return Piece(height, draw, gap=_GAP)


def _beside_label(parts: Parts, label: Bilingual, value: str, width: float) -> Piece:
    """A label with its value to its right, the values' left edges under each other."""
    value_at = 104.0
    text = parts.set.text(value, _CODE, width - value_at)
    return beside([(0.0, parts.set.label(label)), (value_at, text)])


def lines(parts: Parts, title: Bilingual, notes: Sequence[Bilingual], room: float = WIDTH) -> list[Piece]:
    """The lender's standing lines of a paper, none for no lines."""
    if not notes:
        return []
    body = [replace(parts.set.both(note, room, CELL), gap=3.0 if n else 0.0) for n, note in enumerate(notes)]
    return [parts.set.section(title, room), *body]
