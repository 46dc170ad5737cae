"""The monitor's tables: what drifted, how segments fared, who overruled the rules, reasons then and now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.translation import said, translate
from ui.widgets.badge import Mark
from ui.widgets.format import DASH, count, money, percent
from ui.widgets.rows import Column
from ui.widgets.words import SHOP_KINDS, Words, named
from workstation.domain.text import Bilingual
from workstation.features import DICTIONARY

if TYPE_CHECKING:
    from collections.abc import Callable

    from workstation.portfolio.conduct import Fared, ReasonShare
    from workstation.portfolio.vintages import Vintage
    from workstation.portfolio.watching import Segment
    from workstation.scoring.drift import Drift

CONTEXT = "Monitor"
_TIMES = " × "  # between shop kind and product in a segment's name

_STEADY = (QT_TRANSLATE_NOOP("Monitor", "Steady"), "good", "check-circle")
_MOVED = (QT_TRANSLATE_NOOP("Monitor", "Drifted"), "bad", "warning-circle")
_AS_SAID = (QT_TRANSLATE_NOOP("Monitor", "As said"), "good", "check-circle")
_OFF = (QT_TRANSLATE_NOOP("Monitor", "Off"), "bad", "warning-circle")
_OVERRIDES: Mapping[str, str] = {
    "as_proposed": QT_TRANSLATE_NOOP("Monitor", "As proposed"),
    "more_generous": QT_TRANSLATE_NOOP("Monitor", "More generous than proposed"),
    "harsher": QT_TRANSLATE_NOOP("Monitor", "Harsher than proposed"),
}


def figure_name(name: str) -> str:
    """A feature as its dictionary calls it."""
    if name == "score":
        return translate(CONTEXT, QT_TRANSLATE_NOOP("Monitor", "Score"))
    return said(DICTIONARY[name].title) if name in DICTIONARY else name


def _mark(row: tuple[str, str, str]) -> Mark:
    text, tone, symbol = row
    return Mark(translate(CONTEXT, text), tone, symbol)


def drift_mark(drift: Drift) -> Mark:
    return _mark(_MOVED if drift.alarms else _STEADY)


def segment_mark(segment: Segment) -> Mark:
    return _mark(_OFF if segment.off else _AS_SAID)


def _number(value: float) -> str:
    return f"{value:.3f}" if value < 1e6 else DASH


def _missing(drift: Drift) -> str:
    before, now = drift.missing
    return f"{percent(before)} → {percent(now)}"


DRIFT: tuple[Column[Drift], ...] = (
    Column(QT_TRANSLATE_NOOP("Monitor", "Figure"), lambda d: figure_name(d.name), 0, strong=True),
    Column(QT_TRANSLATE_NOOP("Monitor", "PSI"), lambda d: _number(d.psi), 84, right=True),
    Column(QT_TRANSLATE_NOOP("Monitor", "Critical"), lambda d: _number(d.critical), 84, right=True),
    Column(QT_TRANSLATE_NOOP("Monitor", "Missing"), _missing, 150, right=True, spare=2),
    Column(QT_TRANSLATE_NOOP("Monitor", "State"), lambda d: drift_mark(d).text, 120, mark=drift_mark),
)


def _interval(low: float, high: float) -> str:
    return f"{percent(low)} – {percent(high)}"


def segment_columns(products: Words) -> tuple[Column[Segment], ...]:
    """`products` by their codes, as the lender's files name them."""
    return (
        Column(QT_TRANSLATE_NOOP("Monitor", "Segment"), lambda s: segment_name(s.name, products), 0,
               strong=True),
        Column(QT_TRANSLATE_NOOP("Monitor", "Loans"), lambda s: count(s.loans), 72, right=True),
        Column(QT_TRANSLATE_NOOP("Monitor", "Bad"), lambda s: count(s.bads), 64, right=True, spare=3),
        Column(QT_TRANSLATE_NOOP("Monitor", "Said"), lambda s: percent(s.expected), 76, right=True),
        Column(QT_TRANSLATE_NOOP("Monitor", "Came"), lambda s: percent(s.rate), 76, right=True),
        Column(QT_TRANSLATE_NOOP("Monitor", "95 % interval"), lambda s: _interval(s.low, s.high), 132,
               right=True, spare=2),
        Column(QT_TRANSLATE_NOOP("Monitor", "State"), lambda s: segment_mark(s).text, 110,
               mark=segment_mark),
    )  # fmt: skip


