"""The papers of a loan that runs: receipt, reminder, statement of account, settlement certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workstation.domain.money import yuan
from workstation.domain.text import Bilingual
from workstation.letters.figures import day
from workstation.letters.layouts.closing import closing, lender_signs, letter_end, lines, replaced, rights
from workstation.letters.layouts.lending_tables import amount_figure
from workstation.letters.layouts.parts import HALF, Cell, Figure, Parts, Tag, filled, spread
from workstation.letters.letterhead import WIDTH
from workstation.letters.papers import PAPERS
from workstation.letters.piece import Piece
from workstation.letters.typeset import Row, Typesetter
from workstation.letters.values import Receipt, Reminder, Settlement, Statement
from workstation.letters.values.head import PaperHead
from workstation.letters.wording import WORDS
from workstation.letters.wording_papers import BINDING, SERVICING


def receipt(paper: Receipt, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head = Parts(setter), paper.head
    columns = spread([(SERVICING["item"], 0.7, False), (SERVICING["sum"], 0.3, True)])
    rows = [Row((part.name, yuan(part.amount))) for part in paper.allotted]
    rows.append(Row((WORDS["total"], yuan(paper.amount)), strong=True))
    return [
        parts.title(PAPERS["receipt"].title),
        _dates(parts, head, paper.loan_number),
        parts.addressee(head.applicant_name, head.applicant_address),
        *replaced(parts, head),
        parts.opening(SERVICING["receipt_opening"]),
        parts.headline(
            [
                amount_figure(paper.amount, SERVICING["received"]),
                Figure(
                    SERVICING["principal_owed"], f"¥{yuan(paper.principal_owed)}", SERVICING["left"], 0.28
                ),
                Figure(SERVICING["total_owed"], f"¥{yuan(paper.total_owed)}", SERVICING["left"], 0.28),
            ]
        ),
        *parts.facts(
            SERVICING["payment"],
            [
                [(SERVICING["received_on"], day(paper.received_on)), (SERVICING["payer"], paper.payer)],
                [
                    (WORDS["product"], paper.product),
                    (SERVICING["reference"], paper.reference),
                    (SERVICING["channel"], paper.channel),
                ],
            ],
        ),
        *parts.table(SERVICING["allotted"], columns, rows),
        *_lender_signs(parts, head, content_hash),
    ]


def reminder(paper: Reminder, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head = Parts(setter), paper.head
    as_of = filled(SERVICING["as_of"], day=day(paper.as_of))
    late = max(row.days_past_due for row in paper.overdue)
    return [
        parts.title(paper.title),
        _dates(parts, head, paper.loan_number, (WORDS["product"], paper.product)),
        parts.addressee(head.applicant_name, head.applicant_address),
        *replaced(parts, head),
        *(
            replace(parts.set.both(words, WIDTH), gap=5.0 if n else 9.0)
            for n, words in enumerate(paper.paragraphs)
        ),
        parts.headline(
            [
                amount_figure(paper.total, SERVICING["due_now"]),
                Figure(
                    SERVICING["pay_by"],
                    paper.pay_by.isoformat(),
                    filled(SERVICING["daily"], daily=yuan(paper.daily)),
                    0.28,
                ),
                Figure(SERVICING["longest"], str(late), as_of, 0.28),
            ]
        ),
        *_overdue(parts, paper),
        parts.set.section(SERVICING["how_to_pay"], WIDTH),
        parts.columns([(SERVICING["account"], paper.account)], (1.0,), gap=0.0, ruled=False),
        *_lender_signs(
            parts, head, content_hash, rights(parts, head.lender, paper.notes, review=False, room=HALF)
        ),
    ]


def _overdue(parts: Parts, paper: Reminder) -> list[Piece]:
    names = (WORDS["period"], WORDS["due"], SERVICING["days"], WORDS["principal"], WORDS["interest"])
    more = (WORDS["fee"], SERVICING["penalty"], SERVICING["due_now"])
    shares = (0.11, 0.14, 0.09, 0.15, 0.13, 0.1, 0.12, 0.16)
    columns = spread(
        [(name, share, i > 1) for i, (name, share) in enumerate(zip(names + more, shares, strict=True))]
    )
    rows = [
        Row(
            (
                str(row.number),
                row.due.isoformat(),
                str(row.days_past_due),
                *map(yuan, (row.principal, row.interest, row.fee, row.penalty, row.total)),
            )
        )
        for row in paper.overdue
    ]
    sums = [
        sum(getattr(row, part) for row in paper.overdue)
        for part in ("principal", "interest", "fee", "penalty", "total")
    ]
    rows.append(Row((WORDS["total"], "", "", *map(yuan, sums)), strong=True))
    return parts.table(SERVICING["overdue"], columns, rows)


def statement(paper: Statement, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head = Parts(setter), paper.head
    since, until = day(paper.since), day(paper.until)
    span = Bilingual(f"{since.zh}至{until.zh}", f"{since.en} to {until.en}")
    added, paid = (sum(getattr(row, side) for row in paper.rows) for side in ("debit", "credit"))
    counts = [
        filled(SERVICING["entry_count"], n=sum(bool(getattr(row, side)) for row in paper.rows))
        for side in ("debit", "credit")
    ]
    columns = spread(
        [
            (SERVICING["on"], 0.15, False),
            (SERVICING["what"], 0.4, False),
            (SERVICING["debit"], 0.15, True),
            (SERVICING["credit"], 0.15, True),
            (SERVICING["balance"], 0.15, True),
        ]
    )
    rows = [Row((paper.since.isoformat(), SERVICING["opening"], "", "", yuan(paper.opening)))]
    for row in paper.rows:
        sides = (yuan(row.debit) if row.debit else "", yuan(row.credit) if row.credit else "")
        rows.append(Row((row.on.isoformat(), row.text, *sides, yuan(row.balance))))
    if not paper.rows:
        rows.append(Row(("", SERVICING["none"], "", "", "")))
    total = (yuan(added), yuan(paid), yuan(paper.closing))
    rows.append(Row((paper.until.isoformat(), SERVICING["closing"], *total), strong=True))
    return [
        parts.title(PAPERS["statement"].title),
        _dates(parts, head, paper.loan_number),
        parts.addressee(head.applicant_name, head.applicant_address),
        *replaced(parts, head),
        parts.headline(
            [
                amount_figure(paper.closing, SERVICING["closing"]),
                Figure(SERVICING["debits"], f"¥{yuan(added)}", counts[0], 0.28),
                Figure(SERVICING["credits"], f"¥{yuan(paid)}", counts[1], 0.28),
            ]
        ),
        parts.columns(
            [(SERVICING["span"], span), (WORDS["product"], paper.product)], (0.69, 0.31), gap=9.0, ruled=False
        ),
        *parts.table(SERVICING["entries"], columns, rows),
        *closing(
            parts,
            head.verification_code,
            content_hash,
            before=lines(parts, SERVICING["notes"], paper.notes),
        ),
    ]


def settlement(paper: Settlement, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head = Parts(setter), paper.head
    return [
        parts.title(PAPERS["settlement"].title, Tag(SERVICING["settled"])),
        _dates(parts, head, paper.loan_number),
        parts.addressee(head.applicant_name, head.applicant_address),
        *replaced(parts, head),
        parts.opening(SERVICING["settled_opening"]),
        parts.headline(
            [
                amount_figure(paper.principal, WORDS["principal"]),
                Figure(SERVICING["settled_on"], paper.settled_on.isoformat(), day(paper.settled_on), 0.28),
                Figure(SERVICING["owed_now"], f"¥{yuan(0)}", SERVICING["in_full"], 0.28),
            ]
        ),
        *parts.facts(
            BINDING["loan"],
            [
                [(BINDING["borrower"], head.applicant_name), (BINDING["identity"], paper.identity or "—")],
                [
                    (WORDS["product"], paper.product),
                    (SERVICING["granted_on"], day(paper.granted_on)),
                    (SERVICING["interest_paid"], f"¥{yuan(paper.interest_paid)}"),
                    (SERVICING["fees_paid"], f"¥{yuan(paper.fees_paid)}"),
                ],
            ],
        ),
        *parts.listed(SERVICING["released"], paper.released),
        *_lender_signs(parts, head, content_hash, lines(parts, SERVICING["notes"], paper.notes, HALF)),
    ]


def _dates(parts: Parts, head: PaperHead, loan_number: str, *more: Cell) -> Piece:
    cells: list[Cell] = [
        (WORDS["number"], head.number),
        (WORDS["issued_on"], day(head.issued_on)),
        (SERVICING["loan"], loan_number),
        *more,
    ]
    return parts.dates(cells)


def _lender_signs(
    parts: Parts, head: PaperHead, content_hash: str, left: Sequence[Piece] = ()
) -> list[Piece]:
    signer = lender_signs(head.lender, day(head.issued_on))
    return letter_end(parts, head, content_hash, signer, left)
