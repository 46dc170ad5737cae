"""What a credit costs and when it is repaid: the all-in cost sheet (综合融资成本明示表) and the schedule."""

from __future__ import annotations

from workstation.domain.money import yuan
from workstation.letters.figures import cost_per_cent, day
from workstation.letters.layouts.closing import Signer, both_sides, closing, replaced
from workstation.letters.layouts.lending_tables import (
    amount_figure,
    counting,
    rate_figures,
    schedule_table,
)
from workstation.letters.layouts.parts import Cell, Figure, Parts, Tag, filled, spread, together
from workstation.letters.letterhead import WIDTH
from workstation.letters.papers import PAPERS
from workstation.letters.piece import Piece
from workstation.letters.typeset import Row, Typesetter
from workstation.letters.values import CostSheet, SchedulePaper
from workstation.letters.wording import METHODS, MONTHS, WORDS
from workstation.letters.wording_papers import BINDING, COSTS, SERVICING


def cost_sheet(paper: CostSheet, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head, offer = Parts(setter), paper.head, paper.offer
    _, *others = both_sides(head.lender, head.applicant_name, paper.cosigners)
    signers = [Signer(COSTS["officer"], head.lender.name.zh), *others]
    confirm = parts.notice(COSTS["confirm"], gap=11.0)
    return [
        parts.title(PAPERS["cost_sheet"].title),
        parts.dates([(WORDS["number"], head.number), (WORDS["issued_on"], day(head.issued_on))]),
        parts.addressee(head.applicant_name, head.applicant_address),
        *replaced(parts, head),
        parts.opening(COSTS["opening"]),
        parts.headline(
            [
                amount_figure(offer.amount, WORDS["principal"], 0.38),
                Figure(COSTS["nominal"], cost_per_cent(offer.cost.nominal), COSTS["nominal_under"], 0.31),
                Figure(
                    COSTS["effective"], cost_per_cent(offer.cost.effective), COSTS["effective_under"], 0.31
                ),
            ]
        ),
        *parts.facts(
            WORDS["terms"],
            [
                [
                    (WORDS["product"], paper.product),
                    (WORDS["method"], METHODS[offer.method]),
                    (WORDS["tenor"], filled(MONTHS, n=offer.months)),
                ],
                [(WORDS["counting"], counting(offer.schedule))],
            ],
        ),
        *_normal(parts, paper),
        *_early(parts, paper),
        *_default(parts, paper),
        parts.notice(COSTS["nothing_else"], gap=9.0),
        *closing(parts, head.verification_code, content_hash, signers, COSTS["signatures"], [confirm]),
    ]


def _normal(parts: Parts, paper: CostSheet) -> list[Piece]:
    columns = spread(
        [
            (WORDS["item"], 0.25, False),
            (WORDS["collector"], 0.19, False),
            (WORDS["when"], 0.26, False),
            (WORDS["sum"], 0.17, True),
            (COSTS["yearly"], 0.13, True),
        ]
    )
    rows = [
        Row((item.name, WORDS["lender"], item.how, yuan(item.amount), cost_per_cent(item.yearly)))
        for item in paper.charges
    ]
    total = yuan(sum(item.amount for item in paper.charges))
    level = cost_per_cent(paper.offer.cost.nominal)
    rows.append(Row((WORDS["total"], "", "", total, level), strong=True))
    head, *table = parts.table(COSTS["normal"], columns, rows)
    return [head, *together([*table, parts.note(COSTS["reckoning"])])]


def _early(parts: Parts, paper: CostSheet) -> list[Piece]:
    """What paying early costs, where it costs anything."""
    if paper.early is None:
        return []
    return [parts.set.section(COSTS["early"], WIDTH), parts.notice(paper.early, gap=4.0)]


def _default(parts: Parts, paper: CostSheet) -> list[Piece]:
    columns = spread(
        [(COSTS["occasion"], 0.25, False), (COSTS["reckoned"], 0.6, False), (COSTS["yearly"], 0.15, True)]
    )
    rows = [
        Row((item.name, item.how, cost_per_cent(item.yearly) if item.yearly else "—"))
        for item in paper.defaults
    ]
    return [parts.set.section(COSTS["default"], WIDTH), *together(parts.table(None, columns, rows))]


def schedule(paper: SchedulePaper, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head, plan = Parts(setter), paper.head, paper.schedule
    span = filled(COSTS["instalments"], n=len(plan.rows), last=day(plan.rows[-1].due))
    dates: list[Cell] = [(WORDS["number"], head.number), (WORDS["issued_on"], day(head.issued_on))]
    if paper.about:
        dates.append((SERVICING["loan"] if paper.definitive else BINDING["contract"], paper.about))
    tag = Tag(COSTS["definitive" if paper.definitive else "plan"], warm=not paper.definitive)
    paid = yuan(plan.total_payment + plan.upfront_fee)
    return [
        parts.title(PAPERS["schedule"].title, tag),
        parts.dates(dates),
        parts.addressee(head.applicant_name, head.applicant_address),
        *replaced(parts, head),
        parts.headline(
            [
                amount_figure(plan.principal, WORDS["principal"]),
                *rate_figures(plan.yearly_rate, plan, paper.cost),
            ]
        ),
        *parts.facts(
            WORDS["terms"],
            [
                [
                    (WORDS["product"], paper.product),
                    (WORDS["tenor"], span),
                    (WORDS["method"], METHODS[plan.method]),
                    (COSTS["total_paid"], f"¥{paid}"),
                ],
            ],
        ),
        *schedule_table(parts, plan, definitive=paper.definitive),
        *closing(parts, head.verification_code, content_hash),
    ]
