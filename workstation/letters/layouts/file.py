"""The file summary (申请档案摘要): the applicant file on few pages, for who must read it quickly."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.domain.evidence import DOMAIN_NAMES
from workstation.domain.money import yuan
from workstation.domain.text import Bilingual
from workstation.domain.words import LENDERS, PLATFORMS, SOURCES, TRADES, named
from workstation.lending.figures import listed
from workstation.letters.figures import day
from workstation.letters.layouts.closing import closing, replaced
from workstation.letters.layouts.parts import Cell, Figure, Parts, Tag, spread
from workstation.letters.papers import PAPERS
from workstation.letters.piece import Piece
from workstation.letters.typeset import Row, Typesetter
from workstation.letters.values import FileSummary
from workstation.letters.wording import WORDS
from workstation.letters.wording_file import APPLICANT_KINDS, FILE, PARTY_ROLES, SCOPES, SHOP_KINDS

_Head = tuple[str, float, bool]


def file_summary(paper: FileSummary, content_hash: str, setter: Typesetter) -> list[Piece]:
    parts, head = Parts(setter), paper.head
    dates: list[Cell] = [
        (WORDS["number"], head.number),
        (WORDS["issued_on"], day(head.issued_on)),
        (FILE["as_of"], day(paper.as_of)),
        (FILE["prepared"], paper.prepared_by),
    ]
    return [
        parts.title(PAPERS["file_summary"].title, Tag(FILE["internal"])),
        parts.dates(dates),
        parts.addressee(head.applicant_name, head.applicant_address, FILE["who"]),
        *replaced(parts, head),
        _headline(parts, paper),
        *_applicant(parts, paper),
        *_coverage(parts, paper),
        *_around(parts, paper),
        *_credit(parts, paper),
        *parts.listed(FILE["notes"], [Bilingual(note, "") for note in paper.notes]),
        *closing(parts, head.verification_code, content_hash),
    ]


def _headline(parts: Parts, paper: FileSummary) -> Piece:
    exposure = paper.exposure
    covered = Bilingual(
        f"已覆盖 {len(paper.coverage.covered)} / {len(paper.coverage.domains)} 个领域",
        f"{len(paper.coverage.covered)} of {len(paper.coverage.domains)} domains covered",
    )
    late = Bilingual(
        f"最长逾期 {exposure.worst_days_past_due} 天", f"worst: {exposure.worst_days_past_due} days past due"
    )
    return parts.headline(
        [
            Figure(FILE["own"], f"¥{yuan(exposure.own)}", late, 0.4),
            Figure(FILE["related"], f"¥{yuan(exposure.related)}", "、".join(exposure.related_names), 0.34),
            Figure(FILE["grade"], paper.grade or "—", covered if paper.grade else FILE["no_grade"], 0.26),
        ]
    )


def _applicant(parts: Parts, paper: FileSummary) -> list[Piece]:
    who = paper.applicant
    opened: Bilingual | str = day(who.opened_on) if who.opened_on else "—"
    return parts.facts(
        FILE["who"],
        [
            [
                (FILE["kind"], APPLICANT_KINDS[who.kind]),
                (FILE["shop_kind"], SHOP_KINDS[who.shop_kind]),
                (FILE["trade"], named(TRADES, who.trade) if who.trade else "—"),
            ],
            [
                (FILE["opened"], opened),
                (FILE["region"], who.region or "—"),
                (FILE["phone"], who.phone or "—"),
            ],
        ],
    )


def _coverage(parts: Parts, paper: FileSummary) -> list[Piece]:
    heads: list[_Head] = [
        ("domain", 0.34, False),
        ("records", 0.14, True),
        ("first", 0.14, False),
        ("last", 0.14, False),
        ("sources", 0.24, False),
    ]
    rows = []
    for item in paper.coverage.domains:
        if not item.covered:
            rows.append(Row((DOMAIN_NAMES[item.domain], "—", "", "", FILE["uncovered"])))
            continue
        sources = listed([named(SOURCES, source) for source in item.sources])
        days = (_iso(item.first), _iso(item.last))
        rows.append(Row((DOMAIN_NAMES[item.domain], f"{item.records:,}", *days, sources)))
    pieces = _table(parts, "coverage", heads, rows)
    counts = [Row((name, f"{count:,}")) for name, count in paper.record_counts]
    return [*pieces, *_table(parts, "ledgers", [("ledger", 0.7, False), ("rows", 0.3, True)], counts)]


def _around(parts: Parts, paper: FileSummary) -> list[Piece]:
    shops = [
        Row((shop.name, named(PLATFORMS, shop.platform), shop.level, _iso(shop.opened_on)))
        for shop in paper.shops
    ]
    parties = [
        Row((PARTY_ROLES[party.role], party.name, party.phone, party.since.isoformat()))
        for party in paper.parties
    ]
    consents = [
        Row(
            (
                listed([SCOPES[scope.value] for scope in item.scopes]),
                item.signed_on.isoformat(),
                item.expires_on.isoformat(),
                _iso(item.withdrawn_on),
            )
        )
        for item in paper.authorisations
    ]
    return [
        *_table(
            parts,
            "shops",
            [("name", 0.4, False), ("platform", 0.2, False), ("level", 0.2, False), ("since", 0.2, False)],
            shops,
        ),
        *_table(
            parts,
            "parties",
            [("role", 0.25, False), ("name", 0.35, False), ("phone", 0.2, False), ("since", 0.2, False)],
            parties,
        ),
        *_table(
            parts,
            "consents",
            [
                ("scopes", 0.46, False),
                ("signed", 0.18, False),
                ("expires", 0.18, False),
                ("withdrawn", 0.18, False),
            ],
            consents,
        ),
    ]


def _credit(parts: Parts, paper: FileSummary) -> list[Piece]:
    products = dict(paper.product_names)
    requests = [
        Row(
            (
                item.asked_on.isoformat(),
                products.get(item.product, item.product),
                yuan(item.amount),
                str(item.months),
                item.purpose,
            )
        )
        for item in paper.applications
    ]
    loans = [
        Row(
            (
                LENDERS.get(item.lender, item.lender),
                products.get(item.product, item.product),
                item.due_on.isoformat(),
                yuan(item.principal),
                yuan(item.outstanding),
                str(item.days_past_due),
            )
        )
        for item in paper.loans
    ]
    return [
        *_table(
            parts,
            "requests",
            [
                ("asked_on", 0.16, False),
                ("product", 0.18, False),
                ("amount", 0.18, True),
                ("months", 0.1, True),
                ("purpose", 0.38, False),
            ],
            requests,
        ),
        *_table(
            parts,
            "loans",
            [
                ("lender", 0.26, False),
                ("product", 0.15, False),
                ("due_on", 0.15, False),
                ("amount", 0.16, True),
                ("owed", 0.16, True),
                ("late", 0.12, True),
            ],
            loans,
        ),
    ]


def _table(parts: Parts, title: str, heads: Sequence[_Head], rows: Sequence[Row]) -> list[Piece]:
    """A titled table, none where there is nothing to show."""
    if not rows:
        return []
    return parts.table(
        FILE[title], spread([(FILE[name], share, right) for name, share, right in heads]), rows
    )


def _iso(value: object) -> str:
    return str(value) if value is not None else "—"