def segment_name(name: str, products: Words) -> str:
    if name == "all":
        return translate(CONTEXT, QT_TRANSLATE_NOOP("Monitor", "All loans"))
    if name.startswith("grade "):
        words = translate(CONTEXT, QT_TRANSLATE_NOOP("Monitor", "Grade {0}"))
        return words.format(name.removeprefix("grade "))
    kind, times, product = name.partition(_TIMES)
    return f"{named(SHOP_KINDS, kind)}{_TIMES}{named(products, product)}" if times else name


def _fared(row: Fared) -> str:
    return DASH if row.rate is None else f"{percent(row.rate)} ({_interval(row.low, row.high)})"


OVERRIDES: tuple[Column[Fared], ...] = (
    Column(QT_TRANSLATE_NOOP("Monitor", "Decision"), lambda f: translate(CONTEXT, _OVERRIDES[f.what]), 0,
           strong=True),
    Column(QT_TRANSLATE_NOOP("Monitor", "Decisions"), lambda f: count(f.decisions), 92, right=True),
    Column(QT_TRANSLATE_NOOP("Monitor", "Loans with outcome"), lambda f: count(f.loans), 140, right=True,
           spare=2),
    Column(QT_TRANSLATE_NOOP("Monitor", "Of them bad"), _fared, 220, right=True),
)  # fmt: skip


def _by_month(title: str, month: int) -> Column[Vintage]:
    """The share that had gone bad by a month, a dash where a loan of the quarter is younger."""
    return Column(
        title,
        lambda v: percent(v.shares[month - 1]) if len(v.shares) >= month else DASH,
        96,
        right=True,
        spare=1,
    )


VINTAGES: tuple[Column[Vintage], ...] = (
    Column(QT_TRANSLATE_NOOP("Monitor", "Drawn in"), lambda v: v.name, 0, strong=True),
    Column(QT_TRANSLATE_NOOP("Monitor", "Loans"), lambda v: count(v.loans), 72, right=True),
    Column(QT_TRANSLATE_NOOP("Monitor", "Amount"), lambda v: money(v.amount), 150, right=True, spare=2),
    _by_month(QT_TRANSLATE_NOOP("Monitor", "3 months"), 3),
    _by_month(QT_TRANSLATE_NOOP("Monitor", "6 months"), 6),
    _by_month(QT_TRANSLATE_NOOP("Monitor", "9 months"), 9),
    Column(QT_TRANSLATE_NOOP("Monitor", "Months seen"), lambda v: count(len(v.shares)), 110, right=True),
    Column(QT_TRANSLATE_NOOP("Monitor", "Bad so far"),
           lambda v: percent(v.shares[-1]) if v.shares else DASH, 100, right=True),
)  # fmt: skip


def reason_columns(name_of: Callable[[str], Bilingual]) -> tuple[Column[ReasonShare], ...]:
    """Reasons bear the names of the lender's reason table."""
    return (
        Column(QT_TRANSLATE_NOOP("Monitor", "Reason against"), lambda r: said(name_of(r.code)), 0),
        Column(QT_TRANSLATE_NOOP("Monitor", "Before"), lambda r: percent(r.before), 90, right=True),
        Column(QT_TRANSLATE_NOOP("Monitor", "Now"), lambda r: percent(r.now), 90, right=True),
    )
