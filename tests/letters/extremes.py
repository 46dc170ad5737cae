"""Every paper twice more: as short as it can be, and as long as a hard day makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from workstation.domain.evidence import Coverage, DomainCoverage, EvidenceDomain
from workstation.domain.lending import Cost, Exposure, Instalment, Offer, Schedule
from workstation.domain.text import Bilingual
from workstation.letters import coded
from workstation.letters.papers import PaperValue
from workstation.letters.values import (
    Article,
    GivenReason,
    Overdue,
    PaperHead,
    StatementRow,
    SurveyPhoto,
    SurveySection,
)

LONG_NAME = "杭州市余杭区特别长名字的跨境电子商务供应链管理有限责任公司欧阳𬭸个人独资企业第二分公司"
LONG_ADDRESS = "浙江省杭州市余杭区文一西路 998 号跨境电子商务产业园 5 幢 301、302、303 室及仓库 B 区 12 号门"
LONG = Bilingual(
    "近期订单的退款、纠纷或取消情况较多（近 90 天退款率 8.2%，纠纷率 1.4%），且发货在促销期间明显变慢",
    "Refunds, disputes and cancellations are frequent in your recent orders; shipping slows in promotions",
)


MUCH = 50_000_000_00  # fen, as each sum below
FEE = 99_999_99
INTEREST = 1_234_567_89
WIDE_FIGURES = {
    "receipt": {"¥50,000,000.00": 3},
    "reminder": {"1,234,567.89": 36, "44,444,444.04": 1, "3,599,999.64": 1, "¥408,044,475.36": 1},
    "schedule": {"¥50,000,000.00": 1, "49,791,666.67": 1, "1,234,567.89": 2, "51,334,567.88": 2},
    "statement": {"50,000,000.00": 1, "¥50,000,080.00": 1},
}
"""Sums as the longest papers print them, each in one piece, and how often."""


def schedule_of(schedule: Schedule, count: int) -> Schedule:
    """The same principal over `count` months, without interest or fee."""
    share = schedule.principal // count
    balance, rows = schedule.principal, []
    for number in range(1, count + 1):
        principal = balance if number == count else share
        balance -= principal
        due = schedule.start + timedelta(days=30 * number)
        rows.append(Instalment(number, due, principal, 0, 0, balance))
    return replace(schedule, rows=tuple(rows), upfront_fee=0)


def offer_of(offer: Offer, count: int) -> Offer:
    schedule = schedule_of(offer.schedule, count)
    return replace(offer, months=count, schedule=schedule, cost=Cost("0.0000", "0.0000"))


def _head(value: Any, *, long: bool) -> PaperHead:
    name, address = (LONG_NAME, LONG_ADDRESS) if long else ("王", "")
    return replace(value.head, applicant_name=name, applicant_address=address)


def short(kind: str, value: Any) -> PaperValue:
    """The paper with as little on it as it may have."""
    changes: Mapping[str, dict[str, Any]] = {
        "approval": {"applicant_name": "王", "applicant_address": "", "conditions": (), "recall_events": ()},
        "counter_offer": {
            "reasons": (GivenReason(LONG),),
            "notes": (),
            "conditions": (),
            "recall_events": (),
        },
        "decline": {"reasons": (GivenReason(Bilingual("店铺已停业", "The shop is closed")),), "notes": ()},
        "grade_sheet": {"helped": (), "improvements": (), "notes": ()},
        "contract": {"place": None, "cosigners": ()},
        "loan_note": {"clauses": (), "cosigners": ()},
        "statement": {"rows": (), "opening": 0, "closing": 0, "notes": ()},
        "settlement": {"released": (), "notes": ()},
        "authorisation": {"identity": "", "taken_by": ""},
        "file_summary": {
            "shops": (),
            "authorisations": (),
            "parties": (),
            "applications": (),
            "loans": (),
            "exposure": Exposure(),
            "grade": "",
            "record_counts": (),
            "notes": (),
            "coverage": Coverage(tuple(DomainCoverage(domain) for domain in EvidenceDomain)),
        },
        "survey_report": {"checks": (), "photos": ()},
    }
    small = dict(changes.get(kind, {}))
    if hasattr(value, "offer"):
        small["offer"] = offer_of(value.offer, 1)
    if kind == "schedule":
        small |= {"schedule": schedule_of(value.schedule, 1), "about": ""}
    if kind != "approval":
        small["head"] = _head(value, long=False)
    return coded(replace(value, **small))


def extreme(kind: str, value: Any) -> PaperValue:
    """The paper with the longest names, the most rows and the longest texts that a desk has seen."""
    reasons = tuple(GivenReason(Bilingual(f"{n}{LONG.zh}", LONG.en), LONG) for n in range(1, 5))
    spouse = tuple(Bilingual(f"担保人（{LONG_NAME}）", f"Guarantor {n} ({LONG_NAME})") for n in range(1, 6))
    changes: Mapping[str, dict[str, Any]] = {
        "approval": {
            "applicant_name": LONG_NAME,
            "applicant_address": LONG_ADDRESS,
            "purpose": LONG.zh * 3,
            "conditions": (LONG,) * 9,
            "cosigners": spouse,
        },
        "counter_offer": {"reasons": reasons, "purpose": LONG.zh * 3, "cosigners": spouse},
        "decline": {"reasons": reasons, "purpose": LONG.zh * 3, "notes": (LONG,) * 5},
        "grade_sheet": {"helped": (LONG,) * 4, "missing": (LONG,) * 8, "notes": (LONG,) * 5},
        "cost_sheet": {"cosigners": spouse},
        "settlement": {"released": (LONG,) * 12},
        "reminder": {"paragraphs": (LONG,) * 6, "notes": (LONG,) * 3},
        "receipt": {"payer": LONG_NAME, "channel": LONG},
        "survey_report": {"opinion": LONG.zh * 6, "place": LONG_ADDRESS},
    }
    large = dict(changes.get(kind, {}))
    if hasattr(value, "offer") and kind != "cost_sheet":
        large["offer"] = offer_of(value.offer, 120)
    match kind:
        case "contract":
            large |= {
                "articles": (*value.articles * 2, Article(LONG, (LONG,))),
                "purpose": LONG.zh * 2,
                "cosigners": spouse,
            }
        case "loan_note":
            large |= {"clauses": (LONG,) * 9, "cosigners": spouse}
        case "schedule":
            plan = schedule_of(replace(value.schedule, principal=MUCH), 240)
            first, *others = plan.rows
            dear = replace(first, interest=INTEREST, fee=FEE)
            large["schedule"] = replace(plan, rows=(dear, *others))
        case "receipt":
            large |= {"amount": MUCH, "allotted": (replace(value.allotted[0], amount=MUCH),)}
            large |= {"principal_owed": MUCH, "total_owed": MUCH}
        case "statement":
            rows = tuple(
                StatementRow(value.since, Bilingual(f"第 {n} 笔", LONG.en), 100, 0, MUCH + 100 * n)
                for n in range(1, 81)
            )
            large |= {"opening": MUCH, "rows": rows, "closing": MUCH + 8_000}
        case "reminder":
            large["overdue"] = tuple(
                Overdue(
                    n, value.as_of - timedelta(days=30 * (37 - n)), 9_999_999_99, INTEREST, FEE, 89, 1_100
                )
                for n in range(1, 37)
            )
        case "authorisation":
            large["scopes"] = tuple(
                replace(scope, title=LONG, text=LONG, retention=LONG) for scope in value.scopes
            )
            large["terms"] = (LONG,) * 12
        case "file_summary":
            large |= {
                "shops": value.shops * 15,
                "parties": value.parties * 12,
                "loans": value.loans * 25,
                "notes": (LONG.zh,) * 6,
            }
        case "survey_report":
            figures = value.sections[0].figures * 12
            large["sections"] = (*value.sections, SurveySection(LONG, figures, (LONG.zh * 4,) * 3))
            large["checks"] = tuple(
                replace(c, one=LONG, other=LONG, explanation=LONG.zh) for c in value.checks
            )
            large["photos"] = (SurveyPhoto(LONG.zh, "2026-11-21 10:04", "30.2801, 120.0093", "ab" * 32),) * 40
    if kind != "approval":
        large["head"] = _head(value, long=True)
    return coded(replace(value, **large))
