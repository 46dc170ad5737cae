"""The parts of a credit that several papers show alike: terms, schedule, charges, conditions and recall.

In: an offer or a schedule. Out: pieces; sums over rows are all that is reckoned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workstation.domain.lending import Cost, Offer, RepaymentMethod, Schedule
from workstation.domain.money import capitals, yuan
from workstation.domain.text import Bilingual
from workstation.letters.figures import cost_per_cent, day, per_cent, per_day
from workstation.letters.layouts.parts import HALF, HALF_GAP, Cell, Figure, Parts, filled, spread, together
from workstation.letters.layouts.sales import by_month, sales_note
from workstation.letters.piece import Piece, beside, stack
from workstation.letters.typeset import Row
from workstation.letters.values import charge_rows
from workstation.letters.wording import (
    COST_MEASURES,
    COUNTING,
    DAY_COUNTS,
    DEFINITIVE_NOTE,
    FIXED_FEE,
    METHODS,
    MONTHS,
    NOTHING_ELSE,
    PER_DAY,
    SCHEDULE_NOTE,
    WORDS,
)

_SIDE_BY_SIDE_LIMIT = 330.0


def rate_figures(rate: str, schedule: Schedule, cost: Cost) -> list[Figure]:
    """Yearly rate and all-in cost for a headline, at 0.25 and 0.31 of its width."""
    daily = filled(PER_DAY, rate=per_day(rate, schedule.day_count))
    measures = filled(COST_MEASURES, nominal=cost_per_cent(cost.nominal))
    return [
        Figure(WORDS["yearly_rate"], per_cent(rate), daily, 0.25),
        Figure(WORDS["all_in"], cost_per_cent(cost.effective), measures, 0.31),
    ]


def amount_figure(amount: int, label: Bilingual = WORDS["amount"], share: float = 0.44) -> Figure:
    """An amount in figures with its capitals (大写) under it."""
    return Figure(label, f"¥{yuan(amount)}", f"人民币{capitals(amount)}", share)


def offer_headline(parts: Parts, offer: Offer, label: Bilingual = WORDS["amount"]) -> Piece:
    """The three figures of an offer: amount, rate, all-in cost."""
    rates = rate_figures(offer.yearly_rate, offer.schedule, offer.cost)
    return parts.headline([amount_figure(offer.amount, label), *rates])


def offer_terms(
    parts: Parts,
    product: Bilingual,
    purpose: str,
    offer: Offer,
    more: Sequence[Sequence[Cell]] = (),
    *,
    drawn: bool = False,
) -> list[Piece]:
    """What the credit is: product, purpose, tenor, method, draw date (assumed until it is `drawn`), day
    count, how interest is counted."""
    schedule = offer.schedule
    return parts.facts(
        WORDS["terms"],
        [
            [
                (WORDS["product"], product),
                (WORDS["purpose"], purpose),
                (WORDS["tenor"], filled(MONTHS, n=offer.months)),
            ],
            [
                (WORDS["method"], METHODS[offer.method]),
                (WORDS["drawn" if drawn else "draw"], day(schedule.start)),
                (WORDS["day_count"], DAY_COUNTS[schedule.day_count]),
            ],
            *more,
            [(WORDS["counting"], counting(schedule))],
        ],
    )


def counting(schedule: Schedule) -> Bilingual:
    """How interest is counted, or that the fee is fixed."""
    by_sales = schedule.method is RepaymentMethod.SHARE_OF_SALES
    return FIXED_FEE if by_sales else COUNTING[schedule.day_count]


def charges_table(parts: Parts, schedule: Schedule) -> list[Piece]:
    """Every charge with who collects it, when, and how much; and that nothing else is charged."""
    columns = spread(
        [
            (WORDS["item"], 0.3, False),
            (WORDS["collector"], 0.2, False),
            (WORDS["when"], 0.32, False),
            (WORDS["sum"], 0.18, True),
        ]
    )
    rows = [
        *(Row((name, WORDS["lender"], how, yuan(amount))) for name, how, amount in charge_rows(schedule)),
        Row((WORDS["total"], "", "", yuan(schedule.total_interest + schedule.total_fees)), strong=True),
    ]
    head, *table = parts.table(WORDS["charges"], columns, rows)
    return [head, *together([*table, parts.note(NOTHING_ELSE)])]


def schedule_table(parts: Parts, schedule: Schedule, *, definitive: bool = False) -> list[Piece]:
    """The draw, every instalment and the totals, with the note on which draw date they assume. A share of
    sales is shown by the month, with what of it is agreed."""
    names = ("period", "due", "principal", "interest", "fee", "payment", "balance")
    shares = (0.12, 0.15, 0.155, 0.13, 0.12, 0.16, 0.165)
    columns = spread(
        [(WORDS[name], share, i > 1) for i, (name, share) in enumerate(zip(names, shares, strict=True))]
    )
    fee = yuan(schedule.upfront_fee)
    start = schedule.start.isoformat()
    rows = [Row((WORDS["draw_row"], start, "", "", fee, fee, yuan(schedule.principal)))]
    by_sales = schedule.method is RepaymentMethod.SHARE_OF_SALES
    shown = by_month(schedule) if by_sales else ((str(item.number), item) for item in schedule.rows)
    for number, item in shown:
        amounts = (item.principal, item.interest, item.fee, item.payment, item.balance)
        rows.append(Row((number, item.due.isoformat(), *map(yuan, amounts))))
    principal = sum(item.principal for item in schedule.rows)
    paid = schedule.total_payment + schedule.upfront_fee
    sums = (principal, schedule.total_interest, schedule.total_fees, paid)
    rows.append(Row((WORDS["total"], "", *map(yuan, sums), ""), strong=True))
    note = filled(DEFINITIVE_NOTE if definitive else SCHEDULE_NOTE, day=day(schedule.start))
    *body, last = parts.table(WORDS["schedule"], columns, rows)
    more = [parts.note(sales_note(schedule))] if by_sales else []
    return [*body, replace(last, keep_next=True), parts.note(note), *more]


def conditions_and_recall(
    parts: Parts, conditions: Sequence[Bilingual], recall_events: Sequence[Bilingual]
) -> list[Piece]:
    """Side by side where both are short, one under the other where they are not."""
    lists = {"conditions": conditions, "recall_events": recall_events}
    halves = [parts.points(words, HALF) for words in lists.values() if words]
    if len(halves) == 2 and max(stack(half).height for half in halves) <= _SIDE_BY_SIDE_LIMIT:
        columns = [
            (shift, stack([parts.set.section(WORDS[name], HALF), *half]))
            for shift, name, half in zip((0.0, HALF + HALF_GAP), lists, halves, strict=True)
        ]
        return [beside(columns, gap=12.0)]
    pieces: list[Piece] = []
    for name, words in lists.items():
        pieces += parts.listed(WORDS[name], words)
    return pieces
