"""What small firms say (小微企业情况): figures by trade and region with the number behind each, for the
management and, as no firm can be recognised, for authorities.

A cell stands on at least `least` firms. Smaller ones are pooled: regions of a trade into its other regions,
trades into the other trades, until enough firms are together; what is still too few is left out. Only medians
and quartiles are given, in three digits: no sums, from which a firm could be told by taking one from another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

LEAST_FIRMS = 5
ALL = ""
"""Stands for all trades, or all regions of a trade."""
OTHER = "*"
"""Stands for those too few to be shown by themselves."""

FIGURES: Mapping[str, str] = {
    "sales_month": "yuan",
    "purchases_month": "yuan",
    "gross_margin": "share",
    "stock": "yuan",
    "receivables": "yuan",
    "payables": "yuan",
    "orders_on_hand": "yuan",
    "cash": "yuan",
    "debts": "yuan",
    "wages_month": "yuan",
    "power_bill_month": "yuan",
    "staff": "count",
    "parcels_day": "count",
}
"""Which figures of a visit are reported, and in what."""

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class SurveyedFirm:
    """One firm's last survey of the campaign that was accepted: figures as `ledger.VISIT_FIGURES` in
    hundredths, and what of its owner's words was released."""

    trade: str
    region: str
    figures: Mapping[str, int]
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """Of one figure over `firms` firms, in its unit."""

    firms: int
    low: Decimal
    median: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class UpwardCell:
    """`spreads` holds the figures that at least the least number of the cell's firms gave."""

    trade: str
    region: str
    firms: int
    spreads: Mapping[str, Spread]


@dataclass(frozen=True, slots=True)
class Quoted:
    trade: str
    words: str


@dataclass(frozen=True, slots=True)
class Upward:
    """Cells of all trades first, then each trade with its regions. `surveyed` firms in all; `least` behind
    each figure."""

    surveyed: int
    least: int
    cells: tuple[UpwardCell, ...]
    quotes: tuple[Quoted, ...]


def upward(firms: Sequence[SurveyedFirm], least: int = LEAST_FIRMS) -> Upward:
    """The report's figures. With fewer firms than `least` in all it holds none."""
    if len(firms) < least:
        return Upward(len(firms), least, (), ())
    trades = _pooled({trade: _of(firms, "trade", trade) for trade in _names(firms, "trade")}, least)
    cells = [_cell(ALL, ALL, firms, least)]
    quotes: list[Quoted] = []
    for trade, members in trades.items():
        cells.append(_cell(trade, ALL, members, least))
        by_region = {region: _of(members, "region", region) for region in _names(members, "region")}
        regions = _pooled(by_region, least)
        if len(regions) > 1:
            cells += [_cell(trade, region, there, least) for region, there in regions.items()]
        quotes += [Quoted(trade, words) for words in sorted({q for firm in members for q in firm.quotes})]
    return Upward(len(firms), least, tuple(cells), tuple(quotes))


def _pooled(groups: Mapping[str, Sequence[SurveyedFirm]], least: int) -> dict[str, tuple[SurveyedFirm, ...]]:
    """Groups of at least `least` firms, the largest first; the others together as `OTHER`, with the smallest
    of the shown ones where they alone are too few."""
    shown = {name: tuple(there) for name, there in groups.items() if len(there) >= least}
    ordered = sorted(shown, key=lambda name: (-len(shown[name]), name))
    pool = [firm for name, there in groups.items() if name not in shown for firm in there]
    while pool and len(pool) < least and ordered:
        pool += shown[ordered.pop()]
    found = {name: shown[name] for name in ordered}
    if len(pool) >= least:
        found[OTHER] = tuple(pool)
    return found


def _cell(trade: str, region: str, firms: Sequence[SurveyedFirm], least: int) -> UpwardCell:
    values: dict[str, list[int]] = defaultdict(list)
    for firm in firms:
        for name, value in firm.figures.items():
            if name in FIGURES:
                values[name].append(value)
    spreads = {name: _spread(sorted(values[name])) for name in FIGURES if len(values[name]) >= least}
    return UpwardCell(trade, region, len(firms), spreads)


def _spread(ordered: Sequence[int]) -> Spread:
    low, median, high = (_rounded(_quantile(ordered, Fraction(n, 4))) for n in (1, 2, 3))
    return Spread(len(ordered), low, median, high)


def _quantile(ordered: Sequence[int], share: Fraction) -> Fraction:
    """Between neighbours in proportion, as spreadsheets do it."""
    place = share * (len(ordered) - 1)
    at = int(place)
    above = ordered[min(at + 1, len(ordered) - 1)]
    return ordered[at] + (place - at) * (above - ordered[at])


def _rounded(hundredths: Fraction) -> Decimal:
    """In whole units and at most three digits that count."""
    value = Decimal(hundredths.numerator) / Decimal(hundredths.denominator * 100)
    if not value:
        return Decimal(0)
    step = Decimal(1).scaleb(max(value.adjusted() - _DIGITS + 1, -2))
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def _names(firms: Iterable[SurveyedFirm], field: str) -> list[str]:
    return sorted({getattr(firm, field) for firm in firms})


def _of(firms: Iterable[SurveyedFirm], field: str, name: str) -> tuple[SurveyedFirm, ...]:
    return tuple(firm for firm in firms if getattr(firm, field) == name)
