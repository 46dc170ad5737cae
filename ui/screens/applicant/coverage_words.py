"""How far evidence covers a domain, in words and by a symbol, for the head of a file and its overview."""

from __future__ import annotations

from datetime import date

from ui.translation import said
from ui.widgets.format import day
from ui.widgets.words import named
from workstation.domain.evidence import DomainCoverage
from workstation.domain.text import Bilingual
from workstation.domain.words import SOURCES

FRESH_DAYS = 45
"""A domain whose newest record is older than this is shown as stale, as the sample policy has it."""


def freshness_mark(held: DomainCoverage, as_of: date) -> tuple[str, str]:
    """Symbol and ink for a domain: covered, covered but stale, missing."""
    age = held.age_days(as_of)
    if age is None:
        return "circle-dashed", "text_faint"
    return ("check-circle", "good") if age <= FRESH_DAYS else ("circle-half", "warn")


def age_words(held: DomainCoverage, as_of: date) -> str:
    """How old the newest record is; "missing" where there is none, which is not the same as nought."""
    age = held.age_days(as_of)
    if age is None:
        return said(Bilingual("缺", "missing"))
    if age == 0:
        return said(Bilingual("当天", "today"))
    return said(Bilingual(f"{age} 天前", "1 day old" if age == 1 else f"{age} days old"))


def held_words(held: DomainCoverage) -> str:
    """How many records, of which days, from where; empty where there is none."""
    if held.first is None or held.last is None:
        return ""
    zh_span = en_span = day(held.first)
    if held.last != held.first:
        zh_span, en_span = f"{zh_span} 至 {day(held.last)}", f"{en_span} to {day(held.last)}"
    sources = said(Bilingual("、", ", ")).join(named(SOURCES, source) for source in held.sources)
    count = "1 record" if held.records == 1 else f"{held.records:,} records"
    return said(
        Bilingual(f"{held.records:,} 条，{zh_span}，来自{sources}", f"{count}, {en_span}, from {sources}")
    )
